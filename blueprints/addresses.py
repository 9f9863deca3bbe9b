"""Reading what an address asks a list or a page of figures for: nothing that cannot be is passed over in silence."""

import datetime
import re
from collections.abc import Mapping

from blueprints.navigation import office_settings
from office.errors import Rejected
from registers import values
from registers.values import Unreadable
from vocab import BASES, BOOKS, LIVE, N_

FIRST_YEAR, LAST_YEAR = 1950, 9000


def text(args: Mapping[str, str], key: str, limit: int) -> str:
    """One line of at most `limit` characters, "" for none; Rejected."""
    try:
        return values.text(args.get(key), limit) or ""
    except Unreadable as fault:
        raise Rejected(key, fault.text, **fault.values) from None


def day(args: Mapping[str, str], key: str) -> datetime.date | None:
    """A day in any way of writing it; Rejected."""
    try:
        return values.date(args.get(key) or None)
    except Unreadable as fault:
        raise Rejected(key, fault.text, **fault.values) from None


def days(args: Mapping[str, str]) -> tuple[datetime.date | None, datetime.date | None]:
    """The days `from` and `to`; Rejected when they go backwards."""
    first, last = day(args, "from"), day(args, "to")
    if first and last and last < first:
        raise Rejected("to", N_("截止日期早于起始日期，请核对。"))
    return first, last


def number(args: Mapping[str, str], key: str) -> int | None:
    """An id; Rejected."""
    written = (args.get(key) or "").strip()
    if not written:
        return None
    if not re.fullmatch(r"[0-9]{1,9}", written):
        raise Rejected(key, N_("这个查询条件不对，请从列表中选择。"))
    return int(written)


def unit(args: Mapping[str, str]) -> int | None:
    """The id of a unit, None for the reader's own; Rejected."""
    written = args.get("unit") or ""
    if not re.fullmatch(r"[0-9]{0,9}", written):
        raise Rejected("unit", N_("没有这个单位，请从列表中选择。"))
    return int(written) if written else None


def year(written: str) -> int:
    """A year in four digits; Rejected."""
    if not re.fullmatch(r"[0-9]{4}", written) or not FIRST_YEAR <= int(written) <= LAST_YEAR:
        raise Rejected("year", N_("“{text}”不是年份，请写成 2020 的样子。"), text=written[:20])
    return int(written)


def basis(args: Mapping[str, str]) -> str:
    """By which date is counted; the office's setting unless said otherwise. Rejected."""
    chosen = args.get("basis") or str(office_settings()["basis"])
    if chosen not in BASES:
        raise Rejected("basis", N_("统计口径应为“按结案日期”或“按受理日期”。"))
    return chosen


def state(args: Mapping[str, str]) -> str:
    """From which books; 实时 unless 审定 is asked for. Rejected."""
    chosen = args.get("state") or LIVE
    if chosen not in BOOKS:
        raise Rejected("state", N_("数据状态应为“实时”或“审定”。"))
    return chosen


def token(args: Mapping[str, str], key: str) -> str:
    """What stands in an address for a searched number (its two blind indexes), "" for none; Rejected."""
    written = args.get(key) or ""
    if written and not re.fullmatch(r"[0-9a-f]{64}\.[0-9a-f]{64}", written):
        raise Rejected(key, N_("这个查询条件不对，请重新填写要查找的号码。"))
    return written
