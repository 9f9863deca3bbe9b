"""What filling would lose is told before: for files of three other programs, and for parts that only Excel writes."""

from collections import Counter
from pathlib import Path

import pytest

from reports.templates import losses
from tests.reports.templates.parts import changed, drawn

FILES = Path(__file__).parent / "files"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET = "xl/worksheets/sheet1.xml"
SHEET_RELATIONS = "xl/worksheets/_rels/sheet1.xml.rels"
GOOD = drawn([["单位", "数"], ["甲", None]])


def lost(content):
    found = Counter()
    for loss in losses.report(content).lost:
        found[loss.kind] += loss.count
    return dict(found)


@pytest.mark.parametrize(
    ("file", "gone"),
    [
        ("libreoffice", {"x14_format": 1}),
        ("xlsxwriter", {"shape": 2, "picture": 1, "control": 1, "background": 1, "header_picture": 1, "x14_format": 1,
                        "sparkline": 1, "chart_detail": 5}),
        ("exceljs", {"picture": 1, "x14_format": 1, "condition": 1}),
    ],
)  # fmt: skip
def test_what_is_lost_of_other_programs_files(file, gone):
    assert lost((FILES / f"{file}.xlsx").read_bytes()) == gone


@pytest.mark.parametrize(
    ("file", "kept"),
    [
        ("libreoffice", {"merge": 10, "formula": 8, "validation": 2, "condition": 2, "protection": 1, "title": 1, "area": 1,
                         "hidden": 1, "rich": 2, "comment": 1}),
        ("xlsxwriter", {"merge": 10, "formula": 8, "validation": 2, "condition": 3, "protection": 1, "title": 1, "area": 1,
                        "hidden": 1, "rich": 1, "comment": 1}),
        ("exceljs", {"merge": 8, "formula": 2, "validation": 2, "condition": 1, "protection": 1, "title": 1, "area": 1,
                     "rich": 1, "comment": 1}),
    ],
)  # fmt: skip
def test_what_stays_of_them(file, kept):
    assert losses.report((FILES / f"{file}.xlsx").read_bytes()).kept == kept


def test_a_plain_workbook_loses_nothing():
    assert lost(GOOD) == {}


def relations(*links):
    rows = "".join(
        f'<Relationship Id="r{n}" Type="{RELATION}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(links)
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'.encode()


def test_threaded_comments_and_printer_settings():
    thread = b'<ThreadedComments xmlns="x"><threadedComment ref="A1"/><threadedComment ref="A1"/></ThreadedComments>'
    parts = {
        SHEET_RELATIONS: relations(
            ("threadedComment", "../threadedComments/t1.xml"), ("printerSettings", "../p1.bin")
        ),
        "xl/threadedComments/t1.xml": thread,
        "xl/p1.bin": b"driver",
    }
    assert lost(changed(GOOD, parts)) == {"threaded": 2, "printer": 1}


EXTENSIONS = b"""<extLst xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
 xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">
<ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"><x14:dataValidations><x14:dataValidation type="list"><x14:formula1><xm:f>A!A1</xm:f>
</x14:formula1></x14:dataValidation></x14:dataValidations></ext>
<ext uri="{A8765BA9-456A-4dab-B4F3-ACF838C121DE}"><x14:slicerList><x14:slicer/></x14:slicerList></ext>
<ext uri="{FFFFFFFF-0000-0000-0000-000000000001}"><x14:novelty a="1"/></ext></extLst>"""


def test_extensions_of_a_sheet():
    with_them = changed(GOOD, replaced={SHEET: [(b"</worksheet>", EXTENSIONS + b"</worksheet>")]})
    assert lost(with_them) == {"x14_validation": 1, "slicer": 1, "extension": 1}


def test_connections_custom_xml_and_a_signature():
    links = relations(("customXml", "../customXml/item1.xml"), ("connections", "connections.xml"))
    rows = links[links.index(b"<Relationship ") : links.index(b"</Relationships>")].replace(
        b'Id="r', b'Id="x'
    )
    parts = {
        "customXml/item1.xml": b"<a/>",
        "xl/connections.xml": b"<connections/>",
        "_xmlsignatures/sig1.xml": b"<s/>",
    }
    wide = changed(
        GOOD, parts, {"xl/_rels/workbook.xml.rels": [(b"</Relationships>", rows + b"</Relationships>")]}
    )
    assert lost(wide) == {"custom_xml": 1, "connection": 1, "signature": 1}


def test_pronunciations():
    spoken = [(b"<is><t>&#30002;</t></is>", b'<is><t>&#30002;</t><rPh sb="0" eb="1"><t>jia</t></rPh></is>')]
    assert lost(changed(GOOD, replaced={SHEET: spoken})) == {"phonetic": 1}


ABOUT_A_SHEET = b"""<protectedRanges><protectedRange sqref="B2" name="a"/><protectedRange sqref="B3" name="b"/></protectedRanges>
<customSheetViews><customSheetView guid="{00000000-0000-0000-0000-000000000001}"/></customSheetViews>
<phoneticPr fontId="1"/><ignoredErrors><ignoredError sqref="A1" numberStoredAsText="1"/></ignoredErrors></worksheet>"""


def test_what_a_sheet_says_of_its_cells():
    told = changed(GOOD, replaced={SHEET: [(b"</worksheet>", ABOUT_A_SHEET)]})
    assert lost(told) == {"editable": 2, "view": 1, "ignored": 1}


def test_pictures_check_boxes_and_growing_formulas_in_cells():
    links = relations(("FeaturePropertyBag", "f.xml"), ("cellImage", "cellimages.xml"))
    rows = links[links.index(b"<Relationship ") : links.index(b"</Relationships>")].replace(
        b'Id="r', b'Id="x'
    )
    parts = {"xl/f.xml": b"<a/>", "xl/cellimages.xml": b"<a><cellImage/><cellImage/></a>"}
    told = {
        "xl/_rels/workbook.xml.rels": [(b"</Relationships>", rows + b"</Relationships>")],
        "xl/workbook.xml": [(b"<bookViews>", b'<fileSharing readOnlyRecommended="1"/><bookViews>')],
        SHEET: [
            (
                b"</row></sheetData>",
                b'<c r="C2" cm="1"><v>1</v></c><c r="D2" t="e" vm="1"><v>#VALUE!</v></c></row></sheetData>',
            )
        ],
    }
    assert lost(changed(GOOD, parts, told)) == {"checkbox": 1, "cell_picture": 3, "dynamic": 1, "sharing": 1}
