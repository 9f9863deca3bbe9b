"""What workbook, document and page print around an official table."""

import datetime

from figures.forms.filling import Filled, Sheet
from vocab import N_

UNIT_LINE, NUMBER_LINE = N_("计量单位"), N_("栏次")


def title(filled: Filled) -> str:
    """The heading of the table."""
    return filled.title


def facts(filled: Filled) -> str:
    """Unit, period, basis, books, cut-off and missing units in one line."""
    return "　".join(f"{label}：{text}" for label, text in filled.facts)


def notes(filled: Filled) -> list[str]:
    """The notes below, numbered where there are several."""
    texts = filled.notes
    return [f"注：{texts[0]}"] if len(texts) == 1 else [f"注{i}：{text}" for i, text in enumerate(texts, 1)]


def signatures(filled: Filled, made_at: datetime.datetime) -> str:
    """The line for those who answer for the table."""
    return f"单位负责人：＿＿＿＿＿＿　　审核人：＿＿＿＿＿＿　　制表人：{filled.actor.name}　　报出日期：{made_at:%Y年%m月%d日}"


def sheet_name(sheet: Sheet) -> str:
    """A part's name as that of a sheet, at most 31 signs."""
    return sheet.part.title.replace("/", "、")[:31]
