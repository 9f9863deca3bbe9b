"""Forms of a list's entry and of a word that offices use."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional

from blueprints.fields import DayField
from blueprints.forms import Form, with_blank


class EntryForm(Form):
    """An entry of a list; lists without levels have no `parent`, headings no `successor`."""

    name = StringField(_l("名称"), [InputRequired(), Length(max=40)])
    parent = SelectField(_l("上级"))
    valid_from = DayField(_l("启用日期"), [Optional()], description=_l("不填表示一直可用"))
    valid_to = DayField(_l("停用日期"), [Optional()], description=_l("从这一天起不能再选；已有记录不受影响"))

    successor = SelectField(
        _l("停用后归入"),
        description=_l("按现行口径与往年比较时，记在本项下的案件算作所选的选项；原记录和已锁定的月报不变"),
    )

    def offer(self, parents: dict[str, str], must: bool, successors: dict[str, str]) -> "EntryForm":
        """Fill the selects of the parent and the successor, or leave them out where there is none."""
        if not parents:
            del self.parent
        else:
            self.parent.choices = with_blank(parents, "" if must else _("没有上级"))
        if not successors:
            del self.successor
        else:
            self.successor.choices = with_blank(successors, _("不归入其他选项"))
        return self


class AliasForm(Form):
    """What an office writes, and which entry it means."""

    text = StringField(_l("台账中的写法"), [InputRequired(), Length(max=60)])
    code = SelectField(_l("对应的选项"), [InputRequired()])
