"""Official figures: the answer to a question, folded from what is sealed in locked months instead of from the records.

A sealed record tells what it added to which figure and in which rows it stood; so nothing that changes later, record,
list or definition, can change an answer given from it.
"""

from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any

from figures.answers import Answer, Cell
from figures.books.sealed import Books
from figures.books.tallying import Tallied, slot_of
from figures.breakdowns import Breakdown, ByMonth, ByUnit
from figures.defining import DISTINCT, FLOW, LEAST, Indicator
from figures.frame import Frame
from figures.selects import Question
from vocab import N_


def fill(answer: Answer, books: Books) -> None:
    """Put the sealed records of the books into the cells of an answer, each record looked at once."""
    folded: dict[Cell, dict[tuple[str, str], Any]] = {}
    for source, ones in _by_source(answer).items():
        places = _Places(answer, ones, books)
        for row in books.rows(source):
            found = places.of(row)
            for cell in _cells(answer, row) if found else ():
                sums = folded.setdefault(cell, {})
                for one, place, value in found:
                    _add(sums, one, place, value)
    for cell, sums in folded.items():
        values = [_value(sums.get(place), answer.known[place[0]]) for place in answer.slots]
        answer.add(cell, values)
    answer.unlocked = [month for month, ids in books.members.items() if not ids]
    whys = {key: why_unknown(one, books) for key, one in answer.known.items()}
    answer.unknown = {key: why for key, why in whys.items() if why}


def _by_source(answer: Answer) -> dict[str, list[Indicator]]:
    found: dict[str, list[Indicator]] = {}
    for one in answer.known.values():
        found.setdefault(one.source.key, []).append(one)
    return found


class _Places:
    """Where what a record adds goes: the slots of the indicators asked for, and in which months they count."""

    def __init__(self, answer: Answer, ones: list[Indicator], books: Books) -> None:
        self.slots: dict[str, list[tuple[Indicator, tuple[str, str], str]]] = {}
        for one in ones:
            months = _months(answer.question, one, books)
            for part in one.parts:
                goes = (one, (one.key, part), months[0] if months else "")
                self.slots.setdefault(slot_of(one, part, answer.question.basis), []).append(goes)

    def of(self, row: Tallied) -> list[tuple[Indicator, tuple[str, str], Any]]:
        """(indicator, its place, what is added) of a record."""
        slots = self.slots
        return [
            (one, place, value)
            for slot, value in row.adds.items()
            if slot in slots
            for one, place, month in slots[slot]
            if not month or month == row.month
        ]


def _cells(answer: Answer, row: Tallied) -> Iterable[Cell]:
    """The cells of an answer in which a record stands; none where it is not asked about."""
    question, frame, ways = answer.question, answer.frame, answer.ways
    if row.unit not in frame.inside:
        return ()
    if not all(ways[by].stands(_parts(ways[by], row, frame), part, frame) for by, part in question.where):
        return ()
    return product(*(_parts(ways[by], row, frame) for by in question.by))


def counted_rows(
    question: Question, frame: Frame, one: Indicator, books: Books, ways: dict[str, Breakdown]
) -> Iterator[tuple[Tallied, Cell]]:
    """The sealed records that an indicator counts in a question, each with every cell in which it stands."""
    slots = {slot_of(one, part, question.basis) for part in one.parts}
    inside = frame.inside
    chosen = [(ways[by], part) for by, part in question.where]
    groups = [ways[by] for by in question.by]
    for row in books.rows(one.source.key, _months(question, one, books)):
        if row.unit not in inside or slots.isdisjoint(row.adds):
            continue
        if not all(way.stands(_parts(way, row, frame), part, frame) for way, part in chosen):
            continue
        for cell in product(*(_parts(way, row, frame) for way in groups)):
            yield row, cell


def _months(question: Question, one: Indicator, books: Books) -> list[str] | None:
    """The months whose rows count: all of them, of a stock the last alone unless each month is asked for."""
    is_stock = one.source.dated(one.dated, question.basis).is_stock
    return [books.last_month] if is_stock and "month" not in question.by else None


def why_unknown(one: Indicator, books: Books) -> str:
    """Why the locked months do not tell an indicator of the period; "" where they do.

    What is measured against a whole quarter or year is no sum of its months, and what holds at the end is known when
    the last month is locked.
    """
    if any(row.edition and one.key not in row.edition for row in books.returns):
        return N_("锁定的时候还没有“{name}”这个指标。").format(name=one.name)
    dated = one.source.dates.get(one.dated)
    if dated is None or not dated.is_stock:
        return ""
    if not dated.monthly and one.kind == FLOW and len(books.members) > 1:
        words = N_("“{name}”要按整个期间衡量，不是各月之和，几个月合在一起没有审定数。")
    elif not books.members.get(books.last_month):
        words = N_("“{name}”是期末数，期末的月份还没有锁定。")
    else:
        return ""
    return words.format(name=one.name)


def _parts(way: Breakdown, row: Tallied, frame: Frame) -> list[str]:
    """The rows of a breakdown in which a sealed record stands."""
    if isinstance(way, ByUnit):
        return [way.part(row.unit, frame)]
    if isinstance(way, ByMonth):
        return [row.month]
    found = row.parts.get(way.key)
    if isinstance(found, list):
        return found
    return [] if found is None and way.overlapping else [found or ""]


def _add(sums: dict[tuple[str, str], Any], one: Indicator, place: tuple[str, str], value: Any) -> None:
    if one.measure == DISTINCT:
        sums.setdefault(place, set()).add(value)
    elif one.measure == LEAST:
        sums[place] = min(value, sums.get(place, value))
    else:
        sums[place] = sums.get(place, 0) + value


def _value(found: Any, one: Indicator) -> int | None:
    if one.measure == DISTINCT:
        return len(found or ())
    return found if one.measure == LEAST else found or 0
