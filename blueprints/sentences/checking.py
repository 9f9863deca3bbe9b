"""The page on which a pasted text is checked. The text is not kept."""

from typing import Any

from flask import render_template, request
from flask_babel import gettext as _

from blueprints.choosing import unit_choices
from blueprints.errors import message
from blueprints.guard import actor, needs
from blueprints.sentences import asking, bp, presenting
from figures.frame import Frame
from figures.proofreading import checker
from figures.proofreading.checked import Checked
from figures.proofreading.checker import MOST_SIGNS
from figures.proofreading.judged import RIGHT, UNKNOWN, WRONG
from office.calendar import today
from office.errors import Rejected
from vocab import BASES, BOOKS


@bp.route("/texts/check", methods=["GET", "POST"])
@needs("figures.read")
def check() -> Any:
    """A text with its numbers marked; without one the empty form."""
    given = request.form if request.method == "POST" else request.args
    try:
        wanted = asking.wanted(given, today())
        fault = ""
    except Rejected as error:
        wanted, fault = asking.wanted({}, today()), message(error)
    frame = Frame(actor(), wanted.unit, wanted.period)
    text = given.get("text", "").replace("\r\n", "\n")
    found: Checked | None = None
    if request.method == "POST" and not fault:
        try:
            found = checker.check(
                actor(),
                text,
                frame.unit.id,
                wanted.year,
                today=today(),
                state=wanted.state,
                basis=wanted.basis,
            )
        except Rejected as error:
            fault = message(error)
    shown = render_template(
        "sentences/check.html",
        wanted=wanted,
        unit=frame.unit,
        units=unit_choices(frame),
        bases=[(code, _(words)) for code, words in BASES.items()],
        books=[(code, _(words)) for code, words in BOOKS.items()],
        text=text,
        fault=fault,
        most=MOST_SIGNS,
        found=found,
        marked=list(presenting.marked(found)) if found else [],
        doubtful=presenting.rows(found, WRONG, UNKNOWN) if found else [],
        right=presenting.rows(found, RIGHT) if found else [],
        summary=presenting.summary(found) if found else [],
    )
    return (shown, 422) if fault else shown
