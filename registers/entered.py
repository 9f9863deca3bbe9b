"""Entered indicators 人工填报: figures that no register holds, defined by the bureau without code.

The definition is a row: what it is called, in what it is counted, whether it adds up over months (期间数) or is the
state at a month's end (时点数), which units fill it in, and of which whole it is a part.
"""

import datetime
from typing import Any

from peewee import fn

import db
from models import EnteredIndicator, EnteredValue
from office import audit
from office.access import Actor
from office.errors import NotVisible, Rejected
from office.reading import once
from office.saving import save
from registers import values
from registers.values import Unreadable
from vocab import INDICATOR_KINDS, N_, REPORTERS

PREFIX = "entered."
_SHARES = ("%", "％", "个百分点", "百分点")  # what can neither be added up nor must be positive
_FIXED = ("kind", "reported_by", "measure", "whole")  # cannot change once numbers stand under the definition


def is_share(one: EnteredIndicator) -> bool:
    """Whether it is a percentage or a change of one."""
    return one.measure in _SHARES


@once
def listed(on: datetime.date | None = None) -> list[EnteredIndicator]:
    """The definitions in print order, each whole followed by its parts; `on`: those that hold on the day."""
    rows = EnteredIndicator.select()
    if on:
        rows = rows.where(EnteredIndicator.valid_to.is_null() | (EnteredIndicator.valid_to > on))
    found = list(rows.order_by(EnteredIndicator.position, EnteredIndicator.id))
    known = {one.id for one in found}
    ordered: list[EnteredIndicator] = []
    for one in found:
        if one.whole_id not in known:
            ordered += [one, *(part for part in found if part.whole_id == one.id)]
    return ordered


def get(actor: Actor, indicator_id: int) -> EnteredIndicator:
    """The definition, for those who define; NotVisible when there is none, NotAllowed."""
    actor.must("indicator.define")
    one = EnteredIndicator.get_or_none(EnteredIndicator.id == indicator_id)
    if one is None:
        raise NotVisible()
    return one


def define(actor: Actor, typed: dict[str, Any]) -> EnteredIndicator:
    """Define an indicator: name, measure, kind, reported_by, definition, whole, position, valid_to. Rejected."""
    actor.must("indicator.define")
    with db.transaction():
        db.serialise("entered indicators")
        row = _checked(typed, None)
        last = EnteredIndicator.select(fn.COALESCE(fn.MAX(EnteredIndicator.id), 0)).scalar()
        one = EnteredIndicator.create(key=f"{PREFIX}{last + 1}", **row)
        audit.record(actor, "indicator.define", "indicator", one.id, name=one.name, key=one.key)
    return one


def change(actor: Actor, indicator_id: int, seen: int, typed: dict[str, Any]) -> EnteredIndicator:
    """Change a definition. Once numbers stand under it only its words, place and end may change. Rejected, Stale."""
    with db.transaction():
        one = get(actor, indicator_id)
        row = _checked(typed, one)
        before = dict(one.__data__)
        if is_used(one):
            _unchanged(before, row)
        one = save(one, seen, row)
        audit.record(
            actor, "indicator.change", "indicator", one.id, key=one.key, changes=audit.changes(before, row)
        )
    return one


def is_used(one: EnteredIndicator) -> bool:
    """Whether a number was ever filled in under the definition."""
    return EnteredValue.select().where(EnteredValue.indicator == one).exists()


def _unchanged(before: dict[str, Any], row: dict[str, Any]) -> None:
    for key in _FIXED:
        if before[key] != row[key]:
            text = N_("已经填过数，不能再改；确需调整，请把本指标停用，另设一个新指标。")
            raise Rejected(key, text)


# ---------------------------------------------------------------- what holds of a definition


def _checked(typed: dict[str, Any], own: EnteredIndicator | None) -> dict[str, Any]:
    row = {
        "name": _line(typed, "name", 40, N_("请填写指标名称。")),
        "measure": _line(typed, "measure", 12, N_("请填写计量单位，如“件”“人次”“场”。")),
        "definition": _line(typed, "definition", 200),
        "kind": _one_of(typed, "kind", INDICATOR_KINDS, N_("请选择期间数或时点数。")),
        "reported_by": _one_of(typed, "reported_by", REPORTERS, N_("请选择由哪一级单位填报。")),
        "whole": typed.get("whole") or None,
        "position": int(typed.get("position") or 0),
        "valid_to": typed.get("valid_to") or None,
    }
    _no_namesake(str(row["name"]), own)
    _shares_stand_alone(row)
    if row["whole"]:
        _fits_its_whole(row, own)
    return row


def _line(typed: dict[str, Any], key: str, limit: int, missing: str = "") -> str:
    try:
        written = values.text(typed.get(key), limit) or ""
    except Unreadable as fault:
        raise Rejected(key, fault.text, **fault.values) from None
    if missing and not written:
        raise Rejected(key, missing)
    return written


def _one_of(typed: dict[str, Any], key: str, offered: dict[str, str], missing: str) -> str:
    if typed.get(key) not in offered:
        raise Rejected(key, missing)
    return str(typed[key])


def _no_namesake(name: str, own: EnteredIndicator | None) -> None:
    same = EnteredIndicator.select().where(
        (EnteredIndicator.name == name) & EnteredIndicator.valid_to.is_null()
    )
    if same.where(EnteredIndicator.id != (own.id if own else 0)).exists():
        raise Rejected("name", N_("已有名为“{name}”的人工填报指标，请换一个名称。"), name=name)


def _shares_stand_alone(row: dict[str, Any]) -> None:
    """A percentage adds up neither over months nor over units."""
    if row["measure"] not in _SHARES:
        return
    if row["kind"] != "stock":
        raise Rejected("kind", N_("百分比不能逐月相加，请选“时点数”（取最近一个月的数）。"))
    if row["reported_by"] not in ("county", "prefecture"):
        raise Rejected(
            "reported_by", N_("百分比不能跨单位相加，只能由县（市、区）填报；下级请填分子和分母。")
        )
    if row["whole"]:
        raise Rejected("whole", N_("百分比不能作为合计的一部分。"))


def _fits_its_whole(row: dict[str, Any], own: EnteredIndicator | None) -> None:
    """Parts add up to their whole only if they are counted alike, by the same units, one level deep."""
    whole = EnteredIndicator.get_or_none(EnteredIndicator.id == row["whole"])
    if whole is None or whole.whole_id or (own and whole.id == own.id):
        raise Rejected("whole", N_("请从列表中选择合计指标；本身是其中一项的不能再作合计。"))
    if own and EnteredIndicator.select().where(EnteredIndicator.whole == own).exists():
        raise Rejected("whole", N_("本指标下面已有分项，不能再作别的指标的一项。"))
    for key in ("measure", "kind", "reported_by"):
        if getattr(whole, key) != row[key]:
            raise Rejected(key, N_("分项的计量单位、性质和填报单位应与合计“{name}”一致。"), name=whole.name)
