"""A unit is split: some of what lies below it goes to a new unit beside it, from a day on.

The old unit lives on and keeps what was recorded so far. As in a merge, each village that goes ends and gets a
successor of the same name under the new unit; the living rosters move along, the records stay.
"""

import datetime
from collections.abc import Collection

import db
from models import Account, Committee, Mediator, Unit
from office import access, audit, units, validity
from office.access import Actor
from office.errors import Rejected
from office.saving import save
from office.unit_changes import Following, going_with, living_below, move_rosters, set_up_heirs
from vocab import UNIT_KINDS


def split(
    actor: Actor,
    unit_id: int,
    seen: int,
    name: str,
    kind: str | None,
    moved_ids: Collection[int],
    on: datetime.date,
    *,
    committee_ids: Collection[int] = (),
    today: datetime.date,
) -> Unit:
    """Move units below a unit, and committees at it, to a new unit of the same parent; gives the new one.

    Without `kind` the name tells it. Rejected, NotVisible, Stale.
    """
    actor.must("unit.write")
    with db.transaction():
        db.serialise("units")  # a merge at the same moment would end what is to go
        unit = access.get_unit(actor, unit_id)
        moving = check_split(unit, name, kind, moved_ids, on, committee_ids=committee_ids, today=today)
        save(unit, seen, {})
        new = units.take_in(access.get_unit(actor, unit.parent_id), name, kind, valid_from=on)
        Unit.update(position=unit.position).where(Unit.id == new.id).execute()
        heirs = set_up_heirs(unit, new, moving, on)
        moved = [move_rosters(row.id, heirs[row.id].id, on) for row in moving]
        moved.append(_move_committees(unit, new, committee_ids, on))
        totals = {key: sum(counts[key] for counts in moved) for key in moved[0]}
        successors = {str(row.id): heirs[row.id].id for row in moving}
        audit.record(actor, "unit.split", "unit", unit.id, name=unit.name, created=new.name, on=on,
                     successors=successors, **totals)  # fmt: skip
    return new


def check_split(
    unit: Unit,
    name: str,
    kind: str | None,
    moved_ids: Collection[int],
    on: datetime.date,
    *,
    committee_ids: Collection[int] = (),
    today: datetime.date,
) -> list[Unit]:
    """The living units that a split would set up anew, each after the one above it; Rejected if it is impossible."""
    if unit.parent_id is None:
        raise Rejected("on", "“{name}”是最上级单位，不能分设。", name=unit.name)
    validity.check_end(unit, on, today)
    units.no_namesake(unit.parent_id, name.strip())
    if kind and kind not in UNIT_KINDS:
        raise Rejected("kind", "请选择单位类型。")
    _check_chosen(unit, moved_ids)
    if set(committee_ids) - committees_at(unit, on).keys():
        raise Rejected("committees", "所选的调委会有的已撤销或不属于“{name}”，请重新选择。", name=unit.name)
    paths = tuple(f"{unit.path}{id_}/" for id_ in moved_ids)
    moving = [row for row in living_below(unit) if row.path.startswith(paths)]
    for row in moving:
        validity.check_order(row.valid_from, on, "on")
    return moving


def _check_chosen(unit: Unit, moved_ids: Collection[int]) -> None:
    """Of the units directly below some are to go, not none and not all."""
    below = units_below(unit).keys()
    if not below:
        raise Rejected("moved", "“{name}”没有下级单位，不能分设。", name=unit.name)
    if not moved_ids:
        raise Rejected("moved", "请选择划出的下级单位，至少一个。")
    if set(moved_ids) - below:
        raise Rejected("moved", "所选的下级单位有的已撤销或不属于“{name}”，请重新选择。", name=unit.name)
    if set(moved_ids) == below:
        raise Rejected("moved", "“{name}”的下级单位不能全部划出，至少留下一个；如果是整体变更，请改用更名或合并。",
                       name=unit.name)  # fmt: skip


def units_below(unit: Unit) -> dict[int, str]:
    """Id → name of the living units directly below, of which some may go."""
    return {row.id: row.name for row in units.children(unit) if row.valid_to is None}


def committees_at(unit: Unit, on: datetime.date) -> dict[int, str]:
    """Id → name of the committees that sit at the unit itself and may go."""
    rows = Committee.select().where((Committee.unit == unit) & validity.not_ended(Committee, on))
    return {row.id: row.name for row in rows.order_by(Committee.id)}


def leaving(moving: list[Unit], committee_ids: Collection[int], on: datetime.date) -> Following:
    """What would go with the units that check_split() gave and the committees chosen."""
    return going_with(moving, moving, on, committee_ids)


def _move_committees(
    unit: Unit, new: Unit, committee_ids: Collection[int], on: datetime.date
) -> dict[str, int]:
    """The chosen committees with their mediators' terms and accounts; how many of each."""
    at = (Mediator.unit == unit) & Mediator.committee.in_(committee_ids) & validity.not_ended(Mediator, on)
    accounts = (Account.unit == unit) & Account.committee.in_(committee_ids)
    return {
        "committees": _move(Committee, Committee.id.in_(committee_ids), new),
        "mediators": _move(Mediator, at, new),
        "accounts": _move(Account, accounts, new),
    }


def _move(model: type[Committee | Mediator | Account], which: object, new: Unit) -> int:
    moved: int = model.update(unit=new, version=model.version + 1).where(which).execute()
    return moved
