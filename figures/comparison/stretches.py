"""The days that are compared: a period as far as it has come, the same days a year ago, the period before, the year so far."""

import datetime
from dataclasses import dataclass

from figures import periods
from figures.books.sealed import Books, books_of
from figures.frame import Frame
from figures.periods import DAY, Period
from figures.returns import spans
from figures.returns.spans import Span
from office.errors import Rejected
from vocab import N_, OFFICIAL

KINDS = (spans.MONTH, spans.QUARTER, spans.HALF, spans.YEAR)
_LAST_ONE = {
    spans.MONTH: N_("上月"),
    spans.QUARTER: N_("上季度"),
    spans.HALF: N_("上个半年"),
    spans.YEAR: N_("上年"),
}


@dataclass(frozen=True)
class Stretch:
    """A period (`whole`) as far as its figures reach (`now`); `span` where it is one of the statistical calendar."""

    whole: Period
    now: Period
    label: str
    span: Span | None
    year_end: str = "12-31"

    @property
    def unfinished(self) -> bool:
        """Whether its figures do not reach its end yet."""
        return self.now.end < self.whole.end

    @property
    def cut_off(self) -> datetime.date:
        """The last day of its figures."""
        return self.now.last

    @property
    def up_to(self) -> str:
        """（截至11月20日） where it is unfinished, else nothing."""
        day = self.cut_off
        return N_("（截至{m}月{d}日）").format(m=day.month, d=day.day) if self.unfinished else ""

    @property
    def year_ago(self) -> Period:
        """The same days of the year before, up to the same cut-off."""
        if self.span and not self.unfinished:
            return Span(self.span.kind, self.span.year - 1, self.span.number, self.span.year_end).period
        return periods.year_before(self.now)

    @property
    def cumulative(self) -> Period:
        """From the first day of the statistical year to the last day of the figures."""
        return self._year_to(self.now)

    @property
    def cumulative_year_ago(self) -> Period:
        """The year before, as far as year_ago reaches."""
        return self._year_to(self.year_ago)

    def _year_to(self, days: Period) -> Period:
        year = periods.year_of(days.last, self.year_end)
        return Period(periods.year(year, self.year_end).start, days.end)

    @property
    def before(self) -> Period:
        """The period just before; for days of one's own as many days."""
        if self.span:
            return self.span.before.period
        return Period(self.whole.start - (self.whole.end - self.whole.start), self.whole.start)

    @property
    def before_words(self) -> str:
        """What the period before is called: 上月, 上年."""
        return _LAST_ONE[self.span.kind] if self.span else N_("上期")


def live(period: Period, year_end: str, today: datetime.date) -> Stretch:
    """A period of the living records, up to today at the latest. Rejected when it has not begun."""
    if period.start > today:
        raise Rejected(
            "year", N_("{period}还没有开始，没有数字，请改选已经开始的期间。"), period=period.label
        )
    return _stretch(period, Period(period.start, min(period.end, today + DAY)), year_end)


def official(frame: Frame, period: Period, year_end: str, revision: int | None) -> tuple[Stretch, Books]:
    """A period of the locked returns, up to the last locked month, with its books. Rejected without any."""
    books = books_of(frame, period, revision)
    ends = {span.key: span.period.end for span in spans.covering(period, year_end)}
    last = max(ends[month] for month, members in books.members.items() if members)
    return _stretch(period, Period(period.start, last), year_end), books


def of(
    frame: Frame, period: Period, state: str, year_end: str, today: datetime.date, revision: int | None
) -> tuple[Stretch, Books | None]:
    """The stretch of a state of the books."""
    if state == OFFICIAL:
        return official(frame, period, year_end, revision)
    return live(period, year_end, today), None


def _stretch(whole: Period, now: Period, year_end: str) -> Stretch:
    span = span_of(whole, year_end)
    return Stretch(whole, now, span.label if span else whole.label, span, year_end)


def span_of(period: Period, year_end: str) -> Span | None:
    """The month, quarter, half or year of the statistical calendar that a period is."""
    for kind in KINDS:
        try:
            span = spans.of(kind, period.start, year_end)
        except StopIteration:
            continue
        if span.period == period:
            return span
    return None
