"""The charts of the yearly workbook: spreadsheet charts that draw from its tables, one to a page of paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.worksheet.pagebreak import Break

from reports.sheets import Book, Sheet
from vocab import N_

_WIDTH, _HEIGHT = 21.0, 13.5  # cm: an A4 sheet on its side with room for the columns of wider fonts
_LINES = 28  # lines of the sheet that a chart covers
_SHADES = ("1F4E8C", "B9C4D3")  # told apart in black and white too
_COLUMNS = 12


@dataclass(frozen=True)
class Place:
    """Where the numbers of a chart stand: its sheet, the line of the headings, the last line, the column of each series.

    The names stand in the first column.
    """

    sheet: Sheet
    head: int
    last: int
    columns: tuple[int, ...]


@dataclass(frozen=True)
class Drawn:
    """A chart: its title, what its axes say, where its numbers stand. `lying` has its bars from left to right."""

    title: str
    across: str
    up: str
    place: Place
    lying: bool = False


def write(book: Book, titles: Sequence[str], charts: Sequence[Drawn]) -> None:
    """A sheet with the charts, each on a page of its own."""
    sheet = book.sheet(N_("图表"), (8.8,) * _COLUMNS, titles, heads=0, fitted=False)
    inner = sheet.inner
    for number, one in enumerate(charts):
        line = len(titles) + 1 + number * _LINES
        inner.add_chart(_chart(one), f"A{line}")
        if number:
            inner.row_breaks.append(Break(id=line - 1))
    inner.print_area = f"A1:{chr(64 + _COLUMNS)}{len(titles) + len(charts) * _LINES}"


def _chart(one: Drawn) -> Any:
    chart = BarChart()
    chart.type = "bar" if one.lying else "col"
    place = one.place
    inner = place.sheet.inner
    for column in place.columns:
        numbers = Reference(inner, min_col=column, min_row=place.head, max_row=place.last)
        chart.add_data(numbers, titles_from_data=True)
    chart.set_categories(Reference(inner, min_col=1, min_row=place.head + 1, max_row=place.last))
    chart.title, chart.width, chart.height = one.title, _WIDTH, _HEIGHT
    chart.x_axis.title, chart.y_axis.title = one.across, one.up
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.number_format, chart.y_axis.scaling.min = "0", 0
    chart.y_axis.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill="D9D9D9"))
    chart.gapWidth, chart.overlap = 60, 0
    if one.lying:
        chart.x_axis.scaling.orientation = "maxMin"  # the first name stands on top
        chart.y_axis.crosses = "max"
    if len(place.columns) == 1:
        chart.legend = None
    else:
        chart.legend.position = "b"
    for series, shade in zip(chart.series, _SHADES, strict=False):
        series.graphicalProperties = GraphicalProperties(solidFill=shade)
        series.dLbls = DataLabelList(showVal=True, showSerName=False, showCatName=False, showLegendKey=False)
    return chart
