"""A split: some of a unit's villages go to a new unit beside it, and what was recorded stays where it was."""

import datetime

import pytest

from models import Account, Unit
from office import access, audit, committees, unit_changes, unit_splits, units
from office.errors import NotAllowed, Rejected, Stale
from tests.make import make_dispute, make_mediator
from tests.roster_county import TODAY, actor_of, lay_out
from vocab import Role

NEW_YEAR = datetime.date(2026, 1, 1)


@pytest.fixture
def county(database):
    """青山镇 has a committee of its own with a studio, a mediator and an account, beside those of its villages."""
    made = lay_out()
    boss = access.machine()
    made.own = committees.add(boss, {"unit_id": made.green.id, "name": "青山镇商会调委会", "kind": "social"})
    made.studio = committees.add_studio(
        boss, {"committee_id": made.own.id, "name": "老张室", "kind": "brand"}
    )
    made.own_mediator = make_mediator(made.green, committee=made.own)
    made.loose_mediator = make_mediator(made.green)
    made.account = Account.create(
        username="own",
        name="张商",
        role=Role.MEDIATOR,
        unit=made.green,
        committee=made.own,
        password_hash="-",
    )
    made.leader = Account.create(
        username="green", name="王所", role=Role.TOWNSHIP, unit=made.green, password_hash="-"
    )
    made.deep = units.add(boss, made.east, "东村一组", "other")
    return made


def again(row):
    return type(row).get_by_id(row.id)


def heir_of(unit):
    return Unit.get_by_id(again(unit).successor_id)


def split(county, moved=("east",), name="东山镇", on=NEW_YEAR, *, kind=None, bodies=(), seen=1, actor=None):
    return unit_splits.split(
        actor or county.bureau,
        county.green.id,
        seen,
        name,
        kind,
        [getattr(county, one).id for one in moved],
        on,
        committee_ids=[one.id for one in bodies],
        today=TODAY,
    )


def test_the_new_unit_stands_beside_the_old_one_which_lives_on(county):
    new = split(county)
    assert (new.name, new.kind, new.parent_id, new.valid_from) == (
        "东山镇",
        "township",
        county.county.id,
        NEW_YEAR,
    )
    assert again(new).path == f"{county.county.path}{new.id}/"
    old = again(county.green)
    assert (old.valid_to, old.successor_id, old.version) == (None, None, 2)
    assert [row.name for row in units.children(county.green, TODAY)] == ["西村"]


def test_a_village_that_goes_ends_and_has_an_heir_with_all_that_lay_below_it(county):
    new = split(county)
    east, deep = again(county.east), again(county.deep)
    heir, below = heir_of(county.east), heir_of(county.deep)
    assert (east.valid_to, heir.name, heir.parent_id, heir.valid_from) == (NEW_YEAR, "东村", new.id, NEW_YEAR)
    assert (deep.valid_to, below.parent_id, below.path) == (NEW_YEAR, heir.id, f"{heir.path}{below.id}/")
    assert again(county.west).valid_to is None


def test_the_rosters_of_the_village_go_and_its_records_stay(county):
    dispute = make_dispute(
        county.east, accepted_on=datetime.date(2025, 5, 1), committee=county.east_committee
    )
    split(county)
    heir = heir_of(county.east)
    assert {again(row).unit_id for row in (county.east_committee, county.east_mediator)} == {heir.id}
    assert again(dispute).unit_id == county.east.id
    assert again(county.west_committee).unit_id == county.west.id
    assert {again(row).unit_id for row in (county.own, county.own_mediator, county.leader)} == {
        county.green.id
    }


def test_a_committee_of_the_unit_itself_goes_only_when_chosen_and_with_its_people(county):
    new = split(county, bodies=[county.own])
    assert {again(row).unit_id for row in (county.own, county.own_mediator, county.account)} == {new.id}
    assert {again(row).unit_id for row in (county.loose_mediator, county.leader)} == {county.green.id}


def test_both_offices_see_what_was_recorded_before_and_only_the_new_one_what_comes(county):
    before = make_dispute(county.east, accepted_on=datetime.date(2025, 5, 1))
    new = split(county)
    after = make_dispute(heir_of(county.east), accepted_on=datetime.date(2026, 5, 1))
    seen = {
        unit.name: {row.id for row in access.disputes(actor_of(Role.TOWNSHIP, again(unit)))}
        for unit in (county.green, new)
    }
    assert seen == {"青山镇": {before.id}, "东山镇": {before.id, after.id}}


def test_a_split_is_foretold_and_written_down_in_full(county):
    make_dispute(county.east, accepted_on=datetime.date(2026, 3, 1))
    make_dispute(county.green, accepted_on=datetime.date(2026, 3, 1), committee=county.own)
    make_dispute(county.green, accepted_on=datetime.date(2026, 3, 1))
    moving = unit_splits.check_split(
        county.green, "东山镇", None, [county.east.id], NEW_YEAR, committee_ids=[county.own.id], today=TODAY
    )
    told = unit_splits.leaving(moving, [county.own.id], NEW_YEAR)
    assert [row.name for row in told.below] == ["东村", "东村一组"]
    assert (told.committees, told.studios, told.mediators, told.accounts, told.records) == (2, 1, 2, 1, 2)
    split(county, bodies=[county.own])
    (entry,) = [row for row in audit.history("unit", county.green.id) if row.act == "unit.split"]
    for words in ('"committees": 2', '"mediators": 2', '"accounts": 1', '"created": "东山镇"'):
        assert words in entry.detail
    assert not list(audit.broken_links())


@pytest.mark.parametrize(
    ("changed", "field", "why"),
    [
        ({"moved": ()}, "moved", "至少一个"),
        ({"moved": ("east", "west")}, "moved", "不能全部划出"),
        ({"moved": ("north",)}, "moved", "不属于“青山镇”"),
        ({"moved": ("deep",)}, "moved", "不属于“青山镇”"),
        ({"moved": ("gone",)}, "moved", "已撤销"),
        ({"bodies": ("east_committee",)}, "committees", "不属于“青山镇”"),
        ({"name": "柳河镇"}, "name", "已有名为"),
        ({"name": " "}, "name", "请填写"),
        ({"kind": "shop"}, "kind", "单位类型"),
        ({"on": datetime.date(2027, 1, 1)}, "on", "不能晚于今天"),
        ({"on": datetime.date(2010, 1, 1), "moved": ("young",)}, "on", "应晚于"),
    ],
)
def test_splits_that_make_no_sense_are_refused_with_the_reason(county, changed, field, why):
    boss = access.machine()
    county.gone = units.add(boss, county.green, "旧村")
    unit_changes.close(boss, county.gone.id, 1, NEW_YEAR, today=TODAY)
    county.young = units.add(boss, county.green, "新村", valid_from=datetime.date(2020, 1, 1))
    if "bodies" in changed:
        changed = {"bodies": [getattr(county, one) for one in changed["bodies"]]}
    if changed.get("moved") == ("east", "west"):
        changed = {"moved": ("east", "west", "young")}
    before = Unit.select().count()
    with pytest.raises(Rejected, match=why) as caught:
        split(county, **changed)
    assert caught.value.field == field
    assert Unit.select().count() == before
    assert again(county.green).version == 1


def test_the_county_and_what_has_nothing_below_it_are_not_split(county):
    for unit, why in ((county.county, "最上级"), (county.west, "没有下级")):
        with pytest.raises(Rejected, match=why):
            unit_splits.split(
                county.bureau, unit.id, 1, "新的", None, [county.east.id], NEW_YEAR, today=TODAY
            )


def test_a_split_of_what_somebody_changed_meanwhile_is_refused(county):
    with pytest.raises(Stale):
        split(county, seen=7)
    assert again(county.east).valid_to is None
    assert Unit.select().where(Unit.name == "东山镇").count() == 0


def test_only_the_bureau_splits_units(county):
    with pytest.raises(NotAllowed):
        split(county, actor=county.office)


def test_what_was_split_off_can_be_merged_back(county):
    new = split(county)
    dispute = make_dispute(county.east, accepted_on=datetime.date(2025, 5, 1))
    day = datetime.date(2026, 6, 1)
    unit_changes.merge(access.machine(), new.id, county.green.id, new.version, day, today=TODAY)
    assert sorted(row.name for row in units.children(county.green, TODAY)) == ["东村", "西村"]
    office = actor_of(Role.TOWNSHIP, again(county.green))
    assert [row.id for row in access.disputes(office)] == [dispute.id]
