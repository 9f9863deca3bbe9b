"""A template's sheets as plain grids: what stands where, what is merged, which cells could take a number."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from openpyxl.cell.cell import MergedCell
from openpyxl.utils.cell import column_index_from_string, get_column_letter

from office.errors import Rejected
from reports.templates import opening
from vocab import N_

Place = tuple[int, int]  # row, column, both from 1

EMPTY, TEXT, NUMBER, FORMULA, OTHER = "empty", "text", "number", "formula", "other"
MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384  # of any sheet
_NAME = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})")
_BLANK_SIGNS = frozenset("—-－–/／×*＊\\　 ")


@dataclass(frozen=True)
class Spot:
    """One cell, or the whole of a merged one: where it begins, how far it goes, what stands in it."""

    row: int
    column: int
    kind: str
    value: Any = None
    rows: int = 1
    columns: int = 1
    number_format: str = "General"

    @property
    def place(self) -> Place:
        """Its first row and column."""
        return self.row, self.column

    @property
    def name(self) -> str:
        """As the sheet calls it: B5."""
        return name_of(self.place)

    @property
    def text(self) -> str:
        """What stands in it, as a page shows it."""
        if self.value is None:
            return ""
        if isinstance(self.value, datetime.datetime):
            return f"{self.value:%Y-%m-%d}"
        if isinstance(self.value, float):
            return f"{self.value:.10g}"
        return str(self.value).strip()


@dataclass
class Grid:
    """A sheet: its spots by place; `anchors` leads from every place under a merged cell to where that begins."""

    name: str
    is_hidden: bool
    is_protected: bool
    height: int
    width: int
    spots: dict[Place, Spot]
    anchors: dict[Place, Place]
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    kept: dict[Any, Any] = field(default_factory=dict)  # what was read off it once (headings.py)
    _empty: dict[Place, Spot] = field(default_factory=dict)

    def at(self, place: Place) -> Spot:
        """The spot that covers a place, an empty one where the sheet has nothing."""
        place = self.anchors.get(place, place)
        return self.spots.get(place) or self._empty.setdefault(place, Spot(*place, EMPTY))

    def rows(self) -> Iterator[tuple[int, list[Spot]]]:
        """Row by row the spots that begin there; hidden rows and columns are left out."""
        for row in range(1, self.height + 1):
            if row not in self.hidden_rows:
                yield row, [self.at((row, column)) for column in self._begun(row)]

    def _begun(self, row: int) -> Iterator[int]:
        for column in range(1, self.width + 1):
            if column not in self.hidden_columns and self.anchors.get((row, column), (row, column)) == (
                row,
                column,
            ):
                yield column

    def shown_span(self, spot: Spot) -> tuple[int, int]:
        """How many shown rows and columns a merged cell covers."""
        rows = sum(spot.row + i not in self.hidden_rows for i in range(spot.rows))
        columns = sum(spot.column + i not in self.hidden_columns for i in range(spot.columns))
        return max(rows, 1), max(columns, 1)


def name_of(place: Place) -> str:
    """As the sheet calls a place: B5."""
    return f"{get_column_letter(place[1])}{place[0]}"


def place_of(name: str) -> Place:
    """The row and column of B5. Rejected (field "cell") when it is none."""
    match = _NAME.fullmatch(name.strip().upper())
    if match is None or column_index_from_string(match[1]) > MOST_COLUMNS or int(match[2]) > MOST_ROWS:
        raise Rejected("cell", N_("“{cell}”不是单元格，请写成 B5 的样子。"), cell=name[:12])
    return int(match[2]), column_index_from_string(match[1])


def read(content: bytes) -> dict[str, Grid]:
    """The sheets of a template by name, in their order. Rejected when it cannot be read."""
    return {sheet.title: _grid(sheet) for sheet in opening.load(content).worksheets}


def _grid(sheet: Any) -> Grid:
    spans, anchors = _merged(sheet)
    spots = {
        (cell.row, cell.column): _spot(cell, spans.get((cell.row, cell.column), (1, 1)))
        for cell in sheet._cells.values()
        if not isinstance(cell, MergedCell)
    }
    filled = [spot for spot in spots.values() if spot.kind != EMPTY or spot.rows > 1 or spot.columns > 1]
    return Grid(
        sheet.title,
        sheet.sheet_state != "visible",
        bool(sheet.protection.sheet),
        max((spot.row + spot.rows - 1 for spot in filled), default=0),
        max((spot.column + spot.columns - 1 for spot in filled), default=0),
        spots,
        anchors,
        frozenset(row for row, how in sheet.row_dimensions.items() if how.hidden),
        _hidden_columns(sheet),
    )


def _merged(sheet: Any) -> tuple[dict[Place, tuple[int, int]], dict[Place, Place]]:
    spans: dict[Place, tuple[int, int]] = {}
    anchors: dict[Place, Place] = {}
    for each in sheet.merged_cells.ranges:
        first = each.min_row, each.min_col
        spans[first] = each.max_row - each.min_row + 1, each.max_col - each.min_col + 1
        for row in range(each.min_row, each.max_row + 1):
            for column in range(each.min_col, each.max_col + 1):
                anchors[row, column] = first
    return spans, anchors


def _hidden_columns(sheet: Any) -> frozenset[int]:
    return frozenset(
        column
        for how in sheet.column_dimensions.values()
        if how.hidden and how.min
        for column in range(how.min, min(how.max or how.min, 16384) + 1)
    )


def _spot(cell: Any, span: tuple[int, int]) -> Spot:
    return Spot(cell.row, cell.column, _kind(cell), _value(cell), *span, number_format=cell.number_format)


def _value(cell: Any) -> Any:
    if cell.data_type == "f":
        return getattr(cell.value, "text", cell.value)  # the formula of an array, of a data table its range
    return str(cell.value) if cell.data_type in ("s", "inlineStr") and cell.value is not None else cell.value


def _kind(cell: Any) -> str:
    if cell.value is None:
        return EMPTY
    if cell.data_type == "f":
        return FORMULA
    if isinstance(cell.value, bool) or cell.data_type in ("d", "b", "e"):
        return OTHER
    if isinstance(cell.value, (int, float)):
        return NUMBER
    return OTHER if set(str(cell.value)) <= _BLANK_SIGNS else TEXT
