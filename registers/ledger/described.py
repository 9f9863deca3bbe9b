"""How the rows of any described register's ledger become records: read, placed, compared, stored in bulk."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import db
from models import RecordChoice, now
from office import access
from office.access import Actor
from office.errors import Rejected
from registers import records, values
from registers.description import CHOICE, COUNT, HOURS, MANY, MONEY, Field, Register
from registers.ledger import spots
from registers.ledger.checking import Beside, Problem, SheetCheck
from registers.ledger.converting import Codes, as_wan
from registers.ledger.entries import NOWHERE, Person, Place, Spot
from registers.ledger.mapping import MappedSheet
from registers.records import Written
from vocab import N_

_AT_ONCE = 500  # fingerprints asked for in one query
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
        row = dict.fromkeys(self.register.fields) | dict(sheet.mapped.assumed) | found
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
        return duplicate(entry, text.format(where=where, row=first.row, same=_labels(entry)))


def _labels(entry: Entry) -> str:
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
    return round(float(written) * 10_000) if re.fullmatch(r"\d+(\.\d{1,4})?", written) else cell


def _in_minutes(cell: Any) -> Any:
    written = values.folded(cell)
    return f"{written}分钟" if re.fullmatch(r"\d+", written) else cell


def stored_unit(place: Place) -> int | None:
    """The id of a place, of the nearest one above it that is stored where it is still to be made."""
    return next((above.id for above in place.lines() if above.id), None)


# ---------------------------------------------------------------- into the books


class RecordStock:
    """Records of one register on their way into the books."""

    def __init__(self, register: Register, entries: Sequence[Entry]) -> None:
        self.register = register
        self.items = entries
        self._written: list[Written] = []

    def prepare(self) -> None:
        """Work out the columns to be stored, with personal numbers sealed: all but the place and what depends on it."""
        self._written = [
            records.stored(self.register, entry.values, stored_unit(entry.spot.unit) or 0, 0)
            for entry in self.items
        ]

    def against(self, actor: Actor, county_id: int) -> Beside:
        """Which records the actor's books hold already, and which bear a number that only one may bear.

        Of k alike rows as many are known as alike records are there.
        """
        found = Beside()
        live = _live(actor, self.register)
        prints = self._prints(county_id)
        there = _counted(live, [print_ for print_ in prints if print_])
        for group in self._groups().values():
            copies = sum(there[prints[index]] for index in group)
            for index in group[:copies]:
                found.known[index] = duplicate(self.items[index], self._told(self.items[index]))
        found.refused = self._clashing(county_id, found.known)
        return found

    def _groups(self) -> dict[Hashable, list[int]]:
        """Indexes of the entries that say the same, in their order."""
        groups: dict[Hashable, list[int]] = defaultdict(list)
        for index, entry in enumerate(self.items):
            same = tuple(str(entry.values.get(key) or "") for key in self.register.same)
            groups[entry.spot.unit, same].append(index)
        return groups

    def _told(self, entry: Entry) -> str:
        return N_("已经登记过（{same}都相同），没有再导入。").format(same=_labels(entry))

    def _prints(self, county_id: int) -> list[str]:
        """The fingerprint of each entry; "" where its unit is still to be made."""
        return [
            records.fingerprint(self.register, entry.values, entry.spot.unit.id, county_id, entry.nth)
            if entry.spot.unit.id
            else ""
            for entry in self.items
        ]

    def _clashing(self, county_id: int, known: Collection[int]) -> dict[int, Rejected]:
        """Entries with a number that a live record of the county, or an entry before them, bears already."""
        refused: dict[int, Rejected] = {}
        for key in self.register.unique:
            wanted = {
                index: self._value(index, key) for index in range(len(self.items)) if index not in known
            }
            borne = self._borne(county_id, key, sorted({value for value in wanted.values() if value}))
            for index, value in wanted.items():
                if value and value in borne:
                    refused[index] = records.taken(self.register, key)
                borne.add(value)
        return refused

    def _borne(self, county_id: int, key: str, asked: Sequence[Any]) -> set[Any]:
        borne: set[Any] = set()
        for start in range(0, len(asked), _AT_ONCE):
            found = records.bearers(self.register, county_id, key, asked[start : start + _AT_ONCE])
            borne |= set(found.values())
        return borne

    def _value(self, index: int, key: str) -> Any:
        if key == "fingerprint":
            return None  # what is the same is known, not refused
        if key in self.register.fields or not self._written:
            return self.items[index].values.get(key)
        return self._written[index].columns.get(key)

    def settle(self, actor: Actor, batch_id: int, county_id: int, today: Any) -> tuple[list[Entry], Beside]:
        """Store the records inside the transaction; gives those that are new, and what the books said to the others."""
        beside = self.against(actor, county_id)
        return self._store(actor, batch_id, county_id, beside.left_out), beside

    def _store(self, actor: Actor, batch_id: int, county_id: int, left_out: Collection[int]) -> list[Entry]:
        """Insert the records but those left out, with their several codes; gives them."""
        chosen = [index for index in range(len(self.items)) if index not in left_out]
        if not chosen:
            return []
        prints = self._prints(county_id)
        prints = self._free(actor, chosen, prints, county_id)
        model = self.register.model
        ids = list(db.reserve_ids(model, len(chosen)))
        keys = [key for key in self._written[0].columns if key not in ("unit", "fingerprint")]
        rows = self._rows(chosen, ids, prints, keys)
        same = {"batch": batch_id, "version": 1, "entered_at": str(now()), "changed_at": str(now())}
        same |= db.defaults_of(model, {*keys, *same, "id", "unit", "fingerprint", "entered_by"})
        rows = ((*row, actor.account_id) for row in rows)
        db.bulk_insert(model, ("id", "unit", "fingerprint", *keys, "entered_by"), rows, same)
        many = (
            (self.register.key, id_, key, code)
            for id_, index in zip(ids, chosen, strict=True)
            for key, found in self._written[index].many.items()
            for code in found
        )
        db.bulk_insert(RecordChoice, ("register", "record", "field", "code"), many)
        return [self.items[index] for index in chosen]

    def _rows(
        self, chosen: Sequence[int], ids: Sequence[int], prints: Sequence[str], keys: Sequence[str]
    ) -> Iterator[tuple[Any, ...]]:
        for id_, index in zip(ids, chosen, strict=True):
            columns = self._written[index].columns
            place = self.items[index].spot.unit.id
            yield id_, place, prints[index], *(columns[key] for key in keys)

    def _free(
        self, actor: Actor, chosen: Sequence[int], prints: Sequence[str], county_id: int
    ) -> Sequence[str]:
        """The fingerprints, with those of alike entries moved past the ones that live records bear."""
        several = {index for index in chosen if self.items[index].nth}
        if not several:
            return prints
        moved = list(prints)
        for group in self._groups().values():
            if not several.intersection(group):
                continue
            own = [index for index in group if index in chosen]
            taken = _counted(_live(actor, self.register), [prints[index] for index in group])
            free = iter(print_ for print_ in (prints[index] for index in group) if not taken[print_])
            for index, print_ in zip(own, islice(free, len(own)), strict=False):
                moved[index] = print_
        return moved


def _live(actor: Actor, register: Register) -> Any:
    model = register.model
    return access.records(actor, model).select(model.fingerprint).where(model.voided_at.is_null())


def _counted(live: Any, prints: Sequence[str]) -> Counter[str]:
    """Fingerprint → number of live records that bear it."""
    column = live.model.fingerprint
    found: Counter[str] = Counter()
    for start in range(0, len(prints), _AT_ONCE):
        rows = live.where(column.in_(list(prints[start : start + _AT_ONCE])))
        found.update(print_ for (print_,) in rows.tuples())
    return found
