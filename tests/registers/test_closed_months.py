"""What a closed month asks of whoever changes a record, inside and outside its window, on both sides of the change."""

import datetime
import json

import pytest

from figures.evaluator import Question, evaluate
from models import AuditEntry, Dispute, ScreeningFinding, Training
from office import access
from office.errors import Closed
from registers import closed_months, disputes, entered, entered_months, findings, records
from registers.catalogue import REGISTERS
from registers.entered_months import Typed
from registers.ledger import batches
from registers.screenings import FINDINGS
from tests import cases, ledgers, months
from tests.cases import TODAY, bureau, enter, entry, office
from tests.ledgers import record, table

WHY = "调解协议书日期登记错误，按原件更正"
TRAININGS = REGISTERS["trainings"]
ADVISERS = REGISTERS["advisers"]
AID = REGISTERS["legal-aid"]
pytestmark = pytest.mark.usefixtures("unchecked")


@pytest.fixture
def unchecked(monkeypatch):
    """Returns are sent up whatever the checks of their figures find: they have tests of their own."""
    monkeypatch.setattr("figures.returns.chain.run", lambda *asked, **more: [])


def ran(start, end, **more):
    """A case from one day to another, as typed."""
    return {"accepted_on": start, "concluded_on": end, "agreed_on": end} | more


def pending(start):
    return {
        "accepted_on": start,
        "outcome": "pending",
        "concluded_on": "",
        "agreed_on": "",
        "form": "",
        "amount": "",
    }


def change(county, made, reason="", place=0, **raw):
    actor = bureau(county)
    now = Dispute.get_by_id(made.id).version
    return disputes.change(actor, made.id, now, entry(county, place, **raw), today=TODAY, reason=reason)


def asks(act, *arguments, **more):
    """The effects that the act is told to have, having saved nothing."""
    before = AuditEntry.select().count()
    with pytest.raises(Closed) as told:
        act(*arguments, **more)
    assert AuditEntry.select().count() == before
    return "；".join(f"{row.unit} {row.sentence()}" for row in told.value.effects.rows)


def official(county, month="2026-10"):
    question = Question(county.unit.id, months.span(month).period, state="official")
    return {key: figure.value for key, figure in evaluate(access.machine(), question).total.items()}


# ---------------------------------------------------------------- the reason


def test_what_a_locked_month_counted_is_changed_only_with_a_reason(county):
    made = enter(county, office(county), **ran("2026-10-05", "2026-10-20"))
    months.close(county.unit, "2026-10")
    before = official(county)
    other = ran("2026-10-05", "2026-10-20", outcome="failed", form="", amount="", agreed_on="")
    assert "2026年10月 调解成功数 −1件" in asks(change, county, made, **other)
    assert Dispute.get().version == 1
    change(county, made, WHY, **other)
    row = AuditEntry.select().order_by(AuditEntry.id.desc()).get()
    detail = json.loads(row.detail)
    assert row.act == "dispute.change"
    assert detail["reason"] == WHY
    assert "城关镇 2026年10月 调解成功数 −1件" in detail["effects"]
    assert official(county) == before


@pytest.mark.parametrize("empty", ["", "  ", "情况属实", "已核实，无误", "11111111", "短"])
def test_an_empty_phrase_is_no_reason(county, empty):
    made = enter(county, office(county), **ran("2026-10-05", "2026-10-20"))
    months.close(county.unit, "2026-10")
    with pytest.raises(Closed) as told:
        change(county, made, empty, **ran("2026-10-05", "2026-10-21"), amount="9元")
    assert (told.value.fault is None) == (not empty.strip())
    assert Dispute.get().version == 1


def test_what_does_not_count_stays_free(county):
    made = enter(county, office(county), **ran("2026-10-05", "2026-10-20"))
    months.close(county.unit, "2026-10")
    people = cases.parties(applicant="张建军")
    change(
        county,
        made,
        people=people,
        **ran("2026-10-05", "2026-10-20", summary="两家和好", note="已核"),
    )
    assert Dispute.get().summary == "两家和好"
    assert "effects" not in AuditEntry.select().order_by(AuditEntry.id.desc()).get().detail


def test_without_the_counting_no_guarded_act_goes_through(county, monkeypatch):
    made = enter(county, office(county))
    monkeypatch.setattr(closed_months, "_counting", None)
    with pytest.raises(RuntimeError):
        change(county, made, note="已核")
    with pytest.raises(RuntimeError):
        disputes.void(office(county), made.id, 1, "与第2号案件重复登记")
    assert Dispute.get().version == 1


def test_where_nothing_is_locked_a_change_costs_one_query(county, counting):
    made = enter(county, office(county))
    with counting() as statements, closed_months.watched({"dispute": [made.id]}):
        pass
    ((sql, _parameters),) = statements
    assert "return" in sql


# ---------------------------------------------------------------- inside and outside of the window

INSIDE = ("2026-10-01", "2026-10-15", "2026-10-31")
OUTSIDE = ("2026-09-30", "2026-11-01")


@pytest.mark.parametrize("day", INSIDE)
def test_every_day_of_a_locked_month_is_inside(county, day):
    made = enter(county, office(county), **ran(day, day))
    months.close(county.unit, "2026-10")
    assert "协议涉及金额 −34991.00元" in asks(change, county, made, **ran(day, day, amount="9元"))


@pytest.mark.parametrize("day", OUTSIDE)
def test_the_days_before_and_after_it_are_outside(county, day):
    made = enter(county, office(county), **ran(day, day))
    months.close(county.unit, "2026-10")
    assert change(county, made, **ran(day, day, amount="9元")).amount == 900


@pytest.mark.parametrize("outside", OUTSIDE)
@pytest.mark.parametrize("inside", INSIDE)
def test_both_sides_of_a_change_are_looked_at(county, inside, outside):
    leaving = enter(county, office(county), **ran(inside, inside))
    coming = enter(county, office(county), **ran(outside, outside), people=cases.parties("周铁柱", "钱三"))
    months.close(county.unit, "2026-10")
    assert "受理纠纷数 −1件" in asks(change, county, leaving, **ran(outside, outside))
    assert "受理纠纷数 +1件" in asks(change, county, coming, **ran(inside, inside))


def test_a_month_is_closed_for_the_units_that_locked_it(county):
    """The county may lock without a township; that one's late entries and changes are no corrections."""
    made = enter(county, bureau(county), 2, **ran("2026-10-05", "2026-10-20"))
    for unit in (county.towns[0], county.unit):
        months.approve(unit, "2026-10")
    months.lock(county.unit, "2026-10")
    assert change(county, made, place=2, **ran("2026-10-05", "2026-10-20", amount="9元")).amount == 900
    assert "城关镇 2026年10月 受理纠纷数 +1件" in asks(
        change, county, made, place=0, **ran("2026-10-05", "2026-10-20")
    )


def test_a_move_between_townships_is_a_correction_of_both(county):
    made = enter(county, office(county), **ran("2026-10-05", "2026-10-20"))
    months.close(county.unit, "2026-10")
    told = asks(change, county, made, place=2, **ran("2026-10-05", "2026-10-20"))
    assert "城关镇 2026年10月 受理纠纷数 −1件" in told
    assert "柳河镇 2026年10月 受理纠纷数 +1件" in told


def test_a_move_between_villages_and_another_type_change_the_tables(county):
    made = enter(county, office(county), **ran("2026-10-05", "2026-10-20"))
    months.close(county.unit, "2026-10")
    assert "所属单位 东门村 → 西门村" in asks(
        change, county, made, place=1, **ran("2026-10-05", "2026-10-20")
    )
    told = asks(change, county, made, **ran("2026-10-05", "2026-10-20", type="T03"))
    assert "纠纷类型（18类） 邻里纠纷 → " in told
    assert "受理" not in told
    assert "调解员 未填 → 赵东门" in asks(
        change, county, made, mediators=[county.mediators[0]], **ran("2026-10-05", "2026-10-20")
    )


def test_a_month_stays_closed_while_its_next_revision_is_worked_on(county):
    made = enter(county, office(county), **ran("2026-10-05", "2026-10-20"))
    months.close(county.unit, "2026-10")
    months.reopen(county.towns[0], "2026-10")
    assert "受理纠纷数 −1件" in asks(change, county, made, **ran("2026-11-05", "2026-11-10"))


# ---------------------------------------------------------------- progress


def test_a_case_goes_on_in_an_open_month_without_a_reason(county):
    made = enter(county, office(county), **pending("2026-10-05"))
    months.close(county.unit, "2026-10")
    change(county, made, **ran("2026-10-05", "2026-11-10"))
    change(county, made, **ran("2026-10-05", "2026-11-10", performance="done", performed_on="2026-11-12"))
    change(
        county,
        made,
        **ran("2026-10-05", "2026-11-11", amount="9元", satisfaction="yes", followed_up_on="2026-11-15"),
    )
    assert Dispute.get().version == 4


def test_a_conclusion_within_the_locked_month_is_a_correction(county):
    made = enter(county, office(county), **pending("2026-10-05"))
    months.close(county.unit, "2026-10")
    told = asks(change, county, made, **ran("2026-10-05", "2026-10-31"))
    assert "2026年10月 调结纠纷数 +1件" in told
    assert "2026年10月 未结纠纷数 −1件" in told


def test_a_stock_is_corrected_in_every_locked_month_through_which_it_lasted(county):
    made = enter(county, office(county), **pending("2026-07-05"))
    months.close(county.unit, "2026-08", "2026-09", "2026-10")
    told = asks(change, county, made, **ran("2026-07-05", "2026-08-31"))
    assert [f"2026年{n}月 未结纠纷数 −1件" in told for n in (7, 8, 9, 10, 11)] == [
        False,
        True,
        True,
        True,
        False,
    ]
    assert change(county, made, **ran("2026-07-05", "2026-11-01")).days == 119


def test_the_steps_of_another_register_go_on_too(county):
    raw = {"kind": "civil", "name": "王建国", "accepted_on": "2026-10-08", "state": "assigned", "groups": []}
    made = records.enter(office(county), AID, county.towns[0].id, raw, today=TODAY)
    months.close(county.unit, "2026-10")
    on = raw | {"state": "concluded", "concluded_on": "2026-11-05", "quality": "good"}
    made = records.change(office(county), AID, made.id, 1, county.towns[0].id, on, today=TODAY)
    late = on | {"concluded_on": "2026-10-30"}
    told = asks(records.change, office(county), AID, made.id, 2, county.towns[0].id, late, today=TODAY)
    assert "2026年10月 法律援助办结数 +1件" in told


# ---------------------------------------------------------------- every guarded act


def test_a_withdrawal_is_a_correction(county):
    made = enter(county, office(county), **ran("2026-10-05", "2026-10-20"))
    free = enter(county, office(county), people=cases.parties("周铁柱", "钱三"))
    months.close(county.unit, "2026-10")
    assert disputes.void(office(county), free.id, 1, "录错了").voided_at
    assert "受理纠纷数 −1件" in asks(disputes.void, office(county), made.id, 1, "重复")
    assert "受理纠纷数 −1件" in asks(
        disputes.void, office(county), made.id, 1, "与第2号案件重复登记", correction=""
    )
    assert disputes.void(office(county), made.id, 1, "与第2号案件重复登记").voided_at


def training(county, day, **more):
    raw = {"held_on": day, "audience": "understander", "persons": "30", "subject": "民法典"} | more
    return records.enter(office(county), TRAININGS, county.towns[0].id, raw, today=TODAY), raw


def test_a_described_register_is_guarded_alike(county):
    made, raw = training(county, "2026-10-31")
    other, _raw = training(county, "2026-11-01", subject="宪法")
    months.close(county.unit, "2026-10")
    place = (county.towns[0].id, raw | {"persons": "36"})
    told = asks(records.change, office(county), TRAININGS, made.id, 1, *place, today=TODAY)
    assert "法律明白人培训 参训+6人次" in told
    records.change(office(county), TRAININGS, made.id, 1, *place, today=TODAY, reason=WHY)
    assert "法律明白人培训 −1场，参训−36人次" in asks(
        records.void, office(county), TRAININGS, made.id, 2, "重复"
    )
    records.void(office(county), TRAININGS, other.id, 1, "重复")
    records.void(office(county), TRAININGS, made.id, 2, "与上一场重复登记了")
    assert not Training.select().where(Training.voided_at.is_null()).exists()


def test_a_person_held_by_another_record_stays_counted(county):
    """An adviser of two villages is one person: without one engagement the number of people is as before."""
    raw = {"name": "高明", "office": "明理律师事务所", "category": "lawyer", "valid_from": "2026-01-01"}
    first, second = (
        records.enter(office(county), ADVISERS, village.id, raw, today=TODAY)
        for village in county.villages[:2]
    )
    months.close(county.unit, "2026-10")
    told = asks(records.void, office(county), ADVISERS, first.id, 1, "重复")
    assert "合计不变" in told
    lost = closed_months.of_losing({"adviser": [first.id]})
    assert {"配备法律顾问的村（社区）数", "村（居）法律顾问覆盖率"} <= set(lost.rates)
    records.void(office(county), ADVISERS, first.id, 1, "聘任合同未签，登记有误")
    assert "村（居）法律顾问人数 −1人" in asks(records.void, office(county), ADVISERS, second.id, 1, "重复")


def test_an_engagement_touches_the_locked_months_by_which_it_is_moved(county):
    raw = {
        "name": "高明",
        "office": "明理律师事务所",
        "category": "lawyer",
        "valid_from": "2026-01-01",
        "until": "2026-09-30",
    }
    made = records.enter(office(county), ADVISERS, county.villages[0].id, raw, today=TODAY)
    months.close(county.unit, "2026-09", "2026-10")
    longer = (county.villages[0].id, raw | {"until": "2026-10-31"})
    told = asks(records.change, office(county), ADVISERS, made.id, 1, *longer, today=TODAY)
    assert "2026年10月 村（居）法律顾问人数 +1人" in told
    assert "2026年9月" not in told
    almost = (county.villages[0].id, raw | {"until": "2026-10-30"})
    records.change(office(county), ADVISERS, made.id, 1, *almost, today=TODAY)


def test_a_finding_that_becomes_a_case_counts_in_its_own_month(county):
    raw = {"found_on": "2026-10-08", "name": "张建国、李秀英", "type": "T02"}
    made, free = (
        records.enter(office(county), FINDINGS, county.villages[0].id, raw | day, today=TODAY)
        for day in ({}, {"found_on": "2026-11-08"})
    )
    months.close(county.unit, "2026-10")
    findings.become_case(office(county), free.id, today=TODAY)
    assert "排查转为纠纷案件数 +1件" in asks(findings.become_case, office(county), made.id, today=TODAY)
    assert ScreeningFinding.get_by_id(made.id).dispute_id is None
    findings.become_case(office(county), made.id, today=TODAY, reason="上月排查发现，本月正式受理")
    done = raw | {"state": "resolved"}
    free = ScreeningFinding.get_by_id(made.id)
    records.change(office(county), FINDINGS, made.id, free.version, county.villages[0].id, done, today=TODAY)


def fill(county, one, month, number, reason=""):
    actor, day = office(county), datetime.date(2026, month, 1)
    seen = entered_months.sheet(actor, county.towns[0].id, day).seen
    typed = {one.id: Typed(number)}
    return entered_months.fill(actor, county.towns[0].id, day, typed, seen, today=TODAY, reason=reason)


@pytest.fixture
def measured(county):
    """measured(kind): an indicator that the townships fill in."""

    def define(kind):
        typed = {"name": "在册社区矫正对象", "measure": "人", "kind": kind, "reported_by": "township"}
        return entered.define(bureau(county), typed)

    return define


def test_an_entered_number_of_a_locked_month_is_guarded_and_a_first_one_is_a_late_entry(county, measured):
    one = measured("flow")
    fill(county, one, 10, "8")
    months.close(county.unit, "2026-09", "2026-10")
    fill(county, one, 9, "5")
    fill(county, one, 11, "7")
    fill(county, one, 11, "9")
    assert asks(fill, county, one, 10, "6").startswith("城关镇 2026年10月 在册社区矫正对象 −2人")
    assert "在册社区矫正对象 −8人" in asks(fill, county, one, 10, "")
    fill(county, one, 10, "", WHY)
    assert fill(county, one, 10, "").missing


def test_the_stock_of_an_earlier_month_holds_again_when_a_later_one_is_taken_back(county, measured):
    one = measured("stock")
    fill(county, one, 8, "5")
    fill(county, one, 10, "8")
    months.close(county.unit, "2026-08", "2026-09", "2026-10")
    told = asks(fill, county, one, 10, "")
    assert "2026年10月 在册社区矫正对象 −3人" in told
    assert "2026年9月" not in told
    told = asks(fill, county, one, 8, "6")
    assert [f"2026年{n}月 在册社区矫正对象 +1人" in told for n in (8, 9, 10)] == [True, True, False]


def test_undoing_an_import_needs_a_reason_where_a_record_of_it_counts_in_a_locked_month(county):
    row = {"受理日期": "2026-10-05", "结案日期": "2026-10-20"}
    boss = bureau(county)
    old, new = (
        ledgers.take(ledgers.xlsx({"城关镇": table(record(**days))}), actor=boss).batch
        for days in (row, {"受理日期": "2026-11-05", "结案日期": "2026-11-10"})
    )
    months.close(county.unit, "2026-10")
    assert batches.undo(boss, new) == 1
    assert "受理纠纷数 −1件" in asks(batches.undo, boss, old)
    assert batches.undo(boss, old, reason="导入了别的县的台账，全部作废") == 1
