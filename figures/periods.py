"""Stretches of time that are counted: half-open ranges of days, and the words a table heads them with."""

import datetime
from dataclasses import dataclass

from office.errors import Rejected

DAY = datetime.timedelta(days=1)
_QUARTERS = "一二三四"
_HALVES = "上下"


@dataclass(frozen=True, order=True)
class Period:
    """The days from `start` up to, but without, `end`."""

    start: datetime.date
    end: datetime.date

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise Rejected("to", "统计期间的截止日期早于起始日期，请重新选择。")

    @property
    def last(self) -> datetime.date:
        """The last day that counts."""
        return self.end - DAY

    @property
    def is_month(self) -> bool:
        """Whether it is one whole calendar month."""
        return self == month(self.start.year, self.start.month)

    @property
    def label(self) -> str:
        """As a heading says it: 2020年3月, 2020年第一季度, 2020年上半年, 2020年, or both days."""
        y, m = self.start.year, self.start.month
        if self.start.day == 1:
            for candidate, words in _named(y, m):
                if self == candidate:
                    return words
        return f"{self.start}至{self.last}"

    @property
    def key(self) -> str:
        """As an axis of months names it: 2020-03."""
        return f"{self.start:%Y-%m}"


def month(year_: int, month_: int) -> Period:
    """One calendar month."""
    return _months(year_, month_, 1)


def quarter(year_: int, number: int) -> Period:
    """A calendar quarter, 1 to 4."""
    return _months(year_, 3 * number - 2, 3)


def half(year_: int, number: int) -> Period:
    """The first or second half of a calendar year."""
    return _months(year_, 6 * number - 5, 6)


def year(year_: int, year_end: str = "12-31") -> Period:
    """A statistical year that ends on `year_end` (month-day, "11-30" …) of that calendar year."""
    return Period(_day_after(year_ - 1, year_end), _day_after(year_, year_end))


def between(first: datetime.date, last: datetime.date) -> Period:
    """Both days included. Rejected when `last` comes before `first`."""
    return Period(first, last + DAY)


def year_of(day: datetime.date, year_end: str = "12-31") -> int:
    """The statistical year in which a day lies."""
    return day.year if day < _day_after(day.year, year_end) else day.year + 1


def months(period: Period) -> list[Period]:
    """The calendar months of a period, the first and last clipped to it."""
    found = []
    start = period.start
    while start < period.end:
        end = min(month(start.year, start.month).end, period.end)
        found.append(Period(start, end))
        start = end
    return found


def year_before(period: Period) -> Period:
    """The same days a year earlier (29 February becomes the 28th).

    What ends with February does so in either year; the 28th of a leap year stays the last day.
    """
    end = period.end
    if (end.month, end.day) == (2, 29):  # of which the day before is the last that counts
        return Period(_earlier(period.start), datetime.date(end.year - 1, 3, 1))
    return Period(_earlier(period.start), _earlier(end))


def _earlier(day: datetime.date) -> datetime.date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def _months(year_: int, first: int, count: int) -> Period:
    after = year_ * 12 + first - 1 + count
    return Period(datetime.date(year_, first, 1), datetime.date(after // 12, after % 12 + 1, 1))


def _day_after(year_: int, month_day: str) -> datetime.date:
    month_, _, day = month_day.partition("-")
    last = month(year_, int(month_)).last
    return last.replace(day=min(int(day), last.day)) + DAY


def _named(y: int, m: int) -> list[tuple[Period, str]]:
    named = [(month(y, m), f"{y}年{m}月")]
    if m % 3 == 1:
        named.append((quarter(y, m // 3 + 1), f"{y}年第{_QUARTERS[m // 3]}季度"))
    if m % 6 == 1:
        named.append((half(y, m // 6 + 1), f"{y}年{_HALVES[m // 6]}半年"))
    if m == 1:
        named.append((year(y), f"{y}年"))
    return named
