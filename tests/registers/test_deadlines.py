"""The clocks: thirty days to conclude, unless extended; thirty days to ask for confirmation."""

import datetime

import pytest

from registers import deadlines
from registers.dispute_detail import detail
from tests import cases
from tests.cases import enter
from vocab import OUTCOMES, Outcome

DAY = datetime.date(2026, 11, 5)


def after(days):
    return DAY + datetime.timedelta(days=days)


def test_a_pending_case_is_due_after_the_limit():
    assert deadlines.due_on(Outcome.PENDING, DAY, None, 30) == datetime.date(2026, 12, 5)


@pytest.mark.parametrize(
    ("extended_to", "due"), [(after(31), after(31)), (after(30), after(30)), (after(3), after(30))]
)
def test_an_extension_moves_the_day_only_later(extended_to, due):
    assert deadlines.due_on(Outcome.PENDING, DAY, extended_to, 30) == due


@pytest.mark.parametrize("outcome", sorted(set(OUTCOMES) - {Outcome.PENDING}))
def test_a_case_that_is_over_is_not_due(outcome):
    assert deadlines.due_on(outcome, DAY, None, 30) is None


def test_confirmation_runs_from_taking_effect_else_from_the_agreement():
    assert deadlines.confirm_by(Outcome.SUCCEEDED, DAY, None, 30) == after(30)
    assert deadlines.confirm_by(Outcome.SUCCEEDED, DAY, after(2), 30) == after(32)


def test_without_agreement_there_is_nothing_to_confirm():
    assert deadlines.confirm_by(Outcome.SUCCEEDED, None, None, 30) is None
    assert deadlines.confirm_by(Outcome.FAILED, DAY, DAY, 30) is None


@pytest.mark.parametrize(("today", "left"), [(after(-1), 1), (DAY, 0), (after(4), -4)])
def test_days_left_are_negative_when_overdue(today, left):
    assert deadlines.standing(deadlines.CONCLUDE, DAY, today).left == left


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"outcome": "pending", "concluded_on": "", "agreed_on": "", "form": ""}, [("conclude", 15)]),
        ({}, [("confirm", 20)]),
        ({"confirmation_applied_on": "2026-11-12"}, []),
        ({"accepted_on": "2026-09-01", "agreed_on": "2026-09-10", "concluded_on": "2026-09-10"}, []),
        ({"outcome": "failed", "form": "", "agreed_on": ""}, []),
    ],
)
def test_the_clocks_that_a_case_shows(county, typed, expected):
    office = cases.office(county)
    made = enter(county, office, **typed)
    shown = detail(office, made.id, today=cases.TODAY).deadlines
    assert [(one.key, one.left) for one in shown] == expected
