"""Places: names, kinds, validity; renames and merges that leave the past as it was."""

import datetime

import pytest

from models import Account, Committee, Dispute, Mediator, Unit
from office import access, audit, committees, unit_changes, units
from office.errors import NotAllowed, NotVisible, Rejected, Stale
from tests.roster_county import TODAY, actor_of, lay_out
from vocab import Outcome, Role

NEW_YEAR = datetime.date(2026, 1, 1)


@pytest.fixture
def county(database):
    return lay_out()


def again(unit):
    return Unit.get_by_id(unit.id)


def record_dispute(unit, accepted_on, committee=None):
    return Dispute.create(
        unit=unit, committee=committee, type="T01", source="S1", accepted_on=accepted_on, outcome=Outcome.PENDING,
        fingerprint="-",
    )  # fmt: skip


# ---------------------------------------------------------------- finding


def test_a_unit_is_found_by_name_code_or_path(county):
    assert units.find(county.bureau, "青山镇") == county.green
    assert units.find(county.bureau, "990101") == county.green
    assert units.find(county.bureau, "柳河镇/北社区") == county.north


def test_two_units_of_one_name_are_told_apart_by_their_path(county):
    units.add(county.bureau, county.willow, "东村")
    with pytest.raises(Rejected, match="城关县/柳河镇/东村、城关县/青山镇/东村"):
        units.find(county.bureau, "东村")


def test_outside_the_area_a_unit_does_not_exist(county):
    with pytest.raises(Rejected):
        units.find(county.office, "北社区")
    with pytest.raises(NotVisible):
        access.get_unit(county.office, county.north.id)
    assert [row.id for row in units.search(county.office, "社区")] == []


def test_the_tree_counts_what_a_branch_holds(county):
    (top,) = units.tree(county.bureau, TODAY)
    assert (top.unit, top.committees, top.mediators) == (county.county, 3, 3)
    assert [(branch.unit.name, branch.committees) for branch in top.below] == [("青山镇", 2), ("柳河镇", 1)]
    (own,) = units.tree(county.office, TODAY)
    assert [branch.unit for branch in own.below] == [county.east, county.west]


def test_the_choices_of_a_select_follow_the_tree(county):
    late = units.add(county.bureau, county.green, "南村")
    assert list(units.choices(county.bureau).items()) == [
        (county.county.id, "城关县"),
        (county.green.id, "\u3000青山镇"),
        (county.east.id, "\u3000\u3000东村"),
        (county.west.id, "\u3000\u3000西村"),
        (late.id, "\u3000\u3000南村"),
        (county.willow.id, "\u3000柳河镇"),
        (county.north.id, "\u3000\u3000北社区"),
    ]


@pytest.mark.parametrize(
    ("parent", "name", "code"), [("green", "东村", None), ("green", " ", None), ("willow", "南村", "990101")]
)
def test_a_name_among_siblings_and_a_code_are_given_once(county, parent, name, code):
    with pytest.raises(Rejected):
        units.add(county.bureau, getattr(county, parent), name, code=code)


# ---------------------------------------------------------------- rename, correct


def test_a_renamed_unit_keeps_its_old_name_for_the_past(county):
    unit_changes.rename(county.bureau, county.green.id, 1, "青山街道", NEW_YEAR, today=TODAY)
    before, after = datetime.date(2025, 12, 31), NEW_YEAR
    assert units.names_on(before, [county.green.id]) == {county.green.id: "青山镇"}
    assert units.names_on(after, [county.green.id]) == {county.green.id: "青山街道"}
    assert [row.id for row in units.search(county.bureau, "青山镇")] == [county.green.id]


def test_each_of_two_renames_ends_its_own_period(county):
    unit_changes.rename(county.bureau, county.green.id, 1, "青山乡", datetime.date(2020, 1, 1), today=TODAY)
    unit_changes.rename(county.bureau, county.green.id, 2, "青山街道", NEW_YEAR, today=TODAY)
    days = (datetime.date(2019, 6, 1), datetime.date(2023, 6, 1), TODAY)
    assert [units.names_on(day, [county.green.id])[county.green.id] for day in days] == [
        "青山镇",
        "青山乡",
        "青山街道",
    ]
    with pytest.raises(Rejected, match="2026-01-01"):
        unit_changes.rename(county.bureau, county.green.id, 3, "青山", datetime.date(2022, 1, 1), today=TODAY)


@pytest.mark.parametrize(
    ("name", "on"),
    [("青山镇", NEW_YEAR), ("柳河镇", NEW_YEAR), ("", NEW_YEAR), ("新名", datetime.date(2027, 1, 1))],
)
def test_a_rename_that_says_nothing_or_comes_too_early_is_refused(county, name, on):
    with pytest.raises(Rejected):
        unit_changes.rename(county.bureau, county.green.id, 1, name, on, today=TODAY)


def test_a_rename_of_what_somebody_changed_meanwhile_is_refused(county):
    unit_changes.rename(county.bureau, county.green.id, 1, "青山街道", NEW_YEAR, today=TODAY)
    with pytest.raises(Stale):
        unit_changes.rename(county.bureau, county.green.id, 1, "青山乡", TODAY, today=TODAY)


def test_only_the_bureau_changes_units(county):
    with pytest.raises(NotAllowed):
        unit_changes.rename(county.office, county.east.id, 1, "东风村", NEW_YEAR, today=TODAY)


def test_a_correction_is_written_down_with_what_it_changed(county):
    unit_changes.correct(
        county.bureau, county.east.id, 1, kind="community", code=" 99010101 ", position=3, valid_from=NEW_YEAR
    )
    row = again(county.east)
    assert (row.kind, row.code, row.position, row.valid_from, row.version) == (
        "community", "99010101", 3, NEW_YEAR, 2,
    )  # fmt: skip
    assert '"kind": ["village", "community"]' in audit.history("unit", county.east.id)[-1].detail
    with pytest.raises(Rejected, match="青山镇"):
        unit_changes.correct(
            county.bureau, county.east.id, 2, kind="village", code="990101", position=0, valid_from=None
        )


# ---------------------------------------------------------------- close


def test_closing_a_village_ends_its_committee_and_terms_on_that_day(county):
    unit_changes.close(county.bureau, county.east.id, 1, NEW_YEAR, today=TODAY)
    assert again(county.east).valid_to == NEW_YEAR
    assert Committee.get_by_id(county.east_committee.id).valid_to == NEW_YEAR
    assert Mediator.get_by_id(county.east_mediator.id).valid_to == NEW_YEAR
    assert [row.id for row in units.children(county.green, TODAY)] == [county.west.id]
    assert county.east in units.children(county.green, datetime.date(2025, 12, 31))


def test_a_unit_with_units_below_it_and_the_county_are_not_closed(county):
    with pytest.raises(Rejected, match="东村等 2 个"):
        unit_changes.close(county.bureau, county.green.id, 1, NEW_YEAR, today=TODAY)
    with pytest.raises(Rejected, match="最上级"):
        unit_changes.close(county.bureau, county.county.id, 1, NEW_YEAR, today=TODAY)


# ---------------------------------------------------------------- merge


def merge_green_into_willow(county):
    return unit_changes.merge(
        county.bureau, county.green.id, county.willow.id, again(county.green).version, NEW_YEAR, today=TODAY
    )


def test_a_merge_ends_the_old_places_and_sets_up_the_villages_anew(county):
    merge_green_into_willow(county)
    old = again(county.green)
    assert (old.valid_to, old.successor_id) == (NEW_YEAR, county.willow.id)
    east = again(county.east)
    assert east.valid_to == NEW_YEAR
    heir = Unit.get_by_id(east.successor_id)
    assert (heir.name, heir.parent_id, heir.valid_from) == ("东村", county.willow.id, NEW_YEAR)
    assert heir.path == f"{county.willow.path}{heir.id}/"
    assert [row.name for row in units.children(county.willow, TODAY)] == ["北社区", "东村", "西村"]


def test_rosters_and_accounts_follow_a_merge_and_records_stay(county):
    dispute = record_dispute(county.east, datetime.date(2025, 5, 1), county.east_committee)
    Account.create(username="east", name="张东", role=Role.MEDIATOR, unit=county.east, password_hash="-")
    merge_green_into_willow(county)
    heir = again(county.east).successor_id
    assert Committee.get_by_id(county.east_committee.id).unit_id == heir
    assert Mediator.get_by_id(county.east_mediator.id).unit_id == heir
    assert Account.get(Account.username == "east").unit_id == heir
    assert Dispute.get_by_id(dispute.id).unit_id == county.east.id


def test_the_office_that_took_over_sees_what_came_before_it(county):
    dispute = record_dispute(county.east, datetime.date(2025, 5, 1))
    assert list(access.disputes(county.other_office)) == []
    merge_green_into_willow(county)
    heirs_office = actor_of(Role.TOWNSHIP, county.willow)
    assert [row.id for row in access.disputes(heirs_office)] == [dispute.id]


def test_what_had_ended_below_the_old_place_is_inherited_too(county):
    dispute = record_dispute(county.west, datetime.date(2024, 5, 1))
    unit_changes.close(county.bureau, county.west.id, 1, datetime.date(2025, 6, 1), today=TODAY)
    merge_green_into_willow(county)
    heirs_office = actor_of(Role.TOWNSHIP, county.willow)
    assert [row.id for row in access.disputes(heirs_office)] == [dispute.id]
    assert county.county.id not in heirs_office.unit_ids


def test_what_ended_before_the_merge_does_not_move(county):
    earlier = datetime.date(2025, 6, 1)
    committees.close(county.bureau, county.east_committee.id, 1, earlier, today=TODAY)
    unit_changes.close(county.bureau, county.west.id, 1, earlier, today=TODAY)
    merge_green_into_willow(county)
    assert Committee.get_by_id(county.east_committee.id).unit_id == county.east.id
    assert (again(county.west).valid_to, again(county.west).successor_id) == (earlier, None)


def test_a_merge_is_foretold_and_written_down_in_full(county):
    record_dispute(county.east, datetime.date(2026, 3, 1))
    told = unit_changes.following(county.green, NEW_YEAR)
    assert ([row.name for row in told.below], told.committees, told.mediators, told.records) == (
        ["东村", "西村"], 2, 2, 1,
    )  # fmt: skip
    merge_green_into_willow(county)
    (entry,) = [row for row in audit.history("unit", county.green.id) if row.act == "unit.merge"]
    assert '"committees": 2' in entry.detail
    assert not list(audit.broken_links())


@pytest.mark.parametrize(
    ("unit", "into", "why"),
    [
        ("green", "green", "自身"),
        ("green", "east", "下级"),
        ("county", "green", "最上级"),
        ("green", "north", "层级"),
        ("north", "closed", "已于"),
        ("green", "elsewhere", "同一个最上级"),
    ],
)
def test_merges_that_make_no_sense_are_refused_with_the_reason(county, unit, into, why):
    county.elsewhere = units.add(access.machine(), units.add(access.machine(), None, "别县"), "外镇")
    county.closed = units.add(access.machine(), county.willow, "旧村")
    unit_changes.close(county.bureau, county.closed.id, 1, NEW_YEAR, today=TODAY)
    boss = access.machine()
    with pytest.raises(Rejected, match=why):
        unit_changes.merge(boss, getattr(county, unit).id, getattr(county, into).id, 1, NEW_YEAR, today=TODAY)
    assert Unit.select().where(Unit.successor.is_null(False)).count() == 0


def test_namesakes_below_both_stop_a_merge_and_nothing_is_half_done(county):
    units.add(county.bureau, county.willow, "东村")
    with pytest.raises(Rejected, match="东村"):
        merge_green_into_willow(county)
    assert again(county.green).valid_to is None


def test_a_merge_of_what_somebody_changed_meanwhile_is_refused(county):
    with pytest.raises(Stale):
        unit_changes.merge(county.bureau, county.green.id, county.willow.id, 7, NEW_YEAR, today=TODAY)
    assert again(county.east).valid_to is None


def test_a_village_may_be_merged_into_its_township(county):
    unit_changes.merge(county.bureau, county.east.id, county.green.id, 1, NEW_YEAR, today=TODAY)
    assert Committee.get_by_id(county.east_committee.id).unit_id == county.green.id
    assert units.merged_into(county.bureau, county.green) == [county.east]
