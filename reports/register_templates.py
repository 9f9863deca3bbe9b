"""The workbook in which an office may keep a register and hand it in: headings, drop-downs, how to fill it in."""

import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from office import lists
from registers.description import (
    CHOICE,
    COUNT,
    DATE,
    FLAG,
    HOURS,
    ID_NUMBER,
    MANY,
    MONEY,
    MONTH,
    PEOPLE,
    PERIOD,
    PLACE,
    Field,
    Register,
)  # fmt: skip
from registers.rosters import CHOICES_SHEET, HELP_SHEET
from vocab import N_

REQUIRED_MARK = "*"
LAST_ROW = 2001  # as far as the drop-downs reach
_HEAD = PatternFill("solid", fgColor="E8F0FB")
_FORMATS = {DATE: "yyyy-mm-dd", MONTH: "yyyy-mm", MONEY: "#,##0.00", COUNT: "0", HOURS: "0.0"}
_WIDE = {ID_NUMBER: 24.0, "long_text": 40.0, DATE: 13.0, COUNT: 12.0}
_HOW = {
    DATE: N_("2024-01-05、2024年1月5日、2024.1.5 都可以"),
    MONTH: N_("2024-01 或 2024年1月"),
    MONEY: N_("只写数字（元），也可带“元”“万元”；没有金额请留空"),
    COUNT: N_("不小于 0 的整数"),
    HOURS: N_("小时数，如 1.5；也可写“90分钟”"),
    ID_NUMBER: N_("18 位，末位可为 X；本列已设为文本格式"),
    FLAG: N_("是、否"),
    MANY: N_("可填几项，用顿号隔开"),
    PEOPLE: N_("几个人用顿号隔开；人多可写“张三等5人”"),
    PLACE: N_("按单位名册里的名称；按乡镇分表的可不填"),
}


def build(register: Register) -> io.BytesIO:
    """The empty .xlsx of a register, at its beginning: a sheet to fill in, the lists behind it, an explanation."""
    book = Workbook()
    sheet = book.active
    sheet.title = register.label
    choices = book.create_sheet(CHOICES_SHEET)
    choices.sheet_state = "hidden"
    fields = columns(register)
    for number, field in enumerate(fields, 1):
        _head(sheet, number, field)
        if offer := offered(field):
            _drop_down(book, sheet, choices, number, field, offer)
    sheet.row_dimensions[1].height = 30
    sheet.freeze_panes = "A2"
    _explain(book.create_sheet(HELP_SHEET), fields)
    made = io.BytesIO()
    book.save(made)
    made.seek(0)
    return made


def columns(register: Register) -> list[Field]:
    """The columns of a register's ledger as the template has them: number and place first, then as on the form."""
    first = [field for key in ("sequence", "township", "village") if (field := register.columns.get(key))]
    rest = [field for field in register.columns.values() if field not in first and field.kind != PERIOD]
    return first + rest


def offered(field: Field) -> list[str]:
    """The words that a cell of the column may hold; an empty list where no list limits it."""
    if field.kind in (CHOICE, MANY):
        return list(lists.choosable(field.choice).values())
    return ["是", "否"] if field.kind == FLAG else []


def _head(sheet: Worksheet, number: int, field: Field) -> None:
    cell = sheet.cell(1, number, field.label + (REQUIRED_MARK if field.required else ""))
    cell.font = Font(bold=True, color="B42318" if field.required else None)
    cell.fill, cell.alignment = _HEAD, Alignment(horizontal="center", vertical="center", wrap_text=True)
    column = sheet.column_dimensions[get_column_letter(number)]
    column.width = _WIDE.get(field.kind, 16.0)
    # text, lest a long number loses its last digits or a text becomes a formula
    column.number_format = _FORMATS.get(field.kind, "@")


def _drop_down(
    book: Workbook, sheet: Worksheet, choices: Worksheet, number: int, field: Field, offer: Sequence[str]
) -> None:
    """Offer the words; they stand on the hidden sheet, for a list in the rule itself may have 255 characters."""
    for row, word in enumerate(offer, 1):
        choices.cell(row, number, word).data_type = "s"  # a name never becomes a formula
    letter, name = get_column_letter(number), f"choices_{field.key}"
    area = f"'{CHOICES_SHEET}'!${letter}$1:${letter}${len(offer)}"
    book.defined_names[name] = DefinedName(name, attr_text=area)
    rule = DataValidation("list", f"={name}", allow_blank=True)
    rule.showErrorMessage = field.kind != MANY  # several at once are written by hand
    rule.errorTitle, rule.error = N_("请从列表中选择"), N_("这一栏只能填列表里的名称。")
    sheet.add_data_validation(rule)
    rule.add(f"{letter}2:{letter}{LAST_ROW}")


def _explain(sheet: Worksheet, fields: Sequence[Field]) -> None:
    for letter, width in zip("ABCD", (22, 8, 50, 70), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.append([N_("栏目"), N_("必填"), N_("怎么填"), N_("可填的名称")])
    for cell in sheet[1]:
        cell.font, cell.fill = Font(bold=True), _HEAD
    for field in fields:
        how = str(field.help) or _HOW.get(field.kind, "")
        sheet.append([str(field.label), N_("是") if field.required else "", how, "、".join(offered(field))])
        for cell in sheet[sheet.max_row]:
            cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
