"""Figures from cases: what counts, when and where, and that every figure is its list."""

import datetime
from dataclasses import replace
from decimal import Decimal

import pytest

from figures import periods
from figures.definitions.dispute import DEFINITIONS
from figures.disputes import BREAKDOWNS
from figures.evaluator import Question, evaluate
from figures.indicators import CORE, INDICATORS, Rate
from figures.records import records
from models import Unit, UnitName
from office.errors import NotVisible, Rejected
from tests.make import DAY, County, make_actor, make_committee, make_dispute, make_studio, make_unit
from vocab import BASES, Outcome, Role

YEAR = periods.year(2020)
EVERY_KEY = tuple(one.key for one in DEFINITIONS)


@pytest.fixture
def county(database):
    return County()


def ask(county, period=YEAR, **values):
    return evaluate(county.actor, Question(county.unit.id, period, **values))


def value(county, key, period=YEAR, **values):
    return ask(county, period, keys=(key,), **values).total[key].value


def by_label(county, key, by, **values):
    return {line.label: line[key].value for line in ask(county, by=(by,), **values).rows() if line[key].value}


# ---------------------------------------------------------------- a figure is its list


@pytest.mark.parametrize("basis", BASES)
@pytest.mark.parametrize("by", BREAKDOWNS)
def test_a_figure_is_the_length_or_sum_of_its_list(county, by, basis):
    county.scatter(70, seed=len(by) + 50 * len(basis))
    question = Question(county.unit.id, YEAR, basis, (by,), EVERY_KEY)
    answer = evaluate(county.actor, question)
    lines = [answer.total, *answer.rows()]
    for key in EVERY_KEY:
        for line in lines if not isinstance(INDICATORS[key], Rate) else lines[:1]:
            part = None if line is answer.total else line.part
            check_list(county, question, line, key, part)


def check_list(county, question, line, key, part):
    figure = line[key]
    if figure.value is None and not isinstance(INDICATORS[key], Rate):
        return  # a stock has no months
    listed = records(county.actor, question, key, part, line.answer.frame)
    count, sums = listed.measure() if part is not None else read_through(listed)
    counted = figure.numerator if isinstance(INDICATORS[key], Rate) else None
    parts = figure.parts or {"": counted}
    assert sums == tuple(parts.values()), (key, part)
    if not any(column is not None for _, column, *_ in listed.indicator.parts.values()):
        assert count == (counted if counted is not None else figure.value)


def read_through(listed):
    """What the cases of the list add up to, one by one."""
    cases = list(listed.every())
    assert listed.measure()[0] == len(cases) == len(listed.page(limit=1000)[0])
    return len(cases), tuple(map(sum, zip(*(case.adds for case in cases), strict=True))) or listed.measure()[
        1
    ]


@pytest.mark.parametrize(
    "by", [key for key, way in BREAKDOWNS.items() if not way.overlapping and not way.partial]
)
def test_rows_of_a_partition_add_up_to_the_total(county, by):
    county.scatter(60, seed=7)
    answer = ask(county, by=(by,), keys=CORE)
    for key in ("dispute.accepted", "dispute.concluded", "dispute.succeeded", "dispute.amount"):
        assert sum(line[key].value for line in answer.rows()) == answer.total[key].value > 0


def test_a_page_of_a_list_goes_on_where_the_last_one_ended(county):
    county.scatter(40, seed=3)
    listed = records(county.actor, Question(None, YEAR), "dispute.accepted")
    seen, after = [], ""
    while after is not None:
        cases, after = listed.page(after, limit=7)
        seen += cases
    assert [case.id for case in seen] == [case.id for case in listed.page(limit=1000)[0]]
    assert [case.id for case in listed.every()] == [case.id for case in reversed(seen)]
    assert [case.accepted_on for case in seen] == sorted((case.accepted_on for case in seen), reverse=True)


# ---------------------------------------------------------------- what counts


def test_voided_and_refused_cases_count_nowhere(county):
    make_dispute(county.towns[0], voided_at=datetime.datetime(2020, 5, 1))
    make_dispute(county.towns[0], outcome=Outcome.REFUSED, concluded_on=DAY)
    total = ask(county, keys=EVERY_KEY).total
    assert not any(total[key].value for key in EVERY_KEY)


def test_concluded_counts_every_outcome_by_the_day_it_ended(county):
    for outcome in (Outcome.SUCCEEDED, Outcome.FAILED, Outcome.TERMINATED, Outcome.WITHDRAWN):
        make_dispute(county.unit, outcome=outcome)
    make_dispute(county.unit, accepted_on=datetime.date(2019, 12, 30))
    make_dispute(county.unit, accepted_on=datetime.date(2020, 12, 30))
    total = ask(county).total
    assert total["dispute.accepted"].value == 5
    assert total["dispute.concluded"].value == 5
    assert (total["dispute.succeeded"].value, total["dispute.failed"].value) == (2, 2)


def test_the_basis_moves_the_outcomes_and_the_base_of_the_rate_together(county):
    make_dispute(county.unit, accepted_on=datetime.date(2019, 12, 30))  # concluded in 2020
    make_dispute(county.unit, outcome=Outcome.FAILED)
    make_dispute(county.unit, outcome=Outcome.PENDING)
    concluded, accepted = ask(county).total, ask(county, basis="accepted").total
    assert concluded["dispute.success_rate"].as_json() == {"value": "50.00", "numerator": 1, "denominator": 2}
    assert accepted["dispute.success_rate"].as_json() == {"value": "0.00", "numerator": 0, "denominator": 2}


def test_pending_is_what_was_open_when_the_period_ended(county):
    make_dispute(county.unit, outcome=Outcome.PENDING, accepted_on=datetime.date(2017, 1, 5))
    make_dispute(county.unit, accepted_on=datetime.date(2018, 1, 5), concluded_on=datetime.date(2021, 1, 1))
    make_dispute(county.unit, accepted_on=datetime.date(2020, 12, 31), concluded_on=datetime.date(2021, 1, 1))
    make_dispute(
        county.unit, accepted_on=datetime.date(2020, 12, 31), concluded_on=datetime.date(2020, 12, 31)
    )
    make_dispute(county.unit, accepted_on=datetime.date(2021, 1, 1), outcome=Outcome.PENDING)
    assert value(county, "dispute.pending") == 3
    assert value(county, "dispute.pending", periods.year(2017)) == 1


def test_performance_and_confirmation_count_on_their_own_days(county):
    next_year = datetime.date(2021, 2, 1)
    make_dispute(county.unit, performance="done", performed_on=next_year)
    make_dispute(
        county.unit, confirmation_applied_on=DAY, confirmation_result="valid", confirmed_on=next_year
    )
    keys = ("dispute.performed", "dispute.confirmation_applied", "dispute.confirmed")
    assert [value(county, key) for key in keys] == [0, 1, 0]
    assert [value(county, key, periods.year(2021)) for key in keys] == [1, 0, 1]


def test_prevention_is_two_numbers(county):
    make_dispute(county.unit, petition_cases=1, petition_persons=15)
    make_dispute(county.unit, petition_cases=2, petition_persons=3)
    figure = ask(county).total["dispute.petition_prevented"]
    assert figure.as_json() == {"value": 3, "cases": 3, "persons": 18}


def test_agreements_are_the_written_and_the_oral(county):
    for form in ("written", "oral", "oral", None):
        make_dispute(county.unit, form=form)
    figure = ask(county).total["dispute.agreements"]
    assert figure.as_json() == {"value": 3, "written": 1, "oral": 2}
    assert by_label(county, "dispute.succeeded", "form") == {"书面": 1, "口头": 2, "未填": 1}


def test_the_mean_of_days_is_taken_over_the_concluded(county):
    for days in (0, 5, 5):
        make_dispute(county.unit, concluded_on=DAY + datetime.timedelta(days=days))
    make_dispute(county.unit, outcome=Outcome.PENDING)
    assert ask(county).total["dispute.average_days"].value == Decimal("3.3")


def test_satisfaction_is_of_those_called_back(county):
    for answer in ("yes", "fair", "no", None):
        make_dispute(county.unit, followed_up_on=DAY, satisfaction=answer)
    make_dispute(county.unit, satisfaction="yes")
    assert ask(county).total["dispute.satisfaction_rate"].as_json() == {
        "value": "50.00",
        "numerator": 2,
        "denominator": 4,
    }


def test_a_rate_without_a_base_is_undefined(county):
    figure = ask(county).total["dispute.success_rate"]
    assert figure.as_json() == {"value": None, "numerator": 0, "denominator": 0}


def test_a_rate_is_worked_out_from_sums_and_never_averaged(county):
    for _ in range(9):
        make_dispute(county.towns[0])
    make_dispute(county.towns[1], outcome=Outcome.FAILED)
    answer = ask(county, by=("unit",))
    assert [line["dispute.success_rate"].value for line in answer.rows()] == [
        Decimal("100.00"),
        Decimal("0.00"),
    ]
    assert answer.total["dispute.success_rate"].value == Decimal("90.00")


# ---------------------------------------------------------------- breakdowns


def test_units_are_those_of_the_time_under_their_names_of_the_time(county):
    old, new = county.towns
    renamed = datetime.date(2021, 6, 1)
    UnitName.create(unit=old, name="旧名乡", valid_to=renamed)
    Unit.update(valid_to=datetime.date(2020, 7, 1), successor=old).where(Unit.id == new.id).execute()
    make_unit("后设镇", county.unit, valid_from=datetime.date(2022, 1, 1))
    make_dispute(county.villages[0])
    make_dispute(county.villages[1])
    assert [line.label for line in ask(county, by=("unit",)).rows()] == ["旧名乡", "东湖乡"]
    later = ask(county, periods.year(2022), by=("unit",)).rows()
    assert [line.label for line in later] == ["城关镇", "后设镇"]


def test_cases_of_the_unit_itself_stand_in_a_row_of_their_own(county):
    make_dispute(county.unit)
    make_dispute(county.villages[0])
    assert by_label(county, "dispute.accepted", "unit") == {"本级": 1, "城关镇": 1}


def test_types_fold_to_the_fifteen(county):
    for type_ in ("T10", "T11", "T12", "T14"):
        make_dispute(county.unit, type=type_)
    assert by_label(county, "dispute.concluded", "type15") == {"劳动争议": 2, "消费": 2}
    by_leaf = ask(county, by=("type", "source"))
    assert len(by_leaf.rows("type")) == 18
    folded = {line.label: line["dispute.concluded"].value for line in by_leaf.rows("type15")}
    assert len(folded) == 15
    assert (folded["劳动争议"], folded["消费"]) == (2, 2)


def test_a_parent_source_is_shown_but_never_added(county):
    for source in ("S1", "S31", "S34", "S34"):
        make_dispute(county.unit, source=source)
    assert by_label(county, "dispute.concluded", "source") == {
        "主动调解": 1,
        "接受委托移送:法院": 1,
        "接受委托移送:信访部门": 2,
    }
    answer = ask(county, by=("source",))
    assert answer.total["dispute.concluded"].value == 4
    assert answer.together("source", ["S31", "S34"])["dispute.concluded"].value == 3
    assert records(county.actor, answer.question, "dispute.concluded", "S3").measure()[0] == 3
    assert value(county, "dispute.referred") == 3


def test_a_studio_is_a_second_view_and_counts_under_its_committee(county):
    committee = make_committee(county.towns[0], "social")
    studio = make_studio(committee, "凯益荟调解工作室")
    make_dispute(county.towns[0], committee=committee, studio=studio)
    make_dispute(county.towns[0], committee=committee)
    assert by_label(county, "dispute.concluded", "studio") == {"凯益荟调解工作室": 1}
    assert by_label(county, "dispute.concluded", "orgkind") == {"社会团体和其他组织调委会": 2}
    assert ask(county, by=("studio",)).total["dispute.concluded"].value == 2


def test_overlapping_tags_are_not_summed(county):
    make_dispute(county.unit, tags=("G01", "G02"))
    make_dispute(county.unit, tags=("G01",), mediators=county.mediators)
    make_dispute(county.unit)
    assert by_label(county, "dispute.concluded", "tag") == {"涉疫": 2, "民营企业": 1}
    assert ask(county, by=("tag",)).total["dispute.concluded"].value == 3
    assert ask(county, by=("mediator",)).total["dispute.concluded"].value == 3


def test_a_year_ending_in_november_has_its_own_twelve_months(county):
    year = periods.year(2020, "11-30")
    make_dispute(county.unit, accepted_on=datetime.date(2019, 12, 1), concluded_on=datetime.date(2019, 12, 1))
    make_dispute(
        county.unit, accepted_on=datetime.date(2020, 11, 30), concluded_on=datetime.date(2020, 11, 30)
    )
    make_dispute(county.unit, accepted_on=datetime.date(2020, 12, 1))
    lines = ask(county, year, by=("month",)).rows()
    assert [line.label for line in lines][::11] == ["2019-12", "2020-11"]
    assert [line["dispute.concluded"].value for line in lines] == [1] + [0] * 10 + [1]


def test_units_cross_months_in_one_query(county, counting):
    county.scatter(40, seed=11)
    with counting() as queries:
        answer = ask(county, by=("unit", "month"), keys=CORE)
        crossed = sum(
            answer.at(unit=unit.part, month=month.part)["dispute.concluded"].value
            for unit in answer.rows("unit")
            for month in answer.rows("month")
        )
    assert crossed == answer.total["dispute.concluded"].value > 0
    assert len([sql for sql, _ in queries if 'FROM "dispute"' in sql]) == 1


def test_a_stock_has_no_months(county):
    make_dispute(county.unit, outcome=Outcome.PENDING)
    answer = ask(county, by=("unit", "month"))
    assert {line["dispute.pending"].value for line in answer.rows("month")} == {None}
    assert answer.total["dispute.pending"].value == 1


def test_deadlines_run_from_acceptance_or_to_the_agreed_extension(county):
    today = datetime.date(2020, 4, 9)  # the 30th day after DAY
    pending = {"outcome": Outcome.PENDING}
    make_dispute(county.unit, **pending)
    make_dispute(county.unit, **pending, accepted_on=DAY - periods.DAY)
    make_dispute(
        county.unit, **pending, accepted_on=DAY - periods.DAY, extended_to=today + datetime.timedelta(8)
    )
    question = Question(None, periods.between(today, today), by=("deadline",), keys=("dispute.pending",))
    lines = evaluate(county.actor, question).rows()
    assert [(line.label, line["dispute.pending"].value) for line in lines] == [
        ("已超期", 1),
        ("七日内到期", 1),
        ("未到期", 1),
    ]


# ---------------------------------------------------------------- who asks


def test_a_township_counts_its_own_and_knows_of_no_other(county):
    for unit in county.units:
        make_dispute(unit)
    clerk = make_actor(Role.TOWNSHIP, county.towns[0])
    assert evaluate(clerk, Question(None, YEAR)).total["dispute.concluded"].value == 2
    with pytest.raises(NotVisible):
        evaluate(clerk, Question(county.towns[1].id, YEAR))
    with pytest.raises(NotVisible):
        evaluate(clerk, Question(county.unit.id, YEAR))


def test_a_mediator_counts_the_own_committee_only(county):
    first, second, _ = county.committees
    make_dispute(county.towns[0], committee=first)
    make_dispute(county.towns[0], committee=second)
    mediator = make_actor(Role.MEDIATOR, county.towns[0], committee_id=first.id)
    assert evaluate(mediator, Question(None, YEAR)).total["dispute.concluded"].value == 1


def test_a_leader_gets_lists_without_people(county):
    make_dispute(county.unit)
    leader = make_actor(Role.LEADER, county.unit)
    cases, _ = records(leader, Question(None, YEAR), "dispute.accepted").page()
    assert [case.people for case in cases] == [()]


@pytest.mark.parametrize("wrong", [{"basis": "today"}, {"by": ("colour",)}, {"keys": ("dispute.nothing",)}])
def test_an_unknown_question_is_refused(county, wrong):
    with pytest.raises(Rejected):
        evaluate(county.actor, replace(Question(None, YEAR), **wrong))
