"""Per-case subsidies 以案定补: linked to a concluded dispute by its file number; one dispute, one payment.

Conditions (domain: 7.3): 一案一卷, concluded, 一案一补; rates and caps are the bureau's own, so the amount is typed.
"""

import datetime
from collections.abc import Iterator
from typing import Any

from models import Dispute, Unit
from models import SubsidyGrant as Grant
from office import access
from office.access import Actor
from office.errors import Rejected
from registers.description import MONEY, SEQUENCE, TOWNSHIP, VILLAGE, Group, Register, of
from registers.rules import not_to_come
from vocab import N_, Outcome


def dispute_of(number: str | None, unit_id: int | None) -> Dispute | None:
    """The live dispute of that file number in the unit's area; Rejected when there is none, or several."""
    if not number or not unit_id:
        return None
    area = access.area_ids(Unit.get_by_id(unit_id).path)
    found = list(
        access.disputes(access.machine())
        .where((Dispute.number == number) & Dispute.voided_at.is_null())
        .where(Dispute.unit.in_(sorted(area)))
        .limit(2)
    )
    if not found:
        raise Rejected("number", N_("所选单位没有卷宗号为“{number}”的纠纷，请核对卷宗号和单位，或先登记这件纠纷。"),
                       number=number)  # fmt: skip
    if len(found) > 1:
        raise Rejected(
            "number",
            N_("卷宗号为“{number}”的纠纷不止一件，请把单位选到纠纷所在的村（社区）。"),
            number=number,
        )
    return found[0]


def of_cases(actor: Actor, start: datetime.date, end: datetime.date) -> list[Grant]:
    """The subsidies of the cases that the actor may see, approved from `start` up to, without, `end`; the newest first."""
    own = access.disputes(actor).select(Dispute.id)
    rows = access.records(actor, Grant).where(Grant.voided_at.is_null(), Grant.dispute.in_(own))
    rows = rows.where(Grant.approved_on >= start, Grant.approved_on < end)
    return list(rows.order_by(Grant.approved_on.desc(), Grant.id.desc()))


def _rules(row: dict[str, Any], today: datetime.date) -> Iterator[Rejected]:
    """A payment is for a dispute that is over, approved not before that, of more than nothing."""
    yield from not_to_come(SUBSIDIES, row, today)
    if row.get("amount") == 0:
        yield Rejected("amount", N_("补贴金额应大于 0。"))
    try:
        dispute = dispute_of(row.get("number"), row.get("unit"))
    except Rejected as fault:
        yield fault
        return
    if dispute is not None:
        yield from _payable(dispute, row)


def _payable(dispute: Dispute, row: dict[str, Any]) -> Iterator[Rejected]:
    if dispute.outcome in (Outcome.PENDING, Outcome.REFUSED, Outcome.WITHDRAWN):
        yield Rejected(
            "number", N_("“{number}”还没有调解结案（或未受理、已撤回），不能补贴。"), number=dispute.number
        )
    elif dispute.concluded_on and row.get("approved_on") and row["approved_on"] < dispute.concluded_on:
        yield Rejected(
            "approved_on", N_("批准日期早于纠纷的结案日期（{day}），请核对。"), day=dispute.concluded_on
        )


def _derive(row: dict[str, Any]) -> dict[str, Any]:
    """The id of the dispute behind the file number."""
    try:
        dispute = dispute_of(row.get("number"), row.get("unit"))
    except Rejected:
        dispute = None
    return {"dispute": dispute.id if dispute else None}


SUBSIDIES: Register = Register(
    key="subsidy",
    slug="subsidies",
    label=N_("以案定补"),
    icon="cash-coin",
    model=Grant,
    dated="approved_on",
    groups=(
        Group("grant", N_("补贴"), (
            of(Grant.number, required=True, help=N_("纠纷登记后的卷宗号；一案只补一次"),
               headings=("案号", "卷号", "案件编号", "卷宗编号", "编号", "纠纷卷宗号")),
            of(Grant.approved_on, required=True, headings=("日期", "批准时间", "审批日期", "审核日期", "发放日期")),
            of(Grant.grade, required=True, choice="subsidy_grade", headings=("档次", "补贴类别", "案件难易程度", "难易程度", "补贴等级", "补贴标准")),
            of(Grant.mediator, headings=("人民调解员", "领取人", "承办人", "调解员姓名")),
            of(Grant.amount, kind=MONEY, required=True, headings=("金额", "补贴金额", "金额(元)", "补贴(元)", "发放金额", "补助金额", "补贴")),
        )),
    ),
    ledger_only=(SEQUENCE, TOWNSHIP, VILLAGE),
    listed=("number", "approved_on", "grade", "mediator", "amount"),
    same=("number",),
    unique=("dispute",),
    taken={"dispute": Rejected("number", N_("这件纠纷已经批准过补贴，一案只补一次；有误请修改或作废原来那笔。"))},
    rules=_rules,
    derive=_derive,
)  # fmt: skip
