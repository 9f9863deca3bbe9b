"""Storing checked cases of disputes in bulk. What can be worked out beforehand is, so that the write lock is held for the writes only."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

import db
from models import Dispute, DisputeMediator, DisputeTag, Party, now
from office import access
from office.access import Actor
from registers import parties
from registers.description import COUNT, LONG_TEXT, TEXT
from registers.dispute import DISPUTE, derived, fingerprint
from registers.ledger.cases import Case, duplicate
from registers.ledger.checking import Beside
from vocab import N_

_TEXTS = {key: "" for key, field in DISPUTE.fields.items() if field.kind in (TEXT, LONG_TEXT)}
_COUNTS = {key: 0 for key, field in DISPUTE.fields.items() if field.kind == COUNT}
# Columns that may not be null, with what stands in them when a ledger does not have them.
_BLANK: dict[str, int | str] = {**_TEXTS, **_COUNTS}
_BLANK.pop("external_number")
_DERIVED = ("days", "performed_counts_on", "applied_counts_on", "confirmed_counts_on")
_PLACED = ("id", "unit", "committee", "studio", "fingerprint", "entered_by")
# What a ledger never says of a party: left out, or blank where the column may not be null.
_UNTOLD = ("sex", "born_on")
_BLANK_PARTY: dict[str, int | str] = dict.fromkeys(("ethnic_group", "occupation", "address", "contact"), "")
_PARTY = tuple(key for key in parties.FIELDS if key not in (*_UNTOLD, *_BLANK_PARTY, "dispute"))
_told = itemgetter(*(parties.FIELDS.index(key) for key in _PARTY))


@dataclass(slots=True)
class Prepared:
    """A case with everything worked out that needs no lock: the row's own values, its parties sealed."""

    case: Case
    own: tuple[Any, ...]
    people: list[tuple[Any, ...]]


class CaseStock:
    """Cases on their way into the books."""

    register = DISPUTE

    def __init__(self, cases: Sequence[Case]) -> None:
        self.items = cases
        self._keys: tuple[str, ...] = ()  # the columns that the ledgers have
        self._entries: list[Prepared] = []

    def prepare(self) -> None:
        """Work out the rows to be stored, with personal numbers sealed and names made findable."""
        present = set().union(*(case.values for case in self.items))
        self._keys = (*(key for key in (*DISPUTE.fields, "number") if key in present), *_DERIVED)
        blank = {key: _BLANK.get(key) for key in self._keys}
        own = itemgetter(*self._keys)
        self._entries = [
            Prepared(case, own(blank | _whole(case.values)), _people(case)) for case in self.items
        ]

    # ------------------------------------------------------------ beside the books

    def against(self, actor: Actor, county_id: int) -> Beside:
        """Which cases the actor's books hold already: the same one, not voided, with no other number."""
        there: dict[str, list[tuple[int, str | None]]] = {}
        visible = access.disputes(actor).select(Dispute.fingerprint, Dispute.id, Dispute.number)
        visible = visible.where(Dispute.voided_at.is_null())
        if visible.limit(1).tuples().first() is None:
            return Beside()
        prints = self._prints(county_id)
        for start in range(0, len(prints), 500):
            rows = visible.where(Dispute.fingerprint.in_(prints[start : start + 500]))
            for print_, id_, number in rows.tuples():
                there.setdefault(print_, []).append((id_, number))
        found = Beside()
        for index, (case, print_) in enumerate(zip(self.items, prints, strict=True)):
            own = case.values.get("number")
            twin = next((row for row in there.get(print_, ()) if not own or row[1] in (None, own)), None)
            if twin:
                text = N_("已经登记过（{which}；受理日期、纠纷类型和当事人都相同），没有再导入。")
                found.known[index] = duplicate(case, text.format(which=twin[1] or f"案件 {twin[0]}"))
        return found

    def _prints(self, county_id: int) -> list[str]:
        """What tells whether a case is there already in the books of its county."""
        return [
            fingerprint(
                county_id,
                case.values["accepted_on"],
                case.values["type"],
                case.applicants,
                case.respondents,
            )
            for case in self.items
        ]

    # ------------------------------------------------------------ writing

    def settle(self, actor: Actor, batch_id: int, county_id: int, today: Any) -> tuple[list[Case], Beside]:
        """Store the cases inside the transaction; gives those that are new, and what the books said to the others."""
        beside = self.against(actor, county_id)
        return self._store(actor, batch_id, county_id, beside.left_out), beside

    def _store(self, actor: Actor, batch_id: int, county_id: int, left_out: Collection[int]) -> list[Case]:
        """Insert the cases but those left out, with parties, mediators and tags; gives them."""
        prints = self._prints(county_id)
        chosen = [
            (entry, prints[index]) for index, entry in enumerate(self._entries) if index not in left_out
        ]
        ids = list(db.reserve_ids(Dispute, len(chosen)))
        moment = str(now())
        same = {key: value for key, value in _BLANK.items() if key not in self._keys}
        same |= {"batch": batch_id, "entered_at": moment, "changed_at": moment, "version": 1}
        rows = _rows(actor, chosen, ids)
        db.bulk_insert(Dispute, (*self._keys, *_PLACED), rows, same)
        placed = [(id_, entry) for id_, (entry, _print) in zip(ids, chosen, strict=True)]
        _store_people(placed)
        return [entry.case for entry, _print in chosen]


def _rows(
    actor: Actor, chosen: Sequence[tuple[Prepared, str]], ids: Sequence[int]
) -> Iterator[tuple[Any, ...]]:
    for (entry, print_), id_ in zip(chosen, ids, strict=True):
        spot = entry.case.spot
        committee = spot.body.id if spot.body else None
        studio = spot.room.id if spot.room else None
        yield *entry.own, id_, spot.unit.id, committee, studio, print_, actor.account_id


def _store_people(placed: Sequence[tuple[int, Prepared]]) -> None:
    """Parties, mediators and tags of the cases stored under the ids."""
    people = ((*row, id_) for id_, entry in placed for row in entry.people)
    db.bulk_insert(Party, (*_PARTY, "dispute"), people, _BLANK_PARTY)
    links = ((id_, person.id) for id_, entry in placed for person in dict.fromkeys(entry.case.mediators))
    db.bulk_insert(DisputeMediator, ("dispute", "mediator"), links)
    tags = ((id_, tag) for id_, entry in placed for tag in dict.fromkeys(entry.case.tags))
    db.bulk_insert(DisputeTag, ("dispute", "tag"), tags)


def _whole(values: dict[str, Any]) -> dict[str, Any]:
    for key in ("number", "external_number"):
        if key in values:
            values[key] = values[key] or None
    return values | derived(values)


def _people(case: Case) -> list[tuple[Any, ...]]:
    """The parties as stored, but for the id of their case."""
    rows: list[tuple[Any, ...]] = []
    for role, names in (("applicant", case.applicants), ("respondent", case.respondents)):
        numbers, phones = case.numbers.get(f"{role}_id", ()), case.numbers.get(f"{role}_phone", ())
        for i, name in enumerate(names):
            number, kind = numbers[i] if i < len(numbers) else (None, None)
            party = {"role": role, "name": name, "id_number": number, "id_kind": kind,
                     "phone": phones[i] if i < len(phones) else None}  # fmt: skip
            rows.append(_told(parties.row(0, len(rows), party)))
    return rows
