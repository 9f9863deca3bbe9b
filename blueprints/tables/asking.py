"""What the address of a table asks for: unit, period, basis, books. Rejected names what cannot be read."""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from blueprints.navigation import office_settings
from figures import periods
from figures.evaluator import Question
from figures.periods import Period
from figures.returns import spans
from office.errors import Rejected
from registers import values
from registers.values import Unreadable
from vocab import LIVE, N_, OFFICIAL

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
    """The question of a table; `year` and `part` say its period where it has a name, `label` is that name."""

    question: Question
    year: str = ""
    part: str = ""
    label: str = ""

    @property
    def args(self) -> dict[str, Any]:
        """The same as an address says it."""
        question, period = self.question, self.question.period
        days = {"from": period.start.isoformat(), "to": period.last.isoformat()}
        named = {"year": self.year, "part": self.part} if self.year else days
        told = {"unit": question.unit, **named, "basis": question.basis, "revision": question.revision,
                "state": question.state if question.state != LIVE else None,
                "predecessors": 1 if question.predecessors else None}  # fmt: skip
        return {key: value for key, value in told.items() if value not in (None, "")}


def table(args: Mapping[str, str], today: datetime.date) -> Wanted:
    """What is asked for; this statistical year, the office's basis and living records unless said otherwise."""
    period, year, part, label = _period(args, today)
    revision = _number(args, "revision", N_("没有这一版，请从报表页面重新打开。"))
    state = args.get("state") or LIVE
    question = Question(
        _number(args, "unit", N_("没有这个单位，请从列表中选择。")), period, args.get("basis") or office_settings()["basis"],
        state=state, revision=revision if state == OFFICIAL else None, predecessors=bool(args.get("predecessors")),
    )  # fmt: skip
    return Wanted(question, year, part, label)


def _period(args: Mapping[str, str], today: datetime.date) -> tuple[Period, str, str, str]:
    """The days, and year, part and name of the period where it has them."""
    if args.get("from") or args.get("to"):
        return periods.between(_day(args, "from"), _day(args, "to")), "", "", ""
    year_end = office_settings()["year_end"]
    year = args.get("year") or str(periods.year_of(today, year_end))
    part = args.get("part", "")
    if not re.fullmatch(r"\d{4}", year) or part not in PARTS:
        raise Rejected("year", N_("“{text}”不是年份，请写成 2020 的样子。"), text=year[:20])
    span = spans.read(f"{year}-{part}" if part else year, year_end)
    return span.period, year, part, span.label


def _number(args: Mapping[str, str], key: str, fault: str) -> int | None:
    written = args.get(key) or ""
    if not re.fullmatch(r"\d{0,9}", written, re.ASCII):
        raise Rejected(key, fault)
    return int(written) if written else None


def _day(args: Mapping[str, str], key: str) -> datetime.date:
    try:
        day = values.date(args.get(key) or None)
    except Unreadable as fault:
        raise Rejected(key, fault.text, **fault.values) from None
    if day is None:
        raise Rejected(key, N_("起止日期没有写全，请写成 2020-01-05 的样子。"))
    return day
