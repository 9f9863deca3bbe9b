"""Village legal advisers 村(居)法律顾问: who is engaged where for which term, and the log of what they did there."""

import datetime
import hashlib
from collections.abc import Iterator
from typing import Any

from models import AdviserEngagement as Engagement
from models import AdviserService as Service
from office.errors import Rejected
from office.lists import fold
from registers.description import (
    HOURS,
    NAME,
    PERIOD,
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
from vocab import N_

_NAMED = (
    "顾问姓名",
    "法律顾问姓名",
    "姓名",
    "顾问",
    "律师姓名",
    "顾问律师",
    "律师",
    "服务律师",
    "服务人员",
    "法律顾问",
)
_TERM = Field("period", N_("聘期"), PERIOD, headings=("服务期限", "聘任期限", "聘用期限", "合同期限", "聘期起止", "聘期(起止)", "起止时间",
                                                     "起止日期", "服务期", "任期", "合同期", "聘任期", "聘期时间", "聘用期"))  # fmt: skip
_WHOLE_DAY = 24 * 60  # minutes


def _engagement_rules(row: dict[str, Any], today: datetime.date) -> Iterator[Rejected]:
    """The term ends after it began; a contract may be signed before it begins."""
    yield from not_to_come(ADVISERS, row, today, but=("valid_from", "until"))
    yield from in_order(ADVISERS, row, "valid_from", "until")


def person_key(row: dict[str, Any]) -> dict[str, Any]:
    """One person in many villages is known by name and office: the telephone written down is often the village's."""
    who = f"{fold(row.get('name') or '')}|{fold(row.get('office') or '')}"
    return {"person_key": hashlib.sha256(who.encode()).hexdigest()[:32]}


ADVISERS: Register = Register(
    key="adviser",
    slug="advisers",
    label=N_("村（居）法律顾问"),
    icon="briefcase",
    model=Engagement,
    dated="valid_from",
    groups=(
        Group("adviser", N_("顾问"), (
            Field("name", N_("顾问姓名"), NAME, required=True, limit=50, headings=_NAMED),
            of(Engagement.office, help=N_("同名同单位的算同一人，一人服务多村不重复计数"),
               headings=("工作单位", "律师事务所", "律所", "执业机构", "所属律所", "所在机构", "顾问单位", "法律服务机构", "服务机构",
                         "单位名称", "所属事务所", "执业单位", "律师事务所名称")),
            of(Engagement.category, choice="adviser_category", headings=("顾问类别", "人员类别", "身份", "执业类别", "人员类型", "身份类别",
                         "类型", "类别", "顾问类型", "人员性质")),
            Field("phone", N_("联系电话"), PHONE, headings=("电话", "手机号", "手机", "联系方式", "手机号码", "电话号码")),
        )),
        Group("term", N_("聘期"), (
            of(Engagement.valid_from, required=True,
               headings=("聘期开始", "聘任日期", "聘任时间", "聘用日期", "签约日期", "合同起", "合同开始日期", "起始日期", "开始日期", "聘期起始", "任期起",
                         "签约时间", "签订时间", "合同签订日期", "服务期限起", "服务期起", "聘用起始时间", "聘用开始时间", "聘任起始日期", "聘任起始时间",
                         "合同起始日期", "聘期开始日期", "聘期起始日期", "聘期(起)", "服务开始日期", "服务起始日期", "聘用起", "聘任起", "起聘日期", "受聘日期",
                         "受聘时间")),
            of(Engagement.until, help=N_("聘期的最后一天；长期聘任的不填"),
               headings=("聘期结束", "到期日期", "到期时间", "合同止", "合同到期日期", "截止日期", "结束日期", "终止日期", "聘期截止", "任期止",
                         "服务期限止", "服务期止", "聘用终止时间", "聘用结束时间", "聘任截止日期", "合同终止日期", "聘期终止", "聘期结束日期", "聘期截止日期",
                         "聘期(止)", "服务结束日期", "服务截止日期", "聘用止", "聘任止")),
        )),
    ),
    ledger_only=(SEQUENCE, TOWNSHIP, VILLAGE, _TERM),
    period=("valid_from", "until"),
    listed=("name", "office", "category", "valid_from", "until"),
    same=("name", "office", "valid_from"),
    unique=("fingerprint",),
    taken={"fingerprint": Rejected("valid_from", N_("这位顾问在这个村（社区）同一天起的聘期已经登记过，请修改原来那一条。"))},
    rules=_engagement_rules,
    derive=person_key,
)  # fmt: skip


def _service_rules(row: dict[str, Any], today: datetime.date) -> Iterator[Rejected]:
    """One entry is about one day."""
    yield from not_to_come(ADVISER_SERVICES, row, today)
    if (row.get("minutes") or 0) > _WHOLE_DAY:
        yield Rejected("minutes", N_("一次服务不会超过 24 小时，请核对时长，或按天分开登记。"))


def _service_counts(row: dict[str, Any]) -> dict[str, Any]:
    """A consultation is of one person, a paper is one paper, unless the log says otherwise."""
    kind = row.get("kind")
    return {
        "persons": row.get("persons") or int(kind == "consult"),
        "documents": row.get("documents") or int(kind in ("document", "contract")),
    }


ADVISER_SERVICES: Register = Register(
    key="adviser_service",
    slug="adviser-services",
    label=N_("法律顾问服务"),
    icon="journal-check",
    model=Service,
    dated="held_on",
    groups=(
        Group("service", N_("服务"), (
            Field("name", N_("顾问姓名"), NAME, required=True, limit=50, headings=_NAMED),
            of(Service.held_on, required=True, headings=("日期", "时间", "服务时间", "活动日期", "开展日期", "开展时间", "到村日期", "到村时间",
                         "到村服务时间", "服务日", "进村日期", "进村时间", "工作日期", "记录日期")),
            of(Service.kind, required=True, choice="adviser_service",
               headings=("服务类别", "服务类型", "服务事项", "服务项目", "工作内容", "服务形式", "活动类型", "类型", "类别",
                         "服务方式内容", "服务项", "工作类型", "工作事项")),
            of(Service.mode, choice="service_mode", help=N_("不填按现场服务"), headings=("方式", "服务途径", "服务渠道")),
            of(Service.recipient, headings=("对象", "受服务人", "咨询人", "服务群众", "当事人")),
            of(Service.persons, help=N_("法律咨询不填按 1 人次"),
               headings=("人数", "服务人次", "服务人数", "参加人数", "受益人次", "咨询人次", "受众人数", "参与人数", "受众",
                         "受益人数", "受益群众", "解答人次", "接待人次", "听众人数", "参与人次", "服务群众人次", "服务群众人数")),
            of(Service.documents, help=N_("代写文书、合同审查不填按 1 份"),
               headings=("份数", "文书份数", "代书份数", "合同份数", "审查份数", "文书(份)")),
            of(Service.minutes, kind=HOURS, help=N_("如 1.5，或 90分钟"),
               headings=("时长", "服务时长", "服务时长(小时)", "工作时长", "服务时间(小时)", "小时", "服务小时数", "小时数",
                         "服务小时", "服务时长小时", "工时", "耗时", "时数")),
            of(Service.result, headings=("服务结果", "结果", "情况说明", "服务情况", "内容", "详细内容", "工作情况", "处理结果", "说明")),
        )),
        Group("contact", N_("联系方式"), (
            Field("phone", N_("联系电话"), PHONE, headings=("电话", "手机号", "联系方式")),
        )),
    ),
    ledger_only=(SEQUENCE, TOWNSHIP, VILLAGE),
    listed=("held_on", "name", "kind", "mode", "persons", "documents", "minutes"),
    same=("held_on", "name", "kind", "mode", "recipient", "persons", "documents", "minutes", "result"),
    alike=True,
    rules=_service_rules,
    derive=_service_counts,
)  # fmt: skip
