"""Taking in a roster: find its headings, try every row, show what would happen, then do it in one transaction.

The preview is the import itself, undone at its end: what it promises is what will happen.
"""

import datetime
import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

import db
from models import ImportBatch, now
from office import access, audit, crypto
from office.access import Actor
from office.errors import NotVisible, Rejected
from office.lists import fold
from registers import values
from registers.description import CHOICE, FLAG, ID_NUMBER, PHONE, Field
from registers.ledger.reading import Sheet, read_workbook
from registers.rosters import CHOICES_SHEET, HELP_SHEET, ROSTERS, Entering, Roster, codes, words
from vocab import N_

_CONTENT, _PROBLEMS = "batch.content", "batch.problems"
_MOST_TITLE_ROWS = 20
_MOST_OFFERED = 20  # names of choices in one message
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

    @property
    def refused(self) -> int:
        """How many rows stay out."""
        return len({(problem.sheet, problem.row) for problem in self.problems})


# ---------------------------------------------------------------- upload, preview, import


def upload(actor: Actor, key: str, file_name: str, content: bytes) -> ImportBatch:
    """Keep a roster file for its preview (encrypted); an upload of one's own that was left lying is thrown away.

    Rejected when the file cannot be read or no sheet has the headings; KeyError for an unknown roster.
    """
    roster = ROSTERS[key]
    actor.must(roster.permission)
    sheets = read_workbook(file_name, content)
    if not any(_columns(roster, sheet) for sheet in sheets):
        needed = "、".join(item.label for item in roster.fields if item.required)
        raise Rejected("file", N_("没有找到{roster}名册的表头。表头一行至少要有：{needed}。可下载模板对照。"),
                       roster=roster.label, needed=needed)  # fmt: skip
    with db.transaction():
        own = (ImportBatch.account == actor.account_id) & ImportBatch.register.startswith("roster.")
        ImportBatch.delete().where(own & (ImportBatch.state == "uploaded")).execute()
        batch = ImportBatch.create(
            register=f"roster.{key}", unit=actor.unit_id, account=actor.account_id, file_name=file_name[:200],
            file_digest=hashlib.sha256(content).hexdigest(), content=crypto.encrypt_bytes(content, _CONTENT),
        )  # fmt: skip
        audit.record(actor, "roster.upload", "batch", batch.id, roster=key, file=batch.file_name)
    return batch


def get(actor: Actor, batch_id: int) -> tuple[ImportBatch, Roster]:
    """An upload of the area and its roster, or NotVisible."""
    batch = access.get_batch(actor, batch_id)
    kind, _, key = batch.register.partition(".")
    if kind != "roster" or not actor.may(ROSTERS[key].permission):
        raise NotVisible()
    return batch, ROSTERS[key]


class _Undo(Exception):
    """Ends a preview."""


def preview(actor: Actor, batch_id: int, *, today: datetime.date) -> Outcome:
    """What importing the upload would do; nothing is kept. NotVisible."""
    batch, roster = get(actor, batch_id)
    try:
        with db.transaction():
            outcome = _run(actor, roster, _sheets(batch), today)
            raise _Undo
    except _Undo:
        return outcome


def take(actor: Actor, batch_id: int, *, today: datetime.date) -> ImportBatch:
    """Import the good rows of an upload; the file is thrown away, the refused rows stay on record. NotVisible, Rejected."""
    with db.transaction():
        batch, roster = get(actor, batch_id)
        waiting = (ImportBatch.id == batch.id) & (ImportBatch.state == "uploaded")
        if not ImportBatch.update(state="running").where(waiting).execute():
            raise Rejected("file", N_("这份名册已经导入过了。"))
        outcome = _run(actor, roster, _sheets(batch), today)
        _store(batch, outcome)
        audit.record(actor, "roster.import", "batch", batch.id, roster=roster.key, file=batch.file_name,
                     added=len(outcome.added), refused=outcome.refused)  # fmt: skip
    return batch


def _store(batch: ImportBatch, outcome: Outcome) -> None:
    told = json.dumps([asdict(problem) for problem in outcome.problems], ensure_ascii=False, default=str)
    batch.state = "done"
    batch.ended_at = now()
    batch.content = None
    batch.imported, batch.duplicates, batch.refused = len(outcome.added), len(outcome.known), outcome.refused
    batch.read = batch.imported + batch.duplicates + batch.refused
    batch.problems = crypto.encrypt(told, _PROBLEMS)
    batch.save()


def problems_of(batch: ImportBatch) -> list[Problem]:
    """The cells that kept rows of a finished import out."""
    if not batch.problems:
        return []
    return [Problem(**told) for told in json.loads(crypto.decrypt(batch.problems, _PROBLEMS))]


def _sheets(batch: ImportBatch) -> list[Sheet]:
    sheets = read_workbook(batch.file_name, crypto.decrypt_bytes(batch.content, _CONTENT))
    return [sheet for sheet in sheets if sheet.name not in (HELP_SHEET, CHOICES_SHEET)]


# ---------------------------------------------------------------- reading the rows


@dataclass(frozen=True)
class Columns:
    """Where a sheet's headings stand: index of their row, key → index of the column, headings nobody knows."""

    row: int
    places: dict[str, int]
    unknown: list[str]


def _columns(roster: Roster, sheet: Sheet) -> Columns | None:
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
        elif heading and heading not in ("序号", "编号", "No."):
            unknown.append(heading)
    if len(places) < 2 or not roster.required <= set(places):
        return None
    return Columns(number, places, unknown)


def _run(actor: Actor, roster: Roster, sheets: list[Sheet], today: datetime.date) -> Outcome:
    outcome = Outcome()
    run = Entering(actor, today)
    meanings = {item.choice: codes(item.choice) for item in roster.fields if item.kind == CHOICE}
    for sheet in sheets:
        columns = _columns(roster, sheet)
        if columns is None:
            if any(any(not values.is_empty(cell) for cell in row) for row in sheet.rows):
                outcome.skipped_sheets.append(sheet.name)
            continue
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
    outcome.problems += [row.problem(roster, fault) for fault in faults]


def _with_the_choices(item: Field, cell: Any) -> Rejected:
    """The fault of a word that is none of the choices, with those that are (of very many the first)."""
    names = list(words(item.choice).values())
    offer = "、".join(names[:_MOST_OFFERED]) + (N_("等，见模板的下拉选项") if names[_MOST_OFFERED:] else "")
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
