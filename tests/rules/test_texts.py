"""Texts that people read pass through gettext, so that another language can follow."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
CHINESE = re.compile(r"[\u4e00-\u9fff]+[^<{]*")
CODE = re.compile(r"{#.*?#}|{{.*?}}|{%.*?%}|<!--.*?-->", re.DOTALL)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_template_has_no_bare_text(template):
    """Chinese stands only inside {{ … }} or {% … %}, where it is wrapped in _()."""
    bare = CHINESE.findall(CODE.sub("", template.read_text(encoding="utf-8")))
    assert not bare, f"wrap in _(): {bare[:5]}"


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_text_in_template_code_is_marked(template):
    """A Chinese literal inside {{ … }} or {% … %} is an argument of _()."""
    code = re.sub(r"{#.*?#}", "", template.read_text(encoding="utf-8"), flags=re.DOTALL)
    pieces = re.findall(r"{{.*?}}|{%.*?%}", code, re.DOTALL)
    unmarked = []
    for piece in pieces:
        rest = re.sub(r"""_\(\s*(?:"[^"]*"|'[^']*')""", "_(", piece)
        unmarked += re.findall(r"""["'][^"']*[\u4e00-\u9fff][^"']*["']""", rest)
    assert not unmarked, f"wrap in _(): {unmarked[:5]}"


def test_another_language_finds_every_room(tmp_path):
    """What babel.cfg collects has texts of the templates, the pages and every room below them."""
    found = tmp_path / "messages.pot"
    command = [sys.executable, "-m", "babel.messages.frontend", "extract", "-F", "babel.cfg"]
    subprocess.run(
        [*command, "-k", "N_", "-k", "_l", "-o", str(found), "."], cwd=ROOT, check=True, capture_output=True
    )
    sources = re.findall(r"^#: (.+)$", found.read_text(encoding="utf-8"), re.MULTILINE)
    rooms = {place.split(":")[0].split("/")[0] for line in sources for place in line.split()}
    assert {"vocab.py", "office", "registers", "figures", "reports", "blueprints", "templates"} <= rooms
