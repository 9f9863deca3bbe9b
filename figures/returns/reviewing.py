"""What somebody looks at before taking a return further: its figures, what the checks say, what is still missing."""

import datetime
from dataclasses import dataclass

from figures.answers import Line
from figures.checking.findings import Finding, explained
from figures.checking.running import run
from figures.evaluator import Question, evaluate
from figures.frame import Frame
from figures.returns import chain, rollups
from figures.returns.spans import MONTH, Span
from models import Return
from office import settings
from office.access import Actor
from office.errors import Rejected
from vocab import OFFICIAL, ReturnState

MAIN = (
    "dispute.accepted",
    "dispute.concluded",
    "dispute.succeeded",
    "dispute.success_rate",
    "dispute.pending",
    "dispute.amount",
    "screening.rounds",
    "aid.accepted",
    "aid.consultations",
    "publicity.events",
    "publicity.audience",
)
WITH_UNIT = (ReturnState.OPEN, ReturnState.RETURNED)


@dataclass(frozen=True)
class Figures:
    """The main figures of a return as they are now, and as they were locked (None: nothing is locked)."""

    basis: str
    frame: Frame
    live: Line
    official: Line | None


def figures(actor: Actor, unit_id: int, span: Span, shown: Return | None) -> Figures:
    """The main figures of a unit's period, beside those of the locked return where the one shown is locked.

    NotVisible, NotAllowed.
    """
    actor.must("figures.read")
    frame = Frame(actor, unit_id, span.period)
    basis = settings.get("basis")
    live = evaluate(actor, Question(unit_id, span.period, basis, (), MAIN), frame).total
    if shown is None or shown.state != ReturnState.LOCKED:
        return Figures(basis, frame, live, None)
    question = Question(unit_id, span.period, basis, (), MAIN, state=OFFICIAL, revision=shown.revision)
    return Figures(basis, frame, live, evaluate(actor, question, frame).total)


def findings(
    actor: Actor, unit_id: int, span: Span, row: Return | None, *, today: datetime.date, hints: bool = True
) -> list[Finding]:
    """What the checks say at this moment (without `hints` what keeps it back or wants a reason), with the answers given
    when it was last sent up; NotVisible.

    Of a return that was sent up also that its list has changed since.
    """
    found = run(actor, unit_id, span.period, today=today, previous=span.before.period, hints=hints)
    if row is not None and row.state not in WITH_UNIT:
        found += _changed(row, unit_id, span)
    given = {one["key"]: one["explained"] for one in row.findings} if row else {}
    return explained(found, given)


def _changed(row: Return, unit_id: int, span: Span) -> list[Finding]:
    try:
        return chain.changed(row, rollups.counted(unit_id, span))
    except Rejected:  # a month of the quarter is open again: the act itself tells it
        return []


def unlocked(unit_id: int, span: Span) -> list[Span]:
    """The months of a quarter, half or year that are not locked: it is sent up when all of them are."""
    if span.kind == MONTH:
        return []
    starts = [one.period.start for one in span.months]
    rows = Return.select(Return.start).where(
        Return.unit == unit_id, Return.kind == MONTH, Return.start.in_(starts), Return.official
    )
    locked = {start for (start,) in rows.tuples()}
    return [one for one in span.months if one.period.start not in locked]
