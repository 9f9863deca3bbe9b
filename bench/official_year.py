"""The tables of the year page from locked months, beside the same tables from the living records.

    .venv/bin/python bench/official_year.py [--cases 36000] [--townships 12] [--folder instance/bench] [--profile]

A county's year is filled and its twelve months are locked (made once, kept for the next run). Both tell the same
numbers, which is checked; then both are worked out in turns, each time from the beginning. Printed are the best of
the rounds and their ratio: *first* when the lists must be read, *again* when they were read of late.
"""

import argparse
import cProfile
import pstats
import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import db
from bench import million
from bench.year_page import best_of_each, page_of
from figures import periods
from figures.books import sealed
from figures.returns import chain, spans
from figures.returns.reporting import Chain
from figures.tables import Tables
from models import SealedRecord, Unit
from office import access
from vocab import LIVE, OFFICIAL

YEAR = million.YEARS[-2]
TODAY = periods.year(YEAR + 1).start


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--cases", type=int, default=36_000, help="of the year")
    options.add_argument("--townships", type=int, default=12)
    options.add_argument("--folder", type=Path, default=Path("instance/bench"))
    options.add_argument("--profile", action="store_true", help="show where the time goes")
    given = options.parse_args()
    name = f"locked-{given.townships}x{given.cases}"
    million.open_or_fill(given.folder, name, lambda: fill(given.cases, given.townships))
    root = Unit.get(Unit.parent.is_null()).id
    check(page_of(root, LIVE), page_of(root, OFFICIAL))
    if given.profile:
        profile = cProfile.Profile()
        profile.runcall(anew, root)
        pstats.Stats(profile).sort_stats("tottime").print_stats(25)
    acts = (lambda: page_of(root, LIVE), lambda: anew(root), lambda: page_of(root, OFFICIAL))
    live, first, again = best_of_each(*acts)
    count = SealedRecord.select().where(SealedRecord.source == "dispute").count()
    print(f"{given.cases} cases of a year in {given.townships} townships; {count} sealed records of them")
    print(f"tables from the living records   {live * 1000:>8.1f} ms")
    print(f"from the locked months, first    {first * 1000:>8.1f} ms   ratio {first / live:.2f}")
    print(f"from the locked months, again    {again * 1000:>8.1f} ms   ratio {again / live:.2f}")


def fill(cases: int, townships: int) -> None:
    """A county with a year of cases, every month of it locked."""
    days = periods.year(YEAR)
    with db.transaction():
        places = million.county(0, townships)
        million.insert(random.Random(1), places, cases, days.start, (days.end - days.start).days)
    chain.run = lambda *asked, **more: []  # nothing is to be found in invented cases
    machine, county = access.machine(), Unit.get(Unit.parent.is_null())
    posts = Chain(machine).all_below(county.id)
    for number in range(1, 13):
        span = spans.month(YEAR, number)
        for post in reversed(posts):
            chain.submit(machine, post.id, span, today=TODAY)
            chain.accept(machine, post.id, span, today=TODAY)
        chain.lock(machine, county.id, span)


def anew(unit_id: int) -> Tables:
    """The tables of the locked months, read as if the process had just begun."""
    sealed.forget()
    return page_of(unit_id, OFFICIAL)


def check(live: Tables, official: Tables) -> None:
    """Nothing has changed since the lock, so both must tell the same, or the ratio means nothing."""
    for asked, by in (("main", "unit"), ("main", "month"), ("sorts", "type"), ("sorts", "type15"), ("sorts", "source"),
                      ("bodies", "orgkind"), ("bodies", "studio")):  # fmt: skip
        told = [
            {line.part: [line[key].value for key in line] for line in getattr(one, asked).rows(by)}
            for one in (live, official)
        ]
        assert told[0] == told[1], (asked, by)


if __name__ == "__main__":
    main()
