"""The books of locked months: which lists stand for a unit and period, at every level and in every revision."""

import datetime

import pytest

from figures.books.sealed import books_of
from figures.evaluator import Question, evaluate
from figures.frame import Frame
from figures.periods import Period, year
from figures.records import records
from models import Unit
from office import access, settings, unit_changes
from office.errors import NotVisible, Rejected
from tests import months
from tests.make import County, make_actor, make_dispute, make_unit
from vocab import LIVE, OFFICIAL, Role, UnitKind

pytestmark = pytest.mark.usefixtures("unchecked")

MARCH, APRIL = "2020-03", "2020-04"
KEY = "dispute.accepted"


def count(unit, span=MARCH, state=OFFICIAL, actor=None, **more):
    """Accepted cases of a unit."""
    question = Question(unit.id, months.span(span).period, "accepted", (), (KEY,), state=state, **more)
    return evaluate(actor or access.machine(), question).total[KEY].value


def rows(unit, span=MARCH, by="unit", state=OFFICIAL, **more):
    question = Question(unit.id, months.span(span).period, "accepted", (by,), (KEY,), state=state, **more)
    answer = evaluate(access.machine(), question)
    return {row.label: row[KEY].value for row in answer.rows() if row[KEY].value}


def books(unit, span=MARCH, revision=None, actor=None):
    period = months.span(span).period
    return books_of(Frame(actor or access.machine(), unit.id, period), period, revision)


@pytest.fixture
def county(database):
    """One case of March in each village and at the county's desk, two in the first township's office."""
    made = County()
    for unit in (*made.villages, made.unit, made.towns[0], made.towns[0]):
        make_dispute(unit)
    return made


# ---------------------------------------------------------------- which lists


def test_nothing_locked_is_told_in_words(county):
    with pytest.raises(Rejected, match="“某某县”2020年3月还没有锁定的月报"):
        books(county.unit)


def test_without_the_countys_own_return_the_townships_stand_and_the_rest_is_missing(county):
    first, second = county.towns
    months.approve(first, MARCH)
    months.lock(first, MARCH)
    found = books(county.unit)
    assert [post.name for post in found.missing_units()] == ["某某县", "东湖乡"]
    assert count(county.unit) == count(first) == 3
    assert rows(county.unit) == {"城关镇": 3}
    months.approve(second, MARCH)
    months.lock(second, MARCH)
    assert [post.name for post in books(county.unit).missing_units()] == ["某某县"]
    assert count(county.unit) == 4


def test_a_locked_county_with_missing_units_says_which(county):
    months.approve(county.towns[1], MARCH)
    months.approve(county.unit, MARCH)
    months.lock(county.unit, MARCH)
    found = books(county.unit)
    assert [(post.name, span.key) for post, span in found.missing] == [("城关镇", MARCH)]
    assert rows(county.unit) == {"东湖乡": 1, "本级": 1}


def test_the_county_is_the_sum_of_its_rows_and_those_of_what_each_sent(county):
    months.close(county.unit, MARCH)
    assert rows(county.unit) == {"城关镇": 3, "东湖乡": 1, "本级": 1}
    assert count(county.unit) == 5 == sum(rows(county.unit).values())
    assert [count(town) for town in county.towns] == [3, 1]


def test_a_village_has_official_figures_out_of_its_townships_return(county):
    months.close(county.unit, MARCH)
    assert count(county.villages[0]) == 1
    make_dispute(county.villages[0])
    assert (count(county.villages[0]), count(county.villages[0], state=LIVE)) == (1, 2)


def test_a_mediator_sees_living_figures_only(county):
    months.close(county.unit, MARCH)
    mediator = make_actor(Role.MEDIATOR, county.villages[0], committee_id=county.committees[1].id)
    with pytest.raises(Rejected, match="实时数"):
        count(county.villages[0], actor=mediator)


def test_a_township_sees_its_own_books_and_no_others(county):
    months.close(county.unit, MARCH)
    clerk = make_actor(Role.TOWNSHIP, county.towns[0])
    assert count(county.towns[0], actor=clerk) == 3
    for other in (county.towns[1], county.unit):
        with pytest.raises(NotVisible):
            count(other, actor=clerk)


# ---------------------------------------------------------------- periods


def test_only_whole_statistical_months_have_books(county):
    months.close(county.unit, MARCH)
    frame = Frame(access.machine(), county.unit.id, months.span(MARCH).period)
    for start, end in (("2020-03-02", "2020-04-01"), ("2020-03-01", "2020-03-31")):
        period = Period(datetime.date.fromisoformat(start), datetime.date.fromisoformat(end))
        with pytest.raises(Rejected, match="整月"):
            books_of(frame, period)


def test_months_of_another_statistical_year_are_refused_and_not_mixed(county):
    months.close(county.unit, MARCH)
    settings.put("year_end", "12-25")
    period = Period(datetime.date(2020, 3, 1), datetime.date(2020, 4, 1))
    with pytest.raises(Rejected, match="整月"):
        books_of(Frame(access.machine(), county.unit.id, period), period)


def test_a_period_of_several_months_is_their_sum_and_names_the_months_that_lack(county):
    make_dispute(county.towns[0], accepted_on=datetime.date(2020, 4, 2))
    months.close(county.unit, MARCH)
    months.approve(county.towns[0], APRIL)
    months.approve(county.unit, APRIL)
    months.lock(county.unit, APRIL)
    found = books(county.unit, "2020-H1")
    lacking = {(post.name, span.key) for post, span in found.missing}
    assert ("东湖乡", APRIL) in lacking
    assert not {one for one in lacking if one[1] == MARCH}
    assert {span for _, span in lacking} == {"2020-01", "2020-02", APRIL, "2020-05", "2020-06"}
    assert rows(county.unit, "2020-H1", by="month") == {MARCH: 5, APRIL: 1}
    assert count(county.unit, "2020-H1") == 6


def test_a_locked_quarter_stands_for_its_months(county):
    for month in ("2020-01", "2020-02", MARCH):
        months.close(county.unit, month)
    months.approve(county.unit, "2020-Q1")
    quarter = months.lock(county.unit, "2020-Q1")
    assert [row.id for row in books(county.unit, "2020-Q1").returns] == [quarter.id]
    assert books(county.unit, "2020-Q1").members == {
        key: [id_ for id_, _ in months.official(county.unit, key).members]
        for key in ("2020-01", "2020-02", MARCH)
    }


def test_a_year_that_ends_in_november_is_made_of_its_own_months(county):
    settings.put("year_end", "11-30")
    make_dispute(county.towns[0], accepted_on=datetime.date(2019, 12, 5))
    for month in ("2019-12", MARCH):
        months.close(county.unit, month)
    assert count(county.unit, "2020") == 6
    assert months.span("2020").period == year(2020, "11-30")


# ---------------------------------------------------------------- revisions


def test_each_revision_answers_with_its_own_list_and_records(county):
    town = county.towns[0]
    months.close(county.unit, MARCH)
    late = make_dispute(town)
    months.correct(town, MARCH)
    for unit, before, after in ((town, 3, 4), (county.unit, 5, 6)):
        assert [count(unit, revision=n) for n in (None, 1, 2)] == [after, before, after]
    for revision, holds in ((1, False), (2, True)):
        question = Question(county.unit.id, months.span(MARCH).period, "accepted", (), (KEY,), state=OFFICIAL,
                            revision=revision)  # fmt: skip
        found = {one.id for one in records(access.machine(), question, KEY).page()[0]}
        assert (late.id in found) is holds


def test_the_first_revision_stays_as_it_was_when_units_and_types_change(county):
    town = county.towns[0]
    months.close(county.unit, MARCH)
    before = rows(county.unit, by="type"), rows(county.unit)
    from models import Dispute

    Dispute.update(type="T05", unit=county.towns[1].id, version=2).execute()
    assert (rows(county.unit, by="type"), rows(county.unit)) == before
    months.correct(town, MARCH)
    assert count(town) == 0
    assert (rows(county.unit, by="type", revision=1), rows(county.unit, revision=1)) == before


# ---------------------------------------------------------------- levels


def test_prefecture_county_township(database):
    prefecture = make_unit("某市", kind=UnitKind.PREFECTURE)
    counties = [make_unit(name, prefecture, UnitKind.COUNTY) for name in ("甲县", "乙县")]
    towns = [make_unit(f"{one.name}镇", one) for one in counties]
    villages = [make_unit(f"{one.name}村", one, UnitKind.VILLAGE) for one in towns]
    for unit in (*villages, *towns, *counties, prefecture):
        make_dispute(unit)
    months.close(counties[0], MARCH)
    assert (count(prefecture), rows(prefecture)) == (3, {"甲县": 3})
    assert {post.name for post in books(prefecture).missing_units()} == {"某市", "乙县", "乙县镇"}
    months.close(prefecture, APRIL)
    months.close(counties[1], MARCH)
    months.approve(prefecture, MARCH)
    row = months.lock(prefecture, MARCH)
    assert (len(row.members), row.missing) == (5, [])
    assert rows(prefecture) == {"甲县": 3, "乙县": 3, "本级": 1}
    assert (count(prefecture), row.figures[KEY]) == (7, 7)

    make_dispute(villages[0])
    months.correct(towns[0], MARCH)
    assert [months.official(unit, MARCH).revision for unit in (towns[0], counties[0], prefecture, counties[1])] == [
        2, 2, 2, 1,
    ]  # fmt: skip
    assert (count(counties[0]), count(prefecture), count(prefecture, revision=1)) == (4, 8, 7)


# ---------------------------------------------------------------- merged units


@pytest.fixture
def merged(county):
    """城关镇 went into 东湖乡 on 1 May 2020, after March had been locked."""
    old, heir = county.towns
    months.close(county.unit, MARCH)
    unit_changes.merge(access.machine(), old.id, heir.id, 1, datetime.date(2020, 5, 1), today=months.TODAY)
    county.towns = [Unit.get_by_id(one.id) for one in county.towns]
    return county


def test_a_merged_unit_keeps_its_closed_month(merged):
    old, heir = merged.towns
    assert (count(old), count(heir), count(merged.unit)) == (3, 1, 5)
    assert rows(merged.unit) == {"城关镇": 3, "东湖乡": 1, "本级": 1}


def test_the_heir_can_be_asked_with_what_was_merged_into_it(merged):
    _, heir = merged.towns
    assert count(heir, predecessors=True) == 4 == count(heir, predecessors=True, state=LIVE)
    assert rows(heir, predecessors=True) == rows(heir, predecessors=True, state=LIVE)


def test_a_month_before_the_merge_is_still_owed_by_the_old_unit_and_later_ones_are_not(merged):
    old, _ = merged.towns
    make_dispute(old, accepted_on=datetime.date(2020, 4, 2))
    row = months.close(merged.unit, APRIL)
    assert row.missing == []
    assert count(old, APRIL) == 1
    may = months.close(merged.unit, "2020-05")
    assert may.missing == []
    assert months.official(old, "2020-05") is None
