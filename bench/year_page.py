"""The year page's queries on a million cases, beside bare SQL that gives the same numbers.

    .venv/bin/python bench/year_page.py [--counties 17] [--cases 1000000] [--folder instance/bench]

Prints ratios of one run; absolute times depend on the machine and are shown for orientation only.
"""

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import db
from bench import million
from figures import periods
from figures.tables import Tables
from models import Unit
from office import access

YEAR = million.YEARS[-2]
ROUNDS = 5
TODAY = periods.year(YEAR + 1).start

_COUNTED = """
    count(*), sum(outcome = 'succeeded'), sum(outcome in ('failed', 'terminated')),
    sum(case when outcome = 'succeeded' then amount end)
"""
_FROM = "from dispute where unit_id in ({units}) and voided_at is null and outcome <> 'refused'"
_IN = " and {day} >= '{start}' and {day} < '{end}'"
# What the three tables of the page need: units × months by each date that counts, types × sources, bodies.
BARE = (
    "select unit_id, substr(accepted_on, 1, 7), count(*), sum(party_count) " + _FROM
    + _IN.replace("{day}", "accepted_on") + " group by 1, 2",
    f"""select unit_id, substr(concluded_on, 1, 7), {_COUNTED}, sum(difficulty_id in ('D3', 'D4')), sum(form = 'written'),
        sum(form = 'oral'), sum(days), sum(crime_cases), sum(crime_persons), sum(petition_cases), sum(petition_persons),
        sum(suicide_cases), sum(suicide_persons), sum(fight_cases), sum(fight_persons) """
    + _FROM + _IN.replace("{day}", "concluded_on") + " group by 1, 2",
    *(
        f"select unit_id, substr({day}, 1, 7), count(*) " + _FROM + _IN.replace("{day}", day) + " group by 1, 2"
        for day in ("performed_counts_on", "applied_counts_on", "confirmed_counts_on", "followed_up_on")
    ),
    "select unit_id, count(*) " + _FROM + " and accepted_on >= date('{end}', '-400 days') and accepted_on < '{end}'"
    " and (concluded_on is null or concluded_on >= '{end}') group by 1",
    f"select type_id, source_id, {_COUNTED} " + _FROM + _IN.replace("{day}", "concluded_on") + " group by 1, 2",
    f"select c.kind, studio_id, {_COUNTED} " + _FROM.replace("from dispute", "from dispute join committee c on c.id = committee_id")
    .replace("unit_id", "dispute.unit_id") + _IN.replace("{day}", "concluded_on") + " group by 1, 2",
)  # fmt: skip


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--counties", type=int, default=17, help="roots among which the cases are shared")
    options.add_argument("--cases", type=int, default=1_000_000)
    options.add_argument(
        "--folder", type=Path, default=Path("instance/bench"), help="where the database is kept"
    )
    given = options.parse_args()
    million.open_or_make(given.folder, given.counties, given.cases)
    root = Unit.get(Unit.parent.is_null())
    queries, page = asked(lambda: page_of(root.id))
    bare = bare_statements(root)
    check(page, bare)
    paged, plain = best(lambda: page_of(root.id)), best(lambda: run(bare))
    scanned = best(
        lambda: run([statement.replace("from dispute", "from dispute not indexed") for statement in bare]),
        rounds=1,
    )
    concluded = page.main.total["dispute.concluded"].value
    print(f"{given.cases} cases in {given.counties} counties; one county's year: {concluded} cases")
    print(f"queries of the page's tables     {queries:>8}")
    print(f"page's tables                    {paged * 1000:>8.1f} ms")
    print(f"bare SQL of the same             {plain * 1000:>8.1f} ms   ratio {paged / plain:.2f}")
    print(f"the same without the indexes     {scanned * 1000:>8.1f} ms   ratio {paged / scanned:.3f}")


def page_of(unit_id: int) -> Tables:
    """The year page's tables, every figure worked out."""
    tables = Tables(access.machine(), unit_id, periods.year(YEAR), "concluded", today=TODAY)
    for answer, rows in ((tables.main, ("unit", "month")), (tables.sorts, ("type", "type15", "source")),
                         (tables.bodies, ("orgkind", "studio"))):  # fmt: skip
        for by in rows:
            for line in answer.rows(by):
                _ = [line[key].value for key in line]
    return tables


def bare_statements(root: Unit) -> list[str]:
    """The statements of BARE for a root's year."""
    ids = [str(row[0]) for row in Unit.select(Unit.id).where(Unit.path.startswith(root.path)).tuples()]
    period = periods.year(YEAR)
    return [text.format(units=",".join(ids), start=period.start, end=period.end) for text in BARE]


def run(statements: list[str]) -> list[list[Any]]:
    connection = db.database.connection()
    return [connection.execute(statement).fetchall() for statement in statements]


def check(page: Tables, bare: list[str]) -> None:
    """Both must tell the same, or the ratio means nothing."""
    accepted, concluded, *_ = run(bare)
    total = page.main.total
    assert total["dispute.accepted"].value == sum(row[2] for row in accepted)
    assert total["dispute.succeeded"].value == sum(row[3] for row in concluded)
    assert total["dispute.amount"].value == sum(row[5] or 0 for row in concluded)
    assert page.sorts.total["dispute.concluded"].value == total["dispute.concluded"].value


def asked(act: Callable[[], Any]) -> tuple[int, Any]:
    """How many statements an act sends, and what it gives."""
    sent = 0
    real = db.database.obj.execute_sql

    def counted(*args: Any, **options: Any) -> Any:
        nonlocal sent
        sent += 1
        return real(*args, **options)

    db.database.obj.execute_sql = counted
    try:
        return_value = act()
    finally:
        db.database.obj.execute_sql = real
    return sent, return_value


def best(act: Callable[[], Any], rounds: int = ROUNDS) -> float:
    """Seconds of the quickest of several rounds."""
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        act()
        times.append(time.perf_counter() - begun)
    return min(times)


if __name__ == "__main__":
    main()
