"""The form of an own text, with the unit and period on which it is tried."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from blueprints.keeping import VersionedForm
from blueprints.sentences.asking import PARTS
from figures.sentences.grammar import MOST_SIGNS

_ON = ("unit", "year", "part")  # on what it is tried; no part of the text


class TextForm(VersionedForm):
    """A paragraph with placeholders."""

    name = StringField(_l("名称"), [InputRequired(), Length(max=60)], description=_l("如“半年小结·人民调解”"))
    text = TextAreaField(
        _l("文字"),
        [InputRequired()],
        render_kw={"rows": 8, "spellcheck": "false", "maxlength": MOST_SIGNS},
        description=_l("数字写成占位数，如：共调解纠纷{调结纠纷数}件，成功率{调解成功率|1}。"),
    )
    unit = SelectField(_l("单位"), validate_choice=False)
    year = StringField(_l("年度"), render_kw={"inputmode": "numeric", "maxlength": 4})
    part = SelectField(_l("期间"), validate_choice=False)

    def offer(self, units: list[tuple[int, str]]) -> "TextForm":
        """Fill the choices."""
        self.unit.choices = [(str(id_), name) for id_, name in units]
        self.part.choices = [(code, _(words)) for code, words in PARTS.items()]
        return self

    def values(self) -> dict[str, Any]:
        """The text as typed, without what it is tried on."""
        return {key: value for key, value in super().values().items() if key not in _ON}
