"""The clocks of a case: when it should be concluded, until when judicial confirmation can be asked for."""

import datetime
from dataclasses import dataclass

from vocab import N_, Outcome

CONCLUDE, CONFIRM = "conclude", "confirm"
LABELS = {CONCLUDE: N_("调解期限"), CONFIRM: N_("申请司法确认期限")}
SOURCES = {
    CONCLUDE: N_("《人民调解工作若干规定》第三十三条：一般在一个月内调结，当事人同意可以延长"),
    CONFIRM: N_("《人民调解法》第三十三条：自调解协议生效之日起三十日内共同申请"),
}


@dataclass(frozen=True)
class Deadline:
    """A day by which something should be done, and how many days are left (negative: overdue)."""

    key: str
    on: datetime.date
    left: int


def due_on(
    outcome: str, accepted_on: datetime.date, extended_to: datetime.date | None, limit_days: int
) -> datetime.date | None:
    """The day by which a pending case should be concluded: `limit_days` after acceptance, or the later day
    to which both sides agreed (若干规定 33). None once it is over."""
    if outcome != Outcome.PENDING:
        return None
    regular = accepted_on + datetime.timedelta(days=limit_days)
    return max(regular, extended_to) if extended_to else regular


def confirm_by(
    outcome: str, agreed_on: datetime.date | None, effective_on: datetime.date | None, confirm_days: int
) -> datetime.date | None:
    """The last day for the parties to ask the court for confirmation: `confirm_days` from the agreement's
    taking effect, else from its date (人民调解法 33). None without an agreement."""
    begin = effective_on or agreed_on
    if outcome != Outcome.SUCCEEDED or begin is None:
        return None
    return begin + datetime.timedelta(days=confirm_days)


def standing(key: str, on: datetime.date | None, today: datetime.date) -> Deadline | None:
    """A deadline as seen today; None for none."""
    return Deadline(key, on, (on - today).days) if on else None
