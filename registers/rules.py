"""Rules that many registers share: days that have come, days in order, of-which numbers inside their whole."""

import datetime
import itertools
from collections.abc import Iterator
from typing import Any

from office.errors import Rejected
from registers import values
from registers.description import DATE, MONTH, Register
from registers.values import Unreadable
from vocab import N_

MOST_REASON = 200  # characters
EARLIEST = datetime.date(1949, 10, 1)


def not_to_come(
    register: Register, row: dict[str, Any], today: datetime.date, but: tuple[str, ...] = ()
) -> Iterator[Rejected]:
    """No day or month after today (but for the fields named) and none before 1949-10-01."""
    for key, field in register.fields.items():
        day = row.get(key)
        if field.kind not in (DATE, MONTH) or not day:
            continue
        if day > today and key not in but:
            yield Rejected(key, N_("{label}在今天之后，请核对。"), label=field.label)
        if day < EARLIEST:
            yield Rejected(key, N_("{label}早得不合情理，请核对年份。"), label=field.label)


def in_order(register: Register, row: dict[str, Any], *keys: str) -> Iterator[Rejected]:
    """Each of the days that are written down is not before the one in front of it."""
    written = [key for key in keys if row.get(key)]
    for earlier, later in itertools.pairwise(written):
        if row[later] < row[earlier]:
            yield Rejected(
                later,
                N_("{later}早于{earlier}，请核对。"),
                later=register.fields[later].label,
                earlier=register.fields[earlier].label,
            )


def inside(register: Register, row: dict[str, Any], part: str, whole: str) -> Iterator[Rejected]:
    """As within(), where the whole is written down; what is left empty is worked out later."""
    if row.get(whole) is not None:
        yield from within(register, row, part, whole)


def within(register: Register, row: dict[str, Any], part: str, whole: str) -> Iterator[Rejected]:
    """A number that is part of another is not larger than it."""
    if (row.get(part) or 0) > (row.get(whole) or 0):
        yield Rejected(
            part,
            N_("{part}多于{whole}，请核对。"),
            part=register.fields[part].label,
            whole=register.fields[whole].label,
        )


def read_reason(text: str | None, missing: str) -> str:
    """Why somebody voids a record or looks at a number; Rejected with `missing` where next to nothing is written."""
    try:
        reason = values.text(text, MOST_REASON) or ""
    except Unreadable as fault:
        raise Rejected("reason", fault.text, **fault.values) from None
    if len(reason) < 2:
        raise Rejected("reason", missing)
    return reason
