"""Mediators and their terms. Phone and ID number are stored encrypted, found by blind index, shown masked."""

import datetime
import re
from dataclasses import dataclass
from typing import Any

import peewee

import db
from models import Committee, Mediator, Studio, Unit
from office import access, audit, crypto, names, units, validity
from office.access import Actor
from office.errors import NotVisible, Rejected
from office.lists import leaves
from office.paging import Page, page
from office.saving import save
from vocab import EDUCATIONS, EMPLOYMENTS, ETHNIC_GROUPS, GRADE, SEXES

PHONE, ID_NUMBER = "mediator.phone", "mediator.id"  # contexts of the encrypted fields
_LONG_NUMBER = re.compile(r"\+?[\d\s\-]{5,}[\dXx]")


@dataclass(frozen=True)
class Personal:
    """What reveal() gives: the clear numbers, or "" where none is recorded."""

    phone: str
    id_number: str


def add(actor: Actor, values: dict[str, Any], *, today: datetime.date) -> Mediator:
    """Add a mediator: unit_id, committee_id, studio_id, name, employment, sex, ethnic_group, education, grade,
    commended,
    phone, id_number, valid_from/to. Rejected, NotVisible.
    """
    actor.must("roster.write")
    with db.transaction():
        mediator = take_in(actor, values, today=today)
        audit.record(
            actor, "mediator.add", "mediator", mediator.id, name=mediator.name, unit=mediator.unit_id
        )
    return mediator


def take_in(actor: Actor, values: dict[str, Any], *, today: datetime.date) -> Mediator:
    """As add(), as part of an import, which writes the one audit row."""
    row = _checked(actor, values, today)
    sealed = _sealed(values)
    _not_there_twice(actor, sealed.get("id_index"), None, today)
    return Mediator.create(**row, **sealed)


def change(
    actor: Actor, mediator_id: int, seen: int, values: dict[str, Any], *, today: datetime.date
) -> Mediator:
    """Change a mediator; a phone or ID number left empty stays as it is. Rejected, NotVisible, Stale."""
    actor.must("roster.write")
    with db.transaction():
        mediator = access.get_mediator(actor, mediator_id)
        row = _checked(actor, values, today)
        sealed = _sealed(values)
        _not_there_twice(actor, sealed.get("id_index"), mediator.id, today)
        changes = audit.changes(dict(mediator.__data__), row)
        changes |= {key: ["…", "…"] for key in sealed if key.endswith("_index")}
        changed = save(mediator, seen, row | sealed)
        audit.record(actor, "mediator.change", "mediator", mediator.id, **changes)
    return changed


def end_term(
    actor: Actor, mediator_id: int, seen: int, on: datetime.date, *, today: datetime.date
) -> Mediator:
    """End a mediator's term; the cases stay under the name. Rejected, NotVisible, Stale."""
    actor.must("roster.write")
    with db.transaction():
        mediator = access.get_mediator(actor, mediator_id)
        validity.check_end(mediator, on, today)
        ended = save(mediator, seen, {"valid_to": on})
        audit.record(actor, "mediator.end", "mediator", mediator.id, name=mediator.name, on=on)
    return ended


def reveal(actor: Actor, mediator_id: int) -> Personal:
    """The clear phone and ID number; who looked is kept in the audit chain. NotVisible, NotAllowed."""
    actor.must("roster.write")
    with db.transaction():
        mediator = access.get_mediator(actor, mediator_id)
        audit.record(actor, "mediator.reveal", "mediator", mediator.id)
    return _opened(mediator)


def masked(mediator: Mediator) -> Personal:
    """The numbers as the screen shows them."""
    clear = _opened(mediator)
    return Personal(crypto.mask(clear.phone), crypto.mask(clear.id_number))


def _opened(mediator: Mediator) -> Personal:
    return Personal(
        crypto.decrypt(mediator.phone_cipher, PHONE) if mediator.phone_cipher else "",
        crypto.decrypt(mediator.id_cipher, ID_NUMBER) if mediator.id_cipher else "",
    )


def _sealed(values: dict[str, Any]) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for key, field, context in (("phone", "phone", PHONE), ("id_number", "id", ID_NUMBER)):
        if text := crypto.normal(values.get(key) or ""):
            row[f"{field}_cipher"] = crypto.encrypt(text, context)
            row[f"{field}_index"] = crypto.blind_index(text, context)
    return row


def _not_there_twice(actor: Actor, id_index: str | None, own_id: int | None, today: datetime.date) -> None:
    """Rejected when a serving mediator of the actor's area already bears the ID number."""
    if not id_index:
        return
    same = (Mediator.id_index == id_index) & validity.not_ended(Mediator, today)
    other = access.mediators(actor).where(same & (Mediator.id != (own_id or 0))).first()
    if other:
        raise Rejected("id_number", "该身份证号已登记为调解员“{name}”，请核对是否重复登记。", name=other.name)


def _checked(actor: Actor, values: dict[str, Any], today: datetime.date) -> dict[str, Any]:
    """The row's own values, its unit, committee and studio seen to fit together; Rejected."""
    name = (values.get("name") or "").strip()
    if not name:
        raise Rejected("name", "请填写姓名。")
    employment = values.get("employment") or "part"
    if employment not in EMPLOYMENTS:
        raise Rejected("employment", "请选择专职、兼职或特邀。")
    for key, offered, text in _CHOSEN:
        if values.get(key) and values[key] not in offered():
            raise Rejected(key, text)
    begin, end = values.get("valid_from"), values.get("valid_to")
    validity.check_order(begin, end, "valid_to")
    return _places(actor, values) | {
        "name": name, "name_key": names.search_key(name)[:200], "employment": employment,
        "commended": (values.get("commended") or "").strip(), "valid_from": begin, "valid_to": end,
    } | {key: values.get(key) or None for key, _, _ in _CHOSEN}  # fmt: skip


# What may be left open: key, what is on offer, what is said of anything else.
_CHOSEN = (
    ("sex", lambda: SEXES, "性别请选择男或女。"),
    ("ethnic_group", lambda: ETHNIC_GROUPS, "请从列表中选择民族。"),
    ("education", lambda: EDUCATIONS, "请从列表中选择文化程度。"),
    ("grade", lambda: leaves(GRADE), "请从列表中选择等级。"),
)


def _places(actor: Actor, values: dict[str, Any]) -> dict[str, int | None]:
    unit = units.living(actor, values.get("unit_id"))
    studio_id, committee_id = values.get("studio_id") or None, values.get("committee_id") or None
    if studio_id:
        committee_id = _committee_of_studio(actor, studio_id, committee_id)
    if committee_id and not access.committees(actor).where(Committee.id == committee_id).exists():
        raise Rejected("committee_id", "请从列表中选择本辖区的调委会。")
    return {"unit": unit.id, "committee": committee_id, "studio": studio_id}


def _committee_of_studio(actor: Actor, studio_id: int, committee_id: int | None) -> int:
    studio = access.studios(actor).where(Studio.id == studio_id).first()
    if studio is None:
        raise Rejected("studio_id", "请从列表中选择本辖区的工作室。")
    if committee_id and committee_id != studio.committee_id:
        raise Rejected("studio_id", "工作室“{name}”不属于所选调委会，请核对。", name=studio.name)
    return studio.committee_id


def listed(
    actor: Actor,
    *,
    today: datetime.date,
    unit: Unit | None = None,
    committee_id: int | None = None,
    employment: str = "",
    grade: str = "",
    text: str = "",
    exact: str = "",
    past: bool = False,
    at: str = "",
    limit: int = 50,
) -> Page:
    """Mediators with unit, committee and studio; filters as on the list page, `text` and `exact` as in matching()."""
    rows = _with_places(actor)
    if unit:
        rows = rows.where(Unit.path.startswith(unit.path))
    if committee_id:
        rows = rows.where(Mediator.committee == committee_id)
    if employment:
        rows = rows.where(Mediator.employment == employment)
    if grade:
        rows = rows.where(Mediator.grade == grade)
    if not past:
        rows = rows.where(validity.not_ended(Mediator, today))
    return page(matching(rows, text, exact), Mediator.unit, Mediator.id, at, limit)


def choices(actor: Actor, today: datetime.date) -> dict[str, dict[int, str]]:
    """Committee or unit → id → name of the mediators now serving, for a select in groups."""
    groups: dict[str, dict[int, str]] = {}
    rows = _with_places(actor).where(validity.not_ended(Mediator, today))
    for row in rows.order_by(Mediator.unit, Mediator.committee, Mediator.id):
        where = row.committee.name if row.committee_id else row.unit.name
        groups.setdefault(where, {})[row.id] = row.name
    return groups


def _with_places(actor: Actor) -> peewee.ModelSelect:
    rows = access.mediators(actor).select(Mediator, Unit, Committee, Studio).join(Unit)
    rows = rows.join_from(Mediator, Committee, peewee.JOIN.LEFT_OUTER)
    return rows.join_from(Mediator, Studio, peewee.JOIN.LEFT_OUTER)


def get(actor: Actor, mediator_id: int) -> Mediator:
    """The mediator with unit, committee and studio, or NotVisible."""
    row = _with_places(actor).where(Mediator.id == mediator_id).first()
    if row is None:
        raise NotVisible()
    return row


def of_unit(actor: Actor, unit: Unit) -> list[Mediator]:
    """All mediators of the unit itself with committee and studio, those whose term has ended last."""
    rows = _with_places(actor).where(Mediator.unit == unit)
    return list(rows.order_by(Mediator.valid_to.is_null(False), Mediator.id))


def matching(rows: peewee.ModelSelect, text: str, exact: str = "") -> peewee.ModelSelect:
    """Those of `rows` whose name has the characters, pinyin or initials of `text`, or whose number is exactly it.

    `exact` is such a number as marks() writes it.
    """
    text = "".join(text.split()).lower()
    if is_number(text):
        exact, text = marks(text), ""
    if exact:
        phone, _, identity = exact.partition(".")
        rows = rows.where((Mediator.phone_index == phone) | (Mediator.id_index == identity))
    return rows.where(Mediator.name_key.contains(text)) if text else rows


def is_number(text: str) -> bool:
    """Whether what is searched for is somebody's identity or telephone number."""
    return _LONG_NUMBER.fullmatch("".join(text.split()).lower()) is not None


def marks(text: str) -> str:
    """What stands for such a number in an address: its two blind indexes, never the number."""
    return f"{crypto.blind_index(text, PHONE)}.{crypto.blind_index(text, ID_NUMBER)}"


def find_or_add(actor: Actor, unit: Unit, name: str, committee: Committee | None = None) -> Mediator:
    """The mediator of that name in the committee, else in the unit, added when there is none.

    Part of the import that calls it.
    """
    name = name.strip()
    same = Mediator.name == name
    if committee:
        found = (
            Mediator.select().where(same & (Mediator.committee == committee)).order_by(Mediator.id).first()
        )
        found = found or Mediator.get_or_none(same & (Mediator.unit == unit) & Mediator.committee.is_null())
    else:
        found = Mediator.select().where(same & (Mediator.unit == unit)).order_by(Mediator.id).first()
    return found or Mediator.create(
        unit=unit, committee=committee, name=name, name_key=names.search_key(name)[:200]
    )
