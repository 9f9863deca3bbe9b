"""What each record adds to a figure, from either kind of books: the living records or the locked returns.

The figure of a side is worked out from these rows, so that whatever two sides differ by is borne by records.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from peewee import SQL

from figures.books import official
from figures.books.sealed import books_of
from figures.dating import Dated
from figures.defining import DISTINCT, LEAST, Indicator, at
from figures.differences.sides import Side, is_official
from figures.frame import Frame
from figures.periods import Period
from figures.rates import exact
from figures.selects import SEALED, measured, visible
from figures.sources import Source
from office.errors import Rejected

Values = tuple[Any, ...]


class Count(NamedTuple):
    """One time that a record counts: `values` by part, in a `month` (2024-03); `scope` is the month summed up, or ""."""

    scope: str
    month: str
    values: Values


Rows = dict[int, list[Count]]  # record id → every time it counts


def rows_of(frame: Frame, side: Side, ones: Iterable[Indicator]) -> dict[str, Rows]:
    """Indicator key → the records that it counts on a side. Rejected where the books do not tell."""
    ones = list(ones)
    found: dict[str, Rows] = {one.key: {} for one in ones}
    for one_key, record, count in (
        _official(frame, side, ones) if is_official(side) else _live(frame, side, ones)
    ):
        found[one_key].setdefault(record, []).append(count)
    return found


# ---------------------------------------------------------------- from locked returns


def _official(frame: Frame, side: Side, ones: list[Indicator]) -> Iterator[tuple[str, int, Count]]:
    if side.comparable:
        raise Rejected("comparable", SEALED)
    books = books_of(frame, side.period, side.revision)
    by = ("month",) if side.by_months else ()
    for one in ones:
        if not side.by_months and (why := official.why_unknown(one, books)):
            raise Rejected("state", why)
        question = side.question((one.key,), by)
        for row in official.counted(question, frame, one, books, one.source.breakdowns):
            yield one.key, row.record, Count(row.cell[0] if row.cell else "", row.month, row.values)


# ---------------------------------------------------------------- from the living records


def _live(frame: Frame, side: Side, ones: list[Indicator]) -> Iterator[tuple[str, int, Count]]:
    months = side.months()
    for scope, period in months if side.by_months else [("", side.period)]:
        then = frame.at(period)
        for dated, own in _by_date(ones, side.basis).items():
            yield from _counted(then, side, dated, own, scope, _Months(months))


def _by_date(ones: list[Indicator], basis: str) -> dict[tuple[Source, Dated], list[Indicator]]:
    """The indicators that one SELECT can read."""
    found: dict[tuple[Source, Dated], list[Indicator]] = {}
    for one in ones:
        found.setdefault((one.source, one.source.dated(one.dated, basis)), []).append(one)
    return found


def _counted(
    frame: Frame, side: Side, by: tuple[Source, Dated], ones: list[Indicator], scope: str, months: "_Months"
) -> Iterator[tuple[str, int, Count]]:
    source, dated = by
    columns = [measured(one, name, frame) for one in ones for name in one.parts]
    day = SQL("null") if dated.column is None else dated.column
    widths = [len(one.parts) for one in ones]
    for window in dated.windows(frame.period):
        rows = visible(source, side.question(()), frame).where(window)
        if len(ones) == 1 and ones[0].condition is not None:
            rows = rows.where(at(ones[0].condition, frame))
        for id_, on, *values in rows.select(source.model.id, day, *columns).tuples():
            start = 0
            for one, width in zip(ones, widths, strict=True):
                own = tuple(values[start : start + width])
                start += width
                if _is_counted(one, own):
                    yield one.key, id_, Count(scope, scope or months.of(on), own)


def _is_counted(one: Indicator, values: Values) -> bool:
    return values[0] is not None if one.measure == LEAST else any(values)


class _Months:
    """Finds the month in which a day lies; what holds at the end belongs to the last."""

    def __init__(self, months: list[tuple[str, Period]]) -> None:
        self.keys = [key for key, _ in months]
        self.starts = [period.start for _, period in months]

    def of(self, day: Any) -> str:
        """The key of the month of a day."""
        return self.keys[-1] if day is None else self.keys[max(0, bisect_right(self.starts, day) - 1)]


# ---------------------------------------------------------------- what they come to


def total(one: Indicator, rows: Rows) -> int:
    """The figure that the rows make up: a count or sum, different values, or the smallest of each scope together."""
    if one.measure == DISTINCT:
        return sum(bearers(rows).values())
    if one.measure == LEAST:
        return sum(_smallest(rows).values())
    return sum(amount(one, counts) for counts in rows.values())


def amount(one: Indicator, counts: Iterable[Count]) -> int:
    """What a record adds to a count or sum."""
    return sum(
        sum(int(v or 0) for v in each.values) if one.added else int(each.values[0] or 0) for each in counts
    )


def bearers(rows: Rows) -> Counter[Any]:
    """Value → in how many scopes it is counted once."""
    return Counter(value for _, value in {(c.scope, c.values[0]) for counts in rows.values() for c in counts})


def _smallest(rows: Rows) -> dict[str, int]:
    found: dict[str, int] = {}
    for each in (count for counts in rows.values() for count in counts):
        value = int(each.values[0])
        found[each.scope] = min(value, found.get(each.scope, value))
    return found


def shape(one: Indicator, counts: Iterable[Count] | None) -> Any:
    """How a record counts, as two sides are compared by it; None where it does not."""
    if not counts:
        return None
    if one.measure == DISTINCT:
        return frozenset(Counter(each.values[0] for each in counts).items())
    if one.measure == LEAST:
        return min(int(each.values[0]) for each in counts)
    return amount(one, counts) or None


def effects(one: Indicator, a: Rows, b: Rows) -> dict[int, int]:
    """Record id → what it adds to the difference b − a; together they are exactly that difference."""
    if one.measure == DISTINCT:
        return _of_values(a, b)
    if one.measure == LEAST:
        return _of_least(one, a, b)
    each = {id_: amount(one, b.get(id_, ())) - amount(one, a.get(id_, ())) for id_ in {**a, **b}}
    return {id_: effect for id_, effect in each.items() if effect}


def _of_values(a: Rows, b: Rows) -> dict[int, int]:
    """Each value that is counted once more or less is borne by one record, one that changed where there is one."""
    before, after = bearers(a), bearers(b)
    bearing = {True: _by_value(b), False: _by_value(a)}
    found: Counter[int] = Counter()
    for value in before.keys() | after.keys():
        if more := after[value] - before[value]:
            found[_changed(bearing[more > 0][value], a, b)] += more
    return {id_: effect for id_, effect in found.items() if effect}


def _by_value(rows: Rows) -> dict[Any, list[int]]:
    """Value → the records that bear it."""
    found: dict[Any, list[int]] = {}
    for id_, counts in sorted(rows.items()):
        for value in {count.values[0] for count in counts}:
            found.setdefault(value, []).append(id_)
    return found


def _changed(ids: list[int], a: Rows, b: Rows) -> int:
    return next((id_ for id_ in ids if a.get(id_) != b.get(id_)), ids[0])


def _of_least(one: Indicator, a: Rows, b: Rows) -> dict[int, int]:
    effect = total(one, b) - total(one, a)
    if not effect:
        return {}
    by_value = _by_value(b if b and (not a or effect < 0) else a)
    return {_changed(by_value[min(by_value)], a, b): effect}


def plain(one: Indicator, value: int) -> Any:
    """A number as figures say it: what is entered by hand has two decimals."""
    return exact(value) if one.hundredths else value
