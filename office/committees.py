"""Mediation committees and their studios: add, change, close.

A studio is a second view of its parent committee's work; its cases count once, under the committee's kind.
"""

import datetime
import re
from typing import Any

import peewee

import db
from models import Committee, Mediator, Studio, Unit
from office import access, audit, units, validity
from office.access import Actor
from office.errors import NotVisible, Rejected
from office.lists import leaves
from office.paging import Page, page
from office.saving import save
from vocab import COMMITTEE_KINDS, STUDIO_KINDS, TRADE, CommitteeKind, UnitKind

DEFAULT_PREFIX = "人调字"

_ENDING = re.compile(r"(人民)?调解(委员会|工作室|室|中心)$|(人民)?调委会$")
# What a professional committee or an enterprise's calls itself; a place only ends in its kind.
_SOCIAL = re.compile(
    r"纠纷|争议|行业|专业|协会|商会|学会|联合会|工会|妇联|总会|基金会|消费者|道路交通|物业|医患"
)
_ENTERPRISE = re.compile(
    r"公司|集团|企业|工厂|厂$|矿$|医院|卫生院|学校|学院|大学|中学|小学|林场|农场|银行|超市|市场|酒店|园区"
)
_PLACES = {
    UnitKind.VILLAGE: CommitteeKind.VILLAGE,
    UnitKind.COMMUNITY: CommitteeKind.COMMUNITY,
    UnitKind.TOWNSHIP: CommitteeKind.TOWNSHIP,
    UnitKind.SUBDISTRICT: CommitteeKind.SUBDISTRICT,
}


def kind_of(name: str, unit: Unit) -> str:
    """The kind a committee's name tells (村, 居, 乡镇, 街道, 企事业, 社会); else that of its unit, else 社会."""
    body = _ENDING.sub("", name.strip())
    if _SOCIAL.search(body):
        return CommitteeKind.SOCIAL
    if _ENTERPRISE.search(body):
        return CommitteeKind.ENTERPRISE
    told = _PLACES.get(units.kind_of(body))
    return told or _PLACES.get(unit.kind, CommitteeKind.SOCIAL)


# ---------------------------------------------------------------- committees


def listed(
    actor: Actor,
    *,
    today: datetime.date,
    unit: Unit | None = None,
    kind: str = "",
    trade: str = "",
    standardised: bool = False,
    text: str = "",
    past: bool = False,
    at: str = "",
    limit: int = 50,
) -> Page:
    """Committees with their unit: those of `unit` and below, of a kind or trade, rated 规范化, with `text` in the name.

    `past` adds ended ones.
    """
    rows = access.committees(actor).select(Committee, Unit).join(Unit)
    if unit:
        rows = rows.where(Unit.path.startswith(unit.path))
    if kind:
        rows = rows.where(Committee.kind == kind)
    if trade:
        rows = rows.where(Committee.trade == trade)
    if standardised:
        rows = rows.where(Committee.standardised == standardised)
    if text.strip():
        rows = rows.where(Committee.name.contains(text.strip()))
    if not past:
        rows = rows.where(validity.not_ended(Committee, today))
    return page(rows, Committee.unit, Committee.id, at, limit)


def sizes(committees: list[Committee], today: datetime.date) -> dict[int, tuple[int, int]]:
    """Committee id → numbers of its studios and mediators on the day."""
    ids = [committee.id for committee in committees]
    studios, mediators = _count(Studio, ids, today), _count(Mediator, ids, today)
    return {id_: (studios.get(id_, 0), mediators.get(id_, 0)) for id_ in ids}


def _count(model: type[peewee.Model], ids: list[int], today: datetime.date) -> dict[int, int]:
    rows = model.select(model.committee, peewee.fn.COUNT(model.id))
    rows = rows.where(model.committee.in_(ids) & validity.not_ended(model, today)).group_by(model.committee)
    return dict(rows.tuples())


def of_unit(actor: Actor, unit: Unit) -> list[Committee]:
    """All committees of the unit itself, those that have ended last."""
    rows = access.committees(actor).where(Committee.unit == unit)
    return list(rows.order_by(Committee.valid_to.is_null(False), Committee.id))


def choices(actor: Actor, today: datetime.date, unit: Unit | None = None) -> dict[int, str]:
    """Id → name of the committees now at work (of `unit` and below), for a select."""
    rows = (
        access.committees(actor)
        .select(Committee, Unit)
        .join(Unit)
        .where(validity.not_ended(Committee, today))
    )
    if unit:
        rows = rows.where(Unit.path.startswith(unit.path))
    return {row.id: row.name for row in rows.order_by(Committee.unit, Committee.id)}


def get(actor: Actor, committee_id: int) -> Committee:
    """The committee with its unit, or NotVisible."""
    rows = access.committees(actor).select(Committee, Unit).join(Unit)
    row = rows.where(Committee.id == committee_id).first()
    if row is None:
        raise NotVisible()
    return row


def add(actor: Actor, values: dict[str, Any]) -> Committee:
    """Add a committee: unit_id, name, kind, prefix, trade, standardised, valid_from. Rejected, NotVisible."""
    actor.must("roster.write")
    with db.transaction():
        committee = take_in(actor, values)
        audit.record(
            actor, "committee.add", "committee", committee.id, name=committee.name, kind=committee.kind
        )
    return committee


def take_in(actor: Actor, values: dict[str, Any]) -> Committee:
    """As add(), as part of an import, which writes the one audit row."""
    unit = units.living(actor, values.get("unit_id"))
    row = _checked(values)
    if Committee.select().where((Committee.unit == unit) & (Committee.name == row["name"])).exists():
        raise Rejected("name", "{unit}已有名为“{name}”的调委会。", unit=unit.name, name=row["name"])
    return Committee.create(unit=unit, **row)


def _checked(values: dict[str, Any]) -> dict[str, Any]:
    """The row's own values, with what is empty filled by its default; Rejected."""
    name = (values.get("name") or "").strip()
    if not name:
        raise Rejected("name", "请填写名称。")
    if values.get("kind") not in COMMITTEE_KINDS:
        raise Rejected("kind", "请选择调委会类别。")
    trade = values.get("trade") or None
    if trade and trade not in leaves(TRADE):
        raise Rejected("trade", "请从列表中选择行业。")
    prefix = (values.get("prefix") or "").strip() or DEFAULT_PREFIX
    return {"name": name, "kind": values["kind"], "prefix": prefix, "trade": trade,
            "standardised": bool(values.get("standardised")), "valid_from": values.get("valid_from")}  # fmt: skip


def change(actor: Actor, committee_id: int, seen: int, values: dict[str, Any]) -> Committee:
    """Change name, kind, prefix, trade, rating or first day; numbers already given out stay. Rejected, NotVisible, Stale."""
    actor.must("roster.write")
    with db.transaction():
        committee = access.get_committee(actor, committee_id)
        row = _checked(values)
        validity.check_order(row["valid_from"], committee.valid_to, "valid_from")
        twin = (Committee.unit == committee.unit_id) & (Committee.name == row["name"])
        if Committee.select().where(twin & (Committee.id != committee.id)).exists():
            raise Rejected("name", "本单位已有名为“{name}”的调委会。", name=row["name"])
        before = committee.__data__ | {"trade": committee.trade_id}
        changed = save(committee, seen, row)
        audit.record(actor, "committee.change", "committee", committee.id, **audit.changes(before, row))
    return changed


def close(
    actor: Actor, committee_id: int, seen: int, on: datetime.date, *, today: datetime.date
) -> Committee:
    """End a committee and its studios; its records and numbers stay. Rejected, NotVisible, Stale."""
    actor.must("roster.write")
    with db.transaction():
        committee = access.get_committee(actor, committee_id)
        validity.check_end(committee, on, today)
        closed = save(committee, seen, {"valid_to": on})
        living = (Studio.committee == committee) & validity.not_ended(Studio, on)
        studios = Studio.update(valid_to=on, version=Studio.version + 1).where(living).execute()
        audit.record(
            actor, "committee.close", "committee", committee.id, name=committee.name, on=on, studios=studios
        )
    return closed


def find_or_add(actor: Actor, unit: Unit, name: str) -> Committee:
    """The unit's committee of that name, added when there is none; part of the import that calls it."""
    name = name.strip()
    found = Committee.get_or_none((Committee.unit == unit) & (Committee.name == name))
    return found or take_in(actor, {"unit_id": unit.id, "name": name, "kind": kind_of(name, unit)})


# ---------------------------------------------------------------- studios


def studios_of(actor: Actor, committees: list[Committee]) -> list[Studio]:
    """All studios of these committees with their committee, those that have ended last."""
    rows = access.studios(actor).where(Studio.committee.in_(committees))
    return list(rows.order_by(Studio.valid_to.is_null(False), Studio.id))


def studio_choices(actor: Actor, today: datetime.date) -> dict[int, str]:
    """Id → name of the studios now at work, for a select."""
    rows = access.studios(actor).where(validity.not_ended(Studio, today))
    return {row.id: row.name for row in rows.order_by(Studio.committee, Studio.id)}


def add_studio(actor: Actor, values: dict[str, Any]) -> Studio:
    """Add a studio: committee_id, name, kind, valid_from. Rejected, NotVisible."""
    actor.must("roster.write")
    with db.transaction():
        studio = take_in_studio(actor, values)
        audit.record(
            actor, "studio.add", "studio", studio.id, name=studio.name, committee=studio.committee_id
        )
    return studio


def take_in_studio(actor: Actor, values: dict[str, Any]) -> Studio:
    """As add_studio(), as part of an import, which writes the one audit row."""
    committee = access.get_committee(actor, values["committee_id"])
    if committee.valid_to is not None:
        raise Rejected("committee_id", "“{name}”已撤销，不能再设工作室。", name=committee.name)
    row = _checked_studio(values)
    if Studio.select().where((Studio.committee == committee) & (Studio.name == row["name"])).exists():
        raise Rejected(
            "name", "{committee}已有名为“{name}”的工作室。", committee=committee.name, name=row["name"]
        )
    return Studio.create(committee=committee, **row)


def _checked_studio(values: dict[str, Any]) -> dict[str, Any]:
    name = (values.get("name") or "").strip()
    if not name:
        raise Rejected("name", "请填写名称。")
    if values.get("kind") not in STUDIO_KINDS:
        raise Rejected("kind", "请选择工作室类别。")
    return {"name": name, "kind": values["kind"], "valid_from": values.get("valid_from")}


def studio_kind_of(name: str) -> str:
    """The kind a studio's name tells: 派驻法院, 公安, 信访; a person's or a brand otherwise."""
    for word, kind in (("法院", "court"), ("法庭", "court"), ("派出所", "police"), ("公安", "police"),
                       ("交警", "police"), ("信访", "petition")):  # fmt: skip
        if word in name:
            return kind
    return "brand" if name.endswith("工作室") else "other"


def change_studio(actor: Actor, studio_id: int, seen: int, values: dict[str, Any]) -> Studio:
    """Change a studio's name, kind or first day; its committee stays. Rejected, NotVisible, Stale."""
    actor.must("roster.write")
    with db.transaction():
        studio = access.get_studio(actor, studio_id)
        row = _checked_studio(values)
        validity.check_order(row["valid_from"], studio.valid_to, "valid_from")
        twin = (Studio.committee == studio.committee_id) & (Studio.name == row["name"])
        if Studio.select().where(twin & (Studio.id != studio.id)).exists():
            raise Rejected("name", "该调委会已有名为“{name}”的工作室。", name=row["name"])
        before = dict(studio.__data__)
        changed = save(studio, seen, row)
        audit.record(actor, "studio.change", "studio", studio.id, **audit.changes(before, row))
    return changed


def close_studio(
    actor: Actor, studio_id: int, seen: int, on: datetime.date, *, today: datetime.date
) -> Studio:
    """End a studio; its records stay. Rejected, NotVisible, Stale."""
    actor.must("roster.write")
    with db.transaction():
        studio = access.get_studio(actor, studio_id)
        validity.check_end(studio, on, today)
        closed = save(studio, seen, {"valid_to": on})
        audit.record(actor, "studio.close", "studio", studio.id, name=studio.name, on=on)
    return closed


def find_or_add_studio(actor: Actor, committee: Committee, name: str) -> Studio:
    """The committee's studio of that name, added when there is none; part of the import that calls it."""
    name = name.strip()
    found = Studio.get_or_none((Studio.committee == committee) & (Studio.name == name))
    return found or take_in_studio(
        actor, {"committee_id": committee.id, "name": name, "kind": studio_kind_of(name)}
    )
