"""Legal aid 法律援助: cases by kind, their steps and dates, recipients as persons."""

import datetime
from collections.abc import Iterator
from typing import Any

from models import LegalAidCase as Case
from office.errors import Rejected
from registers.description import (
    ID_NUMBER,
    MANY,
    MONEY,
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
from vocab import AID_GROUP, N_

_DATES = ("applied_on", "accepted_on", "decided_on", "assigned_on", "concluded_on", "filed_on")


def rules(row: dict[str, Any], today: datetime.date) -> Iterator[Rejected]:
    """A case has a day on which it came in, its steps follow each other, what is concluded has its day."""
    yield from not_to_come(LEGAL_AID, row, today)
    if not (row.get("applied_on") or row.get("accepted_on")):
        yield Rejected("accepted_on", N_("受理日期和申请日期至少填写一个。"))
    yield from in_order(LEGAL_AID, row, *(key for key in _DATES))
    if row.get("state") in ("concluded", "filed") and not row.get("concluded_on"):
        yield Rejected("concluded_on", N_("状态为已办结，请补填结案日期。"))


def derive(row: dict[str, Any]) -> dict[str, Any]:
    """The day that counts, and the state that the dates tell where none was written."""
    state = row.get("state") or _state_of(row)
    return {
        "counts_on": row.get("accepted_on") or row.get("applied_on"),
        "state": state,
        "persons": row.get("persons") or 1,
    }


def _state_of(row: dict[str, Any]) -> str:
    steps = (
        ("filed_on", "filed"),
        ("concluded_on", "concluded"),
        ("assigned_on", "assigned"),
        ("decided_on", "granted"),
    )
    return next((state for key, state in steps if row.get(key)), "applied")


LEGAL_AID: Register = Register(
    key="legal_aid",
    slug="legal-aid",
    label=N_("法律援助"),
    icon="shield-check",
    model=Case,
    dated="counts_on",
    groups=(
        Group("case", N_("案件"), (
            of(Case.kind, required=True, choice="aid_kind", headings=("案件类型", "类别", "援助类别", "援助方式", "法律援助类别",
                         "案件性质", "案件种类", "法律援助案件类型", "援助类型")),
            of(Case.number, headings=("援助案号", "卷宗号", "案件编号", "指派文号",
                         "援助编号", "指派编号", "受理编号", "法律援助案号", "案件号", "文书编号")),
            of(Case.applied_on, headings=("申请时间", "申请援助日期", "申请援助时间", "提出申请日期")),
            of(Case.accepted_on, headings=("受理时间", "登记日期", "收案日期", "登记时间", "收案时间", "收到日期", "受理申请日期")),
            of(Case.matter, headings=("事项", "案件事由", "事由", "援助事项", "法律援助事项", "申请事项", "案情")),
            of(Case.state, choice="aid_state", headings=("状态", "办理情况", "案件状态",
                         "办理进度", "办理状况", "进展情况", "办理结果")),
        )),
        Group("people", N_("受援人"), (
            Field("name", N_("受援人"), NAME, required=True, limit=50, headings=("受援人姓名", "申请人", "姓名",
                         "受援人信息", "受援对象姓名", "申请人姓名", "当事人", "被援助人")),
            Field("id_number", N_("身份证号"), ID_NUMBER, headings=("身份证", "身份证号码", "证件号码", "公民身份号码",
                         "受援人身份证号", "受援人身份证号码", "居民身份证号码")),
            Field("phone", N_("联系电话"), PHONE, headings=("电话", "手机号", "联系方式",
                         "手机", "手机号码", "电话号码", "受援人电话", "受援人联系电话")),
            Field("groups", N_("受援人类别"), MANY, choice=AID_GROUP, headings=("人员类别", "对象类别", "受援对象", "受援人身份",
                         "受援人员类别", "受援人类型", "受援人员类型", "受援人群", "人群类别", "身份类别", "受援对象类别")),
            of(Case.persons, headings=("人数", "受援人次")),
        )),
        Group("steps", N_("办理"), (
            of(Case.supplement_on),
            of(Case.supplemented_on),
            of(Case.decided_on, headings=("批准时间", "决定日期", "审批日期", "给予援助日期",
                         "审批时间", "决定时间", "批准援助日期", "决定给予援助日期", "给予法律援助日期", "审查批准日期")),
            of(Case.assigned_on, headings=("指派时间", "指派律师日期", "指派律师时间", "通知指派日期")),
            of(Case.engaged_on),
            of(Case.office, headings=("承办单位", "律师事务所", "法律服务机构", "援助机构",
                         "承办机构名称", "承办律所", "律所", "承办所", "法律援助机构", "服务机构")),
            of(Case.lawyer, headings=("承办律师", "律师", "承办人员", "援助律师",
                         "法律援助人员", "承办人员姓名", "承办人姓名", "承办律师姓名", "律师姓名", "指派律师", "办案律师", "办案人员")),
            of(Case.concluded_on, headings=("办结日期", "结案时间", "办结时间", "审结日期", "办结归档日期", "结案日", "完结日期")),
            of(Case.filed_on, headings=("归档时间", "立卷日期", "交卷日期")),
        )),
        Group("result", N_("成效"), (
            of(Case.recovered, kind=MONEY, headings=("挽回损失(元)", "挽回损失", "挽回经济损失", "挽回损失金额", "取得利益", "挽回金额",
                         "为受援人挽回损失(元)", "为受援人挽回损失", "避免或挽回损失", "挽回经济损失(元)", "挽回或取得利益", "取得利益(元)", "挽回损失数额")),
            of(Case.cost, kind=MONEY, headings=("补贴", "办案补贴", "补贴金额", "办案补贴(元)",
                         "补贴发放金额", "补贴金额(元)", "发放补贴", "发放补贴(元)", "办案经费")),
            of(Case.quality, choice="quality", headings=("质量评估", "评估等级", "案卷质量")),
            of(Case.note, headings=("说明",)),
        )),
    ),
    ledger_only=(SEQUENCE, TOWNSHIP, VILLAGE),
    listed=("number", "kind", "name", "counts_on", "office", "concluded_on", "state"),
    same=("number", "kind", "name", "applied_on", "accepted_on"),
    rules=rules,
    derive=derive,
)  # fmt: skip
