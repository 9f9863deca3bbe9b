"""What the address of a figures page asks for: unit, period, basis. Rejected names what cannot be read."""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass

from blueprints.navigation import office_settings
from figures import periods
from figures.evaluator import Question
from figures.indicators import find
from figures.periods import Period
from office.errors import Rejected
from registers import values
from registers.values import Unreadable
from vocab import BASES, N_

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
    predecessors: bool = False


def month(args: Mapping[str, str], today: datetime.date) -> Wanted:
    """The month that is asked for, as 2020-03 or with its year apart; this month unless said otherwise."""
    written = args.get("month") or f"{today:%Y-%m}"
    if args.get("year") and "-" not in written:
        written = f"{args['year']}-{written}"
    found = re.fullmatch(r"(\d{4})-(\d{1,2})", written)
    if not found or not 1 <= int(found[2]) <= 12:
        raise Rejected("month", N_("“{text}”不是月份，请写成 2020-03 的样子。"), text=written[:20])
    return Wanted(unit(args), periods.month(_year(found[1]), int(found[2])), basis(args),
                  predecessors=predecessors(args))  # fmt: skip


def year(args: Mapping[str, str], today: datetime.date) -> Wanted:
    """The statistical year, or the days between `from` and `to`; this year unless said otherwise."""
    if args.get("from") or args.get("to"):
        return Wanted(unit(args), between(args), basis(args), None, predecessors(args))
    year_end = office_settings()["year_end"]
    number = _year(args.get("year") or str(periods.year_of(today, year_end)))
    return Wanted(unit(args), periods.year(number, year_end), basis(args), number, predecessors(args))


def between(args: Mapping[str, str]) -> Period:
    """The days from `from` to `to`, both included."""
    return periods.between(_day(args, "from"), _day(args, "to"))


def unit(args: Mapping[str, str]) -> int | None:
    """The id of the unit; None for the actor's own."""
    written = args.get("unit") or ""
    if not re.fullmatch(r"\d{0,9}", written):
        raise Rejected("unit", N_("没有这个单位，请从列表中选择。"))
    return int(written) if written else None


def basis(args: Mapping[str, str]) -> str:
    """The date basis; the office's setting unless said otherwise."""
    chosen = args.get("basis") or office_settings()["basis"]
    if chosen not in BASES:
        raise Rejected("basis", N_("统计口径应为“按结案日期”或“按受理日期”。"))
    return str(chosen)


def predecessors(args: Mapping[str, str]) -> bool:
    """Whether the units that were merged into this one are to be counted with it."""
    return bool(args.get("predecessors"))


def list_of(args: Mapping[str, str]) -> tuple[Question, str, str | None]:
    """The question, indicator and row behind the list that an address names."""
    key = args.get("key") or ""
    find(key)
    by = args.get("by") or ""
    question = Question(unit(args), between(args), basis(args), (by,) if by else (), (key,), where(args),
                        predecessors=predecessors(args))  # fmt: skip
    return question, key, args.get("part", "") if by else None


def where(args: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """The row of another table that confines a list: unit:own; none unless said otherwise."""
    by, mark, part = args.get("where", "").partition(":")
    return ((by, part),) if mark else ()


def _year(written: str) -> int:
    if not re.fullmatch(r"\d{4}", written) or not FIRST_YEAR <= int(written) <= LAST_YEAR:
        raise Rejected("year", N_("“{text}”不是年份，请写成 2020 的样子。"), text=written[:20])
    return int(written)


def _day(args: Mapping[str, str], key: str) -> datetime.date:
    try:
        day = values.date(args.get(key) or None)
    except Unreadable as fault:
        raise Rejected(key, fault.text, **fault.values) from None
    if day is None:
        raise Rejected(key, N_("起止日期没有写全，请写成 2020-01-05 的样子。"))
    return day
