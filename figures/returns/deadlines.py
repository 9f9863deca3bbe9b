"""By when a return is due: a day of the month after its period, moved on from holidays and days off (遇节假日顺延)."""

import datetime

from figures.periods import DAY
from figures.returns.spans import Span
from office import settings, working_days
from office.working_days import Calendar

_AFTER = {"month": 0, "quarter": 5, "half": 10, "year": 15}  # a roll-up follows the last of its months


def due_on(span: Span, calendar: Calendar | None = None, day: int | None = None) -> datetime.date:
    """The last day on which the return of a span is on time.

    The `day` of the month after the period's end (the office's setting unless given; roll-ups have some days more); the
    next working day where that is none. A period that ends in mid-month is due that many days later.
    """
    calendar = calendar or working_days.load()
    wanted = day or int(settings.get("return_day"))
    due = span.period.last + DAY * (wanted + _AFTER[span.kind])
    return due if calendar.is_working(due) else calendar.after(due, 1)
