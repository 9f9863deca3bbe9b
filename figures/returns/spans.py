"""The periods for which returns are made: months, quarters, half-years and years of the statistical calendar.

A statistical year may end on another day than 31 December (黄石's 2020 ends on 11-30). Its months then end on that day
of each month, so that twelve months always make the year.
"""

import datetime
import re
from dataclasses import dataclass

from figures import periods
from figures.periods import Period
from office.errors import Rejected
from vocab import N_

MONTH, QUARTER, HALF, YEAR = "month", "quarter", "half", "year"
MONTHS_IN = {MONTH: 1, QUARTER: 3, HALF: 6, YEAR: 12}
_LETTERS = {"Q": QUARTER, "H": HALF}
_QUARTERS, _HALVES = "一二三四", "上下"
_WRITTEN = re.compile(r"(\d{4})(?:-(\d{1,2})|-?([QH])([1-4]))?", re.IGNORECASE)


@dataclass(frozen=True, order=True)
class Span:
    """A period of the statistical calendar: the `number`-th month, quarter or half of a year (of a year: 1)."""

    kind: str
    year: int
    number: int = 1
    year_end: str = "12-31"

    @property
    def months(self) -> "tuple[Span, ...]":
        """Its months, in their order."""
        if self.kind == MONTH:
            return (self,)
        length, (last_year, last_month) = MONTHS_IN[self.kind], self._last
        return tuple(
            _month_at(last_year * 12 + last_month - 1 - back, self.year_end)
            for back in reversed(range(length))
        )

    @property
    def period(self) -> Period:
        """Its days."""
        if self.kind != MONTH:
            return Period(self.months[0].period.start, self.months[-1].period.end)
        before = (self.year - 1, 12) if self.number == 1 else (self.year, self.number - 1)
        return Period(self._end(*before), self._end(self.year, self.number))

    @property
    def statistical_year(self) -> int:
        """The statistical year it belongs to."""
        if self.kind != MONTH:
            return self.year
        return self.year + (self.number > int(self.year_end[:2]))

    @property
    def above(self) -> "tuple[Span, ...]":
        """The quarter, half and year that hold this month."""
        year = self.statistical_year
        first_after_end = int(self.year_end[:2]) % 12 + 1
        place = (self.number - first_after_end) % 12
        return tuple(
            Span(kind, year, place // MONTHS_IN[kind] + 1, self.year_end) for kind in (QUARTER, HALF, YEAR)
        )

    @property
    def before(self) -> "Span":
        """The span of the same kind just before it."""
        if self.kind == MONTH:
            return _month_at(self.year * 12 + self.number - 2, self.year_end)
        many = 12 // MONTHS_IN[self.kind]
        place = self.year * many + self.number - 2
        return Span(self.kind, place // many, place % many + 1, self.year_end)

    @property
    def key(self) -> str:
        """As addresses and the command line write it: 2024-03, 2024-Q1, 2024-H1, 2024."""
        if self.kind == YEAR:
            return f"{self.year:04}"
        letter = {QUARTER: "Q", HALF: "H"}.get(self.kind)
        return f"{self.year:04}-{letter}{self.number}" if letter else f"{self.year:04}-{self.number:02}"

    @property
    def label(self) -> str:
        """As a heading says it: 2024年3月, 2024年第一季度, 2024年上半年, 2024年."""
        if self.kind == MONTH:
            return f"{self.year}年{self.number}月"
        if self.kind == QUARTER:
            return f"{self.year}年第{_QUARTERS[self.number - 1]}季度"
        return f"{self.year}年" + (f"{_HALVES[self.number - 1]}半年" if self.kind == HALF else "")

    @property
    def short_label(self) -> str:
        """Without the year: 3月, 一季度, 上半年, 全年."""
        if self.kind == MONTH:
            return f"{self.number}月"
        if self.kind == QUARTER:
            return f"{_QUARTERS[self.number - 1]}季度"
        return f"{_HALVES[self.number - 1]}半年" if self.kind == HALF else "全年"

    @property
    def _last(self) -> tuple[int, int]:
        """Calendar year and month in which a span longer than a month ends."""
        end = self.year * 12 + int(self.year_end[:2]) - 1
        last = end - 12 + MONTHS_IN[self.kind] * self.number
        return last // 12, last % 12 + 1

    def _end(self, year: int, month: int) -> datetime.date:
        """The first day after the statistical month that ends in this calendar month."""
        whole = periods.month(year, month)
        ends = periods.year(2023, self.year_end).last
        if month == ends.month:
            return periods.year(year, self.year_end).end  # also where 29 February is one day more
        if ends == periods.month(2023, ends.month).last:
            return whole.end
        return whole.start.replace(day=min(ends.day, whole.last.day)) + periods.DAY


def month(year: int, number: int, year_end: str = "12-31") -> Span:
    """A statistical month, named by the calendar month in which it ends."""
    return Span(MONTH, year, number, year_end)


def read(text: str, year_end: str) -> Span:
    """A span as written: 2024-03, 2024-Q1, 2024-H2, 2024. Rejected when it is none."""
    found = _WRITTEN.fullmatch(text.strip())
    span = _span(found, year_end) if found else None
    if span is None:
        raise Rejected(
            "month",
            N_("“{text}”不是统计期，请写成 2024-03（月）、2024-Q1（季）、2024-H1（半年）或 2024（年）。"),
            text=text[:20],
        )
    return span


def _span(found: re.Match[str], year_end: str) -> Span | None:
    year, month_, letter, number = found.groups()
    if not 1950 <= int(year) <= 9000:
        return None
    if month_:
        return Span(MONTH, int(year), int(month_), year_end) if 1 <= int(month_) <= 12 else None
    if not letter:
        return Span(YEAR, int(year), 1, year_end)
    kind = _LETTERS[letter.upper()]
    return Span(kind, int(year), int(number), year_end) if int(number) <= 12 // MONTHS_IN[kind] else None


def of_day(day: datetime.date, year_end: str) -> Span:
    """The statistical month in which a day lies."""
    span = month(day.year, day.month, year_end)
    if day < span.period.end:
        return span if day >= span.period.start else span.before
    return _month_at(span.year * 12 + span.number, year_end)


def of(kind: str, start: datetime.date, year_end: str) -> Span:
    """The span of a kind that begins on `start`, as a return stores it."""
    first = of_day(start, year_end)
    return first if kind == MONTH else next(span for span in first.above if span.kind == kind)


def covering(period: Period, year_end: str) -> tuple[Span, ...]:
    """The statistical months that make up a period. Rejected when it does not consist of whole ones."""
    first, last = of_day(period.start, year_end), of_day(period.last, year_end)
    if first.period.start != period.start or last.period.end != period.end:
        raise Rejected(
            "state",
            N_("审定数按整月封存，“{period}”不是由整月组成的，请改选整月的期间或看实时数。"),
            period=period.label,
        )
    found = [first]
    while found[-1] != last:
        found.append(_month_at(found[-1].year * 12 + found[-1].number, year_end))
    return tuple(found)


def _month_at(place: int, year_end: str) -> Span:
    """The month at a place counted from year 0."""
    return Span(MONTH, place // 12, place % 12 + 1, year_end)
