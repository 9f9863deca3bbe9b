"""Storing checked cases in bulk. What can be worked out beforehand is, so that the write lock is held for the writes only."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
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
_OWN = dict.fromkeys(DISPUTE.fields) | _TEXTS | _COUNTS | {"external_number": None, "number": None}
_DERIVED = ("days", "performed_counts_on", "applied_counts_on", "confirmed_counts_on")
_PLACED = ("id", "unit", "committee", "studio", "fingerprint", "batch", "entered_by", "entered_at", "changed_at",
           "version")  # fmt: skip
_FIELDS = (*_OWN, *_DERIVED, *_PLACED)


@dataclass(slots=True)
class Prepared:
    """A case with everything worked out that needs no lock: the row's own values, its parties sealed."""

    case: Case
    own: tuple[Any, ...]
    people: list[tuple[Any, ...]]


def prepare(cases: Iterable[Case]) -> list[Prepared]:
    """The rows to be stored, with personal numbers sealed and names made findable."""
    return [Prepared(case, _own(case), _people(case)) for case in cases]


def _own(case: Case) -> tuple[Any, ...]:
    row = _OWN | case.values
    row["number"] = row["number"] or None
    row["external_number"] = row["external_number"] or None
    made = derived(row)
    return (*(row[key] for key in _OWN), *(made[key] for key in _DERIVED))


def _people(case: Case) -> list[tuple[Any, ...]]:
    """The parties as stored, but for the id of their case."""
    rows: list[tuple[Any, ...]] = []
    for role, names in (("applicant", case.applicants), ("respondent", case.respondents)):
        numbers = case.numbers[f"{role}_id"]
        phones = case.numbers[f"{role}_phone"]
        for i, name in enumerate(names):
            number, kind = numbers[i] if i < len(numbers) else (None, None)
            party = {"role": role, "name": name, "id_number": number, "id_kind": kind,
                     "phone": phones[i] if i < len(phones) else None}  # fmt: skip
            rows.append(parties.row(0, len(rows), party))
    return rows


# ---------------------------------------------------------------- duplicates


def fingerprints(cases: Sequence[Case]) -> list[str]:
    """What tells whether a case is there already; the places of the cases must be stored."""
    return [
        fingerprint(
            case.spot.town.county_id,
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


def store(actor: Actor, batch_id: int, prepared: Sequence[Prepared], prints: Sequence[str]) -> int:
    """Insert the cases with parties, mediators and tags; call it inside the transaction. Gives the number of cases."""
    ids = list(db.reserve_ids(Dispute, len(prepared)))
    db.bulk_insert(Dispute, _FIELDS, _rows(actor, batch_id, prepared, prints, ids))
    placed = list(zip(ids, prepared, strict=True))
    db.bulk_insert(Party, parties.FIELDS, ((id_, *row[1:]) for id_, entry in placed for row in entry.people))
    links = ((id_, person.id) for id_, entry in placed for person in dict.fromkeys(entry.case.mediators))
    db.bulk_insert(DisputeMediator, ("dispute", "mediator"), links)
    tags = ((id_, tag) for id_, entry in placed for tag in dict.fromkeys(entry.case.tags))
    db.bulk_insert(DisputeTag, ("dispute", "tag"), tags)
    return len(ids)


def _rows(
    actor: Actor, batch_id: int, prepared: Sequence[Prepared], prints: Sequence[str], ids: Sequence[int]
) -> Iterable[tuple[Any, ...]]:
    at: datetime.datetime = now()
    rest = (batch_id, actor.account_id, at, at, 1)
    for entry, print_, id_ in zip(prepared, prints, ids, strict=True):
        spot = entry.case.spot
        committee = spot.body.id if spot.body else None
        studio = spot.room.id if spot.room else None
        yield *entry.own, id_, spot.unit.id, committee, studio, print_, *rest
