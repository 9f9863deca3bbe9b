"""A locked list in columns: what its records add, and in which rows they stand.

A year of a county is tens of thousands of sealed records. Read as one text and kept by column, what is the same of all
of them once, they fold many times as fast as record by record, and take a few dozen bytes each.
"""

import json
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
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
        keys = sorted(set().union(*parts))
        self.parts = {key: _coded([one.get(key) for one in parts]) for key in keys}

    @classmethod
    def read(cls, rows: Sequence[tuple[int, int, int, str, str]]) -> "Columns":
        """Of rows as they are stored: id, record, unit, adds, parts."""
        ids, records, units, *texts = zip(*rows, strict=True)
        return cls(ids, records, units, *(json.loads(f"[{','.join(own)}]") for own in texts))

    def __len__(self) -> int:
        return len(self.ids)


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
    codes: dict[Name, int] = defaultdict(count().__next__)
    try:
        found = [codes[value] for value in values]
    except TypeError:  # rows that overlap: a list of them
        return _coded([tuple(value) if isinstance(value, list) else value for value in values])
    return Coded(array("H" if len(codes) < 1 << 16 else "l", found), list(codes))
