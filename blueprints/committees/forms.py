"""Forms about committees and studios."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional

from blueprints.fields import DayField
from blueprints.forms import chosen, with_blank
from blueprints.keeping import VersionedForm
from vocab import COMMITTEE_KINDS, STUDIO_KINDS


class CommitteeForm(VersionedForm):
    name = StringField(_l("名称"), [InputRequired(), Length(max=80)])
    kind = SelectField(_l("类别"), [InputRequired()])
    trade = SelectField(_l("行业"), description=_l("行业性、专业性调委会填写"))
    prefix = StringField(
        _l("案号字号"),
        [Length(max=20)],
        description=_l("如“城人调字”，案号为〔2026〕城人调字第1号；不填为“人调字”"),
    )
    standardised = BooleanField(_l("规范化调委会"), description=_l("经评定为规范化的勾选"))
    valid_from = DayField(_l("成立日期"), [Optional()])

    def __init__(self, trades: dict[str, str], **options: Any) -> None:
        super().__init__(**options)
        self.kind.choices = with_blank({code: _(name) for code, name in COMMITTEE_KINDS.items()})
        self.trade.choices = with_blank(trades, _("无"))


class NewCommitteeForm(CommitteeForm):
    unit_id = SelectField(_l("所属单位"), [InputRequired()], coerce=chosen)

    def __init__(self, units: dict[int, str], trades: dict[str, str], **options: Any) -> None:
        super().__init__(trades, **options)
        self.unit_id.choices = with_blank(units)


class StudioForm(VersionedForm):
    name = StringField(
        _l("名称"), [InputRequired(), Length(max=80)], description=_l("如“老张调解工作室”“驻城关法庭调解室”")
    )
    kind = SelectField(_l("类别"), [InputRequired()])
    valid_from = DayField(_l("成立日期"), [Optional()])

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.kind.choices = with_blank({code: _(name) for code, name in STUDIO_KINDS.items()})


class ClosingForm(VersionedForm):
    on = DayField(_l("撤销日期"), [InputRequired()], description=_l("不再工作的第一天"))
