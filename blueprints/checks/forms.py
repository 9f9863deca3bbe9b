"""The form of an own check, with the unit and month on which it is tried."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, StringField
from wtforms.validators import InputRequired, Length

from blueprints.keeping import VersionedForm
from figures.checking.formulas import MOST_SIGNS
from figures.checking.rules import RELATIONS
from vocab import STRENGTHS

_SUM = {"autocomplete": "off", "spellcheck": "false", "maxlength": MOST_SIGNS}
_ON = ("unit", "month")  # on what it is tried; no part of the check


class CheckForm(VersionedForm):
    """Two sums, how they must stand to each other, and how strongly that is asked for."""

    name = StringField(
        _l("名称"), [InputRequired(), Length(max=60)], description=_l("如“司法确认有效不多于申请”")
    )
    strength = RadioField(
        _l("强度"),
        [InputRequired()],
        description=_l("强制的不改正不能上报；核实的要写明原因；提示的只是提醒"),
    )
    left = StringField(_l("左边"), [InputRequired()], render_kw=_SUM, description=_l("如：调解成功数"))
    relation = SelectField(_l("应当"), [InputRequired()])
    right = StringField(
        _l("右边"), [InputRequired()], render_kw=_SUM, description=_l("如：受理纠纷数 + 未结纠纷数@上月")
    )
    note = StringField(_l("说明"), [Length(max=200)], description=_l("不符时怎么办，填报人看得到"))
    unit = SelectField(_l("单位"), validate_choice=False)
    month = StringField(
        _l("月份"), render_kw={"inputmode": "numeric", "placeholder": "2026-10", "maxlength": 10}
    )

    def offer(self, units: dict[int, str]) -> "CheckForm":
        """Fill the choices."""
        self.strength.choices = [(code, _(name)) for code, name in STRENGTHS.items()]
        self.relation.choices = [(sign, f"{sign}　{_(words)}") for sign, words in RELATIONS.items()]
        self.unit.choices = [(str(id_), name) for id_, name in units.items()]
        return self

    def values(self) -> dict[str, Any]:
        """The check as typed, without what it is tried on."""
        return {key: value for key, value in super().values().items() if key not in _ON}
