"""What the address of a figures page asks for: unit, period, basis. Rejected names what cannot be read."""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from blueprints import addresses, period_asked
from blueprints.navigation import office_settings
from figures import periods
from figures.differences.sides import MONTHS, Side
from figures.evaluator import Question
from figures.indicators import find
from figures.periods import Period
from figures.returns import spans
from figures.returns.spans import Span
from office.errors import Rejected
from vocab import LIVE, N_, OFFICIAL

FIRST_YEAR, LAST_YEAR = 1950, 9000


@dataclass(frozen=True)
class Wanted:
    """A unit (None: the actor's own), a period and a basis; `number` is the statistical year, where it is one.

    `predecessors`: with the units that were merged into this one.
    """

    unit: int | None
    period: Period
    basis: str
    number: int | None = None
    month: str = ""  # 2020-03, of a month
    predecessors: bool = False
    state: str = LIVE
    revision: int | None = None

    @property
    def books(self) -> dict[str, Any]:
        """From which books, as links are made."""
        return {"predecessors": self.predecessors, "state": self.state, "revision": self.revision}

    @property
    def days(self) -> dict[str, Any]:
        """The period as an address names it: a year, or both days."""
        if self.number:
            return {"year": self.number}
        return {"from": self.period.start.isoformat(), "to": self.period.last.isoformat()}

    @property
    def kept(self) -> dict[str, Any]:
        """What stays in an address besides unit, period and basis."""
        found: dict[str, Any] = {"predecessors": 1} if self.predecessors else {}
        if self.state != LIVE:
            found["state"] = self.state
        return found | ({"revision": self.revision} if self.revision else {})


def month(args: Mapping[str, str], today: datetime.date) -> Wanted:
    """The month that is asked for, as 2020-03 or with its year apart; this month unless said otherwise."""
    written = args.get("month") or f"{today:%Y-%m}"
    if args.get("year") and "-" not in written:
        written = f"{args['year']}-{written}"
    found = re.fullmatch(r"(\d{4})-(\d{1,2})", written)
    if not found or not 1 <= int(found[2]) <= 12:
        raise Rejected("month", N_("“{text}”不是月份，请写成 2020-03 的样子。"), text=written[:20])
    kept = books(args)
    year_, month_ = addresses.year(found[1]), int(found[2])
    official = kept["state"] == OFFICIAL  # returns are made for months of the statistical calendar
    span = spans.month(year_, month_, office_settings()["year_end"])
    period = span.period if official else periods.month(year_, month_)
    return Wanted(addresses.unit(args), period, addresses.basis(args), month=span.key, **kept)


def year(args: Mapping[str, str], today: datetime.date) -> Wanted:
    """The statistical year, or the days between `from` and `to`; this year unless said otherwise."""
    if args.get("from") or args.get("to"):
        return Wanted(addresses.unit(args), period_asked.between(args), addresses.basis(args), **books(args))
    year_end = office_settings()["year_end"]
    number = addresses.year(args.get("year") or str(periods.year_of(today, year_end)))
    return Wanted(
        addresses.unit(args), periods.year(number, year_end), addresses.basis(args), number, **books(args)
    )


def books(args: Mapping[str, str]) -> dict[str, Any]:
    """From which books the figures are wanted, and whether with predecessors."""
    revision = addresses.number(args, "revision")
    return {
        "predecessors": predecessors(args),
        "state": OFFICIAL if revision else addresses.state(args),
        "revision": revision,
    }


def predecessors(args: Mapping[str, str]) -> bool:
    """Whether the units that were merged into this one are to be counted with it."""
    return bool(args.get("predecessors"))


def comparable(args: Mapping[str, str]) -> bool:
    """Whether records are to stand in the rows of today's lists and units."""
    return bool(args.get("comparable"))


# What stands beside the year in the chooser of a statistical period.
PARTS = [f"{n:02}" for n in range(1, 13)] + ["Q1", "Q2", "Q3", "Q4", "H1", "H2", "year"]


def span_or_days(args: Mapping[str, str], today: datetime.date) -> tuple[Period, Span | None]:
    """The statistical period of an address (2024-03, 2024-Q1, 2024, or a year with its part), or two days.

    The last month that is over unless said otherwise.
    """
    year_end = office_settings()["year_end"]
    if args.get("from") or args.get("to"):
        period = period_asked.between(args)
        return period, _span_of(period, year_end)
    now = spans.of_day(today, year_end)
    written = args.get("month") or (now if today == now.period.last else now.before).key
    if (year_ := args.get("year")) and written in PARTS:
        written = year_ if written == "year" else f"{year_}-{written}"
    span = spans.read(written, year_end)
    return span.period, span


def _span_of(period: Period, year_end: str) -> Span | None:
    """The statistical period that consists of these days, if one does."""
    month_ = spans.of_day(period.start, year_end)
    return next((span for span in (month_, *month_.above) if span.period == period), None)


def side(args: Mapping[str, str], name: str, today: datetime.date) -> Side:
    """One of the two sides of a difference: the parts of an address that begin with its name (a_unit, a_from …)."""
    own = {key.removeprefix(f"{name}_"): value for key, value in args.items() if key.startswith(f"{name}_")}
    period, _ = span_or_days(own, today)
    chosen = books(own)
    row = ((own["by"], own["part"]),) if own.get("by") and own.get("part") else ()
    return Side(addresses.unit(own), period, chosen["state"], chosen["revision"], addresses.basis(own), row, chosen["predecessors"],
                own.get("sum") == MONTHS, comparable=comparable(own))  # fmt: skip


def place(args: Mapping[str, str]) -> int:
    """At which row a page of a list begins."""
    written = args.get("after") or "0"
    return int(written) if re.fullmatch(r"[0-9]{1,7}", written) else 0


def list_of(args: Mapping[str, str]) -> tuple[Question, str, str | None]:
    """The question, indicator and row behind the list that an address names."""
    key = args.get("key") or ""
    find(key)
    by = args.get("by") or ""
    question = Question(addresses.unit(args), period_asked.between(args), addresses.basis(args), (by,) if by else (), (key,), where(args),
                        **books(args), comparable=comparable(args))  # fmt: skip
    return question, key, args.get("part", "") if by else None


def where(args: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """The row of another table that confines a list: unit:own; none unless said otherwise."""
    by, mark, part = args.get("where", "").partition(":")
    return ((by, part),) if mark else ()
