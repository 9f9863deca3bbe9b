"""`explain` on the command line: the records between two figures, as JSON that scripts read."""

import datetime
import json

import pytest

from office import access
from registers import disputes
from tests.make import County, make_dispute
from vocab import Outcome

MARCH = "unit=某某县,month=2020-03"


@pytest.fixture
def run(app, county):
    """run(a, b): exit code, standard output and error of `explain`."""

    def command(a, b, *more):
        return app.test_cli_runner().invoke(args=["explain", "--a", a, "--b", b, *more])

    return command


@pytest.fixture
def county(database):
    county = County()
    make_dispute(county.towns[0], committee=county.committees[0])
    return county


@pytest.fixture
def locked(app, county):
    """March 2020 of the county locked."""
    runner = app.test_cli_runner()
    for unit in ("城关镇", "某某县"):
        for act in ("submit", "accept", "lock"):
            found = runner.invoke(args=["returns", act, "--unit", unit, "--month", "2020-03"])
            assert found.exit_code == 0, found.stderr


def test_a_late_and_a_withdrawn_case_are_named_with_their_effect(run, locked, county):
    late = make_dispute(county.towns[0], committee=county.committees[0])
    gone = disputes.Dispute.get(disputes.Dispute.id != late.id)
    disputes.void(access.machine(), gone.id, gone.version, "当事人未到场，误登一件")
    official, live = f"{MARCH},state=official,key=dispute.concluded", f"{MARCH},state=live"
    found = json.loads(run(official, live, "--json").stdout)
    assert (found["a"], found["b"]) == (1, 1)
    told = {(one["register"], one["id"]): (one["effect"], one["reason"]) for one in found["records"]}
    assert told == {("disputes", late.id): (1, "late"), ("disputes", gone.id): (-1, "voided")}


def test_another_date_basis_is_a_reason(run, county):
    slow = make_dispute(
        county.towns[0],
        accepted_on=datetime.date(2020, 2, 20),
        concluded_on=datetime.date(2020, 3, 2),
        outcome=Outcome.SUCCEEDED,
    )
    by_both = (f"{MARCH},key=dispute.succeeded,basis={basis}" for basis in ("accepted", "concluded"))
    found = json.loads(run(*by_both, "--json").stdout)
    assert found["b"] - found["a"] == 1
    assert [(one["id"], one["effect"], one["reason"]) for one in found["records"]] == [
        (slow.id, 1, "other_date")
    ]


@pytest.mark.parametrize(
    ("b", "words"),
    [
        ("unit=没有县", "没有名为“没有县”的单位"),
        ("month=2020-14", "2020-14"),
        ("state=frozen", "frozen"),
        ("key=dispute.failed", "两边的指标不同"),
        ("state=official", "还没有锁定"),
    ],
)
def test_what_cannot_be_read_is_said_in_words(run, b, words):
    found = run(f"{MARCH},key=dispute.concluded", b)
    assert found.exit_code == 1
    assert words in found.stderr
