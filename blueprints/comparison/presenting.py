"""What the pages of comparisons have in common: their tabs, what their filters offer."""

from typing import Any

from flask import current_app, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from blueprints.choosing import unit_choices
from blueprints.comparison.asking import PARTS, Wanted
from figures.comparison import choosing
from figures.frame import Frame
from figures.indicators import GROUPS
from vocab import BASES, BOOKS

TABS = (
    ("comparison.index", _l("对比")),
    ("comparison.ranking", _l("排名")),
    ("comparison.replay", _l("可比口径")),
)
OF_ONE_PAGE = ("key", "by", "keys", "revision")  # parts of an address that another tab reads otherwise


def tabs(wanted: Wanted, here: str) -> list[dict[str, Any]]:
    """The three pages, each about the same unit and period."""
    args = {name: value for name, value in wanted.args.items() if name not in OF_ONE_PAGE}
    there = [(page, words) for page, words in TABS if page in current_app.view_functions]
    return [{"label": words, "url": url_for(page, **args), "active": page == here} for page, words in there]


def chooser(frame: Frame, wanted: Wanted) -> dict[str, Any]:
    """What the filters of a comparison offer."""
    return {
        "frame": frame,
        "wanted": wanted,
        "units": unit_choices(frame),
        "parts": [(code, _(words)) for code, words in PARTS.items()],
        "bases": [(code, _(words)) for code, words in BASES.items()],
        "books": [(code, _(words)) for code, words in BOOKS.items()],
    }


def indicators() -> list[tuple[str, list[tuple[str, str]]]]:
    """(name of a group, its indicators), for the choosers."""
    found: dict[str, list[tuple[str, str]]] = {}
    for key, one in choosing.comparable().items():
        found.setdefault(key.partition(".")[0], []).append((key, _(one.name)))
    return [(_(label), found[group]) for group, label in GROUPS.items() if group in found]
