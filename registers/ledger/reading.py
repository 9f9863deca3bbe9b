"""Reading the cells of a ledger file: .xlsx, .xls (and what else Excel and WPS write) and .csv.

The content decides what a file is, not its name. What cannot be read is Rejected with the remedy.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from office.errors import Rejected
from registers.ledger import guarding
from registers.ledger.guarding import MOST_CELLS, MOST_ROWS
from vocab import N_

Row = list[Any]
Merged = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True)
class Sheet:
    """One sheet: its cells row by row; `first_row` is the number the sheet itself gives to rows[0].

    A cell is text, a number, a date, a bool or empty ("" or None). A .csv is one sheet without a name of its own
    (`unnamed`): `name` is then that of the file.
    """

    name: str
    rows: list[Row]
    first_row: int = 1
    hidden: bool = False
    unnamed: bool = False


def read_workbook(file_name: str, content: bytes) -> list[Sheet]:
    """The sheets of a ledger file, empty ones included.

    Rejected (field "file") when it is empty, encrypted, damaged, too large or no spreadsheet at all.
    """
    if not content.strip():
        raise Rejected("file", N_("文件是空的，请重新选择文件。"))
    if content.startswith(guarding.ZIP):
        guarding.check_zip(content)
        return _read_binary(content)
    if content.startswith(guarding.OLE):
        guarding.check_ole(content)
        return _read_binary(content)
    return [Sheet(PurePath(file_name).stem, _read_text(content), unnamed=True)]


# ---------------------------------------------------------------- workbooks


def _read_binary(content: bytes) -> list[Sheet]:
    try:
        import python_calamine  # compiled, so not everywhere; imported when needed
    except ImportError:
        sheets = _with_python(content)
    else:
        sheets = _with_calamine(python_calamine, content)
    try:
        return list(sheets)
    except (Rejected, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # whatever the parsers raise; the compiled one also panics
        raise guarding.unreadable(error) from error


def _with_calamine(calamine: Any, content: bytes) -> Iterator[Sheet]:
    book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    cells = 0
    for meta in book.sheets_metadata:
        if meta.typ != calamine.SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(meta.name)
        cells += _within_bounds(sheet.total_height, sheet.total_width, cells)
        rows = sheet.to_python(skip_empty_area=False)
        _fill_down(rows, sheet.merged_cell_ranges or ())
        yield Sheet(meta.name, rows, hidden=meta.visible != calamine.SheetVisibleEnum.Visible)


def _within_bounds(height: int, width: int, before: int) -> int:
    """The number of cells, when they and those `before` may be read."""
    if height > MOST_ROWS or before + height * width > MOST_CELLS:
        raise guarding.too_large()
    return height * width


def _fill_down(rows: list[Row], merged: list[Merged] | tuple[()]) -> None:
    """A cell merged over several rows says the same for each of them; the file keeps it in the first only."""
    for (top, left), (bottom, _right) in merged:
        if top < bottom < len(rows) and left < len(rows[top]):
            for row in rows[top + 1 : bottom + 1]:
                row[left] = rows[top][left]


def _with_python(content: bytes) -> Iterator[Sheet]:
    """The slow way, where the compiled reader is missing."""
    return _with_openpyxl(content) if content.startswith(guarding.ZIP) else _with_xlrd(content)


def _with_openpyxl(content: bytes) -> Iterator[Sheet]:
    from openpyxl import load_workbook
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    cells = 0
    for sheet in book.worksheets:
        if not isinstance(sheet, ReadOnlyWorksheet):
            continue
        sheet.reset_dimensions()
        rows = []
        for row in sheet.iter_rows(values_only=True):
            rows.append(list(row))
            cells += _within_bounds(1, len(row), cells)
        _within_bounds(len(rows), 0, 0)
        yield Sheet(sheet.title, _squared(rows), hidden=sheet.sheet_state != "visible")


def _with_xlrd(content: bytes) -> Iterator[Sheet]:
    import xlrd

    book = xlrd.open_workbook(file_contents=content)
    cells = 0
    for sheet in book.sheets():
        cells += _within_bounds(sheet.nrows, sheet.ncols, cells)
        rows = [[_xlrd_value(cell, book.datemode) for cell in sheet.row(i)] for i in range(sheet.nrows)]
        yield Sheet(sheet.name, rows, hidden=sheet.visibility != 0)


def _xlrd_value(cell: Any, datemode: int) -> Any:
    import xlrd

    if cell.ctype == xlrd.XL_CELL_DATE:
        return xlrd.xldate_as_datetime(cell.value, datemode)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    return "" if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK, xlrd.XL_CELL_ERROR) else cell.value


# ---------------------------------------------------------------- text


def _read_text(content: bytes) -> list[Row]:
    text = guarding.decoded(content)
    sample = "\n".join(text.splitlines()[:30])
    delimiter = max(",\t;", key=sample.count)
    if delimiter not in sample:
        raise guarding.no_spreadsheet()
    try:
        rows: list[Row] = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise guarding.unreadable(error) from error
    _within_bounds(len(rows), max(map(len, rows), default=0), 0)
    return _squared(rows)


def _squared(rows: list[Row]) -> list[Row]:
    """All rows as long as the longest."""
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]
