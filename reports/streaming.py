"""Long lists in a workbook: openpyxl styles the sheet and one sample row, whose rows are then streamed into the file.

openpyxl makes an object for every cell. Here a row becomes text at once, in the styles of the sample row, and goes
into the packed file without being kept: a list of any length needs the same memory.
"""

import datetime
import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import islice
from typing import IO, Any, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl.utils import get_column_letter

from office.errors import Rejected
from vocab import N_

TEXT, COUNT, NUMBER, MONEY, HOURS, DAY = "text", "count", "number", "money", "hours", "day"
FORMATS = {TEXT: "@", COUNT: "0", NUMBER: "General", MONEY: "#,##0.00", HOURS: "0.##", DAY: "yyyy-mm-dd"}
MOST = 1_000_000  # rows; a sheet ends at 1,048,576
_LONGEST = 32_767  # characters that a cell may hold
_AT_ONCE = 500  # rows
_PACKED = 3  # zlib's level: 6 takes twice as long for a tenth less
_WORKBOOK = "xl/workbook.xml"

Told = Callable[[int], None]


class Column(NamedTuple):
    """A column of a list: money is given in fen and written in 元, hours are given in minutes."""

    label: str
    kind: str = TEXT
    width: float = 16.0


class Listing:
    """The rows of one sheet on their way; `count` is their number once they are written."""

    def __init__(self, columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> None:
        self.columns = columns
        self.rows = rows
        self.count = 0

    def write(self, part: IO[bytes], styled: str, told: Told) -> tuple[str, str]:
        """Write the sheet `styled` with the rows in place of its sample, its last row.

        Gives the filter's range as it stood and as it stands now. Rejected beyond MOST rows.
        """
        head, end, tail = styled.partition("</sheetData>")
        above, sample = head[: head.rindex("<row ")], head[head.rindex("<row ") :]
        first, styles = _read(sample)
        part.write(re.sub(r"<dimension [^>]*/>", "", above).encode())
        for text in self._packs(first, styles):
            part.write(text.encode())
            told(self.count)
        letters = f"A{first - 1}:{get_column_letter(len(self.columns))}"
        was, now = f"{letters}{first}", f"{letters}{max(first + self.count - 1, first)}"
        part.write((end + tail.replace(f'ref="{was}"', f'ref="{now}"')).encode())
        return was, now

    def _packs(self, first: int, styles: Sequence[str]) -> Iterator[str]:
        cells = [_Cells(column, number, style) for number, (column, style)
                 in enumerate(zip(self.columns, styles, strict=True), 1)]  # fmt: skip
        rows = iter(self.rows)
        while pack := list(islice(rows, _AT_ONCE)):
            start = first + self.count
            self.count += len(pack)
            if self.count > MOST:
                raise Rejected(
                    "", N_("清单超过 {most} 行，一张工作表放不下，请缩短期间或分单位导出。"), most=MOST
                )
            yield "".join(_row(number, row, cells) for number, row in enumerate(pack, start))


def pour(styled: IO[bytes], target: IO[bytes], lists: dict[int, Listing], told: Told) -> None:
    """Copy the workbook `styled` to `target` with the rows of the lists (number of the sheet → list) in it.

    `target` is written from front to back and need not be able to go back.
    """
    parts = {f"xl/worksheets/sheet{number}.xml": one for number, one in lists.items()}
    ranges = []
    with (
        ZipFile(styled) as read,
        ZipFile(target, "w", ZIP_DEFLATED, compresslevel=_PACKED) as made,
    ):
        for name in read.namelist():
            if name in parts:
                with made.open(name, "w") as part:
                    ranges.append(parts[name].write(part, read.read(name).decode(), told))
            elif name != _WORKBOOK:
                made.writestr(name, read.read(name))
        workbook = read.read(_WORKBOOK).decode()
        for was, now in ranges:  # the hidden name of each filter
            workbook = workbook.replace(f"!{_fixed(was)}<", f"!{_fixed(now)}<", 1)
        made.writestr(_WORKBOOK, workbook)


def _fixed(area: str) -> str:
    return re.sub(r"([A-Z]+)(\d+)", r"$\1$\2", area)


def _read(sample: str) -> tuple[int, list[str]]:
    """The number of the sample row and the style of each of its cells."""
    number = re.match(r'<row r="(\d+)"', sample)
    assert number
    return int(number[1]), re.findall(r'<c r="[A-Z]+\d+" s="(\d+)"', sample)


# ---------------------------------------------------------------- cells


class _Cells:
    """How the cells of one column are written."""

    def __init__(self, column: Column, number: int, style: str) -> None:
        self.begin = f'<c r="{get_column_letter(number)}'
        self.style = f'" s="{style}'
        self.blank = f'{self.style}"/>'
        self.text = f'{self.style}" t="inlineStr"><is><t xml:space="preserve">'
        self.width = column.width
        self.short = int(column.width / 2)  # so many signs stand on one line, whatever they are
        self.plain = _PLAIN[column.kind]


def _row(number: int, values: Sequence[Any], columns: Sequence[_Cells]) -> str:
    """One row; a value that is not of its column's kind is written as text."""
    at = str(number)
    made = [""]
    add = made.append
    most = 1
    for one, value in zip(columns, values, strict=True):
        if value is None or value == "":
            add(f"{one.begin}{at}{one.blank}")
        elif one.plain is not None and not isinstance(value, str) and (plain := one.plain(value)) is not None:
            add(f'{one.begin}{at}{one.style}"><v>{plain}</v></c>')
        else:
            text = str(value)
            if len(text) > one.short:
                most = max(most, lines(text, one.width))
            add(f"{one.begin}{at}{one.text}{clean(text)}</t></is></c>")
    made[0] = f'<row r="{at}">' if most == 1 else f'<row r="{at}" ht="{height(most)}" customHeight="1">'
    add("</row>")
    return "".join(made)


def lines(text: str, width: float) -> int:
    """On how many lines a text stands in a column: a Chinese sign is as wide as two others."""
    room = max(width - 1, 2)
    return sum(
        max(1, math.ceil((len(line) + sum(sign > "\xff" for sign in line)) / room))
        for line in text.split("\n")
    )


def height(count: int) -> float:
    """How high a row of so many lines is, in points; a spreadsheet allows 409."""
    return min(13.5 * count + 1.5, 409)


_TELLING = re.compile("[&<>\r\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")
_FORBIDDEN = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def clean(text: str) -> str:
    """A text as a sheet part holds it: without control characters, at most 32,767 long, never taken for a code."""
    if len(text) > _LONGEST:
        text = text[:_LONGEST]
    if not _TELLING.search(text):
        return text
    text = _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _ESCAPED.sub("_x005F_", text)


_FIRST_DAY = datetime.date(1900, 3, 1)  # before it, spreadsheets count a day that never was
_DAY_ZERO = datetime.date(1899, 12, 30).toordinal()


def _day(value: datetime.date) -> int | None:
    return value.toordinal() - _DAY_ZERO if value >= _FIRST_DAY else None


def _money(fen: int) -> str:
    return f"{Decimal(fen).scaleb(-2):.2f}"


def _hours(minutes: int) -> str:
    return f"{Decimal(minutes) / 60:.2f}"


_PLAIN: dict[str, Callable[[Any], Any] | None] = {
    TEXT: None, COUNT: str, NUMBER: str, MONEY: _money, HOURS: _hours, DAY: _day,
}  # fmt: skip
