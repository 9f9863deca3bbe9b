"""The figures of legal aid: cases and legal help apart and together, groups that overlap, money in fen."""

import datetime

import pytest

from figures import periods
from figures.evaluator import Question, evaluate
from figures.records import records
from models import RecordChoice
from tests.make import DAY, County, make_record

YEAR = periods.year(2020)


@pytest.fixture
def county(database):
    county = County()
    for kind, unit, groups in (
        ("criminal", county.towns[0], ("A01", "A02")),
        ("civil", county.villages[0], ("A01",)),
        ("plea", county.towns[1], ()),
        ("duty", county.towns[1], ("A02",)),
    ):
        make_aid(unit, kind, groups)
    return county


def make_aid(unit, kind, groups=(), **values):
    row = {"name": "试一试", "state": "concluded", "counts_on": DAY, "accepted_on": DAY, "concluded_on": DAY,
           "persons": 2, "recovered": 150, "kind": kind} | values  # fmt: skip
    return make_record("legal_aid", unit, many={"groups": groups}, **row)


def ask(county, *keys, by=()):
    return evaluate(county.actor, Question(None, YEAR, keys=keys, by=by))


def by_label(county, key, by):
    return {line.label: line[key].value for line in ask(county, key, by=(by,)).rows() if line[key].value}


def test_cases_and_help_are_counted_apart_and_together(county):
    total = ask(county, "aid.accepted", "aid.legal_help", "aid.all", "aid.recipients", "aid.recovered").total
    assert [figure.value for figure in total.values()] == [2, 2, 4, 4, 600]
    assert by_label(county, "aid.by_kind", "kind") == {
        "刑事": 1,
        "民事": 1,
        "认罪认罚法律帮助": 1,
        "值班律师法律帮助": 1,
    }
    assert ask(county, "aid.by_kind").total["aid.by_kind"].as_json() == {
        "value": 4, "criminal": 1, "civil": 1, "admin": 0, "plea": 1, "duty": 1}  # fmt: skip


def test_groups_of_recipients_overlap_and_are_never_summed(county):
    answer = ask(county, "aid.by_recipient", by=("recipient",))
    assert {line.label: line["aid.by_recipient"].as_json() for line in answer.rows() if not line.is_nil} == {
        "残疾人": {"value": 2, "cases": 2, "persons": 4},
        "老年人": {"value": 2, "cases": 2, "persons": 4},
    }
    assert answer.total["aid.by_recipient"].parts == {"cases": 4, "persons": 8}


def test_registers_share_a_question(county):
    make_record("livestream", county.towns[0], held_on=DAY, views=500, likes=20)
    answer = ask(county, "aid.accepted", "publicity.livestreams", "dispute.accepted", by=("unit",))
    assert {line.label: [figure.value for figure in line.values()] for line in answer.rows()} == {
        "城关镇": [2, 1, 0],
        "东湖乡": [0, 0, 0],
    }
    assert answer.total["publicity.livestreams"].parts == {"events": 1, "views": 500, "likes": 20}


def test_voided_records_and_other_years_do_not_count(county):
    make_aid(county.towns[0], "civil", voided_at=datetime.datetime(2020, 4, 1))
    make_aid(county.towns[0], "civil", counts_on=datetime.date(2021, 1, 1))
    assert ask(county, "aid.accepted").total["aid.accepted"].value == 2


def test_the_list_of_a_group_has_its_cases(county):
    listed = records(county.actor, Question(None, YEAR, by=("recipient",)), "aid.by_recipient", "A01")
    entries, more = listed.page()
    assert (len(entries), more) == (2, None)
    assert {text for entry in entries for text in entry.texts} >= {"刑事", "民事", "试一试", "办结"}
    assert RecordChoice.select().count() == 4
