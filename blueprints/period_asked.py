"""The period that an address asks for: a statistical year with the part of it, or two days. Rejected says what is wrong."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from blueprints import addresses
from blueprints.navigation import office_settings
from figures import periods
from figures.periods import Period
from figures.returns import spans
from figures.returns.spans import Span
from office.errors import Rejected
from vocab import N_

# What stands behind a year in an address → its words: the whole year, halves, quarters, months.
PARTS = {
    "": N_("全年"),
    "H1": N_("上半年"),
    "H2": N_("下半年"),
    "Q1": N_("一季度"),
    "Q2": N_("二季度"),
    "Q3": N_("三季度"),
    "Q4": N_("四季度"),
    **{f"{number:02}": f"{number}月" for number in range(1, 13)},
}


@dataclass(frozen=True)
class Asked:
    """The days; `year`, `part` and `label` name them where they have a name."""

    period: Period
    year: str = ""
    part: str = ""
    label: str = ""

    @property
    def args(self) -> dict[str, Any]:
        """The same as an address says it."""
        if self.year:
            return {"year": self.year, "part": self.part}
        return {"from": self.period.start.isoformat(), "to": self.period.last.isoformat()}


def period(args: Mapping[str, str], today: datetime.date, *, month: bool = False) -> Asked:
    """The period of an address; this statistical year (with `month` the last month that is over) unless it names one."""
    year_end = office_settings()["year_end"]
    if args.get("from") or args.get("to"):
        return Asked(between(args))
    if month and not args.get("year") and not args.get("part"):
        return _named(last_month(today, year_end))
    year = args.get("year") or str(periods.year_of(today, year_end))
    part = args.get("part", "")
    if part not in PARTS:
        raise Rejected("part", N_("没有这个期间，请从列表中选择。"))
    addresses.year(year)
    span = spans.read(f"{year}-{part}" if part else year, year_end)
    return Asked(span.period, year, part, span.label)


def last_month(today: datetime.date, year_end: str) -> Span:
    """The last statistical month that is over."""
    now = spans.of_day(today, year_end)
    return now if today == now.period.last else now.before


def _named(span: Span) -> Asked:
    year, _, part = span.key.partition("-")
    return Asked(span.period, year, part, span.label)


def between(args: Mapping[str, str]) -> Period:
    """The days from `from` to `to`, both included; Rejected where one is not given."""
    return periods.between(_day(args, "from"), _day(args, "to"))


def _day(args: Mapping[str, str], key: str) -> datetime.date:
    found = addresses.day(args, key)
    if found is None:
        raise Rejected(key, N_("起止日期没有写全，请写成 2020-01-05 的样子。"))
    return found
