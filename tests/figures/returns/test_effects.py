"""What a change does to locked months: by how much, into which roll-ups, by which date; and how a record stands there."""

import datetime

import pytest

from figures.differences import effects, moments, standing
from figures.differences.standing import AS_LOCKED, CHANGED, LATE
from models import Dispute
from office import settings
from registers import closed_months, disputes
from tests import cases, months
from tests.cases import TODAY, bureau, enter, entry

pytestmark = pytest.mark.usefixtures("unchecked")
WHY = "调解协议书日期登记错误，按原件更正"


def ran(start, end, **more):
    return {"accepted_on": start, "concluded_on": end, "agreed_on": end} | more


def losing(*made):
    return closed_months.of_losing({"dispute": [one.id for one in made]})


def named(found, name):
    """(unit, month, text, roll-ups) of the effects of that name."""
    return [
        (row.unit, row.month.key, row.text, {span.key: text for span, text in row.above})
        for row in found.rows
        if row.name == name
    ]


def test_an_effect_runs_into_the_quarter_half_and_year(county):
    made = enter(county, bureau(county), **ran("2026-03-05", "2026-03-20", amount="3.5万"))
    months.close(county.unit, "2026-03")
    found = losing(made)
    above = {"2026-Q1": "−1件", "2026-H1": "−1件", "2026": "−1件"}
    assert named(found, "调解成功数") == [("城关镇", "2026-03", "−1件", above)]
    assert found.rows[0].sentence() == "2026年3月 受理纠纷数 −1件（一季度 −1件，上半年 −1件，全年 −1件）"
    assert named(found, "协议涉及金额")[0][2] == "−35000.00元"
    assert "调解成功率" in found.rates
    assert not named(found, "计入用时的纠纷数")


def test_only_the_rates_that_are_worked_out_from_what_changes_are_named(county):
    made = enter(county, bureau(county), **ran("2026-03-05", "2026-03-20"))
    months.close(county.unit, "2026-03")
    found = changed(
        county, made, **ran("2026-03-05", "2026-03-20", outcome="failed", form="", amount="", agreed_on="")
    )
    assert set(found.rates) == {"调解成功率", "协议履行率"}
    assert found.told() == (
        "城关镇 2026年3月 调解成功数 −1件，调解不成功数 +1件，协议涉及金额 −35000.00元，调解协议数 −1件"
    )


def test_what_several_months_lose_adds_up_above_them(county):
    made = [
        enter(county, bureau(county), people=cases.parties(name, "钱三"), **ran(day, day))
        for name, day in (("张建国", "2026-02-05"), ("周铁柱", "2026-03-05"), ("王来福", "2026-04-05"))
    ]
    months.close(county.unit, "2026-02", "2026-03", "2026-04")
    rows = named(losing(*made), "受理纠纷数")
    assert [(month, text) for _unit, month, text, _above in rows] == [
        ("2026-02", "−1件"),
        ("2026-03", "−1件"),
        ("2026-04", "−1件"),
    ]
    assert rows[0][3] == {"2026-Q1": "−2件", "2026-H1": "−3件", "2026": "−3件"}
    assert rows[2][3] == {"2026-Q2": "−1件", "2026-H1": "−3件", "2026": "−3件"}


def changed(county, made, **raw):
    """The effects of a change, as its audit row would say them."""
    before = effects.counted({"dispute": [made.id]})
    disputes.change(bureau(county), made.id, made.version, entry(county, **raw), today=TODAY, reason=WHY)
    return effects.between(before, effects.counted({"dispute": [made.id]}))


def test_a_move_within_a_quarter_leaves_the_quarter_as_it_was(county):
    made = enter(county, bureau(county), **ran("2026-02-05", "2026-02-20"))
    months.close(county.unit, "2026-02", "2026-03")
    found = changed(county, made, **ran("2026-03-05", "2026-03-20"))
    assert [(month, text, above["2026-Q1"]) for _u, month, text, above in named(found, "受理纠纷数")] == [
        ("2026-02", "−1件", "不变"),
        ("2026-03", "+1件", "不变"),
    ]


def test_the_bases_are_told_apart_where_they_differ(county):
    made = enter(county, bureau(county), **ran("2026-02-05", "2026-03-20"))
    months.close(county.unit, "2026-02", "2026-03")
    found = losing(made)
    assert [row[1:3] for row in named(found, "调解成功数（按结案日期）")] == [("2026-03", "−1件")]
    assert [row[1:3] for row in named(found, "调解成功数（按受理日期）")] == [("2026-02", "−1件")]
    assert not named(found, "调解成功数")


def test_of_what_holds_at_the_end_only_the_last_month_runs_into_a_quarter(county):
    made = enter(county, bureau(county), accepted_on="2026-02-05", outcome="pending", concluded_on="", agreed_on="",
                 form="", amount="")  # fmt: skip
    months.close(county.unit, "2026-02", "2026-03")
    rows = named(losing(made), "未结纠纷数")
    assert [(month, text) for _unit, month, text, _above in rows] == [
        ("2026-02", "−1件"),
        ("2026-03", "−1件"),
    ]
    assert [above for *_rest, above in rows] == [{"2026-Q1": "−1件", "2026-H1": "不变", "2026": "不变"}] * 2


def test_several_numbers_side_by_side_are_told_each(county):
    made = enter(
        county,
        bureau(county),
        **ran("2026-03-05", "2026-03-20", petition_cases="3", petition_persons="15"),
    )
    months.close(county.unit, "2026-03")
    (row,) = [row for row in losing(made).rows if row.key == "dispute.petition_prevented"]
    assert row.text == "−3件，−15人"


def test_the_months_are_those_of_the_statistical_calendar(county):
    settings.put("year_end", "11-25")
    made = enter(county, bureau(county), **ran("2026-09-26", "2026-10-25"))
    months.close(county.unit, "2026-10")
    (row,) = named(losing(made), "受理纠纷数")
    assert row[1] == "2026-10"
    assert set(row[3]) == {"2026-Q4", "2026-H2", "2026"}
    settings.put("year_end", "12-31")


def test_it_says_who_has_taken_the_month_in_and_its_line_in_the_tables_of_the_year(county):
    first = enter(county, bureau(county), **ran("2026-03-05", "2026-03-20"))
    second = enter(county, bureau(county), 2, **ran("2026-03-05", "2026-03-20"))
    for town in county.towns:
        months.approve(town, "2026-03")
        months.lock(town, "2026-03")
    (lock,) = {row.lock for row in losing(second).rows}
    assert (lock.revision, lock.sent_to, lock.line) == (1, (), 2)
    months.approve(county.unit, "2026-03")
    months.lock(county.unit, "2026-03")
    months.correct(county.towns[1], "2026-03")
    (lock,) = {row.lock for row in losing(second).rows}
    assert (lock.revision, lock.sent_to, lock.line) == (2, ("青山县",), 2)
    assert {row.lock.line for row in losing(first).rows} == {1}


def test_nothing_happens_to_months_that_nobody_locked(county):
    made = enter(county, bureau(county), **ran("2026-03-05", "2026-03-20"))
    assert not losing(made)
    months.close(county.unit, "2026-04")
    assert not losing(made)
    assert not closed_months.of_losing({"dispute": []})


# ---------------------------------------------------------------- how a record stands


def stood(made):
    return [(one.month.key, one.revision, one.state) for one in standing.standings("dispute", made.id)]


def test_a_record_stands_where_it_was_counted_until_it_counts_otherwise(county):
    made = enter(county, bureau(county), **ran("2026-02-05", "2026-03-20"))
    assert stood(made) == []
    months.close(county.unit, "2026-02", "2026-03")
    assert stood(made) == [("2026-02", 1, AS_LOCKED), ("2026-03", 1, AS_LOCKED)]
    changed(county, made, **ran("2026-02-05", "2026-04-20"))
    assert stood(made) == [("2026-02", 1, AS_LOCKED), ("2026-03", 1, CHANGED)]
    months.correct(county.towns[0], "2026-03")
    assert stood(made) == [("2026-02", 1, AS_LOCKED), ("2026-03", 2, AS_LOCKED)]


def test_a_case_that_went_on_in_an_open_month_has_not_changed_the_locked_one(county):
    made = enter(county, bureau(county), accepted_on="2026-02-05", outcome="pending", concluded_on="", agreed_on="",
                 form="", amount="")  # fmt: skip
    months.close(county.unit, "2026-02")
    changed(county, made, **ran("2026-02-05", "2026-04-20"))
    assert stood(made) == [("2026-02", 1, AS_LOCKED)]


def test_a_late_record_and_one_that_is_gone(county):
    kept = enter(county, bureau(county), **ran("2026-02-05", "2026-02-20"))
    months.close(county.unit, "2026-02")
    late = enter(
        county, bureau(county), people=cases.parties("周铁柱", "钱三"), **ran("2026-02-06", "2026-02-21")
    )
    assert stood(late) == [("2026-02", 0, LATE)]
    disputes.void(bureau(county), kept.id, 1, "与第2号案件重复登记")
    assert stood(kept) == [("2026-02", 1, CHANGED)]
    months.correct(county.towns[0], "2026-02")
    assert stood(kept) == []
    assert stood(late) == [("2026-02", 2, AS_LOCKED)]


def test_the_record_of_the_county_itself_stands_in_the_revision_that_follows(county):
    made = enter(county, bureau(county), **ran("2026-02-05", "2026-02-20"))
    Dispute.update(unit=county.unit).where(Dispute.id == made.id).execute()
    months.close(county.unit, "2026-02")
    months.correct(county.towns[0], "2026-02")
    assert stood(made) == [("2026-02", 2, AS_LOCKED)]


def test_late_records_are_those_of_locked_months_that_were_not_counted_there(county):
    kept = enter(county, bureau(county), **ran("2026-02-05", "2026-02-20"))
    assert moments.late("dispute", [kept.id]) == 0
    months.close(county.unit, "2026-02")
    late = enter(
        county, bureau(county), people=cases.parties("周铁柱", "钱三"), **ran("2026-02-06", "2026-02-21")
    )
    free = enter(
        county, bureau(county), people=cases.parties("王来福", "孙六"), **ran("2026-03-06", "2026-03-21")
    )
    assert moments.late("dispute", [kept.id, late.id, free.id]) == 1
    rows = [
        ("dispute", county.villages[0].id, {"accepted_on": datetime.date(2026, month, 3)}) for month in (2, 3)
    ]
    assert moments.late_rows(rows) == 1
