"""Accounts: role and place belong together, every act is in the audit chain, the last administrator stays."""

import json

import pytest

from models import Account, AuditEntry
from office import access, accounts, logins, passwords, units
from office.errors import NotAllowed, NotVisible, Rejected, Stale
from tests.county import PASSWORD, TODAY
from vocab import ROLES, Role

BOSS = access.machine()


def values(**changed):
    return {
        "username": "zhang",
        "name": "张三",
        "role": Role.ADMIN,
        "unit_id": None,
        "committee_id": None,
    } | changed


def last_act():
    entry = AuditEntry.select().order_by(AuditEntry.id.desc()).first()
    return entry.act, entry.subject_id, json.loads(entry.detail)


def refused(role_or_values, county=None, **changed):
    with pytest.raises(Rejected) as caught:
        accounts.create(BOSS, values(**role_or_values, **changed))
    return caught.value.field


def test_an_account_begins_with_a_password_shown_once_that_must_be_changed(database):
    account, password = accounts.create(BOSS, values())
    assert account.must_change
    assert passwords.fits(account.password_hash, password)
    act, subject_id, detail = last_act()
    assert (act, subject_id, detail["username"]) == ("account.create", account.id, "zhang")
    assert password not in json.dumps(detail)


def test_user_names_are_one_whatever_their_width_or_case(database):
    accounts.create(BOSS, values(username="ＺＨＡＮＧ"))
    assert refused({"username": "zhang "}) == "username"


@pytest.mark.parametrize("username", ["", "z", "zhang san", "z" * 41, "<b>", "张/三"])
def test_a_user_name_that_cannot_be_typed_easily_is_refused(database, username):
    assert refused({"username": username}) == "username"


@pytest.mark.parametrize(
    ("role", "missing"),
    [
        (Role.MEDIATOR, "committee_id"),
        (Role.TOWNSHIP, "unit_id"),
        (Role.COUNTY, "unit_id"),
        (Role.LEADER, "unit_id"),
    ],
)
def test_a_role_with_a_place_needs_it(database, role, missing):
    assert refused({"role": role}) == missing


def test_an_unknown_role_is_refused(database):
    assert refused({"role": "king"}) == "role"


def test_role_and_level_must_agree(county):
    assert refused({"role": Role.TOWNSHIP, "unit_id": county.unit.id}) == "unit_id"
    assert refused({"role": Role.COUNTY, "unit_id": county.towns[0].id}) == "unit_id"


def test_a_studio_must_be_one_of_the_committee(county):
    other = {"role": Role.MEDIATOR, "committee_id": county.committees[1].id, "studio_id": county.studio.id}
    assert refused(other) == "studio_id"


def test_a_mediator_stands_where_the_committee_stands(county, make_account):
    account = make_account(Role.MEDIATOR, committee=county.committees[2], unit=county.unit)
    assert account.unit_id == county.villages[2].id
    assert account.committee_id == county.committees[2].id


@pytest.mark.parametrize("role", [Role.ADMIN, Role.AUDITOR])
def test_administrator_and_auditor_stand_nowhere(make_account, role):
    """A place left in the form must not open an area to them."""
    account = make_account(role)
    assert (account.unit_id, account.committee_id) == (None, None)
    actor = access.actor_of(account)
    assert list(access.disputes(actor)) == []
    assert list(access.batches(actor)) == []


@pytest.mark.parametrize("role", [role for role in ROLES if role != Role.ADMIN])
def test_only_the_administrator_opens_accounts(make_account, role):
    actor = access.actor_of(accounts.get(BOSS, make_account(role).id))
    with pytest.raises(NotAllowed):
        accounts.create(actor, values())
    with pytest.raises(NotAllowed):
        accounts.reset_password(actor, actor.account_id)
    with pytest.raises(NotVisible):
        accounts.get(actor, make_account(Role.ADMIN).id)


def test_change_of_place_ends_the_logins_and_says_what_changed(county, make_account):
    account = make_account(Role.TOWNSHIP)
    token = logins.sign_in(account.username, PASSWORD)
    changed = accounts.change(
        BOSS, account.id, account.version, values(role=Role.TOWNSHIP, unit_id=county.towns[1].id)
    )
    assert changed.unit_id == county.towns[1].id
    assert logins.find(token) is None
    assert last_act()[2]["changes"]["unit"] == [county.towns[0].id, county.towns[1].id]


def test_change_of_name_alone_leaves_the_logins(county, make_account):
    account = make_account(Role.TOWNSHIP)
    token = logins.sign_in(account.username, PASSWORD)
    accounts.change(BOSS, account.id, 1, values(name="李四", role=Role.TOWNSHIP, unit_id=county.towns[0].id))
    assert logins.find(token).account.name == "李四"


def test_a_change_against_an_old_version_is_refused(make_account):
    account = make_account(Role.ADMIN)
    make_account(Role.ADMIN)
    accounts.change(BOSS, account.id, 1, values(name="甲"))
    with pytest.raises(Stale):
        accounts.change(BOSS, account.id, 1, values(name="乙"))
    assert Account.get_by_id(account.id).name == "甲"


def test_the_last_administrator_stays(make_account):
    account = make_account(Role.ADMIN)
    with pytest.raises(Rejected):
        accounts.deactivate(BOSS, account.id)
    with pytest.raises(Rejected):
        accounts.change(BOSS, account.id, 1, values(role=Role.AUDITOR))
    assert make_account(Role.ADMIN).active
    accounts.deactivate(BOSS, account.id)
    assert not Account.get_by_id(account.id).active


def test_nobody_closes_the_own_account(make_account):
    account = make_account(Role.ADMIN)
    make_account(Role.ADMIN)
    with pytest.raises(Rejected):
        accounts.deactivate(access.actor_of(account), account.id)


def test_a_closed_account_opens_nothing_until_it_is_opened_again(make_account):
    account = make_account(Role.COUNTY)
    token = logins.sign_in(account.username, PASSWORD)
    accounts.deactivate(BOSS, account.id)
    assert logins.find(token) is None
    with pytest.raises(Rejected):
        logins.sign_in(account.username, PASSWORD)
    accounts.activate(BOSS, account.id)
    assert logins.find(logins.sign_in(account.username, PASSWORD))


def test_a_reset_gives_a_password_to_be_changed_and_unlocks(make_account):
    account = make_account(Role.COUNTY)
    token = logins.sign_in(account.username, PASSWORD)
    for _ in range(5):
        with pytest.raises(Rejected):
            logins.sign_in(account.username, "wrong")
    first = accounts.reset_password(BOSS, account.id)
    assert logins.find(token) is None
    assert logins.must_change(logins.find(logins.sign_in(account.username, first)).account)
    assert first not in "".join(entry.detail for entry in AuditEntry.select())


def test_changing_the_own_password(make_account):
    account = make_account(Role.COUNTY)
    actor = access.actor_of(accounts.get(BOSS, account.id))
    present, other = (logins.sign_in(account.username, PASSWORD) for _ in range(2))
    with pytest.raises(Rejected) as wrong:
        accounts.change_password(actor, "wrong", "Liuhe-2026")
    assert wrong.value.field == "old"
    with pytest.raises(Rejected) as weak:
        accounts.change_password(actor, PASSWORD, "abc")
    assert weak.value.field == "password"
    accounts.change_password(actor, PASSWORD, "Liuhe-2026", logins.find(present).id)
    assert logins.find(present)
    assert logins.find(other) is None
    with pytest.raises(Rejected, match="最近"):
        accounts.change_password(actor, "Liuhe-2026", PASSWORD)


def test_accounts_are_found_by_name_role_and_state(make_account):
    admin, county = make_account(Role.ADMIN, username="wang"), make_account(Role.COUNTY, username="zhao")
    accounts.deactivate(BOSS, county.id)
    actor = access.actor_of(admin)
    assert [row.username for row in accounts.listed(actor, text="WAN")] == ["wang"]
    assert [row.username for row in accounts.listed(actor, role=Role.COUNTY)] == ["zhao"]
    assert [row.username for row in accounts.listed(actor, active=True)] == ["wang"]


def test_the_administrator_chooses_among_living_places(county, make_account):
    actor = access.actor_of(make_account(Role.ADMIN))
    places = accounts.places(actor, TODAY)
    assert places.units[county.villages[0].id] == "青山县/城关镇/东门村"
    assert set(places.committees) == {row.id for row in county.committees}
    assert set(places.studios) == {county.studio.id}
    units.add(BOSS, county.unit, "新镇")
    assert "青山县/新镇" in accounts.places(actor, TODAY).units.values()
