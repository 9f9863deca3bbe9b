"""Who may import whom: data walks one way, and imports point up the table of the rooms."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OURS = {
    "vocab",
    "config",
    "db",
    "models",
    "office",
    "registers",
    "figures",
    "reports",
    "blueprints",
    "app",
    "commands",
    "demo",
    "run",
    "tests",
    "bench",
}
WEB = {"flask", "flask_login", "flask_wtf", "flask_babel", "wtforms", "werkzeug"}

# place → what of ours it may import (itself always)
MAY = {
    "vocab.py": set(),
    "config.py": set(),
    "db.py": set(),
    "models.py": {"db", "vocab"},
    "office": {"models", "db", "vocab", "config"},
    "registers": {"office", "models", "db", "vocab", "config"},
    "figures": {"registers", "office", "models", "db", "vocab", "config"},
    "reports": {"figures", "registers", "office", "vocab", "config"},
    "blueprints": {"reports", "figures", "registers", "office", "vocab", "config"},
    "demo": {"figures", "registers", "office", "models", "db", "vocab", "config"},
    "migrations": set(),
    "app.py": OURS - {"run", "tests", "bench"},
    "commands": OURS - {"app", "run", "tests", "bench"},
}

# place → packages it must not know
NEVER = {
    "vocab.py": WEB | {"peewee", "playhouse", "openpyxl"},
    "config.py": WEB | {"peewee", "playhouse", "openpyxl"},
    "db.py": WEB | {"openpyxl"},
    "models.py": WEB | {"openpyxl"},
    "office": WEB,
    "registers": WEB,
    "figures": WEB | {"openpyxl"},
    "reports": WEB | {"peewee", "playhouse"},
    "demo": WEB | {"openpyxl"},
    "blueprints": {"peewee", "playhouse", "openpyxl"},
}


def python_files(place):
    path = ROOT / place
    return [path] if path.is_file() else sorted(path.rglob("*.py"))


def imports(path):
    """(line, top-level name) of every import in the file, also those inside functions."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name.partition(".")[0]) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.lineno, node.module.partition(".")[0]


def places(place, wrong):
    """Where `place` imports a name for which `wrong` holds: "file:line name"."""
    return [
        f"{path.relative_to(ROOT)}:{line} {name}"
        for path in python_files(place)
        for line, name in imports(path)
        if wrong(name)
    ]


@pytest.mark.parametrize("place", MAY)
def test_imports_point_up_the_table(place):
    own = place.removesuffix(".py")
    assert not places(place, lambda name: name in OURS - MAY[place] - {own})


@pytest.mark.parametrize("place", NEVER)
def test_a_room_does_not_know_what_is_not_its_own(place):
    assert not places(place, lambda name: name in NEVER[place])


def test_every_place_with_code_is_in_the_table():
    packages = {path.parent.name for path in ROOT.glob("*/*.py")} - {"tests", "bench", "docs", ".venv"}
    modules = {path.name for path in ROOT.glob("*.py")} - {"run.py"}
    assert packages | modules <= set(MAY)


def writes_workbooks(path):
    return [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if getattr(node, "id", getattr(node, "attr", "")) == "Workbook"
    ]


@pytest.mark.parametrize("place", [place for place in MAY if place != "reports"])
def test_only_reports_write_workbooks(place):
    assert not [where for path in python_files(place) for where in writes_workbooks(path)]


def siblings(path):
    """Other areas' packages that a file in blueprints/<area>/ imports."""
    area = path.relative_to(ROOT / "blueprints").parts[0]
    areas = {folder.name for folder in (ROOT / "blueprints").iterdir() if folder.is_dir()} - {area}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("blueprints."):
            named = node.module.split(".")[1]
            if named in areas:
                yield f"{path.relative_to(ROOT)}:{node.lineno} {named}"


def test_an_area_of_pages_does_not_import_its_sibling():
    inside = [path for path in python_files("blueprints") if path.parent != ROOT / "blueprints"]
    assert not [where for path in inside for where in siblings(path)]
