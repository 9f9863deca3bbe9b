"""Mediators: numbers kept secret and found exactly, names found by two characters, terms that end."""

import datetime

import pytest

from models import Mediator
from office import access, audit, committees, mediators
from office.errors import NotAllowed, NotVisible, Rejected, Stale
from tests.roster_county import TODAY, actor_of, lay_out
from vocab import Role

PHONE, ID_NUMBER = "12012345678", "990101197003071238"
NEW_YEAR = datetime.date(2026, 1, 1)


@pytest.fixture
def county(database):
    return lay_out()


def values(county, **others):
    return {
        "unit_id": county.east.id, "committee_id": county.east_committee.id, "name": "欧阳秀英",
        "employment": "full", "sex": "female", "phone": PHONE, "id_number": ID_NUMBER, **others,
    }  # fmt: skip


def found(actor, text):
    return [row.name for row in mediators.listed(actor, today=TODAY, text=text).rows]


def test_numbers_are_stored_sealed_and_shown_masked(county, database):
    made = mediators.add(county.office, values(county), today=TODAY)
    (stored,) = database.execute_sql(f"select * from mediator where id = {made.id}")
    assert PHONE not in str(stored)
    assert PHONE.encode() not in b"".join(
        bytes(cell) for cell in stored if isinstance(cell, bytes | memoryview)
    )
    assert mediators.masked(made) == mediators.Personal("120******78", "990*************38")


def test_a_reveal_is_written_down(county):
    made = mediators.add(county.office, values(county), today=TODAY)
    assert mediators.reveal(county.office, made.id) == mediators.Personal(PHONE, ID_NUMBER)
    last = audit.history("mediator", made.id)[-1]
    assert (last.act, last.actor) == ("mediator.reveal", county.office.name)
    assert ID_NUMBER not in last.detail


def test_a_leader_and_a_stranger_reveal_nothing(county):
    made = mediators.add(county.office, values(county), today=TODAY)
    with pytest.raises(NotAllowed):
        mediators.reveal(actor_of(Role.LEADER, county.county), made.id)
    with pytest.raises(NotVisible):
        mediators.reveal(county.other_office, made.id)
    assert [row.act for row in audit.history("mediator", made.id)] == ["mediator.add"]


@pytest.mark.parametrize(
    "text", ["欧阳", "秀英", "阳秀", "ouyang", "OYXY", " 欧 阳 ", PHONE, "120 1234 5678", ID_NUMBER]
)
def test_a_mediator_is_found_by_two_characters_pinyin_or_exact_number(county, text):
    mediators.add(county.office, values(county), today=TODAY)
    assert found(county.office, text) == ["欧阳秀英"]


@pytest.mark.parametrize("text", ["秀阳", "1201234567", "%", "_"])
def test_what_is_not_there_is_not_found(county, text):
    mediators.add(county.office, values(county), today=TODAY)
    assert found(county.office, text) == []


def test_nobody_is_found_outside_the_area(county):
    mediators.add(county.office, values(county), today=TODAY)
    assert found(county.other_office, PHONE) == []
    assert found(county.other_office, "张") == ["张北明"]


def test_one_person_is_not_registered_twice_while_serving(county):
    first = mediators.add(county.office, values(county), today=TODAY)
    with pytest.raises(Rejected, match="欧阳秀英") as caught:
        mediators.add(county.office, values(county, name="欧阳秀"), today=TODAY)
    assert caught.value.field == "id_number"
    mediators.end_term(county.office, first.id, 1, NEW_YEAR, today=TODAY)
    assert mediators.add(county.office, values(county), today=TODAY)


@pytest.mark.parametrize(
    ("others", "field"),
    [
        ({"name": ""}, "name"),
        ({"employment": "half"}, "employment"),
        ({"sex": "x"}, "sex"),
        ({"education": "x"}, "education"),
        ({"ethnic_group": "苗族"}, "ethnic_group"),
        ({"grade": "T01"}, "grade"),
        ({"unit_id": None}, "unit_id"),
        ({"valid_from": TODAY, "valid_to": NEW_YEAR}, "valid_to"),
    ],
)
def test_a_fault_names_its_field(county, others, field):
    with pytest.raises(Rejected) as caught:
        mediators.add(county.office, values(county, **others), today=TODAY)
    assert caught.value.field == field


def test_a_mediator_belongs_to_committee_and_studio_of_the_area_that_fit(county):
    studio = committees.add_studio(
        county.office, {"committee_id": county.west_committee.id, "name": "老张工作室", "kind": "personal"}
    )
    with pytest.raises(Rejected, match="不属于"):
        mediators.add(county.office, values(county, studio_id=studio.id), today=TODAY)
    made = mediators.add(county.office, values(county, committee_id=None, studio_id=studio.id), today=TODAY)
    assert made.committee_id == county.west_committee.id
    with pytest.raises(Rejected, match="本辖区"):
        mediators.add(county.office, values(county, committee_id=county.north_committee.id), today=TODAY)


def test_a_change_leaves_numbers_that_were_not_typed_again(county):
    made = mediators.add(county.office, values(county), today=TODAY)
    mediators.change(
        county.office, made.id, 1, values(county, name="欧阳秀", phone="", id_number=""), today=TODAY
    )
    assert mediators.reveal(county.office, made.id) == mediators.Personal(PHONE, ID_NUMBER)
    assert found(county.office, "oyx") == ["欧阳秀"]
    with pytest.raises(Stale):
        mediators.change(county.office, made.id, 1, values(county), today=TODAY)


def test_a_new_phone_replaces_the_old_one(county):
    made = mediators.add(county.office, values(county), today=TODAY)
    mediators.change(county.office, made.id, 1, values(county, phone="12000000001"), today=TODAY)
    assert found(county.office, PHONE) == []
    assert found(county.office, "12000000001") == ["欧阳秀英"]
    assert "12000000001" not in audit.history("mediator", made.id)[-1].detail


def test_an_ended_term_leaves_the_current_list(county):
    mediators.end_term(county.office, county.east_mediator.id, 1, NEW_YEAR, today=TODAY)
    listed = mediators.listed(county.office, today=TODAY)
    assert [row.name for row in listed.rows] == ["张西明"]
    assert mediators.listed(county.office, today=TODAY, past=True).total == 2
    assert mediators.get(county.office, county.east_mediator.id).unit.name == "东村"


def test_a_term_still_to_end_is_current(county):
    mediators.add(county.office, values(county, valid_to=datetime.date(2026, 12, 31)), today=TODAY)
    assert found(county.office, "欧阳") == ["欧阳秀英"]


def test_filters_narrow_the_list(county):
    mediators.add(county.office, values(county), today=TODAY)
    assert mediators.listed(county.bureau, today=TODAY, employment="full").total == 1
    assert mediators.listed(county.bureau, today=TODAY, unit=county.green).total == 3
    assert mediators.listed(county.bureau, today=TODAY, committee_id=county.east_committee.id).total == 2


def test_an_import_finds_a_mediator_of_the_committee_or_adds_one(county):
    boss = access.machine()
    assert mediators.find_or_add(boss, county.east, "张东明", county.east_committee) == county.east_mediator
    assert mediators.find_or_add(boss, county.east, "张东明") == county.east_mediator
    other = mediators.find_or_add(boss, county.west, "张东明", county.west_committee)
    assert other != county.east_mediator
    assert found(boss, "zdm") == ["张东明", "张东明"]
    assert Mediator.get_by_id(other.id).committee_id == county.west_committee.id
