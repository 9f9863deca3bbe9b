"""The date that puts a record into a period. Each source names its dates, an indicator names one, a table says which.

A `Flow` counts what happened in the period, a `Stock` what holds when the period ends.
"""

import datetime
from dataclasses import dataclass
from typing import Any, NamedTuple

from figures.periods import Period

AS_OF = "as_of"  # the name of a source's stock
BASIS = "basis"  # of a dispute: the date that the chosen basis names


class Reach(NamedTuple):
    """The columns of the days between which a record counts; of a stock an empty one means since ever, or still.

    `included`: it counts on the last of them too.
    """

    first: Any
    last: Any
    included: bool = True


@dataclass(frozen=True, eq=False)
class Dated:
    """A way in which records of a source count in a period. `column` is the day of a flow; None for a stock.

    `monthly`: cheap enough to be asked anew for every month of a table by months.
    """

    column: Any
    words: str
    monthly: bool = True

    @property
    def is_stock(self) -> bool:
        """Whether it is the state at the period's end that counts."""
        return self.column is None

    def when(self, period: Period) -> Any:
        """The condition that a record counts in the period."""
        raise NotImplementedError

    def windows(self, period: Period) -> list[Any]:
        """when(), cut into parts that exclude each other and each have an index."""
        return [self.when(period)]

    @property
    def reach(self) -> Reach:
        """Which of a record's days decide in which periods it can count."""
        raise NotImplementedError


class Flow(Dated):
    """By the day on which something happened."""

    def when(self, period: Period) -> Any:
        return (self.column >= period.start) & (self.column < period.end)

    @property
    def reach(self) -> Reach:
        return Reach(self.column, self.column)


def flow(column: Any, words: str = "") -> Flow:
    """By a day column; said as 按 and the column's own label unless told."""
    return Flow(column, words or f"按{column.verbose_name}")


@dataclass(frozen=True, eq=False)
class Stock(Dated):
    """What holds on the period's last day.

    `begin` is the first day (none: since ever); `until` the last day on which it holds, or `end` the first on which
    it no longer does.
    """

    begin: Any = None
    until: Any = None
    end: Any = None

    def when(self, period: Period) -> Any:
        return self.on(period.last)

    def on(self, day: datetime.date) -> Any:
        """The condition that a record holds on a day."""
        holds = self.begin.is_null() | (self.begin <= day)
        if self.until is not None:
            holds &= self.until.is_null() | (self.until >= day)
        if self.end is not None:
            holds &= self.end.is_null() | (self.end > day)
        return holds

    @property
    def reach(self) -> Reach:
        return Reach(self.begin, self.end if self.until is None else self.until, self.until is not None)


def stock(begin: Any, *, until: Any = None, end: Any = None, words: str = "") -> Stock:
    """What holds at the period's end: from `begin`, up to the last day `until` or up to but without `end`."""
    return Stock(None, words or "截至期末", True, begin, until, end)
