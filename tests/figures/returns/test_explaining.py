"""差异说明: whatever two figures are chosen, the effects of the records are exactly what they differ by."""

import datetime
import random
from dataclasses import replace

import pytest

from figures.defining import Rate
from figures.differences import saying
from figures.differences.explaining import explain, read_and_explain
from figures.differences.sides import Side
from figures.evaluator import evaluate
from figures.indicators import INDICATORS, find
from models import Committee, Mediator, now
from office import access, unit_changes
from office.errors import Rejected
from tests import months
from tests.figures.returns.test_bridge import changed, lock_quarter
from tests.make import County, make_actor, make_dispute
from tests.records import scatter_everything
from tests.upsets import upset
from vocab import LIVE, OFFICIAL, Role

pytestmark = pytest.mark.usefixtures("unchecked")

BOSS = access.machine()
MARCH = "unit=某某县,month=2020-03,key=dispute.concluded"
KEYS = (*INDICATORS, "entered.1", "entered.2")


# ---------------------------------------------------------------- exactness


@pytest.mark.parametrize("seed", [1, 2])
def test_the_records_account_for_every_difference(database, seed):
    county = County()
    county.scatter(120, seed=seed)
    scatter_everything(county, 12)
    lock_quarter(county)
    upset(county, seed, 30)
    months.correct(county.towns[0], "2020-01")
    upset(county, seed + 100, 30)
    lot = random.Random(seed)
    differing = 0
    for _ in range(150):
        key = lot.choice(KEYS)
        differing += _holds(key, _side(lot, county, key), _side(lot, county, key))
    assert differing > 50


def _side(lot, county, key):
    """A random side; of a share of the whole one with a row."""
    state = lot.choice([LIVE, LIVE, OFFICIAL])
    one = find(key)
    types = (("type", f"T{lot.randrange(1, 19):02}"),)
    where = types if isinstance(one, Rate) and one.whole else ()
    if key.startswith("dispute.") and lot.random() < 0.3:
        where = lot.choice([types, (("source", "S31"),), (("outcome", "succeeded"),), (("tag", "G01"),)])
    return Side(
        lot.choice([*county.units[:4], county.unit]).id,
        months.span(lot.choice(["2020-01", "2020-02", "2020-Q1"])).period,
        state,
        None,
        lot.choice(["concluded", "accepted"]),
        where,
        lot.random() < 0.2,
        lot.random() < 0.2,
    )


def _holds(key, a, b):
    """Both figures are the evaluator's, and the records add up to their difference; 1 where there is one."""
    try:
        found = explain(BOSS, a, b, key)
    except Rejected:
        assert OFFICIAL in (a.state, b.state)
        return False
    assert sum(one.effect for one in found.records) == found.difference, (key, a, b)
    assert sum(one.base_effect for one in found.records) == found.base_difference
    assert len({(one.register, one.id) for one in found.records}) == len(found.records)
    assert all(one.effect or one.base_effect for one in found.records)
    for side, amount in ((a, found.a), (b, found.b)):
        if not side.by_months:
            assert _evaluated(key, side) == _amount(amount), (key, side)
        elif not isinstance(found.one, Rate):
            monthly = [replace(side, by_months=False, period=period) for _, period in side.months()]
            if side.state == LIVE:
                assert sum(_evaluated(key, one)[0] for one in monthly) == amount.value, (key, side)
    return bool(found.records)


def _evaluated(key, side):
    """What a page shows: the figure, and of a rate both its counts."""
    one = find(key)
    if isinstance(one, Rate) and one.whole:
        row = evaluate(BOSS, side.question((key,))).total[key]
        whole = evaluate(BOSS, replace(side, where=()).question((key,))).total[key]
        return row.numerator, whole.denominator
    figure = evaluate(BOSS, side.question((key,))).total[key]
    return (figure.numerator, figure.denominator) if isinstance(one, Rate) else (figure.value or 0,)


def _amount(amount):
    return (amount.value,) if amount.numerator is None else (amount.numerator, amount.denominator)


# ---------------------------------------------------------------- reasons


@pytest.fixture
def county(database):
    """Two cases of March 2020 in the first town, one in the second, locked."""
    made = County()
    made.cases = [make_dispute(made.towns[0]), make_dispute(made.towns[0]), make_dispute(made.towns[1])]
    months.close(made.unit, "2020-03")
    return made


def told(found):
    """Record → what it adds and why."""
    return {one.id: (one.effect, one.reason.code) for one in found.records}


def details(found):
    return [one.reason.detail for one in found.records]


def test_late_corrected_voided_between_locked_and_living(county):
    one, two, three = county.cases
    late = make_dispute(county.towns[1])
    changed(one, outcome="failed", form=None)
    changed(two, concluded_on=datetime.date(2020, 4, 2))
    changed(three, voided_at=now(), void_reason="当事人撤回申请")
    found = read_and_explain(BOSS, f"{MARCH},state=official", "state=live")
    assert (found.a.value, found.b.value) == (3, 2)
    assert told(found) == {late.id: (1, "late"), two.id: (-1, "corrected"), three.id: (-1, "voided")}
    assert "结案日期 2020-03-19 → 2020-04-02" in details(found)
    succeeded = read_and_explain(
        BOSS, "unit=某某县,month=2020-03,key=dispute.succeeded,state=official", "state=live"
    )
    assert succeeded.records[1].reason.detail == "调解结果 调解成功 → 调解不成"


def test_a_case_concluded_since_is_no_correction_by_the_date_of_acceptance(county):
    case = make_dispute(county.towns[0], outcome="pending")
    months.correct(county.towns[0], "2020-03")
    changed(case, outcome="succeeded", concluded_on=datetime.date(2020, 4, 5))
    key = "unit=某某县,month=2020-03,key=dispute.succeeded,basis=accepted"
    assert told(read_and_explain(BOSS, f"{key},state=official", key)) == {case.id: (1, "progress")}


def test_the_other_way_round_the_signs_turn_and_the_reasons_stay(county):
    changed(county.cases[0], voided_at=now(), void_reason="与另一件重复")
    found = read_and_explain(BOSS, MARCH, "state=official")
    assert told(found) == {county.cases[0].id: (1, "duplicate")}


def test_a_record_counted_in_two_locked_months(county):
    changed(county.cases[0], concluded_on=datetime.date(2020, 4, 2))
    months.close(county.unit, "2020-04")
    period = "unit=某某县,from=2020-03-01,to=2020-04-30,key=dispute.concluded"
    found = read_and_explain(BOSS, f"{period},state=official", f"{period},state=live")
    assert (found.a.value, found.b.value) == (4, 3)
    assert told(found) == {county.cases[0].id: (-1, "corrected")}
    assert "在两个月的审定数里都计了" in details(found)[0]


def test_two_versions_of_a_return(county):
    late = make_dispute(county.towns[0])
    months.correct(county.towns[0], "2020-03")
    found = read_and_explain(BOSS, f"{MARCH},revision=1", f"{MARCH},revision=2")
    assert (found.a.value, found.b.value) == (3, 4)
    assert told(found) == {late.id: (1, "late")}


def test_two_date_bases(county):
    other = make_dispute(county.towns[0], accepted_on=datetime.date(2020, 2, 28))
    key = "unit=某某县,month=2020-03,key=dispute.succeeded"
    found = read_and_explain(BOSS, f"{key},basis=concluded", f"{key},basis=accepted")
    assert told(found) == {other.id: (-1, "other_date")}
    assert "受理日期 2020-02-28" in details(found)[0]


def test_two_units_and_two_periods(county):
    found = read_and_explain(BOSS, MARCH, "unit=城关镇")
    assert told(found) == {county.cases[2].id: (-1, "other_unit")}
    earlier = make_dispute(county.towns[0], accepted_on=datetime.date(2020, 1, 5))
    found = read_and_explain(BOSS, MARCH, "year=2020")
    assert told(found) == {earlier.id: (1, "other_period")}


def test_two_lists_of_types(county):
    other = make_dispute(county.towns[0], type="T01")
    found = read_and_explain(BOSS, f"{MARCH},type=邻里纠纷", MARCH)
    assert told(found) == {other.id: (1, "other_list")}


def test_the_sum_of_the_months_counts_a_person_each_month(county):
    person = Mediator.select().order_by(Mediator.id).first()
    Mediator.update(valid_from=datetime.date(2020, 2, 10)).where(Mediator.id == person.id).execute()
    quarter = "unit=城关镇,quarter=2020-Q1,key=mediator.people"
    found = read_and_explain(BOSS, quarter, f"{quarter},sum=months")
    assert (found.a.value, found.b.value) == (1, 2)
    assert told(found) == {person.id: (1, "repeated")}


def test_a_person_on_two_rolls_is_borne_by_one_record(county):
    town = county.towns[0]
    Mediator.update(id_index="same").execute()
    body = Committee.select().where(Committee.unit == town.id).first()
    again = Mediator.create(unit=town, committee=body, name="钱某", id_index="same")
    other = Mediator.create(
        unit=town, committee=body, name="孙某", id_index="other", valid_from=datetime.date(2020, 3, 5)
    )
    key = "unit=城关镇,key=mediator.people,state=live"
    found = read_and_explain(BOSS, f"{key},month=2020-02", f"{key},month=2020-03")
    assert told(found) == {other.id: (1, "other_period")}
    assert again.id not in told(found)


def test_of_a_rate_both_counts_are_told(county):
    late = make_dispute(county.towns[0], outcome="failed")
    found = read_and_explain(
        BOSS, "unit=某某县,month=2020-03,key=dispute.success_rate,state=official", "state=live"
    )
    assert found.as_json()["a"] == {"value": "100.00", "numerator": 3, "denominator": 3}
    assert found.as_json()["b"] == {"value": "75.00", "numerator": 3, "denominator": 4}
    (record,) = found.as_json()["records"]
    assert (record["id"], record["effect"], record["base_effect"], record["reason"]) == (
        late.id,
        0,
        1,
        "late",
    )


def test_without_and_with_what_was_merged_in(county):
    old, new = county.towns
    unit_changes.merge(BOSS, old.id, new.id, 1, datetime.date(2020, 7, 1), today=months.TODAY)
    key = "unit=东湖乡,month=2020-03,key=dispute.concluded"
    found = read_and_explain(BOSS, key, f"{key},predecessors=1")
    assert {code for _, code in told(found).values()} == {"predecessor"}
    assert found.difference == 2


def test_money_is_exact_to_the_fen(county):
    changed(county.cases[0], amount=12345)
    found = read_and_explain(
        BOSS, "unit=某某县,month=2020-03,key=dispute.amount,state=official", "state=live"
    )
    assert found.as_json()["records"][0]["effect"] == found.b.value - found.a.value == 12345


# ---------------------------------------------------------------- in words and as JSON


def test_json_has_both_figures_and_the_records(county):
    late = make_dispute(county.towns[0], number="〔2020〕城关人调字第9号")
    found = read_and_explain(BOSS, f"{MARCH},state=official", "state=live").as_json()
    assert (found["a"], found["b"]) == (3, 4)
    (record,) = found["records"]
    assert record.items() >= {"register": "disputes", "id": late.id, "effect": 1, "reason": "late"}.items()
    assert record["label"] == "〔2020〕城关人调字第9号"


def test_the_paragraph_says_both_figures_the_difference_and_the_reasons(county):
    make_dispute(county.towns[0])
    said = saying.paragraph(read_and_explain(BOSS, f"{MARCH},state=official", "state=live"))
    assert said == (
        "某某县2020年3月审定调解纠纷数（按结案日期）为3件；某某县2020年3月实时调解纠纷数（按结案日期）为4件。"
        "后者与前者相比多1件，差异来自 1 条记录：补录 1 条（+1）。"
    ).replace("调解纠纷数", "调结纠纷数")


def test_equal_figures_have_no_records(county):
    found = read_and_explain(BOSS, f"{MARCH},state=official", "state=live")
    assert found.records == []
    assert "没有差异" in saying.paragraph(found)


@pytest.mark.parametrize(
    ("a", "b", "said"),
    [
        ("unit=某某县", "", "没有写明期间"),
        ("unit=某某县,month=2020-13", "", "不是统计期"),
        ("unit=某某县,month=2020", "", "不是月份"),
        ("unit=没有这个镇,month=2020-03", "", "没有名为"),
        ("month=2020-03,state=draft", "", "实时"),
        ("month=2020-03,basis=filed", "", "按结案日期"),
        ("month=2020-03,revision=last", "", "第几版"),
        ("month=2020-03,sum=weeks", "", "各月之和"),
        ("month=2020-03,unit", "", "看不懂"),
        ("month=2020-03,month=2020-04", "", "写了两次"),
        ("from=2020-03-01", "", "from 和 to"),
        ("month=2020-03", "", "没有写明指标"),
        ("month=2020-03,key=dispute.accepted", "key=dispute.concluded", "两边的指标不同"),
        ("month=2020-03,key=dispute.nothing", "", "没有名为"),
        ("month=2020-03,key=dispute.accepted,colour=red", "", "不能用来限定"),
        ("month=2020-05,key=dispute.accepted,state=official", "", "还没有锁定"),
        ("month=2020-03,key=dispute.accepted,revision=7", "", "没有第 7 版"),
    ],
)
def test_what_cannot_be_read_is_named(county, a, b, said):
    with pytest.raises(Rejected, match=said):
        read_and_explain(BOSS, a, b)


@pytest.mark.parametrize(
    "span", ["quarter=2020-Q1", "quarter=2020-1", "half=2020-H1", "year=2020", "from=20200301,to=2020.3.31"]
)
def test_periods_are_written_in_many_ways(county, span):
    assert read_and_explain(BOSS, f"unit=某某县,{span},key=dispute.concluded", "").b.value == 3


def test_somebody_sees_only_the_own_area(county):
    changed(county.cases[0], unit=county.towns[1].id)
    office = make_actor(Role.TOWNSHIP, county.towns[0])
    found = read_and_explain(office, "month=2020-03,key=dispute.concluded,state=official", "state=live")
    (record,) = found.records
    assert (record.reason.code, record.reason.detail, record.visible) == (
        "moved",
        "由城关镇移至东湖乡",
        False,
    )
