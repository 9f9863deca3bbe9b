"""Where and when the registers of the demonstration are kept, and how their invented rows are stored."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from random import Random
from typing import Any

import db
from demo.county import TOWNSHIPS
from demo.people import Person, Population
from models import Unit
from registers import records
from registers.description import Register
from vocab import UnitKind

LAWYERS = 22
Day = datetime.date
Row = dict[str, Any]
Entry = tuple[int, Row]  # unit id and the values by field key


@dataclass
class Scene:
    """The county, its people and the days from `first` to `today` on which things happen."""

    random: Random
    population: Population
    root: Unit
    first: Day
    today: Day

    @cached_property
    def towns(self) -> list[Unit]:
        """The townships in the order of the county's list."""
        place = {township.name: number for number, township in enumerate(TOWNSHIPS)}
        rows = Unit.select().where(Unit.kind.in_([UnitKind.TOWNSHIP, UnitKind.SUBDISTRICT]))
        return sorted(rows, key=lambda unit: place[unit.name])

    @cached_property
    def villages(self) -> list[Unit]:
        """Every village and community."""
        kinds = [UnitKind.VILLAGE, UnitKind.COMMUNITY]
        return list(Unit.select().where(Unit.kind.in_(kinds)).order_by(Unit.id))

    @cached_property
    def years(self) -> range:
        """The calendar years of the scene."""
        return range(self.first.year, self.today.year + 1)

    @cached_property
    def months(self) -> list[Day]:
        """The first day of every month that is over."""
        firsts = (Day(year, month, 1) for year in self.years for month in range(1, 13))
        return [day for day in firsts if day < self.today.replace(day=1)]

    @cached_property
    def lawyers(self) -> list[Person]:
        """The county's lawyers, the same whenever they are asked for."""
        return [self.person() for _ in range(LAWYERS)]

    def days(self, a_year: int) -> list[Day]:
        """So many days a year, in order; several things may happen on one."""
        span = (self.today - self.first).days + 1
        count = a_year * span // 365
        return sorted(self.first + datetime.timedelta(self.random.randrange(span)) for _ in range(count))

    def later(self, day: Day, fewest: int, most: int) -> Day | None:
        """A day so many days on, or None while it is still to come."""
        found = day + datetime.timedelta(self.random.randint(fewest, most))
        return found if found <= self.today else None

    def place(self) -> Unit:
        """Some village."""
        return self.random.choice(self.villages)

    def person(self) -> Person:
        """Somebody new."""
        return self.population.person(self.today)

    def one(self, shares: Mapping[str, int]) -> str:
        """One of the keys, as often as its share says."""
        return self.random.choices(list(shares), list(shares.values()))[0]

    def chance(self, share: float) -> bool:
        """Whether something happens that happens so often."""
        return self.random.random() < share


def store(register: Register, entries: Iterable[Entry], scene: Scene) -> int:
    """Put rows into a register as an entry on the page would, without the page; gives their number."""
    written = [records.stored(register, row, unit, scene.root.id) for unit, row in entries]
    if not written:
        return 0
    ids = list(db.reserve_ids(register.model, len(written)))
    fields = list(written[0].columns)
    db.bulk_insert(
        register.model,
        ("id", *fields, "entered_at", "changed_at"),
        (
            (id_, *(one.columns[key] for key in fields), *_moments(one.columns[register.dated], scene.today))
            for id_, one in zip(ids, written, strict=True)
        ),
        {"version": 1},
    )
    for id_, one in zip(ids, written, strict=True):
        records.write_many(register, id_, one.many)
    return len(written)


def _moments(day: Day, today: Day) -> Iterator[datetime.datetime]:
    """When a record was entered and last changed: the day that counts, or today for one still to come."""
    entered = datetime.datetime.combine(min(day, today), datetime.time(2))
    yield from (entered, entered)
