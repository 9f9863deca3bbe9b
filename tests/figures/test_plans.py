"""How the database works figures out: from the indexes, whatever the size of the register, in few queries."""

import datetime
import random
import re

import pytest

import db
from figures import periods
from figures.definitions.dispute import DEFINITIONS
from figures.evaluator import Question, evaluate
from figures.frame import Frame
from figures.records import records
from figures.tables import Tables
from models import Dispute
from tests.make import make_actor, make_unit

YEAR = 2018
CASES = 12_000
FIELDS = (
    "unit",
    "type",
    "source",
    "accepted_on",
    "concluded_on",
    "outcome",
    "days",
    "amount",
    "performed_counts_on",
    "followed_up_on",
    "fingerprint",
)


@pytest.fixture
def counties(database):
    """Four counties with ten years of cases each; gives somebody of the first."""
    lot = random.Random(20)
    counties = [make_unit(f"县{i}") for i in range(4)]
    units = [make_unit(f"镇{i}", county).id for county in counties for i in range(5)]
    with db.transaction():
        bulk_insert(case(lot, units, serial) for serial in range(CASES))
    database.execute_sql("analyze")
    return make_actor(unit=counties[0])


def case(lot, units, serial):
    accepted = datetime.date(2011, 1, 1) + datetime.timedelta(days=lot.randrange(3650))
    days = lot.randrange(40)
    concluded = accepted + datetime.timedelta(days=days)
    kind, source = f"T{lot.randrange(1, 19):02}", lot.choice(["S1", "S2", "S31"])
    return (lot.choice(units), kind, source, accepted, concluded, "succeeded", days, 100, concluded, concluded,
            f"{serial:032}")  # fmt: skip


def bulk_insert(rows):
    """Rows of FIELDS, the other columns at their defaults."""
    defaults = {
        field.name: field.default() if callable(field.default) else field.default
        for field in Dispute._meta.sorted_fields
        if field.default is not None and field.name not in FIELDS
    }
    db.bulk_insert(Dispute, (*FIELDS, *defaults), ((*row, *defaults.values()) for row in rows))


def scans(database, query):
    """The lines of a query's plan that read the whole register."""
    sql, params = query
    aliases = re.findall(r'"dispute" AS "(\w+)"', sql)
    prefix = "explain " if db.is_postgres() else "explain query plan "
    plan = [
        str(row[0] if db.is_postgres() else row[-1]) for row in database.execute_sql(prefix + sql, params)
    ]
    whole = [rf"Seq Scan on dispute\b|SCAN {alias}\b" for alias in aliases]
    return [line for line in plan if any(re.search(pattern, line) for pattern in whole)]


def about_disputes(queries):
    return [query for query in queries if 'FROM "dispute"' in query[0]]


@pytest.mark.parametrize("year", [YEAR, 2013])
def test_a_year_of_a_county_needs_no_full_scan(counties, database, counting, year):
    with counting() as queries:
        tables = Tables(counties, None, periods.year(year), "concluded", today=datetime.date(2020, 1, 1))
        assert tables.main.total["dispute.concluded"].value > 100
        assert tables.sorts.rows("type")
        assert tables.bodies.rows("studio") == []
    asked = about_disputes(queries)
    assert len(asked) == 3
    assert [scans(database, query) for query in asked] == [[], [], []]


def test_the_year_of_a_county_is_read_from_the_indexes_alone(counties, database, counting):
    if db.is_postgres():
        pytest.skip("PostgreSQL decides by what is in memory; the plan without a scan is tested above")
    with counting() as queries:
        tables = Tables(counties, None, periods.year(YEAR), "concluded", today=datetime.date(2020, 1, 1))
        assert tables.sorts.total["dispute.concluded"].value
    (query,) = about_disputes(queries)
    plan = [row[-1] for row in database.execute_sql("explain query plan " + query[0], query[1])]
    assert [line for line in plan if line.startswith("SEARCH") and "COVERING" not in line] == []


def test_no_list_is_found_by_reading_the_whole_register(counties, database, counting):
    frame = Frame(counties, None, periods.month(YEAR, 3))
    for key in [one.key for one in DEFINITIONS]:
        with counting() as queries:
            records(counties, Question(None, frame.period), key, frame=frame).page()
        assert [scans(database, query) for query in about_disputes(queries)[:1]] == [[]], key


def test_one_question_is_one_query_however_many_indicators(counties, counting):
    frame = Frame(counties, None, periods.year(YEAR))
    with counting() as queries:
        answer = evaluate(
            counties,
            Question(None, frame.period, by=("unit", "month"), keys=tuple(one.key for one in DEFINITIONS)),
            frame,
        )
        assert [line["dispute.success_rate"].value for line in answer.rows()]
    assert len(queries) == 1
