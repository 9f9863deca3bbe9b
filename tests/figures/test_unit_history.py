"""What a rename and a merge do to figures: a past period stands under the names and places of its time."""

import datetime

import pytest

from figures.defining import DISTINCT, LEAST, Indicator
from figures.evaluator import Question, evaluate
from figures.indicators import INDICATORS
from figures.periods import year
from figures.records import records
from models import Unit
from office import access, unit_changes, unit_splits
from registers.catalogue import REGISTERS
from tests.make import County, make_dispute
from tests.records import scatter_everything, scatter_records
from tests.roster_county import TODAY, actor_of, lay_out
from vocab import Role

NEW_YEAR = datetime.date(2026, 1, 1)


@pytest.fixture
def county(database):
    made = lay_out()
    made.bureau = actor_of(Role.COUNTY, made.county)
    for unit, day in ((made.east, datetime.date(2025, 3, 1)), (made.north, datetime.date(2025, 4, 1))):
        make_dispute(unit, accepted_on=day)
    return made


def by_unit(county, number):
    """Township → accepted cases of a year, and their total, as somebody who signs in now sees them."""
    answer = evaluate(
        actor_of(Role.COUNTY, county.county),
        Question(None, year(number), by=("unit",), keys=("dispute.accepted",)),
    )
    rows = {row.label: row["dispute.accepted"].value for row in answer.rows()}
    return {name: count for name, count in rows.items() if count}, answer.total["dispute.accepted"].value


def test_last_year_stands_under_last_years_name(county):
    unit_changes.rename(county.bureau, county.green.id, 1, "青山街道", NEW_YEAR, today=TODAY)
    make_dispute(county.east, accepted_on=datetime.date(2026, 2, 1))
    assert by_unit(county, 2025) == ({"青山镇": 1, "柳河镇": 1}, 2)
    assert by_unit(county, 2026) == ({"青山街道": 1}, 1)


def test_a_merge_moves_no_case_of_the_past(county):
    unit_changes.merge(county.bureau, county.green.id, county.willow.id, 1, NEW_YEAR, today=TODAY)
    heir = Unit.get_by_id(Unit.get_by_id(county.east.id).successor_id)
    make_dispute(heir, accepted_on=datetime.date(2026, 2, 1))
    assert by_unit(county, 2025) == ({"青山镇": 1, "柳河镇": 1}, 2)
    assert by_unit(county, 2026) == ({"柳河镇": 1}, 1)


# ---------------------------------------------------------------- with and without predecessors


@pytest.fixture
def merged(county):
    """青山镇 has gone into 柳河镇, with cases of its own, of a village that lives on and of one that had ended."""
    for day in ("2025-05-01", "2025-06-02"):
        make_dispute(county.green, accepted_on=datetime.date.fromisoformat(day))
    make_dispute(county.west, accepted_on=datetime.date(2025, 2, 1))
    unit_changes.close(county.bureau, county.west.id, 1, datetime.date(2025, 7, 1), today=TODAY)
    unit_changes.merge(county.bureau, county.green.id, county.willow.id, 1, NEW_YEAR, today=TODAY)
    county.heir = Unit.get_by_id(Unit.get_by_id(county.east.id).successor_id)
    make_dispute(county.heir, accepted_on=datetime.date(2026, 2, 1))
    county.bureau = actor_of(Role.COUNTY, county.county)
    return county


def asked(county, unit, predecessors, number=2025, by=("unit",)):
    question = Question(
        unit.id, year(number), "accepted", by, ("dispute.accepted",), predecessors=predecessors
    )
    return question, evaluate(county.bureau, question)


def counts(answer):
    return {row.label: row["dispute.accepted"].value for row in answer.rows()}


def whole(answer):
    return answer.total["dispute.accepted"].value


def test_a_merged_units_past_stands_in_rows_of_its_own_and_of_its_heirs(merged):
    assert counts(asked(merged, merged.willow, False)[1]) == {"北社区": 1}
    with_them = asked(merged, merged.willow, True)[1]
    assert counts(with_them) == {"北社区": 1, "东村": 1, "青山镇（已并入）": 3}
    assert whole(with_them) == 5


def test_a_villages_heir_takes_up_what_its_predecessor_did(merged):
    assert whole(asked(merged, merged.heir, False)[1]) == 0
    assert counts(asked(merged, merged.heir, True)[1]) == {"东村（已并入）": 1}


def test_for_the_county_predecessors_make_no_difference(merged):
    for number in (2025, 2026):
        without, with_them = (asked(merged, merged.county, each, number)[1] for each in (False, True))
        assert counts(without) == counts(with_them)
        assert whole(without) == whole(with_them) > 0


def test_what_was_merged_twice_stands_in_the_row_of_the_last(merged):
    town = Unit.create(parent=merged.county, name="新城镇", kind="township", path="-")
    Unit.update(path=f"{merged.county.path}{town.id}/").where(Unit.id == town.id).execute()
    seen = Unit.get_by_id(merged.willow.id).version
    unit_changes.merge(
        access.machine(), merged.willow.id, town.id, seen, datetime.date(2026, 6, 1), today=TODAY
    )
    merged.bureau = actor_of(Role.COUNTY, merged.county)
    found = asked(merged, town, True)[1]
    assert counts(found) == {"北社区": 1, "东村": 1, "柳河镇（已并入）": 3}


SUMS = tuple(
    one.key
    for one in INDICATORS.values()
    if isinstance(one, Indicator) and one.measure not in (DISTINCT, LEAST)
)


@pytest.fixture
def scattered(database):
    """Random records of everything before and after 城关镇 went into 东湖乡 in the middle of 2020."""
    county = County()
    county.scatter(120)
    scatter_everything(county)
    old, new = county.towns
    unit_changes.merge(access.machine(), old.id, new.id, 1, datetime.date(2020, 7, 1), today=TODAY)
    heir = Unit.get(Unit.parent == new, Unit.name == county.villages[0].name)
    county.units = [new, heir]
    county.scatter(40, seed=2)
    for register in REGISTERS.values():
        scatter_records(county.units, register, 8)
    county.heir = heir
    return county


def asked_all(unit, predecessors, by=()):
    question = Question(unit.id, year(2020), by=by, keys=SUMS, predecessors=predecessors)
    return question, evaluate(access.machine(), question)


def test_with_is_without_and_what_the_predecessors_counted(scattered):
    old, new = scattered.towns
    with_them, without, own = (
        asked_all(unit, each)[1].total for unit, each in ((new, True), (new, False), (old, False))
    )
    for key in SUMS:
        apart = {name: without[key].parts[name] + value for name, value in own[key].parts.items()}
        assert with_them[key].parts == apart, key
    assert sum(own[key].value > 0 for key in SUMS) > 60


def test_for_a_county_of_everything_they_make_no_difference(scattered):
    without, with_them = (asked_all(scattered.unit, each)[1].total for each in (False, True))
    assert {key: figure.as_json() for key, figure in without.items()} == {
        key: figure.as_json() for key, figure in with_them.items()
    }


@pytest.mark.parametrize("predecessors", [False, True])
@pytest.mark.parametrize("place", ["new", "heir"])
def test_rows_add_up_and_each_is_its_list(scattered, place, predecessors):
    unit = scattered.heir if place == "heir" else scattered.towns[1]
    question, answer = asked_all(unit, predecessors, ("unit",))
    lines = [*answer.rows(), answer.total]
    for key in SUMS:
        assert sum(line[key].value for line in lines[:-1]) == lines[-1][key].value, key
        for line in lines:
            listed = records(answer.frame.actor, question, key, line.part or None, answer.frame)
            assert listed.measure()[1] == tuple(line[key].parts.values()), (key, line.label)


def test_an_heirs_row_is_what_it_answers_itself(scattered):
    new, heir = scattered.towns[1], scattered.heir
    row = next(line for line in asked_all(new, True, ("unit",))[1].rows() if line.part == str(heir.id))
    itself = asked_all(heir, True)[1].total
    assert {key: row[key].as_json() for key in itself} == {key: one.as_json() for key, one in itself.items()}


# ---------------------------------------------------------------- split


def test_a_split_moves_no_case_of_the_past_and_the_new_unit_can_show_it(county):
    make_dispute(county.west, accepted_on=datetime.date(2025, 5, 1))
    new = unit_splits.split(
        county.bureau, county.green.id, 1, "东山镇", None, [county.east.id], NEW_YEAR, today=TODAY
    )
    heir = Unit.get_by_id(Unit.get_by_id(county.east.id).successor_id)
    make_dispute(heir, accepted_on=datetime.date(2026, 2, 1))
    county.bureau = actor_of(Role.COUNTY, county.county)
    assert by_unit(county, 2025) == ({"青山镇": 2, "柳河镇": 1}, 3)
    assert by_unit(county, 2026) == ({"东山镇": 1}, 1)
    assert whole(asked(county, new, False)[1]) == 0
    assert counts(asked(county, new, True)[1]) == {"东村": 1}
    for predecessors in (False, True):
        assert whole(asked(county, county.green, predecessors)[1]) == 2
        assert whole(asked(county, county.county, predecessors)[1]) == 3
