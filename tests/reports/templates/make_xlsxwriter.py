"""Make files/xlsxwriter.xlsx with XlsxWriter, which is no requirement of ours: `python make_xlsxwriter.py` where it is installed.

A yearly table as an office draws it in Excel, with what openpyxl does not keep: a text box, a picture, a button, a
sparkline, an extended data bar, a header picture, a background; and what it does: texts in two fonts, a comment, icons,
a drop-down, names, page breaks, a filter, a protected sheet, a chart.
"""

import io
import struct
import zlib
from pathlib import Path

import xlsxwriter

HERE = Path(__file__).parent
TOWNS = ("城关镇", "柳河镇")


def picture() -> io.BytesIO:
    """A red dot of four pixels."""

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    rows = b"".join(b"\0" + b"\xc0\x20\x30" * 2 for _ in range(2))
    head = struct.pack(">IIBBBBB", 2, 2, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + body)


def build(path: Path) -> None:
    """Write the file."""
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("案件统计")
    head = book.add_format(
        {"bold": True, "align": "center", "valign": "vcenter", "border": 1, "text_wrap": True}
    )
    body = book.add_format({"border": 1, "num_format": "0"})
    open_ = book.add_format({"border": 1, "num_format": "0", "locked": False})
    percent = book.add_format({"border": 1, "num_format": "0.00%", "locked": False})
    _heads(book, sheet, head)
    for row, name in enumerate(TOWNS, 5):
        sheet.write(row, 0, row - 4, body)
        sheet.write(row, 1, name, body)
        for column in range(2, 10):
            sheet.write_blank(row, column, None, percent if column == 8 else open_)
    sheet.write(7, 1, "全县合计", body)
    for column in (2, 3, 4, 5, 6, 7, 9):
        letter = "ABCDEFGHIJ"[column]
        sheet.write_formula(7, column, f"={letter}6+{letter}7", body, 0)
    sheet.write_formula(7, 8, "=IFERROR(D8/C8,0)", percent, 0)
    _settings(book, sheet)
    _drawn(book, sheet)
    book.close()


def _heads(book, sheet, head):
    red = book.add_format({"font_color": "red", "bold": True})
    title = book.add_format({"bold": True, "font_size": 16, "align": "center"})
    sheet.merge_range(0, 0, 0, 9, "", title)
    sheet.write_rich_string(0, 0, red, "2026年度", title, "人民调解案件情况统计表", title)
    sheet.merge_range(1, 0, 1, 9, "制表机关：市司法局　　计量单位：件、万元")
    sheet.write_string(2, 0, "=以上由市局填写")  # a text that looks like a formula stays a text
    for column, text in (
        (0, "序号"),
        (1, "单位"),
        (2, "调解案件总数"),
        (3, "调解成功"),
        (8, "调解成功率"),
        (9, "涉及金额(万元)"),
    ):
        sheet.merge_range(3, column, 4, column, text, head)
    sheet.merge_range(3, 4, 3, 5, "纠纷类型", head)
    sheet.merge_range(3, 6, 3, 7, "协议形式", head)
    for column, text in ((4, "婚姻家庭"), (5, "其中：邻里纠纷"), (6, "口头"), (7, "书面")):
        sheet.write(4, column, text, head)


def _settings(book, sheet):
    sheet.data_validation(
        "C6:H7", {"validate": "integer", "criteria": ">=", "value": 0, "error_message": "请填整数"}
    )
    sheet.data_validation("B10", {"validate": "list", "source": "=单位名单"})
    book.define_name("单位名单", "=名单!$A$1:$A$2")
    names = book.add_worksheet("名单")
    names.write_column(0, 0, TOWNS)
    names.very_hidden()
    sheet.conditional_format("C6:C7", {"type": "data_bar", "data_bar_2010": True, "bar_solid": True})
    sheet.conditional_format("D6:D7", {"type": "icon_set", "icon_style": "3_traffic_lights"})
    sheet.conditional_format(
        "I6:I8",
        {"type": "cell", "criteria": "<", "value": 0.9, "format": book.add_format({"bg_color": "#FFC7CE"})},
    )
    sheet.write_comment("C4", "含口头调解", {"author": "市局"})
    sheet.repeat_rows(3, 4)
    sheet.repeat_columns(0, 1)
    sheet.print_area(0, 0, 9, 9)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C第 &P 页 共 &N 页")
    sheet.set_h_pagebreaks([20])
    sheet.freeze_panes(5, 2)
    sheet.autofilter(4, 0, 7, 9)
    sheet.protect("2026", {"select_locked_cells": True, "autofilter": True})


def _drawn(book, sheet):
    sheet.insert_textbox(10, 1, "填表人：　　　审核人：", {"width": 200, "height": 40})
    sheet.insert_textbox(10, 5, "公章", {"width": 80, "height": 80})
    sheet.insert_image(13, 1, "dot.png", {"image_data": picture()})
    sheet.insert_button(13, 5, {"caption": "校验"})
    sheet.add_sparkline(5, 10, {"range": "案件统计!C6:H6"})
    sheet.set_header("&L&G", {"image_left": "dot.png", "image_data_left": picture()})
    sheet.set_background(picture(), is_byte_stream=True)
    chart = book.add_chart({"type": "column"})
    chart.add_series(
        {
            "name": "调解案件",
            "categories": "=案件统计!$B$6:$B$7",
            "values": "=案件统计!$C$6:$C$7",
            "data_labels": {"value": True, "font": {"bold": True}},
        }
    )
    chart.set_title({"name": "各乡镇案件", "name_font": {"color": "#C00000"}})
    sheet.insert_chart(16, 1, chart)


if __name__ == "__main__":
    build(HERE / "files" / "xlsxwriter.xlsx")
