"""Whether and how a record counts otherwise in a locked month than it did: what is a correction of it, and what is not."""

from collections.abc import Iterator, Mapping
from typing import Any

from figures.books import tallying
from figures.books.tallying import Slot, Tallied
from figures.breakdowns import Breakdown

# How far a record has got: goes on after its month, and is no correction of it.
STATES = ("aid_state", "finding_state", "understander_state")
# What came of a record: a matter of the months by its date of conclusion, not of those by which it came in.
RESULTS = (
    "outcome",
    "form",
    "quality",
    "review_result",
    "litigation_result",
    "mediated",
    "appeared",
    "appraisal",
)
NOT_LISTED = ("unit", "month", "deadline")

Slots = Mapping[str, Slot]


def slots_of(source: str) -> Slots:
    """What a record of a source can add to, by name."""
    return {slot.key: slot for slot in tallying.slots(tallying.sources()[source])}


def differs(slots: Slots, old: Tallied | None, new: Tallied | None) -> bool:
    """Whether a record counts otherwise (None: not at all).

    By the date of acceptance a month also tells what has become of its cases by now; that goes on as they are
    concluded, and each conclusion belongs to the month of its own date: it is no correction of the first.
    """
    before, now = (one.adds if one else {} for one in (old, new))
    own = (key for key in {**before, **now} if _is_own(slots, key))
    if any(before.get(key) != now.get(key) for key in own):
        return True
    return old is not None and new is not None and any(moves(slots, old, new))


def _is_own(slots: Slots, key: str) -> bool:
    return key in slots and slots[key].basis != "accepted"


def moves(slots: Slots, old: Tallied, new: Tallied) -> Iterator[tuple[Breakdown | None, Any, Any]]:
    """(table, row before, row now) wherever a record that counts before and now stands in another row; None: units."""
    if old.unit != new.unit:
        yield None, old.unit, new.unit
    shared = (slots[key] for key in old.adds if key in new.adds and _is_own(slots, key))
    for way in dict.fromkeys(way for slot in shared for way in tables_of(slot)):
        if old.parts.get(way.key) != new.parts.get(way.key):
            yield way, old.parts.get(way.key), new.parts.get(way.key)


def tables_of(slot: Slot) -> Iterator[Breakdown]:
    """The tables in which an addition is broken down by what the record is, not by how it went on afterwards."""
    one, source = slot.one, slot.one.source
    dated = source.dated(one.dated, slot.basis)
    first = dated.is_stock or (source.newest is not None and dated.column is source.newest)
    for key, way in source.breakdowns.items():
        wanted = (not one.breakdowns or key in one.breakdowns) and key not in NOT_LISTED
        if wanted and way.rows_of not in STATES and not (first and way.rows_of in RESULTS):
            yield way
