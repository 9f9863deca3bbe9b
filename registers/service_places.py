"""Places of service 服务阵地: 中心, 站, 室, legal aid offices, 矛调中心, 评理说事点, 法治文化阵地, from when until when."""

import datetime
from collections.abc import Iterator
from typing import Any

from models import ServicePlace
from office.errors import Rejected
from registers.description import MONEY, SEQUENCE, TOWNSHIP, VILLAGE, Group, Register, of
from registers.rules import in_order, not_to_come
from vocab import N_


def rules(row: dict[str, Any], today: datetime.date) -> Iterator[Rejected]:
    """It was opened on a day that has come, and closed on none before that."""
    yield from not_to_come(SERVICE_PLACES, row, today, but=("until",))
    yield from in_order(SERVICE_PLACES, row, "valid_from", "until")


SERVICE_PLACES: Register = Register(
    key="service_place",
    slug="service-places",
    label=N_("服务场所与阵地"),
    icon="geo-alt",
    model=ServicePlace,
    dated="valid_from",
    groups=(
        Group("place", N_("场所"), (
            of(ServicePlace.kind, required=True, choice="place_kind",
               headings=("场所类别", "阵地类别", "类型", "阵地类型", "平台类别", "级别", "场所类型")),
            of(ServicePlace.name, required=True,
               headings=("场所名称", "阵地名称", "平台名称", "站点名称", "机构名称", "中心名称", "网点名称")),
            of(ServicePlace.address, headings=("所在地", "详细地址", "位置", "所在位置")),
            of(ServicePlace.valid_from, required=True,
               headings=("建成日期", "建成时间", "启用时间", "成立日期", "成立时间", "挂牌日期", "挂牌时间", "设立日期", "投用日期")),
            of(ServicePlace.until, help=N_("仍在使用的不填"), headings=("停用时间", "撤销日期", "撤销时间", "关闭日期")),
            of(ServicePlace.funds, kind=MONEY, headings=("建设资金", "投入资金", "投入资金(元)", "资金", "建设经费", "投资额")),
        )),
    ),
    ledger_only=(SEQUENCE, TOWNSHIP, VILLAGE),
    listed=("kind", "name", "address", "valid_from", "until"),
    same=("kind", "name"),
    unique=("fingerprint",),
    taken={"fingerprint": Rejected("name", N_("这个单位已有同名同类的场所，请修改原来那一条。"))},
    rules=rules,
)  # fmt: skip
