"""Filled templates of three other programs: the mapped cells and nothing else, opened again by openpyxl and LibreOffice."""

import datetime
import io
import re
import shutil
import subprocess
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.cell import MergedCell

from figures.templates import keeping
from figures.templates.meaning import Meaning
from figures.templates.proposing import Proposer
from figures.templates.stretches import When
from office.errors import Rejected
from reports.templates import losses, opening
from reports.templates.filling import Filling, Sheets, written
from tests import cases
from tests.make import make_dispute
from tests.reports.templates.parts import changed, drawn, saved

FILES = Path(__file__).parent / "files"
PROGRAMS = ("libreoffice", "xlsxwriter", "exceljs")
MARCH = When(2026, 3, "12-31")
DAY = datetime.date(2026, 3, 2)


@pytest.fixture
def books(county):
    """城关镇: 3 concluded, 2 of them settled; 柳河镇: 1, failed."""
    for village, outcome in ((0, "succeeded"), (0, "failed"), (1, "succeeded"), (2, "failed")):
        make_dispute(county.villages[village], accepted_on=DAY, outcome=outcome, source="S1", amount=12345678)
    return county


@pytest.fixture
def filling(books):
    """filling(file or content, state=…): that template with every proposal taken over, ready to be filled."""

    def make(file, *, when=MARCH, meanings=None, **options):
        actor = cases.bureau(books)
        content = (FILES / f"{file}.xlsx").read_bytes() if isinstance(file, str) else file
        row = keeping.add(
            actor, {"name": f"表{file if isinstance(file, str) else ''}", "year": 2026}, "t.xlsx", content
        )
        filling = Filling(actor, row.id, books.unit.id, when, "concluded", **options)
        if meanings is None:
            proposer = Proposer(filling.workings.frame, 2026, "concluded")
            meanings = {cell: one.meaning for cell, one in filling.sheets.proposals(proposer).items()}
        keeping.put_many(actor, row.id, meanings)
        return Filling(actor, row.id, books.unit.id, when, "concluded", **options)

    return make


def plainly(*styles):
    """Styles as text; what is not set and what is set to nothing are the same."""
    return [
        re.sub(r"\w+=(?:None|False|0\.0|0), ?|\w+=(?:None|False|0\.0|0)\b", "", repr(style))
        for style in styles
    ]


def everything(content, without):
    """All that openpyxl knows of a workbook, except the values of some cells."""
    book = opening.load(content)
    told = {"names": dict(book.defined_names), "active": book.active.title}
    for sheet in book:
        told[sheet.title] = {
            "cells": {
                cell.coordinate: (
                    None if (sheet.title, cell.coordinate) in without else cell.value,
                    plainly(cell.font, cell.fill, cell.border, cell.alignment, cell.protection),
                    cell.number_format,
                    cell.comment.text if cell.comment else None,
                )
                for cell in sheet._cells.values()
                if not isinstance(cell, MergedCell)
            },
            "merged": sorted(map(str, sheet.merged_cells.ranges)),
            "validations": sorted((str(v.sqref), v.type, v.formula1, v.operator, v.error) for v in sheet.data_validations.dataValidation),
            "conditions": sorted((str(area.sqref), rule.type, rule.priority) for area in sheet.conditional_formatting for rule in area.rules),
            "print": (sheet.print_title_rows, sheet.print_title_cols, sheet.print_area, sheet.page_setup.orientation,
                      sheet.page_setup.paperSize, sheet.sheet_properties.pageSetUpPr, sheet.oddFooter.center.text),
            "protection": plainly(sheet.protection), "state": sheet.sheet_state, "frozen": sheet.freeze_panes,
            "widths": {key: (c.width, c.hidden) for key, c in sheet.column_dimensions.items()},
            "heights": {key: (r.height, r.hidden, r.outlineLevel) for key, r in sheet.row_dimensions.items()},
            "breaks": len(sheet.row_breaks), "tables": dict(sheet.tables.items()),
            "filter": sheet.auto_filter.ref, "charts": len(sheet._charts),
        }  # fmt: skip
    return told


@pytest.mark.parametrize("file", PROGRAMS)
def test_only_the_mapped_cells_change(filling, file):
    made = filling(file)
    assert len(made.numbers) > 15
    content = made.write()
    without = set(made.numbers)
    assert everything(content, without) == everything(made.sheets.content, without)
    filled = openpyxl.load_workbook(io.BytesIO(losses.resaved(content)))
    for (sheet, cell), number in made.numbers.items():
        found = filled[sheet][cell].value
        assert (found is None) if number is None else found == pytest.approx(float(number))
    assert "fullCalcOnLoad" in _part(content, "xl/workbook.xml")


def _part(content, name):
    import zipfile

    return zipfile.ZipFile(io.BytesIO(content)).read(name).decode()


@pytest.mark.parametrize("file", PROGRAMS)
def test_what_is_lost_by_filling_is_what_was_told_before(filling, file):
    made = filling(file)
    before, after = (losses.inventory(content) for content in (made.sheets.content, made.write()))
    told = losses.report(made.sheets.content).lost
    assert sum((before - after).values()) == sum(loss.count for loss in told)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.one_engine
@pytest.mark.parametrize("file", PROGRAMS)
def test_libreoffice_opens_the_filled_file_and_reckons_its_formulas(filling, tmp_path, file):
    made = filling(file)
    (tmp_path / "filled.xlsx").write_bytes(made.write())
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "xlsx",
               "--outdir", str(tmp_path / "out"), str(tmp_path / "filled.xlsx")]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=100)
    content = (tmp_path / "out" / "filled.xlsx").read_bytes()
    shown = openpyxl.load_workbook(io.BytesIO(losses.resaved(content)), data_only=False)
    reckoned = _values(content)
    for (sheet, cell), number in made.numbers.items():
        if number is not None:
            assert reckoned[sheet][cell].value == pytest.approx(float(number))
    theirs, ours = losses.inventory(content), losses.inventory(made.write())
    for kind in ("merge", "validation", "protection", "title", "hidden"):
        assert _count(theirs, kind) == _count(ours, kind), kind
    assert shown.sheetnames == opening.load(made.sheets.content).sheetnames
    total = {
        "libreoffice": ("调解月报", "B8", 4),
        "xlsxwriter": ("案件统计", "C8", 4),
        "exceljs": ("季报", "F6", 4),
    }
    sheet, cell, value = total[file]
    assert reckoned[sheet][cell].value == value


def _values(content):
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(io.BytesIO(content), data_only=True)


def _count(inventory, kind):
    return sum(count for (own, _, _), count in inventory.items() if own == kind)


# ---------------------------------------------------------------- single things

TOWNS = [
    ["单位", "调解案件总数", "调解成功"],
    ["城关镇", None, None],
    ["柳河镇", None, 7],
    ["合计", "=SUM(B2:B3)", None],
]


def test_a_text_that_looks_like_a_formula_stays_a_text(filling):
    made = filling("xlsxwriter")
    cell = openpyxl.load_workbook(io.BytesIO(losses.resaved(made.write())))["案件统计"]["A3"]
    assert (cell.value, cell.data_type) == ("=以上由市局填写", "s")


def test_a_cell_without_a_number_is_emptied_of_last_years(filling):
    meanings = {("表", "C3"): Meaning("dispute.performance_rate", whose="child", child="柳河镇"),
                ("表", "B2"): Meaning("dispute.concluded", whose="child", child="没有这个镇"),
                ("表", "B3"): Meaning("entered.gone"),
                ("表", "C2"): Meaning("dispute.concluded", stretch="month")}  # fmt: skip
    made = filling(drawn(TOWNS), when=When(2026, None, "12-31"), meanings=meanings)
    sheet = openpyxl.load_workbook(io.BytesIO(made.write()))["表"]
    assert [sheet[cell].value for cell in ("C3", "B2", "B3", "C2")] == [None] * 4
    why = {one.mapped.cell: one.worked.why for one in made.checked.empty}
    assert why == {
        "C3": "没有基数",
        "B2": "没有找到单位“没有这个镇”",
        "B3": "指标已不存在",
        "C2": "没有写明月份",
    }


def test_forms_of_numbers(filling):
    meanings = {("表", "B2"): Meaning("dispute.amount"), ("表", "B3"): Meaning("dispute.amount", form="wan"),
                ("表", "C2"): Meaning("dispute.success_rate"), ("表", "C3"): Meaning("dispute.success_rate", form="percent")}  # fmt: skip
    made = filling(drawn(TOWNS), meanings=meanings)
    assert made.numbers == {("表", "B2"): Decimal("246913.56"), ("表", "B3"): Decimal("24.69"),
                            ("表", "C2"): Decimal("50.00"), ("表", "C3"): Decimal("0.5")}  # fmt: skip


def test_rows_of_breakdowns_shares_and_own_level(filling, books):
    make_dispute(books.unit, accepted_on=DAY, source="S31")
    meanings = {("表", "B2"): Meaning("dispute.concluded", by="source", row="S3"),
                ("表", "B3"): Meaning("dispute.concluded", by="source", row="S1", whose="child", child="城关镇"),
                ("表", "C2"): Meaning("dispute.concluded", whose="own"),
                ("表", "C3"): Meaning("dispute.share", by="source", row="S1"),
                ("表", "C4"): Meaning("dispute.concluded", whose="child", child="东门村")}  # fmt: skip
    made = filling(drawn(TOWNS), meanings=meanings)
    assert {cell[1]: number for cell, number in made.numbers.items()} == {
        "B2": 1, "B3": 3, "C2": 1, "C3": Decimal("80.0"), "C4": 2}  # fmt: skip


def test_sums_that_disagree_are_named(filling, books):
    make_dispute(books.unit, accepted_on=DAY)  # in no row of the table
    meanings = {
        ("表", f"{column}{row}"): Meaning(key, whose="child", child=town)
        for column, key in (("B", "dispute.concluded"), ("C", "dispute.succeeded"))
        for row, town in ((2, "城关镇"), (3, "柳河镇"))
    } | {("表", "C4"): Meaning("dispute.succeeded")}
    checked = filling(drawn(TOWNS), meanings=meanings).checked
    assert [(one.cell, one.theirs, one.ours) for one in checked.disagreements] == [("B4", 4, 5), ("C4", 2, 3)]
    assert (checked.formulas, checked.unjudged) == (1, 0)


def test_a_total_is_held_against_the_units_of_its_own_sheet(filling):
    book = openpyxl.Workbook()
    book.active.append(["单位", "调解成功"])
    book.active.append(["合计", None])
    other = book.create_sheet("乡镇")
    other.append(["单位", "调解成功"])
    other.append(["柳河镇", None])
    assert filling(saved(book)).checked.disagreements == []


def test_months_after_the_one_that_is_reported_stay_empty(filling):
    checked = filling(drawn([["单位", "3月", "4月"], ["调解成功", None, None]])).checked
    assert [(one.mapped.cell, one.worked.number) for one in checked.filled] == [("B2", 2)]
    assert [(one.mapped.cell, one.worked.why) for one in checked.empty] == [("C2", "在填报的月份之后")]


def test_a_file_that_says_nothing_of_reckoning_is_filled_too(filling):
    content = drawn([["单位", "调解成功"], ["合计", None]])
    bare = changed(
        content, replaced={"xl/workbook.xml": [(b'<calcPr calcId="124519" fullCalcOnLoad="1"/>', b"")]}
    )
    assert opening.load(filling(bare).write()).calculation.fullCalcOnLoad


def test_amounts_that_were_rounded_apart_do_not_disagree(filling):
    rows = [["单位", "协议涉及金额（万元）"], ["城关镇", None], ["柳河镇", None], ["合计", "=B2+B3"]]
    made = filling(drawn(rows))
    assert made.numbers[("表", "B2")] == Decimal("24.69")
    assert made.checked.disagreements == []


def test_cells_under_known_headings_without_a_meaning_are_listed(filling):
    checked = filling(drawn(TOWNS), meanings={("表", "B2"): Meaning("dispute.concluded")}).checked
    assert [cell for _, cell, _ in checked.unmapped] == ["C2", "B3", "C3", "C4"]


def test_a_formula_cannot_be_mapped_and_is_never_written_over():
    sheets = Sheets(drawn(TOWNS), {})
    with pytest.raises(Rejected, match="B4 是公式"):
        sheets.fillable("表", "b4")
    content = written(sheets, {("表", "B4"): 5, ("没有", "A1"): 1, ("表", "B2"): 3})
    sheet = openpyxl.load_workbook(io.BytesIO(content))["表"]
    assert (sheet["B4"].value, sheet["B2"].value) == ("=SUM(B2:B3)", 3)


def test_a_merged_cell_is_filled_where_it_begins():
    sheets = Sheets(drawn([["单位", "数", None], ["甲", None, None]], merges=("B2:C2",)), {})
    assert sheets.fillable("表", "C2") == ("表", "B2")


@pytest.mark.parametrize("name", ["", "5", "B", "B0", "XFE1", "A1048577", "B2:B3", "B２", ";"])
def test_what_is_no_cell_is_refused(name):
    with pytest.raises(Rejected):
        Sheets(drawn(TOWNS), {}).fillable("表", name)


def test_last_years_locked_figures_and_this_years(filling, books):
    with pytest.raises(Rejected, match="还没有锁定的月报"):
        filling(drawn(TOWNS), state="official")
