"""What a rename and a merge do to figures: a past period stands under the names and places of its time."""

import datetime

import pytest

from figures.evaluator import Question, evaluate
from figures.periods import year
from models import Unit
from office import unit_changes
from tests.make import make_dispute
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
