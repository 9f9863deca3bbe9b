"""Stylesheets, scripts and icons, the wheels' and our own, under addresses that change with the content.

An address is `/v/<name>.<sha10>.<ext>`, so a browser keeps the file for good and no other host is ever asked.
Templates call `asset('bootstrap.css')` for the address and `icon('people')` for an inline drawing.
"""

import gzip
import hashlib
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from flask import Blueprint, abort, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from blueprints.guard import PUBLIC, needs

bp = Blueprint("assets", __name__)

OURS = Path(__file__).resolve().parent.parent / "static"
BOOTSTRAP = "static/bootstrap5"
FILES = {
    "bootstrap.css": ("flask_bootstrap", f"{BOOTSTRAP}/css/bootstrap.min.css"),
    "htmx.js": ("js_lib_htmx", "static/htmx/htmx.min.js"),
    "fengqiao.css": (None, "fengqiao.css"),
    "fengqiao.js": (None, "fengqiao.js"),
    "fengqiao.svg": (None, "fengqiao.svg"),
    "dispute.css": (None, "dispute.css"),
    "figures.css": (None, "figures.css"),
    "returns.css": (None, "returns.css"),
    "dispute.js": (None, "dispute.js"),
    "sentences.css": (None, "sentences.css"),
    "comparison.css": (None, "comparison.css"),
    "superior.css": (None, "superior.css"),
    "home.css": (None, "home.css"),
    "tables.css": (None, "tables.css"),
}
TYPES = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml"}
SOURCE_MAP = re.compile(rb"/[*/]# sourceMappingURL=\S+(?: \*/)?")
SYMBOL = re.compile(r'<symbol[^>]*viewBox="([^"]+)" id="([^"]+)">(.*?)</symbol>', re.DOTALL)


@dataclass(frozen=True)
class Asset:
    """One file ready to send: its content, the same packed, and the digest that names it."""

    body: bytes
    packed: bytes
    digest: str


def _path(package: str | None, inside: str) -> Path:
    if package is None:
        return OURS / inside
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise FileNotFoundError(f"package {package} is not installed")
    return Path(spec.origin).parent / inside


@lru_cache(maxsize=32)
def _load(path: Path, _changed: int) -> Asset:
    body = SOURCE_MAP.sub(b"", path.read_bytes())
    return Asset(body, gzip.compress(body, 9, mtime=0), hashlib.sha256(body).hexdigest()[:10])


@cache
def _located(name: str) -> Path:
    return _path(*FILES[name])


def _asset(name: str) -> Asset:
    path = _located(name)
    return _load(path, path.stat().st_mtime_ns)  # our own files may change while the server runs


@bp.app_template_global("asset")
def asset(name: str) -> str:
    """The address of one of FILES. KeyError for a name that is not listed there."""
    stem, ext = name.rsplit(".", 1)
    return url_for("assets.file", stem=stem, digest=_asset(name).digest, ext=ext)


@bp.get("/v/<stem>.<digest>.<ext>")
@needs(PUBLIC)
def file(stem: str, digest: str, ext: str) -> Response:
    """The file itself, kept by the browser for a year; 404 for an address of another edition."""
    name = f"{stem}.{ext}"
    if name not in FILES or _asset(name).digest != digest:
        abort(404)
    found = _asset(name)
    packed = "gzip" in request.accept_encodings
    response = Response(found.packed if packed else found.body, content_type=TYPES[ext])
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


@cache
def _icons() -> dict[str, tuple[str, str]]:
    sprite = _path("flask_bootstrap", f"{BOOTSTRAP}/icons/bootstrap-icons.svg").read_text("utf-8")
    return {name: (box, drawing) for box, name, drawing in SYMBOL.findall(sprite)}


@bp.app_template_global("icon")
@cache
def icon(name: str) -> Markup:
    """A Bootstrap icon as inline SVG, hidden from screen readers. KeyError for an unknown name."""
    box, drawing = _icons()[name]
    return Markup(  # noqa: S704 - the wheel's own drawing
        '<svg class="icon" aria-hidden="true" focusable="false" width="16" height="16" '
        f'fill="currentColor" viewBox="{box}">{drawing}</svg>'
    )
