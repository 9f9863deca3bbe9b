"""Files as offices have them, and files that are none."""

import datetime
import io
import zipfile

import pytest

from office.errors import Rejected
from registers.ledger import guarding, reading
from registers.ledger.reading import read_workbook
from tests import ledgers

ROWS = [["序号", "受理日期", "申请人"], [1, datetime.date(2020, 1, 5), "张某"]]


def zipped(**members):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return made.getvalue()


def test_a_workbook_gives_its_sheets_with_cells_where_they_stand():
    (first, second) = read_workbook(
        "台账.xlsx", ledgers.xlsx({"一": [["标题"], [], *ROWS], "二": ROWS}, hidden=["二"])
    )
    assert (first.name, first.hidden, first.first_row) == ("一", False, 1)
    assert first.rows[2][:3] == ["序号", "受理日期", "申请人"]
    assert first.rows[3] == [1, datetime.date(2020, 1, 5), "张某"]
    assert second.hidden


def test_a_cell_merged_over_rows_says_the_same_for_each():
    rows = [["乡镇", "申请人"], ["城关镇", "甲"], ["", "乙"], ["", "丙"]]
    (sheet,) = read_workbook("台账.xlsx", ledgers.xlsx({"台账": rows}, merged={"台账": ["A2:A4"]}))
    assert [row[0] for row in sheet.rows] == ["乡镇", "城关镇", "城关镇", "城关镇"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_csv_is_read_in_every_usual_encoding(encoding):
    (sheet,) = read_workbook(
        "城关镇.csv", ledgers.as_csv([["受理日期", "申请人"], ["2020-1-5", "㐂某"]], encoding)
    )
    assert (sheet.name, sheet.unnamed) == ("城关镇", True)
    assert sheet.rows == [["受理日期", "申请人"], ["2020-1-5", "㐂某"]]


@pytest.mark.parametrize("delimiter", ["\t", ";"])
def test_a_csv_may_part_its_cells_otherwise(delimiter):
    (sheet,) = read_workbook("a.csv", f"日期{delimiter}姓名\n1{delimiter}甲\n2\n".encode())
    assert sheet.rows == [["日期", "姓名"], ["1", "甲"], ["2", ""]]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "文件是空的"),
        (b"  \n", "文件是空的"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "不是表格文件"),
        (b"%PDF-1.4", "不是表格文件"),
        (b"a,b\x00,c", "不是表格文件"),
        (b"<html><table><tr><td>1</td></tr></table>", "网页格式"),
        (zipped(word__document_xml="x"), "不是表格文件"),
        (ledgers.xlsx({"台账": ROWS})[:3000], "已损坏"),
        (guarding.OLE + b"x" * 600 + "EncryptedPackage".encode("utf-16-le"), "加了密码"),
        (guarding.OLE + b"x" * 600 + "Workbook".encode("utf-16-le") + b"x" * 600, "已损坏"),
    ],
)
def test_what_cannot_be_read_is_told_with_a_remedy(content, why):
    with pytest.raises(Rejected, match=why) as told:
        read_workbook("台账.xlsx", content)
    assert told.value.field == "file"


def test_a_file_that_would_burst_is_refused_before_it_is_unpacked():
    bomb = zipped(xl__workbook_xml="x", xl__worksheets__sheet1_xml=b"a" * (guarding.MOST_BYTES + 1))
    with pytest.raises(Rejected, match="文件太大"):
        read_workbook("台账.xlsx", bomb)


def test_one_value_in_the_last_corner_of_a_sheet_is_refused():
    rows = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    sheet = (
        b"<worksheet><sheetData>"
        + rows
        + b'<row r="1048577"><c r="A1048577" s="1"/></row></sheetData></worksheet>'
    )
    with pytest.raises(Rejected, match="文件太大"):
        read_workbook("台账.xlsx", zipped(xl__workbook_xml="x", xl__worksheets__sheet1_xml=sheet))


def test_a_member_that_holds_more_than_it_declares_is_refused():
    content = bytearray(zipped(xl__workbook_xml="x" * 5000))
    at = content.rfind(b"PK\x01\x02") + 24  # the unpacked size in the directory
    content[at : at + 4] = (10).to_bytes(4, "little")
    with pytest.raises(Rejected):
        read_workbook("台账.xlsx", bytes(content))


def test_a_ledger_of_too_many_rows_is_refused(monkeypatch):
    monkeypatch.setattr(reading, "MOST_ROWS", 3)
    with pytest.raises(Rejected, match="文件太大"):
        read_workbook("台账.csv", ledgers.as_csv([["a", "b"]] * 4))


def test_without_the_compiled_reader_the_same_cells_are_read(monkeypatch):
    """Machines for which there is no compiled reader read with the slow ones."""
    content = ledgers.xlsx({"一": [["标题"], [], *ROWS], "空": []}, hidden=["空"])
    quick = read_workbook("台账.xlsx", content)
    monkeypatch.setitem(__import__("sys").modules, "python_calamine", None)
    slow = read_workbook("台账.xlsx", content)
    assert [(sheet.name, sheet.hidden) for sheet in slow] == [(sheet.name, sheet.hidden) for sheet in quick]
    assert slow[0].rows[3] == [1, datetime.datetime(2020, 1, 5), "张某"]
