"""An official table as a Word document: A4 landscape, headings repeated on every page, page numbers in the footer."""

import datetime
import io
import re
from collections.abc import Iterator
from typing import IO, Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from figures.forms import papers
from figures.forms.filling import Filled, Sheet
from reports import qr
from reports.forms import words

FONT = "宋体"
_WIDTH, _HEIGHT, _MARGIN = Mm(297), Mm(210), Mm(12)
_TEXT_COLUMN = Mm(30)
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f￾￿]")
_LEFT, _CENTRE, _RIGHT = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT


def write(filled: Filled, target: IO[bytes], *, made_at: datetime.datetime, link: str) -> None:
    """Write the document of a table; `link` is what its QR says ("" for none)."""
    document = Document()
    _set_page(document)
    _paragraph(document, words.title(filled), 16, _CENTRE, bold=True)
    _paragraph(document, words.facts(filled), 9)
    for sheet in filled.sheets:
        _paragraph(document, sheet.part.title, 10.5, bold=True, keep=True)
        _table(document, sheet)
    for note in words.notes(filled):
        _paragraph(document, note, 9)
    _paragraph(document, papers.words(filled), 9, bold=True)
    if link:
        document.add_picture(io.BytesIO(qr.png(link)), width=Mm(22))
    _paragraph(document, words.signatures(filled, made_at), 10.5)
    document.save(target)


def _set_page(document: Any) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = _WIDTH, _HEIGHT
    section.left_margin = section.right_margin = _MARGIN
    section.top_margin = section.bottom_margin = Mm(14)
    style = document.styles["Normal"]
    style.font.name = FONT
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    style.paragraph_format.space_after = Pt(3)
    footer = section.footer.paragraphs[0]
    footer.alignment = _CENTRE
    for text, field in (("第 ", "PAGE"), (" 页，共 ", "NUMPAGES"), (" 页", "")):
        _run(footer, text, 9)
        if field:
            _field(footer, field)


def _field(paragraph: Any, code: str) -> None:
    """A field that Word works out: the number of the page, how many there are."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = OxmlElement("w:r")
    shown = OxmlElement("w:t")
    shown.text = "1"  # until Word has counted
    run.append(shown)
    field.append(run)
    paragraph._p.append(field)


def _paragraph(
    document: Any, text: str, size: float, side: Any = _LEFT, *, bold: bool = False, keep: bool = False
) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = side
    paragraph.paragraph_format.keep_with_next = keep
    _run(paragraph, text, size, bold)


def _run(paragraph: Any, text: str, size: float, bold: bool = False) -> None:
    run = paragraph.add_run(_NOT_XML.sub("", text))
    run.font.size = Pt(size)
    if bold:
        run.bold = True


# ---------------------------------------------------------------- the table


def _table(document: Any, sheet: Sheet) -> None:
    """The headings with their spans, then a line for each row."""
    heads, width = sheet.headings, len(sheet.columns) + 1
    above = len(heads) + 2
    table = document.add_table(above + len(sheet.lines), width, style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    cells = table._cells  # worked out once: the library would count them again for each cell
    grid = [cells[start : start + width] for start in range(0, len(cells), width)]
    _set_widths(grid)
    for line, column, across, down, text in _heads(sheet):
        cell = grid[line][column]
        if across * down > 1:
            cell = cell.merge(grid[line + down - 1][column + across - 1])
        _fill(cell, text, _CENTRE, width, bold=True)
    for line, (row, values) in enumerate(sheet.lines, above):
        is_total = row is sheet.total[0]
        _fill(grid[line][0], f"　{row.label}" if row.is_child else row.label, _LEFT, width, bold=is_total)
        for place, value in enumerate(values, 1):
            _fill(grid[line][place], value.text, _RIGHT, width, bold=is_total)
    for row in table.rows[:above]:
        _repeat(row)
    for row in table.rows:
        _keep_whole(row)


def _heads(sheet: Sheet) -> Iterator[tuple[int, int, int, int, str]]:
    """(line, column, across, down, text) of everything above the rows."""
    heads = sheet.headings
    yield 0, 0, 1, len(heads), sheet.part.head
    for line, headings in enumerate(heads):
        for one in headings:
            yield line, one.column + 1, one.across, one.down, one.label
    for line, texts in enumerate(
        ((words.UNIT_LINE, *sheet.units), (words.NUMBER_LINE, *sheet.numbers)), len(heads)
    ):
        for column, text in enumerate(texts):
            yield line, column, 1, 1, text


def _set_widths(grid: list[Any]) -> None:
    count = len(grid[0]) - 1
    own = min(int((_WIDTH - 2 * _MARGIN - _TEXT_COLUMN) / max(count, 1)), Mm(32))
    for line in grid:
        for place, cell in enumerate(line):
            cell.width = own if place else _TEXT_COLUMN


def _fill(cell: Any, text: str, side: Any, width: int, *, bold: bool = False) -> None:
    cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    paragraph = cell.paragraphs[0]
    paragraph.alignment = side
    paragraph.paragraph_format.space_after = Pt(0)
    _run(paragraph, text, 7.5 if width > 14 else 9, bold)


def _repeat(row: Any) -> None:
    """A row that Word prints again on every page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _keep_whole(row: Any) -> None:
    """A row that no page break cuts."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
