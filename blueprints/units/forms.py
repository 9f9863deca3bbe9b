"""Forms about units."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, SelectField, SelectMultipleField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from blueprints.fields import DayField
from blueprints.forms import Form, chosen, with_blank
from blueprints.keeping import VersionedForm
from vocab import UNIT_KINDS


def _kinds() -> dict[str, str]:
    return {code: _(name) for code, name in UNIT_KINDS.items()}


class NewUnitForm(Form):
    parent = SelectField(_l("上级单位"), [InputRequired()], coerce=chosen)
    name = StringField(
        _l("名称"), [InputRequired(), Length(max=60)], description=_l("如“青山镇”“东风村”“泰桥社区”")
    )
    kind = SelectField(_l("类型"), description=_l("不选则按名称末尾认定"))
    code = StringField(_l("区划代码"), [Length(max=20)], description=_l("没有可不填"))
    valid_from = DayField(_l("设立日期"), [Optional()], description=_l("不填表示一直都有"))

    def __init__(self, units: dict[int, str], **options: Any) -> None:
        super().__init__(**options)
        self.parent.choices = with_blank(units)
        self.kind.choices = with_blank(_kinds(), _("按名称认定"))


class CorrectionForm(VersionedForm):
    kind = SelectField(_l("类型"), [InputRequired()])
    code = StringField(_l("区划代码"), [Length(max=20)])
    position = IntegerField(
        _l("排列次序"), [InputRequired(), NumberRange(0, 9999)], description=_l("数字小的排在前面")
    )
    valid_from = DayField(_l("设立日期"), [Optional()], description=_l("不填表示一直都有"))

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.kind.choices = _kinds()


class RenameForm(VersionedForm):
    name = StringField(_l("新名称"), [InputRequired(), Length(max=60)])
    on = DayField(
        _l("更名日期"), [InputRequired()], description=_l("从这一天起用新名称，之前的报表仍用旧名称")
    )


class ClosingForm(VersionedForm):
    on = DayField(_l("撤销日期"), [InputRequired()], description=_l("不再存在的第一天"))


class MergeForm(VersionedForm):
    """Read from the address for the preview and from the body for the act; the body's token is checked for all pages."""

    into = SelectField(_l("并入"), [InputRequired()], coerce=chosen)
    on = DayField(_l("合并日期"), [InputRequired()], description=_l("从这一天起由并入的单位管辖"))

    class Meta:
        csrf = False

    def __init__(self, formdata: Any, units: dict[int, str], **options: Any) -> None:
        super().__init__(formdata, **options)
        self.into.choices = with_blank(units)


class Several(SelectMultipleField):
    """Some of what is offered, each a box to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def pre_validate(self, form: Any) -> None:
        """The office decides, and says what has become of a unit that is no longer offered."""


class SplitForm(VersionedForm):
    """Read from the address for the preview and from the body for the act, as the form of a merge."""

    name = StringField(
        _l("新单位名称"), [InputRequired(), Length(max=60)], description=_l("与原单位同属一个上级")
    )
    kind = SelectField(_l("类型"), validate_choice=False)
    on = DayField(_l("分设日期"), [InputRequired()], description=_l("从这一天起由新单位管辖"))
    moved = Several(_l("划出的下级单位"), coerce=int)
    committees = Several(_l("随同划出的本级调委会"), coerce=int, description=_l("没有可不选"))

    class Meta:
        csrf = False

    def __init__(self, formdata: Any, below: dict[int, str], bodies: dict[int, str], **options: Any) -> None:
        super().__init__(formdata, **options)
        self.kind.choices = with_blank(_kinds(), _("按名称认定"))
        self.moved.choices, self.committees.choices = below, bodies
        if not bodies:
            del self.committees
