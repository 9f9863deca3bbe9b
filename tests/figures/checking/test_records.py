"""Checks of single records and of how they are spread: one test in which each finds, one in which it does not."""

import datetime

import pytest

from figures import periods
from models import Account, Dispute, ImportBatch, Party
from office import settings
from tests.figures.checking.checks import FEBRUARY, MARCH, D, check, good, many
from tests.make import County, make_actor, make_dispute, make_mediator, make_record, make_unit
from vocab import Role, UnitKind


@pytest.fixture
def county(database):
    return County()


def ids(finding):
    return [record for _source, record in finding.records]


# ---------------------------------------------------------------- parts = whole


def test_a_case_without_a_committee_is_missing_in_the_table_of_bodies(county):
    good(county)
    lost = good(county, committee=None, number="〔2026〕调字第7号")
    other = good(county, committee=None)
    told = check(county)["balance.orgkind"]
    assert told.strength == "explain"
    assert told.text == (
        f"案件总数 3 件，按调解组织类别（六类主体）合计只有 1 件，没有填调解组织类别（六类主体）的是：〔2026〕调字第7号、#{other.id}。"
    )
    assert told.records == (("dispute", lost.id), ("dispute", other.id))
    assert (told.indicator, told.by, told.part) == ("dispute.concluded", "orgkind", "")
    assert check(county, unit=county.towns[1]) == {}


def test_what_was_referred_says_by_whom(county):
    for source in ("S1", "S2", "S31", "S32", "S33", "S34", "S35"):
        good(county, source=source)
    assert check(county) == {}
    vague = good(county, source="S3")
    told = check(county)["balance.referred"]
    assert "接受委托移送 6 件，其中各项（法院、检察院、公安机关、信访部门、其他部门）合计 5 件" in told.text
    assert (told.strength, ids(told)) == ("explain", [vague.id])


def test_long_lists_of_records_are_cut_in_the_sentence(county):
    many(county, 12, committee=None)
    told = check(county)["balance.orgkind"]
    assert "等 12 条" in told.text
    assert len(told.records) == 12


# ---------------------------------------------------------------- 强制


@pytest.mark.parametrize(
    ("earlier", "later"),
    [("occurred_on", "accepted_on"), ("mediated_from", "mediated_to"), ("accepted_on", "agreed_on"), ("agreed_on", "effective_on"),
     ("agreed_on", "performed_on"), ("agreed_on", "concluded_on"), ("agreed_on", "confirmation_applied_on"),
     ("confirmation_applied_on", "confirmed_on")],
)  # fmt: skip
def test_days_out_of_order_keep_the_month_back(county, earlier, later):
    days = {"accepted_on": D(2020, 3, 10), "agreed_on": None, "concluded_on": D(2020, 3, 19)}
    good(county, **days | {earlier: D(2020, 3, 12), later: D(2020, 3, 12)} | ({"accepted_on": D(2020, 3, 12)} if later == "accepted_on" else {}))  # fmt: skip
    assert check(county) == {}
    wrong = {earlier: D(2020, 3, 13), later: D(2020, 3, 12)}
    bad = good(county, **days | wrong)
    told = check(county)
    assert list(told) == [f"dates.{later}.{earlier}"]
    assert (told[f"dates.{later}.{earlier}"].strength, ids(told[f"dates.{later}.{earlier}"])) == (
        "must",
        [bad.id],
    )


def test_days_of_a_voided_case_or_another_month_are_not_asked_for(county):
    good(county, agreed_on=D(2020, 3, 1), voided_at=D(2020, 3, 20))
    good(county, accepted_on=D(2020, 1, 10), concluded_on=D(2020, 1, 20), agreed_on=D(2020, 1, 1))
    assert check(county) == {}


def test_persons_without_a_case_are_named(county):
    good(county, suicide_cases=1, suicide_persons=3)
    assert check(county) == {}
    bad = good(county, petition_cases=0, petition_persons=5)
    told = check(county)
    assert list(told) == ["pairs.records.petition"]
    assert ids(told["pairs.records.petition"]) == [bad.id]


# ---------------------------------------------------------------- 核实: jumps


def months(county, february, march, **values):
    many(county, february, accepted_on=D(2020, 2, 1), concluded_on=D(2020, 2, 9), agreed_on=None, **values)
    many(county, march, **values)


def jumped(county, **more):
    return {key: one for key, one in check(county, **more).items() if key.startswith("jump.")}


def test_a_jump_of_three_times_and_thirty_cases_wants_a_reason(county):
    months(county, 15, 45)
    found = jumped(county)
    assert found.keys() == {"jump.dispute.accepted", "jump.dispute.concluded"}
    told = found["jump.dispute.accepted"]
    assert told.strength == "explain"
    assert told.text == "受理纠纷数本月 45 件，上月 15 件，是上月的 3 倍，请核实并说明原因。"


def test_a_fall_to_a_third_wants_one_too(county):
    months(county, 45, 15)
    assert "只有上月的 33.3%" in jumped(county)["jump.dispute.accepted"].text


@pytest.mark.parametrize(("february", "march"), [(16, 45), (10, 39), (0, 45), (45, 16), (30, 40)])
def test_smaller_moves_and_a_first_month_do_not(county, february, march):
    months(county, february, march)
    assert jumped(county) == {}


def test_without_a_month_before_nothing_is_compared(county):
    months(county, 15, 45)
    assert jumped(county, previous=None) == {}


def test_the_bureau_decides_what_a_jump_is(county):
    months(county, 5, 11)
    assert jumped(county) == {}
    settings.put("check_jump_factor", 2)
    settings.put("check_jump_least", 6)
    assert "是上月的 2.2 倍" in jumped(county)["jump.dispute.accepted"].text


# ---------------------------------------------------------------- 核实: doubles


def test_cases_that_say_the_same_want_a_word(county):
    one, two = many(county, 2, fingerprint="同一件")
    good(county, unit=county.towns[1], fingerprint="别处", committee=county.committees[2])
    told = next(iter(check(county).values()))
    assert (told.key, told.strength, ids(told)) == ("double.dispute.同一件.2", "explain", [one.id, two.id])
    assert f"#{one.id}、#{two.id}" in told.text


def test_a_double_that_was_voided_or_lies_in_another_township_is_none(county):
    good(county, fingerprint="同一件")
    good(county, fingerprint="同一件", voided_at=D(2020, 3, 20))
    good(county, unit=county.towns[1], fingerprint="同一件", committee=county.committees[2])
    assert check(county, unit=county.towns[0]) == {}
    assert len(check(county)) == 1


def test_a_double_of_an_earlier_month_is_found_in_the_month_in_which_its_twin_ends(county):
    good(
        county, fingerprint="同一件", accepted_on=D(2020, 2, 20), concluded_on=D(2020, 2, 25), agreed_on=None
    )
    good(county, fingerprint="同一件", accepted_on=D(2020, 2, 20), concluded_on=D(2020, 3, 5), agreed_on=None)
    assert len(check(county)) == 1
    assert len(check(county, period=FEBRUARY, previous=None)) == 1


def test_doubles_of_other_registers_but_not_of_logs(county):
    for _ in range(2):
        make_record("publicity", county.towns[0], held_on=D(2020, 3, 3), fingerprint="同场")
        make_record("consultation", county.towns[0], held_on=D(2020, 3, 3), name="试一试", fingerprint="同次")
        make_record("publicity", county.towns[0], held_on=D(2020, 2, 3), fingerprint="上月")
    told = list(check(county).values())
    assert [one.key for one in told] == ["double.publicity.同场.2"]
    assert "普法" in told[0].text


# ---------------------------------------------------------------- 提示


def half_a_year(county, count, failed=(), **values):
    for month in range(10, 16):
        day = D(2019 + month // 12, month % 12 + 1, 5)
        if month not in failed:
            many(county, count, accepted_on=day, concluded_on=day, agreed_on=None, **values)


def test_six_months_without_a_failure_are_told(county):
    half_a_year(county, 5)
    told = check(county, period=periods.month(2020, 4), today=D(2020, 5, 1))["success"]
    assert (told.strength, told.text[:29]) == ("hint", "某某县连续 6 个月调解成功率都是 100%（共 30 件")


def test_not_so_with_a_month_missing_a_failure_or_few_cases(county):
    half_a_year(county, 6, failed=(12,))
    assert success(county) == []
    make_dispute(
        county.towns[1],
        accepted_on=D(2020, 1, 3),
        concluded_on=D(2020, 1, 4),
        committee=county.committees[2],
        party_count=2,
    )
    assert success(county) == ["success"]
    good(
        county,
        accepted_on=D(2020, 1, 3),
        concluded_on=D(2020, 1, 4),
        agreed_on=None,
        form=None,
        outcome="failed",
    )
    assert success(county) == []


def test_few_cases_for_half_a_year_are_nothing_odd(county):
    half_a_year(county, 4)
    assert success(county) == []


def test_one_township_without_a_failure_is_told_beside_another_with_one(county):
    half_a_year(county, 5)
    make_dispute(county.towns[1], accepted_on=D(2020, 4, 3), outcome="failed", concluded_on=D(2020, 4, 4),
                 committee=county.committees[2], party_count=2)  # fmt: skip
    assert success(county) == [f"success.{county.towns[0].id}"]


def success(county):
    found = check(county, period=periods.month(2020, 4), previous=MARCH, today=D(2020, 5, 1))
    return [key for key in found if key.startswith("success")]


def shares(county, **more):
    return {key: one for key, one in check(county, **more).items() if key.startswith("share.")}


def test_one_village_with_half_of_the_cases_stands_out(county):
    town = county.towns[0]
    other = [make_unit(f"村{i}", town, UnitKind.VILLAGE) for i in (1, 2)]
    many(county, 10, unit=county.villages[0])
    many(county, 9, unit=other[0])
    assert shares(county, unit=town) == {}  # 10 of 19: too few to speak of
    many(county, 1, unit=town)
    (told,) = shares(county, unit=town).values()
    assert told.text == "城关新村一个村（社区）就有 10 件，占全部 20 件的 50%，请抽查核实。"
    assert (told.strength, told.by, told.part) == ("hint", "unit", str(county.villages[0].id))
    many(county, 1, unit=other[1])
    assert shares(county, unit=town) == {}


def test_among_two_villages_or_townships_none_stands_out(county):
    make_unit("南山乡", county.unit)
    make_unit("村1", county.towns[0], UnitKind.VILLAGE)
    many(county, 20, unit=county.villages[0])
    assert shares(county, unit=county.towns[0]) == {}
    assert shares(county) == {}


def test_one_mediator_with_half_of_the_cases_stands_out(county):
    busy = county.mediators[0]
    many(county, 10, mediators=[busy])
    many(county, 10)
    assert shares(county) == {}  # two mediators only
    make_mediator(county.towns[1])
    (told,) = shares(county).values()
    assert told.text == f"调解员{busy.name}一人就有 10 件，占全部 20 件的 50%，请抽查核实。"
    good(county, mediators=county.mediators)
    good(county)
    assert "11 件，占全部 22 件" in next(iter(shares(county).values())).text
    many(county, 2)
    assert shares(county) == {}


COPY = "双方自愿和解，被申请人一次性赔偿申请人人民币贰仟元整。"


def test_three_agreements_word_for_word_the_same_are_told(county):
    cases = [good(county, agreement=COPY), good(county, agreement=f"{COPY}\n"), good(county, agreement=COPY)]
    told = check(county)[f"copies.{cases[0].id}"]
    assert (told.strength, ids(told)) == ("hint", [one.id for one in cases])
    assert "3 件案件的协议内容一字不差" in told.text


def test_two_short_or_different_ones_are_not(county):
    many(county, 2, agreement=COPY)
    many(county, 3, agreement="双方和解，互不追究。")
    good(county, agreement=COPY.replace("贰", "叁"))
    good(county, agreement=COPY, outcome="failed", form=None, agreed_on=None)
    assert check(county) == {}


def test_performed_agreements_over_nothing_are_told(county):
    done = {"performance": "done", "performed_on": D(2020, 3, 20)}
    good(county, amount=1, **done)
    good(county, amount=None, **done)
    good(county, amount=0, performance="none")
    assert check(county) == {}
    idle = good(county, amount=0, **done)
    told = check(county)["idle_amounts"]
    assert (told.strength, ids(told)) == ("hint", [idle.id])


def test_what_a_township_is_told_is_only_its_own(county):
    good(county, unit=county.towns[1], committee=None)
    office = make_actor(Role.TOWNSHIP, county.towns[0])
    assert check(county, unit=county.towns[0], actor=office) == {}
    assert "balance.orgkind" in check(county, unit=county.towns[1])
    assert Dispute.select().count() == 1


def test_all_checks_of_a_month_are_few_questions(county, counting):
    county.scatter(200)
    with counting() as few:
        check(county, today=D(2021, 1, 1))
    county.scatter(400, seed=2)
    with counting() as more:
        check(county, today=D(2021, 1, 1))
    assert len(few) <= 40
    assert len(more) <= len(few) + 3  # a group of doubles or copies more, not a statement a record


def signals(county, prefix):
    return [one for key, one in check(county).items() if key.startswith(prefix)]


def test_many_cases_typed_in_one_sitting_are_told(county, database):
    account = Account.create(
        username="a", name="某", role=Role.TOWNSHIP, password_hash="x", unit=county.towns[0]
    )
    begin = datetime.datetime(2020, 3, 20, 8)
    for minute in range(0, 38, 2):
        good(county, entered_by=account, entered_at=begin + datetime.timedelta(minutes=minute))
    many(county, 30, entered_at=begin)
    assert signals(county, "sitting") == []  # nineteen, and never more than sixteen within half an hour
    for second in range(5):
        good(county, entered_by=account, entered_at=begin + datetime.timedelta(minutes=10, seconds=second))
    (told,) = signals(county, "sitting")
    assert (told.strength, len(told.records)) == ("hint", 21)
    assert "半小时内登记了 21 件" in told.text


def test_a_ledger_taken_in_at_once_is_no_sitting(county):
    account = Account.create(username="a", name="某", role=Role.COUNTY, password_hash="x", unit=county.unit)
    batch = ImportBatch.create(
        unit=county.unit, register="dispute", file_name="a.xlsx", file_digest="0", account=account
    )
    many(county, 25, entered_by=account, batch=batch)
    assert signals(county, "sitting") == []


def involve(case, **values):
    Party.create(dispute=case, role="applicant", name="张三", **values)


def test_one_person_in_many_cases_is_told_without_a_name(county):
    cases = many(county, 5)
    for case in cases[:4]:
        involve(case, id_index="甲", phone_index="乙")
        involve(case, id_index="甲")  # twice in one case is one case
    for case in cases:
        involve(case, kind="organisation", phone_index="物业公司")
    assert signals(county, "same") == []
    involve(cases[4], phone_index="乙")
    (told,) = signals(county, "same")
    assert (told.strength, ids(told)) == ("hint", [case.id for case in cases])
    assert "5 件案件的当事人联系电话相同" in told.text
    assert "张三" not in told.text


def test_confirmation_of_what_was_performed_on_signing_is_told(county):
    asked = {"confirmation_applied_on": D(2020, 3, 25), "performance": "done"}
    good(county, performed_on=D(2020, 3, 20), **asked)
    good(county, performed_on=D(2020, 3, 19), performance="done")
    assert check(county) == {}
    idle = good(county, performed_on=D(2020, 3, 19), **asked)
    told = check(county)["needless_confirmations"]
    assert (told.strength, ids(told)) == ("hint", [idle.id])


def test_without_hints_the_same_is_told_that_keeps_a_month_back_or_wants_a_reason(county):
    good(county, occurred_on=D(2020, 3, 30))
    good(county, amount=0, performance="done", performed_on=D(2020, 3, 20))
    many(county, 21)
    told = check(county)
    firm = [one for one in told.values() if one.strength != "hint"]
    assert len(told) > len(firm) > 0
    assert list(check(county, hints=False).values()) == firm
