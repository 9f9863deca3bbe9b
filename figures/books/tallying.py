"""How each record counts in a month: what it adds to which figure, and in which row of each table it stands.

One SELECT per source gives this for all its records at once. The locked month keeps the outcome word for word, so that
no later change of a record, a list or a definition can reach it; the same tally taken again shows what has changed.
"""

import datetime
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from peewee import SQL, BooleanField, Case, ModelSelect, Select, fn

import db
from figures.breakdowns import Breakdown, ByMonth, ByUnit
from figures.dating import BASIS, Dated
from figures.defining import DISTINCT, LEAST, Indicator, Part, at
from figures.frame import Frame
from figures.indicators import everything
from figures.sources import Source
from vocab import BASES

# source key, record id
Known = tuple[str, int]


@dataclass(slots=True)
class Tallied:
    """One record as it counts in a month: `adds` by slot, `parts` by breakdown (several where rows overlap).

    `shown` are the fields of lists (of a sealed record only where they were asked for), `month` (2024-03) and `id` are
    those of a sealed record.
    """

    source: str
    record: int
    version: int
    unit: int
    adds: dict[str, Any]
    parts: dict[str, Any]
    shown: dict[str, Any]
    month: str = ""
    id: int = 0
    _texts: tuple[str, str, str] | None = None

    def texts(self) -> tuple[str, str, str]:
        """Adds, parts and shown as they are stored and sealed."""
        if self._texts is None:
            self._texts = _numbers(self.adds), _text(self.parts), _text(self.shown)
        return self._texts


@dataclass(frozen=True)
class Slot:
    """What a record can add to: a part of an indicator, by one of the bases where its date depends on the basis."""

    one: Indicator
    part: str
    basis: str = ""

    @property
    def key(self) -> str:
        """dispute.accepted, dispute.succeeded@concluded, publicity.livestreams/views."""
        return slot(self.one.key, self.part, self.basis)

    @property
    def dated(self) -> Dated:
        """By which date it counts."""
        return self.one.source.dated(self.one.dated, self.basis)

    @property
    def is_stock(self) -> bool:
        """Whether the state at the period's end counts."""
        return self.dated.is_stock


def slots(ones: Iterable[Indicator]) -> list[Slot]:
    """Everything to which a record of the indicators' source can add."""
    return [
        Slot(one, part, basis)
        for one in ones
        for part in one.parts
        for basis in (BASES if one.dated == BASIS else ("",))
    ]


def measures_of(slots_: Iterable[Slot]) -> dict[str, str]:
    """Slot → how it is added up."""
    return {one.key: one.one.measure for one in slots_}


def measures() -> dict[str, str]:
    """Every slot of every source → how it is added up."""
    return {
        name: measure for ones in sources().values() for name, measure in measures_of(slots(ones)).items()
    }


def slot(key: str, part: str = "", basis: str = "") -> str:
    """How an addition is called in a sealed record."""
    return key + (f"/{part}" if part else "") + (f"@{basis}" if basis else "")


def slot_of(one: Indicator, part: str, basis: str) -> str:
    """The slot that a question by `basis` reads for a part of an indicator."""
    return slot(one.key, part, basis if one.dated == BASIS else "")


def sources(indicators: Mapping[str, Any] | None = None) -> dict[str, list[Indicator]]:
    """Source key → every counted indicator over it."""
    found: dict[str, list[Indicator]] = {}
    for one in (indicators or everything()).values():
        if isinstance(one, Indicator):
            found.setdefault(one.source.key, []).append(one)
    return found


def tally(
    frame: Frame, unit_ids: Collection[int], only: Mapping[str, Collection[int]] | None = None
) -> Iterator[Tallied]:
    """Every record of the units that counts in the frame's period (of `only` source key → ids, where given)."""
    known = {key: _Tally(frame, ones) for key, ones in sources().items()}
    wanted = _filled(known, unit_ids) if only is None else {key for key, ids in only.items() if ids}
    for key, one in known.items():
        if key in wanted:
            yield from one.of(unit_ids, None if only is None else only[key])


def _filled(known: Mapping[str, "_Tally"], unit_ids: Collection[int]) -> set[str]:
    """The sources with any record of the units in the period: what they did not keep needs no statement of its own."""
    selects = [Select(columns=[SQL(f"'{key}'")]).where(one.is_any(unit_ids)) for key, one in known.items()]
    statement = reduce(lambda left, right: left.union_all(right), selects)
    return {key for (key,) in db.database.execute(statement)}


class _Tally:
    """The tally of one source."""

    def __init__(self, frame: Frame, ones: list[Indicator]) -> None:
        self.frame = frame
        self.source: Source = ones[0].source
        self.slots = slots(ones)
        ways = [
            way for way in self.source.breakdowns.values() if not isinstance(way, ByUnit | ByMonth)
        ]  # the unit and the month are the return's own
        self.single = [way for way in ways if not way.overlapping]
        self.several = [way for way in ways if way.overlapping]
        self.shown = self._shown_fields()
        fields = self.source.model._meta.fields
        self.flags = [key for key in self.shown if isinstance(fields[key], BooleanField)]
        # a record adds an amount to a slot when the slot's date puts it into the period; each is asked for once
        self.amounts = [(one, part) for one in ones for part in one.parts.values()]
        places = {(one.key, name): i for i, (one, name) in enumerate((o, n) for o in ones for n in o.parts)}
        self.dated: dict[Dated, list[tuple[str, int]]] = {}
        for each in self.slots:
            self.dated.setdefault(each.dated, []).append((each.key, places[each.one.key, each.part]))
        self.on_postgres = db.is_postgres()  # whose driver reads days as such
        self.known_parts: list[dict[Any, str]] = [{} for _ in self.single]

    def of(self, unit_ids: Collection[int], ids: Collection[int] | None) -> list[Tallied]:
        """The records in the order of their ids."""
        own = self.source.model.id
        if ids is None:
            rows = self.source.rows(self.frame.actor).where(own.in_(self._in_some_window(unit_ids)))
        else:  # a few that are known need no search by their dates
            rows = self._visible(unit_ids).where(own.in_(bound(ids)))
        # straight from the driver: a month has thousands of rows of a hundred columns
        found = [self._read(row) for row in db.database.execute(self._selected(rows).order_by(own))]
        found = [one for one in found if one.adds]
        for way in self.several if found else ():
            self._add_several(way, found)
        return found

    def _visible(self, unit_ids: Collection[int]) -> ModelSelect:
        rows = self.source.rows(self.frame.actor)
        if self.source.live is not None:
            rows = rows.where(self.source.live)
        return rows.where(self.source.unit.in_(_written(unit_ids)))

    def is_any(self, unit_ids: Collection[int]) -> Any:
        """Whether the units have any record that counts."""
        return reduce(or_, (fn.EXISTS(each) for each in self._windows(unit_ids)))

    def _in_some_window(self, unit_ids: Collection[int]) -> Any:
        """The ids of the records that one of the dates puts into the period, each found by its own index."""
        return reduce(lambda left, right: left.union_all(right), self._windows(unit_ids))

    def _windows(self, unit_ids: Collection[int]) -> list[ModelSelect]:
        windows = [window for dated in self.dated for window in dated.windows(self.frame.period)]
        visible = self._visible(unit_ids).select(self.source.model.id)
        return [visible.where(window) for window in windows]

    # ------------------------------------------------------------ columns

    def _selected(self, rows: ModelSelect) -> ModelSelect:
        for way in self.single:
            rows = way.join(rows)
        model = self.source.model
        ways = [way.column(self.frame, None) for way in self.single]
        shown = [model._meta.fields[key] for key in self.shown]
        dates = [Case(None, [(dated.when(self.frame.period), SQL("1"))], None) for dated in self.dated]
        amounts = [self._amount(one, part) for one, part in self.amounts]
        return rows.select(model.id, model.version, self.source.unit, *ways, *shown, *dates, *amounts)

    def _shown_fields(self) -> list[str]:
        """The fields that lists show, and the day by which they run."""
        fields, newest = self.source.model._meta.fields, self.source.newest
        keys = [one.key for one in self.source.listed if one.key in fields]
        return keys if newest is None or newest.name in keys else [*keys, newest.name]

    def _amount(self, one: Indicator, part: Part) -> Any:
        """What a record adds whose date is right, NULL where it does not count."""
        conditions = [at(each, self.frame) for each in (one.condition, part.condition) if each is not None]
        column = SQL("1") if part.column is None else at(part.column, self.frame)
        if part.column is not None and one.measure not in (DISTINCT, LEAST):
            column = fn.COALESCE(column, 0)
        if not conditions:
            return column
        return Case(None, [(reduce(lambda a, b: a & b, conditions), column)], None)

    # ------------------------------------------------------------ reading

    def _read(self, row: tuple[Any, ...]) -> Tallied:
        id_, version, unit, *rest = row
        ways, shown, dates = len(self.single), len(self.shown), len(self.dated)
        parts = {}
        for way, known, value in zip(self.single, self.known_parts, rest[:ways], strict=True):
            if value not in known:
                known[value] = way.part(value, self.frame)
            if known[value]:
                parts[way.key] = known[value]
        values = dict(zip(self.shown, rest[ways : ways + shown], strict=True))
        if self.on_postgres:
            values = {key: _plain(value) for key, value in values.items()}
        for key in self.flags:  # SQLite knows no truth values
            values[key] = None if values[key] is None else bool(values[key])
        inside, amounts = rest[ways + shown :][:dates], rest[ways + shown + dates :]
        adds = {
            name: amounts[place]
            for counts, own in zip(inside, self.dated.values(), strict=True)
            if counts
            for name, place in own
            if amounts[place] is not None
        }
        return Tallied(self.source.key, id_, version, unit, adds, parts, values)

    def _add_several(self, way: Breakdown, found: list[Tallied]) -> None:
        """The rows in which each record stands, of a breakdown whose rows overlap."""
        own = self.source.model.id
        by_id = {one.record: one for one in found}
        ids = sorted(by_id)
        for start in range(0, len(ids), 5000):
            rows = self.source.rows(self.frame.actor).where(own.in_(bound(ids[start : start + 5000])))
            for id_, value in way.join(rows).select(own, way.column(self.frame, None)).tuples():
                by_id[id_].parts.setdefault(way.key, []).append(way.part(value, self.frame))
        for one in found:
            if way.key in one.parts:
                one.parts[way.key].sort()


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime.date) else value


def _written(ids: Collection[int]) -> SQL:
    """Ids as they stand in a statement: said in every part of it, they are too many to be bound each time."""
    return SQL(f"({', '.join(str(int(id_)) for id_ in sorted(ids)) or 'null'})")


def bound(ids: Collection[int]) -> SQL:
    """Many ids as one value of a statement, which is the same for all lists then: a driver keeps what it has prepared."""
    listed = ",".join(map(str, sorted(ids)))
    if db.is_postgres():
        return SQL("(select unnest(%s::bigint[]))", [f"{{{listed}}}"])
    return SQL("(select value from json_each(?))", [f"[{listed}]"])


_text = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def _numbers(values: dict[str, Any]) -> str:
    """_text(), quicker for whole numbers, which nearly everything is that records add."""
    try:
        return "{" + ",".join([f'"{name}":{values[name]:d}' for name in sorted(values)]) + "}"
    except ValueError:  # the key of a person counted once
        return _text(values)
