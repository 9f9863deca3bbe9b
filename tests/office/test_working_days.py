"""Working days: shifted weekends, the office's own decisions, years whose holidays nobody knows yet."""

import datetime

import pytest

from models import AuditEntry
from office import working_days
from office.errors import NotAllowed, Rejected
from office.working_days import Calendar
from tests import cases
from vocab import Role

NEW_YEAR = datetime.date(2026, 1, 1)
FAR = datetime.date(2099, 3, 2)  # a Monday


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (datetime.date(2026, 10, 1), False),  # National Day
        (datetime.date(2026, 2, 14), True),  # a Saturday worked before the Spring Festival
        (datetime.date(2026, 11, 20), True),
        (datetime.date(2026, 11, 21), False),
        (FAR, True),
        (FAR - datetime.timedelta(days=1), False),
    ],
)
def test_holidays_and_shifted_weekends(day, works):
    assert Calendar().is_working(day) is works


def test_days_are_counted_from_the_day_after():
    friday = datetime.date(2026, 11, 20)
    assert Calendar().after(friday, 1) == datetime.date(2026, 11, 23)
    assert Calendar().after(friday, 5) == datetime.date(2026, 11, 27)
    assert Calendar().after(datetime.date(2026, 9, 30), 1) == datetime.date(2026, 10, 8)
    assert Calendar().after(friday, 0) == friday


def test_a_year_is_known_by_the_countrys_calendar_or_by_what_the_office_entered(county):
    assert working_days.load().knows(2026)
    assert not working_days.load().knows(2099)
    working_days.decide(cases.bureau(county), FAR, False, "春节")
    assert working_days.load().knows(2099)
    assert not working_days.load().is_working(FAR)


def test_a_decision_replaces_the_one_before_and_is_forgotten(county):
    bureau = cases.bureau(county)
    working_days.decide(bureau, NEW_YEAR, True, "加班")
    working_days.decide(bureau, NEW_YEAR, False, "")
    assert [(row.day, row.working) for row in working_days.decided(2026)] == [(NEW_YEAR, False)]
    working_days.forget(bureau, NEW_YEAR)
    working_days.forget(bureau, NEW_YEAR)
    assert working_days.decided(2026) == []
    acts = [entry.act for entry in AuditEntry.select().where(AuditEntry.subject == "calendar")]
    assert acts == ["calendar.decide", "calendar.decide", "calendar.forget"]


@pytest.mark.parametrize("day", [None, datetime.date(1999, 1, 1), datetime.date(2101, 1, 1)])
def test_a_day_outside_the_calendar_is_refused(county, day):
    with pytest.raises(Rejected):
        working_days.decide(cases.bureau(county), day, True, "")


def test_only_the_bureau_decides(county):
    with pytest.raises(NotAllowed):
        working_days.decide(cases.actor_of(Role.TOWNSHIP, county.towns[0]), NEW_YEAR, True, "")
