"""The switch between live and official figures: what it offers, and what is said where nothing is locked."""

from typing import Any

from flask import render_template, url_for
from flask_babel import gettext as _

from blueprints.choosing import unit_choices
from blueprints.errors import message
from blueprints.figures.asking import Wanted
from figures.evaluator import Question
from figures.service import Service
from figures.tables import Tables
from office.errors import Rejected
from vocab import BASES, BOOKS, LIVE, OFFICIAL

Shown = Tables | Service
ABOUT_BOOKS = ("state", "revision")  # the parts of an address that a refusal can be about


def refusal(shown: Shown) -> Rejected | None:
    """Why there are no such figures; None where there are."""
    try:
        shown.standing  # noqa: B018  asked for the refusal alone
    except Rejected as fault:
        if fault.field not in ABOUT_BOOKS:
            raise
        return fault
    return None


def explained(
    shown: Shown, wanted: Wanted, page: str, args: dict[str, Any], fault: Rejected
) -> tuple[str, int]:
    """The page without its tables: why they are not there, and everything that was chosen."""
    live = {key: value for key, value in args.items() if key not in ABOUT_BOOKS}
    return render_template(
        "figures/unlocked.html",
        page=page.removeprefix("figures."),
        shown=shown,
        wanted=wanted,
        fault=message(fault),
        live=url_for(page, **live),
        **chooser(shown, wanted),
    ), 422


def chooser(shown: Shown, wanted: Wanted) -> dict[str, Any]:
    """What the filters of a page of figures offer."""
    return {
        "units": unit_choices(shown.frame),
        "bases": [(code, _(words)) for code, words in BASES.items()],
        "states": [(code, _(words)) for code, words in BOOKS.items()],
        "months": [(number, _("%(n)s月", n=number)) for number in range(1, 13)],
        "year": wanted.number,
    }


def bridge(shown: Shown, wanted: Wanted, of: str = "") -> str | None:
    """The page that says what lies between official and live figures; None for live figures."""
    if shown.state != OFFICIAL:
        return None
    days = {"from": shown.period.start.isoformat(), "to": shown.period.last.isoformat()}
    args: dict[str, Any] = {"unit": shown.frame.unit.id, **days, "basis": shown.basis, "of": of or None}
    return url_for("figures.bridge", **args, **{key: v for key, v in wanted.kept.items() if key != "state"})


def explain_address(question: Question, key: str, unit_id: int) -> str:
    """差异说明 between the official and the live figure, from the list behind one of them."""
    same: dict[str, Any] = {
        "unit": unit_id,
        "from": question.period.start,
        "to": question.period.last,
        "basis": question.basis,
    }
    if question.predecessors:
        same["predecessors"] = 1
    if question.where:
        same["by"], same["part"] = question.where[0]
    revision = {"revision": question.revision} if question.revision else {}
    a, b = same | {"state": OFFICIAL} | revision, same | {"state": LIVE}
    if question.comparable:
        b["comparable"] = 1
    sides = {f"{name}_{what}": value for name, side in (("a", a), ("b", b)) for what, value in side.items()}
    return url_for("figures.explain", key=key, **sides)
