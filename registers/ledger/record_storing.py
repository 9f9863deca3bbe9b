"""Storing checked records of a described register in bulk: sealed beforehand, compared with the books, inserted at once."""

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterator, Sequence
from itertools import islice
from typing import Any

import db
from models import RecordChoice, now
from office import access
from office.access import Actor
from office.errors import Rejected
from registers import records
from registers.description import Register
from registers.ledger.checking import Beside
from registers.ledger.described import Entry, duplicate, labels, stored_unit
from registers.records import Written
from vocab import N_

_AT_ONCE = 500  # fingerprints asked for in one query


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
        return N_("已经登记过（{same}都相同），没有再导入。").format(same=labels(entry))

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
        prints = self._free(actor, chosen, self._prints(county_id))
        model = self.register.model
        ids = list(db.reserve_ids(model, len(chosen)))
        keys = [key for key in self._written[0].columns if key not in ("unit", "fingerprint")]
        rows = self._rows(chosen, ids, prints, keys)
        same: dict[str, int | str] = {
            "batch": batch_id,
            "version": 1,
            "entered_at": str(now()),
            "changed_at": str(now()),
        }
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

    def _free(self, actor: Actor, chosen: Sequence[int], prints: Sequence[str]) -> Sequence[str]:
        """The fingerprints, with those of alike entries moved past the ones that live records bear."""
        stored = set(chosen)
        several = {index for index in stored if self.items[index].nth}
        if not several:
            return prints
        moved = list(prints)
        for group in self._groups().values():
            if not several.intersection(group):
                continue
            own = [index for index in group if index in stored]
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
