"""The clocks of a legal-aid case: review, assignment, engagement, closing file (令148; domain: 8).

Each step has its limit from the day of the step before it. A clock runs while its own step is still to come and no later
one is written down; days on which a supplement was awaited are not counted.
"""

import datetime
import functools
import operator
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from models import LegalAidCase as Case
from office import access, settings, working_days
from office.access import Actor
from office.working_days import Calendar
from registers.deadlines import Deadline, standing
from vocab import N_

REVIEW, ASSIGN, SIGN, FILE = "aid_review", "aid_assign", "aid_sign", "aid_file"
LABELS = {REVIEW: N_("审查期限"), ASSIGN: N_("指派期限"), SIGN: N_("签约期限"), FILE: N_("结案归档期限")}
SOURCES = {
    REVIEW: N_("自收到申请之日起审查，通知补正的时间不计入（《法律援助法》第四十三条）"),
    ASSIGN: N_("自作出给予援助决定之日起指派（《办理法律援助案件程序规定》第二十四条）"),
    SIGN: N_("自指派之日起与受援人签订委托协议（《办理法律援助案件程序规定》第二十七条）"),
    FILE: N_("自案件办结之日起提交结案归档材料"),
}
OVERDUE, SOON = "overdue", "soon"
DUES = {OVERDUE: N_("已超期"), SOON: N_("三日内到期")}
SOON_DAYS = 3
LOOK_BACK = datetime.timedelta(
    days=365
)  # older cases were seldom written to the end: they are no alert any more

# clock → the day it runs from, the days of which none may be written yet, the states in which it runs
_RUNS: dict[str, tuple[Any, tuple[Any, ...], tuple[str, ...]]] = {
    REVIEW: (Case.counts_on, (Case.decided_on, Case.assigned_on, Case.engaged_on, Case.concluded_on, Case.filed_on),
             ("applied", "supplement", "review")),
    ASSIGN: (Case.decided_on, (Case.assigned_on, Case.engaged_on, Case.concluded_on, Case.filed_on), ("granted",)),
    SIGN: (Case.assigned_on, (Case.engaged_on, Case.concluded_on, Case.filed_on), ("assigned",)),
    FILE: (Case.concluded_on, (Case.filed_on,), ("concluded",)),
}  # fmt: skip


@dataclass(frozen=True)
class Limits:
    """The days of each clock, and the calendar by which the short ones are counted (None: by all days)."""

    days: Mapping[str, int]
    calendar: Calendar | None

    def end(self, key: str, begin: datetime.date, waited: int) -> datetime.date:
        """The last day of a clock that began on `begin`, `waited` days apart; the closing file is due in plain days."""
        begin += datetime.timedelta(days=waited)
        if self.calendar is None or key == FILE:
            return begin + datetime.timedelta(days=self.days[key])
        return self.calendar.after(begin, self.days[key])

    def tentative(self, clock: Deadline) -> bool:
        """Whether a day lies in a year whose holidays are not known yet (暂按周历推算)."""
        return self.calendar is not None and clock.key != FILE and not self.calendar.knows(clock.on.year)


def limits() -> Limits:
    """The limits as the office set them."""
    known = settings.everything()
    by_working_days = known["aid_days"] == "workdays"
    return Limits(
        {key: known[f"{key}_days"] for key in _RUNS}, working_days.load() if by_working_days else None
    )


def running(case: Case, bounds: Limits, today: datetime.date) -> Deadline | None:
    """The clock that runs for a case, as seen today; None when none does, or while a supplement is awaited."""
    if case.voided_at:
        return None
    for key, (begin, later, states) in _RUNS.items():
        begun = (key == REVIEW and case.applied_on) or case.__data__[begin.name]
        if begun and case.state in states and not any(case.__data__[day.name] for day in later):
            waited = _waited(case) if key == REVIEW else 0
            return None if waited is None else standing(key, bounds.end(key, begun, waited), today)
    return None


def _waited(case: Case) -> int | None:
    """Days on which a supplement was awaited; None while it still is."""
    if not case.supplement_on:
        return 0
    return (case.supplemented_on - case.supplement_on).days if case.supplemented_on else None


def due(actor: Actor, today: datetime.date) -> dict[str, list[int]]:
    """OVERDUE and SOON → ids of the visible cases whose clock has run out, or does within SOON_DAYS."""
    bounds = limits()
    found: dict[str, list[int]] = {OVERDUE: [], SOON: []}
    for case in _open(actor, today):
        clock = running(case, bounds, today)
        if clock and clock.left <= SOON_DAYS:
            found[OVERDUE if clock.left < 0 else SOON].append(case.id)
    return found


def among(case_ids: Iterable[int]) -> Any:
    """The condition that confines a list to these cases."""
    return Case.id.in_(list(case_ids))


def _open(actor: Actor, today: datetime.date) -> Iterable[Case]:
    """Cases for which a clock runs, begun within LOOK_BACK: few, since every step ends one."""
    since = today - LOOK_BACK
    clocks = [
        (begin >= since) & Case.state.in_(states) & _none_written(later)
        for begin, later, states in _RUNS.values()
    ]
    any_of = functools.reduce(operator.or_, clocks)
    return access.records(actor, Case).where(Case.voided_at.is_null(), any_of)


def _none_written(days: tuple[Any, ...]) -> Any:
    return functools.reduce(operator.and_, [day.is_null() for day in days])
