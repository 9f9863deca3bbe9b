"""Ledgers with published totals go in whole, and every total comes back: from the evaluator, the page and the workbook.

The ledgers stand beside the project (../shared/ledgers); without them these tests are skipped.
"""

import datetime
import io
import json
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from figures import periods
from figures.evaluator import Question, evaluate
from figures.tables import Tables
from models import Dispute, Party, Unit
from office import access
from registers.ledger.importing import take_in
from reports import yearly
from tests.pages import soup
from vocab import Role

LEDGERS = Path(__file__).resolve().parents[2] / "shared" / "ledgers"
TODAY = datetime.date(2026, 11, 20)
AUGUST = periods.between(datetime.date(2016, 8, 1), datetime.date(2016, 8, 31))
PUBLISHED = {
    "jianggan-2020.xlsx": periods.year(2020),
    "xiaochang-2019.xls": periods.year(2019),
    "huangshi-2016-08.xlsx": AUGUST,
}
# breakdown, its totals in expected.json, the indicator
BREAKDOWNS = (
    ("unit", "by_unit", "dispute.concluded"),
    ("type", "by_type", "dispute.concluded"),
    ("source", "by_source", "dispute.concluded"),
    ("month", "by_month_closed", "dispute.concluded"),
    ("month", "by_month_received", "dispute.accepted"),
    ("form", "by_form", "dispute.agreements"),
    ("studio", "by_studio", "dispute.concluded"),
)
pytestmark = pytest.mark.skipif(not LEDGERS.is_dir(), reason="the example ledgers are not beside the project")


def expected(name):
    text = (LEDGERS / name).with_suffix("").with_suffix(".expected.json").read_text(encoding="utf-8")
    return json.loads(text, parse_float=Decimal)


def take(name, into):
    content = (LEDGERS / name).read_bytes()
    return take_in(access.machine(), name, content, into, create=True, today=TODAY)


@pytest.fixture(params=PUBLISHED)
def ledger(request, database):
    """A published ledger, imported into an empty installation: its name, totals, unit and period."""
    name = request.param
    totals = expected(name)
    outcome = take(name, totals["place"])
    assert (outcome.read, outcome.imported, outcome.problems) == (totals["cases"], totals["cases"], [])
    return name, totals, Unit.get(Unit.name == totals["place"]), PUBLISHED[name]


def ask(unit, period, basis="concluded", by=()):
    return evaluate(access.machine(), Question(unit.id, period, basis, by))


def counts(unit, period, by, key="dispute.concluded", basis="concluded"):
    """Label → count of a breakdown, without what is not there."""
    return {line.label: line[key].value for line in ask(unit, period, basis, (by,)).rows() if line[key].value}


def test_every_published_total_comes_back(ledger):
    """From the evaluator, with every breakdown, and in the workbook made from it."""
    _name, totals, unit, period = ledger
    found = {key: figure.value for key, figure in ask(unit, period).total.items()}
    assert found["dispute.accepted"] == found["dispute.concluded"] == totals["cases"]
    assert (found["dispute.succeeded"], found["dispute.failed"]) == (totals["succeeded"], totals["failed"])
    assert found["dispute.success_rate"] == Decimal(totals["success_rate_percent_2dp"])
    assert found["dispute.amount"] == Decimal(totals["amount_yuan"]) * 100
    assert found["dispute.performed"] == totals["performed"]
    assert found["dispute.confirmed"] == totals["judicially_confirmed"]
    for by, name, key in BREAKDOWNS:
        check_breakdown(unit, period, by, key, totals[name])
    check_matrix(unit, period, totals["unit_month_closed"])
    check_workbook(unit, period, totals)


def check_breakdown(unit, period, by, key, wanted):
    found = counts(unit, period, by, key)
    assert {label: count for label, count in found.items() if label in wanted} == wanted
    assert by == "studio" or set(found) == set(wanted)  # cases of no studio have a line of their own


def check_matrix(unit, period, wanted):
    answer = ask(unit, period, by=("unit", "month"))
    found = {
        line.label: {
            month.label: cell
            for month in answer.rows("month")
            if (cell := answer.at(unit=line.part, month=month.part)["dispute.concluded"].value)
        }
        for line in answer.rows("unit")
        if line["dispute.concluded"].value
    }
    assert found == wanted


def check_workbook(unit, period, totals):
    content = io.BytesIO()
    tables = Tables(access.machine(), unit.id, period, "concluded", today=TODAY)
    yearly.write(tables, content, made_at=datetime.datetime(2026, 11, 20, 9))
    printed = {cell.value for sheet in load_workbook(content) for row in sheet.iter_rows() for cell in row}
    wanted = {
        totals["cases"],
        totals["succeeded"],
        *totals["by_unit"],
        *totals["by_type"],
        *totals["by_studio"],
    }
    for name in ("by_unit", "by_type", "by_source", "by_month_closed", "by_studio"):
        wanted |= set(totals[name].values())
    assert wanted <= printed


def test_huangshi_prints_its_shares_to_the_digit(database):
    take("huangshi-2016-08.xlsx", "黄石市")
    unit = Unit.get(Unit.name == "黄石市")
    answer = ask(unit, AUGUST, by=("type15",))
    shares = {
        line.label: (
            line["dispute.concluded"].value,
            (Decimal(line["dispute.concluded"].value) * 100 / 869).quantize(Decimal("0.1")),
        )
        for line in answer.rows()
    }
    assert shares["婚姻家庭"] == (160, Decimal("18.4"))
    assert shares["邻里"] == (278, Decimal("32.0"))
    assert shares["消费"] == (7, Decimal("0.8"))
    assert shares["劳动争议"] == (13, Decimal("1.5"))
    rate = answer.total["dispute.success_rate"]
    assert (rate.numerator, rate.denominator) == (842, 869)
    assert Decimal(rate.value).quantize(Decimal("0.1")) == Decimal("96.9")


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_same_file_adds_nothing_the_second_time(database, name):
    totals = expected(name)
    take(name, totals["place"])
    before = (Dispute.select().count(), Party.select().count(), Unit.select().count())
    again = take(name, totals["place"])
    assert (again.imported, again.refused, again.duplicates) == (0, 0, totals["cases"])
    assert (Dispute.select().count(), Party.select().count(), Unit.select().count()) == before


FAULTS = {
    "amount-negative": "涉及金额(元)",
    "outcome-unknown": "调解结果",
    "closed-before-received": "结案日期",
    "agreement-form-unknown": "协议形式",
    "received-in-the-future": "受理日期",
    "text-too-long": "申请人",
    "duplicate-of-row-4": "申请人",
    "source-unknown": "案件来源",
    "type-unknown": "纠纷类型",
    "amount-not-a-number": "涉及金额(元)",
    "type-missing": "纠纷类型",
    "received-date-impossible": "受理日期",
    "closed-date-missing-though-concluded": "结案日期",
    "id-check-digit-wrong": "身份证号",
    "applicant-missing": "申请人",
    "received-date-missing": "受理日期",
}


def test_each_fault_of_the_dirty_ledger_is_told_and_the_rest_goes_in(database):
    keyed = {int(row): fault for row, fault in expected("dirty.xlsx")["faults_by_sheet_row"].items()}
    harmless = [row for row, fault in keyed.items() if fault.startswith("formula")]
    outcome = take("dirty.xlsx", "某县")
    assert (outcome.read, outcome.imported, outcome.refused, outcome.duplicates) == (57, 41, 15, 1)
    found = {(problem.row, problem.column) for problem in outcome.problems}
    assert {(row, FAULTS[fault]) for row, fault in keyed.items() if row not in harmless} <= found
    assert {row for row, _ in found} == set(keyed) - set(harmless)


def test_a_published_ledger_goes_in_through_the_pages_too(sign_in, county):
    from tests.blueprints.test_imports import figures, walk

    content = (LEDGERS / "xiaochang-2019.xls").read_bytes()
    client = sign_in(Role.COUNTY)
    assert figures(walk(client, content, county.unit, "孝昌.xls")) == [1304, 1304, 0, 0]
    page = soup(client.get(f"/figures/year?year=2019&unit={county.unit.id}"))
    assert "1,304" in page.text or "1304" in page.text
