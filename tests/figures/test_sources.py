"""Every indicator of every source on random records: a figure is its list, rows add up or say that they do not."""

import datetime
from collections import defaultdict

import pytest

from figures import indicators, periods, selects
from figures.defining import DISTINCT, LEAST, Indicator, Rate
from figures.disputes import DISPUTES
from figures.evaluator import Question, evaluate
from figures.indicators import INDICATORS, counted
from figures.records import records
from models import Unit
from office.errors import Rejected
from tests.make import County, make_actor
from tests.records import scatter_everything
from vocab import Role

YEAR = periods.year(2020)


def source_of(one):
    return counted(one.numerator["concluded"]).source if isinstance(one, Rate) else one.source


def by_source():
    found = defaultdict(list)
    for one in INDICATORS.values():
        found[source_of(one)].append(one)
    return {source: ones for source, ones in found.items() if source is not DISPUTES}


SOURCES = by_source()


@pytest.fixture
def county(database):
    county = County()
    Unit.update(valid_to=datetime.date(2020, 5, 1)).where(Unit.id == county.villages[1].id).execute()
    scatter_everything(county)
    return county


def check_list(county, question, line, one, part):
    figure = line[one.key]
    listed = records(county.actor, question, one.key, part, line.answer.frame)
    count, sums = listed.measure()
    if isinstance(one, Rate):
        assert sum(sums) == figure.numerator or listed.indicator.hundredths, (one.key, part)
        return
    assert sums == tuple(value or 0 for value in figure.parts.values()), (one.key, part)
    if one.measure == "sum" and all(each.column is None for each in one.parts.values()) and not one.added:
        assert count == figure.value


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.key)
def test_a_figure_is_the_length_or_sum_of_its_list(county, source):
    for by in source.breakdowns:
        ones = [one for one in SOURCES[source] if by in breakdowns_of_all(one)]
        question = Question(county.unit.id, YEAR, by=(by,), keys=tuple(one.key for one in ones))
        if not ones:
            continue
        answer = evaluate(county.actor, question)
        for one in ones:
            check_list(county, question, answer.total, one, None)
            for line in answer.rows():
                if line[one.key].value is not None or isinstance(one, Rate):
                    check_list(county, question, line, one, line.part)


def breakdowns_of_all(one):
    """The breakdowns that an indicator, or both halves of a rate, allow."""
    if isinstance(one, Indicator):
        return set(one.source.breakdowns)
    halves = [counted(half["concluded"]).source.breakdowns for half in (one.numerator, one.denominator)]
    return {by for by in set(halves[0]) & set(halves[1]) if halves[0][by].rows_of == halves[1][by].rows_of}


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.key)
def test_rows_add_up_unless_a_record_stands_in_several(county, source):
    for by, way in source.breakdowns.items():
        ones = [one for one in SOURCES[source] if isinstance(one, Indicator) and by in breakdowns_of_all(one)]
        ones = [one for one in ones if one.measure not in (DISTINCT, LEAST)]
        if way.overlapping or not ones:
            continue
        answer = evaluate(county.actor, Question(None, YEAR, by=(by,), keys=tuple(one.key for one in ones)))
        alone = evaluate(county.actor, Question(None, YEAR, keys=tuple(one.key for one in ones))).total
        for one in ones:
            assert answer.total[one.key].parts == alone[one.key].parts, (by, one.key)
            values = [line.sums[answer.slots[one.key, name]] for line in answer.rows() for name in one.parts]
            if by != "month" or not answer.dated(one).is_stock:
                assert sum(values) == sum(alone[one.key].parts.values()), (by, one.key)


def test_everything_by_unit_and_month_is_one_answer(county):
    keys = tuple(indicators.everything())
    answer = evaluate(county.actor, Question(None, YEAR, by=("unit", "month"), keys=keys))
    assert len(answer.rows("unit")) >= 2
    assert len(answer.rows("month")) == 12
    alone = evaluate(county.actor, Question(None, YEAR, keys=keys)).total
    assert {key: figure.as_json() for key, figure in answer.total.items()} == {
        key: figure.as_json() for key, figure in alone.items()
    }
    assert sum(bool(figure.value) for figure in alone.values()) > 80


def test_too_many_units_for_one_statement_give_the_same_answer(county, monkeypatch, counting):
    question = Question(None, YEAR, by=("unit",), keys=tuple(INDICATORS))
    whole = evaluate(county.actor, question)
    monkeypatch.setattr(selects, "MOST_PARAMETERS", 500)
    with counting() as queries:
        pieces = evaluate(county.actor, question)
    assert len([sql for sql, _ in queries if "UNION ALL" in sql]) > 3
    assert [line.sums for line in pieces.rows()] == [line.sums for line in whole.rows()]


def test_a_stock_by_months_is_that_of_each_months_end(county):
    keys = ("organisation.committees", "mediator.people", "platform.places", "entered.2")
    answer = evaluate(county.actor, Question(None, YEAR, by=("month",), keys=keys))
    for number, line in enumerate(answer.rows(), 1):
        end = evaluate(county.actor, Question(None, periods.month(2020, number), keys=keys)).total
        assert [line[key].value for key in keys] == [end[key].value for key in keys]
    assert [answer.total[key].value for key in keys] == [end[key].value for key in keys]


def test_a_list_is_read_page_by_page_and_from_the_oldest(county):
    for key in (
        "aid.all",
        "organisation.committees",
        "entered.any",
        "understander.people",
        "mediator.people",
        "adviser.villages",
    ):
        listed = records(county.actor, Question(None, YEAR), key)
        seen, after = [], ""
        while after is not None:
            entries, after = listed.page(after, limit=4)
            seen += [entry.id for entry in entries]
        assert len(seen) == len(set(seen)) == listed.measure()[0]
        assert [entry.id for entry in listed.every()] == seen[::-1]


def test_a_leader_reads_no_names(county):
    leader = make_actor(Role.LEADER, county.unit)
    clear = {
        text
        for entry in records(county.actor, Question(None, YEAR), "aid.all").every()
        for text in entry.texts
    }
    hidden = {
        text for entry in records(leader, Question(None, YEAR), "aid.all").every() for text in entry.texts
    }
    assert {text[:1] for text in clear - hidden} == {"试"}
    rows = evaluate(leader, Question(None, YEAR, by=("adviser",), keys=("adviser.visits",))).rows()
    assert {line.label for line in rows} <= {"试**"}


def test_a_township_counts_its_own_registers(county):
    clerk = make_actor(Role.TOWNSHIP, county.towns[0])
    keys = tuple(one.key for one in INDICATORS.values() if isinstance(one, Indicator))
    own = evaluate(clerk, Question(None, YEAR, keys=keys)).total
    part = str(county.towns[0].id)
    rows = evaluate(county.actor, Question(None, YEAR, by=("unit",), keys=keys)).rows()
    line = next(line for line in rows if line.part == part)
    assert {key: line[key].parts for key in keys} == {key: own[key].parts for key in keys}


@pytest.mark.parametrize(
    ("keys", "by", "word"),
    [
        (("aid.accepted", "dispute.accepted"), "recipient", "dispute.accepted"),
        (("publicity.events", "aid.accepted"), "kind", "aid.accepted"),
        (("adviser.coverage",), "colour", "adviser.coverage"),
    ],
)
def test_a_breakdown_that_not_all_keys_share_is_refused_by_name(county, keys, by, word):
    with pytest.raises(Rejected) as told:
        evaluate(county.actor, Question(None, YEAR, by=(by,), keys=keys))
    assert word in str(told.value)
