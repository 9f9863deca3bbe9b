"""A filled table for the page: each number with the address of its list."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from flask_babel import gettext as _

from blueprints.figure_links import Links
from figures import wording
from figures.defining import Rate
from figures.evaluator import Question
from figures.forms.cells import Cell
from figures.forms.defining import Column
from figures.forms.filling import Filled, Row, Sheet
from figures.forms.headings import Heading
from vocab import LIVE


@dataclass(frozen=True)
class Line:
    """A row: its name, whether it is a part of the row above, its numbers."""

    label: str
    is_child: bool
    cells: Sequence[dict[str, Any]]


@dataclass(frozen=True)
class Shown:
    """A part of a table for the page, its words in the reader's language.

    `headings` are the lines above the columns, `labels` the columns' full names, for the cards of a phone.
    """

    title: str
    head: str
    headings: Sequence[Sequence[Heading]]
    units: Sequence[str]
    numbers: Sequence[str]
    labels: Sequence[str]
    rows: Sequence[Line]
    total: Line


def shown(filled: Filled, *, linked: bool = True) -> list[Shown]:
    """Every part; without addresses where the lists are not to be opened."""
    address = _Addresses(filled).of if linked else None
    return [_part(sheet, address) for sheet in filled.sheets]


def _part(sheet: Sheet, address: Any) -> Shown:
    *rows, total = (
        Line(_(row.label), row.is_child, _cells(sheet, row, cells, address)) for row, cells in sheet.lines
    )
    return Shown(
        title=_(sheet.part.title),
        head=_(sheet.part.head),
        headings=[[replace(one, label=_(one.label)) for one in line] for line in sheet.headings],
        units=[_(unit) if unit else "" for unit in sheet.units],
        numbers=sheet.numbers,
        labels=[*map(_label, sheet.columns, sheet.units)],
        rows=rows,
        total=total,
    )


def _label(column: Column, unit: str) -> str:
    name = "·".join(map(_, column.headings))
    return f"{name}（{_(unit)}）" if unit and unit != "%" else name


def _cells(sheet: Sheet, row: Row, cells: Sequence[Cell], address: Any) -> list[dict[str, Any]]:
    return [_cell(row, column, cell, address) for column, cell in zip(sheet.columns, cells, strict=True)]


def _cell(row: Row, column: Column, cell: Cell, address: Any) -> dict[str, Any]:
    """A number as the page writes it; `cls` marks those that a phone leaves out."""
    if cell.figure is None:
        return {"text": cell.text, "href": "", "title": "", "cls": "zero"}
    counts = wording.both_counts(cell.figure) if isinstance(cell.figure.one, Rate) else ""
    href = address(row, column, cell) if address and cell.value is not None else ""
    return {"text": cell.text, "href": href, "title": counts, "cls": "" if cell.value else "zero"}


class _Addresses:
    """Where the list behind each cell of a table is."""

    def __init__(self, filled: Filled) -> None:
        question = filled.question
        self.crossed = question.predecessors
        self.links = Links(
            filled.frame.unit.id, question.period, question.basis, predecessors=question.predecessors
        )
        self.books = _books(question)

    def of(self, row: Row, column: Column, cell: Cell) -> str:
        """A row and a column are each a row of some breakdown; a unit below is asked for by itself."""
        assert cell.figure is not None
        unit = row.part if row.by == "unit" and row.part.isdigit() and not self.crossed else None
        rows = [(row.by, row.part)] if row.by and unit is None else []
        rows += [(column.by, column.part)] if column.by else []
        by, part = rows[-1] if rows else ("", "")
        where = {"where": ":".join(rows[0])} if len(rows) > 1 else {}
        more = urlencode(where | self.books)
        return self.links.to(cell.figure.key, unit=unit, by=by, part=part) + (f"&{more}" if more else "")


def _books(question: Question) -> dict[str, str]:
    """From which books the list is taken, where they are not the living records."""
    if question.state == LIVE:
        return {}
    return {"state": question.state} | ({"revision": str(question.revision)} if question.revision else {})
