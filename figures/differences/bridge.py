"""实时与审定的对照: from the official figure to the live one by kind of reason, each kind with its records.

live = official + bridge, because all three are worked out from the records that either side counts.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from figures.books.official import why_unknown
from figures.books.sealed import Books, books_of
from figures.defining import Indicator
from figures.differences.contributions import effects, plain, rows_of, total
from figures.differences.explaining import Difference, Number, differences, in_order
from figures.differences.history import CORRECTED, DUPLICATE, LATE, MOVED, PROGRESS, ROSTER, UNLOCKED, VOIDED
from figures.differences.reasons import DEFINITION, REASONS, Compared, Frames, Judge
from figures.differences.sides import Side
from figures.frame import Frame
from figures.indicators import lookup
from figures.sources import Source
from office.access import Actor
from vocab import LIVE, N_, OFFICIAL

IN, OUT = "moved_in", "moved_out"
COLUMNS = {
    LATE: REASONS[LATE],
    CORRECTED: REASONS[CORRECTED],
    PROGRESS: REASONS[PROGRESS],
    VOIDED: REASONS[VOIDED],
    DUPLICATE: N_("重复作废"),
    IN: N_("移入"),
    OUT: N_("移出"),
    UNLOCKED: N_("未锁定、缺报"),
    ROSTER: REASONS[ROSTER],
    DEFINITION: REASONS[DEFINITION],
}


@dataclass(frozen=True)
class Line:
    """An indicator's way from the official figure to the live one. `why` says why there is no official figure."""

    one: Indicator
    official: Number | None
    live: Number
    records: Sequence[Difference] = ()
    why: str = ""

    @cached_property
    def by_reason(self) -> dict[str, Number]:
        """Column → what its records add or take."""
        found: dict[str, Number] = {}
        for record in self.records:
            found[column_of(record)] = found.get(column_of(record), 0) + record.effect
        return found

    def of(self, column: str) -> list[Difference]:
        """The records of a column."""
        return [record for record in self.records if column_of(record) == column]


def column_of(record: Difference) -> str:
    """In which column a record stands: what moved is told by whether it came or went."""
    if record.reason.code != MOVED:
        return record.reason.code if record.reason.code in COLUMNS else CORRECTED
    return IN if record.effect > 0 else OUT


@dataclass(frozen=True)
class Bridge:
    """The lines of a bridge, and the books of its official side."""

    frame: Frame
    side: Side  # the official one
    books: Books
    lines: list[Line] = field(default_factory=list)

    @cached_property
    def columns(self) -> dict[str, str]:
        """The columns in which something stands, in print order."""
        used = {column for line in self.lines for column in line.by_reason}
        return {column: name for column, name in COLUMNS.items() if column in used}


def bridge(actor: Actor, side: Side, keys: Iterable[str]) -> Bridge:
    """The bridge of counted indicators (a rate is bridged by its two counts) for a unit, period and basis.

    Rejected where nothing is locked, for a period that is not of whole months, for an unknown key.
    """
    actor.must("figures.read")
    official = Side(
        side.unit, side.period, OFFICIAL, side.revision, side.basis, predecessors=side.predecessors
    )
    live = Side(side.unit, side.period, LIVE, None, side.basis, predecessors=side.predecessors)
    frame = Frame(actor, side.unit, side.period, side.predecessors)
    books = books_of(frame, side.period, side.revision)
    ones = [one for one in lookup(keys).values() if isinstance(one, Indicator)]
    known = [one for one in ones if not why_unknown(one, books)]
    before, after = rows_of(frame, official, known), rows_of(frame, live, ones)
    found = {
        one.key: Compared(_always(one), (official, live), (before[one.key], after[one.key]),
                          effects(one, before[one.key], after[one.key]))
        for one in known
    }  # fmt: skip
    judge = Judge(Frames(actor), (frame, frame))
    _learn(judge, found.values())
    lines = [
        _line(judge, one, found[one.key]) if one.key in found
        else Line(one, None, plain(one, total(one, after[one.key])), why=why_unknown(one, books))
        for one in ones
    ]  # fmt: skip
    return Bridge(frame, official, books, lines)


def _always(one: Indicator) -> Callable[[Side], Indicator]:
    return lambda side: one


def _learn(judge: Judge, found: Iterable[Compared]) -> None:
    """Read what is known of all the records at once, source by source."""
    wanted: dict[str, tuple[Source, set[int]]] = {}
    for each in found:
        wanted.setdefault(each.source.key, (each.source, set()))[1].update(each.effects)
    for source, ids in wanted.values():
        judge.learn(source, ids)


def _line(judge: Judge, one: Indicator, found: Compared) -> Line:
    before, after = (plain(one, total(one, rows)) for rows in found.rows)
    return Line(one, before, after, in_order(differences(judge, found)))
