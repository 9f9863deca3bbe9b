"""The page of working days: a day is decided, shown, forgotten; what is no day is told."""

import datetime

import pytest

from models import CalendarDay
from tests.pages import opened, rows, send
from vocab import Role

# What pages do with data is tried on both engines where the acts are; a page looks the same on either.
pytestmark = pytest.mark.one_engine

THIS_YEAR = datetime.date.today().year


@pytest.fixture
def bureau(sign_in):
    return sign_in(Role.COUNTY)


def test_a_day_is_decided_shown_and_forgotten(bureau):
    assert opened(bureau, "/settings").select_one("a[href='/settings/calendar']")
    send(bureau, "/settings/calendar", day=f"{THIS_YEAR}0105", kind="working", note="加班")
    page = opened(bureau, "/settings/calendar")
    assert rows(page) == [[f"{THIS_YEAR}-01-05", "上班", "加班", "恢复"]]
    send(bureau, "/settings/calendar/forget", day=f"{THIS_YEAR}-01-05")
    assert rows(opened(bureau, "/settings/calendar")) == []


@pytest.mark.parametrize(
    "typed", [{"day": "昨天"}, {"day": ""}, {"day": "18990101"}, {"kind": "x"}, {"note": "字" * 61}]
)
def test_what_cannot_be_is_told(bureau, typed):
    sent = {"day": "20260105", "kind": "off", "note": "\x00"} | typed
    page = opened(bureau, "/settings/calendar", 422, **sent)
    assert page.select_one(".error-summary")
    assert not CalendarDay.select().exists()


@pytest.mark.parametrize("day", ["", "x", "2026-01-05"])
def test_to_forget_what_is_not_there_changes_nothing(bureau, day):
    send(bureau, "/settings/calendar/forget", day=day)


def test_a_year_without_published_holidays_is_announced(bureau, monkeypatch):
    monkeypatch.setattr("office.working_days.Calendar.knows", lambda self, year: False)
    assert "暂按周历" in opened(bureau, "/settings/calendar").text
