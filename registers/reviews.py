"""Administrative reconsideration 行政复议 and litigation 行政应诉: received, concluded, with which result."""

import datetime
from collections.abc import Iterator
from typing import Any

from models import LitigationCase as Suit
from models import ReviewCase as Review
from office.errors import Rejected
from registers.description import SEQUENCE, TOWNSHIP, VILLAGE, Group, Register, of
from registers.rules import in_order, not_to_come
from vocab import N_

_MATTER = ("事项", "案件类型", "案件类别", "领域", "行政管理领域")
_NUMBER = ("文号", "案件编号", "编号", "案件号")
_RECEIVED = ("收到时间", "受理日期", "受理时间", "收案日期", "申请日期", "立案日期", "登记日期", "收件日期")


def _result_with_its_day(register: Register, row: dict[str, Any]) -> Iterator[Rejected]:
    """A concluded case has its result, and a result its day."""
    done, result = register.fields["concluded_on"], register.fields["result"]
    if row.get("result") and not row.get("concluded_on"):
        yield Rejected(
            "concluded_on", N_("填了{result}，请补填{done}。"), result=result.label, done=done.label
        )
    if row.get("concluded_on") and not row.get("result"):
        yield Rejected("result", N_("填了{done}，请补填{result}。"), result=result.label, done=done.label)


def _review_rules(row: dict[str, Any], today: datetime.date) -> Iterator[Rejected]:
    """Concluded not before received; withdrawn after mediation is a withdrawal."""
    yield from not_to_come(REVIEWS, row, today)
    yield from in_order(REVIEWS, row, "received_on", "concluded_on")
    yield from _result_with_its_day(REVIEWS, row)
    if row.get("mediated") and row.get("result") != "withdrawn":
        yield Rejected("mediated", N_("经调解撤回的，办结结果应为“撤回申请”，请核对。"))


REVIEWS: Register = Register(
    key="review",
    slug="reviews",
    label=N_("行政复议"),
    icon="arrow-repeat",
    model=Review,
    dated="received_on",
    groups=(
        Group("case", N_("案件"), (
            of(Review.number, headings=("复议案号", *_NUMBER)),
            of(Review.received_on, required=True, headings=_RECEIVED),
            of(Review.agency, headings=("被申请人", "被申请单位", "行政机关")),
            of(Review.matter, headings=("申请事项", "复议事项", *_MATTER)),
        )),
        Group("end", N_("办结"), (
            of(Review.concluded_on, headings=("审结日期", "结案日期", "办结时间", "决定日期", "结案时间")),
            of(Review.result, choice="review_result", headings=("结果", "复议结果", "复议决定", "决定类型", "审理结果", "结案方式")),
            of(Review.mediated, help=N_("申请人经调解、和解后撤回申请的勾选"), headings=("是否经调解撤回", "调解撤回", "经调解", "调解后撤回")),
        )),
    ),
    ledger_only=(SEQUENCE, TOWNSHIP, VILLAGE),
    listed=("number", "received_on", "agency", "matter", "concluded_on", "result"),
    same=("number", "received_on", "agency", "matter"),
    unique=("number",),
    rules=_review_rules,
)  # fmt: skip


def _suit_rules(row: dict[str, Any], today: datetime.date) -> Iterator[Rejected]:
    """Concluded not before received; a head who appeared is one who should."""
    yield from not_to_come(LITIGATION, row, today)
    yield from in_order(LITIGATION, row, "received_on", "concluded_on")
    yield from _result_with_its_day(LITIGATION, row)
    if row.get("appeared") and not row.get("should_appear"):
        yield Rejected("appeared", N_("负责人已出庭的，请同时勾选“负责人应出庭”；出庭率按应出庭的案件计算。"))


LITIGATION: Register = Register(
    key="litigation",
    slug="litigation",
    label=N_("行政应诉"),
    icon="bank",
    model=Suit,
    dated="received_on",
    groups=(
        Group("case", N_("案件"), (
            of(Suit.number, headings=("诉讼案号", *_NUMBER)),
            of(Suit.received_on, required=True, headings=("收到应诉通知日期", "应诉日期", *_RECEIVED)),
            of(Suit.agency, headings=("被告", "被告单位", "被诉行政机关", "被诉机关", "行政机关", "应诉单位")),
            of(Suit.matter, headings=("诉讼事项", "被诉行为", *_MATTER)),
        )),
        Group("end", N_("审理"), (
            of(Suit.concluded_on, headings=("审结时间", "结案日期", "判决日期", "裁判日期", "办结日期", "结案时间")),
            of(Suit.result, choice="litigation_result", headings=("结果", "审理结果", "判决结果", "审结结果", "裁判情况")),
            of(Suit.should_appear, headings=("应出庭", "是否应出庭", "应当出庭", "负责人应当出庭")),
            of(Suit.appeared, headings=("已出庭", "是否出庭", "负责人出庭", "负责人是否出庭", "出庭", "首长出庭")),
        )),
    ),
    ledger_only=(SEQUENCE, TOWNSHIP, VILLAGE),
    listed=("number", "received_on", "agency", "concluded_on", "result", "should_appear", "appeared"),
    same=("number", "received_on", "agency", "matter"),
    unique=("number",),
    rules=_suit_rules,
)  # fmt: skip
