"""The documentation keeps up with the code: links lead somewhere, and nothing a user needs is missing."""

import re
from pathlib import Path
from urllib.parse import unquote

import click
import pytest

from vocab import PERMISSIONS, ROLES

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("README*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "bench").glob("*.md")])
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
MOST_BYTES = 150 * 1024  # a picture


def text_of(*places):
    return "\n".join(path.read_text(encoding="utf-8") for path in PAGES if not places or path.name in places)


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_and_pictures_are_there(page):
    targets = [unquote(target.split("#")[0]) for target in LINK.findall(page.read_text(encoding="utf-8"))]
    inside = [target for target in targets if target and "://" not in target]
    assert [target for target in inside if not (page.parent / target).exists()] == []


def test_pictures_are_small_and_all_are_used():
    shown = {Path(unquote(target)).name for target in LINK.findall(text_of())}
    pictures = list((ROOT / "docs" / "images").glob("*"))
    assert pictures
    assert [path.name for path in pictures if path.stat().st_size > MOST_BYTES] == []
    assert {path.name for path in pictures} - shown == set()


def commands(group, above=""):
    """Full names of our own commands, those in groups with the group's name before them."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{above}{name} ")
        else:
            yield f"{above}{name}"


def test_every_command_is_explained(app):
    told = text_of()
    missing = [name for name in commands(app.cli) if f"--app app {name}" not in told]
    assert missing == []


@pytest.mark.parametrize("permission", PERMISSIONS)
def test_every_permission_is_explained_with_its_roles(permission):
    page = text_of("账号与权限.md")
    row = re.search(rf"^\| `{re.escape(permission)}` \| .+ \| (.+) \|$", page, re.MULTILINE)
    assert row, f"{permission} has no row"
    told = set(ROLES.values()) if row[1] == "所有岗位" else set(row[1].split("、"))
    assert told == {ROLES[role] for role in PERMISSIONS[permission]}


def test_every_environment_variable_is_explained():
    code = "".join(
        (ROOT / name).read_text(encoding="utf-8") for name in ("config.py", "run.py", "tests/conftest.py")
    )
    named = set(re.findall(r"environ(?:\.get\(|\[)\"([A-Z_]+)\"", code))
    assert named >= {"PORT", "FENGQIAO_DATA", "DATABASE_URL"}
    for readme in ("README.md", "README.zh-CN.md"):
        assert [name for name in named if f"`{name}`" not in text_of(readme)] == []


def test_every_developers_page_names_files_that_exist():
    """A path such as `figures/evaluator.py` in the developers' pages is a real one."""
    told = re.findall(
        r"`((?:[a-z_]+/)+[a-z_]+\.(?:py|html|md))`",
        text_of(*(p.name for p in PAGES if "developers" in p.parts)),
    )
    assert told
    assert sorted({path for path in told if not (ROOT / path).exists()}) == []
