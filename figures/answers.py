"""The answer to a question: cells as the database counted them, and the tables folded from them."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

from figures import periods
from figures.books.sealed import months_of
from figures.breakdowns import Breakdown
from figures.dating import Dated
from figures.defining import DISTINCT, LEAST, Indicator, Rate
from figures.frame import Frame
from figures.indicators import counted, find
from figures.rates import exact, ratio
from figures.selects import Question
from vocab import N_, OFFICIAL

Cell = tuple[str, ...]


@dataclass(frozen=True)
class Figure:
    """One number of an indicator: for a rate `value` is a rounded decimal, or None without a base.

    Money is in fen, time in minutes. `least` is the smallest value beside a mean.
    """

    one: Indicator | Rate
    value: int | Decimal | None
    parts: dict[str, int]
    numerator: int | Decimal | None = None
    denominator: int | Decimal | None = None
    least: int | None = None

    @property
    def key(self) -> str:
        """The indicator's key."""
        return self.one.key

    def as_json(self) -> dict[str, Any]:
        """As the command line prints it; what has decimals as text."""
        value = _plain(self.value)
        if isinstance(self.one, Rate):
            counts = {"numerator": _plain(self.numerator), "denominator": _plain(self.denominator)}
            return {
                "value": value,
                **counts,
                **({"minimum": self.least, "mean": value} if self.one.least else {}),
            }
        return {"value": value, **(self.parts if len(self.parts) > 1 else {})}


def _plain(value: int | Decimal | None) -> int | str | None:
    return str(value) if isinstance(value, Decimal) else value


class Line(Mapping[str, Figure]):
    """A row of an answer: its figures by key, each worked out when it is looked at."""

    def __init__(
        self, answer: "Answer", part: str, label: str, sums: list[Any], month: str | None = None
    ) -> None:
        self.answer = answer
        self.part = part
        self.label = label
        self.sums = sums
        self.month = month  # that the row is of: for one not every stock is known, nor what is not locked

    def __getitem__(self, key: str) -> Figure:
        if key not in self.answer.question.keys:
            raise KeyError(key)
        one = self.answer.known.get(key) or find(key)
        return self._rate(one) if isinstance(one, Rate) else self._count(one)

    def __iter__(self) -> Iterator[str]:
        return iter(self.answer.question.keys)

    def __len__(self) -> int:
        return len(self.answer.question.keys)

    def why(self, key: str) -> str:
        """Why there is no figure of a key, of itself or of what a rate is worked out from; "" where there is."""
        one, unknown, basis = self[key].one, self.answer.unknown, self.answer.question.basis
        behind = (one.numerator[basis], one.denominator[basis]) if isinstance(one, Rate) else (key,)
        return next((unknown[each] for each in behind if each in unknown), "")

    @property
    def is_nil(self) -> bool:
        """Whether nothing at all was counted here."""
        return not any(self.sums)

    def _count(self, one: Indicator) -> Figure:
        parts = {name: self.sums[self.answer.slots[one.key, name]] for name in one.parts}
        if one.key in self.answer.unknown or self.month in self.answer.unlocked:
            return Figure(one, None, parts)
        if self.month and _unknown_by_month(one):
            return Figure(one, None, parts)
        value = sum(parts.values()) if one.added else next(iter(parts.values()))
        return Figure(one, exact(value) if one.hundredths else value, parts)

    def _rate(self, one: Rate) -> Figure:
        basis = self.answer.question.basis
        behind = {one.numerator[basis], one.denominator[basis]}
        if behind & self.answer.unknown.keys() or self.month in self.answer.unlocked:
            return Figure(one, None, {})
        above = self._amount(one.numerator[basis])
        below = (self.answer.total if one.whole else self)._amount(one.denominator[basis])
        least = self._count(counted(one.least)).parts[""] if one.least else None
        return Figure(one, ratio(above, below, one.places, one.scale), {}, above, below, least)

    def _amount(self, key: str) -> int | Decimal:
        return self._count(counted(key)).value or 0


def _unknown_by_month(one: Indicator) -> bool:
    """Whether it is known for the period as a whole only: what holds at its end, and is too dear to be asked each month."""
    dated = one.source.dates.get(one.dated)
    return dated is not None and dated.column is None and not dated.monthly


class Answer:
    """The cells of a question, and the tables folded from them.

    `again` answers another question about the same unit and period: what cannot be added up is asked anew.
    """

    def __init__(
        self,
        question: Question,
        frame: Frame,
        needed: list[Indicator],
        ways: dict[str, Breakdown],
        again: Callable[[Question], "Answer"],
    ) -> None:
        self.question = question
        self.frame = frame
        self.ways = ways
        self.cells: dict[Cell, list[Any]] = {}
        self.unknown: Mapping[str, str] = {}  # key → why the books do not tell it
        self.unlocked: Collection[str] = ()  # months that are not in the books
        self.known = {one.key: one for one in needed}
        self.slots = {
            (one.key, name): i for i, (one, name) in enumerate((o, n) for o in needed for n in o.parts)
        }
        self._measures = [one for one in needed for _ in one.parts]
        self._again = again

    def add(self, cell: Cell, values: Iterable[Any]) -> None:
        """Add what one SELECT found for a cell."""
        found = [self._read(one, value) for one, value in zip(self._measures, values, strict=True)]
        self.cells[cell] = self._joined(self.cells[cell], found) if cell in self.cells else found

    @cached_property
    def total(self) -> Line:
        """The whole question as one row."""
        return Line(self, "", N_("合计"), self._folded(()).get((), self._empty))

    def rows(self, by: str | None = None) -> list[Line]:
        """A row for each part of a breakdown of the question (its first, unless named), in print order."""
        by = by or self.question.by[0]
        folded = self._folded((by,))
        axis = self._axis(by, {cell[0] for cell in folded})
        return [
            Line(self, part, label, folded.get((part,), self._empty), part if by == "month" else None)
            for part, label in axis.items()
        ]

    def _axis(self, by: str, found: set[str]) -> dict[str, str]:
        """Part → label of the rows; what is sealed stands in the months for which returns are made."""
        if by == "month" and self.question.state == OFFICIAL:
            return {month: month for month in months_of(self.question.period)}
        return self.ways[by].axis(self.frame, found)

    def at(self, **parts: str) -> Line:
        """The row where several breakdowns of the question cross: at(unit="12", month="2020-03")."""
        sums = self._folded(tuple(parts)).get(tuple(parts.values()), self._empty)
        return Line(self, "", "", sums, parts.get("month"))

    def together(self, by: str, parts: Iterable[str]) -> Line:
        """Several rows as one (the parent line of a tree), worked out from their sums."""
        folded = self._folded((by,))
        sums = self._empty
        for part in parts:
            sums = self._joined(sums, folded.get((part,), self._empty))
        return Line(self, "", "", sums)

    def dated(self, one: Indicator) -> Dated:
        """By which date an indicator counts here."""
        return one.source.dated(one.dated, self.question.basis)

    # ------------------------------------------------------------ folding

    @property
    def _empty(self) -> list[Any]:
        return [self._read(one, None) for one in self._measures]

    @staticmethod
    def _read(one: Indicator, value: Any) -> int | None:
        return None if one.measure == LEAST and value is None else int(value or 0)

    def _joined(self, left: list[Any], right: list[Any]) -> list[Any]:
        if not self._has_least:
            return [a + b for a, b in zip(left, right, strict=True)]
        return [
            _least(a, b) if one.measure == LEAST else a + b
            for one, a, b in zip(self._measures, left, right, strict=True)
        ]

    @cached_property
    def _has_least(self) -> bool:
        return any(one.measure == LEAST for one in self._measures)

    def _folded(self, by: tuple[str, ...]) -> dict[Cell, list[Any]]:
        if by == self.question.by:
            return self.cells
        if by not in self._folds:
            self._folds[by] = self._asked(by) if self._counts_twice(by) else self._fold(by)
        return self._folds[by]

    @cached_property
    def _folds(self) -> dict[Cell, dict[Cell, list[Any]]]:
        return {}

    def _counts_twice(self, by: tuple[str, ...]) -> bool:
        """Whether a table with fewer breakdowns is more than the sum of its cells says."""
        dropped = set(self.question.by) - {self.ways[key].finer or key for key in by} - set(by)
        if any(self.ways[key].overlapping for key in dropped):
            return True
        if self.question.state == OFFICIAL and set(by) - set(self.question.by):
            return True  # a coarser row is known as it was sealed, not by the list as it now stands
        return bool(dropped) and any(one.measure == DISTINCT for one in self._measures)

    def _asked(self, by: tuple[str, ...]) -> dict[Cell, list[Any]]:
        return self._again(replace(self.question, by=by)).cells

    def _fold(self, by: tuple[str, ...]) -> dict[Cell, list[Any]]:
        ways = [self._way(key) for key in by]
        found: dict[Cell, list[Any]] = {}
        for cell, sums in self.cells.items():
            part = tuple(way(cell) for way in ways)
            if "month" in self.question.by and "month" not in by:
                sums = self._without_earlier_stocks(cell, sums)
            found[part] = self._joined(found[part], sums) if part in found else sums
        return found

    def _without_earlier_stocks(self, cell: Cell, sums: list[Any]) -> list[Any]:
        """Of a stock known month by month only the last month is that of the whole period."""
        month = cell[self.question.by.index("month")]
        if not month or month == self._last_month:
            return sums
        return [
            self._read(one, None) if self.dated(one).is_stock else value
            for one, value in zip(self._measures, sums, strict=True)
        ]

    @cached_property
    def _last_month(self) -> str:
        return periods.months(self.question.period)[-1].key

    def _way(self, key: str) -> Callable[[Cell], str]:
        """How a breakdown's part is read off a cell: as it stands, or from that of a finer breakdown."""
        if key in self.question.by:
            place = self.question.by.index(key)
            return lambda cell: cell[place]
        way = self.ways[key]
        place = self.question.by.index(way.finer)
        return lambda cell: way.part(cell[place], self.frame)


def _least(a: int | None, b: int | None) -> int | None:
    return min((value for value in (a, b) if value is not None), default=None)
