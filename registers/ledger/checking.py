"""Checking the rows of a ledger: good ones become cases ready to store, every fault names sheet, row, column and remedy."""

import datetime
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from office.errors import Rejected
from office.lists import fold
from registers import values
from registers.description import CHOICE
from registers.dispute import DISPUTE
from registers.ledger import converting
from registers.ledger.converting import Reader, Readers
from registers.ledger.entries import Person, Place, Spot
from registers.ledger.mapping import MappedSheet
from registers.ledger.places import Roster
from registers.ledger.reading import Row
from vocab import N_

_TOTAL = ("合计", "小计", "总计", "共计", "累计")
_TOTAL_COLUMNS = 4
_NOTE = re.compile(
    r"[(【]?(注|备注|说明|填表|填报|制表|审核|复核|经办|负责|单位负责|分管|统计|报送|截至|截止|以上|本表|共\d+页|第\d+页|[(（]?盖章)"
)
_SAYS_NOTHING = {"sequence", "township", "village"}  # prepared in advance, without a case behind it
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
    spot: Spot
    applicants: list[str]
    respondents: list[str]
    numbers: dict[str, Any]
    mediators: list[Person]
    tags: tuple[str, ...]


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
            _check_sheet(found, mapped, sheet, seen)
            progress(found.read)
    return found


def _check_sheet(
    found: Checked, mapped: MappedSheet, sheet: "_SheetCheck", seen: dict[tuple[Any, ...], Case]
) -> None:
    for index, row in _records(mapped):
        found.read += 1
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


# ---------------------------------------------------------------- which rows are records


def _records(mapped: MappedSheet) -> Iterator[tuple[int, Row]]:
    """The rows that hold a case: without blanks, totals, notes, repeated headings and titles in between."""
    headings = {column.index: fold(column.heading) for column in mapped.columns if column.heading}
    telling = [column.index for column in mapped.columns if column.field not in _SAYS_NOTHING]
    date = mapped.fields.get("accepted_on")
    first = min((column.index for column in mapped.columns if column.heading), default=0)
    for index, row in enumerate(mapped.rows):
        if not any(row[i] not in ("", None) and str(row[i]).strip() for i in telling):
            continue
        if _is_total(row, date.index if date else -1) or _is_note(row, first) or _is_heading(row, headings):
            continue
        yield index, row


def _is_total(row: Row, date: int) -> bool:
    for index in range(min(_TOTAL_COLUMNS, len(row))):
        cell = row[index]
        if isinstance(cell, str) and "计" in cell:
            word = values.folded(cell).replace(" ", "").strip(":")
            if len(word) <= 20 and (word.startswith(_TOTAL) or word.endswith(_TOTAL)):
                return date in (-1, index) or values.is_empty(row[date])
    return False


def _is_note(row: Row, first: int) -> bool:
    """A line under or between the cases: one text at the left, or a few cells that begin like a note."""
    filled = [(i, cell) for i, cell in enumerate(row) if cell not in ("", None)]
    if len(filled) > 4 or not isinstance(filled[0][1], str):
        return False
    index, text = filled[0]
    return (len(filled) == 1 and index <= first) or bool(_NOTE.match(values.folded(text)))


def _is_heading(row: Row, headings: dict[int, str]) -> bool:
    """The header printed again at the top of a page."""
    same = sum(isinstance(row[i], str) and fold(row[i]) == text for i, text in headings.items())
    return same >= 3


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
        self.lacking = [
            Rejected(key, N_("这张表没有“{label}”一栏，请补上这一栏，或在导入时指定哪一栏是{label}。"),
                     label=DISPUTE.columns[key].label)
            for key in mapped.missing
        ]  # fmt: skip
        if fault:
            self.lacking.append(fault)

    def case(self, index: int, row: Row, faults: list[Rejected]) -> Case | None:
        """The case in a row; None when it has faults, which are added to `faults`."""
        found = {key: reader[row[i]] for key, i, reader in self.columns}
        faults += self.lacking
        faults += [value for value in found.values() if type(value) is Rejected]
        found = (
            {key: None if type(value) is Rejected else value for key, value in found.items()}
            if faults
            else found
        )
        applicants, applicant_count = found.pop("applicant", None) or ([], 0)
        respondents, respondent_count = found.pop("respondent", None) or ([], 0)
        numbers = {key: found.pop(key, None) or () for key in converting._OWN}
        mediators, _count = found.pop("mediators", None) or ([], 0)
        tags = found.pop("tags", None) or ()
        spot, people = self._place(found, mediators, faults)
        self._count(found, applicant_count + respondent_count, len(applicants) + len(respondents), faults)
        self._match(numbers, applicants, respondents, faults)
        if found.pop("confirmed", None) and not found.get("confirmation_result"):
            found["confirmation_result"] = "valid"
        faults += DISPUTE.rules(found, self.today)
        if faults or spot is None:
            return None
        return Case(
            self.mapped,
            self.mapped.number(index),
            found,
            spot,
            applicants,
            respondents,
            numbers,
            people,
            tags,
        )

    def _place(
        self, found: dict[str, Any], mediators: list[str], faults: list[Rejected]
    ) -> tuple[Spot | None, list[Person]]:
        town, village = found.pop("township", None) or "", found.pop("village", None) or ""
        body = found.pop("body", None) or ""
        if faults:  # a row that is refused anyway plans no village
            return None, []
        try:
            spot = self.roster.spot(self.base, town, village, body)
            return spot, [self.roster.mediator(spot, name) for name in dict.fromkeys(mediators)]
        except Rejected as fault:
            faults.append(fault)
            return None, []

    @staticmethod
    def _count(found: dict[str, Any], told: int, named: int, faults: list[Rejected]) -> None:
        if found.get("party_count") is None:
            found["party_count"] = told
        elif found["party_count"] < named:
            faults.append(Rejected("party_count", N_("涉及人数少于已列出的当事人，请核对。")))

    @staticmethod
    def _match(
        numbers: dict[str, Any], applicants: list[str], respondents: list[str], faults: list[Rejected]
    ) -> None:
        for key, found in numbers.items():
            names = len(applicants if key.startswith("applicant") else respondents)
            if len(found) > max(names, 1) or (found and not names and not faults):
                faults.append(converting.too_many(key, names, len(found)))

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
