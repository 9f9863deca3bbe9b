"""Storing checked cases in bulk. What can be worked out beforehand is, so that the write lock is held for the writes only."""

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
from registers.ledger.checking import Case, Problem, duplicate
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


@dataclass
class Stock:
    """Cases prepared for storing; `keys` are the columns that their ledgers have."""

    keys: tuple[str, ...]
    entries: list[Prepared]

    def without(self, left_out: Collection[int]) -> "Stock":
        """The same but for those at the given places."""
        return Stock(self.keys, [entry for i, entry in enumerate(self.entries) if i not in left_out])


def prepare(cases: Sequence[Case]) -> Stock:
    """The rows to be stored, with personal numbers sealed and names made findable."""
    present = set().union(*(case.values for case in cases))
    keys = (*(key for key in (*DISPUTE.fields, "number") if key in present), *_DERIVED)
    blank = {key: _BLANK.get(key) for key in keys}
    own = itemgetter(*keys)
    return Stock(keys, [Prepared(case, own(blank | _whole(case.values)), _people(case)) for case in cases])


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


# ---------------------------------------------------------------- duplicates


def fingerprints(cases: Sequence[Case], county_id: int) -> list[str]:
    """What tells whether a case is there already in the books of its county."""
    return [
        fingerprint(
            county_id,
            case.values["accepted_on"],
            case.values["type"],
            case.applicants,
            case.respondents,
        )
        for case in cases
    ]


def known(actor: Actor, cases: Sequence[Case], prints: Sequence[str]) -> dict[int, Problem]:
    """Index of a case → how it is told that the actor's books hold it already (not voided, with no other number)."""
    there: dict[str, list[tuple[int, str | None]]] = {}
    visible = access.disputes(actor).select(Dispute.fingerprint, Dispute.id, Dispute.number)
    visible = visible.where(Dispute.voided_at.is_null())
    if visible.limit(1).tuples().first() is None:
        return {}
    for start in range(0, len(prints), 500):
        rows = visible.where(Dispute.fingerprint.in_(list(prints[start : start + 500])))
        for print_, id_, number in rows.tuples():
            there.setdefault(print_, []).append((id_, number))
    found = {}
    for index, (case, print_) in enumerate(zip(cases, prints, strict=True)):
        own = case.values.get("number")
        twin = next((row for row in there.get(print_, ()) if not own or row[1] in (None, own)), None)
        if twin:
            text = N_("已经登记过（{which}；受理日期、纠纷类型和当事人都相同），没有再导入。")
            found[index] = duplicate(case, text.format(which=twin[1] or f"案件 {twin[0]}"))
    return found


# ---------------------------------------------------------------- writing


def store(actor: Actor, batch_id: int, stock: Stock, prints: Sequence[str]) -> int:
    """Insert the cases with parties, mediators and tags; call it inside the transaction. Gives the number of cases."""
    ids = list(db.reserve_ids(Dispute, len(stock.entries)))
    moment = str(now())
    same = {key: value for key, value in _BLANK.items() if key not in stock.keys}
    same |= {"batch": batch_id, "entered_at": moment, "changed_at": moment, "version": 1}
    db.bulk_insert(Dispute, (*stock.keys, *_PLACED), _rows(actor, stock, prints, ids), same)
    placed = list(zip(ids, stock.entries, strict=True))
    people = ((*row, id_) for id_, entry in placed for row in entry.people)
    db.bulk_insert(Party, (*_PARTY, "dispute"), people, _BLANK_PARTY)
    links = ((id_, person.id) for id_, entry in placed for person in dict.fromkeys(entry.case.mediators))
    db.bulk_insert(DisputeMediator, ("dispute", "mediator"), links)
    tags = ((id_, tag) for id_, entry in placed for tag in dict.fromkeys(entry.case.tags))
    db.bulk_insert(DisputeTag, ("dispute", "tag"), tags)
    return len(ids)


def _rows(actor: Actor, stock: Stock, prints: Sequence[str], ids: Sequence[int]) -> Iterator[tuple[Any, ...]]:
    for entry, print_, id_ in zip(stock.entries, prints, ids, strict=True):
        spot = entry.case.spot
        committee = spot.body.id if spot.body else None
        studio = spot.room.id if spot.room else None
        yield *entry.own, id_, spot.unit.id, committee, studio, print_, actor.account_id
