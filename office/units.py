"""The unit tree: county → township → village. A unit keeps its place and its former names for life."""

import datetime

import db
from models import Unit, UnitName
from office import access, audit, validity
from office.access import Actor
from office.errors import Rejected
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
