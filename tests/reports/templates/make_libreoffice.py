"""Make files/libreoffice.xlsx, saved by LibreOffice itself: `python tests/reports/templates/make_libreoffice.py`.

A city's monthly table of mediation for the townships of the tests' county: merged headings of two levels, formulas for
the totals, validation, conditional formats, print titles and area, frozen panes, a hidden sheet, protection.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule, DataBarRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.datavalidation import DataValidation

HERE = Path(__file__).parent
TOWNS = ("城关镇", "柳河镇")
HEADS = (
    ("A4:A5", "单位"),
    ("B4:B5", "调解案件总数（件）"),
    ("C4:C5", "调解成功（件）"),
    ("D4:D5", "成功率（%）"),
    ("E4:F4", "案件来源"),
    ("E5", "主动调解"),
    ("F5", "依申请调解"),
    ("G4:G5", "协议涉及金额（万元）"),
    ("H4:I4", "防止民转刑"),
    ("H5", "件"),
    ("I5", "人"),
    ("J4:J5", "备注"),
)


def build() -> Workbook:
    """The table as the city's office would draw it."""
    book = Workbook()
    sheet = book.active
    sheet.title = "调解月报"
    _heads(sheet)
    _body(sheet)
    _settings(book, sheet)
    return book


def _heads(sheet):
    sheet.merge_cells("A1:J1")
    sheet["A1"] = "2026年人民调解工作情况月报表"
    sheet["A1"].font = Font(name="宋体", size=18, bold=True)
    sheet["A1"].alignment = Alignment(horizontal="center")
    sheet.merge_cells("A2:J2")
    sheet["A2"] = "填报单位：青山县司法局"
    line = Side(style="thin")
    for place, text in HEADS:
        if ":" in place:
            sheet.merge_cells(place)
        cell = sheet[place.partition(":")[0]]
        cell.value = text
        cell.font = Font(name="黑体", size=11)
        cell.fill = PatternFill("solid", fgColor="DDEBF7")
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        cell.border = Border(left=line, right=line, top=line, bottom=line)


def _body(sheet):
    line = Side(style="thin")
    for row, name in enumerate((*TOWNS, "合计"), 6):
        sheet.cell(row, 1, name)
        for column in range(1, 11):
            cell = sheet.cell(row, column)
            cell.border = Border(left=line, right=line, top=line, bottom=line)
            cell.number_format = {4: "0.00", 7: "#,##0.00"}.get(column, "0")
            cell.protection = Protection(locked=column == 1 or row == 8)
    for column in "BCEFGHI":
        sheet[f"{column}8"] = f"=SUM({column}6:{column}7)"
    sheet["D8"] = "=IF(B8=0,0,ROUND(C8/B8*100,2))"
    sheet["B6"].comment = Comment("不含排查数", "市局")


def _settings(book, sheet):
    whole = DataValidation("whole", operator="greaterThanOrEqual", formula1="0", allow_blank=True)
    whole.error, whole.errorTitle = "请填非负整数", "格式"
    whole.add("B6:C7")
    chosen = DataValidation("list", formula1="选项!$A$1:$A$3")
    chosen.add("J6:J7")
    sheet.add_data_validation(whole)
    sheet.add_data_validation(chosen)
    sheet.conditional_formatting.add(
        "D6:D8", CellIsRule("lessThan", ["95"], fill=PatternFill(bgColor="FFC7CE"))
    )
    sheet.conditional_formatting.add("B6:B7", DataBarRule("num", 0, "max", None, color="638EC6"))
    sheet.print_title_rows, sheet.print_title_cols = "4:5", "A:A"
    sheet.print_area = "A1:J9"
    sheet.freeze_panes = "B6"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.oddFooter.center.text = "第 &P 页"
    sheet.column_dimensions["A"].width = 16
    sheet.protection.sheet, sheet.protection.password = True, "1234"
    hidden = book.create_sheet("选项")
    for row, text in enumerate(("已核", "未核", "补报"), 1):
        hidden.cell(row, 1, text)
    hidden.sheet_state = "hidden"


def main() -> None:
    """Draw the table, let LibreOffice open it and save it as its own."""
    with tempfile.TemporaryDirectory() as folder:
        drawn = Path(folder) / "libreoffice.xlsx"
        build().save(drawn)
        ods = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to"]
        subprocess.run([*ods, "ods", "--outdir", folder, str(drawn)], check=True, stdout=sys.stderr)
        own = Path(folder) / "libreoffice.ods"
        subprocess.run(
            [*ods, "xlsx:Calc MS Excel 2007 XML", "--outdir", str(HERE / "files"), str(own)],
            check=True,
            stdout=sys.stderr,
        )


if __name__ == "__main__":
    main()
