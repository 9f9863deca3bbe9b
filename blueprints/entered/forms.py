"""Forms of a definition and of a unit's month."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import HiddenField, IntegerField, RadioField, SelectField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from blueprints.fields import DayField
from blueprints.forms import Form, chosen, with_blank
from blueprints.keeping import VersionedForm
from registers import entered_months
from registers.entered_months import Line, Sheet, Typed
from registers.evidence import KINDS, File
from vocab import INDICATOR_KINDS, REPORTERS

_ACCEPT = {"accept": ",".join(f".{kind}" for kind in KINDS)}


class DefinitionForm(VersionedForm):
    """What an entered indicator is."""

    name = StringField(
        _l("名称"), [InputRequired(), Length(max=40)], description=_l("如“证明事项告知承诺办理”")
    )
    measure = StringField(
        _l("计量单位"), [InputRequired(), Length(max=12)], description=_l("件、人次、场、万元、%……")
    )
    kind = RadioField(_l("性质"), [InputRequired()], description=_l("期间数逐月相加；时点数取最近一个月的数"))
    reported_by = SelectField(_l("填报单位"), [InputRequired()])
    whole = SelectField(
        _l("属于哪个合计"), coerce=chosen, description=_l("各项相加必须等于这个合计；不是分项的不选")
    )
    definition = StringField(
        _l("说明"), [Length(max=200)], description=_l("口径：什么算、什么不算，填报人看得到")
    )
    position = IntegerField(
        _l("次序"),
        [Optional(), NumberRange(0, 9999)],
        description=_l("小的在前"),
        render_kw={"inputmode": "numeric"},
    )
    valid_to = DayField(_l("停用日期"), [Optional()], description=_l("从这一天起不再填报；以前的数不变"))

    def offer(self, wholes: dict[int, str]) -> "DefinitionForm":
        """Fill the choices."""
        self.kind.choices = [(code, _(name)) for code, name in INDICATOR_KINDS.items()]
        self.reported_by.choices = list(
            with_blank({code: _(name) for code, name in REPORTERS.items()}).items()
        )
        self.whole.choices = list(with_blank(wholes, _("不是分项")).items())
        return self


class SheetForm(Form):
    """A unit's month: a number, a note and a file for each indicator, made for the sheet by of()."""

    seen = HiddenField()
    sheet: Sheet

    @classmethod
    def of(cls, sheet: Sheet) -> "SheetForm":
        """The form of a sheet, with what stands there now."""
        fields: dict[str, Any] = {"sheet": sheet}
        held: dict[str, Any] = {"seen": sheet.seen}
        for line in sheet.lines:
            fields |= _fields(line)
            held |= _held(line)
        return type("OneSheetForm", (cls,), fields)(data=held)

    def rows(self) -> list[tuple[Line, Any, Any, Any]]:
        """Each line with its three controls."""
        ids = [(line, line.indicator.id) for line in self.sheet.lines]
        return [(line, self[f"number_{id_}"], self[f"note_{id_}"], self[f"file_{id_}"]) for line, id_ in ids]

    def typed(self) -> dict[int, Typed]:
        """What was typed, by indicator."""
        return {
            line.indicator.id: Typed(number.data or "", note.data or "", _file(file.data))
            for line, number, note, file in self.rows()
        }

    def meet(self, now: Sheet) -> None:
        """Go on from what somebody else saved meanwhile; what was typed here stays."""
        self.sheet = now
        self.seen.data, self.seen.raw_data = now.seen, None


def _fields(line: Line) -> dict[str, Any]:
    id_, name = line.indicator.id, line.indicator.name
    number = {"inputmode": "decimal", "autocomplete": "off", "maxlength": 30}
    return {
        f"number_{id_}": StringField(name, render_kw=number),
        f"note_{id_}": StringField(
            _("%(name)s的说明", name=name), render_kw={"maxlength": 200, "autocomplete": "off"}
        ),
        f"file_{id_}": FileField(_("%(name)s的佐证材料", name=name), render_kw=_ACCEPT),
    }


def _held(line: Line) -> dict[str, str]:
    if line.value is None:
        return {}
    id_ = line.indicator.id
    return {f"number_{id_}": entered_months.shown(line.value.amount), f"note_{id_}": line.value.note}


def _file(sent: Any) -> File | None:
    return File(sent.filename, sent.read()) if sent and sent.filename else None
