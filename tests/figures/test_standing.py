"""What an answer says of itself: from which books, up to when, in which version, and who is missing."""

import datetime

import pytest

from figures import wording
from figures.evaluator import Question, evaluate
from figures.returns import chain
from figures.standing import standing
from office import access, calendar
from office.errors import Rejected
from tests import months
from tests.make import County, make_dispute
from vocab import LIVE, OFFICIAL

TODAY = datetime.date(2020, 3, 20)


@pytest.fixture
def county(database, monkeypatch):
    """March 2020 locked without the second town."""
    monkeypatch.setattr(chain, "run", lambda *asked, **more: [])
    made = County()
    for town in made.towns:
        make_dispute(town)
    for unit in (made.towns[0], made.unit):
        months.approve(unit, "2020-03")
    months.lock(made.unit, "2020-03")
    return made


def answer(county, span, state, **more):
    question = Question(
        county.unit.id, months.span(span).period, keys=("dispute.concluded",), state=state, **more
    )
    return evaluate(access.machine(), question)


def test_live_figures_are_cut_off_today_or_when_the_period_ends(county):
    told = wording.as_json(answer(county, "2020-03", LIVE), TODAY)
    assert (told["state"], told["cut_off"], told["figures"]["dispute.concluded"]["value"]) == (
        LIVE,
        "2020-03-20",
        2,
    )
    assert wording.as_json(answer(county, "2020-02", LIVE), TODAY)["cut_off"] == "2020-02-29"
    assert "实时（截止 2020-03-20）" in wording.as_text(answer(county, "2020-03", LIVE), TODAY)


def test_official_figures_say_when_they_were_locked_in_which_version_and_who_is_missing(county):
    found = answer(county, "2020-03", OFFICIAL)
    told = wording.as_json(found)
    locked = months.official(county.unit, "2020-03")
    assert told["locked_at"] == calendar.local(locked.locked_at).isoformat()
    assert (told["state"], told["revision"], told["missing"], told["unlocked"]) == (
        OFFICIAL,
        1,
        ["东湖乡"],
        [],
    )
    assert told["figures"]["dispute.concluded"]["value"] == 1
    assert "第 1 版；缺报 1 个单位：东湖乡）" in wording.as_text(found)


def test_a_longer_period_names_the_months_that_each_lacks_and_those_that_nobody_locked(county):
    months.close(county.unit, "2020-02")
    found = answer(county, "2020-Q1", OFFICIAL)
    told = wording.as_json(found)
    assert (told["revision"], told["missing"], told["unlocked"]) == (None, ["东湖乡"], ["2020-01"])
    assert "1月未锁定；缺报 1 个单位：东湖乡（3月）" in wording.as_text(found)


def test_an_older_version_says_its_number(county):
    make_dispute(county.towns[0])
    months.correct(county.towns[0], "2020-03")
    assert wording.as_json(answer(county, "2020-03", OFFICIAL))["revision"] == 2
    old = wording.as_json(answer(county, "2020-03", OFFICIAL, revision=1))
    assert (old["revision"], old["figures"]["dispute.concluded"]["value"]) == (1, 1)


def test_months_that_nobody_locked_have_no_figure(county):
    found = answer(county, "2020-Q1", OFFICIAL, by=("month",))
    assert [row["dispute.concluded"].value for row in found.rows()] == [None, None, 1]
    assert found.total["dispute.concluded"].value == 1


def test_a_state_that_there_is_not(county):
    live = answer(county, "2020-03", LIVE)
    with pytest.raises(Rejected, match="实时"):
        standing(Question(None, live.question.period, state="final"), live.frame)
