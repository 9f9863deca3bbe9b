"""A record in words: as a line of its list, as its page, and its history."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from blueprints.described import measured, names_of, worded
from office import audit, crypto
from office.acts import ACTS
from registers import description as kinds
from registers import records
from registers.description import Field, Register
from registers.record_search import Row

# How a state stands: list → code → colour of its pill. A list that is not here is told in plain words.
TONES: dict[str, dict[str, str]] = {
    "aid_state": {"applied": "amber", "supplement": "amber", "review": "amber", "refused": "grey", "concluded": "green",
                  "filed": "green", "withdrawn": "grey", "ended": "grey"},
    "quality": {"excellent": "green", "good": "green", "fail": "red"},
    "understander_state": {"on": "green", "off": "grey"},
    "appraisal": {"excellent": "green", "competent": "green", "poor": "red"},
    "finding_state": {"open": "amber", "case": "blue", "resolved": "green"},
    "review_result": {"upheld": "green", "rejected": "green", "revoked": "red", "redo": "red", "illegal": "red",
                      "changed": "red", "perform": "red", "ended": "grey", "withdrawn": "grey"},
    "litigation_result": {"won": "green", "lost": "red", "dropped": "grey", "other": "grey"},
    "clearing_result": {"kept": "green", "amended": "amber", "repealed": "grey", "lapsed": "grey"},
}  # fmt: skip
_FIGURES = (kinds.COUNT, kinds.MONEY, kinds.HOURS)
NIL_RETURN = {"screening": "found"}  # register → the number whose zero is a report of its own


class Wording:
    """A register's fields for one reader: what may be shown, and the words of its lists, read once a page."""

    def __init__(self, register: Register, *, people: bool) -> None:
        self.register = register
        self.people = people
        self.names: Mapping[str, dict[str, str]] = {
            one.choice: names_of(one.choice) for one in register.fields.values() if one.choice
        }

    def may_show(self, one: Field) -> bool:
        """Whether this reader may see the field at all: names, numbers and free texts are for those who see people."""
        return self.people or not records.names_people(self.register, one)

    def text(self, one: Field, row: Row) -> str:
        """A field's value in words; identity and telephone numbers masked, "" for none."""
        if one.kind in records.SECRET:
            return crypto.mask(records.clear(self.register, row.record, one.kind))
        return worded(one, self._value(one, row), self.names.get(one.choice))

    def _value(self, one: Field, row: Row) -> Any:
        return row.many[one.key] if one.kind == kinds.MANY else row.record.__data__.get(one.key)

    def tone(self, one: Field, row: Row) -> str | None:
        """The colour of the pill in which a state is shown; None for what is no state."""
        return TONES[one.choice].get(self._value(one, row), "blue") if one.choice in TONES else None

    def _is_nil(self, one: Field, row: Row) -> bool:
        return NIL_RETURN.get(self.register.key) == one.key and self._value(one, row) == 0

    # ------------------------------------------------------------ the list

    @property
    def _listed(self) -> list[Field]:
        fields = (self.register.fields.get(key) or self.register.dated_field for key in self.register.listed)
        return [one for one in fields if self.may_show(one)]

    def columns(self) -> list[dict[str, Any]]:
        """The columns of the list, with the place behind the first."""
        made = [
            {
                "label": _(one.label),
                "num": one.kind in _FIGURES,
                "cls": "nowrap" if one.kind in (kinds.DATE, kinds.MONTH) else "",
            }
            for one in self._listed
        ]
        return [*made[:1], {"label": _("所在单位")}, *made[1:]]

    def line(self, row: Row) -> list[Any]:
        """The cells of a record in the list; the first leads to its page."""
        cells = [self._cell(one, row) for one in self._listed]
        href = url_for("registers.show", register=self.register, record_id=row.record.id)
        first = {"text": cells[0]["text"] or _("（未填）"), "href": href}
        return [first, row.place, *cells[1:]]

    def _cell(self, one: Field, row: Row) -> dict[str, Any]:
        if one.key == "state" and row.record.voided_at:
            return {"text": _("已作废"), "pill": True, "code": "void"}
        if self._is_nil(one, row):
            return {"text": _("零报告"), "pill": True, "tone": "grey"}
        text, tone = self.text(one, row), self.tone(one, row)
        return {"text": text or None, "pill": tone is not None, "tone": tone}

    # ------------------------------------------------------------ the page

    def title(self, row: Row) -> str:
        """What a record is called: its number, name or subject, else the register's own word and the day."""
        fields = [one for one in self._listed if one.kind in (kinds.TEXT, kinds.NAME)]
        texts = (self.text(one, row) for one in fields)
        day = worded(self.register.dated_field, getattr(row.record, self.register.dated))
        return next((text for text in texts if text), f"{_(self.register.label)} {day}")

    def states(self, row: Row) -> list[tuple[str, str]]:
        """(word, colour) of the states a record is in."""
        shown = [one for one in self.register.fields.values() if self.tone(one, row) and self.text(one, row)]
        nil = (
            [(_("零报告"), "grey")]
            if any(self._is_nil(one, row) for one in self.register.fields.values())
            else []
        )
        return [*((self.text(one, row), str(self.tone(one, row))) for one in shown), *nil]

    def groups(self, row: Row) -> list[tuple[str, list[dict[str, Any]]]]:
        """(group, its facts) of what was filled in and may be shown."""
        shown = []
        for group in self.register.groups:
            facts = [self._fact(one, row) for one in group.fields if self.may_show(one)]
            facts = [fact for fact in facts if fact["text"]]
            if facts:
                shown.append((_(group.label), facts))
        return shown

    def _fact(self, one: Field, row: Row) -> dict[str, Any]:
        label, unit = measured(_(one.label))
        text = self.text(one, row)
        counted = bool(unit) and one.kind in _FIGURES
        if counted and text in ("0", "0.00"):
            text = ""
        return {
            "key": one.key,
            "label": label if counted else _(one.label),
            "text": f"{text} {unit}" if counted and text else text,
            "long": one.kind == kinds.LONG_TEXT,
            "secret": one.kind in records.SECRET,
            "words": text.split("、") if one.kind == kinds.MANY and text else [],
        }


# ---------------------------------------------------------------- the history


def history(register: Register, row: Row, *, people: bool) -> list[dict[str, Any]]:
    """What happened to a record, newest first, each act with what it changed in words."""
    entries = audit.history(register.key, row.record.id)
    return [
        {
            "at": entry.at,
            "actor": entry.actor,
            "act": _(ACTS.get(entry.act, entry.act)),
            "lines": list(_told(register, json.loads(entry.detail))) if people else [],
        }
        for entry in reversed(entries)
    ]


def _told(register: Register, detail: dict[str, Any]) -> Iterator[str]:
    for key, (old, new) in detail.get("changes", {}).items():
        yield _change(register, key, old, new)
    if detail.get("reason"):
        yield _("原因或用途：%(reason)s", reason=detail["reason"])
    if detail.get("effects"):
        yield _("更正已锁定的月份：%(effects)s", effects=detail["effects"])


def _change(register: Register, key: str, old: Any, new: Any) -> str:
    one = register.fields.get(key)
    label = _(one.label) if one else _("所在单位")
    if one is None or (old is None and new is None):
        return _("%(label)s有改动", label=label)
    return _(
        "%(label)s：%(old)s → %(new)s", label=label, old=worded(one, old) or "—", new=worded(one, new) or "—"
    )
