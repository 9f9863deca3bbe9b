"""Turning cells into values: one reader per field that reads each distinct cell once and keeps the answer.

A ledger repeats itself: of its hundred thousand cells few differ. A reader is a dictionary that is asked
with the cell; it holds the value, or the Rejected that says what is wrong with the cell.
"""

import datetime
from collections.abc import Callable, Mapping
from typing import Any

from office import lists
from office.errors import Rejected
from office.lists import fold
from registers import values
from registers.description import Register

Codes = Callable[[str], dict[str, str]]  # choice → folded word → code


class Reader(dict[Any, Any]):
    """Cell → its value, or the Rejected that it earns."""

    def __init__(self, read: Callable[[Any], Any]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, cell: Any) -> Any:
        try:
            value = self._read(cell)
        except Rejected as fault:
            value = fault
        self[cell] = value
        return value


class Readers:
    """The readers of one import, made as its columns ask for them."""

    def __init__(self, unit_ids: tuple[int, ...], words: Mapping[str, Mapping[str, str]]) -> None:
        self._unit_ids = unit_ids
        self._words = words
        self._made: dict[tuple[str, str, str], Reader] = {}
        self._codes: dict[str, dict[str, str]] = {}

    def of(self, register: Register, key: str, heading: str, intake: Any) -> Reader:
        """The reader of a register's field under a heading, which may name the unit of bare numbers (万元, 分钟)."""
        name = (register.key, key, heading)
        if name not in self._made:
            self._made[name] = Reader(intake.reading(register.columns[key], heading, self.codes))
        return self._made[name]

    def codes(self, choice: str) -> dict[str, str]:
        """Folded word → code, with the habits of the offices and what the user decided for this file."""
        if choice not in self._codes:
            own = {fold(word): code for word, code in self._words.get(choice, {}).items() if code}
            self._codes[choice] = {**lists.spoken(choice, self._unit_ids), **own}
        return self._codes[choice]


def as_wan(cell: Any) -> Any:
    """A cell under a heading that says 万元, with that unit."""
    written = values.folded(cell)
    return f"{written}万元" if written[-1:].isdigit() and not values.is_empty(cell) else cell


def shown(cell: Any) -> str:
    """A cell as a message or a returned workbook shows it."""
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat()
    return values.plain(cell)
