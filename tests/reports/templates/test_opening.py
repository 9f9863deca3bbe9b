"""What must not be opened: other files, hostile ones, and those that would burst."""

import io
import zipfile

import pytest

from office.errors import Rejected
from reports.templates import opening
from tests.reports.templates.parts import changed, drawn

GOOD = drawn([["单位", "数"], ["甲", None]])
SHEET = "xl/worksheets/sheet1.xml"


def refused(content):
    with pytest.raises(Rejected) as told:
        opening.check(content)
    assert told.value.field == "file"
    return str(told.value)


def test_a_plain_workbook_is_taken():
    opening.check(GOOD)


def test_an_old_workbook_is_told_how_to_become_a_new_one():
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "Workbook".encode("utf-16-le")
    assert "另存为 .xlsx" in refused(old)


def test_an_encrypted_one_is_told_to_give_up_its_password():
    assert "密码" in refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"))


def zipped(**parts):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return target.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"hello",
        b"<html><table></table></html>",
        b"a,b\n1,2\n",
        zipped(mimetype="application/vnd.oasis"),
        zipped(),
    ],
)
def test_what_is_no_workbook_is_refused(content):
    assert ".xlsx" in refused(content)


@pytest.mark.parametrize(
    "cut", [30, 200, len(GOOD) // 2, len(GOOD) - 30], ids=["head", "short", "half", "end"]
)
def test_a_torn_file_is_refused(cut):
    assert refused(GOOD[:cut])


def test_damaged_xml_is_refused():
    assert "损坏" in refused(changed(GOOD, {SHEET: b"<worksheet><sheetData>"}))
    assert "损坏" in refused(changed(GOOD, {"xl/workbook.xml": b"nothing"}))


@pytest.mark.parametrize("name", ["xl/vbaProject.bin", "xl/macrosheets/sheet1.xml"])
def test_macros_are_refused(name):
    assert "宏" in refused(changed(GOOD, {name: b"x"}))


def test_entities_are_refused():
    laughs = (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'
    )
    assert "损坏" in refused(changed(GOOD, {SHEET: laughs}))


def test_the_strict_dialect_is_refused_with_its_remedy():
    strict = [
        (
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        )
    ]
    assert "Strict" in refused(changed(GOOD, replaced={"xl/workbook.xml": strict}))


def test_a_value_in_the_last_corner_is_refused_as_of_a_template():
    corner = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    told = refused(changed(GOOD, replaced={SHEET: [(b"</sheetData>", corner)]}))
    assert "空行和空列" in told


def test_an_archive_that_bursts_is_refused():
    assert "太大" in refused(changed(GOOD, {"xl/media/zeros.bin": bytes(opening.MOST_UNPACKED + 1)}))


def test_a_file_that_lies_about_its_size_is_refused():
    big = changed(GOOD, {"xl/media/zeros.bin": bytes(3_000_000)})
    at = big.rindex(b"PK\x01\x02", 0, big.rindex(b"xl/media/zeros.bin"))
    lying = big[: at + 24] + (1000).to_bytes(4, "little") + big[at + 28 :]
    assert refused(lying)


def test_a_merge_of_the_whole_sheet_is_refused():
    whole = [
        (b"</sheetData>", b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>')
    ]
    assert "太大" in refused(changed(GOOD, replaced={SHEET: whole}))


def test_a_value_in_the_last_corner_is_refused():
    corner = [(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>')]
    assert "太大" in refused(changed(GOOD, replaced={SHEET: corner}))


def test_more_cells_than_a_template_has_are_refused():
    rows = b"".join(b'<row r="%d">%s</row>' % (r, b"<c/>" * 100) for r in range(3, 2100))
    assert "太大" in refused(changed(GOOD, replaced={SHEET: [(b"</sheetData>", rows + b"</sheetData>")]}))
