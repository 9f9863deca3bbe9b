"""A small county, and clients signed in as its people; made by the services, as the office would make it.

`county` has .unit, .towns (2), .villages (4, two a town), .committees (one a village, in their order), .studio (of the
first committee) and .mediators (one a committee). `sign_in(role)` gives a test client that has signed in through the
page; `.account` is whose it is.
"""

import copy
import datetime
import itertools
import sqlite3
from types import SimpleNamespace

import pytest
from argon2 import PasswordHasher

import db
from office import access, accounts, committees, mediators, passwords, settings, units
from vocab import Role

TODAY = datetime.date(2026, 11, 20)
PASSWORD = "Qingshan-2026"
TOWNS = {"城关镇": ("东门村", "西门村"), "柳河镇": ("柳南村", "柳北村")}


@pytest.fixture(autouse=True, scope="session")
def quick_passwords():
    """Hashes that take a thousandth of the real time; the real cost has its own test."""
    hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_argon2", lambda: hasher)
        yield


def make_county():
    """The county alone, without anybody who may sign in."""
    boss = access.machine()
    made = SimpleNamespace(
        unit=units.add(boss, None, "青山县"), towns=[], villages=[], committees=[], mediators=[]
    )
    settings.put("county_name", "青山县司法局")
    for town, villages in TOWNS.items():
        made.towns.append(units.add(boss, made.unit, town))
        for village in villages:
            _add_village(made, made.towns[-1], village)
    made.studio = committees.add_studio(
        boss, {"committee_id": made.committees[0].id, "name": "东门调解工作室", "kind": "brand"}
    )
    return made


def _add_village(made, town, name):
    boss = access.machine()
    village = units.add(boss, town, name)
    committee = committees.add(
        boss,
        {
            "unit_id": village.id,
            "name": f"{name}人民调解委员会",
            "kind": "village",
            "prefix": f"{name[:2]}调字",
        },
    )
    person = {
        "unit_id": village.id,
        "committee_id": committee.id,
        "name": f"赵{name[:2]}",
        "phone": "12000000001",
    }
    made.villages.append(village)
    made.committees.append(committee)
    made.mediators.append(mediators.add(boss, person, today=TODAY))


class Kept:
    """A county once made, in memory: a thousand tests begin with it, and on SQLite a copy takes a tenth of the time."""

    def __init__(self):
        self.content = sqlite3.connect(":memory:")
        self.made = None

    def county(self):
        """The county in the database in use; a copy where that holds nothing but the seed."""
        connection = db.database.connection()
        if db.is_postgres() or connection.total_changes:
            return make_county()
        if self.made is None:
            self.made = make_county()
            connection.backup(self.content)
        else:
            self.content.backup(connection)
        return copy.deepcopy(self.made)


@pytest.fixture(scope="session")
def kept_county():
    kept = Kept()
    yield kept
    kept.content.close()


@pytest.fixture
def county(database, kept_county):
    """One county, two townships, two villages each, a committee and a mediator a village, one studio."""
    return kept_county.county()


@pytest.fixture
def make_account(county):
    """make_account(role, unit=, committee=, studio=): an account of the county with PASSWORD, which need not be changed."""
    serial = itertools.count(1)

    def make(role, *, unit=None, committee=None, studio=None, username=None):
        usual = {Role.TOWNSHIP: county.towns[0]}.get(role, county.unit)
        values = {
            "username": username or f"{role}{next(serial)}",
            "name": f"某{role}",
            "role": role,
            "unit_id": (unit or usual).id,
            "committee_id": (committee or county.committees[0]).id,
            "studio_id": studio.id if studio else None,
        }
        return accounts.create(access.machine(), values, PASSWORD)[0]

    return make


@pytest.fixture
def sign_in(app, make_account):
    """sign_in(role, unit=…, committee=…, studio=…): a client signed in as a new account of that role."""

    def enter(role, **place):
        account = make_account(role, **place)
        client = app.test_client()
        answer = client.post("/sign-in", data={"username": account.username, "password": PASSWORD})
        assert answer.status_code == 303, answer.text
        client.account = account
        return client

    return enter
