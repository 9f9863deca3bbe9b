"""live = official + bridge, in every figure of every register, whatever happens to records after the lock."""

import dataclasses
import datetime

import pytest

from figures.differences.bridge import bridge
from figures.differences.sides import Side
from figures.evaluator import Question, evaluate
from figures.indicators import INDICATORS, Indicator
from models import Dispute, now
from office import access
from office.errors import Rejected
from tests import months
from tests.make import County, make_actor, make_dispute
from tests.records import scatter_everything
from tests.upsets import upset
from vocab import BASES, LIVE, OFFICIAL, Role

pytestmark = pytest.mark.usefixtures("unchecked")

QUARTER = ("2020-01", "2020-02", "2020-03")
COUNTED = tuple(key for key, one in INDICATORS.items() if isinstance(one, Indicator))
BOSS = access.machine()


def side(unit, span, basis="concluded", **more):
    return Side(unit.id, months.span(span).period, basis=basis, **more)


def column(found, key):
    """Column → what it adds, of one indicator."""
    return next(line.by_reason for line in found.lines if line.one.key == key)


def lock_quarter(county):
    """The first quarter of 2020 locked; in February the second town had sent nothing."""
    for month in QUARTER:
        for unit in (county.towns[0], *([] if month == "2020-02" else [county.towns[1]]), county.unit):
            months.approve(unit, month)
        months.lock(county.unit, month)


@pytest.mark.parametrize("seed", [1, 2])
def test_live_is_official_and_bridge_after_anything(database, seed):
    county = County()
    county.scatter(120, seed=seed)
    scatter_everything(county, 12)
    lock_quarter(county)
    upset(county, seed)
    keys = (*COUNTED, "entered.1", "entered.2")
    seen = set()
    for unit in (county.unit, *county.towns, county.villages[0]):
        for span in ("2020-01", "2020-02", "2020-Q1"):
            for basis in BASES:
                try:
                    found = bridge(BOSS, side(unit, span, basis), keys)
                except Rejected:
                    assert (unit, span) == (county.towns[1], "2020-02")
                    continue
                live, official = (_told(unit, span, basis, keys, state) for state in (LIVE, OFFICIAL))
                for line in found.lines:
                    key = line.one.key
                    assert line.live == (live[key].value or 0), (unit.name, span, key)
                    assert line.official == official[key].value or not (line.official or official[key].value)
                    if line.official is not None:
                        assert line.official + sum(line.by_reason.values()) == line.live
                    seen |= line.by_reason.keys()
    assert seen >= {"late", "corrected", "unlocked", "roster"}


def _told(unit, span, basis, keys, state):
    question = Question(unit.id, months.span(span).period, basis, (), keys, state=state)
    return evaluate(BOSS, question).total


# ---------------------------------------------------------------- kinds of reasons


@pytest.fixture
def county(database):
    """Two cases of March 2020 in the first town, one in the second, locked."""
    made = County()
    made.cases = [make_dispute(made.towns[0]), make_dispute(made.towns[0]), make_dispute(made.towns[1])]
    months.close(made.unit, "2020-03")
    return made


def changed(case, **values):
    Dispute.update(version=case.version + 1, **values).where(Dispute.id == case.id).execute()


def bridged(county, unit=None):
    return column(
        bridge(BOSS, side(unit or county.unit, "2020-03"), ["dispute.concluded"]), "dispute.concluded"
    )


def test_nothing_has_happened(county):
    assert bridged(county) == {}


def test_a_late_case(county):
    make_dispute(county.towns[0])
    assert bridged(county) == {"late": 1}


def test_a_case_that_now_counts_in_another_month(county):
    changed(county.cases[0], concluded_on=datetime.date(2020, 4, 2))
    assert bridged(county) == {"corrected": -1}


def test_a_voided_case_and_one_voided_because_it_was_there_twice(county):
    changed(county.cases[0], voided_at=now(), void_reason="当事人撤回申请，误登")
    changed(county.cases[1], voided_at=now(), void_reason="与另一件重复登记")
    assert bridged(county) == {"voided": -1, "duplicate": -1}


def test_a_voided_case_with_a_twin_is_a_duplicate(county):
    twin = Dispute.get_by_id(county.cases[0].id)
    changed(county.cases[1], voided_at=now(), void_reason="登错了，另有一件", fingerprint=twin.fingerprint)
    assert bridged(county) == {"duplicate": -1}


def test_a_case_that_moves_leaves_one_town_and_comes_to_the_other(county):
    changed(county.cases[0], unit=county.villages[1].id)
    assert bridged(county) == {}
    assert bridged(county, county.towns[0]) == {"moved_out": -1}
    assert bridged(county, county.towns[1]) == {"moved_in": 1}


def test_what_a_missing_town_has_is_not_locked(database):
    county = County()
    for town in county.towns:
        make_dispute(town)
    months.approve(county.towns[0], "2020-03")
    months.approve(county.unit, "2020-03")
    months.lock(county.unit, "2020-03")
    assert bridged(county) == {"unlocked": 1}


def test_a_new_version_takes_the_bridge_in(county):
    make_dispute(county.towns[0])
    months.correct(county.towns[0], "2020-03")
    assert bridged(county) == {}
    first = dataclasses.replace(side(county.unit, "2020-03"), state=OFFICIAL, revision=1)
    assert column(bridge(BOSS, first, ["dispute.concluded"]), "dispute.concluded") == {"late": 1}


def test_the_bridge_of_an_unlocked_month_says_so(county):
    with pytest.raises(Rejected, match="还没有锁定"):
        bridge(BOSS, side(county.unit, "2020-05"), ["dispute.concluded"])


def test_a_figure_that_months_do_not_tell_says_why(county):
    for month in ("2020-01", "2020-02"):
        months.close(county.unit, month)
    (line,) = bridge(BOSS, side(county.unit, "2020-Q1"), ["adviser.below_minimum"]).lines
    assert line.official is None
    assert "不是各月之和" in line.why


def test_a_leader_sees_the_bridge_without_the_persons(county):
    changed(county.cases[0], voided_at=now(), void_reason="当事人赵某撤回申请")
    for role, told in ((Role.LEADER, ""), (Role.COUNTY, "当事人赵某撤回申请")):
        found = bridge(make_actor(role, county.unit), side(county.unit, "2020-03"), ["dispute.concluded"])
        assert [one.reason.detail for one in found.lines[0].records] == [told]
