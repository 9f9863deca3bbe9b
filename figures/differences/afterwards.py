"""How many records came late or were changed after a month was locked: found from what differs, not read whole."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from peewee import ModelSelect

from figures.books import sealing, tallying
from figures.books.sealed import read_records
from figures.books.tallying import Tallied
from figures.returns import rollups
from figures.returns.counting import counted_rows
from figures.returns.reporting import Chain
from figures.returns.spans import Span
from models import Return, SealedRecord
from office import access


def changed_since(span: Span, locked: Sequence[Return]) -> Counter[int]:
    """Unit → the records of its own list by which a month has moved since `locked`, a locked return of each unit.

    A record counts once: entered since, gone (voided, moved, another date), or counting otherwise.
    """
    found: Counter[int] = Counter()
    own_lists = {row.members[0][0]: row.unit_id for row in locked if row.members}
    if not own_lists:
        return found
    chain = Chain(access.machine())
    own = chain.own_part(own_lists.values())
    frame = sealing.frame_of(chain, locked[0].unit_id, span)
    candidates = {
        key: _candidates(frame, key, ones, own, own_lists) for key, ones in tallying.sources().items()
    }
    if not any(candidates.values()):
        return found
    now = {(one.source, one.record): one for one in tallying.tally(frame, own, candidates)}
    then = {
        (one.source, one.record): one
        for key, ids in candidates.items()
        for one in read_records(own_lists, key, ids)
    }
    for known in now.keys() | then.keys():
        found[_whose(now.get(known), then.get(known), own)] += _moved(now.get(known), then.get(known))
    return found


def _candidates(
    frame: Any, key: str, ones: list[Any], own: Mapping[int, int], own_lists: Mapping[int, int]
) -> set[int]:
    """The records of a source that may differ: sealed in another version, gone, or not sealed at all."""
    model = ones[0].source.model
    sealed = SealedRecord.select(SealedRecord.record).where(
        SealedRecord.sealed_in.in_(list(own_lists)), SealedRecord.source == key
    )
    same = (model.id == SealedRecord.record) & (model.version == SealedRecord.version)
    other = sealed.where(SealedRecord.record.not_in(_same_version(model, own_lists, key, same)))
    rows = counted_rows(frame, own, ones)
    fresh = [] if rows is None else rows.where(model.id.not_in(sealed)).select(model.id).tuples()
    return {id_ for (id_,) in other.tuples()} | {id_ for (id_,) in fresh}


def _same_version(model: Any, own_lists: Iterable[int], key: str, same: Any) -> ModelSelect:
    rows = SealedRecord.select(SealedRecord.record).join(model, on=same)
    return rows.where(SealedRecord.sealed_in.in_(list(own_lists)), SealedRecord.source == key)


def _whose(now: Tallied | None, then: Tallied | None, own: Mapping[int, int]) -> int:
    """The reporting unit to which the change belongs: where the record was counted, else where it now is."""
    one = then or now
    return own[one.unit] if one and one.unit in own else 0


def _moved(now: Tallied | None, then: Tallied | None) -> int:
    """1 when a record that happened counts otherwise than it did."""
    both = [one for one in (now, then) if one is not None]
    if not rollups.only_happened(both):
        return 0
    return int(now is None or then is None or _said(now) != _said(then))


def _said(one: Tallied) -> tuple[Any, ...]:
    return one.unit, *one.texts()[:2]
