"""Workbooks made for print: the only place that writes openpyxl. Text never becomes a formula.

Styles are made once per workbook and shared by all cells; long lists are streamed (reports/streaming.py).
"""

import datetime
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from figures.evaluator import Figure
from figures.indicators import FEN, Rate
from figures.rates import wan
from figures.wording import NONE
from reports import streaming
from reports.streaming import Listing, Told

A4 = 9
FONT = "宋体"
TITLE, SUBTITLE, HEAD, TEXT, CHILD, NUMBER, TOTAL, PARAGRAPH = (
    "title",
    "subtitle",
    "head",
    "text",
    "child",
    "number",
    "total",
    "paragraph",
)


class Value:
    """A cell's content with the number format it is shown in; `bold` for a line of totals."""

    __slots__ = ("content", "format")

    def __init__(self, content: Any, format_: str = "General") -> None:
        self.content = content
        self.format = format_


def of_figure(figure: Figure) -> Value:
    """A figure as a number that Excel can go on reckoning with: 万元, percent, 件; — where there is none."""
    if figure.value is None:
        return Value(NONE)
    one = figure.one
    if isinstance(one, Rate):
        value = Decimal(figure.value)
        dots = "0." + "0" * one.places
        return Value(value / 100, f"{dots}%") if one.unit == "%" else Value(value, dots)
    if one.unit == FEN:
        return Value(wan(int(figure.value)), "#,##0.00")
    return Value(figure.value, "0")


class Book:
    """A workbook under way; save() ends it."""

    def __init__(self) -> None:
        self.workbook = Workbook(write_only=True)
        self._styles: dict[tuple[str, str], Any] = {}
        self._lists: dict[int, Listing] = {}  # number of the sheet → its rows

    def sheet(
        self,
        name: str,
        widths: Sequence[float],
        titles: Sequence[str],
        heads: int = 1,
        *,
        fitted: bool = True,
    ) -> "Sheet":
        """A new sheet: A4 landscape, `titles` above, then `heads` lines of headings; all repeated on every page.

        `fitted` makes it as wide as the paper; a sheet that is not may have page breaks of its own.
        """
        return Sheet(self, name, widths, titles, heads, fitted)

    def listing(
        self,
        name: str,
        columns: Sequence[streaming.Column],
        titles: Sequence[str],
        rows: Iterable[Sequence[Any]],
    ) -> Listing:
        """A new sheet with a long list under a filter; its rows are read only when the file is saved."""
        sheet = self.sheet(name, [column.width for column in columns], titles)
        sheet.head([column.label for column in columns])
        sheet.sample([streaming.FORMATS[column.kind] for column in columns])
        self._lists[len(self.workbook.worksheets)] = Listing(columns, rows)
        return self._lists[len(self.workbook.worksheets)]

    def save(self, target: IO[bytes], told: Told | None = None) -> None:
        """Write the file; `told` hears how many rows of a long list are written."""
        if not self._lists:
            self.workbook.save(target)
            return
        styled = io.BytesIO()
        self.workbook.save(styled)
        streaming.pour(styled, target, self._lists, told or (lambda count: None))

    def style(self, sheet: Any, name: str, number_format: str) -> Any:
        """The one shared style of a kind and number format."""
        if (name, number_format) not in self._styles:
            self._styles[name, number_format] = _made(sheet, name, number_format)
        return self._styles[name, number_format]


class Sheet:
    """One sheet, written line by line."""

    def __init__(
        self,
        book: Book,
        name: str,
        widths: Sequence[float],
        titles: Sequence[str],
        heads: int,
        fitted: bool,
    ) -> None:
        self.book = book
        self.inner = book.workbook.create_sheet(name)
        self.width = len(widths)
        self.widths = widths
        self.lines = 0
        above = len(titles) + heads
        for index, width in enumerate(widths, 1):
            self.inner.column_dimensions[get_column_letter(index)].width = width
        _set_page(self.inner, above, fitted=fitted)
        self.inner.freeze_panes = f"B{above + 1}" if heads else None
        for index, title in enumerate(titles):
            self._wide(title, TITLE if index == 0 else SUBTITLE)

    def head(self, labels: Sequence[str]) -> None:
        """A line of headings; an empty label is left without a frame (between two tables side by side)."""
        self._line([(label, HEAD if label else TEXT) for label in labels], bare_blanks=True)

    def row(self, values: Iterable[Any], *, kind: str = TEXT) -> None:
        """A line: texts to the left (a CHILD's first indented), numbers to the right; TOTAL in bold."""
        self._line(
            [(value, kind if index == 0 or kind == TOTAL else TEXT) for index, value in enumerate(values)]
        )

    def sample(self, formats: Sequence[str]) -> None:
        """The last row of a list's sheet: it shows the style of each column, and the list takes its place."""
        head, last = self.lines, get_column_letter(self.width)
        self._append([self._styled("", TEXT if one == "@" else NUMBER, one) for one in formats])
        self.inner.auto_filter.ref = f"A{head}:{last}{self.lines}"

    def paragraph(self, text: str) -> None:
        """A text over the whole width."""
        self._wide(text, PARAGRAPH)

    def gap(self) -> None:
        """An empty line."""
        self._append([])

    def section(self, text: str) -> None:
        """A heading in the middle of a sheet."""
        self._wide(text, SUBTITLE)

    def _wide(self, text: str, style: str) -> None:
        line = self.lines + 1
        if self.width > 1:
            self.inner.merged_cells.add(f"A{line}:{get_column_letter(self.width)}{line}")
        if style == TITLE:
            self.inner.row_dimensions[line].height = 26
        if style == PARAGRAPH:
            self.inner.row_dimensions[line].height = 16 * (1 + len(text) // 62)
        self._append([self._cell(text, style)])

    def _line(self, cells: Sequence[tuple[Any, str]], *, bare_blanks: bool = False) -> None:
        texts = ((value, width) for (value, _), width in zip(cells, self.widths, strict=False))
        most = max(
            (streaming.lines(text, width) for text, width in texts if isinstance(text, str)), default=1
        )
        if most > 1:  # not every program makes room for a wrapped text by itself
            self.inner.row_dimensions[self.lines + 1].height = streaming.height(most)
        self._append(
            [None if value == "" and bare_blanks else self._cell(value, kind) for value, kind in cells]
        )

    def _append(self, cells: list[Any]) -> None:
        self.inner.append(cells)
        self.lines += 1

    def _cell(self, value: Any, kind: str) -> Any:
        if value is None:
            return None
        content, number_format = _content(value)
        if kind == TEXT and not isinstance(content, str):
            kind = NUMBER
        return self._styled(content, kind, number_format)

    def _styled(self, content: Any, kind: str, number_format: str) -> Any:
        made = WriteOnlyCell(self.inner, content)
        if isinstance(content, str):
            made.data_type = "s"  # never a formula, whatever it begins with
        made._style = self.book.style(self.inner, kind, number_format)
        return made


def _content(value: Any) -> tuple[Any, str]:
    if isinstance(value, Value):
        return value.content, value.format
    if isinstance(value, Figure):
        return _content(of_figure(value))
    if isinstance(value, str):
        return ILLEGAL_CHARACTERS_RE.sub("", value), "@"
    return value, "yyyy-mm-dd" if isinstance(value, datetime.date) else "General"


_LINE = Side(style="thin", color="808080")
_FRAME = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)


def _made(sheet: Any, name: str, number_format: str) -> Any:
    """The style of a kind of cell, as the shared array that cells point to."""
    cell = WriteOnlyCell(sheet)
    bold = name in (TITLE, HEAD, TOTAL)
    cell.font = Font(name=FONT, size=16 if name == TITLE else 10, bold=bold)
    cell.alignment = _placed(name, number_format)
    if name in (HEAD, TEXT, CHILD, NUMBER, TOTAL):
        cell.border = _FRAME
    if name == HEAD:
        cell.fill = PatternFill("solid", fgColor="E8EEF7")
    cell.number_format = number_format
    return cell._style


def _placed(name: str, number_format: str) -> Alignment:
    if name in (TITLE, HEAD):
        return Alignment(horizontal="center", vertical="center", wrap_text=True)
    if name in (SUBTITLE, PARAGRAPH):
        return Alignment(horizontal="left", vertical="center", wrap_text=True)
    if number_format not in ("@", "General"):
        return Alignment(horizontal="right", vertical="center")
    return Alignment(vertical="center", wrap_text=name != NUMBER, indent=2 if name == CHILD else 0)


def _set_page(sheet: Any, above: int, *, fitted: bool) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = A4
    if fitted:
        sheet.page_setup.fitToWidth = 1
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    sheet.page_margins.top = sheet.page_margins.bottom = 0.6
    sheet.page_margins.footer = 0.3  # at the usual half inch the foot is cut off
    sheet.print_options.horizontalCentered = True
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"
    if above:
        sheet.print_title_rows = f"1:{above}"
