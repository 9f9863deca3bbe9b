"""The forms of the templates: the upload, and what a cell means."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import IntegerField, RadioField, SelectField, StringField
from wtforms.validators import InputRequired, Length, NumberRange

from blueprints.forms import Form, with_blank
from blueprints.keeping import VersionedForm
from figures import wording
from figures.defining import Indicator, Rate
from figures.frame import Frame
from figures.indicators import GROUPS, everything
from figures.templates.meaning import FORMS, WHOSE, Meaning, offered, rows_of, source_of
from figures.templates.stretches import STRETCHES


class UploadForm(Form):
    """A template's file with its name and year."""

    name = StringField(
        _l("模板名称"),
        [InputRequired(_l("请填写模板名称。")), Length(max=80)],
        description=_l("如“市局人民调解月报表”，每年用同一个名称"),
    )
    year = IntegerField(
        _l("年度"),
        [InputRequired(_l("请填写年度，如 2026。")), NumberRange(1950, 9000, _l("请填写年度，如 2026。"))],
        render_kw={"inputmode": "numeric"},
    )
    note = StringField(_l("说明"), [Length(max=200)], description=_l("如文号、填报要求"))
    file = FileField(
        _l("模板文件"),
        [FileRequired(_l("请选择上级下发的表。"))],
        description=_l("只能是 .xlsx；.xls、.et 请先用 Excel 或 WPS 另存为 .xlsx"),
        render_kw={"accept": ".xlsx"},
    )


class CellForm(VersionedForm):
    """What a cell means."""

    figure = SelectField(_l("指标"), [InputRequired(_l("请选择指标。"))])
    row = SelectField(_l("细分到"), description=_l("如某一种纠纷类型、某一种案件来源；不细分就不选"))
    whose = RadioField(_l("谁的数"), [InputRequired(_l("请选择填哪个单位的数。"))])
    child = StringField(
        _l("下级单位"),
        [Length(max=60)],
        description=_l("选“下级单位”时填写，如“城关镇”；填报时按名称找这个单位，更名前的名称也认"),
    )
    stretch = SelectField(_l("期间"), [InputRequired(_l("请选择期间。"))])
    form = SelectField(_l("写法"), [InputRequired(_l("请选择数的写法。"))])

    def offer(self, frame: Frame) -> "CellForm":
        """Fill the choices with what there is in a unit."""
        self.figure.choices = {"": [("", _("请选择"))], **figure_choices()}
        self.row.choices = {"": [("", _("（不细分）"))], **row_choices(frame)}
        self.whose.choices = [(code, _(label)) for code, label in WHOSE.items()]
        self.child.render_kw = {"datalist": [place.name for place in frame.children.values()]}
        self.stretch.choices = list(with_blank({key: _(label) for key, label in STRETCHES.items()}).items())
        self.form.choices = [(key, _(label)) for key, label in FORMS.items()]
        return self

    def typed(self) -> dict[str, Any]:
        """The meaning as it was chosen."""
        key, _sign, part = (self.figure.data or "").partition("#")
        by, _sign, row = (self.row.data or "").partition("/")[2].partition(":")
        chosen = {name: self[name].data for name in ("whose", "child", "stretch", "form")}
        return {"key": key, "part": part, "by": by, "row": row} | chosen


def shown(meaning: Meaning) -> dict[str, str]:
    """A meaning as the form shows it."""
    one = everything().get(meaning.key)
    source = source_of(one).key if one else ""
    return {
        "figure": f"{meaning.key}#{meaning.part}" if meaning.part else meaning.key,
        "row": f"{source}/{meaning.by}:{meaning.row}" if meaning.by else "",
        "whose": meaning.whose,
        "child": meaning.child,
        "stretch": meaning.stretch,
        "form": meaning.form,
    }


def figure_choices() -> dict[str, list[tuple[str, str]]]:
    """Group → the figures of it; each of several numbers is a choice of its own."""
    found: dict[str, list[tuple[str, str]]] = {}
    for key, one in everything().items():
        if not (isinstance(one, Rate) and one.least):
            group = _(GROUPS[key.partition(".")[0]])
            found.setdefault(group, []).extend(_choices_of(key, one))
    return found


def _choices_of(key: str, one: Indicator | Rate) -> list[tuple[str, str]]:
    name = _(one.name)
    if isinstance(one, Rate) or len(one.parts) < 2:
        return [(key, f"{name}（{_(wording.unit_of(one))}）")]
    parts = [
        (f"{key}#{code}", f"{name}：{_(part.name or part.unit)}（{_(part.unit or one.unit)}）")
        for code, part in one.parts.items()
    ]
    return ([] if wording.is_several(one) else [(key, f"{name}（{_(wording.unit_of(one))}）")]) + parts


def row_choices(frame: Frame) -> dict[str, list[tuple[str, str]]]:
    """Register and breakdown → its rows; the value names the register, for two may have lists of one name."""
    found: dict[str, list[tuple[str, str]]] = {}
    sources = {source_of(one).key: source_of(one) for one in everything().values()}
    for source in sources.values():
        for by, way in offered(source).items():
            rows = [(f"{source.key}/{by}:{row}", _(label)) for row, label in rows_of(way, frame).items()]
            if rows:
                found[f"{_(source.label)}·{_(way.name)}"] = rows
    return found
