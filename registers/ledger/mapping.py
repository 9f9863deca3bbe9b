"""Which field each column of a ledger holds, and which sheets are ledgers at all."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from models import ColumnHabit
from office import audit
from office.access import Actor
from office.lists import fold
from registers.description import PERIOD, Register
from registers.dispute import DISPUTE
from registers.ledger import headings
from registers.ledger.headings import Habits, Header, Meanings
from registers.ledger.reading import Row, Sheet
from vocab import N_

HIDDEN = N_("隐藏的工作表，没有导入")
EMPTY = N_("空表")
NO_LEDGER = N_("没有台账的表头，没有导入")
NOT_WANTED = N_("按您的选择没有导入")
_LINE_BREAK = re.compile(r"\s*[\r\n]+\s*")
# Of two columns headed alike, the one right of the respondent is the respondent's.
_OF_RESPONDENT = {"applicant_id": "respondent_id", "applicant_phone": "respondent_phone",
                  "applicant": "respondent"}  # fmt: skip


@dataclass(frozen=True)
class Choices:
    """What the user decided about a file.

    Fields by register and heading key, codes by choice and word; by sheet: its unit, its register (key), what holds for
    all its rows (field → code); the sheets left out.
    """

    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    registers: Mapping[str, str] = field(default_factory=dict)
    assumed: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    skipped: Sequence[str] = ()

    @classmethod
    def stored(cls, kept: Mapping[str, Any]) -> "Choices":
        """The choices as `ImportBatch.mapping` keeps them."""
        named = {key: kept[key] for key in cls.__dataclass_fields__ if key in kept}
        if any(isinstance(found, str) for found in named.get("columns", {}).values()):
            named["columns"] = {DISPUTE.key: named["columns"]}  # kept before there were other registers
        return cls(**named)


@dataclass(frozen=True)
class Column:
    """A column of a sheet. `key` is how a habit refers to it: the folded heading, with #2 for the second alike."""

    index: int
    heading: str
    key: str
    field: str  # of the register's columns; "" = left out


@dataclass(frozen=True)
class MappedSheet:
    """A sheet with its header understood as a ledger of `register`; `left_out` says why nothing of it is imported, if so.

    `assumed` are values that no column holds and that the sheet's name or title tells for all its rows: field → code.
    """

    sheet: Sheet
    register: Register = DISPUTE
    header: Header | None = None
    columns: tuple[Column, ...] = ()
    assumed: Mapping[str, str] = field(default_factory=dict)
    left_out: str = ""

    @property
    def fields(self) -> dict[str, Column]:
        """Field → its column, the first one where two were given the same field."""
        return {column.field: column for column in reversed(self.columns) if column.field}

    @property
    def unmapped(self) -> list[Column]:
        """Columns with a heading whose field is not known."""
        return [column for column in self.columns if not column.field and column.heading]

    @property
    def missing(self) -> list[str]:
        """Required fields without a column."""
        return [key for key in self._required if key not in self.told] if not self.left_out else []

    @property
    def told(self) -> set[str]:
        """Fields that a column or the title tells."""
        in_one = self.register.period if PERIOD in self.fields else ()
        return {*self.fields, *self.assumed, *in_one[:1]}

    @property
    def _required(self) -> list[str]:
        return [key for key, one in self.register.columns.items() if one.required]

    @property
    def rows(self) -> list[Row]:
        """The rows under the header."""
        return self.sheet.rows[self.header.row + 1 :] if self.header else []

    def number(self, index: int) -> int:
        """The sheet's own number of rows[index]."""
        assert self.header is not None
        return self.sheet.first_row + self.header.row + 1 + index

    def heading(self, key: str) -> str:
        """The sheet's own heading for a field, or the field's label when it has no such column."""
        column = self.fields.get(key)
        if column:
            return column.heading
        return self.register.columns[key].label if key in self.register.columns else key


def map_sheet(
    sheet: Sheet, habits: Habits, skipped: Sequence[str] = (), register: Register = DISPUTE
) -> MappedSheet:
    """A sheet read as a ledger of `register`: header found, columns mapped, or the reason why it is left out."""
    if not any(cell not in ("", None) for row in sheet.rows for cell in row):
        return MappedSheet(sheet, register, left_out=EMPTY)
    meanings = Meanings(register.headings, habits)
    header = headings.find(sheet, meanings)
    if header is None:
        return MappedSheet(sheet, register, left_out=NO_LEDGER)
    mapped = MappedSheet(sheet, register, header, _columns(header, meanings, register))
    if sum(key in mapped.told for key in mapped._required) < (2 if register is DISPUTE else 1):
        return replace(mapped, left_out=NO_LEDGER)
    if sheet.hidden:
        return replace(mapped, left_out=HIDDEN)
    return replace(mapped, left_out=NOT_WANTED if sheet.name in skipped else "")


def _columns(header: Header, meanings: Meanings, register: Register) -> tuple[Column, ...]:
    columns: list[Column] = []
    taken: set[str] = set()
    seen: dict[str, int] = {}
    plain = Meanings(meanings.known, {})
    for index, heading in enumerate(header.headings):
        folded = fold(heading.text)
        seen[folded] = seen.get(folded, 0) + 1
        key = folded if seen[folded] == 1 else f"{folded}#{seen[folded]}"
        habits = meanings.habits
        found = habits[key] if key in habits else (plain if "#" in key else meanings).of(heading)
        if found in taken and key not in habits:
            found = _other_partys(found, taken)
        taken.add(found or "")
        shown = _shown(heading.text, heading.group, found, register)
        columns.append(Column(index, shown, key, found or ""))
    return tuple(columns)


def _other_partys(found: str | None, taken: set[str]) -> str:
    """A second column of one field: the respondent's when it stands right of the respondent, else left out."""
    other = _OF_RESPONDENT.get(found or "", "")
    return other if other and "respondent" in taken and other not in taken else ""


def _shown(text: str, group: str, found: str | None, register: Register) -> str:
    """A heading on one line; with its group where only both together say whose it is."""
    grouped = group and found and fold(text) not in register.headings
    return _LINE_BREAK.sub("", f"{group}{text}" if grouped else text).strip()


# ---------------------------------------------------------------- habits


def habits_of(unit_ids: Sequence[int], register: Register) -> dict[str, str]:
    """Heading key → field as the given offices read their ledgers; later ones win (county first, then township)."""
    rows = ColumnHabit.select(ColumnHabit.unit, ColumnHabit.heading, ColumnHabit.field)
    rows = rows.where((ColumnHabit.register == register.key) & ColumnHabit.unit.in_(list(unit_ids) or [0]))
    kept = list(rows.tuples())
    return {heading: field_ for id_ in unit_ids for unit, heading, field_ in kept if unit == id_}


def remember(actor: Actor, unit_id: int, register_key: str, columns: Mapping[str, str]) -> None:
    """Keep how an office heads its columns; part of the act that calls it."""
    for heading, field_ in columns.items():
        ColumnHabit.insert(
            unit=unit_id, register=register_key, heading=heading[:60], field=field_
        ).on_conflict(
            conflict_target=[ColumnHabit.unit, ColumnHabit.register, ColumnHabit.heading],
            update={ColumnHabit.field: field_},
        ).execute()
    if columns:
        audit.record(actor, "ledger.habit", "unit", unit_id, columns=dict(columns))
