"""Screen, workbook, document and command line say the same of every official table, whatever is asked.

Each of the four is asked for by itself and read back from what it gave. A question on which they differ is told as the
smallest like it, with a line that asks it again.
"""

import datetime
import json
from dataclasses import dataclass
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as any_of

from app import create_app
from config import Config
from figures.forms.catalogue import FORMS
from models import Unit
from office import access, accounts, unit_changes, units
from tests import engines
from tests.county import PASSWORD
from tests.figures.forms.closing import add, close, reopen
from tests.figures.forms.filled import TODAY
from tests.make import County
from tests.pages import opened
from tests.printed import of_document, of_json, of_page, of_workbook, without_heads
from tests.records import scatter_everything
from vocab import BASES, LIVE, OFFICIAL, Role

QUESTIONS = {
    "sqlite": 24,
    "postgres": 3,
}  # of each of nine tables; a quarter is refused, by all four in the same words
FIRST = datetime.date(2019, 7, 1)
NAMED = {"M": "--month", "Q": "--quarter", "H": "--half", "Y": "--year"}
LOCKED = [f"2020-{month:02}" for month in range(1, 7)]


@pytest.fixture(scope="module")
def office(engine, tmp_path_factory):
    """A county with records in every register, half a year of locked months, a township merged into the other."""
    folder, url = tmp_path_factory.mktemp("office"), engine.fresh()
    csrf = {"WTF_CSRF_ENABLED": False}
    app = create_app(Config(data_dir=folder, database_url=url, secret_key="x", testing=True, flask=csrf))
    with engines.connected(url):
        county = County()
        county.scatter(120)
        scatter_everything(county, 8)
        lock(county)
        first, second = county.towns
        unit_changes.merge(access.machine(), second.id, first.id, 1, datetime.date(2020, 9, 1), today=TODAY)
        typed = {"username": "county", "name": "某某", "role": Role.COUNTY, "unit_id": county.unit.id}
        accounts.create(access.machine(), typed, PASSWORD)
        client = app.test_client()
        client.post("/sign-in", data={"username": "county", "password": PASSWORD})
        names = units.full_names(list(Unit.select().order_by(Unit.id)))
        yield SimpleNamespace(client=client, run=app.test_cli_runner().invoke, units=list(names.items()))
    engine.drop(url)


def lock(county):
    """Half a year, May without one township; March corrected, and one case entered after all that."""
    for month in LOCKED:
        close(county, month, (county.towns[0], county.unit) if month == "2020-05" else None)
    add(county, type="T07")
    reopen(county, "2020-03")
    add(county, type="T01")


# ---------------------------------------------------------------- questions


@dataclass(frozen=True)
class Asked:
    """A question as an address and as a command say it; `place` is that of the unit among all."""

    place: int
    of: tuple  # a period, and (state, revision)
    basis: str
    predecessors: bool

    def query(self, unit):
        """The same in an address."""
        (kind, *given), (state, revision) = self.of
        days = dict(zip(("from", "to") if kind == "days" else ("year", "part"), given, strict=True))
        merged = {"predecessors": 1} if self.predecessors else {}
        asked = {
            "unit": unit,
            **days,
            "basis": self.basis,
            "state": state,
            "revision": revision,
            **merged,
        }
        return "&".join(f"{key}={value}" for key, value in asked.items() if value not in ("", None))

    def options(self, name):
        """The options of the command, the unit by its name."""
        (kind, first, last), (state, revision) = self.of
        days = (
            ("--from", first, "--to", last) if kind == "days" else (NAMED[kind], f"{first}-{last}".strip("-"))
        )
        more = [f"--revision={revision}"] if revision else []
        more += ["--with-predecessors"] if self.predecessors else []
        return ["--unit", name, *map(str, days), "--basis", self.basis, "--basis-state", state, *more]


def _days(first, length):
    return "days", FIRST + datetime.timedelta(first), FIRST + datetime.timedelta(first + length)


YEARS = any_of.sampled_from((2020, 2019))
PERIODS = any_of.one_of(
    any_of.tuples(any_of.just("M"), YEARS, any_of.integers(1, 12).map("{:02}".format)),
    any_of.tuples(any_of.just("Q"), YEARS, any_of.integers(1, 4).map("Q{}".format)),
    any_of.tuples(any_of.just("H"), YEARS, any_of.integers(1, 2).map("H{}".format)),
    any_of.tuples(any_of.just("Y"), YEARS, any_of.just("")),
    any_of.builds(_days, any_of.integers(0, 500), any_of.integers(0, 300)),
)
LOCKED_ONES = any_of.sampled_from([("M", 2020, month[5:]) for month in LOCKED] + [
    ("Q", 2020, "Q1"), ("Q", 2020, "Q2"), ("H", 2020, "H1"), ("Y", 2020, "")])  # fmt: skip
NEWEST = any_of.just((OFFICIAL, None))
REVISION = any_of.tuples(any_of.just(OFFICIAL), any_of.integers(1, 3))
OF = any_of.one_of(  # live, locked, and what is refused because it is not locked
    any_of.tuples(PERIODS, any_of.just((LIVE, None))),
    any_of.tuples(LOCKED_ONES, NEWEST),
    any_of.tuples(PERIODS | LOCKED_ONES, NEWEST | REVISION),
)
BASIS = any_of.sampled_from(sorted(BASES))
QUESTION = any_of.builds(Asked, any_of.integers(0, 5), OF, BASIS, any_of.booleans())


# ---------------------------------------------------------------- the same everywhere


@pytest.mark.parametrize("name", FORMS)
def test_screen_workbook_document_and_command_say_the_same(name, office, engine):
    many = QUESTIONS[type(engine).__name__.lower()]
    quiet = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]

    @settings(max_examples=many, deadline=None, database=None, print_blob=True, suppress_health_check=quiet)
    @given(QUESTION)
    def hold(asked):
        same_everywhere(office, name, asked)

    hold()


def same_everywhere(office, name, asked):
    """Ask all four; where one refuses, all refuse in the same words."""
    unit, called = office.units[asked.place]
    told = office.run(args=["table", name, *asked.options(called), "--json"])
    address, query = f"/tables/{name}", asked.query(unit)
    files = [office.client.get(f"{address}/{kind}?{query}") for kind in ("xlsx", "docx")]
    if told.exit_code:
        page = opened(office.client, f"{address}?{query}", 422)
        words = told.stderr.removeprefix("Error: ").strip()
        assert words in page.text
        assert [(file.status_code, words in file.text) for file in files] == [(422, True)] * 2
        return
    page = of_page(opened(office.client, f"{address}?{query}"))
    workbook, document = of_workbook(files[0].data), of_document(files[1].data)
    assert page == workbook == document
    assert without_heads(page) == without_heads(of_json(json.loads(told.stdout)))
