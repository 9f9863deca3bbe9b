"""The one place where figures are worked out; pages, workbooks and the command line all ask here.

A question becomes one SQL statement: a grouped SELECT per date basis, put together by UNION ALL. Everything
shown is folded from its cells, so that a total is the sum of its rows and a rate is one sum over another.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property, reduce
from typing import Any

from peewee import SQL, Case, ModelSelect, fn

from figures import dating
from figures.breakdowns import BREAKDOWNS
from figures.frame import Frame
from figures.indicators import INDICATORS, PRINTED, STOCK, Indicator, Rate, counted
from figures.periods import Period
from figures.rates import ratio
from models import Dispute
from office import access
from office.access import Actor
from office.errors import Rejected
from vocab import BASES, N_

Cell = tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """Which figures (`keys`) of which unit and period, by which date basis, broken down `by` what.

    `where` confines the cases to rows of breakdowns: (("type", "T01"), …). `unit` None is the actor's own.
    """

    unit: int | None
    period: Period
    basis: str = "concluded"
    by: tuple[str, ...] = ()
    keys: tuple[str, ...] = tuple(PRINTED)
    where: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Figure:
    """One number: for a rate `value` is a rounded decimal, or None without a base. Money is in fen."""

    key: str
    value: int | Decimal | None
    parts: dict[str, int]
    numerator: int | None = None
    denominator: int | None = None

    def as_json(self) -> dict[str, Any]:
        """As the command line prints it."""
        if isinstance(INDICATORS[self.key], Rate):
            value = None if self.value is None else str(self.value)
            return {"value": value, "numerator": self.numerator, "denominator": self.denominator}
        return {"value": self.value, **(self.parts if len(self.parts) > 1 else {})}


class Line(Mapping[str, Figure]):
    """A row of an answer: its figures by key, each worked out when it is looked at."""

    def __init__(self, answer: "Answer", part: str, label: str, sums: list[int], stocks: bool = True) -> None:
        self.answer = answer
        self.part = part
        self.label = label
        self.sums = sums
        self.stocks = stocks

    def __getitem__(self, key: str) -> Figure:
        if key not in self.answer.question.keys:
            raise KeyError(key)
        one = INDICATORS[key]
        return self._rate(one) if isinstance(one, Rate) else self._count(one)

    def __iter__(self) -> Iterator[str]:
        return iter(self.answer.question.keys)

    def __len__(self) -> int:
        return len(self.answer.question.keys)

    @property
    def is_nil(self) -> bool:
        """Whether nothing at all was counted here."""
        return not any(self.sums)

    def _count(self, one: Indicator) -> Figure:
        parts = {name: self.sums[self.answer.slots[one.key, name]] for name in one.parts}
        if one.kind == STOCK and not self.stocks:
            return Figure(one.key, None, parts)
        value = sum(parts.values()) if one.added else next(iter(parts.values()))
        return Figure(one.key, value, parts)

    def _rate(self, one: Rate) -> Figure:
        basis = self.answer.question.basis
        above = self._amount(one.numerator[basis])
        below = (self.answer.total if one.whole else self)._amount(one.denominator[basis])
        return Figure(one.key, ratio(above, below, one.places, one.scale), {}, above, below)

    def _amount(self, key: str) -> int:
        return int(self._count(counted(key)).value or 0)


class Answer:
    """The cells of a question, and the tables folded from them."""

    def __init__(self, question: Question, frame: Frame, slots: dict[tuple[str, str], int]) -> None:
        self.question = question
        self.frame = frame
        self.slots = slots
        self.cells: dict[Cell, list[int]] = {}
        self.whole: list[int] | None = None  # where rows overlap, the total is asked apart

    def add(self, cell: Cell, sums: Iterable[Any]) -> None:
        """Add what one SELECT found for a cell."""
        kept = self.cells.setdefault(cell, [0] * len(self.slots))
        for index, value in enumerate(sums):
            kept[index] += int(value or 0)

    @cached_property
    def total(self) -> Line:
        """The whole question as one row."""
        sums = self.whole or self._folded(()).get((), [0] * len(self.slots))
        return Line(self, "", N_("合计"), sums)

    def rows(self, by: str | None = None) -> list[Line]:
        """A row for each part of a breakdown of the question (its first, unless named), in print order."""
        by = by or self.question.by[0]
        folded = self._folded((by,))
        axis = BREAKDOWNS[by].axis(self.frame, {cell[0] for cell in folded})
        empty = [0] * len(self.slots)
        return [Line(self, p, label, folded.get((p,), empty), by != "month") for p, label in axis.items()]

    def at(self, **parts: str) -> Line:
        """The row where several breakdowns of the question cross: at(unit="12", month="2020-03")."""
        sums = self._folded(tuple(parts)).get(tuple(parts.values()), [0] * len(self.slots))
        return Line(self, "", "", sums, "month" not in parts)

    def together(self, by: str, parts: Iterable[str]) -> Line:
        """Several rows as one (the parent line of a tree), worked out from their sums."""
        folded = self._folded((by,))
        found = [folded[part,] for part in parts if (part,) in folded]
        return Line(
            self, "", "", [sum(column) for column in zip(*found, strict=True)] or [0] * len(self.slots)
        )

    def _folded(self, by: tuple[str, ...]) -> dict[Cell, list[int]]:
        if by == self.question.by:
            return self.cells
        if by not in self._folds:
            self._folds[by] = self._fold([self._way(key) for key in by])
        return self._folds[by]

    @cached_property
    def _folds(self) -> dict[Cell, dict[Cell, list[int]]]:
        return {}

    def _way(self, key: str) -> Callable[[Cell], str]:
        """How a breakdown's part is read off a cell: as it stands, or from that of a finer breakdown."""
        if key in self.question.by:
            place = self.question.by.index(key)
            return lambda cell: cell[place]
        way = BREAKDOWNS[key]
        place = self.question.by.index(way.finer)
        return lambda cell: way.part(cell[place], self.frame)

    def _fold(self, ways: list[Callable[[Cell], str]]) -> dict[Cell, list[int]]:
        found: dict[Cell, list[int]] = {}
        for cell, sums in self.cells.items():
            part = tuple(way(cell) for way in ways)
            found[part] = [a + b for a, b in zip(found[part], sums, strict=True)] if part in found else sums
        return found


def evaluate(actor: Actor, question: Question, frame: Frame | None = None) -> Answer:
    """The answer to a question, in one query. Raises NotVisible, Rejected.

    `frame` saves reading units and lists again when several questions are asked about one unit and period.
    """
    _check(question)
    frame = frame or Frame(actor, question.unit, question.period)
    needed = _needed(question)
    slots = {(one.key, name): i for i, (one, name) in enumerate((o, n) for o in needed for n in o.parts)}
    answer = Answer(question, frame, slots)
    width = len(question.by)
    ways = [BREAKDOWNS[key] for key in question.by]
    for row in _union(_selects(question, frame, needed)).tuples():
        cell = tuple(way.part(value, frame) for way, value in zip(ways, row[:width], strict=True))
        answer.add(cell, row[width:])
    if any(way.overlapping for way in ways):
        answer.whole = evaluate(actor, replace(question, by=()), frame).total.sums
    return answer


def visible(actor: Actor, question: Question, frame: Frame) -> ModelSelect:
    """The cases a question is about, whatever their dates: those of the unit that the actor may see."""
    rows = access.disputes(actor).where(Dispute.voided_at.is_null())
    if not frame.is_whole_area:
        rows = rows.where(Dispute.unit.in_(sorted(frame.inside)))
    for by, part in question.where:
        rows = rows.where(BREAKDOWNS[by].chosen(frame, part))
    return rows


def measured(one: Indicator, name: str) -> Any:
    """What one case adds to a part of an indicator: a column, or one, or nothing."""
    condition, column = one.parts[name]
    both = one.condition if condition is None else one.condition & condition
    return Case(None, [(both, SQL("1") if column is None else column)], SQL("0"))


def _check(question: Question) -> None:
    if question.basis not in BASES:
        raise Rejected("basis", N_("统计口径应为“按结案日期”或“按受理日期”。"))
    for by in (*question.by, *(by for by, _ in question.where)):
        if by not in BREAKDOWNS:
            raise Rejected("by", N_("不能按“{by}”分组，可用：{known}。"), by=by, known="、".join(BREAKDOWNS))
    for key in question.keys:
        if key not in INDICATORS:
            raise Rejected("keys", N_("没有名为“{key}”的指标，请核对指标代码。"), key=key)


def _needed(question: Question) -> list[Indicator]:
    """The counted indicators behind the keys, those of rates included."""
    keys: dict[str, None] = {}
    for key in question.keys:
        one = INDICATORS[key]
        pair = (one.numerator, one.denominator) if isinstance(one, Rate) else ()
        keys.update(dict.fromkeys([basis[question.basis] for basis in pair] or [key]))
    return [counted(key) for key in keys]


def _selects(question: Question, frame: Frame, needed: list[Indicator]) -> Iterator[ModelSelect]:
    """A SELECT for each date basis in use; the columns of the others are zero in it."""
    for dated in dict.fromkeys(_dated(one, question) for one in needed):
        sums = [
            fn.SUM(measured(one, name)) if _dated(one, question) == dated else SQL("0")
            for one in needed
            for name in one.parts
        ]
        for window in dating.windows(dated, question.basis, question.period):
            yield _select(question, frame, dated, window, sums)


def _dated(one: Indicator, question: Question) -> str:
    return question.basis if one.dated == dating.BASIS else one.dated


def _select(question: Question, frame: Frame, dated: str, window: Any, sums: list[Any]) -> ModelSelect:
    rows = visible(frame.actor, question, frame).where(window)
    day = dating.column(dated, question.basis)
    groups = []
    for key in question.by:
        rows = BREAKDOWNS[key].join(rows)
        groups.append(BREAKDOWNS[key].column(frame, day))
    # by position: the parameters of a repeated expression would make it another one to PostgreSQL
    return rows.select(*groups, *sums).group_by(*(SQL(str(i + 1)) for i in range(len(groups))))


def _union(selects: Iterable[ModelSelect]) -> Any:
    return reduce(lambda left, right: left.union_all(right), selects)
