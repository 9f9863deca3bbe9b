"""How a register is described: its fields, each with label, kind, choices, limits, and ledger headings.

Form, list, filter, import and export are made from the description; a field's one reading rule
(`Field.read`) serves the form and the ledger row alike.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import peewee

from office.errors import Rejected
from office.lists import fold
from registers import values
from registers.values import Unreadable
from vocab import N_

TEXT, LONG_TEXT, DATE, CHOICE, MONEY, COUNT, FLAG = (
    "text",
    "long_text",
    "date",
    "choice",
    "money",
    "count",
    "flag",
)
PEOPLE, ID_NUMBER, PHONE, PLACE = "people", "id_number", "phone", "place"
NAME, MANY, HOURS, MONTH = "name", "many", "hours", "month"
PERIOD = "period"  # of a ledger only: a term's first and last day in one cell
HUNDREDTHS = "hundredths"  # a number with at most two decimals
BLANKS = {TEXT: "", LONG_TEXT: "", COUNT: 0, HOURS: 0, FLAG: False}  # where a column may not be null


@dataclass(frozen=True)
class Field:
    """One thing a register holds. `headings` are what offices write above its column."""

    key: str
    label: str
    kind: str = TEXT
    required: bool = False
    choice: str = ""
    limit: int = 100
    help: str = ""
    headings: tuple[str, ...] = ()

    def read(self, raw: Any, codes: Mapping[str, str] | None = None) -> Any:
        """The value that `raw` (a cell or a form's text) stands for, or Rejected naming this field.

        For a choice `codes` maps folded spoken words to codes.
        """
        try:
            value = self._read(raw, codes or {})
        except Unreadable as fault:
            raise Rejected(self.key, fault.text, **fault.values) from None
        if self.required and (value is None or value in ("", (), ([], 0))):
            raise Rejected(self.key, N_("{label}没有填写，请补填。"), label=self.label)
        return value

    def _read(self, raw: Any, codes: Mapping[str, str]) -> Any:
        if self.kind == CHOICE:
            return self._choose(raw, codes)
        if self.kind == MANY:
            return self._choose_many(raw, codes)
        if self.kind in (TEXT, PLACE, NAME):
            return values.text(raw, self.limit)
        if self.kind == LONG_TEXT:
            return values.long_text(raw, self.limit)
        if self.kind == PEOPLE:
            return values.people(raw, self.limit)
        reader: Callable[[Any], Any] = getattr(values, self.kind)
        return reader(raw)

    def _choose_many(self, raw: Any, codes: Mapping[str, str]) -> tuple[str, ...]:
        """Several codes, each once, from a list or from words parted by 、，；/."""
        parts = raw if isinstance(raw, (list, tuple)) else values.SEVERAL.split(values.plain(raw))
        found = (self._choose(part, codes) for part in parts)
        return tuple(dict.fromkeys(code for code in found if code))

    def _choose(self, raw: Any, codes: Mapping[str, str]) -> str | None:
        written = "" if raw is None else values.plain(raw)
        code = codes.get(fold(written))  # first: "none" is the code of 未履行
        if code is None and values.is_empty(raw):
            return None
        if code is None:
            raise Unreadable(
                N_("“{written}”不在{label}的选项里，请改成规定的名称，或在导入时指定它对应哪一项。"),
                written=written[:30],
                label=self.label,
            )
        return code


def of(
    column: peewee.Field,
    *,
    kind: str = "",
    required: bool = False,
    choice: str = "",
    help: str = "",
    headings: tuple[str, ...] = (),
) -> Field:
    """The field of a table's column: its label, length and (unless told) its kind are the column's own."""
    label, length = column.verbose_name, getattr(column, "max_length", 0) or 4000
    kind = kind or (CHOICE if choice else _KINDS[type(column)])
    return Field(column.name, label, kind, required, choice, length, help, headings)


_KINDS = {
    peewee.CharField: TEXT,
    peewee.TextField: LONG_TEXT,
    peewee.DateField: DATE,
    peewee.IntegerField: COUNT,
    peewee.BigIntegerField: COUNT,
    peewee.BooleanField: FLAG,
}
# What stands in a ledger's columns beside the record's own fields: where the record belongs.
TOWNSHIP = Field("township", N_("乡镇（街道）"), PLACE, limit=60,
                 headings=("乡镇", "街道", "乡镇街道", "镇街", "镇(街道)", "镇(街)", "街镇", "乡", "镇", "乡(镇)", "单位", "填报单位", "司法所",
                           "所属乡镇", "所在乡镇", "所属街道", "所在街道", "所属镇街", "所属镇", "乡镇名称", "镇街名称", "街道(乡镇)", "街道名称",
                           "所属司法所", "举办地", "举办地点", "举办单位", "地点", "活动地点", "培训地点", "直播地点", "宣传地点", "区县", "县区",
                           "所属单位", "上报单位", "报送单位"))  # fmt: skip
VILLAGE = Field("village", N_("村（社区）"), PLACE, limit=60,
                headings=("村居", "村", "社区", "村社区", "所属村", "所在村", "所在村居", "村/社区", "服务村居", "村(居)", "村居名称",
                          "村名", "村(社区)名称", "村社区名称", "社区名称", "行政村", "所属村居", "所属村(社区)", "所在村(社区)", "所属社区",
                          "所在社区", "村居(社区)", "服务村", "服务社区", "服务村(社区)", "担任顾问村居", "聘用村居"))  # fmt: skip
SEQUENCE = Field("sequence", N_("序号"), headings=("编号", "No.", "号", "序"))

Rules = Callable[[dict[str, Any], Any], Iterable[Rejected]]


def no_rules(row: dict[str, Any], today: Any) -> Iterable[Rejected]:
    """A register whose fields need not agree with each other."""
    return ()


def nothing_more(row: dict[str, Any]) -> dict[str, Any]:
    """A register that stores only what was written."""
    return {}


@dataclass(frozen=True)
class Group:
    """Fields that stand together on the form."""

    key: str
    label: str
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Register:
    """A kind of record.

    `slug` names it in addresses and on the command line, `dated` is the field whose day counts, `listed` are the
    columns of its list, `same` the fields that make two records the same one. `rules` yields every cross-field
    fault of a row's values; `derive` gives the stored values worked out from them.

    `alike`: entries that say the same may still be two (a log without numbers: 一次一记), so the second alike row of
    a ledger is its own record. `unique`: fields that no two live records of a county may share (证书编号); `taken` says
    so in a register's own words. `period` are the fields that a ledger may write in one cell (聘期). `rules` and `derive` find the record's unit in the row as "unit".
    """

    key: str
    label: str
    groups: tuple[Group, ...]
    ledger_only: tuple[Field, ...] = ()
    rules: Rules = no_rules
    model: Any = None
    slug: str = ""
    icon: str = "journal-text"
    dated: str = ""
    listed: tuple[str, ...] = ()
    same: tuple[str, ...] = ()
    alike: bool = False
    unique: tuple[str, ...] = ()
    taken: Mapping[str, Rejected] = field(default_factory=dict)
    period: tuple[str, ...] = ()
    derive: Callable[[dict[str, Any]], dict[str, Any]] = nothing_more

    @cached_property
    def fields(self) -> dict[str, Field]:
        """The record's own fields by key, in form order."""
        return {field.key: field for group in self.groups for field in group.fields}

    @cached_property
    def dated_field(self) -> Field:
        """The day that counts, also where no field of the form bears it (it is then worked out from others)."""
        return self.fields.get(self.dated) or of(self.model._meta.fields[self.dated])

    @cached_property
    def columns(self) -> dict[str, Field]:
        """Everything a ledger may hold: the record's fields and those that become child rows or links."""
        return self.fields | {field.key: field for field in self.ledger_only}

    @cached_property
    def headings(self) -> dict[str, str]:
        """Folded heading → field key, from labels and known headings."""
        return {
            fold(text): field.key
            for field in self.columns.values()
            for text in (field.label, *field.headings)
        }
