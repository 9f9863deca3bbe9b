"""待办: the cases that wait for somebody today, by what they wait for.

An agreement is looked after (《人民调解法》第三十一条：对调解协议的履行情况进行监督，督促当事人履行), and its parties are
called on (适时回访: no law names a day, the office does). Only what was written down as not performed reminds: a ledger
that never said so would make every old case a task.
"""

import datetime
from collections import Counter
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from peewee import SQL, Case, fn

from models import Dispute
from office import access, settings
from office.access import Actor
from registers import parties
from registers.deadlines import confirm_by, due_on
from vocab import N_, Outcome

OVERDUE, SOON, CONFIRM, PERFORM, VISIT = "overdue", "soon", "confirm", "perform", "visit"
DUES = {
    OVERDUE: N_("已超过调解期限"),
    SOON: N_("七日内到期"),
    CONFIRM: N_("司法确认申请期将满"),
    PERFORM: N_("协议未履行"),
    VISIT: N_("待回访"),
}
SOON_DAYS = 7
LOOK_BACK = datetime.timedelta(days=365)  # what was not performed by then is for the court
VISIT_WITHIN = datetime.timedelta(days=90)
_DAY = datetime.timedelta(days=1)
_OPEN = (Dispute.outcome == Outcome.PENDING) & SQL(
    "(days is null or days > 400)"
)  # the index of the slow ones
_SETTLED = Dispute.outcome == Outcome.SUCCEEDED
_BEGUN = fn.COALESCE(Dispute.effective_on, Dispute.agreed_on, Dispute.concluded_on)


@dataclass(frozen=True)
class Due:
    """A case that waits: for what, until or since which day (of OVERDUE, SOON and CONFIRM the last day; else the day it
    runs from), how many days are left (below 0: gone by), its parties for those who may see people."""

    case: Dispute
    kind: str
    on: datetime.date
    left: int
    people: list[str]


def among(kind: str, today: datetime.date) -> Any:
    """The condition that confines a list to the cases that wait for something of DUES."""
    return _conditions(today)[kind]


def _conditions(today: datetime.date) -> dict[str, Any]:
    known = settings.everything()
    overdue = due_before(today, known["limit_days"])
    # the last day to ask is confirm_days after the agreement's effect
    first = today - datetime.timedelta(days=known["confirm_days"])
    remind = today - datetime.timedelta(days=known["remind_days"])
    effect = fn.COALESCE(Dispute.effective_on, Dispute.agreed_on)
    settled = _SETTLED & (Dispute.concluded_on >= today - LOOK_BACK)
    unperformed = Dispute.performance.is_null() | (Dispute.performance != "done")
    return {
        OVERDUE: _OPEN & overdue,
        SOON: _OPEN & ~overdue & due_before(today + _DAY * (SOON_DAYS + 1), known["limit_days"]),
        CONFIRM: settled & effect.between(first, first + _DAY * SOON_DAYS)
        & Dispute.confirmation_applied_on.is_null() & Dispute.confirmed_on.is_null() & unperformed,
        PERFORM: settled & Dispute.performance.in_(["none", "doing"]) & (remind >= _BEGUN) & Dispute.aftermath.is_null(),
        VISIT: _SETTLED & Dispute.followed_up_on.is_null() & (Dispute.concluded_on <= remind)
        & (Dispute.concluded_on > today - VISIT_WITHIN),
    }  # fmt: skip


def due_before(day: datetime.date, limit_days: int) -> Any:
    """As registers.deadlines.due_on says it, in SQL: the later of the limit and the agreed extension lies before a day."""
    not_extended = Dispute.extended_to.is_null() | (Dispute.extended_to < day)
    return (Dispute.accepted_on < day - datetime.timedelta(days=limit_days)) & not_extended


def by_unit(actor: Actor, today: datetime.date) -> dict[str, Counter[int]]:
    """What cases wait for → how many of each unit, of the cases the actor may see. Two queries."""
    conditions = _conditions(today)
    found: dict[str, Counter[int]] = {kind: Counter() for kind in DUES}
    for kinds in ((OVERDUE, SOON), (CONFIRM, PERFORM, VISIT)):
        sums = [fn.SUM(Case(None, [(conditions[kind], SQL("1"))], SQL("0"))) for kind in kinds]
        rows = _live(actor).where(reduce(or_, (conditions[kind] for kind in kinds)))
        for unit, *counts in rows.select(Dispute.unit, *sums).group_by(Dispute.unit).tuples():
            for kind, count in zip(kinds, counts, strict=True):
                found[kind][unit] += int(count)
    return found


def _live(actor: Actor) -> Any:
    return access.disputes(actor).where(Dispute.voided_at.is_null())


def urgent(actor: Actor, today: datetime.date, most: int) -> list[Due]:
    """The cases that wait, most urgent first: by kind in the order of DUES, then by day."""
    conditions, days = _conditions(today), settings.everything()
    found: list[tuple[str, Dispute]] = []
    for kind, first in ((OVERDUE, Dispute.accepted_on), (SOON, Dispute.accepted_on), (CONFIRM, _BEGUN),
                        (PERFORM, _BEGUN), (VISIT, Dispute.concluded_on)):  # fmt: skip
        if len(found) < most:
            taken = [case.id for _kind, case in found]
            rows = _live(actor).where(conditions[kind], Dispute.id.not_in(taken)).order_by(first, Dispute.id)
            found += [(kind, case) for case in rows.limit(most - len(found))]
    people = _people(actor, [case.id for _kind, case in found])
    dues = [_due(kind, case, today, days, people.get(case.id, [])) for kind, case in found]
    order = list(DUES)
    return sorted(dues, key=lambda due: (order.index(due.kind), due.left))


def _due(kind: str, case: Dispute, today: datetime.date, days: dict[str, Any], people: list[str]) -> Due:
    on = _day(kind, case, days) or today
    return Due(case, kind, on, (on - today).days, people)


def _day(kind: str, case: Dispute, days: dict[str, Any]) -> datetime.date | None:
    if kind in (OVERDUE, SOON):
        return due_on(case.outcome, case.accepted_on, case.extended_to, days["limit_days"])
    if kind == CONFIRM:
        return confirm_by(case.outcome, case.agreed_on, case.effective_on, days["confirm_days"])
    begun: datetime.date | None = case.concluded_on
    return begun if kind == VISIT else case.effective_on or case.agreed_on or begun


def _people(actor: Actor, ids: list[int]) -> dict[int, list[str]]:
    if not actor.may("dispute.people") or not ids:
        return {}
    return {id_: [one.name for one in rows] for id_, rows in parties.of(ids).items()}
