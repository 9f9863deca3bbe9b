"""The bureau's own checks 审核关系: rows in the language of the built-in ones, so that they are added without code."""

from dataclasses import dataclass
from typing import Any

from peewee import fn

import db
from figures.checking import formulas, rules
from figures.checking.books import Books
from figures.checking.findings import Finding
from figures.checking.formulas import Formula, Names
from figures.checking.rules import RELATIONS, Rule
from figures.indicators import everything
from figures.periods import Period
from models import CheckRule
from office import audit
from office.access import Actor
from office.errors import NotVisible, Refused, Rejected
from office.saving import save
from registers import values
from registers.values import Unreadable
from vocab import N_, STRENGTHS

PREFIX = "own."


@dataclass(frozen=True)
class Kept:
    """An own check as pages show it: its row, and its sums with the names that indicators bear now."""

    row: CheckRule
    left: str
    right: str
    fault: str = ""


@dataclass(frozen=True)
class Trial:
    """What a check would say of a unit's month: both sums in words, and the finding where it breaks.

    `known` is False where a number is missing (no month before, a rate without a base): such a check says nothing.
    """

    left: str
    right: str
    known: bool
    finding: Finding | None


def names() -> Names:
    """What indicators may be called at this moment."""
    return Names(everything())


def listed() -> list[CheckRule]:
    """All own checks, those in use first, in the order in which they were added."""
    return list(CheckRule.select().order_by(CheckRule.active.desc(), CheckRule.id))


def shown(actor: Actor) -> list[Kept]:
    """All own checks in words. NotAllowed."""
    actor.must("check.define")
    known = names()
    return [_in_words(row, known) for row in listed()]


def active() -> list[Rule]:
    """The own checks in use, as rules."""
    return [
        Rule(f"{PREFIX}{row.id}", row.name, row.left, row.relation, row.right, row.strength, row.note)
        for row in CheckRule.select().where(CheckRule.active).order_by(CheckRule.id)
    ]


def get(actor: Actor, rule_id: int) -> CheckRule:
    """The check, for those who define; NotVisible when there is none, NotAllowed."""
    actor.must("check.define")
    row = CheckRule.get_or_none(CheckRule.id == rule_id)
    if row is None:
        raise NotVisible()
    return row


def in_words(row: CheckRule) -> Kept:
    """A check with its sums as people write them."""
    return _in_words(row, names())


def _in_words(row: CheckRule, known: Names) -> Kept:
    sides, fault = [], ""
    for text in (row.left, row.right):
        try:
            sides.append(formulas.named(formulas.read(text, known, "left"), known))
        except Rejected as told:
            sides.append(text)
            fault = str(told)
    return Kept(row, sides[0], sides[1], fault)


# ---------------------------------------------------------------- acts


def add(actor: Actor, typed: dict[str, Any]) -> CheckRule:
    """A new check: name, left, relation, right, strength, note. Refused with every fault."""
    actor.must("check.define")
    with db.transaction():
        db.serialise("check rules")  # two of the same name at once: the second is refused
        row = CheckRule.create(**_checked(typed))
        audit.record(actor, "check.add", "check", row.id, name=row.name)
    return row


def change(actor: Actor, rule_id: int, seen: int, typed: dict[str, Any]) -> CheckRule:
    """Change a check whose version is still `seen`. Refused, Stale, NotVisible."""
    with db.transaction():
        db.serialise("check rules")
        row = get(actor, rule_id)
        before = dict(row.__data__)
        values_ = _checked(typed, row.id)
        row = save(row, seen, values_)
        audit.record(
            actor, "check.change", "check", row.id, name=row.name, changes=audit.changes(before, values_)
        )
    return row


def stop(actor: Actor, rule_id: int, seen: int) -> CheckRule:
    """Put a check out of use; what returns were told by it stays with them. Stale, NotVisible."""
    return _use(actor, rule_id, seen, False)


def resume(actor: Actor, rule_id: int, seen: int) -> CheckRule:
    """Take a stopped check into use again. Rejected when another bears its name by now, Stale, NotVisible."""
    return _use(actor, rule_id, seen, True)


def _use(actor: Actor, rule_id: int, seen: int, active_: bool) -> CheckRule:
    with db.transaction():
        db.serialise("check rules")
        row = get(actor, rule_id)
        if active_:
            _no_namesake(row.name, row.id)
        row = save(row, seen, {"active": active_})
        audit.record(actor, "check.resume" if active_ else "check.stop", "check", row.id, name=row.name)
    return row


# ---------------------------------------------------------------- what holds of a check


def _checked(typed: dict[str, Any], own_id: int = 0) -> dict[str, Any]:
    row, faults = _read(typed)
    if not faults:
        try:
            _no_namesake(row["name"], own_id)
        except Rejected as fault:
            faults.append(fault)
    if faults:
        raise Refused(faults)
    return row


def _read(typed: dict[str, Any]) -> tuple[dict[str, Any], list[Rejected]]:
    """The columns of a check as typed, and everything that is wrong with them."""
    known = names()
    row: dict[str, Any] = {}
    faults = []
    readers = {
        "name": lambda text: _line("name", text, 60, N_("请给这条审核关系起个名称。")),
        "left": lambda text: _sum("left", text, known),
        "relation": lambda text: _one_of("relation", text, RELATIONS, N_("请选择两边应是什么关系。")),
        "right": lambda text: _sum("right", text, known),
        "strength": lambda text: _one_of("strength", text, STRENGTHS, N_("请选择强制、核实或提示。")),
        "note": lambda text: _line("note", text, 200),
    }
    for key, reader in readers.items():
        try:
            row[key] = reader(typed.get(key))
        except Rejected as fault:
            faults.append(fault)
    if not faults and not _read_again(row, known).keys:
        faults.append(Rejected("left", N_("左右两边至少要有一边写指标，只有数字的不用审核。")))
    return row, faults


def _read_again(row: dict[str, Any], known: Names) -> Formula:
    sides = (formulas.read(row[key], known, key) for key in ("left", "right"))
    return Formula(tuple(term for side in sides for term in side.terms))


def _sum(field: str, text: str | None, known: Names) -> str:
    kept = formulas.keyed(formulas.read(text, known, field))
    if len(kept) > formulas.MOST_SIGNS:
        raise Rejected(field, N_("算式太长，请拆成两条审核关系。"))
    return kept


def _line(field: str, text: Any, limit: int, missing: str = "") -> str:
    try:
        written = values.text(text, limit) or ""
    except Unreadable as fault:
        raise Rejected(field, fault.text, **fault.values) from None
    if missing and not written:
        raise Rejected(field, missing)
    return written


def _one_of(field: str, code: Any, offered: dict[str, str], missing: str) -> str:
    if code not in offered:
        raise Rejected(field, missing)
    return str(code)


def _no_namesake(name: str, own_id: int) -> None:
    same = CheckRule.select().where(CheckRule.active & (fn.LOWER(CheckRule.name) == name.lower()))
    if same.where(CheckRule.id != own_id).exists():
        raise Rejected("name", N_("已有名为“{name}”的审核关系，请换一个名称。"), name=name)


# ---------------------------------------------------------------- 试算


def tried(
    actor: Actor, typed: dict[str, Any], unit_id: int, period: Period, previous: Period | None
) -> Trial:
    """What a check as typed says of a unit's month; nothing is stored. Refused, NotVisible, NotAllowed."""
    actor.must("check.define")
    row, faults = _read({"name": N_("试算"), "strength": "hint"} | {k: v for k, v in typed.items() if v})
    if faults:
        raise Refused(faults)
    known = names()
    one = rules.read(
        Rule("trial", row["name"], row["left"], row["relation"], row["right"], row["strength"]), known
    )
    books = Books(actor, unit_id, period, previous=previous)
    left, right = books.sum(books.expect(one.left)), books.sum(books.expect(one.right))
    if left is None or right is None:
        return Trial("", "", False, None)
    words = [rules.told(side, total, books, known) for side, total in ((one.left, left), (one.right, right))]
    return Trial(words[0], words[1], True, one.finding(books, known))
