"""Forms about mediators."""

from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from blueprints.fields import DayField
from blueprints.forms import chosen, with_blank
from blueprints.keeping import VersionedForm
from registers import values
from registers.values import Unreadable
from vocab import EDUCATIONS, EMPLOYMENTS, ETHNIC_GROUPS, SEXES


def reads(reader: Callable[[Any], Any]) -> Callable[[Any, Any], None]:
    """A validator: the text must be what the register's own reader of such numbers takes."""

    def check(_form: Any, field: Any) -> None:
        try:
            field.data = reader(field.data) or ""
        except Unreadable as fault:
            raise ValidationError(_(fault.text).format(**fault.values)) from None

    return check


class MediatorForm(VersionedForm):
    name = StringField(_l("姓名"), [InputRequired(), Length(max=50)])
    sex = RadioField(_l("性别"), [Optional()])
    ethnic_group = SelectField(_l("民族"))
    education = SelectField(_l("文化程度"))
    grade = SelectField(_l("等级"), description=_l("经评定的等级；选项在“类型与选项”里维护"))
    commended = StringField(_l("表彰"), [Length(max=100)], description=_l("如“2025年省优秀人民调解员”"))
    employment = RadioField(_l("专兼职"), default="part")
    unit_id = SelectField(_l("所属单位"), [InputRequired()], coerce=chosen)
    committee_id = SelectField(_l("调委会"), coerce=chosen)
    studio_id = SelectField(_l("工作室"), coerce=chosen, description=_l("不在工作室的不选"))
    phone = StringField(
        _l("电话"), [reads(values.phone)], render_kw={"inputmode": "tel", "autocomplete": "off"}
    )
    id_number = StringField(_l("身份证号"), [reads(values.id_number)], render_kw={"autocomplete": "off"})
    valid_from = DayField(_l("聘任起"), [Optional()])
    valid_to = DayField(_l("聘任止"), [Optional()], description=_l("聘期届满、不再任职的第一天；不填为长期"))

    def __init__(
        self,
        units: dict[int, str],
        committees: dict[int, str],
        studios: dict[int, str],
        grades: dict[str, str],
        **options: Any,
    ) -> None:
        super().__init__(**options)
        self.sex.choices = {code: _(name) for code, name in SEXES.items()}
        self.ethnic_group.choices = with_blank(
            {code: _(name) for code, name in ETHNIC_GROUPS.items()}, _("未填")
        )
        self.education.choices = with_blank({code: _(name) for code, name in EDUCATIONS.items()}, _("未填"))
        self.grade.choices = with_blank(grades, _("未填"))
        self.employment.choices = {code: _(name) for code, name in EMPLOYMENTS.items()}
        self.unit_id.choices = with_blank(units)
        self.committee_id.choices = with_blank(committees, _("无"))
        self.studio_id.choices = with_blank(studios, _("无"))


class TermForm(VersionedForm):
    on = DayField(_l("离任日期"), [InputRequired()], description=_l("不再任职的第一天"))
