"""What a change of records does to locked months: which figure by how much, which quarter, half and year it runs into.

Shown before such a change is saved (registers/closed_months.py asks), and kept in its audit row. The locked figures
themselves stay as they are; the effect is the difference that will stand beside them as a correction.
"""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from figures.books import sealing, tallying
from figures.books.tallying import Slot, Tallied
from figures.breakdowns import Breakdown, label
from figures.defining import DISTINCT, FEN, HOURS, Indicator, Rate, at
from figures.differences.differing import differs, moves
from figures.differences.locks import Lock, locks_of
from figures.differences.moments import Moment, Place, is_anything_locked, moment
from figures.frame import Frame
from figures.indicators import everything
from figures.returns.spans import Span
from figures.wording import is_several, number
from office import access
from vocab import BASES, N_

MOVED = N_("所属单位")
SAME_TOTAL = N_("名单有变，合计不变")
UNCHANGED = N_("不变")
MINUS = "−"
# Counted of villages by what records of another register say of them: these records do not tell by how much.
OF_VILLAGES = {
    "adviser": ("adviser.villages",),
    "adviser_service": ("adviser.below_minimum",),
    "understander": ("understander.fewest",),
}
MOST = 40  # effects that are told one by one: undoing an import can have thousands


@dataclass(frozen=True)
class Effect:
    """What happens to one figure of a locked month. `text` says by how much, or from which row of a table to which."""

    month: Span
    unit: str
    key: str
    name: str
    text: str
    above: tuple[tuple[Span, str], ...]
    lock: Lock

    def sentence(self) -> str:
        """2024年3月 调解成功数 −1件（一季度 −1件，上半年 −1件，全年 −1件）."""
        above = "，".join(f"{span.short_label} {text}" for span, text in self.above)
        return f"{self.month.label} {self.name} {self.text}" + (f"（{above}）" if above else "")


@dataclass(frozen=True)
class Effects:
    """Everything a change does to locked months; empty (False) when it does nothing to them.

    `rates` are the names of what is worked out from these figures and may change with them.
    """

    rows: tuple[Effect, ...] = ()
    rates: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.rows)

    def sentence(self, most: int = 3) -> str:
        """The first of them in words."""
        more = N_("等 {n} 项").format(n=len(self.rows)) if len(self.rows) > most else ""
        return "；".join(row.sentence() for row in self.rows[:most]) + more

    @property
    def mark(self) -> str:
        """What tells these effects from others."""
        content = [f"{row.unit} {row.sentence()}" for row in self.rows]
        return hashlib.sha256("\n".join(content).encode()).hexdigest()[:16]

    def told(self) -> str:
        """The first of them in words, month by month of each unit, as the audit chain keeps them."""
        months: dict[str, list[str]] = {}
        for row in self.rows[:MOST]:
            months.setdefault(f"{row.unit} {row.month.label}", []).append(f"{row.name} {row.text}")
        said = "；".join(f"{month} {'，'.join(told)}" for month, told in months.items())
        return said + (N_("……共 {n} 项").format(n=len(self.rows)) if len(self.rows) > MOST else "")


Moments = dict[str, Moment]  # by source


def counted(records: Mapping[str, Collection[int]]) -> Moments:
    """How records (source key → ids) count in locked months at this moment; nothing where none is locked."""
    return {source: moment(source, ids) for source, ids in records.items()} if is_anything_locked() else {}


def between(before: Moments, after: Moments | None) -> Effects:
    """What has happened to locked months between two moments; without `after` the records count no more."""
    found = [_between(own, after[source] if after else Moment(source)) for source, own in before.items()]
    rates = dict.fromkeys(name for one in found for name in one.rates)
    return Effects(tuple(row for one in found for row in one.rows), tuple(rates))


def _between(before: Moment, after: Moment) -> Effects:
    if not before.places and not after.places:
        return Effects()
    return _Comparison(before, after).effects()


@dataclass(frozen=True)
class _Delta:
    """By how much the parts of an indicator change, in a month and in the roll-ups above it."""

    one: Indicator
    month: dict[str, int]
    above: dict[Span, dict[str, int]]


class _Comparison:
    """How the same records count at two moments."""

    def __init__(self, before: Moment, after: Moment) -> None:
        self.before, self.after = before, after
        chain = before.chain or after.chain
        assert chain is not None
        self.chain = chain
        self.ones = tallying.sources()[before.source]
        self.slots = {slot.key: slot for slot in tallying.slots(self.ones)}
        self._own = {one.key for one in self.ones}
        self.places = sorted({*before.places, *after.places}, key=lambda place: (place[1], place[0]))

    def effects(self) -> Effects:
        changed = [place for place in self.places if self._matters(place)]
        if not changed:
            return Effects()
        rows = [row for place in self.places for row in self._rows(place, place in changed)]
        return Effects(tuple(rows), tuple(self._rates()))

    def _pairs(self, place: Place) -> Iterator[tuple[Tallied | None, Tallied | None]]:
        old, new = self.before.places.get(place, {}), self.after.places.get(place, {})
        return ((old.get(id_), new.get(id_)) for id_ in sorted({*old, *new}))

    def _matters(self, place: Place) -> bool:
        return any(differs(self.slots, old, new) for old, new in self._pairs(place))

    # ------------------------------------------------------------ rows

    def _rows(self, place: Place, matters: bool) -> Iterator[Effect]:
        deltas = [each for one in self.ones if (each := self._by_basis(one, place))]
        printed = [each for each in deltas if each[0][1].one.printed]
        told = 0
        for versions in printed or deltas:
            for name, delta in versions:
                above = tuple((to, _text(delta.one, sums)) for to, sums in delta.above.items())
                yield self._row(place, delta.one.key, name, _text(delta.one, delta.month), above)
                told += 1
        for name, text in dict.fromkeys(self._moved(place)):
            yield self._row(place, "", name, text, ())
            told += 1
        if matters and not told:
            one = self.ones[0]
            yield self._row(place, one.key, one.source.label, SAME_TOTAL, ())

    def _row(
        self, place: Place, key: str, name: str, text: str, above: tuple[tuple[Span, str], ...]
    ) -> Effect:
        unit, span = place
        return Effect(span, self.chain.posts[unit].name, key, name, text, above, self._locks[place])

    @cached_property
    def _locks(self) -> dict[Place, Lock]:
        return locks_of(self.chain, self.places, self.ones[0])

    def _by_basis(self, one: Indicator, place: Place) -> list[tuple[str, _Delta]]:
        """(name, change) of an indicator in a place: once where it is the same by every basis, else for each."""
        bases = list(dict.fromkeys(slot.basis for slot in self.slots.values() if slot.one is one))
        found = [self._delta(one, basis, place) for basis in bases]
        if all(each == found[0] for each in found):
            return [(one.name, found[0])] if any(found[0].month.values()) else []
        named = zip(bases, found, strict=True)
        return [(f"{one.name}（{BASES[basis]}）", each) for basis, each in named if any(each.month.values())]

    def _delta(self, one: Indicator, basis: str, place: Place) -> _Delta:
        unit, span = place
        parts = {part: Slot(one, part, basis) for part in one.parts}
        above = {
            to: {name: self._runs_into(slot, unit, to) for name, slot in parts.items()} for to in span.above
        }
        return _Delta(one, {name: self._sums[slot.key, unit, span] for name, slot in parts.items()}, above)

    def _runs_into(self, slot: Slot, unit: int, to: Span) -> int:
        """By how much a roll-up changes: by all its months, or, where the state at its end counts, by the last one."""
        months = to.months[-1:] if slot.is_stock else to.months
        return sum(self._sums[slot.key, unit, month] for month in months)

    @cached_property
    def _sums(self) -> dict[tuple[str, int, Span], int]:
        """By how much each slot of each place changes."""
        found: dict[tuple[str, int, Span], int] = defaultdict(int)
        for place in self.places:
            for key, slot in self.slots.items():
                old, new = self._values(key, self.before, place), self._values(key, self.after, place)
                if slot.one.measure == DISTINCT:
                    delta = self._persons(slot, place, set(old), set(new))
                else:
                    delta = sum(new) - sum(old)
                if delta:
                    found[key, *place] = delta
        return found

    @staticmethod
    def _values(key: str, at: Moment, place: Place) -> list[Any]:
        return [one.adds[key] for one in at.places.get(place, {}).values() if one.adds.get(key) is not None]

    def _persons(self, slot: Slot, place: Place, old: set[Any], new: set[Any]) -> int:
        """By how much a count of different values changes: those that other records hold as well stay counted."""
        if old == new:
            return 0
        kept = self._held_elsewhere(slot, place, old ^ new)
        return len(new - old - kept) - len(old - new - kept)

    def _held_elsewhere(self, slot: Slot, place: Place, values: set[Any]) -> set[Any]:
        unit, span = place
        frame, source, part = self._frame(place), slot.one.source, slot.one.parts[slot.part]
        touched = {*self.before.places.get(place, {}), *self.after.places.get(place, {})}
        column = at(part.column, frame)
        rows = source.rows(access.machine()).where(
            source.unit.in_(sorted(self.chain.own_part([unit]))),
            source.dated(slot.one.dated, slot.basis).when(span.period),
            source.model.id.not_in(sorted(touched)),
            column.in_(sorted(values)),
        )
        for condition in (source.live, slot.one.condition, part.condition):
            rows = rows if condition is None else rows.where(at(condition, frame))
        return {value for (value,) in rows.select(column).tuples()}

    def _moved(self, place: Place) -> Iterator[tuple[str, str]]:
        for old, new in self._pairs(place):
            for way, was, now in moves(self.slots, old, new) if old and new else ():
                if way is None:
                    names = [self.chain.posts[unit].name for unit in (was, now)]
                else:
                    names = [self._label(way, part, place) for part in (was, now)]
                yield way.name if way else MOVED, " → ".join(names)

    def _label(self, way: Breakdown, part: Any, place: Place) -> str:
        parts = part if isinstance(part, list) else [part or ""]
        return "、".join(label(self._frame(place), way, each) or way.blank for each in parts) or way.blank

    def _frame(self, place: Place) -> Frame:
        unit, span = place
        return sealing.frame_of(self.chain, unit, span)

    def _rates(self) -> Iterator[str]:
        """The names of what is printed and worked out from what changes: rates, and what is counted of the villages."""
        keys = {self.slots[key].one.key for (key, *_), delta in self._sums.items() if delta}
        keys |= {*OF_VILLAGES.get(self.before.source, ())}
        for one in everything().values():
            parts = (
                {*one.numerator.values(), *one.denominator.values(), one.least}
                if isinstance(one, Rate)
                else ()
            )
            if one.printed and (keys.intersection(parts) or (one.key in keys and one.key not in self._own)):
                yield one.name


def _text(one: Indicator, sums: dict[str, int]) -> str:
    """By how much: −1件, +35000.00元, −1件，−15人; 不变 for nothing."""
    if not is_several(one):
        total = sum(sums.values()) if one.added else next(iter(sums.values()))
        return _signed(total, one.unit, one.hundredths) if total else UNCHANGED
    said = [
        part.name + _signed(sums[name], part.unit or one.unit, one.hundredths)
        for name, part in one.parts.items()
        if sums[name]
    ]
    return "，".join(said) or UNCHANGED


def _signed(value: int, unit: str, hundredths: bool) -> str:
    size = abs(value)
    if unit == FEN:
        written = f"{size / 100:.2f}"
    elif hundredths:
        written = f"{size / 100:.2f}".rstrip("0").rstrip(".")
    else:
        written = number(size, unit) if unit == HOURS else str(size)
    return f"{MINUS if value < 0 else '+'}{written}{unit}"
