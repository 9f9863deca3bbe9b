"""A database of many bare cases for the benches: quick to make, made once, kept for the next run."""

import datetime
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import db
from models import Committee, Dispute, Studio, Term, Unit
from office import access, committees, crypto, lists, units
from vocab import PREVENTIONS, CommitteeKind, UnitKind

YEARS = range(2016, 2026)
TOWNSHIPS, VILLAGES = 11, 6
_BLANK = ("subject", "summary", "place", "agreement", "performance_terms", "note", "confirmation_court",
          "confirmation_number")  # fmt: skip
_ZERO = tuple(f"{key}_{part}" for key in PREVENTIONS for part in ("cases", "persons"))
_FIELDS = ("unit", "committee", "studio", "type", "source", "difficulty", "party_count", "accepted_on", "concluded_on",
           "outcome", "form", "amount", "days", "performance", "performed_counts_on", "fingerprint", "entered_at",
           "changed_at", "version", *_BLANK, *_ZERO)  # fmt: skip


def open_or_make(folder: Path, counties: int, cases: int) -> Path:
    """Connect to the database in `folder`, making it with `cases` cases in `counties` roots when it is not there."""
    return open_or_fill(folder, f"bench-{counties}x{cases}", lambda: _fill(counties, cases))


def open_or_fill(folder: Path, name: str, fill: Callable[[], None]) -> Path:
    """Connect to the database `name` in `folder`, filling an empty one when it is not there; gives its file."""
    folder.mkdir(parents=True, exist_ok=True)
    crypto.use_key(folder)
    file = folder / f"{name}.db"
    if not file.exists():
        _make(file.with_suffix(".part"), fill)
        file.with_suffix(".part").replace(file)
    db.init(f"sqlite:///{file}")
    db.database.connect()
    db.upgrade()  # one kept from an earlier version
    return file


def _make(part: Path, fill: Callable[[], None]) -> None:
    part.unlink(missing_ok=True)
    db.init(f"sqlite:///{part}")
    db.database.connect()
    db.upgrade()
    lists.seed()
    fill()
    db.database.execute_sql("analyze")
    db.database.execute_sql("pragma wal_checkpoint(truncate)")
    db.database.close()
    db.database.initialize(None)


def _fill(counties: int, cases: int) -> None:
    drawn = random.Random(1)
    first, end = datetime.date(YEARS[0], 1, 1), datetime.date(YEARS[-1] + 1, 1, 1)
    with db.transaction():
        places = [place for number in range(counties) for place in county(number)]
        insert(drawn, places, cases, first, (end - first).days)


def insert(drawn: random.Random, places: list[Any], cases: int, first: datetime.date, days: int) -> None:
    """Add `cases` cases, accepted one after the other in the `days` days from `first`."""
    db.bulk_insert(Dispute, _FIELDS, _cases(drawn, places, cases, first, days))


def county(number: int, townships: int = TOWNSHIPS) -> list[tuple[int, int, int | None]]:
    """(unit, committee, studio) of every place of a new county where cases arise."""
    root = units.take_in(None, f"第{number + 1}县", UnitKind.COUNTY)
    places: list[tuple[int, int, int | None]] = []
    for t in range(townships):
        township = units.take_in(root, f"第{t + 1}镇", UnitKind.TOWNSHIP)
        committee = _committee(township, CommitteeKind.TOWNSHIP)
        studio = Studio.create(committee=committee, name="工作室", kind="brand")
        places += [(township.id, committee.id, None), (township.id, committee.id, studio.id)]
        for v in range(VILLAGES):
            village = units.take_in(township, f"第{v + 1}村", UnitKind.VILLAGE)
            places.append((village.id, _committee(village, CommitteeKind.VILLAGE).id, None))
    return places


def _committee(unit: Unit, kind: str) -> Committee:
    values = {"unit_id": unit.id, "name": f"{unit.name}调委会", "kind": kind}
    return committees.take_in(access.machine(), values)


def _cases(
    drawn: random.Random, places: list[Any], cases: int, first: datetime.date, span: int
) -> Iterator[tuple[Any, ...]]:
    types = [term.code for term in Term.select().where(Term.list == "type")]
    sources = list(lists.leaves("source"))
    entered = datetime.datetime(2026, 1, 1)
    for serial in range(cases):
        accepted = first + datetime.timedelta(days=serial * span // cases)
        days = min(60, int(drawn.expovariate(0.12)))
        concluded = accepted + datetime.timedelta(days=days)
        settled = drawn.random() < 0.97
        unit, committee, studio = drawn.choice(places)
        yield (
            unit, committee, studio, drawn.choice(types), drawn.choice(sources), drawn.choice(("D1", "D2", "D3")),
            2, accepted, concluded, "succeeded" if settled else "failed", "written" if settled else None,
            drawn.randrange(10**7) if settled else None, days, "done" if settled else None,
            concluded if settled else None, f"{serial:032}", entered, entered,
            1, *[""] * len(_BLANK), *[0] * len(_ZERO),
        )  # fmt: skip
