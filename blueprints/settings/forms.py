"""Forms made from the settings themselves."""

from typing import Any

from flask_babel import gettext as _
from wtforms import Field, IntegerField, SelectField, StringField

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
