"""A register's list as a workbook: the records that a page's filters find, numbers of persons masked."""

import datetime
import io
from collections.abc import Mapping
from typing import Any

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
from reports.sheets import Book, Value
from vocab import N_

_WIDTHS = {DATE: 12.0, MONTH: 10.0, COUNT: 10.0, HOURS: 10.0, FLAG: 8.0, LONG_TEXT: 40.0}
_PLACED = ((N_("序号"), 6.0), (N_("乡镇（街道）"), 14.0), (N_("村（社区）"), 16.0))


def build(actor: Actor, register: Register, filters: Filters) -> io.BytesIO:
    """The .xlsx of the records found, at its beginning; numbers masked, names only for who may see people; logged.

    NotAllowed without the right to read registers.
    """
    words = {field.choice: lists.labels(field.choice) for field in register.fields.values() if field.choice}
    fields = list(register.fields.values())
    book = Book()
    widths = [*(width for _label, width in _PLACED), *(_WIDTHS.get(field.kind, 16.0) for field in fields)]
    sheet = book.sheet(register.label[:31], widths, (register.label,))
    sheet.head([*(label for label, _width in _PLACED), *(field.label for field in fields)])
    count = 0
    for count, line in enumerate(record_export.lines(actor, register, filters), 1):
        cells = (_cell(field, line.values.get(field.key), words) for field in fields)
        sheet.row([count, line.township, line.village, *cells])
    made = io.BytesIO()
    book.save(made)
    made.seek(0)
    record_export.log(actor, register, filters, count)
    return made


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
    if kind == MONEY:
        return Value(value / 100, "#,##0.00")
    if kind == HOURS:
        return Value(round(value / 60, 2), "0.##")
    if kind == MONTH and isinstance(value, datetime.date):
        return f"{value:%Y-%m}"
    return value
