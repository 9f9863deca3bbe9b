"""By what a figure can be broken down. Each way knows its column, its rows in print order, and the records of a row.

A row is known by its `part`, a text that stands in addresses: a code, an id, a month, or "" for not filled in.
Those of one table only are beside it (figures/disputes.py).
"""

from collections.abc import Callable
from typing import Any

from peewee import JOIN, SQL, Case, ModelSelect, fn

from figures import periods
from figures.frame import Frame
from models import Committee, RecordChoice
from office import lists
from vocab import COMMITTEE_KINDS, N_

OWN = "own"  # records of the unit itself rather than of one below it


class Breakdown:
    """One way to break down. `overlapping`: a record may stand in several rows, so that they never sum up.

    `partial`: records without the attribute stand in no row (a second view of the whole). `rows_of` names what the
    rows are: two sources can share a table only by rows that mean the same.
    """

    overlapping = False
    partial = False
    finer = ""  # the breakdown whose parts fold into this one's
    blank = N_("未填")

    def __init__(self, key: str, name: str, field: Any = None, rows_of: str = "") -> None:
        self.key = key
        self.name = name
        self.field = field
        self.rows_of = rows_of or key

    def join(self, rows: ModelSelect) -> ModelSelect:
        """`rows` with the table that the column is in."""
        return rows

    def column(self, frame: Frame, day: Any) -> Any:
        """What records are grouped by; `day` is the date column that counts, None for a stock."""
        return self.field

    def exact(self, frame: Frame, day: Any) -> Any:
        """The same for what cannot be added up: a value for each row, not for each part of a row."""
        return self.column(frame, day)

    def part(self, value: Any, frame: Frame) -> str:
        """The row in which a value of the column stands."""
        return "" if value is None else str(value)

    def axis(self, frame: Frame, found: set[str]) -> dict[str, str]:
        """Part → label of every row in print order; `found` are the parts that records bear."""
        named = self.named(frame, found - {""})
        return named | ({"": self.blank} if "" in found and not self.partial else {})

    def named(self, frame: Frame, found: set[str]) -> dict[str, str]:
        raise NotImplementedError

    def chosen(self, frame: Frame, part: str) -> Any:
        """The condition that a record stands in the row."""
        return (self.field == part) if part else self.field.is_null()

    def stands(self, parts: list[str], part: str, frame: Frame) -> bool:
        """chosen(), for a sealed record of which the parts are known."""
        return part in parts


class Fixed(Breakdown):
    """By one of the fixed lists (office/lists.FIXED)."""

    def __init__(self, key: str, name: str, field: Any, choice: str) -> None:
        super().__init__(key, name, field, choice)
        self.labels = lists.FIXED[choice]

    def named(self, frame: Frame, found: set[str]) -> dict[str, str]:
        return dict(self.labels)


class Listed(Breakdown):
    """By the leaves of a list that the bureau may extend."""

    def column(self, frame: Frame, day: Any) -> Any:
        heirs = frame.heirs_in(self.rows_of)
        return Case(self.field, heirs, self.field) if heirs else self.field

    def named(self, frame: Frame, found: set[str]) -> dict[str, str]:
        return frame.entries(self.rows_of, found)

    def chosen(self, frame: Frame, part: str) -> Any:
        return self.field.in_(frame.leading_to(part)) if part else self.field.is_null()


def once(field: Any, frame: Frame, list_: str, bears: Callable[[list[str]], Any]) -> Any:
    """The column of a list of which a record may bear several entries, with those of today in it.

    `bears` is the condition that the record of a line bears one of some codes: where two of its codes are the same
    entry today, it stands in that row once, and the other line in none.
    """
    cases: list[tuple[Any, Any]] = []
    for heir in dict.fromkeys(heir for _, heir in frame.heirs_in(list_)):
        codes = frame.leading_to(heir)
        cases += [((field == code) & bears(codes[:i]), None) for i, code in enumerate(codes) if i]
        cases.append((field.in_(codes), heir))
    return Case(None, cases, field) if cases else field


class Yes(Breakdown):
    """By a mark that a record bears or not."""

    LABELS = {"1": N_("是"), "0": N_("否")}

    def part(self, value: Any, frame: Frame) -> str:
        return "1" if value else "0"

    def named(self, frame: Frame, found: set[str]) -> dict[str, str]:
        return self.LABELS

    def chosen(self, frame: Frame, part: str) -> Any:
        return self.field == (part == "1")


class Worded(Breakdown):
    """By a text as it was written down."""

    def part(self, value: Any, frame: Frame) -> str:
        return value or ""

    def named(self, frame: Frame, found: set[str]) -> dict[str, str]:
        return {text: text for text in sorted(found)}

    def chosen(self, frame: Frame, part: str) -> Any:
        return (self.field == part) if part else (self.field.is_null() | (self.field == ""))


class Several(Breakdown):
    """By the codes of a field that holds several (受援人类别): such groups overlap, so they never sum up."""

    overlapping = partial = True

    def __init__(self, key: str, name: str, record: Any, register: str, field: str, choice: str) -> None:
        super().__init__(key, name, RecordChoice.code, choice)
        self.record = record  # the id column of the table
        self.register = register
        self.of_field = field

    def join(self, rows: ModelSelect) -> ModelSelect:
        model, mine = self.record.model, self._mine(RecordChoice)
        return rows.join(RecordChoice, on=(RecordChoice.record == self.record) & mine).switch(model)

    def column(self, frame: Frame, day: Any) -> Any:
        return once(self.field, frame, self.rows_of, lambda codes: self.record.in_(self._bearing(codes)))

    def named(self, frame: Frame, found: set[str]) -> dict[str, str]:
        return (
            dict(lists.FIXED[self.rows_of])
            if self.rows_of in lists.FIXED
            else frame.entries(self.rows_of, found)
        )

    def chosen(self, frame: Frame, part: str) -> Any:
        return self.record.in_(self._bearing(frame.leading_to(part)))

    def _bearing(self, codes: list[str]) -> ModelSelect:
        choices = RecordChoice.alias()
        return choices.select(choices.record).where(self._mine(choices) & choices.code.in_(codes))

    def _mine(self, choices: Any) -> Any:
        """The condition that a line of the choices is one of this field."""
        return (choices.register == self.register) & (choices.field == self.of_field)


class ByPerson(Breakdown):
    """By the persons behind records: `field` is the same for one person in all of them."""

    def __init__(self, key: str, name: str, field: Any, called: Any) -> None:
        super().__init__(key, name, field, f"{field.model._meta.table_name}.{field.name}")
        self.called = called

    def named(self, frame: Frame, found: set[str]) -> dict[str, str]:
        if not found:
            return {}
        names = self.field.model.select(self.field, fn.MIN(self.called))
        rows = names.where(self.field.in_(sorted(found))).group_by(self.field).tuples()
        clear = frame.actor.may("record.people")
        return {
            part: name if clear else f"{name[:1]}**" for part, name in sorted(rows, key=lambda row: row[1])
        }


class ByUnit(Breakdown):
    """By the units directly below, under their names of the time; what belongs to none of them is 本级."""

    def exact(self, frame: Frame, day: Any) -> Any:
        rows: dict[int, list[int]] = {}
        for id_, child in frame.child_of.items():
            rows.setdefault(child, []).append(id_)
        cases = [(self.field.in_(ids), SQL(str(child))) for child, ids in rows.items()]
        return Case(None, cases, SQL(str(frame.unit.id))) if cases else SQL(f"cast({frame.unit.id} as int)")

    def part(self, value: Any, frame: Frame) -> str:
        return str(frame.child_of.get(value, OWN))

    def named(self, frame: Frame, found: set[str]) -> dict[str, str]:
        below = {str(p.id): p.name for p in frame.children.values() if str(p.id) in found or frame.existed(p)}
        return ({OWN: N_("本级")} if OWN in found else {}) | below

    def chosen(self, frame: Frame, part: str) -> Any:
        if part == OWN:
            return self.field == frame.unit.id
        return self.field.in_([id_ for id_, child in frame.child_of.items() if str(child) == part])


class ByMonth(Breakdown):
    """By the months of the period, whatever day it begins; a stock is asked for each month apart, or has none."""

    def column(self, frame: Frame, day: Any) -> Any:
        if day is None:
            return SQL("cast(null as varchar(7))")
        return Case(None, [(day < month.end, month.key) for month in periods.months(frame.period)])

    def axis(self, frame: Frame, found: set[str]) -> dict[str, str]:
        return {month.key: month.key for month in periods.months(frame.period)}


class ByKind(Breakdown):
    """By the kind of committee that a record belongs to; a studio's case counts under its parent's kind."""

    blank = N_("未填调解组织")

    def __init__(self, key: str, name: str, committee: Any) -> None:
        super().__init__(key, name, Committee.kind, "committee_kind")
        self.committee = committee  # the table's column

    def join(self, rows: ModelSelect) -> ModelSelect:
        model = self.committee.model
        return rows.join(Committee, JOIN.LEFT_OUTER, on=(self.committee == Committee.id)).switch(model)

    def named(self, frame: Frame, found: set[str]) -> dict[str, str]:
        return COMMITTEE_KINDS

    def chosen(self, frame: Frame, part: str) -> Any:
        if not part:
            return self.committee.is_null()
        return self.committee.in_(Committee.select(Committee.id).where(Committee.kind == part))


class ByBody(Breakdown):
    """By the rows of a roster (committees, studios, mediators) that have records."""

    def __init__(self, key: str, name: str, field: Any, model: Any) -> None:
        super().__init__(key, name, field, model._meta.table_name)
        self.model = model

    def named(self, frame: Frame, found: set[str]) -> dict[str, str]:
        if not found:
            return {}
        rows = self.model.select(self.model.id, self.model.name).where(
            self.model.id.in_([id_of(part) for part in found])
        )
        return {str(id_): name for id_, name in rows.order_by(self.model.id).tuples()}

    def chosen(self, frame: Frame, part: str) -> Any:
        return (self.field == id_of(part)) if part else self.field.is_null()


def id_of(part: str) -> int:
    """An id out of an address; 0, which no row has, for what is none."""
    return int(part) if part.isascii() and part.isdigit() and len(part) < 10 else 0


def label(frame: Frame, way: Breakdown, part: str) -> str:
    """What a row is called, also one that no record stands in."""
    if way.key == "source" and part in frame.terms:
        return frame.term_name(part)
    return way.axis(frame, {part}).get(part, part)
