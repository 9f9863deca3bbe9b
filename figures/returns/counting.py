"""How many records of a period stand in a return, by unit, without reading them: what the board shows."""

import datetime
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from typing import Any

from peewee import ModelSelect, fn

from figures.books import tallying
from figures.books.tallying import Slot
from figures.dating import Dated
from figures.defining import DISTINCT, LEAST, Indicator, at
from figures.frame import Frame


@dataclass(frozen=True)
class Happened:
    """The records of a unit that count because something happened in the period, and when one was last touched."""

    records: int = 0
    touched: datetime.datetime | None = None

    def plus(self, other: "Happened") -> "Happened":
        """Both together."""
        moments = [one.touched for one in (self, other) if one.touched]
        return Happened(self.records + other.records, max(moments, default=None))


def happened(frame: Frame, unit_ids: Collection[int]) -> dict[int, Happened]:
    """Unit id → its records of the frame's period, as tallying.tally() finds them; units without any are left out."""
    found: dict[int, Happened] = {}
    for ones in tallying.sources().values():
        for unit, records, touched in _by_unit(frame, unit_ids, ones):
            found[unit] = found.get(unit, Happened()).plus(Happened(records, touched))
    return found


def _by_unit(
    frame: Frame, unit_ids: Collection[int], ones: list[Indicator]
) -> Iterator[tuple[int, int, datetime.datetime | None]]:
    """unit, records, last change of one source."""
    chosen = counted_rows(frame, unit_ids, ones)
    if chosen is None:
        return
    source = ones[0].source
    changed = source.model._meta.fields.get("changed_at")
    touched = fn.MAX(changed) if changed is not None else fn.MAX(None)
    yield from chosen.select(source.unit, fn.COUNT(source.model.id), touched).group_by(source.unit).tuples()


def counted_rows(frame: Frame, unit_ids: Collection[int], ones: list[Indicator]) -> ModelSelect | None:
    """The records of one source that happened in the period; None where it has none that happen."""
    source = ones[0].source
    counting = _counting(frame, ones)
    if not counting or not unit_ids:
        return None
    rows = source.rows(frame.actor).where(source.unit.in_(sorted(unit_ids)))
    rows = rows if source.live is None else rows.where(source.live)
    own = source.model.id
    windows = [window for dated in counting for window in dated.windows(frame.period)]
    inside = reduce(lambda a, b: a.union_all(b), [rows.where(window).select(own) for window in windows])
    matches = [
        dated.when(frame.period) & condition if condition is not None else dated.when(frame.period)
        for dated, condition in counting.items()
    ]
    return rows.where(own.in_(inside), reduce(lambda a, b: a | b, matches))


def _counting(frame: Frame, ones: Iterable[Indicator]) -> dict[Dated, Any]:
    """Date → the condition that one of the indicators counts a record by it; None where it counts every one."""
    found: dict[Dated, Any] = {}
    for slot in tallying.slots(ones):
        if slot.is_stock:
            continue
        dated = slot.one.source.dated(slot.one.dated, slot.basis)
        condition = _condition(frame, slot)
        if dated not in found or condition is None:
            found[dated] = condition
        elif found[dated] is not None:
            found[dated] = found[dated] | condition
    return found


def _condition(frame: Frame, slot: Slot) -> Any:
    """When a record of the period adds something; None for always."""
    one, part = slot.one, slot.one.parts[slot.part]
    conditions = [at(each, frame) for each in (one.condition, part.condition) if each is not None]
    if part.column is not None and one.measure in (DISTINCT, LEAST):
        conditions.append(at(part.column, frame).is_null(False))
    return reduce(lambda a, b: a & b, conditions) if conditions else None
