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
from registers.description import Register
from registers.dispute import DISPUTE
from registers.ledger import batches, mapping, recognising
from registers.ledger.batches import Decided, Look
from registers.ledger.mapping import Choices, Column, MappedSheet

_SAMPLED, _SAMPLES = 20, 2


class UploadForm(Form):
    register = SelectField(
        _l("台账种类"),
        default=DISPUTE.slug,
        description=_l("一个文件里有几种台账、一种一张表的，选“整本工作簿”"),
    )
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
        """The kinds of ledgers, and the units to choose from; where there is only one it is chosen."""
        self.register.choices = [(slug, _(str(label))) for slug, label in batches.registers().items()]
        self.unit_id.choices = list((units if len(units) == 1 else with_blank(units)).items())
        return self


class UndoForm(Form):
    edited_too = BooleanField(_l("导入后修改过的案件也一并作废"))


def name_of(kind: str, *parts: str) -> str:
    """The name of a control for a heading, word or sheet: these may hold any character, so a digest stands for them."""
    return f"{kind}-{hashlib.sha256(chr(31).join(parts).encode()).hexdigest()[:12]}"


Headings = dict[str, dict[str, Column]]


def headings(look: Look) -> Headings:
    """The distinct headings of the sheets to be imported, by register and heading key, in their order."""
    found: Headings = {}
    for sheet in look.ledger.sheets:
        if sheet.header and not (sheet.left_out and not sheet.fields):
            for column in sheet.columns:
                if column.heading:
                    found.setdefault(sheet.register.key, {}).setdefault(column.key, column)
    return found


def samples(look: Look) -> dict[str, dict[str, list[str]]]:
    """Register key → heading key → what stands first in its column, for the eye to check the mapping."""
    found: dict[str, dict[str, list[str]]] = {}
    for sheet in look.ledger.sheets:
        for column in sheet.columns:
            seen = found.setdefault(sheet.register.key, {})
            if column.key not in seen and column.heading:
                cells = [values.plain(row[column.index]) for row in sheet.rows[:_SAMPLED]]
                seen[column.key] = list(dict.fromkeys(filter(None, cells)))[:_SAMPLES]
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
    """What the mapping form says. What was left as it was found is not recorded as a choice."""
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
    choices = Choices(
        _columns(look, sent), mapped, units, _registers(look, sent), _assumed(look, sent), skipped
    )
    return Decided(choices, "create" in sent, "remember" in sent)


def _columns(look: Look, sent: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    chosen = {key: dict(columns) for key, columns in look.decided.choices.columns.items()}
    for register, columns in headings(look).items():
        for key, column in columns.items():
            field = sent.get(name_of("column", register, key), column.field)
            if field != column.field:
                chosen.setdefault(register, {})[key] = field
    return chosen


def _registers(look: Look, sent: Mapping[str, Any]) -> dict[str, str]:
    """Sheet → key of the register it was given to, where that is not the one it was recognised as."""
    chosen = dict(look.decided.choices.registers)
    for sheet in look.ledger.sheets:
        found = register_shown(look, sheet)
        key = sent.get(name_of("register", sheet.sheet.name), found)
        if key != found:
            chosen[sheet.sheet.name] = key
    return chosen


def register_shown(look: Look, sheet: MappedSheet) -> str:
    """The key of the register that a sheet was given to, or was recognised as; "" for none."""
    given = look.decided.choices.registers.get(sheet.sheet.name, "")
    return given or ("" if sheet.left_out == mapping.NO_LEDGER else sheet.register.key)


def _assumed(look: Look, sent: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """Sheet → field → code that holds for all its rows, "" for none."""
    chosen = {name: dict(codes) for name, codes in look.decided.choices.assumed.items()}
    for sheet in look.ledger.sheets:
        for key in () if sheet.left_out else assumable(sheet):
            found = sheet.assumed.get(key, "")
            code = sent.get(name_of("assumed", sheet.sheet.name, key), found)
            if code != found:
                chosen.setdefault(sheet.sheet.name, {})[key] = code
    return chosen


def assumable(sheet: MappedSheet) -> list[str]:
    """The fields that the title tells, or that are required and could be told for all rows of a sheet."""
    if sheet.register is DISPUTE:
        return []
    fields = recognising.assumable(sheet)
    return [key for key, field in fields.items() if key in sheet.assumed or field.required]


def unit_shown(look: Look, sheet: str) -> str:
    """The name of the unit for which a sheet stands, as the form shows it; "" for the unit chosen at the upload."""
    if sheet in look.decided.choices.units:
        return look.decided.choices.units[sheet]
    place = look.ledger.units[sheet]
    return "" if place is look.ledger.into else place.name


def fields_offered(register: Register) -> dict[str, str]:
    """What a column of a register's ledger may hold, for its select."""
    return {"": _("（不导入）"), **{key: _(field.label) for key, field in register.columns.items()}}


def registers_offered() -> dict[str, str]:
    """What a sheet of a workbook may be, for its select."""
    return {one.key: _(one.label) for one in recognising.ALL}
