"""The list behind a figure: the same cases, by the same conditions, without the counting.

A figure is therefore the length of its list, or the sum of what each case in it adds.
"""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from peewee import JOIN, SQL, ModelSelect, fn

from figures import dating, periods
from figures.evaluator import Answer, Figure, Question, evaluate, measured, visible
from figures.frame import Frame
from figures.indicators import INDICATORS, Indicator, Rate, counted
from figures.periods import Period
from figures.rates import ratio
from models import Committee, Dispute, Party, Studio
from office.access import Actor
from office.errors import Rejected
from registers import parties
from vocab import N_

PAGE = 50
_CHUNK = 2000


@dataclass(frozen=True)
class Case:
    """A case in a list. `adds` is what it adds to each part of the figure; `people` is empty for who may not see them."""

    id: int
    number: str | None
    unit: str
    committee: str | None
    studio: str | None
    type: str
    source: str
    accepted_on: datetime.date
    concluded_on: datetime.date | None
    outcome: str
    form: str | None
    amount: int | None
    performance: str | None
    adds: tuple[int, ...]
    people: Sequence[Party] = ()

    @property
    def key(self) -> str:
        """Where a page that ends with this case goes on."""
        return f"{self.accepted_on}.{self.id}"


_COLUMNS = {
    "id": Dispute.id,
    "number": Dispute.number,
    "unit": Dispute.unit,
    "committee": Committee.name,
    "studio": Studio.name,
    "type": Dispute.type,
    "source": Dispute.source,
    "accepted_on": Dispute.accepted_on,
    "concluded_on": Dispute.concluded_on,
    "outcome": Dispute.outcome,
    "form": Dispute.form,
    "amount": Dispute.amount,
    "performance": Dispute.performance,
}
_FIELDS = tuple(_COLUMNS)


class Records:
    """The cases that a figure of a question counts (for a rate: those of its numerator).

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
        one = INDICATORS[self.key]
        if not isinstance(one, Rate) or not one.whole:
            return own
        table = replace(self.table, by=(), keys=(self.key,))
        whole = evaluate(self.actor, table, self.frame).total[self.key].denominator
        return Figure(self.key, ratio(own.numerator or 0, whole or 0, one.places), {}, own.numerator, whole)

    @cached_property
    def indicator(self) -> Indicator:
        """What is counted: the indicator itself, or a rate's numerator."""
        one = INDICATORS[self.key]
        return counted(one.numerator[self.question.basis]) if isinstance(one, Rate) else one

    @property
    def base_is_whole(self) -> bool:
        """Whether a rate's denominator is that of the whole table rather than of the same row."""
        one = INDICATORS[self.key]
        return isinstance(one, Rate) and one.whole

    @property
    def base_key(self) -> str | None:
        """The indicator under a rate, whose list is another; None for what is no rate."""
        one = INDICATORS[self.key]
        return one.denominator[self.question.basis] if isinstance(one, Rate) else None

    @cached_property
    def rows(self) -> ModelSelect:
        """The cases, as a query."""
        one, question = self.indicator, self.question
        counts = dating.when(one.dated, question.basis, question.period)
        return visible(self.actor, question, self.frame).where(counts & one.condition)

    def measure(self) -> tuple[int, tuple[int, ...]]:
        """How many cases the list has, and what they add up to, part by part."""
        count, *sums = self.rows.select(fn.COUNT(SQL("1")), *map(fn.SUM, self._adds())).tuples().first()
        return count, tuple(int(value or 0) for value in sums)

    def page(self, after: str = "", limit: int = PAGE) -> tuple[list[Case], str | None]:
        """The newest cases that follow the key `after`, and the key of the next page (None at the end)."""
        rows = self.rows.order_by(Dispute.accepted_on.desc(), Dispute.id.desc())
        if bounds := _bounds(after):
            day, id_ = bounds
            rows = rows.where(
                (Dispute.accepted_on < day) | ((Dispute.accepted_on == day) & (Dispute.id < id_))
            )
        found = self._read(rows.limit(limit + 1))
        return found[:limit], found[limit - 1].key if len(found) > limit else None

    def every(self) -> Iterator[Case]:
        """All cases, oldest first, read in pieces."""
        rows = self.rows.order_by(Dispute.accepted_on, Dispute.id)
        found = self._read(rows.limit(_CHUNK))
        while found:
            yield from found
            day, id_ = found[-1].accepted_on, found[-1].id
            later = (Dispute.accepted_on > day) | ((Dispute.accepted_on == day) & (Dispute.id > id_))
            found = self._read(rows.where(later).limit(_CHUNK)) if len(found) == _CHUNK else []

    def _adds(self) -> list[Any]:
        return [measured(self.indicator, name) for name in self.indicator.parts]

    def _read(self, rows: ModelSelect) -> list[Case]:
        rows = rows.join(Committee, JOIN.LEFT_OUTER, on=(Dispute.committee == Committee.id)).switch(Dispute)
        rows = rows.join(Studio, JOIN.LEFT_OUTER, on=(Dispute.studio == Studio.id))
        found = list(rows.select(*_COLUMNS.values(), *self._adds()).tuples())
        may_see = self.actor.may("dispute.people")
        people = parties.of([row[0] for row in found]) if may_see and found else {}
        return [self._case(row, people.get(row[0], ())) for row in found]

    def _case(self, row: tuple[Any, ...], people: Sequence[Party]) -> Case:
        values = dict(zip(_FIELDS, row, strict=False))
        values["unit"] = self.frame.full_name(values["unit"])
        values["type"] = self.frame.term_name(values["type"])
        values["source"] = self.frame.term_name(values["source"])
        adds = tuple(int(value or 0) for value in row[len(_FIELDS) :])
        return Case(**values, adds=adds, people=people)


def records(
    actor: Actor, question: Question, key: str, part: str | None = None, frame: Frame | None = None
) -> Records:
    """The list behind `key` of a question; with `part`, behind that row of the question's breakdown."""
    row = question
    if part is not None and question.by[0] == "month":
        row = replace(question, period=_month(question.period, part))
    elif part is not None:
        row = replace(question, where=(*question.where, (question.by[0], part)))
    return Records(actor, row, key, frame, table=question)


def _month(period: Period, part: str) -> Period:
    """The month of a period that a row of a table by months stands for."""
    for month in periods.months(period):
        if month.key == part:
            return month
    raise Rejected("part", N_("“{part}”不在统计期间内，请从表格中重新打开。"), part=part)


def _bounds(after: str) -> tuple[datetime.date, int] | None:
    day, _, id_ = after.partition(".")
    try:
        return datetime.date.fromisoformat(day), int(id_)
    except ValueError:
        return None
