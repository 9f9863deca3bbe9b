"""Forms of signing in and of one's own password."""

from flask_babel import lazy_gettext as _l
from wtforms import PasswordField, StringField
from wtforms.validators import EqualTo, InputRequired

from blueprints.forms import Form


class SignInForm(Form):
    username = StringField(_l("用户名"), [InputRequired()], render_kw={"autocomplete": "username"})
    password = PasswordField(_l("密码"), [InputRequired()], render_kw={"autocomplete": "current-password"})


class PasswordForm(Form):
    old = PasswordField(_l("原密码"), [InputRequired()], render_kw={"autocomplete": "current-password"})
    password = PasswordField(_l("新密码"), [InputRequired()], render_kw={"autocomplete": "new-password"})
    again = PasswordField(
        _l("再输一次新密码"),
        [InputRequired(), EqualTo("password", _l("两次输入的新密码不一致。"))],
        render_kw={"autocomplete": "new-password"},
    )
