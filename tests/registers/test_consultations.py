"""Consultations and the hotline's months: what is left empty, what cannot be."""

import pytest

from models import Consultation
from office import access
from registers import records
from registers.consultations import CONSULTATIONS, HOTLINE
from registers.description import PHONE
from tests.entering import TODAY, enter, faults

MONTH = {
    "month": "2026-10",
    "calls": "2871",
    "answered": "1095",
    "minutes": "7045",
    "rated": "100",
    "satisfied": "98",
}


def test_an_entry_without_more_is_one_person_at_the_counter(county):
    made = enter(CONSULTATIONS, county.unit, held_on="2026-11-02")
    assert (made.persons, made.channel, made.name, made.topic_id) == (1, "visit", "", None)


def test_what_is_written_is_kept(county):
    made = enter(CONSULTATIONS, county.unit, held_on="2026-11-02", name="钱小妹", channel="call", topic="C02",
                 persons="3", documents="1", phone="12000000009")  # fmt: skip
    made = Consultation.get_by_id(made.id)
    assert (made.persons, made.channel, made.documents, made.topic_id) == (3, "call", 1, "C02")
    assert records.clear(CONSULTATIONS, made, PHONE) == "12000000009"


@pytest.mark.parametrize("word", ["小妹", "qxm", "qianxiaomei", "12000000009"])
def test_somebody_is_found_again(county, word):
    enter(CONSULTATIONS, county.unit, held_on="2026-11-02", name="钱小妹", phone="12000000009")
    found = records.found(access.machine(), CONSULTATIONS, records.Filters(word=word))
    assert [row.name for row in found] == ["钱小妹"]


def test_a_day_to_come_is_refused(county):
    assert "今天之后" in faults(CONSULTATIONS, county.unit, held_on="2026-11-21")["held_on"]


def test_a_month_of_the_hotline_is_kept_as_its_first_day(county):
    made = enter(HOTLINE, county.unit, MONTH)
    assert (made.month.isoformat(), made.calls, made.answered, made.minutes) == (
        "2026-10-01",
        2871,
        1095,
        7045,
    )


def test_parts_of_a_month_do_not_pass_their_whole(county):
    told = faults(HOTLINE, county.unit, MONTH, answered="2872", satisfied="101")
    assert "接通量（通）多于来电量（通）" in told["answered"]
    assert "满意数多于评价数" in told["satisfied"]


def test_a_month_to_come_is_refused(county):
    assert "今天之后" in faults(HOTLINE, county.unit, MONTH, month="2026-12")["month"]


def test_a_month_is_reported_once_by_a_unit(county):
    first = enter(HOTLINE, county.unit, MONTH)
    assert "已经填报过" in faults(HOTLINE, county.unit, MONTH, calls="3000")["month"]
    assert enter(HOTLINE, county.towns[0], MONTH).id != first.id
    assert enter(HOTLINE, county.unit, MONTH, topic="C01").id != first.id
    boss = access.machine()
    changed = records.change(
        boss, HOTLINE, first.id, 1, county.unit.id, {**MONTH, "calls": "3000"}, today=TODAY
    )
    assert changed.calls == 3000
