"""Turning cells into values: one reader per field that reads each distinct cell once and keeps the answer.

A ledger repeats itself: of its hundred thousand cells few differ. A reader is a dictionary that is asked
with the cell; it holds the value, or the Rejected that says what is wrong with the cell.
"""

import datetime
import re
from collections.abc import Callable, Mapping
from typing import Any

from office import lists
from office.errors import Rejected
from office.lists import fold
from registers import parties, values
from registers.description import CHOICE, COUNT, LONG_TEXT, PLACE, TEXT, Field
from registers.dispute import DISPUTE
from registers.values import Unreadable
from vocab import N_

SEVERAL = re.compile(r"[、，,；;/\n]+")
Number = tuple[str | None, str | None]  # an identity number and its kind


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
        self._made: dict[tuple[str, bool], Reader] = {}
        self._codes: dict[str, dict[str, str]] = {}

    def of(self, key: str, heading: str) -> Reader:
        """The reader of a field under a heading: one that says 万元 makes bare numbers ten thousands."""
        in_wan = key == "amount" and "万" in heading
        if (key, in_wan) not in self._made:
            self._made[key, in_wan] = Reader(self._reading(DISPUTE.columns[key], in_wan))
        return self._made[key, in_wan]

    def codes(self, choice: str) -> dict[str, str]:
        """Folded word → code, with the habits of the offices and what the user decided for this file."""
        if choice not in self._codes:
            own = {fold(word): code for word, code in self._words.get(choice, {}).items() if code}
            self._codes[choice] = {**lists.spoken(choice, self._unit_ids), **own}
        return self._codes[choice]

    def _reading(self, field: Field, in_wan: bool) -> Callable[[Any], Any]:
        if field.key == "tags":
            return lambda cell: _tags(field, cell, self.codes(field.choice))
        if field.key == "confirmed":
            return lambda cell: _confirmation(cell, self.codes("confirmation_result"))
        if field.key in NUMBERS:
            return NUMBERS[field.key]
        if field.kind == CHOICE:
            codes = self.codes(field.choice)
            return lambda cell: field.read(cell, codes)
        if in_wan:
            return lambda cell: field.read(_as_wan(cell))
        if field.kind in (TEXT, LONG_TEXT, PLACE):
            return lambda cell: field.read(cell) or ""
        if field.kind == COUNT and field.key != "party_count":
            return lambda cell: field.read(cell) or 0
        return field.read


def _as_wan(cell: Any) -> Any:
    written = values.folded(cell)
    return f"{written}万元" if written[-1:].isdigit() and not values.is_empty(cell) else cell


def _tags(field: Field, cell: Any, codes: Mapping[str, str]) -> tuple[str, ...]:
    parts = [part.strip() for part in SEVERAL.split(values.plain(cell)) if part.strip()]
    return tuple(filter(None, (field.read(part, codes) for part in parts)))


def _confirmation(cell: Any, codes: Mapping[str, str]) -> str | None:
    """是 means confirmed; the court's own words for its ruling are understood too."""
    code = codes.get(fold(values.plain(cell)))
    return code or ("valid" if DISPUTE.columns["confirmed"].read(cell) else None)


def _numbers(key: str, cell: Any) -> tuple[Number, ...]:
    """The identity numbers in a cell, one for each party named beside them."""
    try:
        return tuple(parties.read_number(part, None) for part in _parts(cell))
    except Unreadable as fault:
        raise Rejected(key, fault.text, **fault.values) from None


def _phones(key: str, cell: Any) -> tuple[str | None, ...]:
    try:
        return tuple(values.phone(part) for part in _parts(cell))
    except Unreadable as fault:
        raise Rejected(key, fault.text, **fault.values) from None


def _parts(cell: Any) -> list[Any]:
    if values.is_empty(cell):
        return []
    if not isinstance(cell, str) or cell.isalnum():
        return [cell]
    return [part for part in SEVERAL.split(cell) if part.strip()]


NUMBERS: dict[str, Callable[[Any], Any]] = {
    "applicant_id": lambda cell: _numbers("applicant_id", cell),
    "respondent_id": lambda cell: _numbers("respondent_id", cell),
    "applicant_phone": lambda cell: _phones("applicant_phone", cell),
    "respondent_phone": lambda cell: _phones("respondent_phone", cell),
}


def shown(cell: Any) -> str:
    """A cell as a message or a returned workbook shows it."""
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat()
    return values.plain(cell)


def too_many(key: str, names: int, numbers: int) -> Rejected:
    """More numbers in a cell than names beside it."""
    return Rejected(
        key, N_("这里有 {numbers} 个号码，当事人只有 {names} 名，请一一对应。"), names=names, numbers=numbers
    )
