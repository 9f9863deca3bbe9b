"""The stretches of time of which a cell may be, as they lie to the month or year that is reported."""

from figures.periods import Period
from figures.returns.spans import HALF, MONTH, QUARTER, YEAR, Span
from office.errors import Rejected
from vocab import N_

_SAID = {
    "month": N_("本月"),
    "before": N_("上月"),
    "quarter": N_("本季度"),
    "half": N_("本半年"),
    "ytd": N_("本年累计"),
    "month_ly": N_("上年同月"),
    "quarter_ly": N_("上年同季度"),
    "half_ly": N_("上年同半年"),
    "ytd_ly": N_("上年同期累计"),
    "year_ly": N_("上年全年"),
}
_FIXED = {
    **{f"m{n}": Span(MONTH, 2000, n) for n in range(1, 13)},
    **{f"q{n}": Span(QUARTER, 2000, n) for n in range(1, 5)},
    **{f"h{n}": Span(HALF, 2000, n) for n in (1, 2)},
}
STRETCHES = _SAID | {key: span.short_label for key, span in _FIXED.items()}
_OF_A_MONTH = ("month", "before", "quarter", "half", "month_ly", "quarter_ly", "half_ly")


class When:
    """The statistical year that is reported, up to the end of one of its months (1–12) or whole. Rejected."""

    def __init__(self, year: int, month: int | None, year_end: str) -> None:
        if not 1950 <= year <= 9000:
            raise Rejected("year", N_("“{text}”不是年份，请写成 2020 的样子。"), text=str(year)[:20])
        if month is not None and not 1 <= month <= 12:
            raise Rejected("month", N_("月份应为 1 到 12。"))
        self.year = Span(YEAR, year, 1, year_end)
        self.month = month

    @property
    def label(self) -> str:
        """2024年, or 2024年3月."""
        return self._month.label if self.month else self.year.label

    @property
    def last_year(self) -> "When":
        """The same a year earlier."""
        return When(self.year.year - 1, self.month, self.year.year_end)

    @property
    def _month(self) -> Span:
        """The month up to which is reported; of a whole year its last."""
        return self._numbered(self.month) if self.month else self.year.months[-1]

    def _numbered(self, number: int) -> Span:
        return next(span for span in self.year.months if span.number == number)

    def needs_month(self, stretch: str) -> bool:
        """Whether a stretch means nothing without a month, and none was told."""
        return self.month is None and stretch in _OF_A_MONTH

    def is_ahead(self, stretch: str) -> bool:
        """Whether a stretch begins only after the month that is reported: 9月 in July's table."""
        return stretch in _FIXED and self._fixed(stretch).start >= self._month.period.end

    def period(self, stretch: str) -> Period:
        """The days of a stretch, of a quarter or half that is not over those up to the month that is reported.

        Rejected (field "month") when it needs a month and none was told.
        """
        if self.needs_month(stretch):
            raise Rejected("month", N_("模板里有“{stretch}”的数，请写明月份。"), stretch=STRETCHES[stretch])
        if stretch in _FIXED:
            whole, reported = self._fixed(stretch), self._month.period.end
            return Period(whole.start, reported) if whole.start < reported < whole.end else whole
        return self._said(stretch)

    def _fixed(self, stretch: str) -> Period:
        span = _FIXED[stretch]
        if span.kind == MONTH:
            return self._numbered(span.number).period
        return Span(span.kind, self.year.year, span.number, self.year.year_end).period

    def _said(self, stretch: str) -> Period:
        month = self._month
        if stretch == "month":
            return month.period
        if stretch == "before":
            return month.before.period
        if stretch in ("quarter", "half"):
            return month.above[0 if stretch == "quarter" else 1].period
        if stretch == "ytd":
            return Period(self.year.period.start, month.period.end)
        if stretch == "year_ly":
            return self.year.before.period
        return self.last_year.period(stretch.removesuffix("_ly"))
