"""Committees and studios: kinds, names given once, an end that leaves the records."""

import datetime

import pytest

from models import Committee, Studio
from office import audit, committees, unit_changes, units
from office.errors import NotAllowed, NotVisible, Rejected, Stale
from tests.roster_county import TODAY, actor_of, lay_out
from vocab import Role

NEW_YEAR = datetime.date(2026, 1, 1)


@pytest.fixture
def county(database):
    return lay_out()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("泰桥社区人民调解委员会", "community"),
        ("新湖村人民调解委员会", "village"),
        ("城关镇人民调解委员会", "township"),
        ("九堡街道调委会", "subdistrict"),
        ("城关县医疗纠纷人民调解委员会", "social"),
        ("城关县道路交通事故调委会", "social"),
        ("红星机械有限公司人民调解委员会", "enterprise"),
        ("人民调解委员会", "village"),
        ("老李调解工作室", "village"),
    ],
)
def test_the_kind_is_told_by_the_name_or_else_by_the_unit(county, name, kind):
    assert committees.kind_of(name, county.east) == kind


def test_a_committee_of_the_county_itself_is_a_social_one(county):
    assert committees.kind_of("人民调解委员会", county.county) == "social"


def values(unit, **others):
    return {"unit_id": unit.id, "name": "第二调委会", "kind": "village", **others}


def test_a_name_is_given_once_in_a_unit(county):
    committees.add(county.office, values(county.east))
    committees.add(county.office, values(county.west))
    with pytest.raises(Rejected, match="第二调委会"):
        committees.add(county.office, values(county.east))


@pytest.mark.parametrize(
    ("others", "field"),
    [
        ({"name": " "}, "name"),
        ({"kind": "brand"}, "kind"),
        ({"trade": "T01"}, "trade"),
        ({"unit_id": None}, "unit_id"),
    ],
)
def test_a_fault_names_its_field(county, others, field):
    with pytest.raises(Rejected) as caught:
        committees.add(county.office, values(county.east, **others))
    assert caught.value.field == field


def test_a_township_keeps_only_its_own_rosters(county):
    with pytest.raises(Rejected, match="管辖范围"):
        committees.add(county.office, values(county.north))
    with pytest.raises(NotVisible):
        committees.change(county.office, county.north_committee.id, 1, values(county.north))
    with pytest.raises(NotAllowed):
        committees.add(actor_of(Role.LEADER, county.county), values(county.east))


def test_a_change_keeps_the_version_and_says_what_changed(county):
    committees.change(
        county.office, county.east_committee.id, 1, values(county.east, prefix="东人调字", trade="H01")
    )
    row = Committee.get_by_id(county.east_committee.id)
    assert (row.name, row.prefix, row.trade_id, row.version) == ("第二调委会", "东人调字", "H01", 2)
    assert "东人调字" in audit.history("committee", row.id)[-1].detail
    with pytest.raises(Stale):
        committees.change(county.office, row.id, 1, values(county.east))


def test_closing_a_committee_ends_its_studios(county):
    studio = committees.add_studio(
        county.office, {"committee_id": county.east_committee.id, "name": "老张工作室", "kind": "personal"}
    )
    committees.close(county.office, county.east_committee.id, 1, NEW_YEAR, today=TODAY)
    assert Studio.get_by_id(studio.id).valid_to == NEW_YEAR
    assert county.east_committee.id not in committees.choices(county.bureau, TODAY)
    with pytest.raises(Rejected, match="已撤销"):
        committees.add_studio(
            county.office, {"committee_id": county.east_committee.id, "name": "新室", "kind": "brand"}
        )
    with pytest.raises(Rejected, match="不能再次"):
        committees.close(county.office, county.east_committee.id, 2, TODAY, today=TODAY)


def test_a_studio_is_changed_and_closed_within_its_committee(county):
    place = {"committee_id": county.east_committee.id, "kind": "personal"}
    one = committees.add_studio(county.office, place | {"name": "老张工作室"})
    committees.add_studio(county.office, place | {"name": "老李工作室"})
    with pytest.raises(Rejected, match="老李"):
        committees.change_studio(county.office, one.id, 1, place | {"name": "老李工作室"})
    committees.change_studio(county.office, one.id, 1, place | {"name": "张大姐工作室"})
    committees.close_studio(county.office, one.id, 2, NEW_YEAR, today=TODAY)
    assert list(committees.studio_choices(county.office, TODAY).values()) == ["老李工作室"]


def test_the_list_is_taken_page_by_page_and_by_filter(county):
    for number in range(5):
        committees.add(county.bureau, values(county.north, name=f"第{number}调委会"))
    first = committees.listed(county.bureau, today=TODAY, limit=6)
    second = committees.listed(county.bureau, today=TODAY, limit=6, at=first.after)
    assert (first.total, len(first.rows), len(second.rows), second.after) == (8, 6, 2, None)
    assert not {row.id for row in first.rows} & {row.id for row in second.rows}
    back = committees.listed(county.bureau, today=TODAY, limit=6, at=second.before)
    assert ([row.id for row in back.rows], back.before) == ([row.id for row in first.rows], None)
    assert back.after == first.after
    assert committees.listed(county.bureau, today=TODAY, unit=county.green).total == 2
    assert committees.listed(county.bureau, today=TODAY, kind="community").total == 1
    assert committees.listed(county.bureau, today=TODAY, text="第3").rows[0].unit.name == "北社区"


def test_an_ended_committee_is_listed_when_asked_for(county):
    committees.close(county.office, county.east_committee.id, 1, NEW_YEAR, today=TODAY)
    assert committees.listed(county.office, today=TODAY).total == 1
    assert committees.listed(county.office, today=TODAY, past=True).total == 2


def test_an_import_finds_a_committee_and_studio_or_adds_them(county):
    assert committees.find_or_add(county.bureau, county.east, "东村人民调解委员会") == county.east_committee
    made = committees.find_or_add(county.bureau, county.green, " 青山镇人民调解委员会 ")
    assert (made.name, made.kind) == ("青山镇人民调解委员会", "township")
    studio = committees.find_or_add_studio(county.bureau, made, "驻法庭调解室")
    assert studio.kind == "court"
    assert committees.find_or_add_studio(county.bureau, made, "驻法庭调解室") == studio


def test_no_committee_is_added_to_a_unit_that_ended(county):
    unit_changes.close(county.bureau, county.east.id, 1, NEW_YEAR, today=TODAY)
    with pytest.raises(Rejected, match="已撤销"):
        committees.add(county.bureau, values(county.east))
    assert units.children(county.green, TODAY) == [county.west]
