"""A table filled: every part with its rows and cells, worked out once for page, print, workbook, document and JSON.

Each breakdown is one question; the cells are read off the answers.
"""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from figures import entered, wording
from figures.answers import Answer, Line
from figures.books.sealed import Books, books_of
from figures.defining import Rate
from figures.evaluator import Question, evaluate, must_be_known
from figures.forms.cells import NOTHING, Cell, cell_of, printed_unit, summed
from figures.forms.defining import SOURCES, TYPES, UNIT, Column, Form, Part, Spread, tree
from figures.forms.headings import Heading
from figures.forms.headings import lines as lines_of
from figures.frame import Frame
from figures.indicators import counted, find
from office.access import Actor
from vocab import BASES, BOOKS, N_, OFFICIAL

TOTAL = N_("合计")
OF_WHICH = N_("其中：{name}")
_LEAVES = {
    TYPES: "type",
    SOURCES: "source",
}  # the breakdown behind rows that are a tree, and that of its parents
_PARENTS = {TYPES: "type15", SOURCES: "source"}

_Place = tuple[
    str, str, str
]  # what one question is about: breakdown of the rows, that of the columns, source


@dataclass(frozen=True)
class Row:
    """A row: of a breakdown `by` the row `part` (or the sum of `parts`); without `by` the total. A child is a 其中 row."""

    label: str
    by: str = ""
    part: str = ""
    parts: tuple[str, ...] = ()
    is_child: bool = False


@dataclass(frozen=True)
class Sheet:
    """A part of a table, filled: its columns with their units, its rows and the total, with a cell for each column.

    `first` is the number of its first column (栏次): columns are numbered through all parts.
    """

    part: Part
    first: int
    columns: Sequence[Column]
    units: Sequence[str]
    rows: Sequence[tuple[Row, Sequence[Cell]]]
    total: tuple[Row, Sequence[Cell]]

    @property
    def headings(self) -> list[list[Heading]]:
        """The lines of headings above the columns."""
        return lines_of([column.headings for column in self.columns])

    @property
    def numbers(self) -> list[str]:
        """The numbers of its columns."""
        return [str(self.first + place) for place in range(len(self.columns))]

    @property
    def lines(self) -> list[tuple[Row, Sequence[Cell]]]:
        """The rows and, last, the total."""
        return [*self.rows, self.total]


class Filled:
    """A table of a unit and period. Raises NotVisible, Rejected.

    `question` says unit, period, basis, books and revision; what is broken down is the form's affair. `label` is what
    the period is called, where it has a name.
    """

    def __init__(
        self, actor: Actor, form: Form, question: Question, *, today: datetime.date, label: str = ""
    ) -> None:
        check(question)
        self.actor = actor
        self.form = form
        self.question = question
        self.frame = Frame(actor, question.unit, question.period, question.predecessors)
        self.cut_off = min(question.period.last, today)
        self.period_label = label or question.period.label
        self._answers: dict[_Place, Answer] = {}

    # ------------------------------------------------------------ what it says of itself

    @property
    def is_official(self) -> bool:
        """Whether the numbers are those of locked returns."""
        return self.question.state == OFFICIAL

    @property
    def books(self) -> Books | None:
        """The locked returns from which it is taken; None of live numbers."""
        if not self.is_official:
            return None
        return books_of(self.frame, self.question.period, self.question.revision)

    @property
    def missing(self) -> list[str]:
        """The names of the units that had not reported when the months were locked (缺报)."""
        return [post.name for post in self.books.missing_units()] if self.books else []

    @property
    def title(self) -> str:
        """青山县人民调解案件情况统计表."""
        return f"{self.frame.unit.name}{self.form.title}"

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What must stand above the table: label and text of unit, period, basis, books, cut-off, missing units."""
        period = self.question.period
        unit = self.frame.unit.name
        if self.frame.shows_merged:
            unit += f"（{wording.WITH_PREDECESSORS}：{'、'.join(self.frame.merged_names)}）"
        told = [(N_("填报单位"), unit)]
        told.append((N_("统计期间"), f"{self.period_label}（{period.start}至{period.last}）"))
        if self.form.by_basis:
            told.append((N_("统计口径"), BASES[self.question.basis]))
        told.append((N_("数据状态"), BOOKS[self.question.state]))
        told.append((N_("数据截止"), str(self.cut_off)))
        if self.is_official:
            told.append((N_("缺报单位"), "、".join(self.missing) or N_("无")))
        return told

    @cached_property
    def notes(self) -> list[str]:
        """What must stand below the table: what it is made of, and of how many a column knows nothing."""
        told = list(self.form.notes)
        asked = ((part, column) for part in self.form.parts for column in part.columns)
        columns = {column.name: (part, column) for part, column in asked}
        for unknown in self.form.unknowns:
            part, column = columns[unknown.column]
            if n := self._answer(part, column).at(**{column.by: ""})[self._key(column)].value:
                told.append(unknown.words.format(n=n))
        return told

    # ------------------------------------------------------------ the numbers

    @cached_property
    def sheets(self) -> list[Sheet]:
        """The parts, filled."""
        found: list[Sheet] = []
        for part in self.form.parts:
            found.append(self._sheet(part, found[-1].first + len(found[-1].columns) if found else 1))
        return found

    def _sheet(self, part: Part, first: int) -> Sheet:
        columns = [one for column in part.columns for one in self._columns(part, column)]
        rows = [(row, self._cells(part, row, columns)) for row in self._rows(part)]
        total = Row(TOTAL)
        units = [self._unit(column) for column in columns]
        return Sheet(part, first, columns, units, rows, (total, self._cells(part, total, columns)))

    def _columns(self, part: Part, column: Column | Spread) -> Iterator[Column]:
        if isinstance(column, Column):
            yield replace(column, key=self._key(column))
            return
        answer = self._answer(part, column)
        for one in column.columns(answer.ways[column.by], self.frame, _found(answer, column.by)):
            yield replace(one, key=self._key(one))

    def _unit(self, column: Column) -> str:
        """The unit in which a column is printed."""
        key = self._key(column)
        if not key:
            return ""
        one = find(key)
        return printed_unit(one, column.slot)

    # ------------------------------------------------------------ rows

    def _rows(self, part: Part) -> list[Row]:
        if part.rows == UNIT:
            return self._unit_rows
        axis = self._axis(part)
        if part.rows in _PARENTS:
            return list(_tree_rows(axis, part.rows, self.frame))
        return [Row(label, part.rows, code, (code,)) for code, label in axis.items()]

    @cached_property
    def _unit_rows(self) -> list[Row]:
        """The units below, and the own level wherever one of the questions found something of it."""
        asked = [(part, column) for part in self.form.parts if part.rows == UNIT for column in part.columns]
        answers = [self._answer(part, column) for part, column in asked if self._key(column)]
        found = {part for answer in answers for part in _found(answer, "unit")}
        named = answers[0].ways["unit"].axis(self.frame, found)
        return [Row(label, "unit", part, (part,)) for part, label in named.items()]

    def _axis(self, part: Part) -> dict[str, str]:
        """The rows of a part that has others than units."""
        by = _breakdown(part)
        answer = self._answer(part, part.columns[0])
        return answer.ways[by].axis(self.frame, _found(answer, by))

    # ------------------------------------------------------------ cells

    def _cells(self, part: Part, row: Row, columns: Sequence[Column]) -> list[Cell]:
        return [self._cell(part, row, column) for column in columns]

    def _cell(self, part: Part, row: Row, column: Column) -> Cell:
        key = self._key(column)
        if not key:
            return NOTHING
        found = [cell_of(line[key], column) for line in self._lines(part, row, column)]
        return found[0] if len(found) == 1 else summed(found)

    def _lines(self, part: Part, row: Row, column: Column) -> list[Line]:
        """The line of the answer in which a cell stands; those that a cell is the sum of."""
        answer = self._answer(part, column)
        if len(row.parts) > 1 and not column.by:
            return [answer.together(row.by, row.parts)]
        return [
            answer.at(**({row.by: own} if row.by else {}), **({column.by: other} if column.by else {}))
            for own in row.parts or ("",)
            for other in column.parts or ("",)
        ]

    # ------------------------------------------------------------ questions

    def _answer(self, part: Part, column: Column | Spread) -> Answer:
        """The answer that holds a column: one for each breakdown, shared by all columns by it."""
        place = self._place(part, column)
        if place not in self._answers:
            by = tuple(filter(None, place[:2]))
            question = replace(self.question, unit=self.frame.unit.id, by=by, keys=self._keys(place))
            self._answers[place] = evaluate(self.actor, question, self.frame)
        return self._answers[place]

    def _place(self, part: Part, column: Column | Spread) -> _Place:
        one = find(self._key(column))
        if isinstance(one, Rate):
            one = counted(one.numerator[self.question.basis])
        return _breakdown(part), column.by, one.source.key if column.by else ""

    def _keys(self, place: _Place) -> tuple[str, ...]:
        """The indicators of every column that one question answers."""
        asked = ((part, column) for part in self.form.parts for column in part.columns if self._key(column))
        return tuple(dict.fromkeys(self._key(c) for part, c in asked if self._place(part, c) == place))

    def _key(self, column: Column | Spread) -> str:
        """The indicator of a column; "" for an entered one that the bureau has not defined."""
        if column.entered:
            return self._by_hand.get(column.entered, "")
        return column.of_basis(self.question.basis)

    @cached_property
    def _by_hand(self) -> dict[str, str]:
        """Name → key of what the bureau defined without code; read for the tables that want it."""
        if not any(column.entered for column in self.form.every_column()):
            return {}
        return {one.name: key for key, one in entered.definitions().items()}


def check(question: Question) -> None:
    """Rejected for a basis or for books that there are not; the columns of a table are chosen by them."""
    must_be_known(question.basis, question.state)


def _breakdown(part: Part) -> str:
    return _LEAVES.get(part.rows, part.rows)


def _found(answer: Answer, by: str) -> set[str]:
    place = answer.question.by.index(by)
    return {cell[place] for cell in answer.cells}


def _tree_rows(axis: dict[str, str], rows: str, frame: Frame) -> Iterator[Row]:
    """Types or sources: each top one, under it what it is made of."""
    leaves, parents = _LEAVES[rows], _PARENTS[rows]
    for code, label, below in tree(axis, frame):
        parts = tuple(below) if below and parents == leaves else (code,)
        yield Row(label, parents, code, parts)
        if len(below) > 1:
            for child, name in below.items():
                yield Row(OF_WHICH.format(name=name), leaves, child, (child,), True)
