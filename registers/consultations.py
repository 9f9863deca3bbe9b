"""Consultations 法律咨询, and the monthly counts of the hotline and of the other platforms."""

import datetime
from collections.abc import Iterator
from typing import Any

from models import Consultation, HotlineMonth
from office.errors import Rejected
from registers.description import (
    ID_NUMBER,
    MONTH,
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
from registers.rules import not_to_come, within
from vocab import N_, TOPIC


def _persons_and_channel(row: dict[str, Any]) -> dict[str, Any]:
    """An entry stands for one person at the counter unless it says otherwise."""
    return {"persons": row.get("persons") or 1, "channel": row.get("channel") or "visit"}


CONSULTATIONS: Register = Register(
    key="consultation",
    slug="consultations",
    label=N_("法律咨询"),
    icon="chat-dots",
    model=Consultation,
    dated="held_on",
    groups=(
        Group("consultation", N_("咨询"), (
            of(Consultation.held_on, required=True,
               headings=("日期", "时间", "咨询时间", "来访日期", "来访时间", "接待日期", "接待时间", "来电日期", "来电时间", "登记日期", "登记时间",
                         "登记日", "咨询日", "接听日期", "接听时间", "受理日期", "受理时间", "服务日期", "服务时间")),
            of(Consultation.channel, choice="channel", help=N_("不填按来访"),
               headings=("方式", "咨询渠道", "渠道", "来源", "咨询途径", "服务方式", "受理方式", "咨询形式", "形式", "来源渠道", "咨询类型方式")),
            of(Consultation.topic, choice=TOPIC,
               headings=("事项", "咨询类别", "咨询类型", "咨询事项类别", "事项类型", "类别", "类型", "纠纷类型", "案由", "咨询问题类型",
                         "问题类型", "问题类别", "咨询问题类别", "咨询内容类别", "诉求类型", "法律问题类型")),
            of(Consultation.persons, help=N_("不填按 1 人次"), headings=("人数", "咨询人次", "咨询人数", "来访人数", "接待人次")),
            of(Consultation.documents, headings=("代写文书", "代书", "代写法律文书", "代书份数", "代写文书份数", "代拟文书")),
            of(Consultation.content, headings=("内容", "咨询问题", "主要内容", "简要内容", "咨询情况", "反映问题", "来访事由")),
            of(Consultation.handling,
               headings=("处理结果", "处理意见", "答复意见", "答复情况", "办理情况", "解答情况", "处理", "答复内容", "办理结果", "备注")),
            of(Consultation.received_by, headings=("接待人员", "解答人", "答复人", "值班律师", "值班人员", "承办人", "接待律师", "解答人员")),
        )),
        Group("people", N_("咨询人"), (
            Field("name", N_("咨询人"), NAME, limit=50, help=N_("不愿留名的可以不填"),
                  headings=("姓名", "来访人", "来电人", "咨询人姓名", "当事人", "来访人姓名", "群众姓名")),
            Field("id_number", N_("身份证号"), ID_NUMBER, headings=("身份证", "身份证号码", "证件号码", "公民身份号码")),
            Field("phone", N_("联系电话"), PHONE, headings=("电话", "手机号", "手机", "联系方式", "来电号码", "电话号码", "手机号码")),
        )),
    ),
    ledger_only=(SEQUENCE, TOWNSHIP, VILLAGE),
    listed=("held_on", "name", "topic", "channel", "persons", "handling"),
    same=("held_on", "name", "phone", "topic", "channel", "persons", "content"),
    alike=True,
    rules=lambda row, today: not_to_come(CONSULTATIONS, row, today),
    derive=_persons_and_channel,
)  # fmt: skip


def _month_rules(row: dict[str, Any], today: datetime.date) -> Iterator[Rejected]:
    """A month that has begun; answered calls are calls, satisfied ratings are ratings."""
    yield from not_to_come(HOTLINE, row, today)
    yield from within(HOTLINE, row, "answered", "calls")
    yield from within(HOTLINE, row, "satisfied", "rated")


HOTLINE = Register(
    key="hotline_month",
    slug="hotline-months",
    label=N_("热线平台月报"),
    icon="telephone",
    model=HotlineMonth,
    dated="month",
    groups=(
        Group("month", N_("月份"), (
            of(HotlineMonth.month, kind=MONTH, required=True, help=N_("填写当月新增数，不填网站上的累计数"),
               headings=("年月", "统计月份", "所属月份", "月度", "期间")),
            of(HotlineMonth.topic, choice=TOPIC, help=N_("不分事项填报的不选"), headings=("咨询事项", "类别", "类型", "咨询类别", "事项类型")),
        )),
        Group("calls", N_("12348 热线"), (
            of(HotlineMonth.calls, headings=("来电量", "来电数", "呼入量", "来电总量", "呼入总量", "来电", "电话总量")),
            of(HotlineMonth.answered, headings=("接通量", "接通数", "接听量", "接听数", "接通", "接听", "接通电话")),
            of(HotlineMonth.minutes, headings=("通话时长", "通话分钟数", "时长(分钟)", "通话总时长", "通话时长(分)")),
            of(HotlineMonth.rated, headings=("评价量", "测评数", "参评数", "评价总数", "满意度测评数")),
            of(HotlineMonth.satisfied, headings=("满意量", "满意", "满意评价数", "满意件数")),
        )),
        Group("platforms", N_("其他平台"), (
            of(HotlineMonth.onsite, headings=("实体平台", "实体", "现场服务量", "实体平台办件量", "窗口服务量")),
            of(HotlineMonth.online, headings=("网络平台", "网络", "网上服务量", "网络平台办件量", "线上服务量")),
        )),
    ),
    ledger_only=(SEQUENCE, TOWNSHIP, VILLAGE),
    listed=("month", "topic", "calls", "answered", "rated", "satisfied", "onsite", "online"),
    same=("month", "topic"),
    unique=("fingerprint",),
    taken={"fingerprint": Rejected("month", N_("这个单位当月（同一事项）已经填报过，请修改原来那一条。"))},
    rules=_month_rules,
)  # fmt: skip
