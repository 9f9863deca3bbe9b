"""The unit tree: county → township → village. A unit keeps its place and its former names for life.

Here units are added and found; what happens to them later is in unit_changes.
"""

import datetime
from collections import Counter
from dataclasses import dataclass, field

import peewee

import db
from models import Committee, Mediator, Unit, UnitName
from office import access, audit, validity
from office.access import Actor
from office.errors import NotVisible, Rejected
from vocab import UnitKind

# Endings of names tell the kind; the longer ending first.
_ENDINGS = (
    ("街道", UnitKind.SUBDISTRICT),
    ("街道办事处", UnitKind.SUBDISTRICT),
    ("社区", UnitKind.COMMUNITY),
    ("居委会", UnitKind.COMMUNITY),
    ("村委会", UnitKind.VILLAGE),
    ("苏木", UnitKind.TOWNSHIP),
    ("镇", UnitKind.TOWNSHIP),
    ("乡", UnitKind.TOWNSHIP),
    ("村", UnitKind.VILLAGE),
    ("嘎查", UnitKind.VILLAGE),
    ("居", UnitKind.COMMUNITY),
    ("县", UnitKind.COUNTY),
    ("区", UnitKind.COUNTY),
    ("旗", UnitKind.COUNTY),
    ("市", UnitKind.COUNTY),
    ("州", UnitKind.PREFECTURE),
    ("盟", UnitKind.PREFECTURE),
)


def kind_of(name: str) -> str:
    """The kind that a unit's name tells by its ending, or OTHER."""
    return next((kind for ending, kind in _ENDINGS if name.endswith(ending)), UnitKind.OTHER)


def root_kind(name: str, below: list[str]) -> str:
    """The kind of a new root: a 市 whose parts are 区 and 县 is a prefecture."""
    kind = kind_of(name)
    if kind == UnitKind.COUNTY and any(kind_of(part) == UnitKind.COUNTY for part in below):
        return UnitKind.PREFECTURE
    return kind


def add(
    actor: Actor,
    parent: Unit | None,
    name: str,
    kind: str | None = None,
    *,
    code: str | None = None,
    valid_from: datetime.date | None = None,
) -> Unit:
    """Add a unit under `parent` (None: a new root); Rejected when a living sibling bears the name."""
    with db.transaction():
        unit = take_in(parent, name, kind, code=code, valid_from=valid_from)
        audit.record(actor, "unit.add", "unit", unit.id, name=unit.name, kind=unit.kind)
    return unit


def take_in(
    parent: Unit | None,
    name: str,
    kind: str | None = None,
    *,
    code: str | None = None,
    valid_from: datetime.date | None = None,
) -> Unit:
    """As add(), as part of an import, which checks who may do it and writes the one audit row."""
    name = name.strip()
    no_namesake(parent.id if parent else None, name)
    if parent and parent.valid_to:
        raise Rejected("parent", "上级单位“{name}”已撤销，请选择现有单位。", name=parent.name)
    if code and Unit.select().where(Unit.code == code).exists():
        raise Rejected("code", "代码 {code} 已由其他单位使用，请核对。", code=code)
    unit = Unit.create(
        parent=parent, name=name, kind=kind or kind_of(name), code=code or None, valid_from=valid_from
    )
    unit.path = f"{parent.path if parent else '/'}{unit.id}/"
    unit.save(only=[Unit.path])
    return unit


def no_namesake(parent_id: int | None, name: str) -> None:
    """Rejected when `name` is empty or a living unit in the same place bears it."""
    if not name:
        raise Rejected("name", "请填写单位名称。")
    same_place = Unit.parent.is_null() if parent_id is None else (Unit.parent == parent_id)
    if Unit.select().where(same_place & (Unit.name == name) & Unit.valid_to.is_null()).exists():
        raise Rejected("name", "已有名为“{name}”的单位，请核对后另取名称。", name=name)


def find(actor: Actor, text: str) -> Unit:
    """The visible unit that `text` names: its name, its code, or a path like 江干区/丁兰街道.

    Rejected when there is none, or several (the message lists their paths).
    """
    *above, last = [part.strip() for part in text.split("/")]
    rows = list(access.units(actor).where((Unit.name == last) | (Unit.code == last)))
    names = full_names(rows)
    if above:
        rows = [row for row in rows if names[row.id].endswith("/".join([*above, last]))]
    living = [row for row in rows if row.valid_to is None] or rows
    if not living:
        raise Rejected("unit", "没有名为“{text}”的单位，请核对名称，或先在单位名册中登记。", text=text)
    if len(living) > 1:
        paths = "、".join(sorted(names[row.id] for row in living))
        raise Rejected("unit", "“{text}”不止一个：{paths}。请写明上级，如“{first}”。",
                       text=text, paths=paths, first=paths.split("、")[0])  # fmt: skip
    return living[0]


def full_names(rows: list[Unit]) -> dict[int, str]:
    """Unit id → its name with those above it, 江干区/丁兰街道/丁兰泰桥社区."""
    wanted = {int(part) for row in rows for part in (row.path or "").strip("/").split("/") if part}
    names = dict(Unit.select(Unit.id, Unit.name).where(Unit.id.in_(wanted)).tuples())
    return {row.id: "/".join(names[int(part)] for part in row.path.strip("/").split("/")) for row in rows}


def children(unit: Unit, on: datetime.date | None = None) -> list[Unit]:
    """The units directly below, in their order; with `on`, those that existed on that day."""
    rows = Unit.select().where(Unit.parent == unit)
    if on:
        rows = rows.where(validity.on(Unit, on))
    return list(rows.order_by(Unit.position, Unit.id))


def subtree(unit: Unit) -> list[Unit]:
    """The unit and everything below it, past units included."""
    return list(Unit.select().where(Unit.path.startswith(unit.path)).order_by(Unit.path))


def names_on(day: datetime.date, unit_ids: list[int]) -> dict[int, str]:
    """Unit id → the name it bore on `day`."""
    found = dict(Unit.select(Unit.id, Unit.name).where(Unit.id.in_(unit_ids)).tuples())
    former = UnitName.select().where((UnitName.unit.in_(unit_ids)) & (UnitName.valid_to > day))
    for row in former.order_by(UnitName.valid_to.desc()):
        found[row.unit_id] = row.name
    return found


def living(actor: Actor, unit_id: int | None, field: str = "unit_id") -> Unit:
    """The unit to which a roster entry may be added; Rejected when it is outside the area or has ended."""
    if not unit_id:
        raise Rejected(field, "请选择所属单位。")
    try:
        unit = access.get_unit(actor, unit_id)
    except NotVisible:
        raise Rejected(field, "所选单位不在您的管辖范围内，请重新选择。") from None
    if unit.valid_to is not None:
        raise Rejected(field, "“{name}”已撤销，请选择现有单位。", name=unit.name)
    return unit


# ---------------------------------------------------------------- the tree as a page shows it


@dataclass
class Branch:
    """A unit with those below it; committees and mediators (serving on the day) of its whole branch."""

    unit: Unit
    committees: int = 0
    mediators: int = 0
    below: list["Branch"] = field(default_factory=list)


def tree(actor: Actor, today: datetime.date, *, past: bool = False) -> list[Branch]:
    """The actor's units as branches from the top, in their order; with `past` also those that have ended."""
    rows = access.units(actor)
    if not past:
        rows = rows.where(Unit.valid_to.is_null())
    branches = {row.id: Branch(row) for row in rows.order_by(Unit.position, Unit.id)}
    committees, mediators = _tally(Committee, today), _tally(Mediator, today)
    for branch in branches.values():
        for above in _line(branch.unit):
            if above in branches:
                branches[above].committees += committees[branch.unit.id]
                branches[above].mediators += mediators[branch.unit.id]
    tops: list[Branch] = []
    for branch in branches.values():
        upper = branches.get(branch.unit.parent_id)
        (upper.below if upper else tops).append(branch)
    return tops


def branch(actor: Actor, unit: Unit, today: datetime.date) -> Branch:
    """The branch that begins with `unit`, ended units included."""
    waiting = tree(actor, today, past=True)
    while waiting:
        found = waiting.pop()
        if found.unit == unit:
            return found
        waiting += found.below
    raise NotVisible()


def _tally(model: type[peewee.Model], today: datetime.date) -> Counter[int]:
    rows = model.select(model.unit, peewee.fn.COUNT(model.id)).where(validity.not_ended(model, today))
    return Counter(dict(rows.group_by(model.unit).tuples()))


def _line(unit: Unit) -> list[int]:
    """Ids from the root down to the unit itself."""
    return [int(part) for part in unit.path.strip("/").split("/")]


def line(actor: Actor, unit: Unit) -> list[Unit]:
    """The visible units from the root down to `unit`."""
    rows = access.units(actor).where(Unit.id.in_(_line(unit)))
    return sorted(rows, key=lambda row: len(row.path))


def search(actor: Actor, text: str, limit: int = 100) -> list[Unit]:
    """Visible units whose present or former name contains `text`, or whose code begins with it; living first."""
    text = text.strip()
    former = UnitName.select(UnitName.unit).where(UnitName.name.contains(text))
    found = Unit.name.contains(text) | Unit.code.startswith(text) | Unit.id.in_(former)
    rows = access.units(actor).where(found).order_by(Unit.valid_to.is_null(False), Unit.path)
    return list(rows.limit(limit))


def choices(actor: Actor) -> dict[int, str]:
    """Id → name of the living units of the area, each indented under the one above, for a select."""
    tops = tree_order(
        list(access.units(actor).where(Unit.valid_to.is_null()).order_by(Unit.position, Unit.id))
    )
    least = min((row.path.count("/") for row in tops), default=0)
    return {row.id: "\u3000" * (row.path.count("/") - least) + row.name for row in tops}


def tree_order(rows: list[Unit]) -> list[Unit]:
    """The same units, each directly followed by those below it; siblings keep their order."""
    place = {row.id: number for number, row in enumerate(rows)}
    return sorted(rows, key=lambda row: [place.get(id_, 0) for id_ in _line(row)])


def former_names(unit: Unit) -> list[UnitName]:
    """The names the unit bore before, latest first."""
    return list(UnitName.select().where(UnitName.unit == unit).order_by(UnitName.valid_to.desc()))


def merged_into(actor: Actor, unit: Unit) -> list[Unit]:
    """The visible units that ended in `unit`, latest first."""
    return list(access.units(actor).where(Unit.successor == unit).order_by(Unit.valid_to.desc(), Unit.id))
