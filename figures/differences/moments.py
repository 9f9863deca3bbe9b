"""How some records count in locked months at one moment: what a change of them is weighed by (effects.py).

Only the months that the records' own days touch are counted; the months through which a stock merely lasts are counted
once for all of them. Where nothing at all is locked this is one query.
"""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from figures.books import sealing, tallying
from figures.books.tallying import Slot, Tallied
from figures.dating import Reach
from figures.entered import ENTERED
from figures.periods import Period
from figures.returns import spans
from figures.returns.reporting import Chain
from figures.returns.spans import MONTH, Span
from figures.sources import Source
from models import Return, SealedRecord
from office import access, settings

AT_ONCE = 5000  # ids in one statement
Place = tuple[int, Span]  # a reporting unit and a month of it that is locked


@dataclass(frozen=True)
class Moment:
    """How records of a source count in locked months: place → record id → what it adds."""

    source: str
    chain: Chain | None = None
    places: dict[Place, dict[int, Tallied]] = field(default_factory=dict)

    def months(self) -> list[Span]:
        """The locked months in which the records count, in their order."""
        return sorted({span for _, span in self.places})


def moment(source: str, ids: Collection[int]) -> Moment:
    """How the records with these ids count at this moment in the locked months of the units that report them."""
    return _Counting(source).of(sorted(ids)) if ids and is_anything_locked() else Moment(source)


def late(source: str, ids: Collection[int]) -> int:
    """How many of these records belong to locked months without having been counted in any."""
    if not ids or not is_anything_locked():
        return 0
    counting = _Counting(source)
    rows = [row for some in _pieces(sorted(ids)) for row in counting.rows(some)]
    locked = Locked(counting.chain, {row.unit for row in rows})
    found = {row.id for row in rows if counting.counts_in(row, locked)}
    for some in _pieces(sorted(found)):
        sealed = SealedRecord.select(SealedRecord.record).where(SealedRecord.source == source)
        found -= {id_ for (id_,) in sealed.where(SealedRecord.record.in_(list(some))).tuples()}
    return len(found)


def late_rows(rows: Iterable[tuple[str, int, Mapping[str, Any]]]) -> int:
    """How many of the rows of a ledger (source, unit, values by column) would belong to locked months."""
    if not is_anything_locked():
        return 0
    counts: dict[str, _Counting] = {}
    found = 0
    chain = Chain(access.machine())
    locked = Locked(chain, chain.posts)
    for source, unit, values in rows:
        counts[source] = counts.get(source) or _Counting(source)
        row = Known(0, unit, {name: values.get(name) for name in counts[source].columns})
        found += counts[source].counts_in(row, locked)
    return found


def is_anything_locked() -> bool:
    """Whether any month of any unit is locked."""
    return bool(Return.select(Return.id).where(Return.official, Return.kind == MONTH).exists())


@dataclass(frozen=True)
class Known:
    """A record as its days tell where it counts: its unit, and its days by the name of their column."""

    id: int
    unit: int
    days: dict[str, datetime.date | None]


class _Counting:
    """The counting of one source."""

    def __init__(self, key: str) -> None:
        self.key = key
        ones = tallying.sources()[key]
        self.source: Source = ones[0].source
        self.reaches = reaches_of(self.source, tallying.slots(ones))
        self.flows = [reach for reach in self.reaches if is_flow(reach)]
        self.stocks = [reach for reach in self.reaches if not is_flow(reach)]
        days = [column for reach in self.reaches for column in (reach.first, reach.last) if column]
        self.columns = {column.name: column for column in days}
        self.chain = Chain(access.machine())

    def of(self, ids: list[int]) -> Moment:
        rows = [row for some in _pieces(ids) for row in self.rows(some)]
        locked = Locked(self.chain, {row.unit for row in rows})
        wanted: dict[Span, set[int]] = defaultdict(set)
        alike: dict[tuple[Span, int], list[Span]] = {}
        for row in rows:
            for span, same in self._months(row, locked):
                wanted[span].add(row.id)
                alike[span, row.id] = same
        return Moment(self.key, self.chain, self._counted(wanted, alike, {row.unit for row in rows}))

    def rows(self, ids: Collection[int]) -> Iterator[Known]:
        """The records that count at all, with their days."""
        own = self.source.model
        rows = self.source.rows(access.machine()).where(own.id.in_(list(ids)))
        if self.source.live is not None:
            rows = rows.where(self.source.live)
        for id_, unit, *days in rows.select(own.id, self.source.unit, *self.columns.values()).tuples():
            yield Known(id_, unit, dict(zip(self.columns, days, strict=True)))

    def _months(self, row: Known, locked: "Locked") -> Iterator[tuple[Span, list[Span]]]:
        """The locked months in which a record counts: each to be counted, and those in which it counts just alike."""
        lasting = []
        for span, period in locked.months(row.unit):
            if any(touches(reach, row, period) for reach in self.flows):
                yield span, [span]
            elif any(touches(reach, row, period) for reach in self.stocks):
                lasting.append(span)
        if self.source is ENTERED:  # of these only a month filled in later tells how long one lasts
            yield from ((span, [span]) for span in lasting)
        elif lasting:
            yield lasting[0], lasting

    def counts_in(self, row: Known, locked: "Locked") -> bool:
        """Whether a record counts in any locked month; the newest are the likeliest."""
        months = reversed(locked.months(row.unit))
        return any(touches(reach, row, period) for _, period in months for reach in self.reaches)

    def _counted(
        self, wanted: dict[Span, set[int]], alike: dict[tuple[Span, int], list[Span]], units: set[int]
    ) -> dict[Place, dict[int, Tallied]]:
        found: dict[Place, dict[int, Tallied]] = defaultdict(dict)
        frame = None
        for span, ids in wanted.items():
            frame = (frame or sealing.frame_of(self.chain, min(units), span)).at(span.period)
            for some in _pieces(sorted(ids)):
                for one in tallying.tally(frame, units, {self.key: some}):
                    for month in alike[span, one.record]:
                        found[self.chain.reporter[one.unit], month][one.record] = one
        return dict(found)


class Locked:
    """The locked months of the units that report for some units, read at once."""

    def __init__(self, chain: Chain, units: Iterable[int]) -> None:
        self._reporter = chain.reporter
        reporters = sorted({chain.reporter[unit] for unit in units})
        year_end = settings.get("year_end")
        self._months: dict[int, list[tuple[Span, Period]]] = defaultdict(list)
        rows = Return.select(Return.unit, Return.start, Return.end).where(
            Return.unit.in_(reporters), Return.kind == MONTH, Return.official
        )
        for unit, start, end in rows.order_by(Return.start).tuples():
            self._months[unit].append((spans.of(MONTH, start, year_end), Period(start, end)))

    def months(self, unit: int) -> list[tuple[Span, Period]]:
        """The locked months in which records of a unit may stand, with their days."""
        return self._months[self._reporter[unit]]


def reaches_of(source: Source, slots: Iterable[Slot]) -> list[Reach]:
    """The days that decide in which months a record of the source counts."""
    names = dict.fromkeys((slot.one.dated, slot.basis) for slot in slots)
    return list(dict.fromkeys(source.dated(name, basis).reach for name, basis in names))


def is_flow(reach: Reach) -> bool:
    """Whether a record counts on one day only."""
    return reach.first is not None and reach.first is reach.last


def touches(reach: Reach, row: Known, period: Period) -> bool:
    """Whether a record counts in a period by one of its dates."""
    first, last = _day(reach.first, row), _day(reach.last, row)
    if is_flow(reach):
        return first is not None and period.start <= first < period.end
    begun = first is None or first <= period.last
    return begun and (last is None or last > period.last or (reach.included and last == period.last))


def _pieces(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))


def _day(column: Any, row: Known) -> datetime.date | None:
    return row.days[column.name] if column else None
