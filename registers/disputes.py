"""What the office does with disputes: enter, change, void. Each act is one transaction with its audit row."""

import datetime
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import db
from models import Committee, Dispute, DisputeMediator, DisputeTag, Mediator, Party, Studio, Term, Unit, now
from office import access, audit, lists, validity
from office.access import Actor
from office.errors import Refused, Rejected
from office.saving import own_key, save
from registers import closed_months, numbering, parties
from registers.description import LONG_TEXT, TEXT
from registers.dispute import DISPUTE, derived, fingerprint
from registers.rules import read_reason
from registers.similar import Doubtful, similar
from vocab import N_, TAG

HIDDEN = [None, None]  # in an audit row: changed, but not from what to what


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


def enter(
    actor: Actor,
    entry: Entry,
    *,
    today: datetime.date,
    entry_key: str | None = None,
    other_than: Collection[int] | None = None,
) -> Dispute:
    """Log a new case, give it the committee's next file number, audit it.

    The same entry sent again with its `entry_key` (a double click, a resend) gives the case already made.
    With `other_than` (ids of cases the writer has said to be others) Doubtful is raised while any further
    case looks the same. Raises Refused with every fault.
    """
    actor.must("dispute.write")
    row, people = read(actor, entry, today)
    key = _own_key(actor, entry, entry_key)
    with db.transaction():
        twin = _already_made(key)
        if twin:
            return twin
        seen = _weigh(actor, people, row["accepted_on"], other_than)
        row |= _number(row["committee"], row["accepted_on"])
        dispute = Dispute.create(**row, entry_key=key, entered_by=actor.account_id)
        _write_children(dispute.id, people, entry)
        audit.record(actor, "dispute.enter", "dispute", dispute.id, number=dispute.number, other_than=seen)
    return dispute


def _own_key(actor: Actor, entry: Entry, entry_key: str | None) -> str | None:
    typed: list[Any] = [entry.unit_id, entry.committee_id, entry.studio_id, dict(entry.raw)]
    typed += [list(map(dict, entry.parties)), list(entry.mediator_ids), list(entry.tag_codes)]
    return own_key(entry_key, actor.account_id, *typed)


def _already_made(key: str | None) -> Dispute | None:
    if key is None:
        return None
    db.serialise(f"entry {key}")  # two of the same at once: the second waits and then finds the first
    return Dispute.get_or_none(Dispute.entry_key == key)


def _weigh(
    actor: Actor,
    people: Sequence[Mapping[str, Any]],
    accepted_on: datetime.date,
    other_than: Collection[int] | None,
) -> list[int]:
    """Ids of the cases that look the same and were said to be others; Doubtful while there are more."""
    if other_than is None:
        return []
    found = similar(actor, people, accepted_on)
    if any(one.dispute.id not in other_than for one in found):
        raise Doubtful(found)
    return [one.dispute.id for one in found]


def change(
    actor: Actor, dispute_id: int, seen: int, entry: Entry, *, today: datetime.date, reason: str = ""
) -> Dispute:
    """Change a case whose version is still `seen`. Raises Refused, NotVisible, Stale; Closed without a `reason` for
    what alters a locked month.

    A file number once given stays, unless the case moves to another committee, which gives its own.
    A party of the case (its `id` among the raw texts) whose number is left blank keeps the one it has.
    """
    actor.must("dispute.write")
    with db.transaction():
        before = access.get_dispute(actor, dispute_id)
        if before.voided_at:
            raise Rejected("", N_("这件案件已经作废，不能再修改。"))
        present = parties.of([before.id])[before.id]
        entry = replace(entry, parties=parties.with_kept_numbers(entry.parties, present))
        row, people = read(actor, entry, today, {link.id for link in mediators_of([before.id])[before.id]})
        if row["committee"] != before.committee_id or before.number is None:
            row |= _number(row["committee"], row["accepted_on"])
        old = snapshot(before)
        with closed_months.watched({DISPUTE.key: [before.id]}, reason) as watch:
            dispute = save(before, seen, {**row, "changed_at": now()})
            _clear_children(dispute.id)
            _write_children(dispute.id, people, entry)
        changed = _without_texts(audit.changes(old, snapshot(dispute)))
        if _people_digest(present) != _people_digest(parties.of([dispute.id])[dispute.id]):
            changed["parties"] = HIDDEN
        told = {"reason": reason} | watch.told()
        audit.record(actor, "dispute.change", "dispute", dispute.id, changes=changed, **told)
    return dispute


def void(actor: Actor, dispute_id: int, seen: int, reason: str, *, correction: str | None = None) -> Dispute:
    """Take a case out of every count without deleting it; its number is not given out again.

    What alters a locked month wants a `correction`, a reason that says something (unless told the `reason` itself):
    Closed. Rejected, NotVisible, Stale.
    """
    actor.must("dispute.void")
    reason = read_reason(reason, N_("请写明作废的原因。"))
    with db.transaction():
        dispute = access.get_dispute(actor, dispute_id)
        if dispute.voided_at:
            raise Rejected("", N_("这件案件已经作废。"))
        why = reason if correction is None else correction
        with closed_months.watched({DISPUTE.key: [dispute.id]}, why) as watch:
            dispute = save(dispute, seen, {"voided_at": now(), "void_reason": reason})
        audit.record(actor, "dispute.void", "dispute", dispute.id, **{"reason": reason} | watch.told())
    return dispute


# ---------------------------------------------------------------- reading an entry


def read(
    actor: Actor, entry: Entry, today: datetime.date, kept_mediators: Collection[int] = ()
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The stored values and the parties of an entry, checked as a whole; Refused lists every fault.

    `kept_mediators` may stay although they no longer belong to the actor's area.
    """
    faults: list[Rejected] = []
    row = _read_fields(entry, faults)
    people = _read_parties(entry, faults)
    place = _read_place(actor, entry, faults)
    faults += _links_known(actor, entry, kept_mediators)
    faults += _terms_in_force(row)
    faults += DISPUTE.rules(row, today)
    if row.get("party_count") is not None and row["party_count"] < len(people):
        faults.append(Rejected("party_count", N_("涉及人数少于已列出的当事人，请核对。")))
    if faults:
        raise Refused(faults)
    return _stored(row, people, place), people


def _read_fields(entry: Entry, faults: list[Rejected]) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for key, field_ in DISPUTE.fields.items():
        codes = {lists.fold(code): code for code in _codes(field_.choice)} if field_.choice else None
        try:
            row[key] = field_.read(entry.raw.get(key), codes)
        except Rejected as fault:
            faults.append(fault)
    return row


def _codes(choice: str) -> Collection[str]:
    return lists.FIXED[choice] if choice in lists.FIXED else lists.leaves(choice)


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


def _read_place(actor: Actor, entry: Entry, faults: list[Rejected]) -> dict[str, Any]:
    """Unit, committee and studio that belong together and are the actor's to write in."""
    committee = access.committees(actor).where(Committee.id == entry.committee_id).first()
    if committee is None:
        faults.append(Rejected("committee", N_("请选择受理的调解委员会。")))
        return {}
    unit = access.units(actor).where(Unit.id == (entry.unit_id or committee.unit_id)).first()
    if unit is None:
        faults.append(Rejected("unit", N_("请选择纠纷所在的村（社区）或乡镇（街道）。")))
        return {}
    studio_id = entry.studio_id or actor.studio_id  # who works in a studio enters for it
    within = (Studio.id == studio_id) & (Studio.committee == committee)
    if studio_id and not access.studios(actor).where(within).exists():
        faults.append(Rejected("studio", N_("所选工作室不属于这个调解委员会。")))
    return {"unit": unit, "committee": committee.id, "studio": studio_id}


def _links_known(actor: Actor, entry: Entry, kept_mediators: Collection[int]) -> Iterator[Rejected]:
    wanted = set(entry.mediator_ids) - set(kept_mediators)
    if access.mediators(actor).where(Mediator.id.in_(sorted(wanted))).count() != len(wanted):
        yield Rejected("mediators", N_("所选调解员不在名册里，请重新选择。"))
    if not set(entry.tag_codes) <= set(lists.leaves(TAG)):
        yield Rejected("tags", N_("所选标签不在列表里，请重新选择。"))


def _terms_in_force(row: Mapping[str, Any]) -> Iterator[Rejected]:
    """A type or source may be chosen only for cases accepted while it was in force."""
    day = row.get("accepted_on")
    codes = {row.get(key): key for key in ("type", "source", "difficulty") if row.get(key)}
    if not day or not codes:
        return
    rows = Term.select().where(Term.code.in_(list(codes)), ~validity.on(Term, day))
    for term in rows:
        yield Rejected(
            codes[term.code], N_("“{name}”在受理日期那天不在使用期内，请另选或核对受理日期。"), name=term.name
        )


def _stored(row: dict[str, Any], people: list[dict[str, Any]], place: dict[str, Any]) -> dict[str, Any]:
    unit = place["unit"]
    names = {role: [p["name"] for p in people if p["role"] == role] for role in ("applicant", "respondent")}
    texts = ["subject", "summary", "place", "agreement", "performance_terms", "note"]
    texts += ["confirmation_court", "confirmation_number"]
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
    rows = [(one.get("id"), parties.row(dispute_id, i, one)) for i, one in enumerate(people)]
    db.bulk_insert(Party, parties.FIELDS, [row for id_, row in rows if id_ is None])
    db.bulk_insert(Party, ("id", *parties.FIELDS), [(id_, *row) for id_, row in rows if id_ is not None])
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


def _without_texts(changed: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """That a text changed, never what it said: it may name people."""
    texts = {key for key, field_ in DISPUTE.fields.items() if field_.kind in (TEXT, LONG_TEXT)}
    return {key: HIDDEN if key in texts else pair for key, pair in changed.items()}


def _people_digest(rows: Sequence[Party]) -> list[tuple[Any, ...]]:
    keys = ("role", "kind", "name", "sex", "ethnic_group", "born_on", "occupation", "address", "contact", "id_index",
            "phone_index")  # fmt: skip
    return [tuple(row.__data__.get(key) for key in keys) for row in rows]


# ---------------------------------------------------------------- reading a case


def last_of(actor: Actor, today: datetime.date) -> Dispute | None:
    """The case the account entered last, within half a year: its place and source are offered for the next."""
    recent = Dispute.accepted_on >= today - datetime.timedelta(days=183)
    mine = access.disputes(actor).where(recent, Dispute.entered_by == actor.account_id)
    return mine.order_by(Dispute.id.desc()).first()


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
