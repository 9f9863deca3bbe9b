"""The workbooks in which offices fill in their rosters: headings, text columns, drop-downs, and how to fill them in."""

import datetime
import io

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from office import committees, units
from office.access import Actor
from registers.description import CHOICE, DATE, FLAG, Field
from registers.rosters import CHOICES_SHEET, HELP_SHEET, ROSTERS, Roster, words

LAST_ROW = 1001
_HEAD = PatternFill("solid", fgColor="E8F0FB")


def build(actor: Actor, key: str, today: datetime.date) -> bytes:
    """The empty .xlsx of a roster, its drop-downs filled from the actor's area; KeyError for an unknown roster."""
    roster = ROSTERS[key]
    book = Workbook()
    sheet = book.active
    sheet.title = roster.label
    choices = book.create_sheet(CHOICES_SHEET)
    choices.sheet_state = "hidden"
    offered = _offered(actor, today)
    for number, item in enumerate(roster.fields, 1):
        _column(sheet, number, item)
        if offer := offered(item):
            _drop_down(sheet, choices, number, item, offer)
    sheet.freeze_panes = "A2"
    _explain(book.create_sheet(HELP_SHEET), roster)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _column(sheet: Worksheet, number: int, item: Field) -> None:
    letter = get_column_letter(number)
    head = sheet.cell(1, number, item.label)
    head.font, head.fill = Font(bold=True), _HEAD
    head.alignment = Alignment(horizontal="center")
    sheet.column_dimensions[letter].width = 28 if item.key in ("committee", "id_number", "studio") else 16
    if item.key == "name" and item.limit > 50:
        sheet.column_dimensions[letter].width = 28
    for row in range(2, LAST_ROW):  # as text, lest a long number loses its last digits
        sheet.cell(row, number).number_format = "yyyy-mm-dd" if item.kind == DATE else "@"


class _offered:
    """What a column's drop-down offers; an empty list where anything may be written."""

    def __init__(self, actor: Actor, today: datetime.date) -> None:
        self.units = [name.strip("\u3000") for name in units.choices(actor).values()]
        self.committees = list(committees.choices(actor, today).values())
        self.studios = list(committees.studio_choices(actor, today).values())

    def __call__(self, item: Field) -> list[str]:
        if item.kind == CHOICE:
            return list(words(item.choice).values())
        if item.kind == FLAG:
            return ["是", "否"]
        places = {
            "unit": self.units,
            "parent": self.units,
            "committee": self.committees,
            "studio": self.studios,
        }
        return places.get(item.key, [])


def _drop_down(sheet: Worksheet, choices: Worksheet, number: int, item: Field, offer: list[str]) -> None:
    for row, word in enumerate(offer, 1):
        cell = choices.cell(row, number, word)
        cell.data_type = "s"  # a name never becomes a formula
    letter = get_column_letter(number)
    rule = DataValidation("list", f"'{CHOICES_SHEET}'!${letter}$1:${letter}${len(offer)}", allow_blank=True)
    rule.showErrorMessage = item.kind in (CHOICE, FLAG)  # a place may also be written as 上级/名称, or be new
    sheet.add_data_validation(rule)
    rule.add(f"{letter}2:{letter}{LAST_ROW}")


def _explain(sheet: Worksheet, roster: Roster) -> None:
    for number, width in enumerate((14, 8, 46, 24), 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.append(["列", "必填", "怎么填", "示例"])
    for cell in sheet[1]:
        cell.font, cell.fill = Font(bold=True), _HEAD
    for item, example in zip(roster.fields, roster.example, strict=True):
        sheet.append([item.label, "是" if item.required else "", item.help, example])
        for cell in sheet[sheet.max_row]:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
