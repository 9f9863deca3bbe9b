"""The fields of a register's description on the pages: their controls, their values as typed, their values in words."""

import datetime
import re
import secrets
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from blueprints.fields import TYPED_DAY
from office import lists
from registers import description as kinds

MUST = [InputRequired()]  # for the mark beside the label; whether something is missing the register says
_LOOKS: dict[str, dict[str, Any]] = {
    kinds.DATE: TYPED_DAY,
    kinds.MONTH: {"inputmode": "numeric", "placeholder": "202611", "maxlength": 30},
    kinds.MONEY: {"inputmode": "decimal", "placeholder": _l("可写 3.5万")},
    kinds.HOURS: {"inputmode": "decimal"},
    kinds.COUNT: {"inputmode": "numeric"},
    kinds.ID_NUMBER: {"data-private": True},
    kinds.PHONE: {"inputmode": "tel", "data-private": True},
}
_MEASURED = re.compile(r"(.+)（(.{1,3})）")  # 挽回损失（元）

# ---------------------------------------------------------------- controls


class Codes(SelectMultipleField):
    """Several codes, each a box to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def pre_validate(self, form: Any) -> None:
        """The register decides."""


class Tick(BooleanField):
    """Yes or no as a box; whatever else was sent is kept for the register to judge."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.type = "BooleanField"  # the macro of the fields looks for this word

    def _value(self) -> str:
        """What the box sends when it is ticked, whatever was sent before."""
        return "y"

    @property
    def typed(self) -> str:
        """What was sent, or what the box says."""
        sent = self.raw_data[0] if self.raw_data else None
        return sent if isinstance(sent, str) and sent != "y" else ("1" if self.data else "")


def control(one: kinds.Field) -> Any:
    """The control for one described field. It only holds what is typed: Field.read judges it."""
    label, help_ = _l(one.label), _l(one.help) if one.help else ""
    must = MUST if one.required else []
    if one.kind == kinds.CHOICE:
        return SelectField(label, must, validate_choice=False, description=help_)
    if one.kind == kinds.MANY:
        return Codes(label, description=help_)
    if one.kind == kinds.FLAG:
        return Tick(label, description=help_)
    if one.kind == kinds.LONG_TEXT:
        return TextAreaField(label, must, description=help_, render_kw={"rows": 3})
    look = {"autocomplete": "off", **_LOOKS.get(one.kind, {})}
    return StringField(label, must, description=help_, render_kw=look)


def keeping(names: dict[Any, str], held: Any, words: Mapping[Any, str]) -> dict[Any, str]:
    """What a select offers, with what an entry holds although it is no longer offered."""
    return names | ({held: words[held]} if held in words and held not in names else {})


def numbered(names: Mapping[Any, str]) -> dict[Any, str]:
    """Long lists get numbers before their words: a select is then chosen by typing digits, without an input method."""
    return {code: f"{place:02} {name}" for place, (code, name) in enumerate(names.items(), 1)}


def id_or_none(text: Any) -> int | None:
    """A select's id; None for nothing and for what no id can be."""
    written = str(text or "")
    return int(written) if re.fullmatch(r"[0-9]{1,9}", written) else None


def new_key() -> str:
    """What marks one filled-in form, so that sending it twice makes one entry."""
    return secrets.token_hex(16)


@cache
def measured(label: str) -> tuple[str, str]:
    """A label and the unit it ends with: 挽回损失（元） → 挽回损失, 元; without one the unit is ""."""
    match = _MEASURED.fullmatch(label)
    return (match[1], match[2]) if match else (label, "")


# ---------------------------------------------------------------- values as somebody would type them


def yuan(fen: int) -> str:
    """Fen as an amount in 元, 33091.73."""
    return f"{Decimal(fen) / 100:.2f}"


def hours(minutes: int) -> str:
    """Minutes as hours without idle zeros: 90 → 1.5."""
    return f"{(Decimal(minutes) / 60).quantize(Decimal('0.01')).normalize():f}"


def as_typed(one: kinds.Field, value: Any) -> Any:
    """A stored value as its control holds it; nothing and zero are empty."""
    if one.kind == kinds.MANY:
        return list(value or ())
    if one.kind == kinds.FLAG:
        return bool(value)
    if value is None or (value == 0 and one.kind in (kinds.COUNT, kinds.HOURS)):
        return ""
    if one.kind == kinds.MONEY:
        return yuan(value)
    if one.kind == kinds.HOURS:
        return hours(value)
    if one.kind == kinds.MONTH:
        return f"{value:%Y-%m}"
    return value.isoformat() if one.kind == kinds.DATE else str(value)


# ---------------------------------------------------------------- values in words


def names_of(choice: str) -> dict[str, str]:
    """Code → word of a fixed or extensible list, in the reader's language."""
    if choice in lists.FIXED:
        return {code: _(text) for code, text in lists.FIXED[choice].items()}
    return lists.labels(choice)


def worded(one: kinds.Field, value: Any, names: Mapping[str, str] | None = None) -> str:
    """A stored value as it is read on a page; "" for none. `names` are the words of its codes, when at hand."""
    if value in (None, "", (), []):
        return ""
    if one.kind in (kinds.CHOICE, kinds.MANY):
        words = names_of(one.choice) if names is None else names
        return "、".join(words.get(code, code) for code in ([value] if one.kind == kinds.CHOICE else value))
    if one.kind == kinds.FLAG:
        return _("是") if value else _("否")
    return _plain(one, value)


def _plain(one: kinds.Field, value: Any) -> str:
    if one.kind == kinds.MONEY:
        return f"{Decimal(value) / 100:,.2f}"
    if one.kind == kinds.HOURS:
        return hours(value)
    if isinstance(value, str):  # also a day or month as an audit row tells it
        return value[:7] if one.kind == kinds.MONTH else value
    if isinstance(value, datetime.date):
        return f"{value:%Y-%m}" if one.kind == kinds.MONTH else value.isoformat()
    return f"{value:,}" if one.kind == kinds.COUNT else str(value)


def control_words(field: Any) -> str:
    """What a control holds, in words."""
    if isinstance(field, (SelectField, SelectMultipleField)):
        return "、".join(str(one.label).strip() for one in field.iter_choices() if one.selected and one.value)
    if isinstance(field, BooleanField):
        return _("是") if field.data else _("否")
    return (field.data or "").replace("\r\n", "\n").strip()
