"""A locked list in columns: what its records add, and in which rows they stand.

A year of a county is tens of thousands of sealed records. Read as one text and kept by column, what is the same of all
of them once, they fold many times as fast as record by record, and take a few dozen bytes each.
"""

import json
from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

Name = str | tuple[str, ...] | None  # the row of a breakdown, the rows where they overlap, or none


@dataclass(frozen=True)
class Alike:
    """Records that add to the same slots: where in the list they stand, and what they add by slot.

    One number stands for all where each adds the same.
    """

    places: Sequence[int]
    adds: dict[str, int | Sequence[Any]]

    def added(self, slot: str, place: int) -> Any:
        """What one of the records (by its place among these) adds to a slot; None where they add nothing to it."""
        value = self.adds.get(slot)
        return value if value is None or isinstance(value, int) else value[place]


@dataclass(frozen=True)
class Coded:
    """A column of few values: a short number for each record, and what the numbers stand for."""

    codes: Sequence[int]
    names: list[Name]


class Columns:
    """A list of sealed records: their ids, records and units, what they add, and their rows by breakdown."""

    def __init__(
        self,
        ids: Iterable[int],
        records: Iterable[int],
        units: Iterable[int],
        adds: Sequence[dict[str, Any]],
        parts: Sequence[dict[str, Any]],
    ) -> None:
        self.ids = array("q", ids)
        self.records = array("q", records)
        self.units = array("q", units)
        self.alike = list(_alike(adds))
        keys = dict.fromkeys(chain.from_iterable(parts))
        self.parts = {key: _coded([one.get(key) for one in parts]) for key in keys}

    @classmethod
    def read(cls, rows: Sequence[tuple[int, int, int, str, str]]) -> "Columns":
        """Of rows as they are stored: id, record, unit, adds, parts."""
        ids, records, units, adds, parts = zip(*rows, strict=True) if rows else ((),) * 5
        return cls(ids, records, units, _parsed(adds), _parsed(parts))

    def __len__(self) -> int:
        return len(self.ids)


def _parsed(texts: Collection[str]) -> list[dict[str, Any]]:
    """Many JSON texts, read as one."""
    found: list[dict[str, Any]] = json.loads(f"[{','.join(texts)}]")
    return found


def _alike(adds: Sequence[dict[str, Any]]) -> Iterator[Alike]:
    places: dict[tuple[str, ...], list[int]] = {}
    for place, one in enumerate(adds):
        places.setdefault(tuple(one), []).append(place)
    for slots, own in places.items():
        values = zip(*[adds[place].values() for place in own], strict=True)
        yield Alike(array("l", own), dict(zip(slots, map(_lean, values), strict=True)))


def _lean(values: tuple[Any, ...]) -> int | Sequence[Any]:
    """Numbers as one number or an array; the keys of what is counted once as they are."""
    if not isinstance(values[0], int):
        return values
    if values.count(values[0]) == len(values):
        return values[0]
    try:
        return array("q", values)
    except (TypeError, OverflowError):
        return values


def _coded(values: list[Any]) -> Coded:
    if any(isinstance(value, list) for value in values):
        values = [tuple(value) if isinstance(value, list) else value for value in values]
    codes = {name: code for code, name in enumerate(dict.fromkeys(values))}
    return Coded(array("H" if len(codes) < 1 << 16 else "l", map(codes.__getitem__, values)), list(codes))
