"""Legal understanders: who comes onto the roll and leaves it, and what they do."""

import pytest

from models import RecordChoice, Understander
from office import access
from registers import records
from registers.understanders import ACTIVITIES, UNDERSTANDERS
from tests.entering import TODAY, enter, faults

PERSON = {"name": "陈丽丽", "sex": "female", "certified_on": "2024-06-01", "certificate": "FLMBR-2024-0003"}


def test_somebody_stands_on_the_roll_in_several_roles(county):
    made = enter(UNDERSTANDERS, county.villages[0], PERSON, roles=["R07", "R03"])
    assert made.state == "on"
    roles = RecordChoice.select(RecordChoice.code).where(
        RecordChoice.record == made.id, RecordChoice.field == "roles"
    )
    assert {code for (code,) in roles.tuples()} == {"R03", "R07"}


def test_the_day_of_removal_takes_somebody_off_the_roll(county):
    made = enter(
        UNDERSTANDERS, county.villages[0], PERSON, removed_on="2026-10-01", removal_reason="长期外出不履职"
    )
    assert Understander.get_by_id(made.id).state == "off"


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"removed_on": "2026-10-01"}, "removal_reason", "请补填清退原因"),
        ({"state": "off", "removal_reason": "违纪"}, "removed_on", "请补填清退日期"),
        ({"removal_reason": "违纪"}, "removed_on", "请补填清退日期"),
        ({"removed_on": "2024-05-31", "removal_reason": "违纪"}, "removed_on", "早于认定日期"),
        ({"appraisal": "competent", "appraised_on": "2024-01-01"}, "appraised_on", "早于认定日期"),
        ({"certified_on": ""}, "certified_on", "没有填写"),
        ({"certified_on": "2026-11-21"}, "certified_on", "今天之后"),
    ],
)
def test_a_removal_or_a_day_that_does_not_fit_is_refused(county, typed, field, words):
    assert words in faults(UNDERSTANDERS, county.villages[0], PERSON, **typed)[field]


def test_a_certificate_belongs_to_one_person_of_the_county(county):
    first = enter(UNDERSTANDERS, county.villages[0], PERSON)
    assert (
        "证书编号已用在另一条记录上"
        in faults(UNDERSTANDERS, county.villages[3], PERSON, name="别人")["certificate"]
    )
    enter(UNDERSTANDERS, county.villages[3], PERSON, name="别人", certificate="")
    enter(UNDERSTANDERS, county.villages[3], PERSON, name="又一人", certificate="")
    boss = access.machine()
    records.change(boss, UNDERSTANDERS, first.id, 1, county.villages[0].id, PERSON | {"sex": ""}, today=TODAY)
    records.void(boss, UNDERSTANDERS, first.id, 2, "登记有误")
    assert enter(UNDERSTANDERS, county.villages[3], PERSON, name="别人二").certificate == "FLMBR-2024-0003"


def test_an_activity_is_kept_with_its_kind(county):
    made = enter(
        ACTIVITIES, county.villages[0], name="陈丽丽", held_on="2026-11-02", kind="mediation", persons="2"
    )
    assert (made.kind, made.persons) == ("mediation", 2)
    assert "没有填写" in faults(ACTIVITIES, county.villages[0], name="陈丽丽", held_on="2026-11-02")["kind"]
