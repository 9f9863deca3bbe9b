"""The details of acts in words: what a code stands for, whose number it is, from what to what."""

import datetime
import json
from collections.abc import Iterable, Iterator
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from blueprints.wording import moment
from figures.templates.meaning import FORMS, WHOSE
from figures.templates.stretches import STRETCHES
from office import audit, lists
from office.access import Actor
from office.acts import DETAILS
from office.settings import OPTIONS
from registers.description import MONEY, Field
from registers.dispute import DISPUTE
from registers.rosters import ROSTERS
from vocab import (
    BASES,
    BOOKS,
    COMMITTEE_KINDS,
    EDUCATIONS,
    EMPLOYMENTS,
    ETHNIC_GROUPS,
    RETURN_KINDS,
    ROLES,
    SEXES,
    SOURCE,
    STUDIO_KINDS,
    TERM_LISTS,
    TRADE,
    TYPE15,
    UNIT_KINDS,
)

REPORTS = {"yearly": _l("年度工作簿")}
CODES: dict[str, Any] = {
    "report": REPORTS,
    "role": ROLES,
    "basis": BASES,
    "period": RETURN_KINDS,
    "employment": EMPLOYMENTS,
    "sex": SEXES,
    "ethnic_group": ETHNIC_GROUPS,
    "education": EDUCATIONS,
    "state": BOOKS,
}
OF_TEMPLATES: dict[str, dict[str, str]] = {"period": STRETCHES, "whose": WHOSE, "form": FORMS}
KINDS = {"unit": UNIT_KINDS, "committee": COMMITTEE_KINDS, "studio": STUDIO_KINDS}
NOT_TOLD = {"name_key", "digest"}  # they say nothing to a reader
Detail = dict[str, Any]


class Telling:
    """Puts the details of some rows into words; names are looked up once for all of them."""

    def __init__(self, actor: Actor, rows: Iterable[Any]) -> None:
        self.details = {row.id: (row.act, json.loads(row.detail)) for row in rows}
        self.names = audit.names(actor, self._numbers())
        self._labels: dict[str, dict[str, str]] = {}

    def _numbers(self) -> dict[str, set[int]]:
        """The numbers to name: kind of record → ids."""
        found: dict[str, set[int]] = {kind: set() for kind in audit.NAMED}
        for _act, detail in self.details.values():
            for name, value in (*detail.items(), *(detail.get("changes") or {}).items()):
                if name in found:
                    found[name] |= {one for one in _several(value) if isinstance(one, int)}
        return found

    def of(self, row_id: int) -> str:
        """What one act was about, in one line."""
        act, detail = self.details[row_id]
        return "；".join(self._parts(act, detail))

    def _parts(self, act: str, detail: Detail) -> Iterator[str]:
        moved = detail.get("changes") or {}
        for name, value in (detail | moved).items():
            if name in NOT_TOLD or name == "changes" or value in (None, "", [], {}):
                continue
            if name in moved or (_is_change(act) and isinstance(value, list) and len(value) == 2):
                yield self._moved(act, detail, name, *value)
            else:
                yield _(
                    "%(what)s：%(value)s",
                    what=_called(act, name),
                    value=self._worded(act, detail, name, value),
                )

    def _moved(self, act: str, detail: Detail, name: str, old: Any, new: Any) -> str:
        if old == new:  # a text whose words the chain must not hold
            return _("%(what)s有改动", what=_called(act, name))
        words = [self._worded(act, detail, name, value) for value in (old, new)]
        return _("%(what)s：%(old)s → %(new)s", what=_called(act, name), old=words[0], new=words[1])

    def _worded(self, act: str, detail: Detail, name: str, value: Any) -> str:
        if value in (None, ""):
            return "—"
        if isinstance(value, bool):
            return _("是") if value else _("否")
        if isinstance(value, dict):
            return "、".join(self._pair(act, detail, name, *pair) for pair in value.items())
        if isinstance(value, list):
            return "、".join(self._worded(act, detail, name, one) for one in value)
        if name in self.names and isinstance(value, int):
            return self.names[name].get(value, str(value))
        if name == "until":
            return moment(datetime.datetime.fromisoformat(value))
        if act.startswith("dispute.") and (field := DISPUTE.fields.get(name)):
            return self._of_case(field, value)
        return _(str(self._codes(act, detail, name).get(value, value)))

    def _pair(self, act: str, detail: Detail, name: str, key: str, value: Any) -> str:
        if name == "columns":  # heading → field
            return f"{key} → {_(DISPUTE.columns[value].label) if value in DISPUTE.columns else _('不导入')}"
        if name == "words" and isinstance(value, dict):  # list → {word: code}
            labels = self._list(key)
            return "、".join(f"{word} → {_(labels.get(code, code or '—'))}" for word, code in value.items())
        return f"{_called(act, key)} {self._worded(act, detail, key, value)}"

    def _of_case(self, field: Field, value: Any) -> str:
        if field.kind == MONEY:
            return f"{value / 100:.2f}"
        return _(self._list(field.choice).get(value, str(value))) if field.choice else str(value)

    def _codes(self, act: str, detail: Detail, name: str) -> dict[str, str]:
        """Code → words, for a detail that is a code; nothing for the others."""
        if act.startswith("template.") and name in OF_TEMPLATES:
            return OF_TEMPLATES[name]
        if name == "kind":
            return KINDS.get(act.partition(".")[0], {})
        if name in ("choice", "list"):
            return TERM_LISTS | {one.choice: one.label for one in DISPUTE.columns.values() if one.choice}
        if name == "parent":
            return self._list(TYPE15) | self._list(SOURCE)
        if name == "code" and (list_ := detail.get("choice") or detail.get("list")):
            return self._list(list_)
        if name == "trade":
            return self._list(TRADE)
        if name == "roster":
            return {key: roster.label for key, roster in ROSTERS.items()}
        return CODES.get(name, {})

    def _list(self, choice: str) -> dict[str, str]:
        if choice not in self._labels:
            self._labels[choice] = lists.labels(choice)
        return self._labels[choice]


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _is_change(act: str) -> bool:
    return act.endswith((".change", ".correct", ".rename"))


def _called(act: str, name: str) -> str:
    """What a detail is called: as the register or the settings call it where it is theirs, else in the audit's words."""
    if act.startswith("dispute.") and name in DISPUTE.fields:
        return _(DISPUTE.fields[name].label)
    if act == "settings.change" and name in OPTIONS:
        return _(OPTIONS[name].label)
    return _(DETAILS.get(name, name))
