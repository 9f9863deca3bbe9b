"""Extending the lists: entries are added and given an end, never removed; words that offices use for them."""

import datetime
import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import db
import vocab
from models import Alias, Term, Unit
from office import audit, calendar, first_lists, lists, validity
from office.access import Actor
from office.errors import NotVisible, Rejected

_LETTER = {
    vocab.TYPE: "T",
    vocab.TYPE15: "P",
    vocab.SOURCE: "S",
    vocab.DIFFICULTY: "D",
    vocab.TAG: "G",
    vocab.TRADE: "H",
    vocab.AID_GROUP: "A",
    vocab.TOPIC: "C",
    vocab.UNDERSTANDER_ROLE: "R",
    vocab.PUBLICITY: "L",
    vocab.GRADE: "M",
}


def get(actor: Actor, list_: str, code: str) -> Term:
    """The entry, or NotVisible."""
    actor.must("lists.write")
    term = Term.get_or_none((Term.list == list_) & (Term.code == code))
    if term is None:
        raise NotVisible()
    return term


def parents(list_: str) -> dict[str, str]:
    """Code → name of the entries under which one of `list_` may stand; empty where the list has no levels.

    A source that cases may carry themselves cannot become a heading: only 接受委托移送 and its like are offered.
    """
    if list_ == vocab.TYPE:
        return lists.labels(vocab.TYPE15)
    if list_ == vocab.SOURCE:
        leaves = lists.leaves(vocab.SOURCE)
        return {code: name for code, name in lists.labels(vocab.SOURCE).items() if code not in leaves}
    return {}


def successors(list_: str, code: str | None) -> dict[str, str]:
    """Code → name of the entries that can stand for the entry `code` (None: a new one) once it has ended.

    None for a heading, which records do not bear themselves.
    """
    leaves = lists.leaves(list_)
    if code is not None and code not in leaves:
        return {}
    return {other: name for other, name in leaves.items() if other != code}


def add(actor: Actor, list_: str, values: dict[str, Any]) -> Term:
    """Add an entry (name, parent, valid_from, valid_to, successor) at the end of a list; its code is given here. Rejected."""
    actor.must("lists.write")
    with db.transaction():
        db.serialise("lists")
        checked = _checked(list_, values, None)
        term = Term.create(code=_next_code(list_), list=list_, position=_next_position(list_), **checked)
        audit.record(actor, "list.add", "term", None, list=list_, code=term.code, **checked)
    return term


def change(actor: Actor, list_: str, code: str, values: dict[str, Any]) -> Term:
    """Change name, parent, dates and successor of an entry; records keep its code. Rejected, NotVisible."""
    term = get(actor, list_, code)
    with db.transaction():
        db.serialise("lists")
        checked = _checked(list_, values, term)
        before = {name: term.__data__[name] for name in checked}
        Term.update(**checked).where(Term.code == code).execute()
        audit.record(actor, "list.change", "term", None, code=code, changes=audit.changes(before, checked))
    return get(actor, list_, code)


def _checked(list_: str, values: dict[str, Any], term: Term | None) -> dict[str, Any]:
    name = values["name"].strip()
    if not name or len(name) > 40:
        raise Rejected("name", "请填写名称，最多 40 个字。")
    own = term.code if term else None
    taken = lists.spoken(list_).get(lists.fold(name), own)
    if taken != own:
        called = lists.labels(list_).get(taken or "", taken)
        raise Rejected("name", "“{name}”已经表示“{called}”，请换一个名称。", name=name, called=called)
    offered = parents(list_)
    parent = values.get("parent") or None
    if (list_ == vocab.TYPE and parent is None) or (parent is not None and parent not in offered):
        raise Rejected("parent", "请选择它归入的上级。")
    validity.check_order(values["valid_from"], values["valid_to"], "valid_to")
    return {
        "name": name,
        "parent": parent,
        "valid_from": values["valid_from"],
        "valid_to": values["valid_to"],
        "successor": _checked_successor(list_, values, own),
    }


def _checked_successor(list_: str, values: dict[str, Any], own: str | None) -> str | None:
    """The entry that stands for an ended one: of the same list, chosen by records themselves, and longer in use."""
    chosen, end = values.get("successor") or None, values["valid_to"]
    if chosen is None:
        return None
    if end is None:
        raise Rejected("successor", "停用的选项才有“停用后归入”，请先填写停用日期，或者不选归入。")
    if chosen == own:
        raise Rejected("successor", "停用的选项不能归入自身，请选择另一个选项。")
    if chosen not in successors(list_, own):
        raise Rejected(
            "successor", "只能归入同一选项表中可以直接选用的选项；下面还有选项的，请为下面的选项分别指定。"
        )
    rows = {term.code: term for term in lists.terms(list_)}
    _check_heir(rows[chosen], end)
    if own in lists.line_of_heirs(rows, chosen):
        raise Rejected(
            "successor", "“{name}”停用后又归入本选项，不能互相归入，请另选一个。", name=rows[chosen].name
        )
    return chosen


def _check_heir(heir: Term, end: datetime.date) -> None:
    if heir.valid_to is not None and heir.valid_to <= end:
        raise Rejected("successor", "“{name}”自 {day} 起也已停用，请选择此后仍在使用的选项。",
                       name=heir.name, day=heir.valid_to)  # fmt: skip


def _next_code(list_: str) -> str:
    letter = _LETTER[list_]
    used = [int(code[1:]) for (code,) in Term.select(Term.code).where(Term.list == list_).tuples()]
    return f"{letter}{max(used, default=0) + 1:02}"


def _next_position(list_: str) -> int:
    last = Term.select(Term.position).where(Term.list == list_).order_by(Term.position.desc()).first()
    return last.position + 1 if last else 0


# ---------------------------------------------------------------- what offices write


def choices() -> dict[str, str]:
    """The lists whose entries offices call by words of their own: name of the list → its words."""
    return {**vocab.TERM_LISTS, **{name: text for name, text in _FIXED.items() if name in first_lists.SPOKEN}}


_FIXED = {
    "outcome": vocab.N_("调解结果"),
    "form": vocab.N_("协议形式"),
    "performance": vocab.N_("履行情况"),
    "relation": vocab.N_("当事人类别"),
    "satisfaction": vocab.N_("满意度"),
    "confirmation_result": vocab.N_("司法确认结果"),
    "employment": vocab.N_("专兼职"),
    "sex": vocab.N_("性别"),
    "ethnic_group": vocab.N_("民族"),
}


def aliases(actor: Actor, choice: str) -> list[Alias]:
    """What offices write for the entries of a list, each with its unit joined (none: it holds for everybody)."""
    actor.must("lists.write")
    rows = Alias.select(Alias, Unit).left_outer_join(Unit).where(Alias.choice == choice)
    return list(rows.order_by(Alias.code, Alias.text))


def add_alias(actor: Actor, choice: str, text: str, code: str) -> None:
    """Let `text` mean `code` for everybody. Rejected when it is empty, or is the name of another entry."""
    actor.must("lists.write")
    folded = lists.fold(text)
    if not folded or len(folded) > 60:
        raise Rejected("text", "请填写台账中的写法，最多 60 个字。")
    names = {lists.fold(name): own for own, name in lists.labels(choice).items()}
    if names.get(folded, code) != code:
        raise Rejected("text", "“{written}”本身就是另一个选项的名称。", written=text.strip())
    with db.transaction():
        lists.remember(actor, choice, text, code, None)


def remove_alias(actor: Actor, alias_id: int) -> Alias:
    """Forget what an office writes; ledgers with that word are asked about again. NotVisible."""
    actor.must("lists.write")
    with db.transaction():
        alias = Alias.get_or_none(Alias.id == alias_id)
        if alias is None:
            raise NotVisible()
        Alias.delete().where(Alias.id == alias_id).execute()
        audit.record(
            actor, "alias.forget", "alias", None, choice=alias.choice, text=alias.text, code=alias.code
        )
    return alias


# ---------------------------------------------------------------- what was changed


@dataclass(frozen=True)
class Past:
    """A change of an entry: on which day, whether it was added, and field → [old, new]."""

    code: str
    day: datetime.date
    added: bool
    changes: dict[str, list[Any]]


def since(day: datetime.date, wanted: Collection[str]) -> list[Past]:
    """What was done since a day to entries of the lists, oldest first."""
    codes = {term.code for term in Term.select().where(Term.list.in_(list(wanted)))}
    found = []
    for entry in audit.since(("list.add", "list.change"), calendar.began(day)):
        detail = json.loads(entry.detail)
        if detail.get("code") in codes:
            added = entry.act == "list.add"
            found.append(Past(detail["code"], calendar.day_of(entry.at), added, detail.get("changes") or {}))
    return found
