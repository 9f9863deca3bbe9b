"""Village legal advisers: one person in several villages, terms, and a log whose entries may be alike."""

import pytest

from office import access
from registers import records
from registers.advisers import ADVISER_SERVICES, ADVISERS
from tests.entering import TODAY, enter, faults

TERM = {
    "name": "石超",
    "office": "某某律师事务所",
    "category": "lawyer",
    "valid_from": "2026-01-01",
    "until": "2026-12-31",
}
VISIT = {"name": "石超", "held_on": "2026-11-03", "kind": "consult"}


def test_one_adviser_of_two_villages_with_two_telephones_is_one_person(county):
    east = enter(ADVISERS, county.villages[0], TERM, phone="12000000001")
    west = enter(ADVISERS, county.villages[1], TERM, office="某某律师事务所 ", phone="12000000002")
    assert east.person_key == west.person_key


def test_a_namesake_of_another_office_is_somebody_else(county):
    one = enter(ADVISERS, county.villages[0], TERM)
    other = enter(ADVISERS, county.villages[1], TERM, office="别的律师事务所")
    assert one.person_key != other.person_key


def test_a_term_may_begin_later_but_not_end_before(county):
    enter(ADVISERS, county.villages[0], TERM, valid_from="2027-01-01", until="2027-12-31")
    assert "聘期止早于聘期起" in faults(ADVISERS, county.villages[0], TERM, until="2025-12-31")["until"]


def test_a_term_is_not_entered_twice(county):
    enter(ADVISERS, county.villages[0], TERM)
    assert "已经登记过" in faults(ADVISERS, county.villages[0], TERM)["valid_from"]
    enter(ADVISERS, county.villages[0], TERM, valid_from="2027-01-01", until="")


@pytest.mark.parametrize(
    ("kind", "persons", "documents"),
    [("consult", 1, 0), ("document", 0, 1), ("contract", 0, 1), ("talk", 0, 0)],
)
def test_what_an_entry_counts_as_when_it_does_not_say(county, kind, persons, documents):
    made = enter(ADVISER_SERVICES, county.villages[0], VISIT, kind=kind)
    assert (made.persons, made.documents) == (persons, documents)


@pytest.mark.parametrize(("written", "minutes"), [("4", 240), ("1.5小时", 90), ("45分钟", 45)])
def test_hours_are_kept_as_minutes(county, written, minutes):
    assert enter(ADVISER_SERVICES, county.villages[0], VISIT, minutes=written).minutes == minutes


def test_no_visit_is_longer_than_a_day(county):
    assert "24 小时" in faults(ADVISER_SERVICES, county.villages[0], VISIT, minutes="25")["minutes"]


def test_two_alike_entries_of_a_log_are_two(county):
    enter(ADVISER_SERVICES, county.villages[0], VISIT)
    enter(ADVISER_SERVICES, county.villages[0], VISIT)
    found = records.found(access.machine(), ADVISER_SERVICES, records.Filters())
    assert found.count() == 2


def test_the_second_alike_row_of_a_ledger_is_known_again(county):
    row = {"name": "石超", "held_on": TODAY, "kind": "consult", "persons": 1}
    village = county.villages[0].id
    first, second, again = (
        records.fingerprint(ADVISER_SERVICES, row, village, county.unit.id, nth) for nth in (0, 1, 1)
    )
    assert first != second == again
