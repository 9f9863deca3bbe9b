"""Checking the rows of a ledger: good ones become items ready to store, every fault names sheet, row, column and remedy."""

import datetime
import re
from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from office.errors import Rejected
from registers.description import CHOICE, MANY, Field
from registers.ledger import converting
from registers.ledger.converting import Codes, Reader, Readers
from registers.ledger.entries import Person, Place, Spot
from registers.ledger.mapping import MappedSheet
from registers.ledger.places import Roster
from registers.ledger.reading import Row
from registers.ledger.rows import records
from vocab import N_

_TOLD_EVERY = 500
Progress = Callable[[int], None]


@dataclass(frozen=True)
class Problem:
    """What is wrong with a cell. `column` is the sheet's own heading; `word` an unknown one of the list `choice`."""

    sheet: str
    row: int
    column: str
    value: str
    message: str
    choice: str = ""
    word: str = ""

    @property
    def told(self) -> str:
        """The message with its column, for where the two stand apart."""
        return f"“{self.column}”：{self.message}" if self.column else self.message

    @property
    def reason_and_remedy(self) -> tuple[str, str]:
        """What is wrong, and what to do about it."""
        match = re.fullmatch(r"(.+?)[，。；](请.+)", self.message)
        return (match[1] + "。", match[2]) if match else (self.message, N_("请核对后改正。"))


class Item(Protocol):
    """A good row, ready to be stored: where it stands, where it belongs, whom it names."""

    sheet: MappedSheet
    index: int
    spot: Spot
    mediators: list[Person]

    @property
    def row(self) -> int:
        """The sheet's own number of the row."""


class Intake(Protocol):
    """How the rows of one register's ledgers become items. One import uses one intake for each register."""

    def reading(self, field: Field, heading: str, codes: Codes) -> Callable[[Any], Any]:
        """How the cells of a column are read."""

    def item(self, sheet: "SheetCheck", index: int, found: dict[str, Any], faults: list[Rejected]) -> Item:
        """The item of a row from its read cells; what is wrong with them is added to `faults`."""

    def likeness(self, item: Item) -> Hashable:
        """What makes two rows of a file the same."""

    def clash(self, item: Item) -> Rejected | None:
        """What keeps an item out beside the others of the file, though it is not the same as one of them."""

    def repeated(self, item: Item, first: Item) -> Problem:
        """A row that says the same as one before it."""


@dataclass(frozen=True)
class RefusedRow:
    """A row given back: its cells as they stand in the file."""

    sheet: str
    row: int
    cells: list[str]


@dataclass
class Checked:
    """What a file holds."""

    sheets: list[MappedSheet]
    read: int = 0
    items: list[Any] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    refused: list[RefusedRow] = field(default_factory=list)
    duplicates: list[Problem] = field(default_factory=list)

    def refuse(self, mapped: MappedSheet, index: int, problems: list[Problem]) -> None:
        """Give a row back with what is wrong about it."""
        cells = [converting.shown(cell) for cell in mapped.rows[index]]
        self.refused.append(RefusedRow(mapped.sheet.name, mapped.number(index), cells))
        self.problems += problems

    def unknown_words(self) -> dict[str, Counter[str]]:
        """Choice → the words nobody knows, with the number of rows each stands in."""
        found: dict[str, Counter[str]] = {}
        for problem in self.problems:
            if problem.word:
                found.setdefault(problem.choice, Counter())[problem.word] += 1
        return found


@dataclass
class Beside:
    """What the books say to checked items, by their index: it is there already, or it cannot stand beside what is there."""

    known: dict[int, Problem] = field(default_factory=dict)
    refused: dict[int, Rejected] = field(default_factory=dict)

    @property
    def left_out(self) -> set[int]:
        """Items that are not to be stored."""
        return {*self.known, *self.refused}


def check(
    sheets: Sequence[MappedSheet],
    units: Mapping[str, Place],
    faults: Mapping[str, Rejected],
    roster: Roster,
    readers: Readers,
    intakes: Mapping[str, Any],
    today: datetime.date,
    progress: Progress = lambda rows: None,
) -> Checked:
    """Read every row of the sheets that are ledgers.

    `units` says which place each sheet stands for, `faults` which sheets stand for one that cannot be, `intakes` how each
    register takes rows in; `progress` is told the number of rows read, from time to time.
    """
    found = Checked(list(sheets))
    seen: dict[Hashable, Item] = {}
    for mapped in sheets:
        if not mapped.left_out:
            name = mapped.sheet.name
            intake = intakes[mapped.register.key]
            sheet = SheetCheck(mapped, units[name], faults.get(name), roster, readers, intake, today)
            _check_sheet(found, sheet, seen, progress)
    return found


def _check_sheet(found: Checked, sheet: "SheetCheck", seen: dict[Hashable, Item], progress: Progress) -> None:
    for index, row in records(sheet.mapped):
        found.read += 1
        if found.read % _TOLD_EVERY == 0:
            progress(found.read)
        faults: list[Rejected] = []
        item = sheet.item(index, row, faults)
        if item is None:
            found.refuse(sheet.mapped, index, [sheet.problem(index, row, fault) for fault in faults])
            continue
        first = seen.setdefault(sheet.intake.likeness(item), item)
        if first is not item:
            found.duplicates.append(sheet.intake.repeated(item, first))
        elif fault := sheet.intake.clash(item):
            found.refuse(sheet.mapped, index, [sheet.problem(index, row, fault)])
        else:
            found.items.append(item)


# ---------------------------------------------------------------- one row


class SheetCheck:
    """The rows of one sheet, with what its columns mean at hand."""

    def __init__(
        self,
        mapped: MappedSheet,
        base: Place,
        fault: Rejected | None,
        roster: Roster,
        readers: Readers,
        intake: Any,
        today: datetime.date,
    ) -> None:
        self.mapped = mapped
        self.base = base
        self.roster = roster
        self.intake = intake
        self.today = today
        self.columns: list[tuple[str, int, Reader]] = [
            (key, column.index, readers.of(mapped.register, key, column.heading, intake))
            for key, column in mapped.fields.items()
            if key != "sequence"
        ]
        self.lacking = [
            Rejected(key, N_("这张表没有“{label}”一栏，请补上这一栏，或在导入时指定哪一栏是{label}。"),
                     label=mapped.register.columns[key].label)
            for key in mapped.missing
        ]  # fmt: skip
        self.astray = fault is not None
        if fault:
            self.lacking.append(fault)

    def item(self, index: int, row: Row, faults: list[Rejected]) -> Any:
        """The item of a row; None when it has faults, which are added to `faults`."""
        found = {key: reader[row[i]] for key, i, reader in self.columns}
        faults += self.lacking
        faults += [value for value in found.values() if type(value) is Rejected]
        if faults:
            found = {key: None if type(value) is Rejected else value for key, value in found.items()}
        item = self.intake.item(self, index, found, faults)
        return None if faults else item

    def problem(self, index: int, row: Row, fault: Rejected) -> Problem:
        """A fault with its place in the file."""
        return problem_of(self.mapped, index, row, fault)


def problem_of(mapped: MappedSheet, index: int, row: Row, fault: Rejected) -> Problem:
    """A fault of a row with its place in the file."""
    column = mapped.fields.get(fault.field)
    cell = converting.shown(row[column.index]) if column else ""
    field_ = mapped.register.columns.get(fault.field)
    unknown = field_ is not None and field_.kind in (CHOICE, MANY) and "written" in fault.values
    return Problem(
        mapped.sheet.name,
        mapped.number(index),
        mapped.heading(fault.field),
        cell[:200],
        str(fault),
        choice=field_.choice if unknown and field_ else "",
        word=str(fault.values["written"]) if unknown else "",
    )
