"""A case in words: for its page, for its form, for the comparison of two versions, and its history."""

import json
from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _

from blueprints.described import as_typed, control_words, worded
from blueprints.disputes.forms import CaseForm
from office import audit, crypto, lists
from office.acts import ACTS
from registers import description as kinds
from registers import parties
from registers.dispute import DISPUTE
from registers.dispute_detail import Case
from vocab import ID_KINDS, PARTY_KINDS, PARTY_ROLES, SEXES

_TEXTS = (kinds.TEXT, kinds.LONG_TEXT)


# ---------------------------------------------------------------- the page


def groups(case: Case, *, people: bool) -> list[tuple[str, list[tuple[str, str, bool]]]]:
    """(group, [(label, text, takes the whole line)]) of what was filled in.

    Without `people` the free texts, which may name somebody, are left out.
    """
    shown = []
    for group in DISPUTE.groups:
        lines = [
            (_(one.label), text, one.kind == kinds.LONG_TEXT)
            for one in group.fields
            if (people or one.kind not in _TEXTS) and (text := _text(case, one))
        ]
        if lines:
            shown.append((_(group.label), lines))
    return shown


def _text(case: Case, one: kinds.Field) -> str:
    value = case.dispute.__data__.get(one.key)
    if value in (None, "") or (one.kind == kinds.COUNT and value == 0):
        return ""
    if one.key == "source":
        return case.source
    if one.key == "type":
        folded = f"（{case.type15}）" if case.type15 and case.type15 not in case.dispute.type.name else ""
        return f"{case.dispute.type.name}{folded}"
    if one.kind == kinds.CHOICE and one.choice not in lists.FIXED:
        return getattr(case.dispute, one.key).name
    return worded(one, value)


def people(case: Case) -> list[dict[str, Any]]:
    """The parties as the page shows them: numbers masked."""
    return [
        {
            "name": one.name,
            "role": _(PARTY_ROLES[one.role]),
            "more": _about(one),
            "id_kind": _(ID_KINDS[one.id_kind]) if one.id_kind else _("证件号码"),
            "id_number": crypto.mask(parties.id_number(one)),
            "phone": crypto.mask(parties.phone(one)),
            "address": one.address,
        }
        for one in case.parties or ()
    ]


def _about(one: Any) -> str:
    words = [_(SEXES[one.sex]) if one.sex else "", one.ethnic_group, _born(one), one.occupation]
    if one.kind != "person":
        words = [_(PARTY_KINDS[one.kind]), one.contact]
    return "，".join(word for word in words if word)


def _born(one: Any) -> str:
    return _("%(day)s 生", day=one.born_on) if one.born_on else ""


def masks(case: Case) -> dict[str, dict[str, str]]:
    """Party id → the masked numbers it has, for the form's boxes."""
    return {
        str(one.id): {
            "id_number": crypto.mask(parties.id_number(one)),
            "phone": crypto.mask(parties.phone(one)),
        }
        for one in case.parties or ()
    }


# ---------------------------------------------------------------- the form


def typed(case: Case) -> dict[str, Any]:
    """A case as its form holds it: every value as the text somebody would type, numbers left blank."""
    dispute = case.dispute
    return {
        **{key: as_typed(one, dispute.__data__.get(key)) for key, one in DISPUTE.fields.items()},
        "unit": dispute.unit_id,
        "committee": dispute.committee_id,
        "studio": dispute.studio_id,
        "version": str(dispute.version),
        "mediators": [one.id for one in case.mediators],
        "tags": [term.code for term in case.tags],
        "parties": [_party_as_typed(one) for one in case.parties or ()],
    }


def _party_as_typed(one: Any) -> dict[str, Any]:
    texts = ("role", "name", "kind", "sex", "ethnic_group", "occupation", "address", "contact", "id_kind")
    born = one.born_on.isoformat() if one.born_on else ""
    return {"id": str(one.id), "born_on": born, **{key: getattr(one, key) or "" for key in texts}}


def differences(mine: CaseForm, theirs: CaseForm) -> list[tuple[str, str, str]]:
    """(label, as typed, as it stands) wherever two forms of one case disagree."""
    found = []
    for own, other in zip(_lines(mine), _lines(theirs), strict=True):
        if own != other:
            found.append((own[0], own[1] or "—", other[1] or "—"))
    return found


def _lines(form: CaseForm) -> Iterator[tuple[str, str]]:
    for key in ("unit", "committee", "studio", *DISPUTE.fields):
        field = form[key]
        yield str(field.label.text), control_words(field)
    yield str(form.mediators.label.text), control_words(form.mediators)
    yield str(form.tags.label.text), control_words(form.tags)
    yield (
        str(form.parties.label.text),
        "\n".join(_party_line(row.form) for row in form.parties if row.form.name.data),
    )


def _party_line(form: Any) -> str:
    words = [control_words(form.role), form.name.data]
    words += [form[key].data for key in ("ethnic_group", "born_on", "occupation", "address", "contact")]
    words += [control_words(form[key]) for key in ("sex",)]
    words += [_("（新填写的号码）") if form.id_number.data or form.phone.data else ""]
    return " ".join(word.strip() for word in words if word and word.strip())


# ---------------------------------------------------------------- the history


def history(case: Case, *, people: bool) -> list[dict[str, Any]]:
    """What happened to a case, newest first, each act with what it changed in words."""
    entries = audit.history("dispute", case.dispute.id)
    acts = [
        {
            "at": entry.at,
            "actor": entry.actor,
            "act": _(ACTS.get(entry.act, entry.act)),
            "lines": list(_told(json.loads(entry.detail))) if people else [],
        }
        for entry in reversed(entries)
    ]
    return acts if any(entry.act == "dispute.enter" for entry in entries) else [*acts, _beginning(case)]


def _beginning(case: Case) -> dict[str, Any]:
    """How a case came in that has no act of its own: with a ledger, whose import is one act for all its rows."""
    dispute = case.dispute
    return {
        "at": dispute.entered_at,
        "actor": dispute.entered_by.name if dispute.entered_by_id else "",
        "act": _("随台账导入") if dispute.batch_id else _("登记纠纷"),
        "lines": [],
    }


def _told(detail: dict[str, Any]) -> Iterator[str]:
    for key, (old, new) in detail.get("changes", {}).items():
        yield _change(key, old, new)
    if detail.get("other_than"):
        yield _("提示过 %(count)s 件相似案件，登记人确认不是同一件", count=len(detail["other_than"]))
    if detail.get("reason"):
        yield _("原因或用途：%(reason)s", reason=detail["reason"])
    if detail.get("effects"):
        yield _("更正已锁定的月份：%(effects)s", effects=detail["effects"])


_PLACES = {
    "unit": "所在单位",
    "committee": "调解委员会",
    "studio": "工作室",
    "number": "卷宗号",
    "parties": "当事人",
}


def _change(key: str, old: Any, new: Any) -> str:
    one = DISPUTE.fields.get(key)
    label = _(one.label) if one else _(_PLACES.get(key, key))
    if (old is None and new is None) or one is None:
        return _("%(label)s有改动", label=label)
    return _(
        "%(label)s：%(old)s → %(new)s", label=label, old=worded(one, old) or "—", new=worded(one, new) or "—"
    )
