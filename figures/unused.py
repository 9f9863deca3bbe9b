"""Fields of registers that no indicator, table or check uses: candidates for removal, with how often they are filled in.

What says who or where a record is about, what makes two records the same and the day that counts are never listed,
nor what must be filled in.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

import peewee
from peewee import Case, fn

from figures.breakdowns import Several
from figures.checking import balances, oddities
from figures.defining import Indicator, at
from figures.disputes import DISPUTES
from figures.forms.catalogue import FORMS
from figures.frame import Frame
from figures.indicators import everything
from figures.sources import Source
from models import RecordChoice
from office.access import Actor
from registers.catalogue import REGISTERS
from registers.description import BLANKS, ID_NUMBER, MANY, NAME, PEOPLE, PHONE, PLACE, Field, Register
from registers.dispute import DISPUTE, derived

_WHO = (NAME, ID_NUMBER, PHONE, PEOPLE, PLACE)


@dataclass(frozen=True)
class Unused:
    """A field that nothing counts by, and in how many of how many records it is filled in."""

    register: Register
    field: Field
    filled: int
    records: int

    @property
    def percent(self) -> int | None:
        """How often it is filled in, in whole percent; None without a record."""
        return self.filled * 100 // self.records if self.records else None


def listed(actor: Actor, frame: Frame) -> list[Unused]:
    """Every such field, the least filled in of each register first. `frame` is of the actor's whole area."""
    actor.must("figures.read")
    used = _used(frame)
    found: list[Unused] = []
    for register in (DISPUTE, *REGISTERS.values()):
        fields = [one for one in _removable(register) if (_table(register), one.key) not in used]
        source = _source(register)
        if fields and source is not None:
            found += sorted(_counted(register, source, fields, frame), key=lambda one: one.filled)
    return found


def _removable(register: Register) -> Iterator[Field]:
    """The fields that a register could do without."""
    kept = {register.dated, *register.same, *register.unique, *register.period}
    stored = _model(register)._meta.fields
    for key, one in register.fields.items():
        is_stored = one.kind == MANY or key in stored
        if is_stored and key not in kept and one.kind not in _WHO and not one.required:
            yield one


def _source(register: Register) -> Source | None:
    """The source that counts a register's records, if any does."""
    if register is DISPUTE:
        return DISPUTES
    return next((one for one in _sources() if one.register is register), None)


def _sources() -> list[Source]:
    return list({id(one.source): one.source for one in _indicators()}.values())


def _indicators() -> list[Indicator]:
    return [one for one in everything().values() if isinstance(one, Indicator)]


def _model(register: Register) -> Any:
    return DISPUTES.model if register is DISPUTE else register.model


def _table(register: Register) -> str:
    return str(_model(register)._meta.table_name)


# ---------------------------------------------------------------- what is used


def _used(frame: Frame) -> set[tuple[str, str]]:
    """(table, field) of everything that an indicator, a table or a check looks at."""
    found: set[tuple[str, str]] = set()
    for one in _indicators():
        found |= set(_by_indicator(one, frame))
    for form in FORMS.values():
        for column in form.every_column():
            if column.key and column.by:
                for basis in ("accepted", "concluded"):
                    source = _counting(column.of_basis(basis))
                    found |= set(_by_way(source, column.by)) if source else set()
    dates = chain.from_iterable(oddities.ORDER)
    for register in (DISPUTE, *REGISTERS.values()):
        if _source(register) is not None:
            found |= {(_table(register), key) for key in _derived_from(register)}
    ways = ("type", "source", "orgkind", "studio", *balances.TABLES)
    found |= {(DISPUTES.model._meta.table_name, key) for key in dates}
    return found.union(*(_by_way(DISPUTES, way) for way in ways))


class _Watched(dict[str, Any]):
    """A row without values that remembers which were asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[str] = set()

    def get(self, key: str, default: Any = None) -> Any:
        self.asked.add(key)
        return default

    def __missing__(self, key: str) -> None:
        self.asked.add(key)


def _derived_from(register: Register) -> set[str]:
    """The fields from which what is stored for counting is worked out."""
    row = _Watched()
    try:
        made = (derived if register is DISPUTE else register.derive)(row)
    except (TypeError, AttributeError):  # it needs a value to go on: what it asked for before is known
        made = {}
    return row.asked - made.keys()


def _counting(key: str) -> Source | None:
    one = everything().get(key)
    return one.source if isinstance(one, Indicator) else None


def _by_indicator(one: Indicator, frame: Frame) -> Iterator[tuple[str, str]]:
    conditions = [
        one.condition,
        *chain.from_iterable((part.condition, part.column) for part in one.parts.values()),
    ]
    for condition in conditions:
        yield from _fields(at(condition, frame))
    for basis in ("accepted", "concluded"):
        yield from _fields(one.source.dated(one.dated, basis).when(frame.period))
    for way in one.breakdowns:
        yield from _by_way(one.source, way)


def _by_way(source: Source, way: str) -> Iterable[tuple[str, str]]:
    """What a breakdown looks at."""
    found = source.breakdowns.get(way)
    if found is None:
        return ()
    if isinstance(found, Several):
        register = source.register
        own = [key for key, one in register.fields.items() if one.kind == MANY] if register else []
        return {(source.model._meta.table_name, key) for key in own if way in (key, found.rows_of)} or {
            (source.model._meta.table_name, way)
        }
    return set(_fields(found.field))


def _fields(node: Any, seen: set[int] | None = None) -> Iterator[tuple[str, str]]:
    """Every stored field in an expression."""
    seen = set() if seen is None else seen
    if id(node) in seen:
        return
    seen.add(id(node))
    if isinstance(node, peewee.Field):
        yield node.model._meta.table_name, node.name
    elif isinstance(node, (list, tuple, set, frozenset)):
        for one in node:
            yield from _fields(one, seen)
    elif isinstance(node, peewee.Node):
        yield from _fields(list(vars(node).values()), seen)


# ---------------------------------------------------------------- how often it is filled in


def _counted(register: Register, source: Source, fields: list[Field], frame: Frame) -> list[Unused]:
    """The fields with the number of visible records in which something stands in them."""
    rows = source.visible(frame)
    model = source.model
    single = [one for one in fields if one.kind != MANY]
    sums = [fn.COUNT(Case(None, [(_filled(model, one), 1)])) for one in single]
    total, *counts = rows.select(fn.COUNT(model.id), *sums).tuples().first()
    filled = dict(zip((one.key for one in single), counts, strict=True))
    filled |= _several(register, [one.key for one in fields if one.kind == MANY])
    return [Unused(register, one, int(filled.get(one.key, 0)), int(total)) for one in fields]


def _filled(model: Any, one: Field) -> Any:
    """The condition that something stands in a field: neither nothing nor what an empty one holds."""
    column = model._meta.fields[one.key]
    blank = BLANKS.get(one.kind)
    there = column.is_null(False)
    return there if blank is None else there & (column != blank)


def _several(register: Register, keys: list[str]) -> Mapping[str, int]:
    if not keys:
        return {}
    of = RecordChoice
    rows = of.select(of.field, fn.COUNT(of.record.distinct())).where(
        of.register == register.key, of.field.in_(keys)
    )
    return dict(rows.group_by(of.field).tuples())
