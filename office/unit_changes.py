"""Changes of the unit tree: correct, rename, close, merge. A split is in unit_splits.

A unit keeps its place for life, so that what was counted under its name stays there. A merge ends the unit
and everything below it and sets up successors below the other; the living rosters move along, the records stay.
"""

import datetime
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import db
from models import Account, Committee, Dispute, Mediator, Studio, Unit, UnitName
from office import access, audit, validity
from office.access import Actor
from office.errors import Rejected
from office.saving import save
from office.units import no_namesake
from vocab import UNIT_KINDS


def correct(
    actor: Actor,
    unit_id: int,
    seen: int,
    *,
    kind: str,
    code: str | None,
    position: int,
    valid_from: datetime.date | None,
) -> Unit:
    """Put a unit's kind, code, place among its siblings or first day right. Rejected, NotVisible, Stale."""
    actor.must("unit.write")
    if kind not in UNIT_KINDS:
        raise Rejected("kind", "请选择单位类型。")
    with db.transaction():
        unit = access.get_unit(actor, unit_id)
        code = (code or "").strip() or None
        _code_is_free(unit, code)
        validity.check_order(valid_from, unit.valid_to, "valid_from")
        values = {"kind": kind, "code": code, "position": position, "valid_from": valid_from}
        before = {key: getattr(unit, key) for key in values}
        corrected = save(unit, seen, values)
        audit.record(actor, "unit.correct", "unit", unit.id, **audit.changes(before, values))
    return corrected


def _code_is_free(unit: Unit, code: str | None) -> None:
    taken = code and Unit.select().where((Unit.code == code) & (Unit.id != unit.id)).first()
    if taken:
        raise Rejected("code", "代码 {code} 已由“{name}”使用，请核对。", code=code, name=taken.name)


def rename(
    actor: Actor, unit_id: int, seen: int, name: str, on: datetime.date, *, today: datetime.date
) -> Unit:
    """Give a unit a new name from `on`; earlier periods keep the old one. Rejected, NotVisible, Stale."""
    actor.must("unit.write")
    name = name.strip()
    with db.transaction():
        unit = access.get_unit(actor, unit_id)
        validity.check_end(unit, on, today)
        if name == unit.name:
            raise Rejected("name", "新名称与现名称相同，无需更名。")
        no_namesake(unit.parent_id, name)
        last = UnitName.select().where(UnitName.unit == unit).order_by(UnitName.valid_to.desc()).first()
        validity.check_order(last.valid_to if last else None, on, "on")
        UnitName.create(unit=unit, name=unit.name, valid_to=on)
        renamed = save(unit, seen, {"name": name})
        audit.record(actor, "unit.rename", "unit", unit.id, name=[unit.name, name], on=on)
    return renamed


# ---------------------------------------------------------------- the end of a unit


@dataclass(frozen=True)
class Following:
    """What goes with a unit that ends: units below it, and numbers of rosters, accounts and late records."""

    below: list[Unit]
    committees: int
    studios: int
    mediators: int
    accounts: int
    records: int  # disputes of these units accepted on or after the day; they stay under the old name


def following(unit: Unit, on: datetime.date) -> Following:
    """What a merge (or the end) of `unit` on that day concerns."""
    below = living_below(unit)
    return going_with([unit, *below], below, on)


def going_with(
    units: list[Unit], below: list[Unit], on: datetime.date, committee_ids: Collection[int] = ()
) -> Following:
    """What goes with `units` and with single committees of others; `below` is only passed on."""
    ids = [row.id for row in units]
    bodies = Committee.unit.in_(ids) | Committee.id.in_(committee_ids)
    studios = Studio.select().join(Committee).where(bodies & validity.not_ended(Studio, on))
    return Following(
        below,
        Committee.select().where(bodies & validity.not_ended(Committee, on)).count(),
        studios.count(),
        Mediator.select().where(_of(Mediator, ids, committee_ids) & validity.not_ended(Mediator, on)).count(),
        Account.select().where(_of(Account, ids, committee_ids) & Account.active).count(),
        Dispute.select().where(_of(Dispute, ids, committee_ids) & (Dispute.accepted_on >= on)).count(),
    )


def _of(model: Any, unit_ids: list[int], committee_ids: Collection[int]) -> Any:
    return model.unit.in_(unit_ids) | model.committee.in_(committee_ids)


def living_below(unit: Unit) -> list[Unit]:
    """Living units under `unit`, each after the one above it."""
    rows = Unit.select().where(
        Unit.path.startswith(unit.path) & (Unit.id != unit.id) & Unit.valid_to.is_null()
    )
    return sorted(rows, key=lambda row: row.path.count("/"))


def close(actor: Actor, unit_id: int, seen: int, on: datetime.date, *, today: datetime.date) -> Unit:
    """End a unit without successor, with its committees, studios and terms; Rejected while units live below it."""
    actor.must("unit.write")
    with db.transaction():
        unit = access.get_unit(actor, unit_id)
        validity.check_end(unit, on, today)
        if unit.parent_id is None:
            raise Rejected("on", "“{name}”是最上级单位，不能撤销。", name=unit.name)
        if below := living_below(unit):
            raise Rejected("on", "“{name}”还有下级单位（{below}等 {count} 个），请先撤销或合并下级。",
                           name=unit.name, below=below[0].name, count=len(below))  # fmt: skip
        closed = save(unit, seen, {"valid_to": on})
        ended = _end_rosters(unit, on)
        audit.record(actor, "unit.close", "unit", unit.id, name=unit.name, on=on, **ended)
    return closed


def _end_rosters(unit: Unit, on: datetime.date) -> dict[str, int]:
    own = Committee.select(Committee.id).where(Committee.unit == unit)
    end = {"valid_to": on}
    return {
        "studios": Studio.update(**end, version=Studio.version + 1)
        .where(Studio.committee.in_(own) & validity.not_ended(Studio, on))
        .execute(),
        "committees": Committee.update(**end, version=Committee.version + 1)
        .where((Committee.unit == unit) & validity.not_ended(Committee, on))
        .execute(),
        "mediators": Mediator.update(**end, version=Mediator.version + 1)
        .where((Mediator.unit == unit) & validity.not_ended(Mediator, on))
        .execute(),
    }


def check_merge(unit: Unit, into: Unit, on: datetime.date, today: datetime.date) -> list[Unit]:
    """The living units below `unit` that a merge would set up anew below `into`; Rejected if it is impossible."""
    _check_places(unit, into)
    validity.check_end(unit, on, today)
    if into.valid_to is not None:
        raise Rejected("into", "“{into}”已于 {day} 撤销，不能并入。", into=into.name, day=into.valid_to)
    validity.check_order(into.valid_from, on, "on")
    below = living_below(unit)
    for row in below:
        validity.check_order(row.valid_from, on, "on")
    _check_names(unit, into, [row.name for row in below if row.parent_id == unit.id])
    return below


def _check_places(unit: Unit, into: Unit) -> None:
    names = {"unit": unit.name, "into": into.name}
    if unit.id == into.id:
        raise Rejected("into", "“{unit}”不能并入自身，请选择另一个单位。", **names)
    if unit.parent_id is None:
        raise Rejected("into", "“{unit}”是最上级单位，不能并入其他单位。", **names)
    if into.path.startswith(unit.path):
        raise Rejected("into", "“{into}”是“{unit}”的下级，上级不能并入下级。", **names)
    if into.path.split("/")[1] != unit.path.split("/")[1]:
        raise Rejected("into", "“{unit}”和“{into}”不属于同一个最上级单位，不能合并。", **names)
    if into.path.count("/") > unit.path.count("/"):
        raise Rejected("into", "“{into}”的层级低于“{unit}”，请选择同级或上级单位。", **names)


def _check_names(unit: Unit, into: Unit, children: list[str]) -> None:
    same = (
        Unit.select().where((Unit.parent == into) & Unit.valid_to.is_null() & Unit.name.in_(children)).first()
    )
    if same:
        raise Rejected("into", "“{unit}”和“{into}”都有名为“{name}”的下级，请先更名或先合并这两个下级。",
                       unit=unit.name, into=into.name, name=same.name)  # fmt: skip
    theirs = Committee.select(Committee.name).where(Committee.unit == into)
    twin = Committee.select().where((Committee.unit == unit) & Committee.name.in_(theirs)).first()
    if twin:
        raise Rejected("into", "“{unit}”和“{into}”都有名为“{name}”的调委会，请先更名。",
                       unit=unit.name, into=into.name, name=twin.name)  # fmt: skip


def merge(
    actor: Actor, unit_id: int, into_id: int, seen: int, on: datetime.date, *, today: datetime.date
) -> Unit:
    """Merge a unit into another from `on`; gives the unit that took it in. Rejected, NotVisible, Stale.

    The unit and all below it end; those below get a successor of the same name under the other. Living committees,
    terms and accounts move to the successors; disputes keep the unit under which they were recorded.
    """
    actor.must("unit.write")
    with db.transaction():
        db.serialise("units")  # two units merged into each other at one moment would both end
        unit, into = access.get_unit(actor, unit_id), access.get_unit(actor, into_id)
        below = check_merge(unit, into, on, today)
        save(unit, seen, {"valid_to": on, "successor": into})
        heirs = set_up_heirs(unit, into, below, on)
        moved = {old: move_rosters(old, heir.id, on) for old, heir in heirs.items()}
        successors = {str(old): heir.id for old, heir in heirs.items()}
        totals = {key: sum(counts[key] for counts in moved.values()) for key in moved[unit.id]}
        audit.record(actor, "unit.merge", "unit", unit.id, name=unit.name, into=into.name, on=on,
                     successors=successors, **totals)  # fmt: skip
    return into


def set_up_heirs(unit: Unit, into: Unit, below: list[Unit], on: datetime.date) -> dict[int, Unit]:
    """Old unit id → its successor. The code stays with the old unit: codes contain the township's."""
    heirs = {unit.id: into}
    for old in below:
        above = heirs[old.parent_id]
        heir = Unit.create(parent=above, kind=old.kind, name=old.name, position=old.position, valid_from=on)
        heir.path = f"{above.path}{heir.id}/"
        heir.save(only=[Unit.path])
        Unit.update(valid_to=on, successor=heir, version=Unit.version + 1).where(Unit.id == old.id).execute()
        heirs[old.id] = heir
    return heirs


def move_rosters(old: int, heir: int, on: datetime.date) -> dict[str, int]:
    """Give the living committees, terms and accounts of a unit to its successor; how many of each."""
    counts = {}
    for key, model in (("committees", Committee), ("mediators", Mediator)):
        living = (model.unit == old) & validity.not_ended(model, on)
        counts[key] = model.update(unit=heir, version=model.version + 1).where(living).execute()
    counts["accounts"] = (
        Account.update(unit=heir, version=Account.version + 1).where(Account.unit == old).execute()
    )
    return counts
