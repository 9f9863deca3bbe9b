"""A list's filters as they stand in an address, and in words."""

from collections.abc import Mapping
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from blueprints import addresses
from blueprints.described import measured, names_of
from office import access
from office.access import Actor
from office.errors import Rejected
from registers import records
from registers.description import Register
from registers.records import Filters
from vocab import N_

WORDS = {
    "unit": _l("单位"),
    "from": _l("自"),
    "to": _l("至"),
    "word": _l("查找"),
    "due": _l("期限"),
    "voided": _l("含已作废"),
}
SHOWN = 2  # lists that stand in the bar; the others are behind 更多条件


def read(actor: Actor, register: Register, args: Mapping[str, str]) -> Filters:
    """The filters of an address. Rejected names the one that cannot be; NotVisible for a unit outside the area."""
    first, last = addresses.days(args)
    unit_id = addresses.number(args, "unit")
    return Filters(
        unit_ids=access.area_ids(access.get_unit(actor, unit_id).path) if unit_id else None,
        first=first,
        last=last,
        choices={key: _code(register, key, args) for key in records.filterable(register) if args.get(key)},
        word=addresses.text(args, "word", 50),
        voided=args.get("voided") == "1",
    )


def _code(register: Register, key: str, args: Mapping[str, str]) -> str:
    code = addresses.text(args, key, 12)
    if code not in names_of(register.fields[key].choice):
        raise Rejected(key, N_("没有这个选项，请从列表中重新选择。"))
    return code


def selects(register: Register) -> list[tuple[str, str, dict[str, str]]]:
    """(key, label, code → word) of every list by which the register can be narrowed; past entries included."""
    fields = [register.fields[key] for key in records.filterable(register)]
    return [(one.key, measured(_(one.label))[0], names_of(one.choice)) for one in fields]


def given(register: Register, args: Mapping[str, str]) -> dict[str, Any]:
    """The filters that an address carries, without the paging."""
    return {key: args[key] for key in (*WORDS, *records.filterable(register)) if args.get(key)}


def rare(register: Register, present: Mapping[str, Any]) -> bool:
    """Whether something behind 更多条件 is in force, which then stands open."""
    return bool({*records.filterable(register)[SHOWN:], "due", "voided"} & present.keys())


def chips(
    register: Register, present: Mapping[str, Any], units: Mapping[int, str], dues: Mapping[str, str]
) -> list[dict[str, str]]:
    """Each filter in force in words, with the address of the list without it."""
    shown = []
    for key, value in present.items():
        rest = {name: other for name, other in present.items() if name != key}
        label = WORDS[key] if key in WORDS else _(register.fields[key].label)
        words = str(label) if key == "voided" else f"{label}：{_named(register, key, value, units, dues)}"
        shown.append({"label": words, "url": url_for("registers.index", register=register, **rest)})
    return shown


def _named(
    register: Register, key: str, value: str, units: Mapping[int, str], dues: Mapping[str, str]
) -> str:
    if key == "unit":
        return next((name.strip() for id_, name in units.items() if str(id_) == value), value)
    if key == "due":
        return dues.get(value, value)
    return value if key in WORDS else names_of(register.fields[key].choice).get(value, value)
