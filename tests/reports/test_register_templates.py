"""The workbook in which an office may keep a register: what it offers, and that it comes back in as it was filled."""

import io

import pytest
from openpyxl import load_workbook

from models import Unit
from office import access
from registers.catalogue import REGISTERS
from registers.dispute import DISPUTE
from registers.ledger.importing import take_in
from reports import ledger_template, register_templates
from tests import ledgers
from tests.county import TODAY
from tests.registers.filling import FITTING, named, valid

pytestmark = pytest.mark.one_engine  # a workbook is the same on either

EACH = pytest.mark.parametrize("register", REGISTERS.values(), ids=REGISTERS)


def filled(register, *, only_required=False, serial=1, **cells):
    """The template with a row of good values (or of those that must be), and the others as told by key."""
    book = load_workbook(register_templates.build(register))
    sheet = book.worksheets[0]
    if not only_required:
        cells = FITTING.get(register.key, {}) | cells
    places = {"township": "城关镇", "village": "东门村", "sequence": serial}
    for number, field in enumerate(register_templates.columns(register), 1):
        if only_required and not field.required and field.key not in (*places, *cells):
            continue
        told = places | cells
        value = told[field.key] if field.key in told else valid(field, number, serial)
        sheet.cell(2, number, value)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def take(content, register):
    return take_in(
        access.machine(), "模板.xlsx", content, "青山县", create=False, today=TODAY, register=register
    )


@EACH
def test_a_filled_template_comes_back_whole(county, register):
    outcome = take(filled(register, **named(register, county)), register)
    assert [(problem.column, problem.message) for problem in outcome.problems] == []
    assert (outcome.read, outcome.imported) == (1, 1)
    record = register.model.select(register.model, Unit).join(Unit).get()
    assert record.unit.name == "东门村"


@EACH
def test_what_is_marked_as_required_is_enough(county, register):
    cells = named(register, county) | ({"accepted_on": "2026-03-01"} if register.key == "legal_aid" else {})
    outcome = take(filled(register, only_required=True, **cells), register)
    assert [(problem.column, problem.message) for problem in outcome.problems] == []
    assert outcome.imported == 1


@EACH
def test_each_template_is_recognised_in_a_workbook(county, register):
    outcome = take(filled(register, **named(register, county)), None)
    assert [sheet.register for sheet in outcome.sheets if not sheet.left_out] == [register.slug]


def test_the_template_of_the_disputes_is_recognised_too(county):
    book = load_workbook(io.BytesIO(ledger_template.build()))
    heads = [cell.value for cell in book.worksheets[0][1]]
    row = ledgers.record(**{"乡镇（街道）": "城关镇", "村（社区）": "东门村"})
    book.worksheets[0].append([row.get(head, "") for head in heads])
    made = io.BytesIO()
    book.save(made)
    outcome = take(made.getvalue(), None)
    assert [sheet.register for sheet in outcome.sheets if not sheet.left_out] == [DISPUTE.slug]


def test_lists_are_offered_from_a_hidden_sheet_by_name(database):
    book = load_workbook(register_templates.build(REGISTERS["legal-aid"]))
    sheet = book.worksheets[0]
    rules = {str(rule.sqref).split("2:")[0]: rule for rule in sheet.data_validations.dataValidation}
    heads = {cell.value: cell.column_letter for cell in sheet[1]}
    strict, loose = rules[heads["案件类别*"]], rules[heads["受援人类别"]]
    assert (strict.formula1, strict.showErrorMessage) == ("=choices_kind", True)
    assert loose.showErrorMessage is False  # several groups may stand in one cell
    assert book["选项"].sheet_state == "hidden"
    name, area = book.defined_names["choices_kind"].attr_text.split("!")
    words = [row[0].value for row in book[name.strip("'")][area.replace("$", "")]]
    assert words == ["刑事", "民事", "行政", "认罪认罚法律帮助", "值班律师法律帮助"]


def test_numbers_of_papers_and_texts_are_kept_as_text(database):
    sheet = load_workbook(register_templates.build(REGISTERS["understanders"])).worksheets[0]
    formats = {
        cell.value.rstrip("*"): sheet.column_dimensions[cell.column_letter].number_format for cell in sheet[1]
    }
    assert (formats["身份证号"], formats["联系电话"], formats["证书编号"]) == ("@", "@", "@")
    assert formats["认定日期"] == "yyyy-mm-dd"


@EACH
def test_every_column_is_explained(database, register):
    book = load_workbook(register_templates.build(register))
    heads = [cell.value.rstrip("*") for cell in book.worksheets[0][1]]
    told = [row[0].value for row in book["填写说明"].iter_rows(min_row=2)]
    assert told == heads
