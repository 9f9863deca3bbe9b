"""The list's filters as they stand in an address, and in words."""

import datetime
from collections.abc import Mapping
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from blueprints import addresses
from blueprints.disputes.choices import Choices
from office import lists
from office.errors import Rejected
from registers import dispute_dues, dispute_search
from registers.dispute_dues import DUES
from registers.dispute_search import Filters
from vocab import BASES, DIFFICULTY, FORMS, N_, OUTCOMES, OWN_ONLY, SCOPES, SOURCE, TAG, TYPE, TYPE15

IDS = {"unit": "unit_id", "committee": "committee_id", "studio": "studio_id", "mediator": "mediator_id",
       "batch": "batch_id"}  # fmt: skip
CODES = {"type": TYPE, "type15": TYPE15, "source": SOURCE, "difficulty": DIFFICULTY, "tag": TAG}
FIXED = {"scope": SCOPES, "outcome": OUTCOMES, "form": FORMS, "due": DUES}
WORDS = {
    "unit": _l("单位"),
    "scope": _l("单位范围"),
    "committee": _l("调解组织"),
    "studio": _l("工作室"),
    "mediator": _l("调解员"),
    "batch": _l("导入批次"),
    "type": _l("类型"),
    "type15": _l("类型（15类）"),
    "source": _l("来源"),
    "difficulty": _l("难易"),
    "tag": _l("标签"),
    "outcome": _l("结果"),
    "form": _l("协议形式"),
    "due": _l("待办"),
    "from": _l("自"),
    "to": _l("至"),
    "basis": _l("日期"),
    "number": _l("卷宗号"),
    "word": _l("查找"),
    "exact": _l("查找"),
    "voided": _l("含已作废"),
}
RARE = {
    "scope",
    "basis",
    "source",
    "committee",
    "studio",
    "mediator",
    "type15",
    "difficulty",
    "tag",
    "form",
    "due",
    "number",
    "voided",
}
_DAY = datetime.timedelta(days=1)


def read(args: Mapping[str, str]) -> Filters:
    """The filters of an address. Rejected names the one that cannot be: nothing is passed over in silence."""
    first, last = addresses.days(args)
    basis = args.get("basis") or "accepted"
    if basis not in BASES:
        raise Rejected("basis", N_("没有这种日期口径，请重新选择。"))
    scope = addresses.text(args, "scope", 12)
    if scope and scope not in SCOPES:
        raise Rejected("scope", N_("没有这个选项，请从列表中重新选择。"))
    narrowing: dict[str, Any] = {name: addresses.number(args, key) for key, name in IDS.items()}
    narrowing |= {key: addresses.text(args, key, 12) for key in (*CODES, "outcome", "form")}
    return Filters(
        own=scope == OWN_ONLY,
        start=first,
        end=last + _DAY if last and last < datetime.date.max else last,
        basis=basis,
        number=addresses.text(args, "number", 60),
        word=addresses.text(args, "word", 50),
        exact=addresses.token(args, "exact"),
        voided=args.get("voided") == "1",
        **narrowing,
    )


def waiting(args: Mapping[str, str], today: datetime.date) -> Any:
    """The condition of the cases that wait for what the address names; None where it names nothing. Rejected."""
    due = addresses.text(args, "due", 12)
    if due and due not in DUES:
        raise Rejected("due", N_("没有这个选项，请从列表中重新选择。"))
    return dispute_dues.among(due, today) if due else None


def names(choices: Choices) -> dict[str, list[tuple[Any, str]]]:
    """What the selects of the filter bar offer that are not the actor's places; past entries included."""
    people = {id_: name for group in choices.mediators.values() for id_, name in group.items()}
    terms = {term.code: term for term in lists.terms(SOURCE)}
    return {
        **{key: list(lists.labels(list_).items()) for key, list_ in CODES.items()},
        **{key: [(code, _(text)) for code, text in labels.items()] for key, labels in FIXED.items()},
        "source": [(code, lists.source_label(code, terms)) for code in terms],
        "basis": [(code, _(text)) for code, text in BASES.items()],
        "mediator": list(people.items()),
    }


def given(args: Mapping[str, str]) -> dict[str, Any]:
    """The filters that an address carries, without the paging."""
    return {key: args[key] for key in WORDS if args.get(key)}


def addressed(args: Mapping[str, str]) -> dict[str, Any]:
    """The filters as an address may hold them: in the place of somebody's number what stands for it.

    Addresses are kept by browsers and written into logs.
    """
    present = given(args)
    if dispute_search.is_number(present.get("word", "")):
        return present | {"word": None, "exact": dispute_search.marks(present["word"])}
    return present | {"exact": None} if "word" in present else present


def chips(args: Mapping[str, str], choices: Choices) -> list[dict[str, str]]:
    """Each filter in force in words, with the address of the list without it."""
    present = given(args)
    shown = []
    for key, value in present.items():
        if key == "basis" and not ({"from", "to"} & present.keys()):
            continue
        rest = {name: other for name, other in present.items() if name != key}
        words = f"{WORDS[key]}：{_named(key, value, choices)}" if key != "voided" else str(WORDS[key])
        shown.append({"label": words, "url": url_for("disputes.index", **rest)})
    return shown


def _named(key: str, value: str, choices: Choices) -> str:
    if key in CODES:
        return lists.labels(CODES[key]).get(value, value)
    if key == "exact":
        return _("证件号码或电话（不显示）")
    if key in FIXED:
        return _(FIXED[key][value]) if value in FIXED[key] else value
    if key == "basis":
        return _(BASES[value]) if value in BASES else value
    offered: dict[str, Mapping[int, str]] = {
        "unit": choices.units,
        "committee": choices.committees,
        "studio": choices.studios,
        "mediator": {id_: name for group in choices.mediators.values() for id_, name in group.items()},
    }
    return next((name.strip() for id_, name in offered.get(key, {}).items() if str(id_) == value), value)
