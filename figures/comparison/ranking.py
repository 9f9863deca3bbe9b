"""排名: the units below one in the order of how well or how quickly they worked, and those that are not ranked, with why.

Places follow the exact fractions, never the rounded rates; equal ones share a place. A base under SMALL_BASE is not
ranked: one case more or less would move it by ten points.
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from figures.comparison import order, rankable, stretches
from figures.comparison.likeness import UNFINISHED, Likeness
from figures.comparison.measuring import Asking, Measured, Measures, Points, Rows, Worked
from figures.comparison.rankable import LOWER, POINTS, VOLUME, Way
from figures.comparison.stretches import Stretch
from figures.frame import Frame
from figures.rates import SMALL_BASE
from figures.standing import Standing, standing
from office import settings
from office.access import Actor
from office.errors import NotVisible, Rejected
from vocab import N_

SMALL = N_("基数过小，不排名")
NO_BASE = N_("没有基数")
OWN_LEVEL = N_("本级，不参加排名")
NOBODY_THEN = N_("上年同期没有可以排名的单位")
GONE = N_("期内已不存在或尚未设立")
ALIKE = N_("与总体无明显差别")


@dataclass(frozen=True)
class Ranked:
    """A unit with its number. `place` is None where it is not ranked, and `why` says why not.

    `value` is as it is printed; `previous` the place in the same days of the year before; `difference` is to the
    number of the whole; `alike` says that chance alone explains it, as `why` then does in words.
    """

    measured: Measured
    place: int | None = None
    value: Decimal | None = None
    previous: int | None = None
    difference: Decimal | None = None
    alike: bool = False
    why: str = ""

    @property
    def name(self) -> str:
        """The unit's."""
        return self.measured.name

    @property
    def moved(self) -> int | None:
        """How many places it went up (below 0: down) since the year before."""
        return None if self.previous is None or self.place is None else self.previous - self.place


@dataclass(frozen=True)
class Ranking:
    """The order of units by one indicator. `whole` is the number of all of them together, where there is one."""

    way: Way
    name: str
    unit: str
    rows: Sequence[Ranked]
    unranked: Sequence[Ranked]
    whole: Measured | None = None
    whole_value: Decimal | None = None
    previous_why: str = ""

    @property
    def direction(self) -> str:
        """从高到低 or 从低到高."""
        return rankable.DIRECTIONS[self.way.better]

    @property
    def is_volume(self) -> bool:
        """Whether it says how much, not how well."""
        return self.way.says == VOLUME


class Rankings:
    """The units below one, ready to be ranked by several indicators. NotAllowed, NotVisible, Rejected."""

    def __init__(self, actor: Actor, asking: Asking, keys: Sequence[str], *, today: datetime.date) -> None:
        actor.must("figures.read")
        self.actor = actor
        self.asking = asking
        self.today = today
        self.ways = {key: rankable.way_of(actor, key) for key in keys}
        whole = Frame(actor, asking.unit, asking.period, asking.predecessors)
        year_end = settings.get("year_end")
        self.stretch: Stretch = stretches.of(whole, asking.period, asking.state, year_end, today, None)[0]
        self.frame = Frame(actor, whole.unit.id, self.stretch.now, asking.predecessors)
        self.rows = Rows(self.frame, asking.all_below)
        self._now = Likeness(self.frame, self.stretch.now, self.stretch.now)

    @cached_property
    def standing(self) -> Standing:
        """From which books the numbers are."""
        return standing(self._measures.question, self.frame, self.today)

    def by(self, key: str) -> Ranking:
        """The order by one of the keys, with the places of the year before."""
        found = self.order(key)
        previous, why = self._previous(key)
        rows = [replace(row, previous=previous.get(row.measured.unit_id)) for row in found.rows]
        return replace(found, rows=rows, previous_why=why)

    def order(self, key: str) -> Ranking:
        """The order by one of the keys in these days alone."""
        way = self.ways[key]
        worked = self._points.by(way) if key in POINTS else self._measures.by(way)
        kept: list[Measured] = []
        unranked: list[Ranked] = []
        for one in worked.units:
            why = self._unranked(one)
            if why:
                unranked.append(Ranked(one, value=_value(one, worked.decimals), why=why))
            else:
                kept.append(one)
        whole = worked.whole
        whole_value = _value(whole, worked.decimals) if whole else None
        rows = _placed(way, kept, worked, whole_value)
        return Ranking(way, rankable.name_of(key), worked.unit, rows, unranked, whole, whole_value)

    # ------------------------------------------------------------ what is measured

    @cached_property
    def _measures(self) -> Measures:
        behind = [key for key in self.ways if key not in POINTS]
        beside = [key for way in self.ways.values() for key in way.beside]
        return Measures(self.frame, self.rows, self.asking, tuple(dict.fromkeys((*behind, *beside))))

    @cached_property
    def _points(self) -> Points:
        if self.stretch.span is None:
            raise Rejected("month", N_("月报得分按统计月、季、半年、年计算，请改选这样的期间。"))
        return Points(self.frame, self.rows, self.stretch.span, self.today)

    def _unranked(self, one: Measured) -> str:
        """Why a unit is not ranked; "" where it is."""
        if one.place is None:
            return OWN_LEVEL
        if not self.frame.existed(one.place):
            return GONE
        said = self._now.founded(one.place) or self._now.ended(one.place) or one.why
        if said or one.value is None:
            return said or NO_BASE
        return SMALL if one.denominator is not None and one.denominator < SMALL_BASE else ""

    # ------------------------------------------------------------ the year before

    def _previous(self, key: str) -> tuple[Mapping[int, int], str]:
        """Unit → its place in the same days of the year before; else why there are none."""
        if self.stretch.unfinished and key in POINTS:
            return {}, UNFINISHED
        asking = replace(self.asking, unit=self.frame.unit.id, period=self.stretch.year_ago)
        like = Likeness(self.frame, self.stretch.now, asking.period, self.asking.state)
        said = like.nothing or like.unit
        if not said and key not in POINTS:
            said = like.books(key, self.asking.basis)
        if said:
            return {}, said
        try:
            then = Rankings(self.actor, asking, (key,), today=self.today).order(key)
        except (Rejected, NotVisible) as fault:
            return {}, str(fault)
        rows = {row.measured.unit_id: row.place for row in then.rows if row.place}
        if not rows:
            return {}, NOBODY_THEN
        return {id_: place for id_, place in rows.items() if not like.row("unit", str(id_))}, ""


def rank(actor: Actor, asking: Asking, key: str, *, today: datetime.date) -> Ranking:
    """The order of the units below one by an indicator. NotAllowed, NotVisible, Rejected for what is not ranked."""
    return Rankings(actor, asking, (key,), today=today).by(key)


def _placed(way: Way, kept: Sequence[Measured], worked: Worked, whole: Decimal | None) -> list[Ranked]:
    """The units in their order: by place, those of one place as the tree has them."""
    values = [one.value for one in kept if one.value is not None]
    numbers = order.places(values, lower_is_better=way.better == LOWER)
    shown = order.printed(values, worked.decimals)
    rows = []
    for one, value, place in zip(kept, values, numbers, strict=True):
        difference = None if whole is None else order.decimal(value, worked.decimals) - whole
        alike = _alike(way, one, worked.whole)
        rows.append(Ranked(one, place, shown[value], None, difference, alike, ALIKE if alike else ""))
    return sorted(rows, key=lambda row: row.place or 0)


def _alike(way: Way, one: Measured, whole: Measured | None) -> bool:
    """Whether chance alone explains how a share differs from that of the whole."""
    if not way.share or whole is None or not whole.denominator or not one.denominator:
        return False
    return order.by_chance(one.numerator or 0, one.denominator, whole.share)


def _value(one: Measured, decimals: int) -> Decimal | None:
    return None if one.value is None else order.decimal(one.value, decimals)
