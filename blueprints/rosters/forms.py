"""The form with which a roster is uploaded."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import RadioField
from wtforms.validators import InputRequired

from blueprints.forms import Form


class RosterForm(Form):
    key = RadioField(_l("名册"), [InputRequired()])
    file = FileField(
        _l("文件"),
        [FileRequired(_l("请选择要导入的文件。"))],
        description=_l("Excel（.xlsx、.xls）或 .csv；表头上方可以有标题行"),
        render_kw={"accept": ".xlsx,.xls,.et,.csv"},
    )

    def __init__(self, rosters: dict[str, str], **options: Any) -> None:
        super().__init__(**options)
        self.key.choices = {key: _(label) for key, label in rosters.items()}
