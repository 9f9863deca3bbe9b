"""What is known of records that count otherwise than they did: how they were sealed, how they now stand.

Read once for all the records of a source that a difference consists of.
"""

import datetime
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from figures.breakdowns import ByMonth, ByPerson, ByUnit, label
from figures.frame import Frame
from figures.listing import written
from figures.sources import Source
from models import Return, SealedRecord, Unit
from office import access
from registers import records
from registers.description import DATE, ID_NUMBER, MONTH, NAME, PHONE, Field

_AT_ONCE = 500
_PERSONAL = (NAME, ID_NUMBER, PHONE)


class Sealed(NamedTuple):
    """A record as a locked return keeps it."""

    member: int  # the return
    version: int
    unit: int
    start: datetime.date  # of its month
    official: bool
    locked_at: datetime.datetime | None
    parts: Mapping[str, Any]
    shown: Mapping[str, Any]


class Present(NamedTuple):
    """A record as it now stands."""

    unit: int
    version: int
    voided_at: datetime.datetime | None
    void_reason: str
    entered_at: datetime.datetime | None
    fingerprint: str
    shown: Mapping[str, Any]
    parts: Mapping[str, Any]


@dataclass
class Facts:
    """What is known of some records of a source."""

    frame: Frame
    source: Source
    ids: Collection[int]

    # ------------------------------------------------------------ as they were sealed

    @cached_property
    def sealed(self) -> dict[int, list[Sealed]]:
        """Record id → every time that a locked return has sealed it, oldest first."""
        found: dict[int, list[Sealed]] = {}
        of = SealedRecord
        rows = of.select(of.record, of.sealed_in, of.version, of.unit, Return.start, Return.official,
                         Return.locked_at, of.parts, of.shown).join(Return)  # fmt: skip
        for own in self._pieces(of.record):
            for record, *row, parts, shown in (
                rows.where(own, of.source == self.source.key).order_by(of.id).tuples()
            ):
                found.setdefault(record, []).append(
                    Sealed._make([*row, json.loads(parts), json.loads(shown)])
                )
        return found

    # ------------------------------------------------------------ as they stand

    @cached_property
    def present(self) -> dict[int, Present]:
        """Record id → how it stands, voided or not; without those that there are no longer."""
        model = self.source.model
        fields = model._meta.fields
        kept = [fields.get(key) for key in ("voided_at", "void_reason", "entered_at", "fingerprint")]
        columns = [column for column in kept if column is not None]
        shown = [fields[key] for key in self._shown_keys]
        rows = self.source.rows(access.machine())
        for way in self._ways:
            rows = way.join(rows)
        ways = [way.column(self.frame, None) for way in self._ways]
        found = {}
        for own in self._pieces(model.id):
            for row in (
                rows.where(own)
                .select(model.id, self.source.unit, model.version, *columns, *shown, *ways)
                .tuples()
            ):
                found[row[0]] = self._read(row[1:], [column is not None for column in kept])
        return found

    def _read(self, row: Sequence[Any], has: list[bool]) -> Present:
        unit, version, *rest = row
        values = iter(rest)
        kept = [next(values) if there else None for there in has]
        shown = {key: _plain(next(values)) for key in self._shown_keys}
        parts = {way.key: part for way in self._ways if (part := way.part(next(values), self.frame))}
        voided, why, entered, fingerprint = kept
        return Present(unit, version, voided, why or "", entered, fingerprint or "", shown, parts)

    @cached_property
    def _shown_keys(self) -> list[str]:
        return [one.key for one in self.source.listed if one.key in self.source.model._meta.fields]

    @cached_property
    def _ways(self) -> list[Any]:
        return [
            way
            for way in self.source.breakdowns.values()
            if not way.overlapping and not way.finer and not isinstance(way, ByUnit | ByMonth | ByPerson)
        ]

    @cached_property
    def doubled(self) -> set[int]:
        """The voided records of which another with the same marks is kept."""
        model = self.source.model
        marks = {
            id_: one.fingerprint for id_, one in self.present.items() if one.voided_at and one.fingerprint
        }
        if not marks:
            return set()
        kept: set[str] = set()
        for own in self._pieces(model.fingerprint, set(marks.values())):
            rows = self.source.rows(access.machine()).where(own, model.voided_at.is_null())
            kept |= {mark for (mark,) in rows.select(model.fingerprint).tuples()}
        return {id_ for id_, mark in marks.items() if mark in kept}

    def _pieces(self, column: Any, values: Collection[Any] | None = None) -> Iterator[Any]:
        ids = sorted(self.ids if values is None else values)
        for start in range(0, len(ids), _AT_ONCE):
            yield column.in_(ids[start : start + _AT_ONCE])

    # ------------------------------------------------------------ in words

    def label(self, id_: int) -> str:
        """What lists call a record: its number or the first that they show of it, no person's name for who may not see it."""
        shown: Mapping[str, Any] = {}
        if id_ in self.present:
            shown = self.present[id_].shown
        elif id_ in self.sealed:
            shown = self.sealed[id_][-1].shown
        for one in self._told:
            if text := written(one, shown.get(one.key), self.frame):
                return f"{one.label} {text}" if one.kind in (DATE, MONTH) else text
        return f"#{id_}"

    @cached_property
    def _told(self) -> list[Field]:
        listed = (one for one in self.source.listed if one.kind not in (ID_NUMBER, PHONE))
        return [one for one in listed if self._clear or not self._names_people(one)]

    @property
    def _clear(self) -> bool:
        return self.frame.actor.may("record.people")

    def _names_people(self, one: Field) -> bool:
        """Whether a field names persons, or may: a side text of a register about people."""
        return self.source.register is not None and records.names_people(self.source.register, one)

    def days(self, id_: int) -> str:
        """The days that lists show of a record: 受理日期 2020-02-20，结案日期 2020-03-02."""
        shown = self.present[id_].shown if id_ in self.present else {}
        days = [one for one in self.source.listed if one.kind in (DATE, MONTH) and shown.get(one.key)]
        return "，".join(f"{one.label} {written(one, shown[one.key], self.frame)}" for one in days)

    def unit(self, id_: int) -> str:
        """The name of the unit to which a record belongs, "" outside the actor's area."""
        present = self.present.get(id_)
        place = self.frame.places.get(present.unit) if present else None
        return place.name if place else ""

    def changes(self, was: Sealed | Present, now: Sealed | Present) -> str:
        """What differs between two states of a record, in words: 结案日期 2024-03-05 → 2024-04-02；调解结果 ….

        Of persons nothing is said.
        """
        said = [*self._fields_changed(was, now), *self._rows_changed(was, now)]
        return "；".join(dict.fromkeys(said))

    def _fields_changed(self, was: Sealed | Present, now: Sealed | Present) -> Iterator[str]:
        for one in self.source.listed:
            if (
                one.kind in _PERSONAL
                or (not self._clear and self._names_people(one))
                or one.key not in was.shown
                or one.key not in now.shown
            ):
                continue
            if was.shown[one.key] != now.shown[one.key]:
                pair = (written(one, each.shown[one.key], self.frame) or "—" for each in (was, now))
                yield f"{one.label} {' → '.join(pair)}"

    def _rows_changed(self, was: Sealed | Present, now: Sealed | Present) -> Iterator[str]:
        listed = {one.key for one in self.source.listed}
        for way in self._ways:
            pair = [str(each.parts.get(way.key, "")) for each in (was, now)]
            if pair[0] != pair[1] and getattr(way.field, "name", "") not in listed and way.key != "deadline":
                yield f"{way.name} {' → '.join(label(self.frame, way, part) or '—' for part in pair)}"


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime.date) else value


def unit_names(ids: Collection[int]) -> dict[int, str]:
    """Unit id → its present name, in whichever area it lies."""
    return dict(
        access.units(access.machine()).where(Unit.id.in_(sorted(ids))).select(Unit.id, Unit.name).tuples()
    )
