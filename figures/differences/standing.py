"""How a record stands in locked months: where it was counted, and what has come of that since."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from figures.books.tallying import Tallied
from figures.differences.differing import differs, slots_of
from figures.differences.moments import Moment, moment
from figures.returns import spans
from figures.returns.spans import MONTH, Span
from models import Return, SealedRecord
from office import settings

AS_LOCKED, CHANGED, LATE = "as_locked", "changed", "late"


@dataclass(frozen=True, order=True)
class Standing:
    """A locked month of a unit in which a record counted when it was locked (in that revision), or counts only now.

    `state`: it counts as it did (AS_LOCKED), it counts otherwise or no more (CHANGED), or it came in late (LATE).
    """

    month: Span
    unit: int
    name: str
    revision: int
    state: str


def standings(source: str, record: int) -> list[Standing]:
    """How the record with this id stands, month by month; the caller has shown that it may be seen."""
    sealed = SealedRecord.select().where(SealedRecord.source == source, SealedRecord.record == record)
    rows = list(sealed)
    now = moment(source, [record])
    return sorted([*_counted(rows, now), *_late(rows, now)]) if rows or now.places else []


def _counted(rows: list[SealedRecord], now: Moment) -> Iterator[Standing]:
    """The months in whose official list it is."""
    slots = slots_of(now.source)
    for returned, span, row in _official(rows):
        present = now.places.get((returned.unit_id, span), {}).get(row.record)
        changed = differs(slots, _as_sealed(row), present)
        yield _standing(now, returned.unit_id, span, returned.revision, CHANGED if changed else AS_LOCKED)


def _late(rows: list[SealedRecord], now: Moment) -> Iterator[Standing]:
    """The locked months in which it counts although their lists do not have it."""
    held = {(returned.unit_id, span) for returned, span, _ in _official(rows)}
    for unit, span in now.places:
        if (unit, span) not in held:
            yield _standing(now, unit, span, 0, LATE)


def _standing(now: Moment, unit: int, span: Span, revision: int, state: str) -> Standing:
    assert now.chain is not None  # something is locked
    return Standing(span, unit, now.chain.posts[unit].name, revision, state)


def _official(rows: list[SealedRecord]) -> Iterator[tuple[Return, Span, SealedRecord]]:
    """The official month returns that keep one of the rows, each with its month and the row."""
    year_end = settings.get("year_end")
    of_lists = {
        row.id: row for row in Return.select().where(Return.id.in_([row.sealed_in_id for row in rows]))
    }
    lists = list(of_lists.values())
    official = {
        (one.unit_id, one.start): one
        for one in Return.select().where(
            Return.unit.in_([one.unit_id for one in lists]),
            Return.kind == MONTH,
            Return.start.in_([one.start for one in lists]),
            Return.official,
        )
    }
    for row in rows:
        of_list = of_lists[row.sealed_in_id]
        now = official.get((of_list.unit_id, of_list.start))
        if now is not None and of_list.id in {id_ for id_, _ in now.members}:
            yield now, spans.of(MONTH, now.start, year_end), row


def _as_sealed(row: SealedRecord) -> Tallied:
    return Tallied(
        row.source, row.record, row.version, row.unit, json.loads(row.adds), json.loads(row.parts), {}
    )
