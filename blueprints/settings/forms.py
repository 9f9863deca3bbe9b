"""Forms made from the settings themselves."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, IntegerField, SelectField, StringField
from wtforms.validators import InputRequired, Length

from blueprints.fields import DayField
from blueprints.forms import Form
from office.settings import Option


def settings_form(options: list[Option]) -> type[Form]:
    """A form with a field for each setting; their rules are those of office.settings."""
    return type("SettingsForm", (Form,), {option.key: _field(option) for option in options})


def _field(option: Option) -> Field:
    words: dict[str, Any] = {"label": _(option.label), "description": _(option.help) if option.help else ""}
    if option.choices:
        return SelectField(choices={code: _(text) for code, text in option.choices.items()}, **words)
    if option.bounds:
        low, high = option.bounds
        return IntegerField(render_kw={"min": low, "max": high, "inputmode": "numeric"}, **words)
    return StringField(**words)


class DayForm(Form):
    """A day that is worked, or not, whatever the calendar says."""

    day = DayField(_l("日期"), [InputRequired(_l("请填写日期。"))], render_kw={"placeholder": "20270101"})
    kind = SelectField(_l("改为"))
    note = StringField(_l("说明"), [Length(max=60, message=_l("最多 60 个字，请缩短。"))])

    def __init__(self, *formdata: Any, **options: Any) -> None:
        super().__init__(*formdata, **options)
        self.kind.choices = {"off": _("放假"), "working": _("上班")}

    def decision(self) -> dict[str, Any]:
        """What was decided, as office.working_days takes it."""
        return {
            "day": self.day.data,
            "working": self.kind.data == "working",
            "note": (self.note.data or "").replace("\x00", ""),
        }
