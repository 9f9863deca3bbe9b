"""An official table as a workbook made for print: a sheet for each part, A4 landscape, its headings on every page."""

import datetime
import io
from copy import copy
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.drawing.image import Image
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.properties import PageSetupProperties

from figures.defining import Rate
from figures.forms import papers
from figures.forms.cells import Cell
from figures.forms.filling import Filled, Sheet
from figures.forms.headings import Heading
from reports import qr
from reports.forms import words

A4 = 9
_LINE = Side(style="thin", color="808080")
_FRAME = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_FILL = PatternFill("solid", fgColor="E8EEF7")
_TEXT_COLUMN, _NUMBER_COLUMN = 17.0, 8.6
_QR_SIDE = 84  # pixels
_LINE_HEIGHT, _ROW_HEIGHT = 14.0, 18.0  # points


def write(filled: Filled, target: IO[bytes], *, made_at: datetime.datetime, link: str) -> None:
    """Write the workbook of a table; `link` is what its QR says ("" for none)."""
    book = Workbook()
    book.remove(book.active)
    looks: dict[_Look, Any] = {}
    for sheet in filled.sheets:
        _Page(book, filled, sheet, looks).write(made_at, link)
    book.save(target)


@dataclass(frozen=True)
class _Look:
    """How a framed cell looks."""

    is_head: bool = False
    bold: bool = False
    indent: bool = False
    side: str | None = None
    number_format: str | None = None  # of a number; None of a text


class _Page:
    """One part of a table on its sheet, line by line."""

    def __init__(self, book: Workbook, filled: Filled, sheet: Sheet, looks: dict[_Look, Any]) -> None:
        self.filled = filled
        self.looks = looks
        self.sheet = sheet
        self.inner: Any = book.create_sheet(words.sheet_name(sheet))
        self.width = len(sheet.columns) + 1
        self.line = 0

    def write(self, made_at: datetime.datetime, link: str) -> None:
        """Everything, from the title to the signatures."""
        self._wide(words.title(self.filled), Font(name="宋体", size=16, bold=True), "center", 28)
        self._wide(words.facts(self.filled), _font(), "left", 15 * (1 + len(words.facts(self.filled)) // 110))
        self._wide(self.sheet.part.title, _font(bold=True), "left")
        self._headings()
        above = self.line
        for row, cells in self.sheet.lines:
            self._row(row.label, cells, bold=row is self.sheet.total[0], indent=row.is_child)
        self._below(made_at, link)
        self._set_page(above)

    def _headings(self) -> None:
        lines = self.sheet.headings
        top = self.line + 1
        for level, height in enumerate(_heights(lines)):
            self.inner.row_dimensions[top + level].height = height
        self._put(top, 1, self.sheet.part.head, down=len(lines), head=True)
        for level, line in enumerate(lines):
            for one in line:
                self._put(top + level, one.column + 2, one.label, one.across, one.down, head=True)
        self.line += len(lines)
        for first, texts in ((words.UNIT_LINE, self.sheet.units), (words.NUMBER_LINE, self.sheet.numbers)):
            self.line += 1
            for place, text in enumerate((first, *texts), 1):
                self._put(self.line, place, text, head=True)

    def _row(self, label: str, cells: Any, *, bold: bool, indent: bool) -> None:
        self.line += 1
        self.inner.row_dimensions[self.line].height = _ROW_HEIGHT
        self._put(self.line, 1, label, bold=bold, indent=indent)
        for place, cell in enumerate(cells, 2):
            content, number_format = content_of(cell)
            side = "right" if cell.value is not None else "center"
            made = self.inner.cell(self.line, place)
            _write(made, content)
            self._dress(made, _Look(bold=bold, side=side, number_format=number_format))

    def _put(
        self, line: int, column: int, content: Any, across: int = 1, down: int = 1, *,
        head: bool = False, bold: bool = False, indent: bool = False,
    ) -> None:  # fmt: skip
        """A framed cell, spanning others where a heading does."""
        look = _Look(head, bold or head, indent, "center" if head else None)
        last = line + down - 1, column + across - 1
        for row in range(line, last[0] + 1):
            for place in range(column, last[1] + 1):
                self._dress(self.inner.cell(row, place), look)
        if (
            across * down > 1
        ):  # every cell of the span has its frame already, which merge_cells() would work out again
            self.inner.merged_cells.add(CellRange(None, column, line, last[1], last[0]))
        _write(self.inner.cell(line, column), content)

    def _dress(self, cell: Any, look: "_Look") -> None:
        """Give a cell its look; the library is asked to find the number of a look only once."""
        known = self.looks.get(look)
        if known is None:
            cell.border, cell.font = _FRAME, _font(bold=look.bold)
            cell.alignment = Alignment(
                horizontal=look.side,
                vertical="center",
                wrap_text=look.number_format is None,
                indent=2 if look.indent else 0,
            )
            if look.is_head:
                cell.fill = _FILL
            cell.number_format = look.number_format or "General"
            self.looks[look] = cell._style
        else:
            cell._style = copy(known)

    def _wide(self, text: str, font: Font, side: str, height: float = 15) -> None:
        """A text over the whole width."""
        self.line += 1
        if self.width > 1:
            self.inner.merge_cells(
                start_row=self.line, start_column=1, end_row=self.line, end_column=self.width
            )
        cell = self.inner.cell(self.line, 1)
        _write(cell, text)
        cell.font = font
        cell.alignment = Alignment(horizontal=side, vertical="center", wrap_text=True)
        self.inner.row_dimensions[self.line].height = height

    def _below(self, made_at: datetime.datetime, link: str) -> None:
        for note in words.notes(self.filled):
            self._wide(note, _font(), "left", 15 * (1 + len(note) // 90))
        self._wide(papers.words(self.filled), _font(bold=True), "left")
        self._wide(words.signatures(self.filled, made_at), _font(), "left", 24)
        if link:
            self.inner.add_image(_Picture(qr.png(link)), f"A{self.line + 1}")

    def _set_page(self, above: int) -> None:
        """A4 landscape, one page wide, headings on every page, page numbers below."""
        inner = self.inner
        inner.column_dimensions["A"].width = _TEXT_COLUMN
        for place in range(2, self.width + 1):
            inner.column_dimensions[get_column_letter(place)].width = max(
                _NUMBER_COLUMN, 110 / self.width if self.width < 12 else 0
            )
        inner.freeze_panes = f"B{above + 1}"
        inner.print_title_rows = f"1:{above}"
        inner.page_setup.orientation = "landscape"
        inner.page_setup.paperSize = A4
        inner.page_setup.fitToWidth, inner.page_setup.fitToHeight = 1, 0
        inner.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        inner.page_margins.left = inner.page_margins.right = 0.5
        inner.page_margins.top = inner.page_margins.bottom = 0.7
        inner.page_margins.header = inner.page_margins.footer = 0.3
        inner.print_options.horizontalCentered = True
        inner.oddFooter.center.text = "第 &P 页，共 &N 页"


def _heights(lines: list[list[Heading]]) -> list[float]:
    """How high the lines of headings must be, in points: Excel fits no line to a cell that spans several."""
    found = [_LINE_HEIGHT] * len(lines)
    for level, line in enumerate(lines):
        for one in line:
            spanned = slice(level, level + one.down)
            found[level + one.down - 1] += max(0.0, _LINE_HEIGHT * _wrapped(one) - sum(found[spanned]))
    return found


def _wrapped(one: Heading) -> int:
    """Into how many lines a heading is broken."""
    return -(-len(one.label) * 2 // int(_NUMBER_COLUMN * one.across))


class _Picture(Image):
    """A picture whose size is known, so that no library needs to open it."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.ref = io.BytesIO(content)
        self.width = self.height = _QR_SIDE
        self.format = "png"

    def _data(self) -> bytes:
        return self.content


def content_of(cell: Cell) -> tuple[Any, str]:
    """A number that Excel can go on reckoning with, and its format; — where there is none."""
    value = cell.value
    if value is None or cell.figure is None:
        return cell.text, "@"
    one = cell.figure.one
    if isinstance(one, Rate) and one.unit == "%" and isinstance(value, Decimal):
        return value / 100, f"0.{'0' * _places(value)}%"
    if isinstance(value, Decimal):
        return value, f"#,##0.{'0' * _places(value)}"
    return value, "0"


def _places(value: Decimal) -> int:
    return max(0, -int(value.as_tuple().exponent))


def _write(cell: Any, content: Any) -> None:
    """A text never becomes a formula."""
    if isinstance(content, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", content)
        cell.data_type = "s"
    else:
        cell.value = content


@lru_cache
def _font(bold: bool = False) -> Font:
    return Font(name="宋体", size=10, bold=bold)
