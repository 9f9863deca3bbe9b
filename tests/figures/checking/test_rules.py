"""Checks that compare figures: each breaks on numbers that do not fit, and says so with both numbers."""

import datetime
from fractions import Fraction

import pytest

from figures import periods
from figures.checking import builtin, rules
from figures.checking.books import Books
from figures.checking.findings import Finding
from figures.checking.formulas import Formula, Names, Term
from figures.checking.rules import RELATIONS, Rule
from figures.defining import Rate
from figures.indicators import INDICATORS
from models import EnteredValue
from office import access, settings
from registers import entered
from registers.catalogue import REGISTERS
from tests.figures.checking.checks import FEBRUARY, MARCH, D, check, good, many
from tests.make import County, make_actor, make_dispute, make_mediator, make_record
from tests.records import scatter_records

NAMES = Names(INDICATORS)
EVERY = [*builtin.RULES, *builtin.running(builtin.counted())]


class Numbers(Books):
    """Books with the numbers that a test writes into them; what it does not name is 0."""

    def __init__(self, **numbers):
        self.numbers = {tuple(key.split("@")): value for key, value in numbers.items()}
        self._expected = {}
        self.period = MARCH

    def value(self, key, part="", stretch=""):
        value = self.numbers.get((f"{key}({part})" if part else key, stretch), 0)
        return None if value is None else Fraction(value)


def numbers(first):
    """Books in which all is 0, but that one number breaks a rule of that relation."""
    term = first.terms[0]
    name = f"{term.key}({term.part})" if term.part else term.key
    return Numbers(**{f"{name}@{term.stretch}": 1})


@pytest.mark.parametrize("rule", EVERY, ids=lambda rule: rule.key)
def test_every_built_in_rule_holds_on_empty_books_and_finds_what_breaks_it(rule):
    one = rules.read(rule, NAMES)
    assert one.finding(Numbers(), NAMES) is None
    found = one.finding(numbers(one.right if rule.relation == "≥" else one.left), NAMES)
    assert (found.key, found.strength) == (rule.key, rule.strength)
    assert rule.name in found.text
    assert "多 1" in found.text or "少 1" in found.text


def test_keys_of_rules_are_their_own():
    keys = [rule.key for rule in EVERY]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    ("relation", "holding", "breaking"),
    [("=", (3, 3), (3, 4)), ("≤", (3, 3), (4, 3)), ("≥", (4, 4), (3, 4)), ("<", (2, 3), (3, 3)), (">", (3, 2), (3, 3)),
     ("≠", (3, 2), (3, 3))],
)  # fmt: skip
def test_relations(relation, holding, breaking):
    assert relation in RELATIONS
    rule = rules.read(Rule("own.1", "试", "调解成功数", relation, "调结纠纷数", "must"), NAMES)
    for (left, right), broken in ((holding, False), (breaking, True)):
        books = Numbers(**{"dispute.succeeded@": left, "dispute.concluded@": right})
        assert (rule.finding(books, NAMES) is not None) == broken


def test_a_finding_says_both_sums_and_what_lies_between():
    rule = Rule(
        "own.1",
        "结案太少",
        "2×调结纠纷数@上月 − 3",
        "≤",
        "受理纠纷数 + 未结纠纷数",
        "explain",
        "请说明积压原因",
    )
    books = Numbers(**{"dispute.concluded@上月": 10, "dispute.accepted@": 5, "dispute.pending@": 2})
    assert rules.read(rule, NAMES).finding(books, NAMES).text == (
        "结案太少：2×调结纠纷数（上月） 10 − 3（共 17），应不大于受理纠纷数 5 + 未结纠纷数 2（共 7），多 10。请说明积压原因。"
    )


def test_a_number_that_is_not_known_breaks_nothing():
    rule = rules.read(Rule("own.1", "试", "调解成功率", "≥", "90", "must"), NAMES)
    assert rule.finding(Numbers(**{"dispute.success_rate@": None}), NAMES) is None
    assert (
        rule.finding(Numbers(**{"dispute.success_rate@": 80}), NAMES).text
        == "试：调解成功率 80，应不小于90，少 10。"
    )


def test_a_rule_that_cannot_be_read_any_more_is_told():
    (found,) = rules.compared([Rule("own.7", "旧的", "早年指标", "≤", "3", "must")], Numbers(), NAMES)
    assert (found.key, found.strength) == ("own.7.unreadable", "hint")
    assert "早年指标" in found.text


# ---------------------------------------------------------------- with records


@pytest.fixture
def county(database):
    return County()


def test_a_good_month_has_no_findings(county):
    many(county, 5)
    assert check(county) == {}


def test_an_empty_month_has_none_either(county):
    assert check(county) == {}


def test_a_scattered_year_keeps_every_identity(county):
    county.scatter(300)
    for month in range(1, 13):
        period = periods.month(2020, month)
        previous = periods.month(2020 - (month == 1), (month - 2) % 12 + 1)
        found = check(county, period=period, previous=previous, today=D(2021, 1, 5))
        assert [key for key in found if key.startswith(("flow.", "running.")) and key != "flow.parties"] == []


def test_records_of_every_register_go_through_and_add_up_over_months(county):
    for register in REGISTERS.values():
        scatter_records(county.units, register)
    for unit in county.units[:3]:
        found = check(county, unit=unit)
        assert [key for key in found if key.startswith("running.")] == []
        assert [Finding.from_json(one.as_json()) for one in found.values()] == list(found.values())


@pytest.mark.parametrize("basis", ["concluded", "accepted"])
def test_success_is_held_against_the_base_of_the_basis(county, basis):
    settings.put("basis", basis)
    many(county, 3)
    make_dispute(county.towns[0], accepted_on=D(2020, 2, 20), concluded_on=D(2020, 3, 1), committee=county.committees[0],
                 party_count=2)  # fmt: skip
    assert check(county) == {}


def test_fewer_parties_than_cases(county):
    good(county, party_count=0)
    assert "有案件没有登记涉及人数" in check(county)["flow.parties"].text


def test_prevention_items_have_at_least_as_many_persons_as_cases(county):
    good(county, crime_cases=3, crime_persons=1)
    good(county, fight_cases=2, fight_persons=2)
    found = check(county)
    assert "防止民转刑(人) 1，应不小于防止民转刑(件) 3" in found["pairs.crime"].text
    assert "pairs.fight" not in found


def screened(unit, **values):
    return make_record("screening", unit, held_on=D(2020, 3, 2), **values)


def found_one(unit, **values):
    return make_record("finding", unit, found_on=D(2020, 3, 3), name="试一试", **values)


def test_findings_entered_one_by_one_are_within_what_rounds_found(county):
    screened(county.towns[0], rounds=1, found=1)
    found_one(county.towns[0])
    assert check(county) == {}
    found_one(county.towns[0])
    told = check(county)["between.findings"]
    assert (told.strength, told.indicator) == ("explain", "screening.findings")


def test_no_more_is_settled_than_found_so_far(county):
    make_record("screening", county.towns[0], held_on=D(2020, 1, 2), rounds=1, found=3)
    screened(county.towns[0], rounds=1, found=0, resolved=3)
    assert check(county) == {}
    screened(county.towns[0], rounds=1, found=0, resolved=1)
    assert "排查化解纠纷数（累计） 4" in check(county)["between.resolved"].text


def test_what_follows_from_agreements_is_within_those_of_two_years(county):
    good(county, accepted_on=D(2019, 12, 1), concluded_on=D(2019, 12, 9), agreed_on=D(2019, 12, 9), performance="done",
         performed_on=D(2020, 3, 1))  # fmt: skip
    assert check(county) == {}
    good(county, form=None, agreed_on=None, performance="done", performed_on=D(2020, 3, 25),
         confirmation_result="valid", confirmation_applied_on=D(2020, 3, 22), confirmed_on=D(2020, 3, 24))  # fmt: skip
    found = check(county)
    assert found.keys() == {"between.performed"}
    assert found["between.performed"].strength == "explain"
    good(county, form=None, agreed_on=None, confirmation_applied_on=D(2020, 3, 22))
    assert "申请司法确认数（累计） 2" in check(county)["between.applied"].text


def test_no_more_is_subsidised_than_settled(county):
    make_record("subsidy", county.towns[0], approved_on=D(2020, 3, 9), number="1", grade="simple", amount=100)
    assert check(county)["between.subsidies"].strength == "explain"
    good(county)
    assert check(county) == {}


def aid(unit, kind, **values):
    row = {"name": "试一试", "kind": kind, "state": "working", "counts_on": D(2020, 3, 3)}
    return make_record("legal_aid", unit, **row | values)


def test_legal_aid_adds_up_and_has_its_recipients(county):
    aid(county.unit, "criminal")
    aid(county.unit, "duty")
    assert check(county) == {}
    aid(county.unit, "其他")
    aid(county.unit, "civil", persons=0)
    found = check(county)
    assert (
        "法律援助案件数（按类别） 3，应等于法律援助案件数（含法律帮助） 4" in found["between.aid_kinds"].text
    )
    assert found["between.recipients"].strength == "explain"


def test_a_hotline_answers_no_more_than_it_is_called(county):
    row = {"month": D(2020, 3, 1), "calls": 10, "answered": 10, "rated": 5, "satisfied": 5}
    make_record("hotline_month", county.unit, **row)
    assert check(county) == {}
    make_record("hotline_month", county.towns[0], **row | {"answered": 11, "satisfied": 6})
    assert {"between.answered", "between.satisfied"} == check(county).keys()
    assert check(county, unit=county.towns[1]) == {}


def test_no_more_pass_an_exam_than_sit_it(county):
    make_record("official_study", county.unit, held_on=D(2020, 3, 3), kind="exam", examined=10, passed=11)
    assert check(county)["between.exams"].strength == "must"


def test_a_mediator_on_two_rolls_in_two_ways_is_told(county):
    make_mediator(county.towns[0], employment="full", id_index="一个人")
    assert check(county) == {}
    make_mediator(county.towns[1], employment="part", id_index="一个人")
    assert check(county)["between.mediators"].strength == "hint"


def test_money_is_compared_in_yuan_and_time_in_hours(county):
    good(county, amount=123_45)
    make_record(
        "adviser_service", county.towns[0], name="石超", held_on=D(2020, 3, 3), kind="visit", minutes=90
    )
    books = Books(county.actor, county.unit.id, MARCH, previous=FEBRUARY)
    assert books.value("dispute.amount") == Fraction(12345, 100)
    assert books.value("adviser.visits", "minutes") == Fraction(3, 2)


def test_running_totals_begin_with_the_statistical_year(county):
    settings.put("year_end", "02-15")
    good(county, accepted_on=D(2020, 2, 10), concluded_on=D(2020, 2, 12), agreed_on=None)
    good(county)
    books = Books(county.actor, county.unit.id, MARCH, previous=FEBRUARY)
    said = {
        name: books.value("dispute.concluded", stretch=name)
        for name in ("", "上月", "累计", "上月累计", "上年同期", "上年")
    }
    assert said == {"": 1, "上月": 1, "累计": 1, "上月累计": 0, "上年同期": 0, "上年": 1}
    assert check(county) == {}


def test_the_first_month_of_a_year_has_no_total_before_it(county):
    books = Books(county.actor, county.unit.id, periods.month(2020, 1), previous=None)
    assert books.value("dispute.concluded", stretch="上月累计") == 0
    assert books.value("dispute.concluded", stretch="上月") is None


def test_many_numbers_are_one_question(county, counting):
    books = Books(county.actor, county.unit.id, MARCH, previous=FEBRUARY)
    keys = [
        key for key, one in INDICATORS.items() if not isinstance(one, Rate) and key.startswith("dispute.")
    ]
    books.expect(Formula(tuple(Term.one(key) for key in keys)))
    with counting() as asked:
        for key in keys:
            books.value(key)
    assert len(asked) == 1


# ---------------------------------------------------------------- entered indicators


@pytest.fixture
def entered_parts(county):
    """A whole with two parts, reported by townships."""
    typed = {"measure": "件", "kind": "flow", "reported_by": "township"}
    whole = entered.define(county.actor, {**typed, "name": "文件清理"})
    return [
        whole,
        *(
            entered.define(county.actor, {**typed, "name": name, "whole": whole.id})
            for name in ("废止", "修改")
        ),
    ]


def fill_in(unit, indicator, amount):
    EnteredValue.create(
        unit=unit,
        indicator=indicator,
        month=D(2020, 3, 1),
        amount=amount * 100,
        fingerprint=f"{unit.id}-{indicator.id}",
    )


def test_entered_parts_add_up_to_their_whole(county, entered_parts):
    for one, amount in zip(entered_parts, (5, 3, 2), strict=True):
        fill_in(county.towns[0], one, amount)
    assert check(county) == {}
    fill_in(county.towns[1], entered_parts[0], 4)
    told = check(county)[f"parts.{entered_parts[0].key}"]
    assert told.text == "“文件清理”各分项之和等于合计：废止 3 + 修改 2（共 5），应等于文件清理 9，少 4。"
    assert told.strength == "must"


def test_another_units_month_does_not_exist(county):
    stranger = make_actor("township", county.towns[0])
    with pytest.raises(access.NotVisible):
        check(county, unit=county.towns[1], actor=stranger)
    assert check(county, unit=county.towns[0], actor=stranger) == {}


def test_a_month_to_come_is_not_looked_at_record_by_record(county):
    good(county, agreed_on=D(2020, 3, 1))
    assert check(county, today=datetime.date(2020, 2, 1)) == {}
    assert "dates.agreed_on.accepted_on" in check(county)


def test_a_quarter_is_held_against_the_quarter_before_but_not_record_by_record(county):
    many(county, 15, accepted_on=D(2019, 12, 1), concluded_on=D(2019, 12, 9), agreed_on=None)
    many(county, 45)
    good(county, agreed_on=D(2020, 3, 1))
    first, fourth = periods.quarter(2020, 1), periods.quarter(2019, 4)
    found = check(county, period=first, previous=fourth)
    assert found.keys() == {"jump.dispute.accepted", "jump.dispute.concluded"}
    assert "本期 46 件，上期 15 件，是上期的 3.1 倍" in found["jump.dispute.accepted"].text
