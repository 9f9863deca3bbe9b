"""The parties to a dispute: child rows with encrypted numbers."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import peewee

from models import Dispute, Party
from office import audit, crypto
from office.access import Actor
from office.errors import Rejected
from office.names import search_key
from registers import values
from registers.values import Unreadable
from vocab import N_, PARTY_KINDS, PARTY_ROLES, SEXES

FIELDS = ("dispute", "role", "position", "kind", "name", "name_key", "sex", "ethnic_group", "born_on", "occupation",
          "address", "contact", "id_kind", "id_cipher", "id_index", "phone_cipher", "phone_index")  # fmt: skip
ID_CONTEXT, PHONE_CONTEXT = "party.id", "party.phone"
_ORGANISATION = re.compile(
    r"(公司|集团|厂|店|村委会|居委会|委员会|局|所|院|学校|大学|中学|小学|幼儿园|中心|合作社|银行|项目部|经营部|工作室|协会|商行|超市|村|社区|政府)$"
)


def kind_of(name: str) -> str:
    """Whether a name is an organisation's, by its ending; otherwise a person's."""
    return "organisation" if len(name) > 3 and _ORGANISATION.search(name) else "person"


def read_number(raw: Any, id_kind: str | None) -> tuple[str | None, str | None]:
    """An identity number and its kind (resident, credit, other); Unreadable when it fails its check."""
    if values.is_empty(raw):
        return None, None
    if id_kind == "other":
        return values.text(raw, 40), "other"
    if id_kind == "credit" or (id_kind is None and values.looks_like_credit_code(raw)):
        return values.credit_code(raw), "credit"
    return values.id_number(raw), "resident"


def row(dispute_id: int, position: int, party: Mapping[str, Any]) -> tuple[Any, ...]:
    """A party as the table stores it, in the order of FIELDS.

    `party` has role and name, and may have kind, sex, ethnic_group, born_on, occupation, address, contact,
    id_kind, id_number and phone (both clear text, already read).
    """
    name, number, phone = party["name"], party.get("id_number"), party.get("phone")
    return (
        dispute_id,
        party["role"],
        position,
        party.get("kind") or kind_of(name),
        name,
        search_key(name),
        party.get("sex"),
        party.get("ethnic_group") or "",
        party.get("born_on"),
        party.get("occupation") or "",
        party.get("address") or "",
        party.get("contact") or "",
        party.get("id_kind") if number else None,
        crypto.encrypt(number, ID_CONTEXT) if number else None,
        crypto.blind_index(number, ID_CONTEXT) if number else None,
        crypto.encrypt(phone, PHONE_CONTEXT) if phone else None,
        crypto.blind_index(phone, PHONE_CONTEXT) if phone else None,
    )


def read(index: int, raw: Mapping[str, Any]) -> dict[str, Any]:
    """A party as typed, read and checked; Rejected names its field as parties-<index>-<field>."""

    def at(key: str, reader: Any, *args: Any) -> Any:
        try:
            return reader(*args)
        except Unreadable as fault:
            raise Rejected(f"parties-{index}-{key}", fault.text, **fault.values) from None

    name = at("name", values.text, raw.get("name"), 50)
    if not name:
        raise Rejected(f"parties-{index}-name", N_("请填写当事人姓名或单位名称。"))
    number, id_kind = at("id_number", read_number, raw.get("id_number"), raw.get("id_kind") or None)
    return {
        "id": raw.get("id") or None,
        "role": at("role", _chosen, raw.get("role"), PARTY_ROLES) or "applicant",
        "kind": at("kind", _chosen, raw.get("kind"), PARTY_KINDS) or kind_of(name),
        "name": name,
        "sex": at("sex", _chosen, raw.get("sex"), SEXES),
        "ethnic_group": at("ethnic_group", values.text, raw.get("ethnic_group"), 20),
        "born_on": at("born_on", values.date, raw.get("born_on")),
        "occupation": at("occupation", values.text, raw.get("occupation"), 50),
        "address": at("address", values.text, raw.get("address"), 100),
        "contact": at("contact", values.text, raw.get("contact"), 50),
        "id_kind": id_kind,
        "id_number": number,
        "phone": at("phone", values.phone, raw.get("phone")),
    }


def _chosen(code: Any, choices: Mapping[str, str]) -> str | None:
    if code and code not in choices:
        raise Unreadable(N_("请从列表中选择。"))
    return code or None


def with_kept_numbers(typed: Sequence[Mapping[str, Any]], present: Sequence[Party]) -> list[dict[str, Any]]:
    """The parties as typed; one that is `present` and whose number is left blank gets the number it has.

    Forms never show a number, so a blank box means "as it was"; 无 removes it. An id that is not of this
    case is dropped.
    """
    known = {party.id: party for party in present}
    filled = []
    for raw in typed:
        party = known.pop(raw.get("id") or 0, None)
        one = {**raw, "id": party.id if party else None}
        if party and not (raw.get("id_number") or "").strip():
            one |= {"id_number": id_number(party), "id_kind": party.id_kind}
        if party and not (raw.get("phone") or "").strip():
            one["phone"] = phone(party)
        filled.append(one)
    return filled


def of(dispute_ids: Sequence[int]) -> dict[int, list[Party]]:
    """Dispute id → its parties in order, in one query."""
    found: dict[int, list[Party]] = {id_: [] for id_ in dispute_ids}
    rows = Party.select().where(Party.dispute.in_(list(dispute_ids)))
    for party in rows.order_by(Party.dispute, Party.role, Party.position):
        found[party.dispute_id].append(party)
    return found


def id_number(party: Party) -> str | None:
    """The clear identity number; whoever shows it unmasked logs it with reveal()."""
    return crypto.decrypt(party.id_cipher, ID_CONTEXT) if party.id_cipher else None


def phone(party: Party) -> str | None:
    """The clear telephone number; whoever shows it unmasked logs it with reveal()."""
    return crypto.decrypt(party.phone_cipher, PHONE_CONTEXT) if party.phone_cipher else None


def reveal(actor: Actor, dispute: Dispute, reason: str) -> list[dict[str, str | None]]:
    """The clear numbers of a case's parties, for the screen; who looked is logged. NotAllowed, Rejected."""
    actor.must("dispute.reveal")
    try:
        reason = values.text(reason, 200) or ""
    except Unreadable as fault:
        raise Rejected("reason", fault.text, **fault.values) from None
    if len(reason) < 2:
        raise Rejected("reason", N_("请写明查看证件号码和电话的用途。"))
    found = [
        {"name": party.name, "id_number": id_number(party), "phone": phone(party)}
        for party in of([dispute.id])[dispute.id]
    ]
    audit.record(actor, "dispute.reveal", "dispute", dispute.id, reason=reason)
    return found


def marks(text: str) -> str:
    """What stands for an identity or telephone number in an address: its two blind indexes, never the number."""
    return f"{crypto.blind_index(text, ID_CONTEXT)}.{crypto.blind_index(text, PHONE_CONTEXT)}"


def by_marks(marks: str) -> peewee.Expression:
    """The condition that a dispute has a party with exactly the number that `marks` stands for."""
    identity, _, phone = marks.partition(".")
    ids = Party.select(Party.dispute).where((Party.id_index == identity) | (Party.phone_index == phone))
    return Dispute.id.in_(ids)


def by_number(text: str) -> peewee.Expression:
    """The condition that a dispute has a party with exactly this identity or telephone number."""
    return by_marks(marks(text))


def by_name(text: str) -> peewee.Expression:
    """The condition that a dispute has a party whose name, pinyin or initials contain `text`."""
    key = "".join(text.split()).lower()
    return Dispute.id.in_(Party.select(Party.dispute).where(Party.name_key.contains(key)))
