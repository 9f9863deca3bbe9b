"""Villages without an adviser, below the quota of understanders, below the minimum of service."""

import datetime

import pytest

from office import access, settings, unit_changes
from registers import coverage, records
from registers.advisers import ADVISER_SERVICES, ADVISERS
from registers.understanders import UNDERSTANDERS
from tests.entering import TODAY, enter

D = datetime.date
TERM = {"name": "石超", "office": "某某律师事务所", "valid_from": "2026-01-01", "until": "2026-06-30"}


@pytest.fixture
def boss():
    return access.machine()


def names(rows):
    return [row.name for row in rows]


def test_a_term_covers_its_village_from_its_first_to_its_last_day(county, boss):
    enter(ADVISERS, county.villages[0], TERM)
    for day, lacking in ((D(2025, 12, 31), 4), (D(2026, 1, 1), 3), (D(2026, 6, 30), 3), (D(2026, 7, 1), 4)):
        assert len(coverage.without_adviser(boss, day)) == lacking, day
    assert names(coverage.without_adviser(boss, D(2026, 1, 1), county.towns[0].path)) == ["西门村"]


def test_a_voided_engagement_covers_nothing(county, boss):
    made = enter(ADVISERS, county.villages[0], TERM)
    records.void(boss, ADVISERS, made.id, 1, "登记有误")
    assert coverage.advised(boss, D(2026, 3, 1)) == set()


def test_a_merged_village_hands_its_adviser_and_people_on(county, boss):
    enter(ADVISERS, county.villages[0], TERM, until="")
    enter(UNDERSTANDERS, county.villages[0], name="陈丽丽", certified_on="2025-01-01")
    enter(UNDERSTANDERS, county.villages[1], name="冯明", certified_on="2025-01-01")
    old, new = county.villages[:2]
    unit_changes.merge(boss, old.id, new.id, old.version, D(2026, 9, 1), today=TODAY)
    assert names(coverage.without_adviser(boss, D(2026, 8, 31))) == ["西门村", "柳南村", "柳北村"]
    assert names(coverage.without_adviser(boss, D(2026, 9, 1))) == ["柳南村", "柳北村"]
    assert coverage.understanders(boss, D(2026, 8, 31)) == {old.id: 1, new.id: 1}
    assert coverage.understanders(boss, D(2026, 9, 1)) == {new.id: 2}


def test_villages_below_the_quota_are_told_with_their_number(county, boss):
    settings.put("understander_quota", 2)
    for name, village in (("甲", 0), ("乙", 0), ("丙", 1)):
        enter(UNDERSTANDERS, county.villages[village], name=name * 2, certified_on="2026-03-01")
    enter(UNDERSTANDERS, county.villages[1], name="丁丁", certified_on="2026-03-01", removed_on="2026-05-01",
                 removal_reason="迁出")  # fmt: skip
    told = [(village.name, people) for village, people in coverage.below_quota(boss, D(2026, 5, 1))]
    assert told == [("西门村", 1), ("柳南村", 0), ("柳北村", 0)]
    assert (county.villages[1].id, 2) in coverage.understanders(boss, D(2026, 4, 30)).items()


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        (D(2026, 1, 1), D(2026, 12, 31), 12),
        (D(2026, 1, 2), D(2026, 3, 30), 1),
        (D(2026, 1, 15), D(2026, 2, 10), 0),
        (D(2025, 12, 1), D(2026, 2, 28), 3),
        (D(2026, 3, 1), D(2026, 3, 1), 0),
    ],
)
def test_only_whole_months_are_asked_for(first, last, months):
    assert coverage.whole_months(first, last) == months


def test_what_is_asked_grows_with_the_period(county):
    for key, value in {"adviser_hours_month": 4, "adviser_visits_quarter": 2, "adviser_talks_quarter": 1,
                       "adviser_talks_year": 6}.items():  # fmt: skip
        settings.put(key, value)
    assert coverage.needed(D(2026, 1, 1), D(2026, 2, 28)) == coverage.Work(minutes=480)
    assert coverage.needed(D(2026, 1, 1), D(2026, 3, 31)) == coverage.Work(720, 2, 1)
    assert coverage.needed(D(2026, 1, 1), D(2026, 12, 31)) == coverage.Work(2880, 8, 6)


def test_who_is_below_the_minimum_and_in_what(county, boss):
    log = {"name": "石超", "kind": "consult", "minutes": "12"}
    enter(ADVISER_SERVICES, county.villages[0], log, held_on="2026-01-01")
    enter(ADVISER_SERVICES, county.villages[0], log, held_on="2026-03-31", kind="talk", minutes="2")
    enter(ADVISER_SERVICES, county.villages[1], log, held_on="2026-02-01", mode="phone")
    enter(ADVISER_SERVICES, county.villages[1], log, held_on="2026-02-01", kind="talk", minutes="11.9")
    enter(ADVISER_SERVICES, county.villages[2], log, held_on="2026-04-01")
    found = coverage.below_minimum(boss, D(2026, 1, 1), D(2026, 3, 31))
    assert [(one.village.name, one.lacking) for one in found] == [
        ("西门村", ("minutes",)),
        ("柳南村", ("minutes", "visits", "talks")),
        ("柳北村", ("minutes", "visits", "talks")),
    ]
    assert found[0].work == coverage.Work(minutes=714, visits=1, talks=1)


def test_nothing_is_asked_where_every_setting_is_zero(county, boss):
    for key in ("adviser_hours_month", "adviser_visits_quarter", "adviser_talks_quarter"):
        settings.put(key, 0)
    assert coverage.below_minimum(boss, D(2026, 1, 1), D(2026, 12, 31)) == []
