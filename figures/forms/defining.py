"""What an official table is: parts of columns, each column a figure, and the sums that must hold among them.

A definition is data. figures/forms/definitions/ holds them, a file for each table; figures/forms/filling.py fills them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from figures.breakdowns import Breakdown
from figures.frame import Frame
from vocab import N_

UNIT = "unit"  # rows: the units below, then the total
TYPES = "types"  # rows: the 15 types, under each the leaves it is made of
SOURCES = "sources"  # rows: the sources, under each the children it is made of
EQUAL, AT_MOST, TOGETHER = "=", "≤", "⇔"

Key = str | Mapping[str, str]  # an indicator, or one for each basis


@dataclass(frozen=True)
class Column:
    """A column: a figure (`key`), of the row `part` of a breakdown where `by` names one.

    `name` is what the balance rules call it, `headings` are written above it from the top down. `parts` are the rows of
    the breakdown of which it is the sum, `slot` is the one of an indicator's several numbers, `of` the column of which it
    is a part (其中). `entered` takes the figure that the bureau defined without code under that name. `places` rounds a
    rate otherwise than its definition.
    """

    name: str
    headings: tuple[str, ...]
    key: Key = ""
    by: str = ""
    part: str = ""
    parts: tuple[str, ...] = ()
    slot: str = ""
    of: str = ""
    group: str = ""
    entered: str = ""
    places: int | None = None

    def of_basis(self, basis: str) -> str:
        """The indicator's key by the date basis that was asked for."""
        return self.key if isinstance(self.key, str) else self.key[basis]

    def columns(self, way: Breakdown | None, frame: Frame, found: set[str]) -> "Iterator[Column]":
        """The columns it stands for: itself."""
        yield self


@dataclass(frozen=True)
class Spread:
    """A column for each row of a breakdown, in its print order. `only` names the rows wanted (none: all).

    `slots` makes several columns of each row: slot → heading. `of` is the column of which they are the parts.
    """

    name: str
    headings: tuple[str, ...]
    key: Key
    by: str
    only: tuple[str, ...] = ()
    slots: Mapping[str, str] = field(default_factory=dict)
    of: str = ""

    entered = ""

    def of_basis(self, basis: str) -> str:
        """The indicator's key by the date basis that was asked for."""
        return self.key if isinstance(self.key, str) else self.key[basis]

    def columns(self, way: Breakdown | None, frame: Frame, found: set[str]) -> Iterator[Column]:
        """A column for each row that held in the period or that records bear."""
        for part, label in self._axis(way, frame, found).items():
            name, headings = f"{self.name}:{part}", (*self.headings, label)
            for slot, heading in self.slots.items():
                yield Column(f"{name}/{slot}", (*headings, heading), self.key, self.by, part, (part,), slot,
                             self.of, self.name)  # fmt: skip
            if not self.slots:
                yield Column(name, headings, self.key, self.by, part, (part,), "", self.of, self.name)

    def _axis(self, way: Breakdown | None, frame: Frame, found: set[str]) -> dict[str, str]:
        assert way is not None
        axis = way.axis(frame, found)
        return {part: axis.get(part, part) for part in self.only} if self.only else axis


@dataclass(frozen=True)
class Tree(Spread):
    """The same for a list whose entries have parents (案件来源): a parent is a column, its children follow as 其中."""

    def columns(self, way: Breakdown | None, frame: Frame, found: set[str]) -> Iterator[Column]:
        """A column for each top entry; for one with children its sum, then each child."""
        assert way is not None
        for code, label, children in tree(way.axis(frame, found), frame):
            name = f"{self.name}:{code}"
            if not children:
                yield Column(name, (*self.headings, label), self.key, self.by, code, (code,), group=self.name)
                continue
            above = (*self.headings, label)
            yield Column(
                name, (*above, N_("小计")), self.key, self.by, code, tuple(children), group=self.name
            )
            for child, called in children.items():
                yield Column(f"{self.name}:{code}>{child}", (*above, called), self.key, self.by, child, (child,),
                             of=name, group=self.name)  # fmt: skip


def tree(axis: Mapping[str, str], frame: Frame) -> list[tuple[str, str, dict[str, str]]]:
    """The rows of a list as a tree: (code, name, {child: name}) of each top entry; {} where it is a row itself.

    What was written down as the parent alone is a child of its own.
    """
    found: dict[str, dict[str, str]] = {}
    for code in axis:
        term = frame.terms.get(code)
        parent = (term.parent_id if term else None) or code
        below = found.setdefault(parent, {})
        if parent != code and term:
            below[code] = term.name
    told = []
    for code, below in found.items():
        name = frame.terms[code].name if code in frame.terms else axis[code]
        own = {code: N_("未注明")} if below and code in axis else {}
        told.append((code, name, below | own))
    return told


@dataclass(frozen=True)
class Balance:
    """Sums of columns that must stand to each other in every row, by the names of columns or of groups.

    EQUAL and AT_MOST compare two sums; TOGETHER says that both are nothing or the right one is at least the left (件 and 人).
    A group is all its columns that are no part (其中) of another.
    """

    words: str
    left: tuple[str, ...]
    relation: str
    right: tuple[str, ...]

    def holds(self, left: int | Decimal, right: int | Decimal) -> bool:
        """Whether two sums stand as they must."""
        if self.relation == EQUAL:
            return left == right
        if self.relation == AT_MOST:
            return left <= right
        return (left == 0) == (right == 0) and right >= left


@dataclass(frozen=True)
class Unknown:
    """A note that tells of how many a column knows nothing: those in its breakdown's row of what is not filled in."""

    column: str
    words: str  # with a place for {n}


@dataclass(frozen=True)
class Part:
    """A table within the table, printed under its own title: the same rows, some of the columns."""

    title: str
    columns: tuple[Column | Spread, ...]
    rows: str = UNIT
    head: str = N_("单位")  # above the names of the rows


@dataclass(frozen=True)
class Form:
    """An official table. `number` never changes: the codes on printed tables contain it."""

    number: int
    name: str
    title: str
    about: str
    parts: tuple[Part, ...]
    balances: tuple[Balance, ...] = ()
    notes: tuple[str, ...] = ()
    unknowns: tuple[Unknown, ...] = ()
    by_basis: bool = False  # whether the date basis of disputes makes a difference

    def every_column(self) -> Iterator[Column | Spread]:
        """All columns of all parts."""
        for part in self.parts:
            yield from part.columns


def keys(columns: Iterable[Column | Spread], basis: str) -> tuple[str, ...]:
    """The indicators of the columns, each once."""
    return tuple(dict.fromkeys(key for column in columns if (key := column.of_basis(basis))))
