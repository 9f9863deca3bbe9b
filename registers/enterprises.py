"""Legal check-ups of enterprises 法治体检, and legal advisers of market entities for a term."""

import datetime
from collections.abc import Iterator
from typing import Any

from models import EnterpriseService as Service
from office.errors import Rejected
from registers.description import SEQUENCE, TOWNSHIP, VILLAGE, Group, Register, of
from registers.rules import in_order, not_to_come
from vocab import N_


def _rules(row: dict[str, Any], today: datetime.date) -> Iterator[Rejected]:
    """A check-up has one day; an adviser's term may end in days to come."""
    yield from not_to_come(CHECKUPS, row, today, but=("until",))
    yield from in_order(CHECKUPS, row, "held_on", "until")
    if row.get("enterprises") == 0:
        yield Rejected("enterprises", N_("企业数应不小于 1。"))
    if row.get("until") and row.get("kind") == "checkup":
        yield Rejected("until", N_("法治体检没有服务期，请清空服务期止，或把服务类别改为法律顾问。"))


def _derive(row: dict[str, Any]) -> dict[str, Any]:
    """An entry without a number of enterprises stands for one."""
    return {"enterprises": row.get("enterprises") or 1}


CHECKUPS: Register = Register(
    key="checkup",
    slug="checkups",
    label=N_("企业法律服务"),
    icon="clipboard2-pulse",
    model=Service,
    dated="held_on",
    groups=(
        Group("service", N_("服务"), (
            of(Service.kind, required=True, choice="enterprise_service", headings=("类别", "服务类型", "服务内容", "服务方式")),
            of(Service.enterprise, required=True,
               headings=("企业", "单位名称", "公司名称", "服务企业", "市场主体", "市场主体名称", "体检企业", "名称"),
               help=N_("一次服务一批企业的，写园区、商会或街区的名称，并填写企业数")),
            of(Service.enterprises, help=N_("不填为 1 家"), headings=("家数", "企业数", "企业数量", "户数", "数量")),
            of(Service.held_on, required=True, headings=("体检日期", "服务日期", "时间", "服务期起", "签约日期", "聘期起", "体检时间")),
            of(Service.until, help=N_("法律顾问服务期的最后一天，长期的不填"), headings=("服务期至", "聘期止", "到期日期", "截止日期")),
            of(Service.problems, headings=("发现问题", "问题数", "发现风险点", "法律风险点", "提出建议")),
            of(Service.note, headings=("说明", "服务情况", "情况")),
        )),
    ),
    ledger_only=(SEQUENCE, TOWNSHIP, VILLAGE),
    listed=("held_on", "kind", "enterprise", "enterprises", "problems", "until"),
    same=("kind", "enterprise", "held_on"),
    rules=_rules,
    derive=_derive,
)  # fmt: skip
