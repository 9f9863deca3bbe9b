"""The form of a case, made from the register's description; its reading rules stay with the description."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    Field,
    FieldList,
    FormField,
    HiddenField,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms import Form as PlainForm

from blueprints.described import MUST, Codes, control, id_or_none
from blueprints.disputes.choices import Choices
from blueprints.errors import message
from blueprints.fields import TYPED_DAY
from blueprints.forms import Form, with_blank
from office.errors import OfficeError, Refused, Rejected
from registers.dispute import DISPUTE
from registers.disputes import Entry
from vocab import ID_KINDS, PARTY_KINDS, PARTY_ROLES, SEXES

ROWS = 3  # parties offered on an empty form: both sides and one more
MOST_ROWS = 60


class PartyForm(PlainForm):
    """One party's row. A number is never shown again: left blank it stays, 无 removes it."""

    id = HiddenField()
    role = SelectField(_l("身份"), validate_choice=False)
    name = StringField(_l("姓名或名称"), render_kw={"autocomplete": "off", "class": "party-name"})
    id_number = StringField(_l("证件号码"), render_kw={"autocomplete": "off", "data-private": True})
    phone = StringField(
        _l("联系电话"), render_kw={"autocomplete": "off", "inputmode": "tel", "data-private": True}
    )
    kind = SelectField(_l("类别"), validate_choice=False)
    sex = SelectField(_l("性别"), validate_choice=False)
    born_on = StringField(_l("出生日期"), render_kw=TYPED_DAY)
    ethnic_group = StringField(_l("民族"))
    occupation = StringField(_l("职业"))
    address = StringField(_l("住址"))
    id_kind = SelectField(_l("证件类型"), validate_choice=False)
    contact = StringField(_l("单位的代表人"))

    MORE = ("kind", "sex", "born_on", "ethnic_group", "occupation", "address", "id_kind", "contact")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.role.choices = {code: _(text) for code, text in PARTY_ROLES.items()}
        self.kind.choices = with_blank({c: _(t) for c, t in PARTY_KINDS.items()}, _("按名称判断"))
        self.sex.choices = with_blank({c: _(t) for c, t in SEXES.items()}, "—")
        self.id_kind.choices = with_blank({c: _(t) for c, t in ID_KINDS.items()}, _("按号码判断"))

    @property
    def is_blank(self) -> bool:
        """Whether nothing was written in the row; its selects say nothing by themselves."""
        return not any((field.data or "").strip() for field in self if field.type == "StringField")

    @property
    def is_open(self) -> bool:
        """Whether the rarely used half of the row stands open: for an error, or for what was typed just now."""
        typed = not self.id.data and any((self[key].data or "").strip() for key in self.MORE)
        return typed or any(self[key].errors for key in self.MORE)

    def raw(self) -> dict[str, Any]:
        """What was typed, by party field."""
        typed = {name: field.data or "" for name, field in self._fields.items()}
        id_ = str(typed["id"])
        return typed | {"id": int(id_) if re.fullmatch(r"[0-9]{1,18}", id_) else None}


class Parties(FieldList):
    """The rows of the parties; a row's number in the form's keys is plain digits, whatever else was sent."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.type = "FieldList"  # the list of faults looks for this word

    def _extract_indices(self, prefix: str, formdata: Mapping[str, Any]) -> Iterator[int]:
        for key in formdata:
            match = re.match(rf"{re.escape(prefix)}-([0-9]{{1,4}})-", key)
            if match:
                yield int(match[1])


class _Ids(SelectMultipleField):
    """Several ids, each from a select of its own; blank ones are left out."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = [id_ for text in valuelist if (id_ := id_or_none(text))]

    def pre_validate(self, form: Any) -> None:
        """The register decides."""


class CaseForm(Form):
    """What every case form has besides the described fields, which DisputeForm adds."""

    entry_key = HiddenField()
    version = HiddenField()
    other_than = StringField()  # ticked beside the warning of similar cases: their ids
    unit = SelectField(_l("所在村（社区）或乡镇"), coerce=id_or_none, validate_choice=False)
    committee = SelectField(_l("受理的调解委员会"), MUST, coerce=id_or_none, validate_choice=False)
    studio = SelectField(_l("调解工作室"), coerce=id_or_none, validate_choice=False)
    mediators = _Ids(_l("调解员"), coerce=int)
    tags = Codes(_l("标签"))
    parties = Parties(FormField(PartyForm), _l("当事人"), max_entries=MOST_ROWS)

    def offer(self, choices: Choices) -> "CaseForm":
        """Fill the selects, each keeping what it holds although it is no longer offered."""
        self.unit.choices = with_blank(choices.units)
        self.committee.choices = with_blank(choices.committees)
        self.studio.choices = with_blank(choices.studios, _("无"))
        self.mediators.choices = choices.mediators
        self.tags.choices = choices.tags
        for key, one in DISPUTE.fields.items():
            if one.choice:
                self[key].choices = with_blank(choices.of(key, one.choice))
        return self

    def without_row(self, place: str) -> "CaseForm":
        """Without the row of parties at `place`, as its button asks where there is no script."""
        if re.fullmatch(r"[0-9]{1,4}", place) and int(place) < len(self.parties):
            self.parties.pop_entry(int(place))
        return self

    def with_rows(self, least: int = ROWS) -> "CaseForm":
        """At least `least` rows for parties: an applicant, then respondents."""
        while len(self.parties) < least:
            role = "applicant" if len(self.parties) == 0 else "respondent"
            self.parties.append_entry({"role": role})
        return self

    @property
    def version_seen(self) -> int:
        """The version that the page showed; 0, which no record has, for anything else."""
        return id_or_none(self.version.data) or 0

    @property
    def said_to_be_others(self) -> set[int]:
        """Ids of the similar cases that were confirmed as others."""
        return {
            int(text) for text in (self.other_than.data or "").split(",") if re.fullmatch(r"[0-9]{1,9}", text)
        }

    def blank_row(self) -> Field:
        """A row that belongs to no number yet, for the script to copy."""
        name = "parties-__index__"
        options = {"name": name, "id": name, "_meta": self.meta, "translations": None}
        row = self.meta.bind_field(self, self.parties.unbound_field, options)
        row.process(None, {"role": "respondent"})
        row.index = "__index__"
        return row

    def people(self) -> list[dict[str, Any]]:
        """The parties as typed, blank rows left out."""
        return [row.form.raw() for row in self._filled]

    def entry(self) -> Entry:
        """What was typed, as the register takes it; blank rows of parties are left out."""
        return Entry(
            unit_id=self.unit.data,
            committee_id=self.committee.data,
            studio_id=self.studio.data,
            raw={key: self[key].data or "" for key in DISPUTE.fields},
            parties=self.people(),
            mediator_ids=list(self.mediators.data or ()),
            tag_codes=list(self.tags.data or ()),
        )

    @property
    def _filled(self) -> list[Field]:
        return [row for row in self.parties if not row.form.is_blank]

    def blame(self, error: OfficeError) -> None:
        """Put each fault beside its field, also those of a party's row."""
        rest = []
        for fault in error.faults if isinstance(error, Refused) else [error]:
            field = self._field_of_party(fault)
            if field is None:
                rest.append(fault)
            else:
                field.errors = [*field.errors, message(fault)]
        for fault in rest:
            super().blame(fault)
        self.parties.errors = [row.form.errors for row in self.parties] if self._party_faults else []

    @property
    def _party_faults(self) -> bool:
        return any(row.form.errors for row in self.parties)

    def _field_of_party(self, fault: OfficeError) -> Field | None:
        """The control that a fault of parties-<n>-<field> means: the n-th row that was filled in."""
        match = re.fullmatch(r"parties-(\d+)-(\w+)", fault.field) if isinstance(fault, Rejected) else None
        if match is None:
            return None
        rows = self._filled or list(self.parties)
        place = int(match[1])
        return rows[place].form._fields.get(match[2]) if place < len(rows) else None


# Made once: one control for each field of the description, in its order.
DisputeForm = type("DisputeForm", (CaseForm,), {key: control(one) for key, one in DISPUTE.fields.items()})
