"""Checking the rows of a ledger: good ones become cases ready to store, every fault names sheet, row, column and remedy."""

import datetime
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from office.errors import Rejected
from registers.description import CHOICE
from registers.dispute import DISPUTE
from registers.ledger import converting
from registers.ledger.converting import Reader, Readers
from registers.ledger.entries import NOWHERE, Person, Place, Spot
from registers.ledger.mapping import MappedSheet
from registers.ledger.places import Roster
from registers.ledger.reading import Row
from registers.ledger.rows import records
from vocab import N_

_TOLD_EVERY = 500
_NOBODY: tuple[list[str], int] = ([], 0)
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


@dataclass(slots=True)
class Case:
    """A good row: the values of the dispute, where it belongs, who takes part."""

    sheet: MappedSheet
    row: int
    values: dict[str, Any]
    applicants: list[str]
    respondents: list[str]
    numbers: dict[str, Any]
    tags: tuple[str, ...]
    spot: Spot = NOWHERE
    mediators: list[Person] = field(default_factory=list)


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
    cases: list[Case] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    refused: list[RefusedRow] = field(default_factory=list)
    duplicates: list[Problem] = field(default_factory=list)

    def unknown_words(self) -> dict[str, Counter[str]]:
        """Choice → the words nobody knows, with the number of rows each stands in."""
        found: dict[str, Counter[str]] = {}
        for problem in self.problems:
            if problem.word:
                found.setdefault(problem.choice, Counter())[problem.word] += 1
        return found


def check(
    sheets: Sequence[MappedSheet],
    units: Mapping[str, Place],
    faults: Mapping[str, Rejected],
    roster: Roster,
    readers: Readers,
    today: datetime.date,
    progress: Progress = lambda rows: None,
) -> Checked:
    """Read every row of the sheets that are ledgers.

    `units` says which place each sheet stands for, `faults` which sheets stand for one that cannot be; `progress` is told the number of rows read, from time to time.
    """
    found = Checked(list(sheets))
    seen: dict[tuple[Any, ...], Case] = {}
    for mapped in sheets:
        if not mapped.left_out:
            name = mapped.sheet.name
            sheet = _SheetCheck(mapped, units[name], faults.get(name), roster, readers, today)
            _check_sheet(found, mapped, sheet, seen, progress)
    return found


def _check_sheet(
    found: Checked,
    mapped: MappedSheet,
    sheet: "_SheetCheck",
    seen: dict[tuple[Any, ...], Case],
    progress: Progress,
) -> None:
    for index, row in records(mapped):
        found.read += 1
        if found.read % _TOLD_EVERY == 0:
            progress(found.read)
        faults: list[Rejected] = []
        case = sheet.case(index, row, faults)
        if case is None:
            found.problems += [sheet.problem(index, row, fault) for fault in faults]
            found.refused.append(
                RefusedRow(mapped.sheet.name, mapped.number(index), [converting.shown(c) for c in row])
            )
            continue
        first = seen.setdefault(_likeness(case), case)
        if first is case:
            found.cases.append(case)
        else:
            found.duplicates.append(sheet.repeated(case, first))


def _likeness(case: Case) -> tuple[Any, ...]:
    """What makes two rows of a file the same case: as registers.dispute.fingerprint, and the number on the cover."""
    values_ = case.values
    return (values_["accepted_on"], values_["type"], values_.get("number") or "",
            *sorted(case.applicants), "|", *sorted(case.respondents))  # fmt: skip


# ---------------------------------------------------------------- one row


class _SheetCheck:
    """The rows of one sheet, with what its columns mean at hand."""

    def __init__(
        self,
        mapped: MappedSheet,
        base: Place,
        fault: Rejected | None,
        roster: Roster,
        readers: Readers,
        today: datetime.date,
    ) -> None:
        self.mapped = mapped
        self.base = base
        self.roster = roster
        self.today = today
        self.columns: list[tuple[str, int, Reader]] = [
            (key, column.index, readers.of(key, column.heading))
            for key, column in mapped.fields.items()
            if key != "sequence"
        ]
        self.numbers = [key for key in converting.NUMBERS if key in mapped.fields]
        self.lacking = [
            Rejected(key, N_("这张表没有“{label}”一栏，请补上这一栏，或在导入时指定哪一栏是{label}。"),
                     label=DISPUTE.columns[key].label)
            for key in mapped.missing
        ]  # fmt: skip
        self.astray = fault is not None
        if fault:
            self.lacking.append(fault)

    def case(self, index: int, row: Row, faults: list[Rejected]) -> Case | None:
        """The case in a row; None when it has faults, which are added to `faults`."""
        found = {key: reader[row[i]] for key, i, reader in self.columns}
        faults += self.lacking
        faults += [value for value in found.values() if type(value) is Rejected]
        if faults:
            found = {key: None if type(value) is Rejected else value for key, value in found.items()}
        case = self._taken_apart(index, found, faults)
        self._place(case, found, faults)
        faults += DISPUTE.rules(found, self.today)
        return None if faults else case

    def _taken_apart(self, index: int, found: dict[str, Any], faults: list[Rejected]) -> Case:
        """The row's people and links taken out of `found`, which is left with the values of the dispute itself."""
        take = found.pop
        applicants, some = take("applicant", None) or _NOBODY
        respondents, others = take("respondent", None) or _NOBODY
        numbers = {key: take(key) or () for key in self.numbers}
        named = len(applicants) + len(respondents)
        if found.get("party_count") is None:
            found["party_count"] = some + others
        elif found["party_count"] < named:
            faults.append(Rejected("party_count", N_("涉及人数少于已列出的当事人，请核对。")))
        for key, told in numbers.items():
            names = len(applicants if key.startswith("applicant") else respondents)
            if len(told) > names and not (faults and len(told) < 2):
                faults.append(converting.too_many(key, names, len(told)))
        if take("confirmed", None) and not found.get("confirmation_result"):
            found["confirmation_result"] = "valid"
        return Case(
            self.mapped,
            self.mapped.number(index),
            found,
            applicants,
            respondents,
            numbers,
            take("tags", None) or (),
        )

    def _place(self, case: Case, found: dict[str, Any], faults: list[Rejected]) -> None:
        """Say where the case belongs and who mediated it."""
        take = found.pop
        town, village, body = take("township", ""), take("village", ""), take("body", "")
        mediators, _count = take("mediators", None) or _NOBODY
        if self.astray:
            return
        try:
            case.spot = self.roster.spot(self.base, town or "", village or "", body or "")
            case.mediators = [self.roster.mediator(case.spot, name) for name in mediators]
        except Rejected as fault:
            faults.append(fault)

    # ------------------------------------------------------------ telling

    def problem(self, index: int, row: Row, fault: Rejected) -> Problem:
        """A fault with its place in the file."""
        column = self.mapped.fields.get(fault.field)
        cell = converting.shown(row[column.index]) if column else ""
        field_ = DISPUTE.columns.get(fault.field)
        unknown = field_ is not None and field_.kind == CHOICE and "written" in fault.values
        return Problem(
            self.mapped.sheet.name,
            self.mapped.number(index),
            self.mapped.heading(fault.field),
            cell[:200],
            str(fault),
            choice=field_.choice if unknown and field_ else "",
            word=str(fault.values["written"]) if unknown else "",
        )

    def repeated(self, case: Case, first: Case) -> Problem:
        """A row that says the same as one before it."""
        where = f"“{first.sheet.sheet.name}”" if first.sheet is not case.sheet else ""
        text = N_("与{where}第 {row} 行重复（受理日期、纠纷类型和当事人都相同），没有再导入。")
        return duplicate(case, text.format(where=where, row=first.row))


def duplicate(case: Case, message: str) -> Problem:
    """A row that is not imported because it is there already."""
    return Problem(
        case.sheet.sheet.name, case.row, case.sheet.heading("applicant"), "、".join(case.applicants), message
    )
