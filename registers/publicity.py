"""Publicity 普法: events, videos, and what officials learn and are examined in. Livestreams stand by themselves."""

import datetime
from collections.abc import Iterator
from typing import Any

from models import OfficialStudy, PublicityEvent, Video
from office.errors import Rejected
from registers.description import SEQUENCE, TOWNSHIP, VILLAGE, Group, Register, of
from registers.rules import inside, not_to_come
from vocab import N_, PUBLICITY

EVENTS: Register = Register(
    key="publicity",
    slug="publicity",
    label=N_("普法活动"),
    icon="megaphone",
    model=PublicityEvent,
    dated="held_on",
    groups=(
        Group("event", N_("活动"), (
            of(PublicityEvent.held_on, required=True, headings=("日期", "时间", "活动时间", "举办日期", "举办时间", "开展日期", "开展时间", "宣传日期")),
            of(PublicityEvent.kind, choice=PUBLICITY,
               headings=("类别", "活动类型", "法律六进", "六进类别", "法律进", "宣传类别", "宣传对象", "普法对象", "对象")),
            of(PublicityEvent.form, choice="event_form", help=N_("不填按主题活动；法治讲座、现场咨询、宣讲在这里选"),
               headings=("形式", "宣传形式", "活动方式", "宣传方式", "普法形式")),
            of(PublicityEvent.subject, headings=("活动主题", "活动名称", "宣传主题", "活动内容", "宣传内容", "内容", "名称", "普法内容",
                         "讲座主题", "讲座名称", "讲座内容", "宣讲主题", "宣讲内容")),
            of(PublicityEvent.host, headings=("主办", "牵头单位", "责任单位", "承办单位", "组织单位", "主办部门", "普法单位")),
        )),
        Group("counts", N_("成效"), (
            of(PublicityEvent.leaflets,
               headings=("发放资料", "资料", "宣传资料", "资料份数", "发放资料数", "发放宣传资料", "发放宣传资料(份)", "宣传资料(份)", "资料(份)", "发放宣传品(份)",
                         "宣传资料发放", "发放材料", "发放材料(份)", "发放宣传单", "资料发放", "资料发放(份)", "普法资料", "发放普法资料", "宣传册", "宣传单")),
            of(PublicityEvent.audience,
               headings=("受众", "受众人次", "受众人数", "参加人数", "参与人数", "受教育人次", "参加人次", "受教育人数", "人次", "人数", "覆盖人数",
                         "听课人数", "听众人数", "听讲人数", "受众(人)", "受众群众", "惠及群众", "覆盖人次")),
            of(PublicityEvent.consulted,
               headings=("现场咨询", "解答咨询", "咨询人次", "咨询人数", "现场咨询人次", "解答咨询(人次)", "接受咨询", "接受咨询(人次)")),
            of(PublicityEvent.boards, headings=("展板", "横幅", "展板横幅", "展板(块)", "展板数", "悬挂横幅", "悬挂横幅(条)", "横幅(条)")),
        )),
    ),
    ledger_only=(SEQUENCE, TOWNSHIP, VILLAGE),
    listed=("held_on", "kind", "form", "subject", "host", "leaflets", "audience"),
    same=("held_on", "kind", "form", "subject", "host", "leaflets", "audience", "consulted"),
    rules=lambda row, today: not_to_come(EVENTS, row, today),
    derive=lambda row: {"form": row.get("form") or "event"},
)  # fmt: skip

VIDEOS: Register = Register(
    key="video",
    slug="videos",
    label=N_("普法短视频"),
    icon="camera-video",
    model=Video,
    dated="issued_on",
    groups=(
        Group("video", N_("短视频"), (
            of(Video.issued_on, required=True, headings=("日期", "发布时间", "时间", "上线日期", "推送日期")),
            of(Video.subject, required=True, headings=("视频标题", "名称", "视频名称", "主题", "题目", "短视频名称", "作品名称")),
            of(Video.views, headings=("播放数", "播放次数", "观看量", "浏览量", "点击量", "阅读量", "观看人次")),
        )),
    ),
    ledger_only=(SEQUENCE, TOWNSHIP, VILLAGE),
    listed=("issued_on", "subject", "views"),
    same=("issued_on", "subject"),
    rules=lambda row, today: not_to_come(VIDEOS, row, today),
)  # fmt: skip


def _study_rules(row: dict[str, Any], today: datetime.date) -> Iterator[Rejected]:
    """Who passed was examined, who was examined took part."""
    yield from not_to_come(OFFICIALS_STUDY, row, today)
    yield from inside(OFFICIALS_STUDY, row, "examined", "persons")
    yield from inside(OFFICIALS_STUDY, row, "passed", "examined")
    if row.get("passed") and row.get("examined") is None:
        yield Rejected("examined", N_("填写了合格人数，请补填参考人数。"))


OFFICIALS_STUDY: Register = Register(
    key="official_study",
    slug="officials-study",
    label=N_("领导干部学法"),
    icon="mortarboard",
    model=OfficialStudy,
    dated="held_on",
    groups=(
        Group("study", N_("学法、考试"), (
            of(OfficialStudy.held_on, required=True, headings=("时间", "学法日期", "学习日期", "学习时间", "考试日期", "考试时间", "活动日期")),
            of(OfficialStudy.kind, required=True, choice="study_kind", headings=("形式", "类型", "学习形式", "学法形式", "方式")),
            of(OfficialStudy.subject, headings=("学习内容", "内容", "学法主题", "学习主题", "题目", "学法内容")),
            of(OfficialStudy.persons, help=N_("不填按参考人数"), headings=("参加人次", "人数", "应参加人数", "学法人数", "参学人数", "人次")),
            of(OfficialStudy.examined, headings=("参加考试人数", "应考人数", "实考人数", "考试人数")),
            of(OfficialStudy.passed, headings=("合格", "通过人数", "及格人数", "考试合格人数")),
        )),
    ),
    ledger_only=(SEQUENCE, TOWNSHIP, VILLAGE),
    listed=("held_on", "kind", "subject", "persons", "examined", "passed"),
    same=("held_on", "kind", "subject", "persons"),
    rules=_study_rules,
    derive=lambda row: {"persons": row.get("persons") or row.get("examined") or 0},
)  # fmt: skip
