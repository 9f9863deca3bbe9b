"""A register's list on its way out: every record that the filters find, with its place, and the log of who took it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import db
from models import Unit
from office import access, audit, crypto
from office.access import Actor
from registers import records
from registers.description import MANY, NAME, Register
from registers.records import SECRET, Filters
from vocab import UnitKind

MOST = 200_000  # records in one export
_AT_ONCE = 1000
_TOWNS = (UnitKind.TOWNSHIP, UnitKind.SUBDISTRICT)


@dataclass(frozen=True)
class Line:
    """A record as it goes out: township and village as a ledger writes them, values by field key, numbers masked."""

    township: str
    village: str
    values: dict[str, Any]


def lines(actor: Actor, register: Register, filters: Filters) -> Iterator[Line]:
    """The records found, oldest first, at most MOST; names shortened and free texts left out for who may not see people. NotAllowed."""
    actor.must("record.read")
    places = _places(actor)
    for chunk in _chunks(actor, register, filters):
        many = records.many_of(register, [row.id for row in chunk])
        for row in chunk:
            town, village = places.get(row.unit_id, ("", ""))
            yield Line(town, village, _values(actor, register, row) | many[row.id])


def number(actor: Actor, register: Register, filters: Filters) -> int:
    """How many records lines() gives."""
    found = records.found(actor, register, filters)
    return min(int(found.select(register.model.id).limit(MOST).count()), MOST)


def _chunks(actor: Actor, register: Register, filters: Filters) -> Iterator[list[Any]]:
    """The records by a key, so that never more than a chunk is held, whichever database keeps them."""
    model = register.model
    day = model._meta.fields[register.dated]
    found = records.found(actor, register, filters).order_by(day, model.id).limit(_AT_ONCE)
    chunk, given = list(found), 0
    while chunk and given < MOST:
        yield chunk
        given += len(chunk)
        last = getattr(chunk[-1], register.dated)
        after = (day > last) | ((day == last) & (model.id > chunk[-1].id))
        chunk = list(found.where(after)) if len(chunk) == _AT_ONCE else []


def _values(actor: Actor, register: Register, row: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, field in register.fields.items():
        if field.kind in SECRET:
            found[key] = crypto.mask(records.clear(register, row, field.kind))
        elif field.kind != MANY:
            found[key] = row.__data__.get(key)
        if records.names_people(register, field) and not actor.may("record.people"):
            found[key] = f"{found[key][:1]}**" if field.kind == NAME and found[key] else None
    return found


def _places(actor: Actor) -> dict[int, tuple[str, str]]:
    """Unit id → township and village; a unit that is neither stands as the first."""
    rows = access.units(actor).select(Unit.id, Unit.name, Unit.kind, Unit.parent).tuples()
    units = {id_: (name, kind, above) for id_, name, kind, above in rows}
    towns = {id_: name for id_, (name, kind, _above) in units.items() if kind in _TOWNS}
    return {
        id_: (towns[above], name) if above in towns else (name, "")
        for id_, (name, _kind, above) in units.items()
    }


def log(actor: Actor, register: Register, filters: Filters, number: int) -> None:
    """Write down that somebody took a list out.

    A word searched for may be a person's name or number, so only that there was one is kept.
    """
    told = {
        "from": filters.first and str(filters.first),
        "to": filters.last and str(filters.last),
        "choices": dict(filters.choices),
        "searched": bool(filters.word.strip()),
    }
    with db.transaction():
        kept = {key: value for key, value in told.items() if value}
        audit.record(actor, "record.export", register.key, None, records=number, **kept)
