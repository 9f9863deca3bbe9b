"""Which field each column of a ledger holds, and which sheets are ledgers at all."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from models import ColumnHabit
from office import audit
from office.access import Actor
from office.lists import fold
from registers.dispute import DISPUTE
from registers.ledger import headings
from registers.ledger.headings import Habits, Header
from registers.ledger.reading import Row, Sheet
from vocab import N_

REQUIRED = tuple(key for key, field_ in DISPUTE.columns.items() if field_.required)
HIDDEN = N_("隐藏的工作表，没有导入")
EMPTY = N_("空表")
NO_LEDGER = N_("没有纠纷台账的表头，没有导入")
NOT_WANTED = N_("按您的选择没有导入")
_LINE_BREAK = re.compile(r"\s*[\r\n]+\s*")
# Of two columns headed alike, the one right of the respondent is the respondent's.
_OF_RESPONDENT = {"applicant_id": "respondent_id", "applicant_phone": "respondent_phone",
                  "applicant": "respondent"}  # fmt: skip


@dataclass(frozen=True)
class Choices:
    """What the user decided about a file: fields by heading key, codes by choice and word, units by sheet, sheets left out."""

    columns: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    skipped: Sequence[str] = ()

    @classmethod
    def stored(cls, kept: Mapping[str, Any]) -> "Choices":
        """The choices as `ImportBatch.mapping` keeps them."""
        return cls(**{key: kept[key] for key in ("columns", "words", "units", "skipped") if key in kept})


@dataclass(frozen=True)
class Column:
    """A column of a sheet. `key` is how a habit refers to it: the folded heading, with #2 for the second alike."""

    index: int
    heading: str
    key: str
    field: str  # of DISPUTE.columns; "" = left out


@dataclass(frozen=True)
class MappedSheet:
    """A sheet with its header understood; `left_out` says why nothing of it is imported, if so."""

    sheet: Sheet
    header: Header | None = None
    columns: tuple[Column, ...] = ()
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
        return [key for key in REQUIRED if key not in self.fields] if not self.left_out else []

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
        return column.heading if column else (DISPUTE.columns[key].label if key in DISPUTE.columns else key)


def map_sheets(sheets: Sequence[Sheet], habits: Habits, choices: Choices) -> list[MappedSheet]:
    """Every sheet with its columns mapped; what the user chose comes before the office's habits."""
    return [map_sheet(sheet, {**habits, **choices.columns}, choices.skipped) for sheet in sheets]


def map_sheet(sheet: Sheet, habits: Habits, skipped: Sequence[str] = ()) -> MappedSheet:
    """A sheet with its header found and its columns mapped, or the reason why it is left out."""
    if not any(cell not in ("", None) for row in sheet.rows for cell in row):
        return MappedSheet(sheet, left_out=EMPTY)
    header = headings.find(sheet, habits)
    if header is None:
        return MappedSheet(sheet, left_out=NO_LEDGER)
    mapped = MappedSheet(sheet, header, _columns(header, habits))
    if sum(key in mapped.fields for key in REQUIRED) < 2:
        return replace(mapped, left_out=NO_LEDGER)
    if sheet.hidden:
        return replace(mapped, left_out=HIDDEN)
    return replace(mapped, left_out=NOT_WANTED if sheet.name in skipped else "")


def _columns(header: Header, habits: Habits) -> tuple[Column, ...]:
    columns: list[Column] = []
    taken: set[str] = set()
    seen: dict[str, int] = {}
    for index, heading in enumerate(header.headings):
        folded = fold(heading.text)
        seen[folded] = seen.get(folded, 0) + 1
        key = folded if seen[folded] == 1 else f"{folded}#{seen[folded]}"
        found = habits[key] if key in habits else headings.field_of(heading, {} if "#" in key else habits)
        if found in taken and key not in habits:
            found = _other_partys(found, taken)
        taken.add(found or "")
        columns.append(Column(index, _shown(heading.text, heading.group, found), key, found or ""))
    return tuple(columns)


def _other_partys(found: str | None, taken: set[str]) -> str:
    """A second column of one field: the respondent's when it stands right of the respondent, else left out."""
    other = _OF_RESPONDENT.get(found or "", "")
    return other if other and "respondent" in taken and other not in taken else ""


def _shown(text: str, group: str, found: str | None) -> str:
    """A heading on one line; with its group where only both together say whose it is."""
    grouped = group and found and fold(text) not in DISPUTE.headings
    return _LINE_BREAK.sub("", f"{group}{text}" if grouped else text).strip()


# ---------------------------------------------------------------- habits


def habits_of(unit_ids: Sequence[int]) -> dict[str, str]:
    """Heading key → field as the given offices read their ledgers; later ones win (county first, then township)."""
    rows = ColumnHabit.select(ColumnHabit.unit, ColumnHabit.heading, ColumnHabit.field)
    rows = rows.where((ColumnHabit.register == DISPUTE.key) & ColumnHabit.unit.in_(list(unit_ids) or [0]))
    kept = list(rows.tuples())
    return {heading: field_ for id_ in unit_ids for unit, heading, field_ in kept if unit == id_}


def remember(actor: Actor, unit_id: int, columns: Mapping[str, str]) -> None:
    """Keep how an office heads its columns; part of the act that calls it."""
    for heading, field_ in columns.items():
        ColumnHabit.insert(
            unit=unit_id, register=DISPUTE.key, heading=heading[:60], field=field_
        ).on_conflict(
            conflict_target=[ColumnHabit.unit, ColumnHabit.register, ColumnHabit.heading],
            update={ColumnHabit.field: field_},
        ).execute()
    if columns:
        audit.record(actor, "ledger.habit", "unit", unit_id, columns=dict(columns))
