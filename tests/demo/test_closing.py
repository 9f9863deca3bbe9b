"""The demonstration's months: locked up to two months ago, the last one under way, and something since the locks."""

import datetime

import pytest

from demo import closing, filling
from figures import periods
from figures.comparison.replay import Replay
from figures.evaluator import Question, evaluate
from figures.returns import chain, spans
from models import Return
from office import access
from vocab import ReturnState

pytestmark = pytest.mark.one_engine  # the acts of closing are tried on both

TODAY = datetime.date(2026, 11, 22)
KEYS = ("dispute.concluded", "dispute.accepted")


@pytest.fixture
def closed(app):
    """The demonstration with a tenth of its cases, and its closed months."""
    filling.fill(TODAY, 450)
    return closing.fill(TODAY)


def test_the_year_is_locked_up_to_two_months_ago(closed):
    assert closed == 9
    county = next(iter(access.units(access.machine()).where(access.Unit.parent.is_null())))
    months = {row.start.month for row in Return.select().where(Return.unit == county, Return.official)}
    assert months == set(range(1, 10))


def test_last_year_is_locked_too_and_a_type_has_ended_since(app):
    filling.fill(TODAY, 300)
    assert closing.fill(TODAY, last_year=True) == 12 + 9
    found = Replay(access.machine(), None, periods.year(2026), "concluded", today=TODAY, by="type")
    ended = next(row for row in found.rows("dispute.concluded") if row.label == "旅游纠纷")
    heir = next(row for row in found.rows("dispute.concluded") if row.label == "其他消费纠纷")
    assert ended.locked.value == heir.effect == -ended.effect > 0
    assert found.total("dispute.concluded").effect == sum(
        row.effect for row in found.rows("dispute.concluded")
    )


def test_the_last_month_stands_in_many_ways(closed):
    october = spans.month(2026, 10).period.start
    states = [row.state for row in Return.select().where(Return.start == october)]
    assert {ReturnState.SUBMITTED, ReturnState.RETURNED, ReturnState.ACCEPTED} == set(states)


def test_a_locked_month_says_what_it_said_although_cases_came_and_went(closed):
    asked = next(row for row in Return.select() if row.asked)
    span = spans.of(asked.kind, asked.start, "12-31")
    assert [one.act for one in chain.steps([asked])] == ["submit", "accept", "lock", "ask"]
    official = evaluate(access.machine(), Question(asked.unit_id, span.period, keys=KEYS, state="official"))
    assert {key: official.total[key].value for key in KEYS} == {
        "dispute.concluded": asked.figures["dispute.concluded"],
        "dispute.accepted": asked.figures["dispute.accepted"],
    }


@pytest.mark.parametrize("today", [(2027, 1, 10), (2027, 2, 3), (2028, 2, 29)])
def test_any_day_will_do(app, today):
    day = datetime.date(*today)
    filling.fill(day, 60)
    assert closing.fill(day) == (day.month - 2) % 12
