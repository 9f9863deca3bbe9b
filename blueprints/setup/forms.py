"""The form of the first start."""

from flask_babel import lazy_gettext as _l
from wtforms import PasswordField, StringField
from wtforms.validators import EqualTo, InputRequired, Length

from blueprints.forms import Form


class SetupForm(Form):
    code = StringField(
        _l("设置码"), [InputRequired()], description=_l("启动本系统的控制台窗口中显示，用过即作废")
    )
    unit_name = StringField(
        _l("县（市、区）名称"), [InputRequired(), Length(max=60)], description=_l("如：城关县")
    )
    county_name = StringField(
        _l("单位名称"),
        [Length(max=60)],
        description=_l("显示在页眉和报表上，如“城关县司法局”；不填则为县名加“司法局”"),
    )
    name = StringField(_l("管理员姓名"), [InputRequired(), Length(max=50)])
    username = StringField(
        _l("管理员用户名"),
        [InputRequired(), Length(2, 40)],
        description=_l("登录时使用，可用汉字、字母、数字"),
        render_kw={"autocomplete": "username"},
    )
    password = PasswordField(
        _l("密码"),
        [InputRequired()],
        description=_l("至少 8 位，含大写字母、小写字母、数字、符号中的三种"),
        render_kw={"autocomplete": "new-password"},
    )
    again = PasswordField(
        _l("再输一次密码"),
        [InputRequired(), EqualTo("password", _l("两次输入的密码不一致。"))],
        render_kw={"autocomplete": "new-password"},
    )
