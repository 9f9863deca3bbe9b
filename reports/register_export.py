"""A register's list as a workbook: the records that a page's filters find, numbers of persons masked."""

import datetime
import io
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import db
from models import Unit
from office import audit, crypto, lists
from office.access import Actor
from registers import records
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
from registers.records import SECRET, Filters
from reports.sheets import Book, Value
from vocab import N_

MOST_ROWS = 200_000
_AT_ONCE = 1000
_WIDTHS = {DATE: 12.0, MONTH: 10.0, COUNT: 10.0, HOURS: 10.0, FLAG: 8.0, LONG_TEXT: 40.0}


def build(actor: Actor, register: Register, filters: Filters) -> io.BytesIO:
    """The .xlsx of the records found, at its beginning; numbers masked, names only for who may see people; logged.

    NotAllowed without the right to read registers.
    """
    actor.must("record.read")
    words = {field.choice: lists.labels(field.choice) for field in register.fields.values() if field.choice}
    book = Book()
    fields = list(register.fields.values())
    widths = [6.0, 14.0, 16.0, *(_WIDTHS.get(field.kind, 16.0) for field in fields)]
    sheet = book.sheet(register.label[:31], widths, (register.label,))
    sheet.head([N_("序号"), N_("乡镇（街道）"), N_("村（社区）"), *(field.label for field in fields)])
    count = 0
    for count, (place, row) in enumerate(_rows(actor, register, filters, words), 1):
        sheet.row([count, *place, *row])
    made = io.BytesIO()
    book.save(made)
    made.seek(0)
    with db.transaction():
        audit.record(actor, "record.export", register.key, None, records=count, **_told(filters))
    return made


def _told(filters: Filters) -> dict[str, Any]:
    """The filters as the audit row keeps them; a word searched for may be a person's number, so only that there was one."""
    told: dict[str, Any] = {
        "from": filters.first and str(filters.first),
        "to": filters.last and str(filters.last),
    }
    told |= {"choices": dict(filters.choices), "searched": bool(filters.word.strip())}
    return {key: value for key, value in told.items() if value}


def _rows(
    actor: Actor, register: Register, filters: Filters, words: Mapping[str, Mapping[str, str]]
) -> Iterator[tuple[tuple[str, str], list[Any]]]:
    model = register.model
    found = records.found(actor, register, filters)
    found = found.order_by(model._meta.fields[register.dated], model.id).limit(MOST_ROWS)
    places = _places()
    rows = iter(found.iterator())
    while chunk := list(islice(rows, _AT_ONCE)):
        many = records.many_of(register, [row.id for row in chunk])
        for row in chunk:
            cells = [
                _cell(actor, register, field, row, many[row.id], words) for field in register.fields.values()
            ]
            yield places.get(row.unit_id, ("", "")), cells


def _places() -> dict[int, tuple[str, str]]:
    """Unit id → township and village as a ledger writes them."""
    units = {id_: (name, kind, above) for id_, name, kind, above in _units()}
    found = {}
    for id_, (name, kind, above) in units.items():
        if kind in ("township", "subdistrict"):
            found[id_] = (name, "")
        elif kind in ("village", "community"):
            found[id_] = (units[above][0] if above in units else "", name)
        else:
            found[id_] = (name, "")
    return found


def _units() -> Sequence[tuple[int, str, str, int]]:
    return list(Unit.select(Unit.id, Unit.name, Unit.kind, Unit.parent).tuples())


def _cell(
    actor: Actor,
    register: Register,
    field: Field,
    record: Any,
    many: Mapping[str, Sequence[str]],
    words: Mapping[str, Mapping[str, str]],
) -> Any:
    if field.kind in SECRET:
        return crypto.mask(records.clear(register, record, field.kind))
    if field.kind == MANY:
        return "、".join(words[field.choice].get(code, code) for code in many[field.key])
    value = record.__data__.get(field.key)
    if field.kind == "name" and not actor.may("record.people"):
        return f"{value[:1]}**" if value else ""
    if value is None or value == "":
        return ""
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
