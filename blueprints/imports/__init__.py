"""Taking in ledgers of any register: upload, mapping, check, import in the background, undo."""

from flask import Blueprint

from blueprints.imports.runner import Runner

bp = Blueprint("imports", __name__)


@bp.record_once
def _employ(state: object) -> None:
    state.app.extensions["imports"] = Runner()  # type: ignore[attr-defined]


from blueprints.imports import routes  # noqa: E402, F401
