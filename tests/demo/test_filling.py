"""When the demonstration is made: in an empty installation only, the same each time, by its command."""

import datetime
import json

import pytest

import db
from demo import filling
from models import Account, Dispute, Party, Unit
from office.errors import Rejected
from tests.make import make_unit

TODAY = datetime.date(2026, 11, 22)
CASES = 60


@pytest.mark.parametrize("kept", ["unit", "account"])
def test_a_database_in_use_is_left_alone(database, kept):
    if kept == "unit":
        make_unit("江北县")
    else:
        Account.create(username="somebody", name="某人", role="admin", password_hash="-")
    with pytest.raises(Rejected, match="已经有单位或账号"):
        filling.fill(TODAY, CASES)
    assert (Unit.select().count(), Account.select().count()) == ((1, 0) if kept == "unit" else (0, 1))


def test_the_same_day_gives_the_same_cases(database):
    def made_and_undone():
        with db.database.atomic() as act:
            filling.fill(TODAY, CASES)
            cases = (Dispute.number, Dispute.summary, Dispute.accepted_on, Dispute.outcome, Dispute.amount)
            told = list(Dispute.select(*cases).order_by(Dispute.id).tuples())
            told += list(
                Party.select(Party.name, Party.id_index, Party.phone_index).order_by(Party.id).tuples()
            )
            act.rollback()
        return told

    assert made_and_undone() == made_and_undone()


@pytest.mark.parametrize(
    ("today", "first"),
    [
        ((2026, 11, 22), (2025, 1, 1)),
        ((2026, 7, 1), (2025, 1, 1)),
        ((2026, 6, 30), (2024, 1, 1)),
        ((2027, 1, 1), (2025, 1, 1)),
    ],
)
def test_the_cases_go_back_over_one_whole_year_at_least(today, first):
    assert filling.first_day(datetime.date(*today)) == datetime.date(*first)


@pytest.mark.parametrize("today", [(2027, 1, 1), (2028, 2, 29), (2026, 7, 1)])
def test_any_day_will_do(database, today):
    today = datetime.date(*today)
    assert filling.fill(today, CASES)["disputes"] == CASES
    assert Dispute.select().where(Dispute.accepted_on > today).count() == 0


def test_the_command_tells_counts_and_accounts(app, database):
    runner = app.test_cli_runner()
    made = json.loads(runner.invoke(args=["demo", "--json"]).output)
    assert made["created"]
    assert {account["username"] for account in made["accounts"]} >= {"township", "county"}
    again = json.loads(runner.invoke(args=["demo", "--json"]).output)
    assert not again["created"]
