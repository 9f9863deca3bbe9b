"""The list of any register: pages by key from the newest, what stands in a row, and a glance at the whole."""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import peewee

from models import Account, ImportBatch, Unit
from office import access
from office.access import Actor
from office.errors import NotVisible
from registers import records
from registers.description import Register
from registers.dispute_search import COUNTED, PAGE, places_of
from registers.records import Filters

RECENT = 300  # records


@dataclass(frozen=True)
class Row:
    """A record with its unit joined, where that is, and the codes of its MANY fields."""

    record: Any
    place: str
    many: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Page:
    """Rows newest first; `total` beyond COUNTED is COUNTED + 1; the keys lead to newer and older rows."""

    rows: list[Row]
    total: int
    newer: str | None
    older: str | None


@dataclass(frozen=True)
class Glance:
    """How many records a register has, in all and in a period (beyond COUNTED: COUNTED + 1), and the last entry's moment."""

    total: int
    period: int
    last: datetime.datetime | None


def search(
    actor: Actor, register: Register, filters: Filters, *, after: str = "", before: str = "", size: int = PAGE
) -> Page:
    """The visible records that fit, older than the key `after` or newer than `before`. NotAllowed as records.found()."""
    rows = records.found(actor, register, filters)
    found, newer, older = _cut(register, rows, after, before, size)
    many = records.many_of(register, [record.id for record in found])
    places = places_of([record.unit for record in found], actor.unit_path)
    shown = [Row(record, places[record.unit_id], many[record.id]) for record in found]
    return Page(shown, _count(rows), newer, older)


def _count(rows: peewee.ModelSelect) -> int:
    return rows.select(rows.model.id).limit(COUNTED + 1).count()


def glance(actor: Actor, register: Register, first: datetime.date, last: datetime.date) -> Glance:
    """What the overview says about a register: records of the days `first` to `last`, of all days, the last entry."""
    rows = records.found(actor, register, Filters())
    period = records.found(actor, register, Filters(first=first, last=last))
    newest = rows.order_by(register.model.id.desc()).first()
    return Glance(_count(rows), _count(period), newest.entered_at if newest else None)


def detail(actor: Actor, register: Register, record_id: int) -> Row:
    """One record with its unit, batch and writer joined; NotVisible."""
    outer, model = peewee.JOIN.LEFT_OUTER, register.model
    rows = access.records(actor, model).select(model, Unit, ImportBatch, Account).join(Unit)
    rows = rows.join_from(model, ImportBatch, outer).join_from(model, Account, outer)
    record = rows.where(model.id == record_id).first()
    if record is None:
        raise NotVisible()
    return Row(
        record, places_of([record.unit])[record.unit_id], records.many_of(register, [record.id])[record.id]
    )


def last_of(actor: Actor, register: Register, since: datetime.datetime) -> Any:
    """The record that the account entered last after `since`: its place and day are offered for the next.

    Looked for among the RECENT newest only: no index leads to what an account entered.
    """
    model = register.model
    recent = model.select(model.id).order_by(model.id.desc()).limit(RECENT)
    mine = (model.entered_by == actor.account_id) & (model.entered_at >= since) & model.voided_at.is_null()
    return access.records(actor, model).where(mine, model.id.in_(recent)).order_by(model.id.desc()).first()


# ---------------------------------------------------------------- pages


def _key(register: Register, record: Any) -> str:
    return f"{getattr(record, register.dated):%Y%m%d}-{record.id}"


def _read_key(key: str) -> tuple[datetime.date, int] | None:
    match = re.fullmatch(r"([0-9]{8})-([0-9]{1,18})", key)
    if not match:
        return None
    try:
        return datetime.datetime.strptime(match[1], "%Y%m%d").date(), int(match[2])
    except ValueError:
        return None


def _cut(
    register: Register, rows: peewee.ModelSelect, after: str, before: str, size: int
) -> tuple[list[Any], str | None, str | None]:
    """One page of `rows`, and the keys of its ends where more lies beyond them."""
    model = register.model
    rows = rows.select(model, Unit).join_from(model, Unit)
    day, id_ = model._meta.fields[register.dated], model.id
    upwards = _read_key(before)
    if upwards:
        rows = rows.where((day > upwards[0]) | ((day == upwards[0]) & (id_ > upwards[1])))
        found = list(rows.order_by(day, id_).limit(size + 1))
        more = len(found) > size
        found = found[:size][::-1]
        return found, _key(register, found[0]) if more else None, _key(register, found[-1]) if found else None
    downwards = _read_key(after)
    if downwards:
        rows = rows.where((day < downwards[0]) | ((day == downwards[0]) & (id_ < downwards[1])))
    found = list(rows.order_by(day.desc(), id_.desc()).limit(size + 1))
    more = len(found) > size
    found = found[:size]
    return (
        found,
        _key(register, found[0]) if downwards and found else None,
        _key(register, found[-1]) if more else None,
    )
