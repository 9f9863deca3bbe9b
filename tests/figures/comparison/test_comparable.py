"""Figures in the rows of today's lists and units: whatever the lists went through, nothing is lost, nothing twice."""

import datetime
import random

import pytest

import vocab
from figures import periods
from figures.evaluator import Question, evaluate
from figures.indicators import INDICATORS
from figures.records import records
from models import Term
from office import access, list_changes, lists, unit_changes, unit_splits
from office.errors import Rejected
from tests.make import County, make_dispute, make_record, make_unit
from tests.records import scatter_everything
from vocab import OFFICIAL, UnitKind

BOSS = access.machine()
YEAR = periods.between(datetime.date(2020, 1, 1), datetime.date(2020, 12, 31))
ENDED = datetime.date(2021, 1, 1)
TODAY = datetime.date(2026, 11, 20)
ACCEPTED = "dispute.accepted"


@pytest.fixture
def county(database):
    return County()


def end(code, successor=None, on=ENDED):
    """End an entry of a list, and let another stand for it."""
    term = Term.get(Term.code == code)
    values = {"name": term.name, "parent": term.parent_id, "valid_from": term.valid_from, "valid_to": on}
    list_changes.change(BOSS, term.list, code, values | {"successor": successor})


def move(code, parent):
    term = Term.get(Term.code == code)
    kept = {"name": term.name, "valid_from": term.valid_from, "valid_to": term.valid_to}
    list_changes.change(BOSS, term.list, code, kept | {"parent": parent, "successor": term.successor_id})


def asked(by, key=ACCEPTED, comparable=True, unit=None, **more):
    return Question(unit.id if unit else None, YEAR, "accepted", (by,), (key,), comparable=comparable, **more)


def told(question):
    """Row → its figure, those without anything left out."""
    (key,) = question.keys
    return {line.label: line[key].value for line in evaluate(BOSS, question).rows() if line[key].value}


def held(question):
    """Whether every row has a list of just as many records as it says."""
    (key,) = question.keys
    for line in evaluate(BOSS, question).rows():
        listed = records(BOSS, question, key, line.part)
        count, sums = listed.measure()
        assert len(list(listed.every())) == count
        assert sums[0] == line[key].parts.get("", line[key].value), (question, line.part)
        assert listed.figure.value == line[key].value


# ---------------------------------------------------------------- one entry


def test_cases_of_an_ended_type_stand_in_the_row_of_the_one_that_stands_for_it(county):
    for type_ in ("T04", "T04", "T05", "T06"):
        make_dispute(county.unit, type=type_)
    names = lists.labels(vocab.TYPE)
    end("T04", "T05")
    assert told(asked("type")) == {names["T05"]: 3, names["T06"]: 1}
    assert told(asked("type", comparable=False)) == {names["T04"]: 2, names["T05"]: 1, names["T06"]: 1}
    assert names["T04"] not in {line.label for line in evaluate(BOSS, asked("type")).rows()}
    held(asked("type"))


def test_one_that_ended_without_a_successor_keeps_its_row_and_says_so(county):
    make_dispute(county.unit, type="T04")
    end("T04")
    name = lists.labels(vocab.TYPE)["T04"]
    assert told(asked("type")) == {f"{name}（已停用，未指定归入）": 1}


def test_an_end_that_is_still_to_come_changes_nothing(county):
    make_dispute(county.unit, type="T04")
    end("T04", "T05", on=datetime.date(2999, 1, 1))
    assert told(asked("type")) == told(asked("type", comparable=False))


def test_the_fifteen_follow_the_type_that_stands_for_an_ended_one(county):
    make_dispute(county.unit, type="T04")
    end("T04", "T01")
    parent = Term.get(Term.code == "T01").parent_id
    assert told(asked("type15")) == {lists.labels(vocab.TYPE15)[parent]: 1}
    held(asked("type15"))


def test_a_source_goes_below_the_heading_of_its_successor(county):
    make_dispute(county.unit, source="S1")
    make_dispute(county.unit, source="S31")
    end("S1", "S32")
    question = asked("source")
    held(question)
    assert records(BOSS, question, ACCEPTED, "S3").measure()[0] == 2
    assert set(told(question).values()) == {1}


def test_a_case_with_both_tags_stands_once_in_the_row_of_today(county):
    make_dispute(county.unit, tags=("G01", "G02"))
    make_dispute(county.unit, tags=("G01",))
    make_dispute(county.unit, tags=("G03",))
    end("G01", "G02")
    names = lists.labels(vocab.TAG)
    assert told(asked("tag")) == {names["G02"]: 2, names["G03"]: 1}
    held(asked("tag"))


def test_so_do_the_groups_of_a_register_that_may_be_several(county):
    day = datetime.date(2020, 3, 1)
    values = {"name": "甲某", "state": "applied", "kind": "criminal", "accepted_on": day, "counts_on": day}
    make_record("legal_aid", county.unit, many={"groups": ["A01", "A02"]}, **values)
    make_record("legal_aid", county.unit, many={"groups": ["A01"]}, **values)
    end("A01", "A02")
    question = asked("recipient", "aid.accepted")
    assert told(question) == {lists.labels(vocab.AID_GROUP)["A02"]: 2}
    held(question)


def test_official_figures_are_not_put_into_other_rows(county):
    with pytest.raises(Rejected) as refused:
        evaluate(BOSS, asked("type", state=OFFICIAL))
    assert refused.value.field == "comparable"


# ---------------------------------------------------------------- units


def test_a_merged_town_stands_in_the_row_of_the_one_that_took_it_in(county):
    first, second = county.towns
    for unit in (first, county.villages[0], second):
        make_dispute(unit)
    unit_changes.merge(BOSS, first.id, second.id, 1, ENDED, today=TODAY)
    assert told(asked("unit", unit=county.unit)) == {"东湖乡": 3}
    held(asked("unit", unit=county.unit))


def test_villages_that_went_over_in_a_split_stand_in_the_new_town(county):
    other = make_unit("城关旧村", county.towns[0], UnitKind.VILLAGE)
    for unit in (county.towns[0], county.villages[0], other):
        make_dispute(unit)
    unit_splits.split(
        BOSS, county.towns[0].id, 1, "城南镇", None, [county.villages[0].id], ENDED, today=TODAY
    )
    assert told(asked("unit", unit=county.unit)) == {"城关镇": 2, "城南镇": 1}
    held(asked("unit", unit=county.unit))


# ---------------------------------------------------------------- whatever happens

LISTS = (vocab.TYPE, vocab.TYPE15, vocab.SOURCE, vocab.TAG, vocab.DIFFICULTY)


def reorganise(lot, times):
    """End, stand for, move, add entries at random; what the office would not do is refused and left."""
    for _ in range(times):
        list_ = lot.choice(LISTS)
        codes = list(lists.leaves(list_))
        try:
            if lot.random() < 0.2:
                parents = list(list_changes.parents(list_)) or [None]
                values = {"name": f"新项{lot.randrange(10**6)}", "valid_from": None, "valid_to": None}
                list_changes.add(BOSS, list_, values | {"parent": lot.choice(parents)})
            elif lot.random() < 0.2 and list_ == vocab.TYPE:
                move(lot.choice(codes), lot.choice(list(list_changes.parents(list_))))
            else:
                day = ENDED + datetime.timedelta(days=lot.randrange(-400, 400))
                end(lot.choice(codes), lot.choice([None, *codes, *codes]), day)
        except Rejected:
            continue


@pytest.mark.parametrize("seed", [1, 2])
def test_no_change_of_lists_loses_or_doubles_a_record(county, seed):
    county.scatter(150, seed=seed)
    scatter_everything(county, 6)
    before = {key: evaluate(BOSS, asked("unit", key, False)).total[key].value for key in INDICATORS}
    lot = random.Random(seed)
    reorganise(lot, 60)
    ended = Term.select().where(Term.successor.is_null(False)).count()
    assert ended > 5
    for key in INDICATORS:
        assert evaluate(BOSS, asked("unit", key)).total[key].value == before[key], key
    for key in (ACCEPTED, "dispute.amount", "dispute.parties"):
        for by in ("type", "type15", "source", "difficulty", "unit"):
            answer = evaluate(BOSS, asked(by, key))
            assert sum(line[key].value for line in answer.rows()) == answer.total[key].value == before[key]
    for by in ("type", "type15", "source", "tag", "difficulty"):
        held(asked(by))
