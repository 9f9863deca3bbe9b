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
            of(Livestream.held_on, required=True, headings=("日期", "时间", "直播时间")),
            of(Livestream.host, headings=("主办单位", "主播", "直播单位")),
            of(Livestream.subject, headings=("直播主题", "内容")),
            of(Livestream.views, headings=("观看人数", "观看量", "观看")),
            of(Livestream.likes, headings=("点赞", "点赞量")),
        )),
    ),
    ledger_only=(SEQUENCE, TOWNSHIP, VILLAGE),
    listed=("held_on", "host", "subject", "views", "likes"),
    same=("held_on", "host", "subject"),
    rules=lambda row, today: not_to_come(LIVESTREAMS, row, today),
)  # fmt: skip
