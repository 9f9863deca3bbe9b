"""A register's list as a workbook: the records that a page's filters find, numbers of persons masked."""

import datetime
import io
from collections.abc import Iterator, Mapping
from typing import IO, Any

from office import lists
from office.access import Actor
from registers import record_export
from registers.description import (
    CHOICE,
    COUNT,
    DATE,
    FLAG,
    HOURS,
    LONG_TEXT,
    MANY,
    MONEY,
    MONTH,
    Field,
    Register,
)  # fmt: skip
from registers.records import Filters
from reports import streaming
from reports.sheets import Book
from reports.streaming import Column, Told
from vocab import N_

_WIDTHS = {DATE: 12.0, MONTH: 10.0, COUNT: 10.0, HOURS: 10.0, FLAG: 8.0, LONG_TEXT: 40.0}
_KINDS = {DATE: streaming.DAY, COUNT: streaming.NUMBER, MONEY: streaming.MONEY, HOURS: streaming.HOURS}
_PLACED = (
    Column(N_("序号"), streaming.COUNT, 6.0),
    Column(N_("乡镇（街道）"), width=14.0),
    Column(N_("村（社区）"), width=16.0),
)


def build(actor: Actor, register: Register, filters: Filters) -> io.BytesIO:
    """The .xlsx of the records found, at its beginning. As write()."""
    made = io.BytesIO()
    write(actor, register, filters, made)
    made.seek(0)
    return made


def write(
    actor: Actor, register: Register, filters: Filters, target: IO[bytes], told: Told | None = None
) -> None:
    """Write the records found; numbers masked, names only for who may see people; logged. `told` hears of the rows.

    NotAllowed without the right to read registers.
    """
    book = Book()
    columns = [*_PLACED, *(_column(field) for field in register.fields.values())]
    rows = _rows(actor, register, filters)
    listed = book.listing(register.label[:31], columns, (register.label,), rows)
    book.save(target, told)
    record_export.log(actor, register, filters, listed.count)


def _column(field: Field) -> Column:
    return Column(field.label, _KINDS.get(field.kind, streaming.TEXT), _WIDTHS.get(field.kind, 16.0))


def _rows(actor: Actor, register: Register, filters: Filters) -> Iterator[list[Any]]:
    words = {field.choice: lists.labels(field.choice) for field in register.fields.values() if field.choice}
    fields = list(register.fields.values())
    for number, line in enumerate(record_export.lines(actor, register, filters), 1):
        cells = [_cell(field, line.values.get(field.key), words) for field in fields]
        yield [number, line.township, line.village, *cells]


def _cell(field: Field, value: Any, words: Mapping[str, Mapping[str, str]]) -> Any:
    if value is None or value == "":
        return ""
    if field.kind == MANY:
        return "、".join(words[field.choice].get(code, code) for code in value)
    if field.kind == CHOICE:
        return words[field.choice].get(value, value)
    return _shown(field.kind, value)


def _shown(kind: str, value: Any) -> Any:
    if kind == FLAG:
        return N_("是") if value else N_("否")
    if kind == MONTH and isinstance(value, datetime.date):
        return f"{value:%Y-%m}"
    return value
