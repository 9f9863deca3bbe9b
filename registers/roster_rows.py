"""The rows of a roster's sheets: its headings found, every row tried, what became of each told with its place."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import db
from office.access import Actor
from office.errors import Rejected
from office.lists import fold
from registers import values
from registers.description import CHOICE, FLAG, ID_NUMBER, PHONE, Field
from registers.ledger.checking import RefusedRow
from registers.ledger.converting import shown
from registers.ledger.reading import Sheet
from registers.rosters import Entering, Roster, codes, words
from vocab import N_

_MOST_TITLE_ROWS = 20
_MOST_OFFERED = 20  # names of choices in one message
_NOT_TOLD = ("序号", "编号", "No.", "原因", "办法")  # the last two of a workbook of ours with refused rows
_TOTALS = {"合计", "总计", "小计", "共计"}


@dataclass(frozen=True)
class Problem:
    """A cell that keeps its row out: where it stands, what it says, why (`text` with places for `values`)."""

    sheet: str
    row: int
    column: str
    value: str
    text: str
    values: dict[str, Any]


@dataclass(frozen=True)
class Line:
    """A good row: where it stands, the name, and (label, word, whether we concluded it) of what is registered."""

    sheet: str
    row: int
    name: str
    facts: list[tuple[str, str, bool]]


@dataclass
class Outcome:
    """What became (or would become) of a roster's rows."""

    added: list[Line] = field(default_factory=list)
    known: list[Line] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    skipped_sheets: list[str] = field(default_factory=list)
    ignored_headings: list[str] = field(default_factory=list)
    rows: list[RefusedRow] = field(default_factory=list)
    headings: dict[str, list[str]] = field(default_factory=dict)
    unnamed: list[str] = field(default_factory=list)

    @property
    def refused(self) -> int:
        """How many rows stay out."""
        return len(self.rows)


@dataclass(frozen=True)
class Columns:
    """Where a sheet's headings stand: index of their row, key → index of the column, headings nobody knows."""

    row: int
    places: dict[str, int]
    unknown: list[str]


def columns_of(roster: Roster, sheet: Sheet) -> Columns | None:
    """The headings of a sheet, found below its titles; None when it has none."""
    best: Columns | None = None
    for number, row in enumerate(sheet.rows[:_MOST_TITLE_ROWS]):
        found = _headings(roster, number, row)
        if found and (best is None or len(found.places) > len(best.places)):
            best = found
    return best


def _headings(roster: Roster, number: int, row: list[Any]) -> Columns | None:
    places: dict[str, int] = {}
    unknown = []
    for index, cell in enumerate(row):
        heading = values.folded(cell)
        key = roster.headings.get(fold(heading)) or roster.headings.get(fold(heading.split("(")[0]))
        if key and key not in places:
            places[key] = index
        elif heading and heading not in _NOT_TOLD:
            unknown.append(heading)
    if len(places) < 2 or not roster.required <= set(places):
        return None
    return Columns(number, places, unknown)


def tried(actor: Actor, roster: Roster, sheets: Sequence[Sheet], today: datetime.date) -> Outcome:
    """What becomes of every row, entered one by one inside the caller's transaction."""
    outcome = Outcome()
    run = Entering(actor, today)
    meanings = {item.choice: codes(item.choice) for item in roster.fields if item.kind == CHOICE}
    for sheet in sheets:
        columns = columns_of(roster, sheet)
        if columns is None:
            if any(any(not values.is_empty(cell) for cell in row) for row in sheet.rows):
                outcome.skipped_sheets.append(sheet.name)
            continue
        outcome.headings[sheet.name] = [values.plain(cell) for cell in sheet.rows[columns.row]]
        outcome.unnamed += [sheet.name] if sheet.unnamed else []
        outcome.ignored_headings += [text for text in columns.unknown if text not in outcome.ignored_headings]
        for number, cells in _rows(sheet, columns):
            _try_row(run, roster, outcome, meanings, _Row(sheet, number, columns, cells))
    return outcome


def _rows(sheet: Sheet, columns: Columns) -> Iterator[tuple[int, list[Any]]]:
    """(number as the sheet counts, cells) of the rows below the headings, blank ones and totals left out."""
    for index, cells in enumerate(sheet.rows[columns.row + 1 :], columns.row + 1):
        written = [values.folded(cell) for cell in cells if not values.is_empty(cell)]
        if written and written[0] not in _TOTALS:
            yield sheet.first_row + index, cells


@dataclass(frozen=True)
class _Row:
    sheet: Sheet
    number: int
    columns: Columns
    cells: list[Any]

    def cell(self, key: str) -> Any:
        """The cell under a column; None when the sheet has no such column."""
        index = self.columns.places.get(key)
        return None if index is None or index >= len(self.cells) else self.cells[index]

    def problem(self, roster: Roster, fault: Rejected) -> Problem:
        """The fault with its place. A rule's field that is no column is told without one."""
        key = fault.field.removesuffix("_id")
        described = roster.field(key)
        place = self.columns.places.get(key)
        heading = values.plain(self.sheet.rows[self.columns.row][place]) if place is not None else ""
        return Problem(
            self.sheet.name, self.number, heading or (described.label if described else ""),
            values.plain(self.cell(key))[:60], fault.text, fault.values,
        )  # fmt: skip


def _try_row(
    run: Entering, roster: Roster, outcome: Outcome, meanings: dict[str, dict[str, str]], row: _Row
) -> None:
    read, faults = {}, []
    for item in roster.fields:
        try:
            read[item.key] = item.read(row.cell(item.key), meanings.get(item.choice))
        except Rejected as fault:
            faults.append(_with_the_choices(item, row.cell(item.key)) if item.kind == CHOICE else fault)
    if not faults:
        try:
            with db.transaction():
                entered = roster.enter(run, dict(read))
        except Rejected as fault:
            faults.append(fault)
        else:
            line = Line(row.sheet.name, row.number, read["name"], _facts(roster, read, entered or {}))
            (outcome.known if entered is None else outcome.added).append(line)
    if faults:
        outcome.problems += [row.problem(roster, fault) for fault in faults]
        outcome.rows.append(RefusedRow(row.sheet.name, row.number, [shown(cell) for cell in row.cells]))


def _with_the_choices(item: Field, cell: Any) -> Rejected:
    """The fault of a word that is none of the choices, with those that are (of very many the first)."""
    names = list(words(item.choice).values())
    offer = (
        "、".join(names) if len(names) <= _MOST_OFFERED else "、".join(names[:6]) + N_("等，见模板的下拉选项")
    )
    return Rejected(item.key, N_("“{written}”不在{label}的选项里，可填：{offer}。"),
                    written=values.plain(cell)[:30], label=item.label, offer=offer)  # fmt: skip


def _facts(roster: Roster, read: dict[str, Any], entered: dict[str, Any]) -> list[tuple[str, str, bool]]:
    """What a row registers besides the name; numbers of persons are not repeated."""
    facts = []
    for item in roster.fields:
        value = entered.get(item.key)
        if value and item.key != "name" and item.kind not in (PHONE, ID_NUMBER):
            word = words(item.choice).get(value, value) if item.kind == CHOICE else value
            word = N_("是") if item.kind == FLAG else word
            facts.append((item.label, str(word), not read.get(item.key)))
    return facts
