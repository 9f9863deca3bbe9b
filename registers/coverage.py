"""Which villages lack an adviser, have too few legal understanders, or got less service than the bureau asks for.

A village that was merged into another hands on what was recorded for it: its heir stands for it from that day.
"""

import datetime
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any

import peewee
from peewee import SQL, Case, fn

from models import AdviserEngagement, AdviserService, Understander, Unit
from office import access, settings, validity
from office.access import Actor
from office.reading import once
from vocab import UnitKind

VILLAGES = (UnitKind.VILLAGE, UnitKind.COMMUNITY)
ONSITE = AdviserService.mode.is_null() | (
    AdviserService.mode == "onsite"
)  # unless said otherwise, in the village
_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Work:
    """What was done for a village, or should have been: minutes and times on site, talks."""

    minutes: int = 0
    visits: int = 0
    talks: int = 0

    def lacking(self, needed: "Work") -> tuple[str, ...]:
        """The names of what falls short of the needed."""
        return tuple(one.name for one in fields(self) if getattr(self, one.name) < getattr(needed, one.name))


@dataclass(frozen=True)
class Shortfall:
    """A village (its township joined), what it got, and in what that is too little."""

    village: Unit
    work: Work
    lacking: tuple[str, ...]


def villages(actor: Actor, on: datetime.date, unit_path: str = "/") -> list[Unit]:
    """The visible villages and communities in force on a day under a unit, each with its township as `parent`."""
    above = Unit.alias()
    rows = access.units(actor).select(Unit, above).join(above, on=(Unit.parent == above.id), attr="parent")
    rows = rows.where(Unit.kind.in_(VILLAGES), validity.on(Unit, on), Unit.path.startswith(unit_path))
    return list(rows.order_by(above.position, above.id, Unit.position, Unit.id))


# ---------------------------------------------------------------- advisers


def advised(actor: Actor, on: datetime.date) -> frozenset[int]:
    """Ids of the units that have an adviser whose term runs on a day."""
    rows = _live(actor, AdviserEngagement).where(
        AdviserEngagement.valid_from <= on,
        AdviserEngagement.until.is_null() | (AdviserEngagement.until >= on),
    )
    found = rows.select(AdviserEngagement.unit).distinct().tuples()
    return frozenset(_standing((unit for (unit,) in found), on).values())


def without_adviser(
    actor: Actor, on: datetime.date, unit_path: str = "/", among: Sequence[Unit] | None = None
) -> list[Unit]:
    """The villages of villages() (`among` them, where they are known) that have no adviser on that day."""
    have = advised(actor, on)
    rows = villages(actor, on, unit_path) if among is None else among
    return [village for village in rows if village.id not in have]


def whole_months(first: datetime.date, last: datetime.date) -> int:
    """How many calendar months lie wholly between two days, both included."""
    begin = first if first.day == 1 else (first.replace(day=1) + 31 * _DAY).replace(day=1)
    end = last + _DAY
    return max(0, (end.year - begin.year) * 12 + end.month - begin.month)


def needed(first: datetime.date, last: datetime.date) -> Work:
    """What the office's settings ask of an adviser in a village between two days: whole months, quarters, years count."""
    months, ask = whole_months(first, last), settings.everything()
    talks = max(ask["adviser_talks_quarter"] * (months // 3), ask["adviser_talks_year"] * (months // 12))
    return Work(
        ask["adviser_hours_month"] * 60 * months, ask["adviser_visits_quarter"] * (months // 3), talks
    )


def served(actor: Actor, first: datetime.date, last: datetime.date) -> dict[int, Work]:
    """Unit id → what advisers did there between two days, both included; only on-site time and visits count."""
    log = AdviserService
    sums = (
        fn.SUM(Case(None, [(ONSITE, log.minutes)], 0)),
        fn.SUM(Case(None, [(ONSITE, SQL("1"))], SQL("0"))),
        fn.SUM(Case(None, [(log.kind == "talk", SQL("1"))], SQL("0"))),
    )
    rows = _live(actor, log).where(log.held_on >= first, log.held_on <= last)
    found = list(rows.select(log.unit, *sums).group_by(log.unit).tuples())
    heirs = _standing((unit for unit, *_ in found), last)
    totals: dict[int, tuple[int, ...]] = {}
    for unit, *counts in found:
        before = totals.get(heirs[unit], (0, 0, 0))
        totals[heirs[unit]] = tuple(int(a) + b for a, b in zip(counts, before, strict=True))
    return {unit: Work(*counts) for unit, counts in totals.items()}


def below_minimum(
    actor: Actor, first: datetime.date, last: datetime.date, unit_path: str = "/"
) -> list[Shortfall]:
    """The villages of villages() on the last day that got less than needed()."""
    wanted, done = needed(first, last), served(actor, first, last)
    rows = ((village, done.get(village.id, Work())) for village in villages(actor, last, unit_path))
    found = (Shortfall(village, work, work.lacking(wanted)) for village, work in rows)
    return [one for one in found if one.lacking]


# ---------------------------------------------------------------- legal understanders


def understanders(actor: Actor, on: datetime.date) -> Counter[int]:
    """Unit id → legal understanders on its roll on a day."""
    roll = Understander
    rows = _live(actor, roll).where(
        roll.certified_on <= on, roll.removed_on.is_null() | (roll.removed_on > on)
    )
    found = list(rows.select(roll.unit, fn.COUNT(roll.id)).group_by(roll.unit).tuples())
    heirs = _standing((unit for unit, _ in found), on)
    people: Counter[int] = Counter()
    for unit, count in found:
        people[heirs[unit]] += count
    return people


def below_quota(
    actor: Actor, on: datetime.date, unit_path: str = "/", among: Sequence[Unit] | None = None
) -> list[tuple[Unit, int]]:
    """The villages of villages() (`among` them) with fewer legal understanders than the quota, and how many those have."""
    quota, people = settings.get("understander_quota"), understanders(actor, on)
    rows = villages(actor, on, unit_path) if among is None else among
    return [(one, people[one.id]) for one in rows if people[one.id] < quota]


# ---------------------------------------------------------------- heirs


def _live(actor: Actor, model: Any) -> peewee.ModelSelect:
    return access.records(actor, model).where(model.voided_at.is_null())


def _standing(unit_ids: Iterable[int], on: datetime.date) -> dict[int, int]:
    """Unit → the unit that stands for it on a day: itself, or whatever it was merged into by then."""
    wanted = list(unit_ids)
    heir_of = _heirs(on) if wanted else {}
    return {id_: _last_heir(id_, heir_of) for id_ in wanted}


@once
def _heirs(on: datetime.date) -> dict[int, int]:
    ended = Unit.select(Unit.id, Unit.successor).where(Unit.valid_to <= on, Unit.successor.is_null(False))
    return dict(ended.tuples())


def _last_heir(unit_id: int, heir_of: dict[int, int], passed: Collection[int] = ()) -> int:
    heir = heir_of.get(unit_id)
    if heir is None or heir in passed:
        return unit_id
    return _last_heir(heir, heir_of, (*passed, unit_id))
