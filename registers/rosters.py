"""The rosters that can be taken in from a spreadsheet: units, committees, studios, mediators.

Each is described once: its columns with the headings offices write, and how a row enters. A row that is
there already is left as it is.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from models import Committee, Mediator, Studio, Unit
from office import access, committees, crypto, lists, mediators, units, validity
from office.access import Actor
from office.errors import Rejected
from registers.description import CHOICE, DATE, FLAG, ID_NUMBER, PHONE, Field
from vocab import GRADE, N_, TRADE, UNIT_KINDS

Values = dict[str, Any]
HELP_SHEET, CHOICES_SHEET = "填写说明", "选项"  # of our own template: never read as a roster


@dataclass
class Entering:
    """One run over a roster's rows: who acts, when, and what was looked up already."""

    actor: Actor
    today: datetime.date
    found_units: dict[str, Unit] = field(default_factory=dict)
    found_committees: dict[tuple[str, int | None], Committee] = field(default_factory=dict)

    def unit(self, text: str, key: str) -> Unit:
        """The living unit that `text` names; Rejected, blaming the column `key`."""
        if text not in self.found_units:
            try:
                self.found_units[text] = units.find(self.actor, text)
            except Rejected as fault:
                raise Rejected(key, fault.text, **fault.values) from None
        return self.found_units[text]

    def committee(self, name: str, unit: Unit | None) -> Committee:
        """The working committee of that name (of `unit`, when told); Rejected when there is none, or several."""
        key = (name, unit.id if unit else None)
        if key not in self.found_committees:
            self.found_committees[key] = self._find_committee(name, unit)
        return self.found_committees[key]

    def _find_committee(self, name: str, unit: Unit | None) -> Committee:
        rows = access.committees(self.actor).where(
            (Committee.name == name) & validity.not_ended(Committee, self.today)
        )
        rows = list(rows.where(Committee.unit == unit) if unit else rows)
        if not rows:
            raise Rejected(
                "committee", N_("没有名为“{name}”的调委会，请核对名称，或先导入调委会名册。"), name=name
            )
        if len(rows) > 1:
            raise Rejected(
                "committee", N_("名为“{name}”的调委会不止一个，请在“单位”列写明所属单位。"), name=name
            )
        return rows[0]


@dataclass(frozen=True)
class Roster:
    """A kind of roster. `enter` adds a row and gives the values as registered; None when it was there already."""

    key: str
    label: str
    permission: str
    fields: tuple[Field, ...]
    enter: Callable[[Entering, Values], Values | None]
    example: tuple[str, ...]

    @cached_property
    def headings(self) -> dict[str, str]:
        """Folded heading → field key."""
        return {lists.fold(text): item.key for item in self.fields for text in (item.label, *item.headings)}

    @cached_property
    def required(self) -> set[str]:
        """Keys of the columns without which no row can enter."""
        return {item.key for item in self.fields if item.required}

    def field(self, key: str) -> Field | None:
        """The column of that key, or None."""
        return next((item for item in self.fields if item.key == key), None)


# ---------------------------------------------------------------- what offices write for the kinds

_WORDS = {
    "unit_kind": {
        "prefecture": "市 州 盟 地级市", "county": "县 区 旗 县级市 县市区", "township": "乡 镇 乡镇 苏木",
        "subdistrict": "街道 街道办 街道办事处", "village": "村 行政村 嘎查 村委会", "community": "社区 居 居委会 居民委员会",
        "other": "其他 其他单位",
    },
    "committee_kind": {
        "village": "村 村委会 村级", "community": "居 社区 居委会 社区调委会 居级", "township": "乡镇 乡 镇 乡镇级",
        "subdistrict": "街道 街道级", "enterprise": "企事业 企业 事业单位 企事业单位 企业事业单位",
        "social": "社会团体 社会 行业性专业性 行业性、专业性 行专 行业 专业 其他 社会团体和其他组织",
    },
    "studio_kind": {
        "personal": "个人 个人工作室", "brand": "品牌 品牌工作室", "court": "法院 驻法院 派驻法院 诉调",
        "police": "公安 派出所 驻派出所 派驻派出所 派驻公安 警调", "petition": "信访 驻信访 派驻信访 访调", "other": "其他",
    },
}  # fmt: skip


def words(choice: str) -> dict[str, str]:
    """Code → word of one of the choices in a roster."""
    return UNIT_KINDS if choice == "unit_kind" else lists.labels(choice)


def codes(choice: str) -> dict[str, str]:
    """Folded words → code of one of the choices in a roster."""
    known = (
        {lists.fold(name): code for code, name in UNIT_KINDS.items()}
        if choice == "unit_kind"
        else lists.spoken(choice)
    )
    spoken = {
        lists.fold(word): code for code, words in _WORDS.get(choice, {}).items() for word in words.split()
    }
    return spoken | known


# ---------------------------------------------------------------- how a row enters


def _enter_unit(run: Entering, row: Values) -> Values | None:
    name = row["name"]
    parent = run.unit(row["parent"], "parent") if row.get("parent") else None
    here = access.units(run.actor).where((Unit.name == name) & Unit.valid_to.is_null())
    if here.where(Unit.parent == parent if parent else Unit.parent.is_null()).exists():
        return None
    if parent is None:
        raise Rejected("parent", N_("上级没有填写，请写明这个单位属于哪里。"))
    kind = row.get("kind") or units.kind_of(name)
    if kind == "other" and not row.get("kind"):
        raise Rejected("kind", N_("从名称“{name}”看不出类型，请在“类型”列填写。"), name=name)
    units.take_in(parent, name, kind, code=row.get("code"))
    run.actor = replace(run.actor)  # who acts sees the new unit too
    run.found_units.clear()  # a second unit of one name makes a name unclear
    return row | {"kind": kind}


def _enter_committee(run: Entering, row: Values) -> Values | None:
    unit = run.unit(row["unit"], "unit")
    if Committee.select().where((Committee.unit == unit) & (Committee.name == row["name"])).exists():
        return None
    row["kind"] = row.get("kind") or committees.kind_of(row["name"], unit)
    committees.take_in(run.actor, row | {"unit_id": unit.id})
    return row


def _enter_studio(run: Entering, row: Values) -> Values | None:
    unit = run.unit(row["unit"], "unit") if row.get("unit") else None
    committee = run.committee(row["committee"], unit)
    if Studio.select().where((Studio.committee == committee) & (Studio.name == row["name"])).exists():
        return None
    row["kind"] = row.get("kind") or committees.studio_kind_of(row["name"])
    committees.take_in_studio(run.actor, row | {"committee_id": committee.id})
    return row


def _enter_mediator(run: Entering, row: Values) -> Values | None:
    unit = run.unit(row["unit"], "unit") if row.get("unit") else None
    committee = run.committee(row["committee"], unit) if row.get("committee") else None
    if unit is None and committee is None:
        raise Rejected("unit", N_("单位和调委会至少填写一项。"))
    unit_id = unit.id if unit else committee.unit_id if committee else None
    committee_id = committee.id if committee else None
    if _serves_already(run, row, unit_id, committee_id):
        return None
    places = {"unit_id": unit_id, "committee_id": committee_id, "studio_id": _studio(run, row, committee)}
    mediators.take_in(run.actor, row | places, today=run.today)
    return row | {"employment": row.get("employment") or "part"}


def _studio(run: Entering, row: Values, committee: Committee | None) -> int | None:
    if not row.get("studio"):
        return None
    rows = access.studios(run.actor).where(Studio.name == row["studio"])
    found = list(rows.where(Studio.committee == committee) if committee else rows)
    if len(found) != 1:
        raise Rejected(
            "studio",
            N_("没有找到唯一的工作室“{name}”，请核对名称并写明调委会，或先导入工作室名册。"),
            name=row["studio"],
        )
    return found[0].id


def _serves_already(run: Entering, row: Values, unit_id: int | None, committee_id: int | None) -> bool:
    """Whether this very person serves there already: the same ID number, or the name where no number differs."""
    rows = access.mediators(run.actor).where(
        (Mediator.name == row["name"]) & validity.not_ended(Mediator, run.today)
    )
    index = crypto.blind_index(row["id_number"], mediators.ID_NUMBER) if row.get("id_number") else None
    if index and rows.where(Mediator.id_index == index).exists():
        return True
    rows = rows.where(Mediator.unit == unit_id)
    if committee_id:
        rows = rows.where(Mediator.committee.is_null() | (Mediator.committee == committee_id))
    return rows.where(Mediator.id_index.is_null()).exists() if index else rows.exists()


# ---------------------------------------------------------------- the rosters

_UNIT_HEADINGS = (
    "所属单位",
    "所在单位",
    "单位名称",
    "所属乡镇",
    "所在地",
    "村居",
    "村(社区)",
    "所在村居",
    "乡镇街道",
)
_BEGIN = ("成立时间", "设立日期", "设立时间", "成立", "批准日期")

UNITS = Roster(
    "units",
    N_("单位"),
    "unit.write",
    (
        Field("parent", N_("上级"), headings=("上级单位", "所属单位", "所属上级", "上级名称"),
              help=N_("本表上面各行的单位也可作上级；同名的写成“城关县/青山镇”")),
        Field("name", N_("名称"), required=True, limit=60, headings=("单位名称", "单位", "村居名称", "乡镇街道名称")),
        Field("kind", N_("类型"), CHOICE, choice="unit_kind", headings=("单位类型", "类别", "单位类别", "性质"),
              help=N_("不填则按名称末尾认定：镇、乡、街道、村、社区")),
        Field("code", N_("代码"), limit=20, headings=("区划代码", "行政区划代码", "单位代码", "编码", "统计代码")),
    ),
    _enter_unit,
    ("城关县", "青山镇", "乡镇", "990101"),
)  # fmt: skip

COMMITTEES = Roster(
    "committees",
    N_("调解委员会"),
    "roster.write",
    (
        Field("unit", N_("单位"), required=True, headings=_UNIT_HEADINGS, help=N_("名称、代码，或“上级/名称”")),
        Field("name", N_("名称"), required=True, limit=80,
              headings=("调委会", "调委会名称", "调解委员会", "调解委员会名称", "人民调解委员会", "人民调解委员会名称", "组织名称", "调解组织", "调解组织名称")),
        Field("kind", N_("类别"), CHOICE, choice="committee_kind", headings=("调委会类别", "类型", "调委会类型", "组织类型"),
              help=N_("不填则按名称认定，认不出的按所属单位")),
        Field("trade", N_("行业"), CHOICE, choice=TRADE, headings=("行业类别", "所属行业", "专业领域", "行业领域")),
        Field("prefix", N_("字号"), limit=20, headings=("案号字号", "文号", "编号字号", "卷宗字号"),
              help=N_("案号用字，如“城人调字”；不填为“人调字”")),
        Field("standardised", N_("规范化"), FLAG, headings=("是否规范化", "规范化调委会", "是否规范化调委会", "规范化建设"),
              help=N_("已评为规范化调委会的填“是”")),
        Field("valid_from", N_("成立日期"), DATE, headings=_BEGIN),
    ),
    _enter_committee,
    ("青山镇", "青山镇人民调解委员会", "乡镇", "", "青人调字", "是", "2011-01-01"),
)  # fmt: skip

STUDIOS = Roster(
    "studios",
    N_("调解工作室"),
    "roster.write",
    (
        Field("unit", N_("单位"), headings=_UNIT_HEADINGS, help=N_("调委会同名时须写明")),
        Field("committee", N_("调委会"), required=True, headings=("调解委员会", "所属调委会", "所属调解委员会", "上级调委会", "主管调委会")),
        Field("name", N_("名称"), required=True, limit=80,
              headings=("工作室", "工作室名称", "调解工作室", "调解工作室名称", "调解室", "调解室名称")),
        Field("kind", N_("类别"), CHOICE, choice="studio_kind", headings=("工作室类别", "类型", "工作室类型"),
              help=N_("不填则按名称认定：驻法院、公安、信访，其余为品牌")),
        Field("valid_from", N_("成立日期"), DATE, headings=_BEGIN),
    ),
    _enter_studio,
    ("青山镇", "青山镇人民调解委员会", "老张调解工作室", "个人", "2019-05-01"),
)  # fmt: skip

MEDIATORS = Roster(
    "mediators",
    N_("调解员"),
    "roster.write",
    (
        Field("name", N_("姓名"), required=True, limit=50, headings=("调解员", "调解员姓名", "人民调解员")),
        Field("sex", N_("性别"), CHOICE, choice="sex"),
        Field("ethnic_group", N_("民族"), CHOICE, choice="ethnic_group", headings=("族别", "民族成份", "民族成分"),
              help=N_("如“汉族”“苗族”，不带“族”字也可；不填为没有登记")),
        Field("education", N_("文化程度"), CHOICE, choice="education", headings=("学历", "教育程度", "最高学历")),
        Field("unit", N_("单位"), headings=_UNIT_HEADINGS, help=N_("名称、代码，或“上级/名称”；填了调委会可不填")),
        Field("committee", N_("调委会"), limit=80,
              headings=("调解委员会", "所属调委会", "所在调委会", "人民调解委员会", "调委会名称", "调解组织", "所在调解组织")),
        Field("studio", N_("工作室"), limit=80, headings=("调解工作室", "所在工作室", "所属工作室")),
        Field("employment", N_("专兼职"), CHOICE, choice="employment", headings=("专/兼职", "专职兼职", "专职/兼职", "类别", "任职方式", "专(兼)职"),
              help=N_("专职、兼职或特邀；不填为兼职")),
        Field("grade", N_("等级"), CHOICE, choice=GRADE, headings=("调解员等级", "等级评定", "评定等级", "级别")),
        Field("commended", N_("表彰"), limit=100, headings=("表彰奖励", "表彰情况", "获奖情况", "荣誉", "荣誉称号")),
        Field("phone", N_("电话"), PHONE, headings=("联系电话", "手机", "手机号", "手机号码", "电话号码", "联系方式")),
        Field("id_number", N_("身份证号"), ID_NUMBER, headings=("身份证", "身份证号码", "公民身份号码", "证件号码", "身份证件号码")),
        Field("valid_from", N_("聘任起"), DATE, headings=("聘任日期", "聘任时间", "聘任起始日期", "聘期起", "任职日期", "任职时间", "聘任开始日期")),
        Field("valid_to", N_("聘任止"), DATE, headings=("聘任截止日期", "聘期止", "到期日期", "聘任结束日期", "届满日期"),
              help=N_("聘期届满、不再任职的第一天")),
    ),
    _enter_mediator,
    ("张建国", "男", "汉族", "大专", "青山镇", "青山镇人民调解委员会", "", "专职", "三级", "2025年县先进人民调解员", "12000000001", "", "2026-01-01", "2029-01-01"),
)  # fmt: skip

ROSTERS = {roster.key: roster for roster in (UNITS, COMMITTEES, STUDIOS, MEDIATORS)}
