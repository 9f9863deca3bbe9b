"""Where the records of a locked list stand in an answer: which are asked about, and in which cells."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import product
from typing import Any

from figures.books.columns import Alike, Coded, Columns, Name
from figures.breakdowns import Breakdown, ByMonth, ByUnit
from figures.frame import Frame
from figures.selects import Question

Cell = tuple[str, ...]


class Placed:
    """The records of a month's list as a question asks about them: the cells in which each stands."""

    def __init__(
        self, question: Question, frame: Frame, ways: Mapping[str, Breakdown], columns: Columns, month: str
    ) -> None:
        self.columns = columns
        rows_of = partial(_rows, columns=columns, month=month, frame=frame)
        masks = [
            _mapped(rows_of(ways[by]), partial(ways[by].stands, part=part, frame=frame))
            for by, part in question.where
        ]
        if not frame.inside.keys() >= set(columns.units):
            masks.append([unit in frame.inside for unit in columns.units])
        self._kept = [all(each) for each in zip(*masks, strict=True)] if masks else None
        rows = [rows_of(ways[by]) for by in question.by]
        self._spread = any(len(parts) != 1 for one in rows for parts in one.names)
        self._cells = self._crossed(rows)

    def _crossed(self, rows: list["_Rows"]) -> list[Any]:
        """For each record its cell; its several cells where the rows of a breakdown overlap."""
        if not rows:
            return [()] * len(self.columns)
        if self._spread:
            return [list(product(*each)) for each in zip(*(_mapped(one, list) for one in rows), strict=True)]
        return list(zip(*(_mapped(one, _only) for one in rows), strict=True))

    def of(self, group: Alike) -> tuple[list[int] | None, list[Cell]]:
        """Which of records that are alike (by their number among these; None: each once), and in which cells they stand."""
        if self._kept is None and not self._spread:
            return None, [self._cells[place] for place in group.places]
        found = list(self.each(group))
        return [number for number, _ in found], [cell for _, cell in found]

    def each(self, group: Alike) -> Iterator[tuple[int, Cell]]:
        """Each of records that are alike, with each cell in which it stands."""
        for number, place in enumerate(group.places):
            if self._kept is None or self._kept[place]:
                for cell in self._cells[place] if self._spread else (self._cells[place],):
                    yield number, cell


@dataclass
class _Rows:
    """A breakdown of a list: a number for each record, and the rows for which the numbers stand."""

    codes: Sequence[int]
    names: list[list[str]]


def _rows(way: Breakdown, columns: Columns, month: str, frame: Frame) -> _Rows:
    """The rows of a breakdown in which the records of a list stand."""
    if isinstance(way, ByMonth):
        return _Rows(bytes(len(columns)), [[month]])
    if isinstance(way, ByUnit):
        units = {unit: code for code, unit in enumerate(set(columns.units))}
        return _Rows([units[unit] for unit in columns.units], [[way.part(unit, frame)] for unit in units])
    coded = columns.parts.get(way.key) or Coded(bytes(len(columns)), [None])
    return _Rows(coded.codes, [_named(way, name) for name in coded.names])


def _named(way: Breakdown, name: Name) -> list[str]:
    if isinstance(name, tuple):
        return list(name)
    return [] if name is None and way.overlapping else [name or ""]


def _mapped(rows: _Rows, act: Callable[[list[str]], Any]) -> list[Any]:
    """What an act makes of the rows in which each record stands, done once for records in the same."""
    made = [act(parts) for parts in rows.names]
    return [made[code] for code in rows.codes]


def _only(parts: list[str]) -> str:
    return parts[0]
