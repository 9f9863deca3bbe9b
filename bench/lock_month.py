"""How long locking a county's month takes, beside the plain query of its records and one bulk insert of their list.

    python bench/lock_month.py [--runs 5] [--records 4000] [--townships 12] [--profile]

Each run takes another month: it is locked with all its townships, then its cases are read by a plain query and the
finished list is inserted into a twin of the table that keeps it. Printed are the medians and their ratio (the bound is
3), and the ratio to the same through the driver alone, on SQLite and PostgreSQL (the server of the tests).
"""

import argparse
import cProfile
import datetime
import pstats
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import db
from bench import million
from figures.returns import chain, spans
from figures.returns.reporting import Chain
from figures.returns.spans import Span
from models import Dispute, Return, SealedRecord, Unit
from office import access, crypto, lists
from tests import engines

TODAY = datetime.date(2026, 1, 1)
COLUMNS = ("sealed_in", "source", "record", "version", "unit", "adds", "parts", "shown")


def main() -> None:
    """Measure on each engine and print."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--runs", type=int, default=5)
    options.add_argument(
        "--records", type=int, default=3000, help="cases of a month (units and bodies join them)"
    )
    options.add_argument("--townships", type=int, default=12)
    options.add_argument("--engine", choices=engines.NAMES)
    options.add_argument("--profile", action="store_true", help="show where the last lock spends its time")
    given = options.parse_args()
    chain.run = lambda *asked, **more: []  # type: ignore[assignment]  # what is measured comes after the checks
    for name in [given.engine] if given.engine else engines.NAMES:
        with tempfile.TemporaryDirectory() as folder, installation(name, Path(folder)):
            county = filled(given)
            measure(name, county, given)


@contextmanager
def installation(name: str, folder: Path) -> Iterator[None]:
    """An empty installation on an engine."""
    crypto.use_key(folder)
    engine: Any = engines.Sqlite(folder)
    if name == "postgres":
        engine = engines.Postgres(engines.start_postgres("bench"))
    url = engine.empty()
    with engines.connected(url):
        db.upgrade()
        lists.seed()
        yield
    engine.drop(url)
    if name == "postgres":
        engine.connection.close()


def filled(given: argparse.Namespace) -> Unit:
    """A county with as many months of cases as there are runs, and one to warm up."""
    drawn = random.Random(1)
    with db.transaction():
        places = million.county(0, given.townships)
        for number in range(given.runs + 1):
            days = month(number).period
            million.insert(drawn, places, given.records, days.start, (days.end - days.start).days)
    db.database.execute_sql("analyze")
    return Unit.get(Unit.parent.is_null())


def month(number: int) -> Span:
    """The month of a run."""
    return spans.month(2024 + number // 12, number % 12 + 1)


def measure(name: str, county: Unit, given: argparse.Namespace) -> None:
    """Lock and read in turns."""
    posts = Chain(access.machine()).all_below(county.id)
    unit_ids = list(Chain(access.machine()).posts)
    db.database.execute_sql("create table twin as select * from sealed_record where id is null")
    for column in ("sealed_in_id, source", "source, record"):
        db.database.execute_sql(f"create index twin_{column[:3]} on twin ({column})")
    times: dict[str, list[tuple[float, float]]] = {"lock": [], "plain": [], "bare": []}
    for number in range(given.runs + 1):  # the first warms up and is not counted
        span = month(number)
        for post in reversed(posts):
            chain.submit(access.machine(), post.id, span, today=TODAY)
            chain.accept(access.machine(), post.id, span, today=TODAY)
        act = partial(chain.lock, access.machine(), county.id, span)
        times["lock"].append(timed(partial(profiled, given.profile and number == given.runs, act)))
        rows = kept(span)
        times["plain"].append(timed(partial(plain, unit_ids, span, rows)))
        times["bare"].append(timed(partial(bare, unit_ids, span, rows)))
    print(f"{name}: {given.townships} townships, a list of {len(rows)} records, median of {given.runs} runs")
    for label, part in (("processor", 0), ("wall", 1)):
        lock, *others = (statistics.median(run[part] for run in runs[1:]) for runs in times.values())
        ratios = "   ".join(
            f"{words} {other:.3f} s, ratio {lock / other:.2f}"
            for words, other in zip(("query + insert", "by the driver alone"), others, strict=True)
        )
        print(f"  {label:9} lock {lock:.3f} s   {ratios}")


def kept(span: Span) -> list[tuple[Any, ...]]:
    """The list of the month as it was sealed."""
    in_month = Return.select(Return.id).where(Return.start == span.period.start)
    columns = [getattr(SealedRecord, name) for name in COLUMNS]
    return list(SealedRecord.select(*columns).where(SealedRecord.sealed_in.in_(in_month)).tuples())


def records(unit_ids: list[int], span: Span) -> Any:
    """The plain query of the month's cases: what happened in it or was open when it ended, every column."""
    period = span.period
    accepted = (Dispute.accepted_on >= period.start) & (Dispute.accepted_on < period.end)
    concluded = (Dispute.concluded_on >= period.start) & (Dispute.concluded_on < period.end)
    open_ = (Dispute.accepted_on < period.end) & Dispute.concluded_on.is_null()
    rows = access.disputes(access.machine())
    return rows.where(
        Dispute.unit.in_(unit_ids), Dispute.voided_at.is_null(), accepted | concluded | open_
    ).tuples()


def plain(unit_ids: list[int], span: Span, rows: list[tuple[Any, ...]]) -> None:
    """Read the records as any list of the product is read, insert the finished list."""
    with db.transaction():
        list(records(unit_ids, span))
        insert(rows)


def bare(unit_ids: list[int], span: Span, rows: list[tuple[Any, ...]]) -> None:
    """The same through the driver alone, which makes nothing of what it reads."""
    with db.transaction():
        db.database.execute(records(unit_ids, span)).fetchall()
        insert(rows)


def insert(rows: list[tuple[Any, ...]]) -> None:
    """Insert a finished list into the twin of its table."""
    mark = "%s" if db.is_postgres() else "?"
    names = ", ".join(SealedRecord._meta.fields[name].column_name for name in COLUMNS)
    marks = ", ".join([mark] * len(COLUMNS))
    db.database.cursor().executemany(f"insert into twin ({names}) values ({marks})", rows)


def profiled(wanted: bool, act: Callable[[], Any]) -> None:
    """Act, and show where the time went."""
    if not wanted:
        act()
        return
    profile = cProfile.Profile()
    profile.runcall(act)
    pstats.Stats(profile).sort_stats("tottime").print_stats(25)


def timed(act: Callable[[], Any]) -> tuple[float, float]:
    """Processor seconds and wall seconds of `act`."""
    cpu, wall = time.process_time(), time.perf_counter()
    act()
    return time.process_time() - cpu, time.perf_counter() - wall


if __name__ == "__main__":
    main()
