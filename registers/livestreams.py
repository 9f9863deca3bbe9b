"""Livestreams 网络直播."""

from models import Livestream
from registers.description import SEQUENCE, TOWNSHIP, VILLAGE, Group, Register, of
from registers.rules import not_to_come
from vocab import N_

LIVESTREAMS: Register = Register(
    key="livestream",
    slug="livestreams",
    label=N_("网络直播"),
    icon="broadcast",
    model=Livestream,
    dated="held_on",
    groups=(
        Group("stream", N_("直播"), (
            of(Livestream.held_on, required=True, headings=("日期", "时间", "直播时间",
                         "开播日期", "开播时间", "播出日期", "活动日期")),
            of(Livestream.host, headings=("主办单位", "主播", "直播单位", "主播单位", "主办方", "主讲人", "主持人", "直播人")),
            of(Livestream.subject, headings=("直播主题", "内容", "主题内容", "直播内容", "直播名称", "标题", "题目")),
            of(Livestream.views, headings=("观看人数", "观看量", "观看",
                         "在线观看人数", "在线人数", "观看次数", "累计观看", "累计观看人次", "观看总量", "直播观看人次", "收看人次", "浏览量")),
            of(Livestream.likes, headings=("点赞", "点赞量", "点赞次数", "点赞人次", "获赞数", "点赞总数")),
        )),
    ),
    ledger_only=(SEQUENCE, TOWNSHIP, VILLAGE),
    listed=("held_on", "host", "subject", "views", "likes"),
    same=("held_on", "host", "subject"),
    rules=lambda row, today: not_to_come(LIVESTREAMS, row, today),
)  # fmt: skip
