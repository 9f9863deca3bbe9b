"""How a finding names records: by their number where they have one, the first few in words and all of them as links."""

from collections.abc import Sequence
from typing import Any

from peewee import ModelSelect

from figures.checking.books import Books
from figures.defining import at
from figures.disputes import ACCEPTED, CONCLUDED, DISPUTES
from figures.indicators import counted
from figures.selects import visible
from models import Dispute
from vocab import N_

SHOWN = 10  # in the sentence
LINKED = 100  # in the list beside it

Row = tuple[int, str | None]  # id, number


def words(rows: Sequence[Row]) -> str:
    """东门调字〔2026〕3号、#17 等 23 条."""
    shown = "、".join(number or f"#{id_}" for id_, number in rows[:SHOWN])
    return shown if len(rows) <= SHOWN else N_("{shown} 等 {count} 条").format(shown=shown, count=len(rows))


def links(source: str, rows: Sequence[Row]) -> tuple[tuple[str, int], ...]:
    """The records as a finding keeps them."""
    return tuple((source, id_) for id_, _number in rows[:LINKED])


def behind(books: Books, key: str, *columns: Any) -> ModelSelect:
    """The cases that a figure of the month counts, as the evaluator does: id, number and `columns`; oldest first."""
    one = counted(key)
    rows = visible(one.source, books.question((key,)), books.frame)
    rows = rows.where(one.source.dated(one.dated, books.basis).when(books.period))
    return _named(rows if one.condition is None else rows.where(at(one.condition, books.frame)), columns)


def cases_of_month(books: Books, *columns: Any) -> ModelSelect:
    """The live cases that were accepted or concluded in the month."""
    touched = DISPUTES.dates[ACCEPTED].when(books.period) | DISPUTES.dates[CONCLUDED].when(books.period)
    return _named(DISPUTES.visible(books.frame).where(touched), columns)


def _named(rows: ModelSelect, columns: Sequence[Any]) -> ModelSelect:
    return rows.select(Dispute.id, Dispute.number, *columns).order_by(Dispute.id)
