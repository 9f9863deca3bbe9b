"""The county's year page on a million cases, beside bare SQL that gives the same numbers, and beside DuckDB.

    .venv/bin/python bench/year_page.py [--counties 17] [--cases 1000000] [--folder instance/bench]

Prints ratios of one run; absolute times depend on the machine and are shown for orientation only.
"""

import argparse
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import db
from app import create_app
from bench import million
from bench.duck import Duck, Statement
from config import Config
from figures import periods
from figures.tables import Tables
from models import Account, Unit
from office import access, accounts
from vocab import LIVE

YEAR = million.YEARS[-2]
ROUNDS = 5
TODAY = periods.year(YEAR + 1).start
PASSWORD = "Fengqiao-1963-Jiangshan"

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
    file = million.open_or_make(given.folder, given.counties, given.cases)
    root = Unit.get(Unit.parent.is_null())
    sent, page = asked(lambda: page_of(root.id))
    print(f"{given.cases} cases in {given.counties} counties; one county's year: "
          f"{page.main.total['dispute.concluded'].value} cases, best of {ROUNDS} rounds in turns")  # fmt: skip
    bare: list[Statement] = [(statement, []) for statement in bare_statements(root)]
    check(page, bare)
    beside_bare(root, sent, bare)
    get = year_page(file, root)
    sent, _ = asked(get)
    answered(get, sent)
    beside_duckdb(file, [one for one in sent if 'FROM "dispute"' in one[0]], bare)


def beside_bare(root: Unit, sent: list[Statement], bare: list[Statement]) -> None:
    """The page's tables beside hand-written SQL that tells the same numbers, with and without the indexes."""
    paged, plain = best_of_each(lambda: page_of(root.id), lambda: run(bare))
    unindexed: list[Statement] = [
        (text.replace("from dispute", "from dispute not indexed"), []) for text, _ in bare
    ]
    scanned = best(lambda: run(unindexed), rounds=1)
    print(f"queries of the page's tables     {len(sent):>8}")
    told("page's tables", paged)
    told("hand-written SQL of the same", plain, paged)
    told("the same without the indexes", scanned, paged)


def answered(get: Callable[[], Any], sent: list[Statement]) -> None:
    """The whole page as it is answered, beside its own queries sent through the driver and nothing else."""
    whole, own = best_of_each(get, lambda: run(sent))
    print(f"queries of the whole page        {len(sent):>8}")
    told("page as it is answered", whole)
    told("its queries alone", own, whole)


def beside_duckdb(file: Path, sent: list[Statement], bare: list[Statement]) -> None:
    """The page's queries of cases, and the hand-written ones, beside DuckDB's answers to the same."""
    duck = Duck(file, [*sent, *bare])
    for words, statements in (("page's queries of cases", sent), ("hand-written SQL", bare)):
        assert [alike(rows) for rows in run(statements)] == [alike(rows) for rows in duck.run(statements)]
        own, other = best_of_each(partial(run, statements), partial(duck.run, statements))
        told(words, own)
        told("DuckDB, the same", other, own)


def told(words: str, seconds: float, above: float | None = None) -> None:
    """A line: what took how long, and how many times that is in what stands `above`."""
    print(f"{words:<32} {seconds * 1000:>8.1f} ms" + (f"   ratio {above / seconds:.2f}" if above else ""))


def alike(rows: list[Any]) -> list[tuple[str, ...]]:
    """Rows of either database, in one order."""
    return sorted(tuple(str(value) for value in row) for row in rows)


def year_page(file: Path, root: Unit) -> Callable[[], Any]:
    """What answers the county's year page as its clerk's browser asks for it."""
    name = f"bench{root.id}"
    if not Account.select().where(Account.username == name).exists():
        values = {"username": name, "name": "某某", "role": "county", "unit_id": root.id}
        accounts.create(access.machine(), values, PASSWORD)
    db.database.close()
    config = Config(
        file.parent, f"sqlite:///{file}", "bench", testing=True, flask={"WTF_CSRF_ENABLED": False}
    )
    client = create_app(config).test_client()
    assert client.post("/sign-in", data={"username": name, "password": PASSWORD}).status_code == 303
    db.database.connect(reuse_if_open=True)

    def get() -> str:
        answer = client.get(f"/figures/year?unit={root.id}&year={YEAR}")
        assert answer.status_code == 200, answer.text
        return answer.text

    return get


def page_of(unit_id: int, state: str = LIVE) -> Tables:
    """The year page's tables, every figure worked out."""
    tables = Tables(access.machine(), unit_id, periods.year(YEAR), "concluded", today=TODAY, state=state)
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


def run(statements: list[Statement]) -> list[list[Any]]:
    """What SQLite answers to the statements, through the driver alone."""
    connection = db.database.connection()
    return [connection.execute(text, values).fetchall() for text, values in statements]


def check(page: Tables, bare: list[Statement]) -> None:
    """Both must tell the same, or the ratio means nothing."""
    accepted, concluded, *_ = run(bare)
    total = page.main.total
    assert total["dispute.accepted"].value == sum(row[2] for row in accepted)
    assert total["dispute.succeeded"].value == sum(row[3] for row in concluded)
    assert total["dispute.amount"].value == sum(row[5] or 0 for row in concluded)
    assert page.sorts.total["dispute.concluded"].value == total["dispute.concluded"].value


def asked(act: Callable[[], Any]) -> tuple[list[Statement], Any]:
    """The statements that an act sends, and what it gives."""
    sent: list[Statement] = []
    real = db.database.obj.execute_sql

    def noted(text: str, values: Any = None) -> Any:
        if text.startswith("SELECT"):
            sent.append((text, list(values or ())))
        return real(text, values)

    db.database.obj.execute_sql = noted
    try:
        return_value = act()
    finally:
        db.database.obj.execute_sql = real
    return sent, return_value


def best_of_each(*acts: Callable[[], Any], rounds: int = ROUNDS) -> list[float]:
    """Seconds of the quickest round of each act; they take turns, so that a busy moment meets them all."""
    times: list[list[float]] = [[] for _ in acts]
    for _ in range(rounds):
        for own, act in zip(times, acts, strict=True):
            own.append(best(act, 1))
    return [min(own) for own in times]


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
