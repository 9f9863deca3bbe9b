"""What the address of a report text asks for: unit, period, basis, books. Rejected names what cannot be read."""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from blueprints.navigation import office_settings
from figures import periods
from figures.periods import Period
from figures.returns import spans
from office.errors import Rejected
from vocab import BASES, BOOKS, LIVE, N_

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
class Wanted:
    """A unit (None: the actor's own), a period of the statistical calendar, a basis and the state of the books."""

    unit: int | None
    year: int
    part: str
    period: Period
    basis: str
    state: str

    @property
    def args(self) -> dict[str, Any]:
        """The same as an address says it."""
        told = {
            "unit": self.unit,
            "year": self.year,
            "part": self.part,
            "basis": self.basis,
            "state": self.state,
        }
        return {key: value for key, value in told.items() if value not in (None, "")}


def wanted(args: Mapping[str, str], today: datetime.date) -> Wanted:
    """What is asked for; this statistical year, the office's basis and living records unless said otherwise."""
    year_end = office_settings()["year_end"]
    year = year_of(args, today)
    part = args.get("part") or ""
    if part not in PARTS:
        raise Rejected("part", N_("没有这个期间，请从列表中选择。"))
    span = spans.read(f"{year}-{part}" if part else str(year), year_end)
    basis, state = args.get("basis") or office_settings()["basis"], args.get("state") or LIVE
    if basis not in BASES or state not in BOOKS:
        raise Rejected("state", N_("没有这种统计口径或数据状态，请从列表中选择。"))
    return Wanted(unit_of(args), year, part, span.period, basis, state)


def year_of(args: Mapping[str, str], today: datetime.date) -> int:
    """The statistical year; this one unless said otherwise."""
    written = (args.get("year") or str(periods.year_of(today, office_settings()["year_end"]))).strip()
    if not re.fullmatch(r"\d{4}", written, re.ASCII) or not 1950 <= int(written) <= 9000:
        raise Rejected("year", N_("“{text}”不是年份，请写成 2020 的样子。"), text=written[:20])
    return int(written)


def unit_of(args: Mapping[str, str]) -> int | None:
    """The id of the unit; None for the actor's own."""
    written = args.get("unit") or ""
    if not re.fullmatch(r"\d{0,9}", written, re.ASCII):
        raise Rejected("unit", N_("没有这个单位，请从列表中选择。"))
    return int(written) if written else None
