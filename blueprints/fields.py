"""Fields that several forms share."""

import unicodedata

from flask_babel import lazy_gettext as _l
from wtforms import DateField
from wtforms.widgets import TextInput

# How a day is typed everywhere: a browser's own chooser would show it in the browser's language.
TYPED_DAY = {
    "inputmode": "numeric",
    "placeholder": "20261105",
    "autocomplete": "off",
    "maxlength": 30,
    "data-day": True,
}
DAY_FORMATS = ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d"]


class DayField(DateField):
    """A day, typed in any of the ways offices write it; full-width digits count as digits."""

    widget = TextInput()

    def __init__(self, label: object = None, validators: object = None, **options: object) -> None:
        super().__init__(label, validators, format=DAY_FORMATS, **{"render_kw": TYPED_DAY} | options)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the day; ValueError with the remedy when there is none of that date."""
        text = unicodedata.normalize("NFKC", valuelist[0]).strip() if valuelist else ""
        if not text:
            self.data = None
            return
        try:
            super().process_formdata([text])
        except ValueError as error:
            raise ValueError(_l("不是有效的日期，请写成 2026-11-05 的样子。")) from error
