"""What became of a ledger: counts and problems, as a whole and sheet by sheet, told and kept."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from office import crypto, lists
from registers.ledger.checking import Checked, Problem
from registers.ledger.mapping import MappedSheet

PROBLEMS = "import.problems"  # context of the encrypted rows given back


@dataclass
class SheetOutcome:
    """What became of a sheet: the slug and label of its register ("" when nobody knows it), numbers of rows.

    `assumed` says what the title told for all rows (label → word), `left_out` why nothing was imported.
    """

    sheet: str
    register: str = ""
    label: str = ""
    read: int = 0
    imported: int = 0
    refused: int = 0
    duplicates: int = 0
    assumed: dict[str, str] = field(default_factory=dict)
    left_out: str = ""


@dataclass
class Outcome:
    """What became of a ledger."""

    batch: int
    read: int
    imported: int
    refused: int
    duplicates: int
    problems: list[Problem]
    sheets: list[SheetOutcome] = field(default_factory=list)

    def told(self) -> dict[str, Any]:
        """As the command line prints it."""
        return {
            "read": self.read,
            "imported": self.imported,
            "refused": self.refused,
            "duplicates": self.duplicates,
            "batch": self.batch,
            "problems": [_told(problem) for problem in self.problems],
        }

    def sheet_by_sheet(self) -> dict[str, Any]:
        """As the command line prints a workbook."""
        told = [
            asdict(sheet)
            | {"register": sheet.register or None}
            | {"problems": [_told(problem) for problem in self.problems if problem.sheet == sheet.sheet]}
            for sheet in self.sheets
        ]
        return {"sheets": told, "batch": self.batch}

    def in_words(self) -> dict[str, Any]:
        """As the command line prints it for people: a line for each problem, and for each sheet of several."""
        told = self.told()
        lines = [
            f"\n{one.sheet}（{one.label or one.left_out}）读入 {one.read}，导入 {one.imported}，退回 {one.refused}，重复 {one.duplicates}"
            + "".join(f"；{label}均按“{word}”" for label, word in one.assumed.items())
            for one in self.sheets
        ]
        return told | {
            "sheets": ["", *lines],
            "problems": ["", *(f"\n{p.sheet} 第 {p.row} 行 {p.told}" for p in self.problems)][:101],
        }


def _told(problem: Problem) -> dict[str, Any]:
    return {"sheet": problem.sheet, "row": problem.row, "column": problem.column, "value": problem.value,
            "message": problem.told}  # fmt: skip


def sheets_told(checked: Checked, stored: Sequence[Any], doubles: Sequence[Problem]) -> list[SheetOutcome]:
    """What became of each sheet of a checked file, its stored items and duplicates being known."""
    imported = Counter(item.sheet.sheet.name for item in stored)
    refused = Counter(row.sheet for row in checked.refused)
    known = Counter(problem.sheet for problem in doubles)
    found = []
    for mapped in checked.sheets:
        name = mapped.sheet.name
        counts = (imported[name], refused[name], known[name])
        if mapped.left_out:
            found.append(SheetOutcome(name, left_out=mapped.left_out))
        else:
            register = mapped.register
            found.append(
                SheetOutcome(name, register.slug, register.label, sum(counts), *counts, assumed_told(mapped))
            )
    return found


def assumed_told(mapped: MappedSheet) -> dict[str, str]:
    """Label → word of what a sheet's title told for all its rows."""
    return {
        str(mapped.register.fields[key].label): lists.labels(mapped.register.fields[key].choice)[code]
        for key, code in mapped.assumed.items()
    }


def seal(outcome: Outcome, checked: Checked) -> bytes:
    """The problems, and the rows given back with their headings, encrypted: they are full of personal data."""
    kept = {
        "problems": [vars(problem) for problem in outcome.problems],
        "rows": [vars(row) for row in checked.refused],
        "headings": {
            mapped.sheet.name: [column.heading for column in mapped.columns]
            for mapped in checked.sheets
            if mapped.columns and not mapped.left_out
        },
        "unnamed": [mapped.sheet.name for mapped in checked.sheets if mapped.sheet.unnamed],
        "sheets": [asdict(sheet) for sheet in outcome.sheets],
    }
    return crypto.encrypt_bytes(json.dumps(kept, ensure_ascii=False).encode(), PROBLEMS)
