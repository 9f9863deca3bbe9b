"""Making what a ledger named and nobody knew: units, committees, studios, mediators, in bulk and once.

Called inside the transaction that stores the cases. What somebody else has added since the rosters were
read is taken over instead of being made twice.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

import peewee

import db
from models import Committee, Mediator, Studio, Unit
from office.committees import DEFAULT_PREFIX
from office.names import search_key
from registers.ledger.entries import Body, Person, Place, Room

Entry = TypeVar("Entry", Place, Body, Room, Person)


STAGES: dict[str, type] = {"units": Place, "committees": Body, "studios": Room, "mediators": Person}


def found(planned: Iterable[Place | Body | Room | Person], stage: str) -> list[str]:
    """Store the planned entries of one stage and give them their ids; gives the names made.

    The stages go in order: what is above is made before what belongs to it.
    """
    made: dict[str, Callable[[list[Any]], list[str]]]
    made = {"units": _units, "committees": _committees, "studios": _studios, "mediators": _mediators}
    return made[stage]([entry for entry in planned if isinstance(entry, STAGES[stage])])


def _units(places: list[Place]) -> list[str]:
    there = _there(Unit, Unit.parent, places, Unit.valid_to.is_null())
    new = _adopt(places, there, _above)
    rows = []
    for place in new:  # those above were planned before those below
        place.path = f"{place.above.path if place.above else '/'}{place.id}/"
        rows.append(
            (place.id, place.above.id if place.above else None, place.kind, place.name, place.path, 0, 1)
        )
    db.bulk_insert(Unit, ("id", "parent", "kind", "name", "path", "position", "version"), rows)
    adopted = [place for place in places if not place.path]
    paths = dict(Unit.select(Unit.id, Unit.path).where(Unit.id.in_([p.id for p in adopted])).tuples())
    for place in adopted:
        place.path = paths[place.id]
    return [place.full_name for place in new]


def _above(place: Place) -> int | None:
    """The id of the unit above; 0, which no unit has, when that is still to be made."""
    return (place.above.id or 0) if place.above else None


def _committees(bodies: list[Body]) -> list[str]:
    new = _adopt(bodies, _there(Committee, Committee.unit, bodies), lambda body: body.unit.id)
    fields = ("id", "unit", "kind", "name", "prefix", "version")
    rows = [(b.id, b.unit.id, b.kind, b.name, DEFAULT_PREFIX, 1) for b in new]
    db.bulk_insert(Committee, fields, rows, db.defaults_of(Committee, fields))
    return [body.name for body in new]


def _studios(rooms: list[Room]) -> list[str]:
    new = _adopt(rooms, _there(Studio, Studio.committee, rooms), lambda room: room.body.id)
    fields = ("id", "committee", "kind", "name", "version")
    rows = [(r.id, r.body.id, r.kind, r.name, 1) for r in new]
    db.bulk_insert(Studio, fields, rows, db.defaults_of(Studio, fields))
    return [room.name for room in new]


def _mediators(people: list[Person]) -> list[str]:
    new = _adopt(people, _there(Mediator, Mediator.unit, people), lambda person: person.unit.id)
    fields = ("id", "unit", "committee", "name", "name_key", "employment", "version")
    rows = [
        (p.id, p.unit.id, p.body.id if p.body else None, p.name, search_key(p.name)[:200], "part", 1)
        for p in new
    ]
    db.bulk_insert(Mediator, fields, rows, db.defaults_of(Mediator, fields))
    return [person.name for person in new]


def _there(
    model: type[peewee.Model], parent: peewee.Field, entries: Sequence[Any], living: Any = True
) -> dict[tuple[int | None, str], int]:
    """(id of what it belongs to, name) → id of the rows that bear one of the names."""
    rows = model.select(parent, model.name, model.id).where(model.name.in_([e.name for e in entries]))
    if living is not True:
        rows = rows.where(living)
    return {(above, name): id_ for above, name, id_ in rows.tuples()} if entries else {}


def _adopt(
    entries: list[Entry],
    there: dict[tuple[int | None, str], int],
    above: Callable[[Entry], int | None],
) -> list[Entry]:
    """Give every entry an id: that of the row already there, or a new one; gives those that are new."""
    model = {Place: Unit, Body: Committee, Room: Studio, Person: Mediator}
    new = []
    for entry in entries:
        entry.id = there.get((above(entry), entry.name))
        if entry.id is None:
            new.append(entry)
    if new:
        for entry, id_ in zip(new, db.reserve_ids(model[type(new[0])], len(new)), strict=True):
            entry.id = id_
    return new
