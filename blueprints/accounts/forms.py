"""The form of an account."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional

from blueprints.forms import chosen, with_blank
from blueprints.keeping import VersionedForm
from office.accounts import Places
from vocab import ROLES


class AccountForm(VersionedForm):
    """What the administrator decides about an account; `username` only when it is opened."""

    name = StringField(_l("姓名"), [InputRequired(), Length(max=50)])
    username = StringField(
        _l("用户名"),
        [Optional(), Length(max=40)],
        description=_l("登录时使用，可用汉字、字母、数字和 . _ - @"),
        render_kw={"autocomplete": "off"},
    )
    role = SelectField(_l("岗位"), [InputRequired()])
    unit_id = SelectField(
        _l("所属单位"), coerce=chosen, description=_l("司法所、县司法局、领导填写；能看到这个单位及其下级")
    )
    committee_id = SelectField(
        _l("调解委员会"), coerce=chosen, description=_l("调解员填写；能看到这个委员会的案件")
    )
    studio_id = SelectField(
        _l("调解工作室"), coerce=chosen, description=_l("只在工作室办案的调解员填写；只看到工作室的案件")
    )

    def offer(self, places: Places) -> "AccountForm":
        """Fill the selects."""
        self.role.choices = with_blank({role: _(text) for role, text in ROLES.items()})
        self.unit_id.choices = with_blank(places.units, _("不填"))
        self.committee_id.choices = with_blank(places.committees, _("不填"))
        self.studio_id.choices = with_blank(places.studios, _("不填"))
        return self
