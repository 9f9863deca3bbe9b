"""Reading what an address asks a list for: nothing that cannot be is passed over in silence."""

import datetime
import re
from collections.abc import Mapping

from office.errors import Rejected
from registers import values
from registers.values import Unreadable
from vocab import N_


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


def token(args: Mapping[str, str], key: str) -> str:
    """What stands in an address for a searched number (its two blind indexes), "" for none; Rejected."""
    written = args.get(key) or ""
    if written and not re.fullmatch(r"[0-9a-f]{64}\.[0-9a-f]{64}", written):
        raise Rejected(key, N_("这个查询条件不对，请重新填写要查找的号码。"))
    return written
