"""A question as SQL: a grouped SELECT for each source, date basis and measure, put together by UNION ALL."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from typing import Any

from peewee import SQL, Case, ModelSelect, fn

from figures import periods
from figures.dating import Dated
from figures.defining import DISTINCT, LEAST, Indicator, at
from figures.frame import Frame
from figures.indicators import PRINTED
from figures.periods import Period
from figures.sources import Source
from vocab import LIVE, N_

SEALED = N_("审定数按锁定时的分类和单位封存，不能按现行口径重算；请改看实时数，或不选现行口径。")
MOST_PARAMETERS = 30_000  # in one statement: SQLite takes 32,766, PostgreSQL 65,535


@dataclass(frozen=True)
class Question:
    """Which figures (`keys`) of which unit and period, by which date basis, broken down `by` what.

    `where` confines the records to rows of breakdowns: (("type", "T01"), …). `unit` None is the actor's own.
    `state` says from which books: the living records or the locked returns; of these `revision` names an older one.
    `comparable` puts the living records into the rows of today's lists and units.
    """

    unit: int | None
    period: Period
    basis: str = "concluded"
    by: tuple[str, ...] = ()
    keys: tuple[str, ...] = tuple(PRINTED)
    where: tuple[tuple[str, str], ...] = ()
    state: str = LIVE
    revision: int | None = None
    predecessors: bool = False  # with the records of the units that were merged into this one
    comparable: bool = False


def visible(source: Source, question: Question, frame: Frame) -> ModelSelect:
    """The records of a source that a question is about, whatever their dates."""
    rows = source.visible(frame)
    for by, part in question.where:
        rows = rows.where(source.breakdowns[by].chosen(frame, part))
    return rows


def measured(one: Indicator, name: str, frame: Frame) -> Any:
    """What one record adds to a part of an indicator: a column, or one, or nothing."""
    part = one.parts[name]
    conditions = [at(each, frame) for each in (one.condition, part.condition) if each is not None]
    column = SQL("1") if part.column is None else at(part.column, frame)
    if not conditions:
        return column
    return Case(None, [(reduce(lambda a, b: a & b, conditions), column)], _NOTHING.get(one.measure, SQL("0")))


_NOTHING = {DISTINCT: None, LEAST: None}


def aggregated(one: Indicator, name: str, frame: Frame) -> Any:
    """A part of an indicator over many records."""
    value = measured(one, name, frame)
    if one.measure == DISTINCT:
        return fn.COUNT(fn.DISTINCT(value))
    return fn.MIN(value) if one.measure == LEAST else fn.SUM(value)


def statements(question: Question, frame: Frame, needed: list[Indicator]) -> Iterator[Any]:
    """What counts everything needed: for each cell a value of every part of every indicator.

    One statement, unless so many SELECTs name so many units that they are more than a database takes at once.
    """
    selects = list(_selects(question, frame, needed))
    at_once = max(1, MOST_PARAMETERS // (2 * len(frame.inside) + 100))
    for start in range(0, len(selects), at_once):
        yield reduce(lambda left, right: left.union_all(right), selects[start : start + at_once])


@dataclass(frozen=True)
class _Pass:
    """What one SELECT counts: indicators of one source, by one date, that group alike."""

    source: Source
    dated: Dated
    distinct: bool


def _selects(question: Question, frame: Frame, needed: list[Indicator]) -> Iterator[ModelSelect]:
    """A SELECT for each pass (a stock in a table by months: for each month); the columns of others are nothing in it."""
    passes = {one.key: _pass(one, question) for one in needed}
    for each in dict.fromkeys(passes.values()):
        counts = {key for key, own in passes.items() if own == each}
        for period in _asked(question, each):
            then = frame.at(period)
            values = [
                aggregated(one, name, then) if one.key in counts else _empty(one)
                for one in needed
                for name in one.parts
            ]
            groups = [_group(each, key, frame, period) for key in question.by]
            for window in each.dated.windows(period):
                yield _select(question, frame, each.source, window, groups, values)


def _pass(one: Indicator, question: Question) -> _Pass:
    return _Pass(one.source, one.source.dated(one.dated, question.basis), one.measure == DISTINCT)


def _empty(one: Indicator) -> Any:
    return SQL("cast(null as integer)") if one.measure == LEAST else SQL("0")


def _asked(question: Question, each: _Pass) -> list[Period]:
    """The period, or for a stock in a table by months each of them."""
    by_month = each.dated.is_stock and each.dated.monthly and "month" in question.by
    return periods.months(question.period) if by_month else [question.period]


def _group(each: _Pass, key: str, frame: Frame, period: Period) -> Any:
    """What is grouped by for a breakdown; a stock asked for one month alone belongs to it."""
    if key == "month" and each.dated.is_stock and each.dated.monthly:
        return SQL(f"cast('{period.key}' as varchar(7))")
    way = each.source.breakdowns[key]
    return (way.exact if each.distinct else way.column)(frame, each.dated.column)


def _select(
    question: Question, frame: Frame, source: Source, window: Any, groups: list[Any], values: list[Any]
) -> ModelSelect:
    rows = visible(source, question, frame).where(window)
    for key in question.by:
        rows = source.breakdowns[key].join(rows)
    # by position: the parameters of a repeated expression would make it another one to PostgreSQL
    return rows.select(*groups, *values).group_by(*(SQL(str(i + 1)) for i in range(len(groups))))
