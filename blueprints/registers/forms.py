"""The form of a record, made from its register's description; the reading rules stay with the description."""

import datetime
from functools import cache
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField

from blueprints.described import (
    MUST,
    Tick,
    as_typed,
    control,
    control_words,
    id_or_none,
    keeping,
    names_of,
    numbered,
)
from blueprints.forms import Form, with_blank
from office import lists, units
from office.access import Actor
from registers.catalogue import REGISTERS
from registers.description import CHOICE, ID_NUMBER, MANY, PHONE, Field, Register
from registers.record_search import Row

LONG_LIST = 9  # entries; longer ones are numbered


class RecordForm(Form):
    """What every record's form has besides the described fields, which form_of() adds."""

    described: Register
    entry_key = HiddenField()
    version = HiddenField()
    unit = SelectField(_l("所在单位"), MUST, coerce=id_or_none, validate_choice=False)

    def offer(self, actor: Actor, today: datetime.date, row: Row | None = None) -> "RecordForm":
        """Fill the selects, each keeping what the record holds although it is no longer offered."""
        places = units.choices(actor)
        if row:
            places.setdefault(row.record.unit_id, row.record.unit.name)
        self.unit.choices = places if len(places) == 1 and not row else with_blank(places)
        for key, one in self.described.fields.items():
            if one.kind in (CHOICE, MANY):
                self[key].choices = _offered(one, today, _held(key, one, row))
        return self

    @property
    def version_seen(self) -> int:
        """The version that the page showed; 0, which no record has, for anything else."""
        return id_or_none(self.version.data) or 0

    def raw(self) -> dict[str, Any]:
        """What was typed, by field key."""
        controls = ((key, self[key]) for key in self.described.fields)
        return {key: one.typed if isinstance(one, Tick) else one.data or "" for key, one in controls}

    def differences(self, theirs: "RecordForm") -> list[tuple[str, str, str]]:
        """(label, as typed, as it stands) wherever two forms of one record disagree; a number newly typed is not repeated."""
        pairs = [(self[key], theirs[key]) for key in ("unit", *self.described.fields)]
        told = [(str(own.label.text), self._told(own), self._told(other)) for own, other in pairs]
        return [(label, own or "—", other or "—") for label, own, other in told if own != other]

    def _told(self, field: Any) -> str:
        one = self.described.fields.get(field.name)
        if one and one.kind in (ID_NUMBER, PHONE):
            return _("（新填写的号码）") if field.data else ""
        return control_words(field)


def form_of(register: Register) -> type[RecordForm]:
    """The form of a register: one control for each field of the description, in its order."""
    return _form(register.slug)


@cache
def _form(slug: str) -> type[RecordForm]:
    register = REGISTERS[slug]
    controls = {key: control(one) for key, one in register.fields.items()}
    return type("RegisterForm", (RecordForm,), {"described": register, **controls})


def typed(register: Register, row: Row) -> dict[str, Any]:
    """A record as its form holds it: every value as the text somebody would type, numbers left blank."""
    held = {
        key: as_typed(one, row.many[key] if one.kind == MANY else row.record.__data__[key])
        for key, one in register.fields.items()
        if one.kind not in (ID_NUMBER, PHONE)
    }
    return held | {"unit": row.record.unit_id, "version": str(row.record.version)}


def _held(key: str, one: Field, row: Row | None) -> tuple[str, ...]:
    if row is None:
        return ()
    return row.many[key] if one.kind == MANY else (row.record.__data__[key],)


def _offered(one: Field, today: datetime.date, held: tuple[str, ...]) -> dict[Any, str]:
    """Code → word of what may be chosen today; what is held stays on offer though it has ended meanwhile."""
    words = names_of(one.choice)
    names = words if one.choice in lists.FIXED else lists.leaves(one.choice, today)
    for code in held:
        names = keeping(names, code, words)
    if one.kind == MANY:
        return names
    return with_blank(numbered(names) if len(names) > LONG_LIST else names)
