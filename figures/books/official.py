"""Official figures: the answer to a question, folded from what is sealed in locked months instead of from the records.

A sealed record tells what it added to which figure and in which rows it stood; so nothing that changes later, record,
list or definition, can change an answer given from it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import repeat
from typing import Any, NamedTuple

from figures.answers import Answer, Cell
from figures.books.placing import Placed
from figures.books.sealed import Books
from figures.books.tallying import slot_of
from figures.breakdowns import Breakdown
from figures.defining import DISTINCT, FLOW, LEAST, Indicator
from figures.frame import Frame
from figures.selects import Question
from vocab import N_

Place = tuple[str, str]  # of an answer: an indicator's key and its part
Goes = tuple[Indicator, Place, list[str]]  # the months in which it counts last


def fill(answer: Answer, books: Books) -> None:
    """Put the sealed records of the books into the cells of an answer."""
    folded: dict[Place, dict[Cell, Any]] = {place: {} for place in answer.slots}
    for source, ones in _by_source(answer).items():
        goes = _places(answer, ones, books)
        for month in books.members:
            wanted = {
                slot: own for slot, all_ in goes.items() if (own := [one for one in all_ if month in one[2]])
            }
            for columns in books.columns(source, month) if wanted else ():
                _fold(folded, wanted, Placed(answer.question, answer.frame, answer.ways, columns, month))
    for cell in dict.fromkeys(cell for sums in folded.values() for cell in sums):
        answer.add(cell, [_value(folded[place].get(cell), answer.known[place[0]]) for place in answer.slots])
    answer.unlocked = [month for month, ids in books.members.items() if not ids]
    whys = {key: why_unknown(one, books) for key, one in answer.known.items()}
    answer.unknown = {key: why for key, why in whys.items() if why}


def _by_source(answer: Answer) -> dict[str, list[Indicator]]:
    found: dict[str, list[Indicator]] = {}
    for one in answer.known.values():
        found.setdefault(one.source.key, []).append(one)
    return found


def _places(answer: Answer, ones: list[Indicator], books: Books) -> dict[str, list[Goes]]:
    """Slot → where what is added to it goes: the indicator, its place in the answer, the months in which it counts."""
    found: dict[str, list[Goes]] = {}
    for one in ones:
        months = _months(answer.question, one, books)
        for part in one.parts:
            goes = (one, (one.key, part), list(books.members) if months is None else months)
            found.setdefault(slot_of(one, part, answer.question.basis), []).append(goes)
    return found


def _fold(folded: dict[Place, dict[Cell, Any]], wanted: dict[str, list[Goes]], placed: Placed) -> None:
    """Add a month's list to the cells, all records that are alike at once."""
    for group in placed.columns.alike:
        goes = [(value, one) for slot, value in group.adds.items() for one in wanted.get(slot, ())]
        numbers, cells = placed.of(group) if goes else (None, [])
        counts = Counter(cells)
        for value, (one, place, _) in goes:
            if isinstance(value, int) and one.measure not in (DISTINCT, LEAST):
                for cell, count in counts.items():
                    folded[place][cell] = folded[place].get(cell, 0) + value * count
            else:
                _add(folded[place], one.measure, cells, _each(value, numbers, len(cells)))


def _each(value: int | Sequence[Any], numbers: list[int] | None, length: int) -> Iterable[Any]:
    """What is added, cell by cell."""
    if isinstance(value, int):
        return repeat(value, length)
    return value if numbers is None else [value[number] for number in numbers]


def _add(sums: dict[Cell, Any], measure: str, cells: list[Cell], values: Iterable[Any]) -> None:
    pairs = zip(cells, values, strict=True)
    if measure == DISTINCT:
        for cell, value in pairs:
            sums.setdefault(cell, set()).add(value)
    elif measure == LEAST:
        for cell, value in pairs:
            sums[cell] = min(value, sums.get(cell, value))
    else:
        for cell, value in pairs:
            sums[cell] = sums.get(cell, 0) + value


def _value(found: Any, one: Indicator) -> int | None:
    if one.measure == DISTINCT:
        return len(found or ())
    return found if one.measure == LEAST else found or 0


class Counted(NamedTuple):
    """A sealed record that an indicator counts: the ids of the sealed row and of the record, its month (2024-03), the
    cell of the question in which it stands, and what it adds to each part."""

    id: int
    record: int
    month: str
    cell: Cell
    values: tuple[Any, ...]


def counted(
    question: Question, frame: Frame, one: Indicator, books: Books, ways: Mapping[str, Breakdown]
) -> Iterator[Counted]:
    """The sealed records that an indicator counts in a question, month by month, each with every cell in which it stands."""
    slots = [slot_of(one, part, question.basis) for part in one.parts]
    for month in _months(question, one, books) or books.members:
        for columns in books.columns(one.source.key, month):
            placed = Placed(question, frame, ways, columns, month)
            for group in columns.alike:
                if group.adds.keys().isdisjoint(slots):
                    continue
                for number, cell in placed.each(group):
                    at = group.places[number]
                    values = tuple(group.added(slot, number) for slot in slots)
                    yield Counted(columns.ids[at], columns.records[at], month, cell, values)


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
