"""How the parts of a case must agree, and what is derived from them; pure functions of the values read."""

import datetime

import pytest

from office.lists import fold
from registers.dispute import DISPUTE, derived, fingerprint, rules
from registers.values import date
from vocab import PERFORMANCES

TODAY = datetime.date(2026, 11, 20)
FAIR = {"accepted_on": date("2026-11-05"), "outcome": "succeeded", "concluded_on": date("2026-11-10")}


def faulty(**changes):
    """The fields at which the rules find a fault."""
    row = FAIR | {
        key: date(value) if key.endswith(("_on", "_from", "_to")) else value for key, value in changes.items()
    }
    return [fault.field for fault in rules(row, TODAY)]


def test_a_fair_case_has_no_fault():
    assert faulty() == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"occurred_on": "2026-11-06"}, "accepted_on"),
        ({"concluded_on": "2026-11-04"}, "concluded_on"),
        ({"mediated_from": "2026-11-09", "mediated_to": "2026-11-08"}, "mediated_to"),
        ({"agreed_on": "2026-11-10", "performed_on": "2026-11-09"}, "performed_on"),
        ({"confirmation_applied_on": "2026-11-12", "confirmed_on": "2026-11-11"}, "confirmed_on"),
        ({"concluded_on": None}, "concluded_on"),
        ({"outcome": "failed", "concluded_on": None}, "concluded_on"),
        ({"outcome": "terminated", "concluded_on": None}, "concluded_on"),
        ({"outcome": "withdrawn", "concluded_on": None}, "concluded_on"),
        ({"outcome": "pending"}, "outcome"),
        ({"concluded_on": "2026-11-21"}, "concluded_on"),
        ({"followed_up_on": "2026-11-21"}, "followed_up_on"),
        ({"occurred_on": "1949-09-30"}, "occurred_on"),
        ({"suicide_cases": 1}, "suicide_persons"),
        ({"crime_persons": 2}, "crime_persons"),
        ({"fight_cases": 3, "fight_persons": 2}, "fight_persons"),
    ],
)
def test_parts_that_do_not_agree(changes, field):
    assert faulty(**changes) == [field]


@pytest.mark.parametrize(
    "changes",
    [
        {"concluded_on": "2026-11-05"},  # settled on the day it came in
        {"concluded_on": "2026-11-20"},  # today
        {"occurred_on": "1949-10-01"},
        {"outcome": "pending", "concluded_on": None},
        {"outcome": "refused", "concluded_on": None},
        {"extended_to": "2027-01-05"},  # an extension lies ahead
        {"crime_cases": 1, "crime_persons": 1},
        {"petition_cases": 1, "petition_persons": 40},
    ],
)
def test_parts_that_just_agree(changes):
    assert faulty(**changes) == []


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({}, (None, None, None)),
        ({"performance": "done"}, ("2026-11-10", None, None)),
        ({"performance": "done", "performed_on": "2026-11-12"}, ("2026-11-12", None, None)),
        ({"performance": "doing", "performed_on": "2026-11-12"}, (None, None, None)),
        ({"confirmation_applied_on": "2026-11-13"}, (None, "2026-11-13", None)),
        ({"confirmation_result": "valid"}, (None, "2026-11-10", "2026-11-10")),
        (
            {"confirmation_result": "valid", "confirmation_applied_on": "2026-11-13"},
            (None, "2026-11-13", "2026-11-13"),
        ),
        ({"confirmation_result": "dismissed", "confirmed_on": "2026-11-14"}, (None, "2026-11-14", None)),
    ],
)
def test_on_which_days_performance_and_confirmation_count(row, expected):
    made = derived(FAIR | {key: date(value) if key.endswith("_on") else value for key, value in row.items()})
    assert tuple(made[f"{key}_counts_on"] for key in ("performed", "applied", "confirmed")) == tuple(
        map(date, expected)
    )


def test_days_run_from_acceptance_to_conclusion():
    assert derived(FAIR)["days"] == 5
    assert derived(FAIR | {"concluded_on": None})["days"] is None


def test_a_fingerprint_knows_the_order_of_sides_but_not_of_names():
    day = datetime.date(2026, 11, 5)
    same = fingerprint(1, day, "T02", ["张三", "李四"], ["王五"])
    assert same == fingerprint(1, day, "T02", ["李四", "张三"], ["王五"])
    others = {
        fingerprint(1, day, "T02", ["王五"], ["张三", "李四"]),
        fingerprint(1, day, "T01", ["张三", "李四"], ["王五"]),
        fingerprint(2, day, "T02", ["张三", "李四"], ["王五"]),
        fingerprint(1, datetime.date(2026, 11, 6), "T02", ["张三", "李四"], ["王五"]),
        fingerprint(1, day, "T02", ["张三李四"], ["王五"]),
    }
    assert len(others | {same}) == 6


def test_not_performed_is_an_answer_and_no_blank():
    field = DISPUTE.fields["performance"]
    codes = {fold(code): code for code in PERFORMANCES}
    assert [field.read(raw, codes) for raw in ("none", "doing", "", "无", None)] == [
        "none",
        "doing",
        None,
        None,
        None,
    ]
