"""The list behind a figure: the same cases, by the same conditions, without the counting.

A figure is therefore the length of its list, or the sum of what each case in it adds.
"""

import datetime
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import Any

from peewee import SQL, ModelSelect, fn

from figures import periods
from figures.answers import Answer, Figure
from figures.books.official import Counted, why_unknown
from figures.books.official import counted as counted_in
from figures.books.sealed import Books, books_of, days_of, months_of, show
from figures.books.tallying import slot_of
from figures.defining import DISTINCT, LEAST, Indicator, Rate, at
from figures.evaluator import evaluate
from figures.frame import Frame
from figures.indicators import counted, find
from figures.listing import Case, Entry, lister_of
from figures.periods import Period
from figures.rates import ratio
from figures.sealed_listing import entries
from figures.selects import Question, aggregated, measured, visible
from office.access import Actor
from office.errors import Rejected
from vocab import N_, OFFICIAL

__all__ = ["Case", "Entry", "Records", "records"]

PAGE = 50
_CHUNK = 2000


class Records:
    """The records that a figure of a question counts (for a rate: those of its numerator).

    `table` is the question whose row this is: a share is of the whole table.
    """

    def __init__(
        self,
        actor: Actor,
        question: Question,
        key: str,
        frame: Frame | None = None,
        *,
        table: Question | None = None,
    ) -> None:
        self.actor = actor
        self.key = key
        self.table = table or question
        self.question = replace(question, by=(), keys=(key,))
        self.answer: Answer = evaluate(actor, self.question, frame)
        self.frame = self.answer.frame

    @cached_property
    def figure(self) -> Figure:
        """The figure that the list stands behind."""
        own = self.answer.total[self.key]
        if not self.base_is_whole:
            return own
        table = replace(self.table, by=(), keys=(self.key,))
        whole = evaluate(self.actor, table, self.frame).total[self.key].denominator
        one = self.one
        assert isinstance(one, Rate)
        value = ratio(own.numerator or 0, whole or 0, one.places, one.scale)
        return replace(own, value=value, denominator=whole)

    @cached_property
    def one(self) -> Indicator | Rate:
        """The indicator or rate that was asked for."""
        return find(self.key)

    @cached_property
    def indicator(self) -> Indicator:
        """What is counted: the indicator itself, or a rate's numerator."""
        one = self.one
        return counted(one.numerator[self.question.basis]) if isinstance(one, Rate) else one

    @property
    def base_is_whole(self) -> bool:
        """Whether a rate's denominator is that of the whole table rather than of the same row."""
        return isinstance(self.one, Rate) and self.one.whole

    @property
    def base_key(self) -> str | None:
        """The indicator under a rate, whose list is another; None for what is no rate."""
        return self.one.denominator[self.question.basis] if isinstance(self.one, Rate) else None

    @cached_property
    def rows(self) -> ModelSelect:
        """The records, as a query."""
        one, question = self.indicator, self.question
        rows = visible(one.source, question, self.frame)
        rows = rows.where(one.source.dated(one.dated, question.basis).when(question.period))
        return rows if one.condition is None else rows.where(at(one.condition, self.then))

    @property
    def then(self) -> Frame:
        """The frame at the list's own period, which may be a month of the table's."""
        return self.frame.at(self.question.period)

    def measure(self) -> tuple[int, tuple[int, ...]]:
        """How many records the list has, and what they add up to, part by part."""
        one = self.indicator
        sums = [aggregated(one, name, self.then) for name in one.parts]
        count, *found = self.rows.select(fn.COUNT(SQL("1")), *sums).tuples().first()
        return count, tuple(int(value or 0) for value in found)

    def page(self, after: str = "", limit: int = PAGE) -> tuple[list[Any], str | None]:
        """The newest records that follow the key `after`, and the key of the next page (None at the end)."""
        rows = self._ordered(True)
        if bounds := _bounds(after):
            rows = rows.where(self._beyond(*bounds, True))
        found = self._read(rows.limit(limit + 1))
        return found[:limit], found[limit - 1].key if len(found) > limit else None

    def every(self) -> Iterator[Any]:
        """All records, oldest first, read in pieces."""
        rows = self._ordered(False)
        found = self._read(rows.limit(_CHUNK))
        while found:
            yield from found
            last = _bounds(found[-1].key) if len(found) == _CHUNK else None
            found = self._read(rows.where(self._beyond(*last, False)).limit(_CHUNK)) if last else []

    def _ordered(self, newest_first: bool) -> ModelSelect:
        source = self.indicator.source
        order = [column for column in (source.newest, source.model.id) if column is not None]
        return self.rows.order_by(*(column.desc() if newest_first else column for column in order))

    def _beyond(self, day: datetime.date, id_: int, newest_first: bool) -> Any:
        source = self.indicator.source
        own, date = source.model.id, source.newest
        past = (own < id_) if newest_first else (own > id_)
        if date is None:
            return past
        return ((date < day) if newest_first else (date > day)) | ((date == day) & past)

    def _read(self, rows: ModelSelect) -> list[Any]:
        one = self.indicator
        names = one.parts if one.measure != DISTINCT else ()  # a person counted once adds nothing row by row
        adds = [measured(one, name, self.then) for name in names]
        return lister_of(one.source).read(rows, adds, self.frame)


class SealedRecords(Records):
    """The same for an official figure: the sealed records that it was worked out from, as they counted.

    What the locked months do not tell has an empty list.
    """

    @cached_property
    def places(self) -> Sequence[int]:
        """Where the sealed records stand, oldest first: _place() of each; in two months a record counts twice."""
        source, newest = self.indicator.source, self.indicator.source.newest
        found = array("q")
        for month, rows in groupby(self._counted(), key=attrgetter("month")):
            ids = {row.id for row in rows}
            if newest is None:
                found.extend(_place(datetime.date.min, id_) for id_ in ids)
                continue
            for id_, day in days_of(source.key, newest.name, self._books.members[month]):
                if id_ in ids:
                    found.append(_place(datetime.date.fromisoformat(day) if day else datetime.date.min, id_))
        return array("q", sorted(found))

    @cached_property
    def _books(self) -> Books:
        return books_of(self.frame, self.question.period, self.question.revision)

    def _counted(self) -> Iterator[Counted]:
        """What is counted, month by month; nothing where the locked months do not tell."""
        one = self.indicator
        if why_unknown(one, self._books):
            return iter(())
        return counted_in(self.question, self.frame, one, self._books, one.source.breakdowns)

    def measure(self) -> tuple[int, tuple[int, ...]]:
        one = self.indicator
        each = [row.values for row in self._counted()]
        columns = zip(*each, strict=True) if each else [()] * len(one.parts)
        return len(each), tuple(_summed(one, [n for n in values if n is not None]) for values in columns)

    def page(self, after: str = "", limit: int = PAGE) -> tuple[list[Any], str | None]:
        bounds = _bounds(after)
        end = bisect_left(self.places, _place(*bounds)) if bounds else len(self.places)
        chosen = self.places[max(0, end - limit) : end][::-1]
        return self._shown(chosen), _key(chosen[-1]) if end > limit else None

    def every(self) -> Iterator[Any]:
        for start in range(0, len(self.places), _CHUNK):
            yield from self._shown(self.places[start : start + _CHUNK])

    def _shown(self, places: Sequence[int]) -> list[Any]:
        one = self.indicator
        parts = one.parts if one.measure != DISTINCT else ()
        slots = [slot_of(one, part, self.question.basis) for part in parts]
        months = {id_: month for month, ids in self._books.members.items() for id_ in ids}
        rows = show([place % _IDS for place in places], months)
        return entries(
            self.frame, one.source, rows, lambda row: tuple(row.adds.get(slot) or 0 for slot in slots)
        )


_IDS = 1 << 40  # a day and an id as one number, of which a long list holds very many


def _place(day: datetime.date, id_: int) -> int:
    return day.toordinal() * _IDS + id_


def _key(place: int) -> str:
    return f"{datetime.date.fromordinal(place // _IDS)}.{place % _IDS}"


def _summed(one: Indicator, values: list[Any]) -> int:
    """A part of an indicator over the values of its records."""
    if one.measure == DISTINCT:
        return len(set(values))
    return min(values, default=0) if one.measure == LEAST else sum(values)


def records(
    actor: Actor, question: Question, key: str, part: str | None = None, frame: Frame | None = None
) -> Records:
    """The list behind `key` of a question; with `part`, behind that row of the question's breakdown."""
    row = question
    if part is not None and question.by[0] == "month":
        row = replace(question, period=_month(question, part))
    elif part is not None:
        row = replace(question, where=(*question.where, (question.by[0], part)))
    kind = SealedRecords if question.state == OFFICIAL else Records
    return kind(actor, row, key, frame, table=question)


def _month(question: Question, part: str) -> Period:
    """The month of the period that a row of a table by months stands for."""
    official = question.state == OFFICIAL
    found = months_of(question.period) if official else {m.key: m for m in periods.months(question.period)}
    if part in found:
        return found[part]
    raise Rejected("part", N_("“{part}”不在统计期间内，请从表格中重新打开。"), part=part)


def _bounds(after: str) -> tuple[datetime.date, int] | None:
    day, _, id_ = after.partition(".")
    try:
        return datetime.date.fromisoformat(day), int(id_)
    except ValueError:
        return None
