"""The date that puts a case into a period: each indicator names one, and a table says which."""

import datetime
from typing import Any

from peewee import SQL

from figures.periods import Period
from models import Dispute
from vocab import BASES, N_

ACCEPTED, CONCLUDED, BASIS, PERFORMED = "accepted", "concluded", "basis", "performed"
APPLIED, CONFIRMED, FOLLOWED, AS_OF = "applied", "confirmed", "followed", "as_of"

COLUMNS = {
    ACCEPTED: Dispute.accepted_on,
    CONCLUDED: Dispute.concluded_on,
    PERFORMED: Dispute.performed_counts_on,
    APPLIED: Dispute.applied_counts_on,
    CONFIRMED: Dispute.confirmed_counts_on,
    FOLLOWED: Dispute.followed_up_on,
}
WORDS = {
    ACCEPTED: N_("按受理日期"),
    CONCLUDED: N_("按结案日期"),
    BASIS: N_("按所选口径的日期（结案或受理）"),
    PERFORMED: N_("按履行日期（未填的按结案日期）"),
    APPLIED: N_("按申请司法确认日期（未填的按确认或结案日期）"),
    CONFIRMED: N_("按司法确认日期（未填的按申请或结案日期）"),
    FOLLOWED: N_("按回访日期"),
    AS_OF: N_("截至期末"),
}

# A case is seldom open for longer than this; those that are have an index of their own (dispute_slow),
# so that the open cases of a past day are found without reading every case before it.
SLOW = datetime.timedelta(days=400)
_SLOW = SQL("(days is null or days > 400)")


def column(dated: str, basis: str) -> Any:
    """The date column behind `dated`; BASIS is the one that the chosen basis names. None for AS_OF."""
    return COLUMNS.get(basis if dated == BASIS else dated)


def when(dated: str, basis: str, period: Period) -> Any:
    """The condition that a case counts in the period (for AS_OF: was open when it ended)."""
    if dated == AS_OF:
        return _open(period) & (Dispute.accepted_on < period.end)
    field = column(dated, basis)
    return (field >= period.start) & (field < period.end)


def windows(dated: str, basis: str, period: Period) -> list[Any]:
    """when(), cut into parts that exclude each other and each have an index."""
    if dated != AS_OF:
        return [when(dated, basis, period)]
    recent = period.end - SLOW
    return [
        (Dispute.accepted_on >= recent) & when(dated, basis, period),
        (Dispute.accepted_on < recent) & _SLOW & _open(period),
    ]


def _open(period: Period) -> Any:
    return Dispute.concluded_on.is_null() | (Dispute.concluded_on >= period.end)


def words(dated: str, basis: str) -> str:
    """The date basis as a table or a list states it."""
    return BASES[basis] if dated == BASIS else WORDS[dated]
