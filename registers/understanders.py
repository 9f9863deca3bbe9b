"""Legal understanders 法律明白人: the roll of each village, and what they do there (norm of 2021-11-08)."""

import datetime
from collections.abc import Iterator
from typing import Any

from models import Understander
from models import UnderstanderActivity as Activity
from office.errors import Rejected
from registers.description import (
    ID_NUMBER,
    MANY,
    NAME,
    PHONE,
    SEQUENCE,
    TOWNSHIP,
    VILLAGE,
    Field,
    Group,
    Register,
    of,
)  # fmt: skip
from registers.rules import in_order, not_to_come
from vocab import N_, UNDERSTANDER_ROLE


def rules(row: dict[str, Any], today: datetime.date) -> Iterator[Rejected]:
    """Nobody leaves the roll without a day and a reason, nor before coming onto it."""
    yield from not_to_come(UNDERSTANDERS, row, today)
    yield from in_order(UNDERSTANDERS, row, "certified_on", "removed_on")
    yield from in_order(UNDERSTANDERS, row, "certified_on", "appraised_on")
    removed = row.get("removed_on") or row.get("state") == "off"
    if removed and not row.get("removed_on"):
        yield Rejected("removed_on", N_("状态为清退，请补填清退日期。"))
    if removed and not row.get("removal_reason"):
        yield Rejected("removal_reason", N_("清退要写明原因，请补填清退原因。"))
    if row.get("removal_reason") and not removed:
        yield Rejected("removed_on", N_("填写了清退原因，请补填清退日期；没有清退的请清空原因。"))


def on_or_off(row: dict[str, Any]) -> dict[str, Any]:
    """The day of removal says whether somebody is on the roll."""
    return {"state": "off" if row.get("removed_on") else "on"}


UNDERSTANDERS = Register(
    key="understander",
    slug="understanders",
    label=N_("法律明白人"),
    icon="person-vcard",
    model=Understander,
    dated="certified_on",
    groups=(
        Group("person", N_("基本情况"), (
            Field("name", N_("姓名"), NAME, required=True, limit=50, headings=("法律明白人", "法律明白人姓名", "人员姓名", "明白人姓名")),
            of(Understander.sex, choice="sex"),
            Field("id_number", N_("身份证号"), ID_NUMBER, headings=("身份证", "身份证号码", "证件号码", "公民身份号码")),
            Field("phone", N_("联系电话"), PHONE, headings=("电话", "手机号", "手机", "联系方式", "手机号码", "电话号码")),
            of(Understander.hamlet, headings=("村民小组", "居民小组", "小组", "村组", "组别", "所在小组", "网格")),
            Field("roles", N_("身份类别"), MANY, choice=UNDERSTANDER_ROLE, help=N_("可选多项；各类有交叉，不相加"),
                  headings=("身份", "人员类别", "人员身份", "类别", "职务", "身份类型", "人员类型", "担任职务")),
        )),
        Group("certificate", N_("认定"), (
            of(Understander.proposed, choice="proposal", headings=("产生方式", "遴选方式", "推选方式")),
            of(Understander.certified_on, required=True,
               headings=("认定时间", "发证日期", "发证时间", "颁证日期", "颁证时间", "上岗日期", "聘任日期", "入册日期", "登记日期", "获证日期",
                         "培养时间", "聘任时间", "培育时间", "命名时间", "命名日期", "任命日期", "确认日期", "入库时间")),
            of(Understander.certificate, headings=("证书号", "证书编码", "证件编号", "上岗证号", "证书", "证号", "编号",
                         "资格证号", "资格证书编号", "法律明白人证书编号", "法律明白人证号")),
            of(Understander.badge, headings=("徽章号", "徽章")),
            of(Understander.adviser, headings=("对接顾问", "结对顾问", "结对律师", "对接律师", "指导律师")),
        )),
        Group("duty", N_("考核与清退"), (
            of(Understander.appraisal, choice="appraisal", headings=("考核结果", "考核", "考核等次", "年度考核结果")),
            of(Understander.appraised_on, headings=("考核时间",)),
            of(Understander.state, choice="understander_state", help=N_("填写清退日期的即为清退"),
               headings=("在册状态", "是否在册", "人员状态", "在岗状态", "在岗情况", "是否在岗", "履职状态", "任职情况")),
            of(Understander.removed_on, headings=("清退时间", "退出日期", "退出时间", "移出日期", "注销日期")),
            of(Understander.removal_reason, headings=("退出原因", "移出原因", "注销原因")),
        )),
    ),
    ledger_only=(Field("sequence", N_("序号"), headings=("No.", "号", "序")), TOWNSHIP, VILLAGE),
    listed=("name", "sex", "roles", "certificate", "certified_on", "state"),
    same=("name", "id_number", "certificate", "certified_on"),
    unique=("certificate", "badge"),
    rules=rules,
    derive=on_or_off,
)  # fmt: skip

ACTIVITIES: Register = Register(
    key="activity",
    slug="understander-activities",
    label=N_("法律明白人活动"),
    icon="megaphone",
    model=Activity,
    dated="held_on",
    groups=(
        Group("activity", N_("活动"), (
            Field("name", N_("法律明白人"), NAME, required=True, limit=50, headings=("姓名", "法律明白人姓名", "明白人姓名")),
            of(Activity.held_on, required=True, headings=("日期", "时间", "活动时间", "开展日期", "开展时间", "工作日期")),
            of(Activity.kind, required=True, choice="understander_activity",
               headings=("活动类别", "类型", "类别", "工作类型", "工作类别", "工作事项", "活动形式")),
            of(Activity.persons, headings=("人数", "服务人次", "参加人数", "受众人次", "服务人数", "受益人次")),
            of(Activity.note, headings=("活动内容", "工作内容", "情况说明", "活动情况", "工作情况", "备注")),
        )),
        Group("contact", N_("联系方式"), (
            Field("phone", N_("联系电话"), PHONE, headings=("电话", "手机号", "联系方式")),
        )),
    ),
    ledger_only=(SEQUENCE, TOWNSHIP, VILLAGE),
    listed=("held_on", "name", "kind", "persons", "note"),
    same=("held_on", "name", "kind", "persons", "note"),
    alike=True,
    rules=lambda row, today: not_to_come(ACTIVITIES, row, today),
)  # fmt: skip
