"""可比口径: what was locked stays, what is recomputed is today's, and the difference is told record by record."""

import dataclasses
import datetime
import random

import pytest

from figures import periods
from figures.books import sealing
from figures.comparison import replay_told
from figures.comparison.replay import Replay
from figures.defining import Rate
from figures.differences.explaining import explain
from figures.evaluator import evaluate
from figures.indicators import INDICATORS
from figures.records import Records
from figures.returns import chain
from models import Dispute, Term
from office import access, list_changes, lists, unit_changes
from office.errors import Rejected
from tests import months
from tests.figures.comparison.test_comparable import end, move, reorganise
from tests.make import County, make_actor, make_dispute
from vocab import TYPE, TYPE15, Role

BOSS = access.machine()
TODAY = datetime.date(2021, 5, 20)
NEW_YEAR = datetime.date(2021, 1, 1)
QUARTER = ("2020-01", "2020-02", "2020-03")


@pytest.fixture
def county(database, monkeypatch):
    monkeypatch.setattr(chain, "run", lambda *asked, **more: [])  # the checks have tests of their own
    return County()


def cases(unit, count, year=2020, month=2, **values):
    day = datetime.date(year, month, 10)
    return [make_dispute(unit, accepted_on=day, concluded_on=day, **values) for _ in range(count)]


def replay(unit=None, by="type", period=None, today=TODAY, actor=BOSS, basis="concluded", keys=()):
    period = period or periods.quarter(2021, 1)
    return Replay(actor, unit.id if unit else None, period, basis, today=today, by=by, keys=keys)


def rows(found, key="dispute.concluded"):
    return {row.label: row for row in found.rows(key)}


def three(row):
    return row.now.value, row.locked.value, row.again.value


def adds_up(found):
    """Every count of last year is that of its list, and the effects of the records are what the two differ by."""
    for row in found.every:
        told = explain(found.actor, *row.sides, row.key)
        if isinstance(row.now.one, Rate):
            assert sum(one.effect for one in told.records) == row.again.numerator - row.locked.numerator
            assert (
                sum(one.base_effect for one in told.records) == row.again.denominator - row.locked.denominator
            )
            assert sum(why.base_effect for why in row.why) in (0, told.base_difference)
        else:
            assert sum(one.effect for one in told.records) == row.effect
            assert sum(why.effect for why in row.why) == row.effect
            listed = Records(found.actor, row.sides[1].question((row.key,)), row.key)
            assert listed.measure()[1][0] == row.again.value, row
        assert all(one.reason.detail or one.reason.code != "other_list" for one in told.records)


# ---------------------------------------------------------------- one thing at a time


@pytest.fixture
def locked(county):
    """The first quarter of 2020 is locked: T04 3 (1 of the second town), T05 2, T06 1; a year later T05 6, T06 2."""
    first, second = county.towns
    cases(first, 2, type="T04")
    cases(second, 1, type="T04")
    cases(first, 2, type="T05")
    cases(second, 1, type="T06")
    months.close(county.unit, *QUARTER)
    cases(first, 6, 2021, type="T05")
    cases(second, 2, 2021, type="T06")
    return county


def test_where_nothing_changed_both_years_are_as_they_were(locked):
    found = replay()
    assert found.standing.is_official
    assert all(row.effect == 0 and row.why == () for row in found.every)
    assert found.changed == []
    adds_up(found)


def test_an_ended_type_goes_to_the_one_that_stands_for_it(locked):
    names = lists.labels(TYPE)
    end("T04", "T05", NEW_YEAR)
    found = replay()
    told = rows(found)
    assert three(told[names["T05"]]) == (6, 2, 5)
    assert three(told[names["T04"]]) == (0, 3, 0)
    assert list(told)[-1] == names["T04"]
    assert three(found.total("dispute.concluded")) == (8, 6, 6)
    (why,) = told[names["T05"]].why
    assert (why.code, why.count, why.effect) == ("other_list", 3, 3)
    assert why.details == (f"{names['T04']}归入{names['T05']}",)
    assert [one.text for one in found.changed] == [f"纠纷类型：停用“{names['T04']}”，归入“{names['T05']}”"]
    adds_up(found)


def test_growth_is_told_on_one_basis_beside_the_plain_one(county):
    cases(county.unit, 30, type="T04")
    cases(county.unit, 10, type="T05")
    months.close(county.unit, *QUARTER)
    cases(county.unit, 50, 2021, type="T05")
    end("T04", "T05", NEW_YEAR)
    row = rows(replay())[lists.labels(TYPE)["T05"]]
    assert (row.plain.printed.difference, str(row.plain.printed.percent)) == (40, "400.0")
    assert (row.alike.printed.difference, str(row.alike.printed.percent)) == (10, "25.0")


def test_a_type_under_another_of_the_fifteen_is_told_so(locked):
    names = lists.labels(TYPE15)
    was = Term.get(Term.code == "T04").parent_id
    assert was != "P06"
    move("T04", "P06")
    found = replay(by="type15")
    told = rows(found)
    assert [one.effect for one in told[names["P06"]].why] == [3]
    assert told[names["P06"]].why[0].code == "other_list"
    type_ = lists.labels(TYPE)["T04"]
    assert told[names["P06"]].why[0].details == (f"{type_}由{names[was]}改归{names['P06']}",)
    assert [one.text for one in found.changed] == [f"纠纷类型：“{type_}”由“{names[was]}”改归“{names['P06']}”"]
    adds_up(found)


def test_a_merged_town_counts_where_it_went(locked):
    first, second = locked.towns
    unit_changes.merge(BOSS, second.id, first.id, 1, NEW_YEAR, today=TODAY)
    found = replay(by="unit")
    told = rows(found)
    assert three(told["城关镇"]) == (8, 4, 6)
    assert [(why.code, why.count, why.details) for why in told["城关镇"].why] == [
        ("predecessor", 2, ("东湖乡",))
    ]
    assert three(told["东湖乡"]) == (0, 2, 0)
    assert [one.text for one in found.changed] == ["“东湖乡”并入“城关镇”"]
    adds_up(found)
    alone = replay(first, by="")
    assert three(alone.total("dispute.concluded")) == (8, 4, 6)
    assert [why.code for why in alone.total("dispute.concluded").why] == ["predecessor"]
    adds_up(alone)


def test_late_corrected_and_voided_records_keep_their_own_reasons(locked):
    town = locked.towns[0]
    cases(town, 1, type="T05")
    moved = Dispute.get(Dispute.type == "T06", Dispute.accepted_on < NEW_YEAR)
    Dispute.update(type="T05", version=2).where(Dispute.id == moved.id).execute()
    voided = Dispute.get(Dispute.type == "T04")
    Dispute.update(voided_at=datetime.datetime(2020, 6, 1), void_reason="误录").where(
        Dispute.id == voided.id
    ).execute()
    end("T04", "T05", NEW_YEAR)
    found = replay()
    row = rows(found)[lists.labels(TYPE)["T05"]]
    assert three(row) == (6, 2, 6)
    assert {why.code: why.effect for why in row.why} == {"late": 1, "corrected": 1, "other_list": 2}
    gone = rows(found)[lists.labels(TYPE)["T04"]]
    assert {why.code: why.effect for why in gone.why} == {"voided": -1, "other_list": -2}
    adds_up(found)


def test_records_that_outweigh_each_other_are_told_too(locked):
    town = locked.towns[0]
    cases(town, 1, type="T05")
    voided = Dispute.get(Dispute.type == "T05", Dispute.accepted_on < NEW_YEAR)
    Dispute.update(voided_at=datetime.datetime(2020, 6, 1), void_reason="误录").where(
        Dispute.id == voided.id
    ).execute()
    row = rows(replay())[lists.labels(TYPE)["T05"]]
    assert row.effect == 0
    assert {why.code: why.effect for why in row.why} == {"late": 1, "voided": -1}


def test_another_definition_is_named_and_its_records_are_told(county, monkeypatch):
    """When the month was locked, refused cases still counted as concluded."""
    cases(county.unit, 3)
    cases(county.unit, 1, outcome="refused")
    one = INDICATORS["dispute.concluded"]
    with monkeypatch.context() as then:
        then.setitem(INDICATORS, one.key, dataclasses.replace(one, condition=None))
        months.close(county.unit, *QUARTER)
        was = sealing.edition()[one.key]
    found = replay(by="")
    row = found.total(one.key)
    assert three(row) == (0, 4, 3)
    assert [(why.code, why.effect) for why in row.why] == [("definition", -1)]
    text = f"“调结纠纷数”的定义改过（锁定时版次 {was}，现行 {sealing.edition()[one.key]}）"
    assert [told.text for told in found.changed] == [text]
    adds_up(found)


def test_without_a_lock_the_living_records_stand_in_and_it_is_said(county):
    cases(county.unit, 3, type="T04")
    end("T04", "T05", NEW_YEAR)
    found = replay()
    assert found.books is None
    assert replay_told.NOT_LOCKED in replay_told.as_text(found)
    assert three(rows(found)[lists.labels(TYPE)["T05"]]) == (0, 0, 3)
    adds_up(found)


def test_a_year_under_way_is_compared_by_whole_months(locked):
    found = replay(period=periods.year(2021), today=datetime.date(2021, 3, 20))
    assert (found.now, found.then) == (
        periods.between(NEW_YEAR, datetime.date(2021, 2, 28)),
        periods.between(datetime.date(2020, 1, 1), datetime.date(2020, 2, 29)),
    )
    assert found.standing.is_official


def test_entries_renamed_added_and_ended_alone_are_told(locked):
    term = Term.get(Term.code == "T06")
    values = {"parent": term.parent_id, "valid_from": None, "valid_to": None}
    list_changes.change(BOSS, TYPE, "T06", values | {"name": "赔偿类纠纷"})
    list_changes.add(BOSS, TYPE, values | {"name": "网络纠纷"})
    end("T05", None, NEW_YEAR)
    found = replay()
    names = lists.labels(TYPE)
    assert [one.text for one in found.changed] == [
        f"纠纷类型：停用“{names['T05']}”，未指定归入：原记录留在本项，分成几项的请逐件改类型",
        f"纠纷类型：“{term.name}”改称“赔偿类纠纷”",
        "纠纷类型：新增“网络纠纷”",
    ]
    assert three(rows(found)[f"{names['T05']}（已停用，未指定归入）"]) == (6, 2, 2)


def test_months_are_no_rows_of_a_replay(county):
    with pytest.raises(Rejected) as refused:
        replay(by="month")
    assert refused.value.field == "by"


def test_a_mediator_sees_the_living_records_of_both_years(locked):
    actor = make_actor(Role.MEDIATOR, locked.towns[0], committee_id=locked.committees[0].id)
    assert replay(actor=actor).books is None


# ---------------------------------------------------------------- everything at once


@pytest.mark.parametrize("seed", [1, 2])
def test_whatever_happens_the_records_account_for_the_difference(county, seed):
    lot = random.Random(seed)
    county.scatter(160, seed=seed, year=2020)
    months.close(county.unit, *QUARTER)
    reorganise(lot, 40)
    for found in lot.sample(list(Dispute.select().where(Dispute.voided_at.is_null())), 12):
        changed = lot.choice(
            [{"type": f"T{lot.randrange(1, 19):02}"}, {"voided_at": datetime.datetime(2021, 2, 1)}]
        )
        Dispute.update(**changed, version=2).where(Dispute.id == found.id).execute()
    cases(county.towns[1], 3, type="T02")
    unit_changes.merge(BOSS, county.towns[1].id, county.towns[0].id, 1, NEW_YEAR, today=TODAY)
    keys = ("dispute.concluded", "dispute.amount", "dispute.success_rate")
    differing = 0
    for by in ("type", "type15", "source", "unit", ""):
        found = replay(by=by, keys=keys, basis=lot.choice(["accepted", "concluded"]))
        adds_up(found)
        differing += sum(bool(row.why) for row in found.every)
        if by:
            for key in keys[:2]:
                for place in range(3):
                    parts = [three(row)[place] for row in found.rows(key)]
                    assert sum(parts) == three(found.total(key))[place]
    assert differing > 10
    plain = evaluate(BOSS, found._side(found.then, replayed=False).question(keys)).total
    assert {key: found.total(key).again.value for key in keys} == {key: plain[key].value for key in keys}
