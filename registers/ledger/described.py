"""How the rows of any described register's ledger become records: read, placed, compared with the rows before them."""

import re
from collections import defaultdict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any

from office.errors import Rejected
from registers import values
from registers.description import CHOICE, COUNT, HOURS, MANY, MONEY, PERIOD, Field, Register
from registers.ledger import spots
from registers.ledger.checking import Problem, SheetCheck
from registers.ledger.converting import Codes, as_wan
from registers.ledger.entries import NOWHERE, Person, Place, Spot
from registers.ledger.mapping import MappedSheet
from vocab import N_

_WAN = re.compile(r"\(万\w*\)$")


@dataclass(slots=True)
class Entry:
    """A good row of a register. `nth` counts the rows before it on its sheet that say the same and are none the less others."""

    sheet: MappedSheet
    index: int
    values: dict[str, Any]
    spot: Spot = NOWHERE
    nth: int = 0
    mediators: list[Person] = field(default_factory=list)

    @property
    def row(self) -> int:
        """The sheet's own number of the row."""
        return self.sheet.number(self.index)


class RecordIntake:
    """Rows of a register's ledger as its records."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self._numbers = [key for key in register.unique if key in register.fields]
        self._numbered = [*self._numbers, *(key for key in ("number",) if key in register.fields)]
        self._alike: dict[str, dict[Hashable, list[Any]]] = defaultdict(dict)
        self._borne: dict[tuple[str, Any], Entry] = {}

    def reading(self, field: Field, heading: str, codes: Codes) -> Callable[[Any], Any]:
        """How the cells of a column are read; a heading may name the unit of bare numbers: 万元, 万人次, 分钟."""
        if field.kind in (CHOICE, MANY):
            known = codes(field.choice)
            return lambda cell: field.read(cell, known)
        if field.kind == MONEY and "万" in heading:
            return lambda cell: field.read(as_wan(cell))
        if field.kind == COUNT and _WAN.search(values.folded(heading)):
            return lambda cell: field.read(_ten_thousands(cell))
        if field.kind == HOURS and "分" in heading:
            return lambda cell: field.read(_in_minutes(cell))
        return field.read

    # ------------------------------------------------------------ one row

    def item(self, sheet: SheetCheck, index: int, found: dict[str, Any], faults: list[Rejected]) -> Entry:
        """The record of a row; what is wrong with it is added to `faults`."""
        town, village = found.pop("township", None) or "", found.pop("village", None) or ""
        term = zip(self.register.period, found.pop(PERIOD, None) or (), strict=False)
        row = {**dict.fromkeys(self.register.fields), **sheet.mapped.assumed, **dict(term), **found}
        entry = Entry(sheet.mapped, index, row)
        if not sheet.astray:
            try:
                entry.spot = spots.of(sheet, town, village)
            except Rejected as fault:
                faults.append(fault)
        faults += self.register.rules({**row, "unit": stored_unit(entry.spot.unit)}, sheet.today)
        return entry

    # ------------------------------------------------------------ rows that say the same

    def likeness(self, entry: Entry) -> Hashable:
        """What makes two rows of a file the same: place, the fields that tell records apart, which of several alike it is.

        A log holds alike entries (`Register.alike`); elsewhere rows of one sheet with two sequence numbers are two
        records, unless a case number, a certificate … says that they are one.
        """
        same = tuple(str(entry.values.get(key) or "") for key in self.register.same)
        likeness = (self.register.key, entry.spot.unit, *same)
        marks = self._alike[entry.sheet.sheet.name].setdefault(likeness, [])
        mark = self._mark(entry)
        if mark is not None and mark not in marks:
            marks.append(mark)
        entry.nth = marks.index(mark) if mark is not None else 0
        return (*likeness, entry.nth)

    def _mark(self, entry: Entry) -> Hashable:
        """What sets a row apart from one alike; None where nothing does."""
        if self.register.alike:
            return entry.index
        if "fingerprint" in self.register.unique or any(entry.values.get(key) for key in self._numbered):
            return None
        column = entry.sheet.fields.get("sequence")
        return values.plain(entry.sheet.rows[entry.index][column.index]) or None if column else None

    def clash(self, entry: Entry) -> Rejected | None:
        """A certificate number … that another row of the file bears."""
        for key in self._numbers:
            value = entry.values.get(key)
            if value and self._borne.setdefault((key, value), entry) is not entry:
                other = self._borne[key, value]
                return Rejected(key, N_("与第 {row} 行的{label}相同，请核对。"), row=other.row,
                                label=self.register.fields[key].label)  # fmt: skip
        return None

    def repeated(self, entry: Entry, first: Entry) -> Problem:
        """A row that says the same as one before it."""
        where = f"“{first.sheet.sheet.name}”" if first.sheet is not entry.sheet else ""
        text = N_("与{where}第 {row} 行重复（{same}都相同），没有再导入。")
        return duplicate(entry, text.format(where=where, row=first.row, same=labels(entry)))


def labels(entry: Entry) -> str:
    """The labels of the columns by which a row was found to be there already."""
    told = [key for key in entry.sheet.register.same if key in entry.sheet.fields]
    return "、".join(str(entry.sheet.register.fields[key].label) for key in told) or N_("内容")


def duplicate(entry: Entry, message: str) -> Problem:
    """A row that is not imported because it is there already."""
    keys = [key for key in ("name", *entry.sheet.register.same) if key in entry.sheet.fields]
    column = entry.sheet.fields[keys[0]] if keys else entry.sheet.columns[0]
    cell = values.plain(entry.sheet.rows[entry.index][column.index])
    return Problem(entry.sheet.sheet.name, entry.row, column.heading, cell[:200], message)


def _ten_thousands(cell: Any) -> Any:
    written = values.folded(cell)
    return f"{written}万" if re.fullmatch(r"\d+(\.\d{1,4})?", written) else cell


def _in_minutes(cell: Any) -> Any:
    written = values.folded(cell)
    return f"{written}分钟" if re.fullmatch(r"\d+", written) else cell


def stored_unit(place: Place) -> int | None:
    """The id of a place, of the nearest one above it that is stored where it is still to be made."""
    return next((above.id for above in place.lines() if above.id), None)
