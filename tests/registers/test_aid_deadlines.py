"""The clocks of legal-aid cases: which one runs, until when, and which have run out."""

import datetime

import pytest

from office import settings, working_days
from registers import aid_deadlines, records
from registers.aid_deadlines import ASSIGN, FILE, OVERDUE, REVIEW, SIGN, SOON
from registers.catalogue import REGISTERS
from registers.records import Filters
from tests import cases
from tests.cases import TODAY

AID = REGISTERS["legal-aid"]


@pytest.fixture
def enter(county):
    """enter(**typed): a case of the first village, of which only what is told is written down."""
    bureau = cases.bureau(county)

    def make(**typed):
        raw = {"kind": "civil", "name": "张建国", **typed}
        return records.enter(bureau, AID, county.villages[0].id, raw, today=TODAY)

    return make


def clock(case):
    """(key, last day) of the clock that runs."""
    found = aid_deadlines.running(case, aid_deadlines.limits(), TODAY)
    return found and (found.key, found.on.isoformat())


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"applied_on": "2026-11-10"}, (REVIEW, "2026-11-17")),
        ({"accepted_on": "2026-11-10"}, (REVIEW, "2026-11-17")),
        ({"applied_on": "2026-11-10", "supplement_on": "2026-11-12"}, None),
        (
            {"applied_on": "2026-11-10", "supplement_on": "2026-11-12", "supplemented_on": "2026-11-15"},
            (REVIEW, "2026-11-20"),
        ),
        ({"applied_on": "2026-11-10", "decided_on": "2026-11-12"}, (ASSIGN, "2026-11-15")),
        ({"applied_on": "2026-11-10", "assigned_on": "2026-11-12"}, (SIGN, "2026-11-17")),
        ({"applied_on": "2026-11-10", "assigned_on": "2026-11-12", "engaged_on": "2026-11-13"}, None),
        ({"applied_on": "2026-11-10", "concluded_on": "2026-11-12"}, (FILE, "2026-12-12")),
        ({"applied_on": "2026-11-10", "concluded_on": "2026-11-12", "filed_on": "2026-11-13"}, None),
        ({"applied_on": "2026-11-10", "state": "withdrawn"}, None),
        ({"applied_on": "2026-11-10", "state": "refused"}, None),
    ],
)
def test_the_clock_is_that_of_the_step_to_come(enter, typed, expected):
    assert clock(enter(**typed)) == expected


def test_a_voided_case_has_no_clock(enter, county):
    case = enter(applied_on="2026-11-10")
    assert clock(records.void(cases.bureau(county), AID, case.id, 1, "重复登记")) is None


def test_the_limits_are_the_offices_own(enter):
    case = enter(applied_on="2026-11-10")
    settings.put("aid_review_days", 10)
    assert clock(case) == (REVIEW, "2026-11-20")


def test_by_working_days_weekends_and_holidays_are_not_counted(enter, county):
    settings.put("aid_days", "workdays")
    case = enter(applied_on="2026-09-29")
    # 30 September, then 8, 9 and (worked for the holiday) 10 October, 12, 13, 14
    assert clock(case) == (REVIEW, "2026-10-14")
    working_days.decide(cases.bureau(county), datetime.date(2026, 10, 14), False, "本地放假")
    assert clock(case) == (REVIEW, "2026-10-15")
    assert clock(enter(applied_on="2026-11-10", concluded_on="2026-11-12")) == (FILE, "2026-12-12")


def test_a_day_in_a_year_without_published_holidays_is_tentative(enter):
    settings.put("aid_days", "workdays")
    settings.put("aid_review_days", 60)
    case = enter(applied_on="2026-11-18")
    bounds = aid_deadlines.limits()
    found = aid_deadlines.running(case, bounds, TODAY)
    assert found.on.year == 2027
    assert bounds.tentative(found) is not bounds.calendar.knows(2027)


def test_alerts_name_the_cases_run_out_and_about_to(enter, county):
    late = enter(applied_on="2026-11-01")
    soon = enter(applied_on="2026-11-14")
    today = enter(applied_on="2026-11-13", number="2")
    enter(applied_on="2026-11-19")
    enter(applied_on="2026-11-02", state="withdrawn")
    enter(applied_on="2024-11-02", name="李秀英")  # never written to the end: no alert any more
    due = aid_deadlines.due(cases.bureau(county), TODAY)
    assert due == {OVERDUE: [late.id], SOON: [soon.id, today.id]}
    assert aid_deadlines.due(cases.office(county, 1), TODAY) == {OVERDUE: [], SOON: []}
    found = records.found(cases.bureau(county), AID, Filters(also=aid_deadlines.among(due[OVERDUE])))
    assert [case.id for case in found] == [late.id]


def test_every_alert_is_the_clock_of_its_case(enter, county):
    """The quick look through the table and the clock of each case agree, whatever is written down."""
    days = ["", "2026-10-20", "2026-11-12"]
    for number in range(3**4):
        steps = [days[number // 3**place % 3] for place in range(4)]
        typed = dict(
            zip(
                ("decided_on", "assigned_on", "engaged_on", "concluded_on"),
                sorted(steps, key=bool),
                strict=True,
            )
        )
        if [day for day in steps if day] == sorted(day for day in steps if day):
            enter(applied_on="2026-10-01", number=str(number), **typed)
    bounds = aid_deadlines.limits()
    clocks = {case.id: aid_deadlines.running(case, bounds, TODAY) for case in AID.model.select()}
    due = aid_deadlines.due(cases.bureau(county), TODAY)
    assert set(due[OVERDUE]) == {id_ for id_, found in clocks.items() if found and found.left < 0}
    assert set(due[SOON]) == {id_ for id_, found in clocks.items() if found and 0 <= found.left <= 3}
    assert due[OVERDUE]
