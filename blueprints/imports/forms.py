"""The forms of the ledger import: the upload, and what the user decides about the columns, words and sheets of a file."""

import hashlib
from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, SelectField
from wtforms.validators import InputRequired

from blueprints.forms import Form, chosen, with_blank
from registers import values
from registers.dispute import DISPUTE
from registers.ledger.batches import Decided, Look
from registers.ledger.mapping import Choices, Column

_SAMPLED, _SAMPLES = 20, 2


class UploadForm(Form):
    unit_id = SelectField(
        _l("导入到"),
        [InputRequired(_l("请选择单位。"))],
        coerce=chosen,
        description=_l(
            "按乡镇分表，或表里有“乡镇（街道）”一栏的，选县（市、区）；只有一个乡镇的台账，选这个乡镇"
        ),
    )
    file = FileField(
        _l("台账文件"),
        [FileRequired(_l("请选择要导入的文件。"))],
        description=_l("Excel 或 WPS 表格（.xlsx、.xls），或 .csv；表头上面可以有标题行"),
        render_kw={"accept": ".xlsx,.xls,.et,.csv"},
    )

    def offer(self, units: dict[int, str]) -> "UploadForm":
        """The units to choose from; where there is only one it is chosen."""
        self.unit_id.choices = list((units if len(units) == 1 else with_blank(units)).items())
        return self


class UndoForm(Form):
    edited_too = BooleanField(_l("导入后修改过的案件也一并作废"))


def name_of(kind: str, *parts: str) -> str:
    """The name of a control for a heading, word or sheet: these may hold any character, so a digest stands for them."""
    return f"{kind}-{hashlib.sha256(chr(31).join(parts).encode()).hexdigest()[:12]}"


def headings(look: Look) -> dict[str, Column]:
    """The distinct headings of the sheets to be imported, by key, in their order."""
    found: dict[str, Column] = {}
    for sheet in look.ledger.sheets:
        if sheet.header and not (sheet.left_out and not sheet.fields):
            for column in sheet.columns:
                if column.heading:
                    found.setdefault(column.key, column)
    return found


def samples(look: Look) -> dict[str, list[str]]:
    """Heading key → what stands first in its column, for the eye to check the mapping."""
    found: dict[str, list[str]] = {}
    for sheet in look.ledger.sheets:
        for column in sheet.columns:
            if column.key not in found and column.heading:
                cells = [values.plain(row[column.index]) for row in sheet.rows[:_SAMPLED]]
                found[column.key] = list(dict.fromkeys(filter(None, cells)))[:_SAMPLES]
    return found


def words(look: Look) -> dict[str, dict[str, int]]:
    """Choice → words to be mapped, with the number of rows: those unknown now, and those mapped before."""
    found: dict[str, dict[str, int]] = {
        choice: dict.fromkeys(mapped, 0) for choice, mapped in look.decided.choices.words.items() if mapped
    }
    for choice, counted in look.checked.unknown_words().items():
        found.setdefault(choice, {}).update(counted)
    return found


def decided(look: Look, sent: Mapping[str, Any]) -> Decided:
    """What the mapping form says. A column left as it was found is not recorded as a choice."""
    columns = dict(look.decided.choices.columns)
    for key, column in headings(look).items():
        field = sent.get(name_of("column", key), column.field)
        if field != column.field:
            columns[key] = field
    mapped = {
        choice: {word: code for word in counted if (code := sent.get(name_of("word", choice, word), ""))}
        for choice, counted in words(look).items()
    }
    units, skipped = {}, []
    for sheet in look.ledger.sheets:
        name = sheet.sheet.name
        if name_of("unit", name) in sent:
            typed, found = sent[name_of("unit", name)].strip(), unit_shown(look, name)
            if typed != found or name in look.decided.choices.units:
                units[name] = typed
            if name_of("take", name) not in sent:
                skipped.append(name)
    choices = Choices(columns, mapped, units, skipped)
    return Decided(choices, "create" in sent, "remember" in sent)


def unit_shown(look: Look, sheet: str) -> str:
    """The name of the unit for which a sheet stands, as the form shows it; "" for the unit chosen at the upload."""
    if sheet in look.decided.choices.units:
        return look.decided.choices.units[sheet]
    place = look.ledger.units[sheet]
    return "" if place is look.ledger.into else place.name


def fields_offered() -> dict[str, str]:
    """What a column may hold, for its select."""
    return {"": _("（不导入）"), **{key: _(field.label) for key, field in DISPUTE.columns.items()}}
