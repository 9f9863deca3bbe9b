"""By when a return is due: a day of the month after its period, moved on from holidays and days off (遇节假日顺延)."""

import datetime
from dataclasses import dataclass

from figures.periods import DAY
from figures.returns.spans import Span
from office import settings, working_days
from office.working_days import TENTATIVE, Calendar
from vocab import N_

_AFTER = {"month": 0, "quarter": 5, "half": 10, "year": 15}  # a roll-up follows the last of its months


@dataclass(frozen=True)
class Deadline:
    """The last day on which a return is on time; `wanted` is the day that the setting names.

    `tentative`: the holidays of that year are not known yet.
    """

    on: datetime.date
    wanted: datetime.date
    tentative: bool = False

    @property
    def words(self) -> str:
        """11月9日（11月7日休息，顺延）."""
        notes = []
        if self.on != self.wanted:
            notes.append(N_("{wanted}休息，顺延").format(wanted=in_words(self.wanted)))
        if self.tentative:
            notes.append(TENTATIVE)
        return in_words(self.on) + (f"（{'，'.join(notes)}）" if notes else "")


def in_words(day: datetime.date) -> str:
    """11月9日."""
    return N_("{month}月{day}日").format(month=day.month, day=day.day)


def due_on(span: Span, calendar: Calendar | None = None, day: int | None = None) -> datetime.date:
    """The last day on which the return of a span is on time."""
    return deadline(span, calendar, day).on


def deadline(span: Span, calendar: Calendar | None = None, day: int | None = None) -> Deadline:
    """By when a return is due, and why then.

    The `day` of the month after the period's end (the office's setting unless given; roll-ups have some days more); the
    next working day where that is none. A period that ends in mid-month is due that many days later.
    """
    calendar = calendar or working_days.load()
    wanted = span.period.last + DAY * ((day or int(settings.get("return_day"))) + _AFTER[span.kind])
    on = wanted if calendar.is_working(wanted) else calendar.after(wanted, 1)
    return Deadline(on, wanted, not calendar.knows(on.year))
