"""Closed months of units that are renamed, merged or split afterwards: they stand, under the places of their time."""

import datetime

import pytest

from figures.evaluator import Question, evaluate
from figures.records import records
from models import SealedRecord, Unit
from office import access, unit_changes, unit_splits
from tests import months
from tests.make import County, make_dispute, make_unit
from vocab import LIVE, OFFICIAL, UnitKind

pytestmark = pytest.mark.usefixtures("unchecked")

MARCH = "2020-03"
TODAY = datetime.date(2026, 11, 20)
KEY = "dispute.accepted"


@pytest.fixture
def county(database):
    """March 2020 is closed: two villages of 城关镇 and the town itself have a case each, one of 东湖乡 has two."""
    made = County()
    made.second = make_unit("城关旧村", made.towns[0], UnitKind.VILLAGE)
    for unit in (made.villages[0], made.second, made.towns[0], made.villages[1], made.villages[1]):
        make_dispute(unit)
    months.close(made.unit, MARCH)
    return made


def rename(county, on):
    town = county.towns[0]
    unit_changes.rename(access.machine(), town.id, 1, "城关街道", on, today=TODAY)


def merge(county, on):
    town, into = county.towns
    unit_changes.merge(access.machine(), town.id, into.id, 1, on, today=TODAY)


def split(county, on):
    town = county.towns[0]
    unit_splits.split(access.machine(), town.id, 1, "城南镇", None, [county.villages[0].id], on, today=TODAY)


def asked(unit, state, predecessors=False):
    question = Question(unit.id, months.span(MARCH).period, "accepted", ("unit",), (KEY,), state=state,
                        predecessors=predecessors)  # fmt: skip
    return question, evaluate(access.machine(), question)


def told(unit, state, predecessors=False):
    """Row → cases, the total last; nothing where there are none."""
    answer = asked(unit, state, predecessors)[1]
    found = {line.label: line[KEY].value for line in (*answer.rows(), answer.total)}
    return {name: value for name, value in found.items() if value}


def stored():
    return list(SealedRecord.select().order_by(SealedRecord.id).tuples())


@pytest.mark.parametrize(
    "on", [datetime.date(2020, 6, 1), datetime.date(2020, 2, 1)], ids=["later", "backdated"]
)
@pytest.mark.parametrize("change", [rename, merge, split])
def test_a_closed_month_stands_whatever_becomes_of_its_units(county, change, on):
    lists = stored()
    before = {unit.id: told(unit, OFFICIAL) for unit in (county.unit, *county.towns)}
    change(county, on)
    assert stored() == lists
    for unit in (county.unit, *county.towns):
        now = told(unit, OFFICIAL)
        assert list(now.values()) == list(before[unit.id].values())
        assert now == told(unit, LIVE)


def test_a_merged_unit_shows_its_closed_months_with_and_without_its_predecessors(county):
    merge(county, datetime.date(2020, 6, 1))
    into = county.towns[1]
    for state in (LIVE, OFFICIAL):
        assert told(into, state) == {"东湖新村": 2, "合计": 2}
        assert told(into, state, True) == {
            "东湖新村": 2,
            "城关新村": 1,
            "城关旧村": 1,
            "城关镇（已并入）": 1,
            "合计": 5,
        }
        assert (
            told(county.unit, state, True)
            == told(county.unit, state)
            == {"城关镇": 3, "东湖乡": 2, "合计": 5}
        )


def test_what_was_split_off_shows_its_closed_months_when_asked(county):
    split(county, datetime.date(2020, 6, 1))
    new = Unit.get(Unit.name == "城南镇")
    for state in (LIVE, OFFICIAL):
        assert told(county.towns[0], state) == {"本级": 1, "城关新村": 1, "城关旧村": 1, "合计": 3}
    assert told(new, LIVE, True) == told(new, OFFICIAL, True) == {"城关新村": 1, "合计": 1}


@pytest.mark.parametrize("predecessors", [False, True])
def test_a_closed_figure_is_its_list_after_a_merge(county, predecessors):
    merge(county, datetime.date(2020, 6, 1))
    question, answer = asked(county.towns[1], OFFICIAL, predecessors)
    for line in (*answer.rows(), answer.total):
        listed = records(access.machine(), question, KEY, line.part or None, answer.frame)
        assert listed.measure()[0] == line[KEY].value, line.label
        assert len(list(listed.every())) == line[KEY].value
