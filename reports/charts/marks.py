"""What a chart is made from and gives back: marks, series, the finished chart and the table beside it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

Number = int | float | Decimal
COLOURS = 12  # c1 … c12 of the stylesheet; the thirteenth begins again


@dataclass(frozen=True)
class Mark:
    """One value of a chart: what it is called, how much, where its list is, and a remark for its tooltip."""

    label: str
    value: Number | None
    href: str | None = None
    note: str = ""


@dataclass(frozen=True)
class Series:
    """Marks of one name and colour, in the order of the axis."""

    name: str
    marks: Sequence[Mark]


@dataclass(frozen=True)
class Chart:
    """A finished chart: the drawing (well-formed, escaped), its legend, and the table beside it.

    `legend` holds names with colour classes; `shares` a donut's parts with colour class and percent. `prints_table`:
    on paper, where no mark can be pointed at, its numbers are found in the table alone.
    """

    svg: str
    legend: list[tuple[str, str]] = field(default_factory=list)
    heads: list[Any] = field(default_factory=list)
    shares: list[tuple[Mark, str, str | None]] = field(default_factory=list)
    rows: list[list[Any]] = field(default_factory=list)
    prints_table: bool = False

    def __str__(self) -> str:
        return self.svg


def colour(index: int) -> str:
    return f"c{index % COLOURS + 1}"


def amount(mark: Mark) -> float:
    return float(mark.value or 0)


def cell(mark: Mark | None) -> dict[str, object] | None:
    return None if mark is None else {"text": mark.value, "href": mark.href, "title": mark.note}


def numeric(labels: Iterable[str]) -> list[dict[str, object]]:
    return [{"label": label, "num": True} for label in labels]


def legend(series: Sequence[Series]) -> list[tuple[str, str]]:
    return [(s.name, colour(i)) for i, s in enumerate(series)]


def across(labels: Sequence[str], series: Sequence[Series], head: str) -> tuple[list[Any], list[list[Any]]]:
    """The table of a chart over an axis: a row for each place on it, a column for each series."""
    rows = [[label, *(cell(s.marks[i]) for s in series)] for i, label in enumerate(labels)]
    return [head, *numeric(s.name for s in series)], rows
