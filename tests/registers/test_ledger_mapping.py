"""Which row is the header, and which column is which field, in the shapes that offices give their ledgers."""

import pytest

from registers.ledger import mapping
from registers.ledger.reading import Sheet
from tests.ledgers import HEADINGS


def mapped(rows, habits=None):
    return mapping.map_sheet(Sheet("台账", rows), habits or {})


def fields(sheet):
    return [column.field for column in sheet.columns]


@pytest.mark.parametrize("above", [0, 1, 4])
def test_the_header_is_found_under_any_number_of_titles(above):
    sheet = mapped([["人民调解台账"] + [""] * 16] * above + [HEADINGS])
    assert sheet.header.row == above
    assert sheet.missing == []
    assert fields(sheet)[:4] == ["sequence", "accepted_on", "village", "body"]


@pytest.mark.parametrize(
    ("written", "field"),
    [
        ("受 理 日 期", "accepted_on"),
        ("受理\n日期", "accepted_on"),
        ("涉及金额（元）", "amount"),
        ("涉及金额(万元)", "amount"),
        ("纠纷类型（必填）", "type"),
        ("申请人*", "applicant"),
        ("3.案件来源", "source"),
        ("NO．", "sequence"),
        ("领导批示", ""),
    ],
)
def test_a_heading_is_known_in_whatever_way_it_is_set(written, field):
    sheet = mapped([[written, *(text for text in HEADINGS if text != written)]])
    assert sheet.columns[0].field == field


def test_of_two_columns_alike_the_one_right_of_the_respondent_is_the_respondents():
    sheet = mapped([["受理日期", "申请人", "身份证号", "电话", "被申请人", "身份证号", "电话", "类型"]])
    assert fields(sheet) == ["accepted_on", "applicant", "applicant_id", "applicant_phone", "respondent",
                             "respondent_id", "respondent_phone", "type"]  # fmt: skip


def test_a_header_of_two_rows_is_read_with_its_groups():
    sheet = mapped(
        [
            ["台账", "", "", "", "", ""],
            ["受理日期", "申请人", "", "被申请人", "", "纠纷类型"],
            ["", "姓名", "身份证号", "姓名", "身份证号", ""],
            ["2020-1-1", "甲某", "", "乙某", "", "邻里"],
        ]
    )
    assert fields(sheet) == [
        "accepted_on",
        "applicant",
        "applicant_id",
        "respondent",
        "respondent_id",
        "type",
    ]
    assert [column.heading for column in sheet.columns][:2] == ["受理日期", "申请人姓名"]
    assert len(sheet.rows) == 1


def test_the_habit_of_an_office_comes_before_what_everybody_knows():
    rows = [["受理日期", "申请人", "办理人", "类型", "状态"]]
    assert fields(mapped(rows)) == ["accepted_on", "applicant", "", "type", "outcome"]
    habits = {"办理人": "mediators", "状态": ""}
    assert fields(mapped(rows, habits)) == ["accepted_on", "applicant", "mediators", "type", ""]


def test_what_is_missing_is_told():
    sheet = mapped([["受理日期", "申请人", "类型", "备注"]])
    assert set(sheet.missing) == {"source", "outcome"}


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([], mapping.EMPTY),
        ([["", ""], [None, ""]], mapping.EMPTY),
        ([["填表说明"], ["一、日期写到日"]], mapping.NO_LEDGER),
        ([["序号", "单位", "金额", "备注"], [1, "城关镇", 3, ""]], mapping.NO_LEDGER),
    ],
)
def test_a_sheet_that_is_no_ledger_is_left_out(rows, why):
    assert mapped(rows).left_out == why


def test_a_hidden_ledger_is_left_out():
    assert mapping.map_sheet(Sheet("旧", [HEADINGS], hidden=True), {}).left_out == mapping.HIDDEN
