"""A register's list as a workbook: what stands in it, what is masked, what is logged."""

import datetime
import json

import pytest
from openpyxl import load_workbook

from models import AuditEntry
from office import access
from registers import records
from registers.catalogue import REGISTERS
from registers.records import Filters
from reports import register_export
from tests import ledgers
from tests.make import make_actor
from vocab import Role

AID = REGISTERS["legal-aid"]
TODAY = datetime.date(2026, 11, 20)


def enter(county, **changed):
    """A legal aid case of the first village."""
    row = {"kind": "civil", "number": "(2026)1号", "accepted_on": "2026-03-01", "name": "甲某某", "groups": ["A01", "A05"],
           "id_number": ledgers.id_number(3), "phone": "12000000001", "recovered": "1200.5", "matter": "=1+1"}  # fmt: skip
    return records.enter(access.machine(), AID, county.villages[0].id, row | changed, today=TODAY)


def sheet(actor=None, **filters):
    stream = register_export.build(actor or access.machine(), AID, Filters(**filters))
    return load_workbook(stream).worksheets[0]


def told(made, line=3):
    heads = [cell.value for cell in made[2]]
    return dict(zip(heads, [cell.value for cell in made[line]], strict=True))


def test_a_record_is_written_in_the_words_of_the_office(county):
    enter(county)
    row = told(sheet())
    assert (row["序号"], row["乡镇（街道）"], row["村（社区）"]) == (1, "城关镇", "东门村")
    assert (row["案件类别"], row["受援人类别"]) == ("民事", "残疾人、农民工")
    assert row["挽回损失（元）"] == 1200.5
    assert row["受理日期"] == datetime.datetime(2026, 3, 1)


def test_numbers_of_persons_are_masked_and_text_is_never_a_formula(county):
    enter(county)
    made = sheet()
    row = told(made)
    assert "*" in row["身份证号"]
    assert ledgers.id_number(3) not in [cell.value for line in made.iter_rows() for cell in line]
    assert row["联系电话"] == "120******01"
    assert {cell.data_type for line in made.iter_rows() for cell in line if cell.value == "=1+1"} == {"s"}


def test_only_what_the_filters_find_within_the_area_is_written(county):
    enter(county)
    enter(county, kind="criminal", number="(2026)2号")
    assert sheet(choices={"kind": "criminal"}).max_row == 3
    assert sheet(make_actor(Role.TOWNSHIP, county.towns[1])).max_row == 2


def test_an_export_is_logged_without_what_was_searched_for(county):
    enter(county)
    sheet(word="甲某某", choices={"kind": "civil"})
    entry = AuditEntry.get(AuditEntry.act == "record.export")
    assert json.loads(entry.detail) == {"records": 1, "choices": {"kind": "civil"}, "searched": True}


def test_a_leader_sees_no_names(county):
    enter(county)
    assert told(sheet(make_actor(Role.LEADER, county.unit)))["受援人"] == "甲**"


@pytest.mark.parametrize("register", REGISTERS.values(), ids=REGISTERS)
def test_every_register_can_be_exported_empty(database, register):
    made = load_workbook(register_export.build(access.machine(), register, Filters())).worksheets[0]
    assert [cell.value for cell in made[2]][:3] == ["序号", "乡镇（街道）", "村（社区）"]
    assert made.max_row == 2
