"""Report texts as a Word document: the paragraphs in the form of an official paper, and where each number comes from."""

import datetime
import io
import re
from collections.abc import Sequence
from typing import IO, Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from figures.indicators import find
from figures.sentences import words
from figures.sentences.saying import Number
from figures.sentences.writing import Paragraph
from vocab import BASES, N_

# The sizes of official papers (GB/T 9704-2012): text 三号 仿宋, two signs indented, about 22 lines a page.
BODY, TITLE, SMALL = "仿宋", "宋体", "宋体"
_BODY_SIZE, _TITLE_SIZE, _SMALL_SIZE = Pt(16), Pt(20), Pt(9)
_LINE = Pt(28)
_HEADS = (N_("文中"), N_("指标"), N_("期间"), N_("准确数"), N_("口径"))
_WIDTHS = (Mm(30), Mm(48), Mm(36), Mm(28), Mm(20))
_NOT_XML = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\ufffe\uffff]")


def write(made: Sequence[Paragraph], target: IO[bytes], *, made_at: datetime.datetime) -> None:
    """Write the document of one paragraph or several about the same unit and period."""
    document = Document()
    _set_page(document)
    for one in made:
        _title(document, one)
        _body(document, one.text)
        for why in one.whys:
            _small(document, N_("注：{why}").format(why=why))
    if any(one.numbers for one in made):
        _small(
            document, N_("数字来源（{at} 生成）").format(at=f"{made_at:%Y-%m-%d %H:%M}"), bold=True, keep=True
        )
        _sources(document, made)
    file = io.BytesIO()  # the library seeks, which not every target can
    document.save(file)
    target.write(file.getvalue())


def file_name(made: Sequence[Paragraph]) -> str:
    """江干区2020年人民调解.docx, or …工作报告文字.docx of several."""
    if not made:
        return "工作报告文字.docx"
    title = made[0].name if len(made) == 1 else N_("工作报告文字")
    return re.sub(r'[\\/:*?"<>|\s]', "", f"{made[0].unit}{made[0].stretch.label}{title}") + ".docx"


def _set_page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.top_margin = section.bottom_margin = Mm(30)
    _font(document.styles["Normal"], BODY)


def _title(document: Any, one: Paragraph) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.keep_with_next = True
    paragraph.paragraph_format.space_before = Pt(12)
    run = _run(paragraph, one.name, _TITLE_SIZE)
    run.bold = True
    _font(run, TITLE)


def _body(document: Any, text: str) -> None:
    for line in text.split("\n"):
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        layout = paragraph.paragraph_format
        layout.first_line_indent = _BODY_SIZE * 2
        layout.line_spacing, layout.space_after = _LINE, Pt(0)
        _run(paragraph, line, _BODY_SIZE)


def _small(document: Any, text: str, *, bold: bool = False, keep: bool = False) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_before = Pt(6)
    paragraph.paragraph_format.space_after = Pt(2)
    paragraph.paragraph_format.keep_with_next = keep
    run = _run(paragraph, text, _SMALL_SIZE)
    run.bold = bold
    _font(run, SMALL)


def _sources(document: Any, made: Sequence[Paragraph]) -> None:
    """Each number with what it is of: the indicator, the days, the exact figure."""
    lines = [_line(one, number) for one in made for number in one.numbers]
    table = document.add_table(len(lines) + 1, len(_HEADS), style="Table Grid")
    table.autofit = False
    cells = table._cells  # worked out once: the library would count them again for each cell
    for place, text in enumerate(text for line in (_HEADS, *lines) for text in line):
        cell = cells[place]
        cell.width = _WIDTHS[place % len(_HEADS)]
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(0)
        _font(_run(paragraph, text, _SMALL_SIZE), SMALL)


def _line(one: Paragraph, number: Number) -> tuple[str, ...]:
    value = N_("无：{why}").format(why=number.why) if number.value is None else words.exact(number.value)
    exact = value if number.value is None else f"{value} {number.measure}"
    days = f"{number.period.start}至{number.period.last}"
    return number.text, find(number.key).name, days, exact, BASES[one.basis]


def _run(paragraph: Any, text: str, size: Any) -> Any:
    run = paragraph.add_run(_NOT_XML.sub("", text))
    run.font.size = size
    return run


def _font(of: Any, name: str) -> None:
    """A Chinese font: Word keeps the one of Chinese signs apart."""
    of.font.name = name
    of.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)
