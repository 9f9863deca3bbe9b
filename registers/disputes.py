"""What the office does with disputes: enter, change, void. Each act is one transaction with its audit row."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import db
from models import Committee, Dispute, DisputeMediator, DisputeTag, Mediator, Party, Studio, Term, Unit, now
from office import access, audit, lists
from office.access import Actor
from office.errors import Refused, Rejected
from office.saving import save
from registers import numbering, parties
from registers.dispute import DISPUTE, derived, fingerprint
from vocab import N_


@dataclass
class Entry:
    """One case as typed: raw texts by field key, its place, parties and links."""

    unit_id: int | None
    committee_id: int | None
    studio_id: int | None = None
    raw: Mapping[str, Any] = field(default_factory=dict)
    parties: Sequence[Mapping[str, Any]] = ()
    mediator_ids: Sequence[int] = ()
    tag_codes: Sequence[str] = ()


def enter(actor: Actor, entry: Entry, *, today: datetime.date, entry_key: str | None = None) -> Dispute:
    """Log a new case, give it the committee's next file number, audit it.

    The same `entry_key` (a form sent twice) gives the case already made. Raises Refused with every fault.
    """
    actor.must("dispute.write")
    row, people = read(actor, entry, today)
    with db.transaction():
        twin = entry_key and access.disputes(actor).where(Dispute.entry_key == entry_key).first()
        if twin:
            return twin
        row |= _number(row["committee"], row["accepted_on"])
        dispute = Dispute.create(**row, entry_key=entry_key, entered_by=actor.account_id)
        _write_children(dispute.id, people, entry)
        audit.record(actor, "dispute.enter", "dispute", dispute.id, number=dispute.number)
    return dispute


def change(
    actor: Actor, dispute_id: int, seen: int, entry: Entry, *, today: datetime.date, reason: str = ""
) -> Dispute:
    """Change a case whose version is still `seen`. Raises Refused, NotVisible, Stale.

    A file number once given stays, unless the case moves to another committee, which gives its own.
    """
    actor.must("dispute.write")
    row, people = read(actor, entry, today)
    with db.transaction():
        before = access.get_dispute(actor, dispute_id)
        if before.voided_at:
            raise Rejected("", N_("这件案件已经作废，不能再修改。"))
        if row["committee"] != before.committee_id or before.number is None:
            row |= _number(row["committee"], row["accepted_on"])
        old, old_people = snapshot(before), _people_digest(parties.of([before.id])[before.id])
        dispute = save(before, seen, {**row, "changed_at": now()})
        _clear_children(dispute.id)
        _write_children(dispute.id, people, entry)
        changed = audit.changes(old, snapshot(dispute))
        if old_people != _people_digest(parties.of([dispute.id])[dispute.id]):
            changed["parties"] = [None, None]  # that they changed, never who they are
        audit.record(actor, "dispute.change", "dispute", dispute.id, changes=changed, reason=reason)
    return dispute


def void(actor: Actor, dispute_id: int, seen: int, reason: str) -> Dispute:
    """Take a case out of every count without deleting it; its number is not given out again."""
    actor.must("dispute.void")
    reason = (reason or "").strip()
    if len(reason) < 2:
        raise Rejected("reason", N_("请写明作废的原因。"))
    with db.transaction():
        dispute = access.get_dispute(actor, dispute_id)
        if dispute.voided_at:
            raise Rejected("", N_("这件案件已经作废。"))
        dispute = save(dispute, seen, {"voided_at": now(), "void_reason": reason[:200]})
        audit.record(actor, "dispute.void", "dispute", dispute.id, reason=reason)
    return dispute


# ---------------------------------------------------------------- reading an entry


def read(actor: Actor, entry: Entry, today: datetime.date) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The stored values and the parties of an entry, checked as a whole; Refused lists every fault."""
    faults: list[Rejected] = []
    row = _read_fields(entry, today, faults)
    people = _read_parties(entry, faults)
    place = _read_place(actor, entry, row, faults)
    faults += DISPUTE.rules(row, today)
    if row.get("party_count") is not None and row["party_count"] < len(people):
        faults.append(Rejected("party_count", N_("涉及人数少于已列出的当事人，请核对。")))
    if faults:
        raise Refused(faults)
    return _stored(row, people, place), people


def _read_fields(entry: Entry, today: datetime.date, faults: list[Rejected]) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for key, field_ in DISPUTE.fields.items():
        codes = {lists.fold(code): code for code in lists.labels(field_.choice)} if field_.choice else None
        try:
            row[key] = field_.read(entry.raw.get(key), codes)
        except Rejected as fault:
            faults.append(fault)
    return row


def _read_parties(entry: Entry, faults: list[Rejected]) -> list[dict[str, Any]]:
    people = []
    for index, raw in enumerate(entry.parties):
        try:
            people.append(parties.read(index, raw))
        except Rejected as fault:
            faults.append(fault)
    if not any(raw.get("role") == "applicant" for raw in entry.parties):
        faults.append(Rejected("parties-0-name", N_("请至少填写一名申请人。")))
    return people


def _read_place(actor: Actor, entry: Entry, row: Mapping[str, Any], faults: list[Rejected]) -> dict[str, Any]:
    """Unit, committee and studio that belong together and are the actor's to write in."""
    committee = access.committees(actor).where(Committee.id == entry.committee_id).first()
    if committee is None:
        faults.append(Rejected("committee", N_("请选择受理的调解委员会。")))
        return {}
    unit = access.units(actor).where(Unit.id == (entry.unit_id or committee.unit_id)).first()
    if unit is None:
        faults.append(Rejected("unit", N_("请选择纠纷所在的村（社区）或乡镇（街道）。")))
        return {}
    if (
        entry.studio_id
        and not Studio.select()
        .where((Studio.id == entry.studio_id) & (Studio.committee == committee))
        .exists()
    ):
        faults.append(Rejected("studio", N_("所选工作室不属于这个调解委员会。")))
    known = Mediator.select().where(Mediator.id.in_(list(entry.mediator_ids) or [0])).count()
    if known != len(set(entry.mediator_ids)):
        faults.append(Rejected("mediators", N_("所选调解员不在名册里，请重新选择。")))
    return {"unit": unit, "committee": committee.id, "studio": entry.studio_id or None}


def _stored(row: dict[str, Any], people: list[dict[str, Any]], place: dict[str, Any]) -> dict[str, Any]:
    unit = place["unit"]
    names = {role: [p["name"] for p in people if p["role"] == role] for role in ("applicant", "respondent")}
    texts = ("subject", "summary", "place", "agreement", "performance_terms", "note")
    texts += ("confirmation_court", "confirmation_number")
    counts = [key for key in row if key.endswith(("_cases", "_persons"))]
    return {
        **row,
        **{key: row.get(key) or "" for key in texts},
        **{key: row.get(key) or 0 for key in counts},
        **derived(row),
        "party_count": row.get("party_count") or len(people),
        "unit": unit.id,
        "committee": place["committee"],
        "studio": place["studio"],
        "fingerprint": fingerprint(
            root_id(unit), row["accepted_on"], row["type"], names["applicant"], names["respondent"]
        ),
    }


def root_id(unit: Unit) -> int:
    """The id of the county at the top of a unit's path."""
    return int(unit.path.split("/")[1])


def _number(committee_id: int, accepted_on: datetime.date) -> dict[str, Any]:
    committee = Committee.get_by_id(committee_id)
    serial = numbering.take(committee_id, accepted_on.year)
    return {
        "number_year": accepted_on.year,
        "number_serial": serial,
        "number": numbering.text(committee, accepted_on.year, serial),
    }


# ---------------------------------------------------------------- child rows


def _write_children(dispute_id: int, people: Sequence[Mapping[str, Any]], entry: Entry) -> None:
    db.bulk_insert(Party, parties.FIELDS, [parties.row(dispute_id, i, p) for i, p in enumerate(people)])
    for mediator_id in dict.fromkeys(entry.mediator_ids):
        DisputeMediator.create(dispute=dispute_id, mediator=mediator_id)
    for code in dict.fromkeys(entry.tag_codes):
        DisputeTag.create(dispute=dispute_id, tag=code)


def _clear_children(dispute_id: int) -> None:
    Party.delete().where(Party.dispute == dispute_id).execute()
    DisputeMediator.delete().where(DisputeMediator.dispute == dispute_id).execute()
    DisputeTag.delete().where(DisputeTag.dispute == dispute_id).execute()


def snapshot(dispute: Dispute) -> dict[str, Any]:
    """The fields of a case that an audit row may show: everything but people."""
    keys = [*DISPUTE.fields, "unit", "committee", "studio", "number"]
    return {key: dispute.__data__.get(key) for key in keys}


def _people_digest(rows: Sequence[Party]) -> list[tuple[Any, ...]]:
    keys = ("role", "kind", "name", "sex", "ethnic_group", "born_on", "occupation", "address", "contact", "id_index",
            "phone_index")  # fmt: skip
    return [tuple(row.__data__.get(key) for key in keys) for row in rows]


# ---------------------------------------------------------------- reading a case


def mediators_of(dispute_ids: Sequence[int]) -> dict[int, list[Mediator]]:
    """Dispute id → its mediators, in one query."""
    found: dict[int, list[Mediator]] = {id_: [] for id_ in dispute_ids}
    rows = DisputeMediator.select(DisputeMediator, Mediator).join(Mediator)
    for link in rows.where(DisputeMediator.dispute.in_(list(dispute_ids))).order_by(Mediator.id):
        found[link.dispute_id].append(link.mediator)
    return found


def tags_of(dispute_ids: Sequence[int]) -> dict[int, list[Term]]:
    """Dispute id → its tags, in one query."""
    found: dict[int, list[Term]] = {id_: [] for id_ in dispute_ids}
    rows = DisputeTag.select(DisputeTag, Term).join(Term)
    for link in rows.where(DisputeTag.dispute.in_(list(dispute_ids))).order_by(Term.position):
        found[link.dispute_id].append(link.tag)
    return found
