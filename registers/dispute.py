"""The dispute register described: what a case holds, how its parts must agree, what is derived from them."""

import datetime
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from office.errors import Rejected
from registers.description import (
    CHOICE,
    COUNT,
    DATE,
    FLAG,
    ID_NUMBER,
    LONG_TEXT,
    MONEY,
    PEOPLE,
    PHONE,
    PLACE,
    Field,
    Group,
    Register,
)
from vocab import DIFFICULTY, N_, PREVENTIONS, SOURCE, TAG, TYPE, Outcome

_TYPE_HEADINGS = (
    "纠纷类别",
    "类型",
    "类别",
    "案件类型",
    "案件类别",
    "矛盾类型",
    "矛盾纠纷类型",
    "纠纷种类",
    "案由类别",
)
_BASICS = (
    Field("accepted_on", N_("受理日期"), DATE, required=True,
          headings=("受理时间", "登记日期", "登记时间", "立案日期", "立案时间", "收案日期", "收案时间", "受案时间", "受理登记日期")),
    Field("occurred_on", N_("发生日期"), DATE, headings=("发生时间", "纠纷发生日期", "纠纷发生时间")),
    Field("type", N_("纠纷类型"), CHOICE, required=True, choice=TYPE, headings=_TYPE_HEADINGS),
    Field("source", N_("案件来源"), CHOICE, required=True, choice=SOURCE,
          headings=("来源", "受理方式", "纠纷来源", "受理来源", "受理途径", "案件来源方式", "来源方式")),
    Field("difficulty", N_("难易程度"), CHOICE, choice=DIFFICULTY,
          headings=("难易", "难易级别", "案件难易级别", "难度", "案件难度", "严重等级", "纠纷等级")),
    Field("relation", N_("当事人关系"), CHOICE, choice="relation", headings=("主体关系",)),
    Field("subject", N_("事由"), limit=100, headings=("纠纷事由", "案由", "标题", "案件名称", "纠纷名称", "卷名")),
    Field("summary", N_("简要情况"), LONG_TEXT, limit=4000,
          headings=("纠纷简要情况", "案情简介", "简要案情", "案情", "基本情况", "主要内容", "纠纷内容", "调解事由")),
    Field("place", N_("发生地点"), limit=100, headings=("纠纷发生地点", "纠纷地点", "调解地点")),
    Field("party_count", N_("涉及人数"), COUNT, headings=("涉及当事人数", "当事人数", "人数", "涉案人数")),
)  # fmt: skip
_COURSE = (
    Field("mediated_from", N_("调解开始"), DATE, headings=("调解日期", "调解时间", "调解开始日期")),
    Field("mediated_to", N_("调解结束"), DATE, headings=("调解结束日期",)),
    Field("extended_to", N_("同意延期至"), DATE, help=N_("双方当事人书面同意延长期限的，填写延长到哪一天")),
    Field("outcome", N_("调解结果"), CHOICE, required=True, choice="outcome",
          headings=("结果", "调解情况", "调处结果", "处理结果", "化解情况", "调解状态", "状态", "是否成功", "办理结果")),
    Field("concluded_on", N_("结案日期"), DATE,
          headings=("调结时间", "调结日期", "办结日期", "办结时间", "结案时间", "结束时间", "调解结案日期", "化解时间", "化解日期")),
    Field("note", N_("备注"), LONG_TEXT, limit=1000, headings=("说明", "备注说明")),
)  # fmt: skip
_AGREEMENT = (
    Field("form", N_("协议形式"), CHOICE, choice="form",
          headings=("口头/书面", "协议类型", "口头书面", "书面/口头", "协议方式", "达成协议形式", "协议书形式")),
    Field("agreed_on", N_("协议日期"), DATE, headings=("协议时间", "协议签订日期", "签订日期", "达成协议日期", "达成协议时间")),
    Field("effective_on", N_("生效日期"), DATE, headings=("协议生效日期",)),
    Field("amount", N_("协议涉及金额（元）"), MONEY,
          headings=("涉及金额(元)", "协议涉及金额", "标的额", "涉及金额", "涉案金额", "金额", "金额(元)", "协议金额", "标的额(元)",
                    "协议金额(元)", "涉案金额(元)", "标的金额", "赔偿金额")),
    Field("agreement", N_("协议内容"), LONG_TEXT, limit=4000, headings=("协议主要内容",)),
    Field("performance_terms", N_("履行方式、时限、地点"), LONG_TEXT, limit=500, headings=("履行方式", "履行方式时限")),
    Field("performance", N_("履行情况"), CHOICE, choice="performance",
          headings=("是否履行", "履行", "协议履行情况", "履行状态", "协议履行")),
    Field("performed_on", N_("履行日期"), DATE, headings=("履行时间", "履行完毕日期")),
)  # fmt: skip
_AFTER = (
    Field("confirmation_applied_on", N_("申请司法确认日期"), DATE, headings=("司法确认申请日期", "申请确认日期")),
    Field("confirmation_court", N_("确认法院"), limit=60, headings=("司法确认法院",)),
    Field("confirmation_result", N_("司法确认结果"), CHOICE, choice="confirmation_result", headings=("确认结果",)),
    Field("confirmed_on", N_("司法确认日期"), DATE, headings=("确认日期", "司法确认时间", "裁定日期")),
    Field("confirmation_number", N_("确认文书号"), limit=60, headings=("司法确认文号", "裁定书号", "司法确认案号")),
    Field("followed_up_on", N_("回访日期"), DATE, headings=("回访时间",)),
    Field("satisfaction", N_("满意程度"), CHOICE, choice="satisfaction", headings=("满意度", "是否满意", "回访满意度")),
    Field("aftermath", N_("后续情况"), CHOICE, choice="aftermath"),
    Field("filed_on", N_("立卷日期"), DATE, headings=("归档日期", "立卷时间", "归档时间")),
    Field("external_number", N_("省平台编号"), limit=60, headings=("平台编号", "系统编号", "省系统编号")),
)  # fmt: skip
_PREVENTION = tuple(
    Field(f"{key}_{part}", f"{label}（{unit}）", COUNT, headings=(f"{label}{unit}数", f"{label}{unit}"))
    for key, label in PREVENTIONS.items()
    for part, unit in (("cases", "件"), ("persons", "人"))
)

# Columns of a ledger that become child rows and links of a case.
_LEDGER_ONLY = (
    Field("sequence", N_("序号"), headings=("编号", "No.", "NO", "号", "序", "行号")),
    Field("number", N_("卷宗号"), limit=60, headings=("案号", "卷号", "案件编号", "文号", "登记号", "协议编号", "协议书编号", "卷宗编号")),
    Field("township", N_("乡镇（街道）"), PLACE, limit=60,
          headings=("乡镇", "街道", "乡镇街道", "镇街", "镇(街)", "镇(街道)", "乡镇(街道)", "乡(镇)", "单位", "填报单位", "司法所",
                    "所属乡镇", "所在乡镇", "所属街道", "所属镇街", "地区", "区县", "县区")),
    Field("village", N_("村（社区）"), PLACE, limit=60,
          headings=("村(社区)", "所在村居", "发生地", "村居", "村", "社区", "村(居)", "村社区", "所属村", "所在村", "所属村居", "村/社区",
                    "所属村(社区)", "村组")),
    Field("body", N_("调解组织"), limit=80,
          headings=("调委会/工作室", "工作室", "调委会", "调解委员会", "人民调解委员会", "调解组织名称", "调解机构", "受理单位", "承办单位",
                    "受理调委会", "调解工作室", "承办调委会")),
    Field("mediators", N_("调解员"), PEOPLE, limit=50,
          headings=("主持调解员", "承办人", "人民调解员", "调解人", "经办人", "主办调解员", "调解员姓名", "承办调解员")),
    Field("applicant", N_("申请人"), PEOPLE, required=True, limit=50,
          headings=("当事人甲", "甲方", "申请人姓名", "当事人", "当事人姓名", "申请方", "当事人1", "当事人(甲)", "甲方当事人", "申请人名称")),
    Field("applicant_id", N_("身份证号"), ID_NUMBER,
          headings=("证件号码", "身份证", "身份证号码", "申请人身份证号", "公民身份号码", "申请人身份证", "申请人证件号码", "甲方身份证号")),
    Field("applicant_phone", N_("联系电话"), PHONE,
          headings=("电话", "手机号", "手机", "联系方式", "申请人电话", "申请人联系电话", "手机号码", "电话号码", "甲方电话")),
    Field("respondent", N_("被申请人"), PEOPLE, limit=50,
          headings=("当事人乙", "乙方", "被申请人姓名", "对方当事人", "被申请方", "当事人2", "当事人(乙)", "乙方当事人", "被申请人名称")),
    Field("respondent_id", N_("被申请人身份证号"), ID_NUMBER, headings=("被申请人证件号码", "被申请人身份证", "乙方身份证号")),
    Field("respondent_phone", N_("被申请人电话"), PHONE, headings=("被申请人联系电话", "乙方电话", "被申请人联系方式")),
    Field("confirmed", N_("司法确认"), FLAG,
          headings=("是否司法确认", "司法确认情况", "司法确认有效", "是否确认", "是否申请司法确认")),
    Field("tags", N_("标签"), CHOICE, choice=TAG, headings=("案件标签", "标记", "特殊标签")),
)  # fmt: skip

# Outcomes with which a case is over.
OVER = (Outcome.SUCCEEDED, Outcome.FAILED, Outcome.TERMINATED, Outcome.WITHDRAWN)
# earlier, later, what to say
_ORDER = (
    ("occurred_on", "accepted_on", N_("受理日期早于发生日期，请核对。")),
    ("accepted_on", "concluded_on", N_("结案日期早于受理日期，请核对。")),
    ("mediated_from", "mediated_to", N_("调解结束早于调解开始，请核对。")),
    ("agreed_on", "performed_on", N_("履行日期早于协议日期，请核对。")),
    ("confirmation_applied_on", "confirmed_on", N_("司法确认日期早于申请日期，请核对。")),
)
_PAST = ("accepted_on", "occurred_on", "mediated_from", "mediated_to", "agreed_on", "performed_on", "concluded_on",
         "filed_on", "followed_up_on", "confirmation_applied_on", "confirmed_on")  # fmt: skip
EARLIEST = datetime.date(1949, 10, 1)


def rules(row: dict[str, Any], today: datetime.date) -> Iterator[Rejected]:
    """Every fault among the values of one case (`row` as read by the fields); `today` bounds its dates."""
    yield from _dates_possible(row, today)
    for earlier, later, message in _ORDER:
        if row.get(earlier) and row.get(later) and row[earlier] > row[later]:
            yield Rejected(later, message)
    outcome = row.get("outcome")
    if outcome in OVER and not row.get("concluded_on"):
        yield Rejected("concluded_on", N_("已有调解结果但没有结案日期，请补填结案日期。"))
    if outcome == Outcome.PENDING and row.get("concluded_on"):
        yield Rejected("outcome", N_("已填结案日期但调解结果仍是受理中，请选择调解结果。"))
    yield from _prevention_pairs(row)


def _dates_possible(row: dict[str, Any], today: datetime.date) -> Iterator[Rejected]:
    for key in _PAST:
        day = row.get(key)
        if day and day > today:
            yield Rejected(key, N_("{label}在今天之后，请核对。"), label=DISPUTE.fields[key].label)
        if day and day < EARLIEST:
            yield Rejected(key, N_("{label}早得不合情理，请核对年份。"), label=DISPUTE.fields[key].label)


_PAIRS = tuple((f"{key}_cases", f"{key}_persons", label) for key, label in PREVENTIONS.items())


def _prevention_pairs(row: dict[str, Any]) -> Iterator[Rejected]:
    for first, second, label in _PAIRS:
        cases, persons = row.get(first) or 0, row.get(second) or 0
        if (cases == 0) != (persons == 0) or persons < cases:
            yield Rejected(second, N_("{label}的件数与人数不相称：有件必有人，人数不少于件数。"), label=label)


DISPUTE: Register = Register(
    key="dispute",
    slug="disputes",
    label=N_("矛盾纠纷"),
    groups=(
        Group("basics", N_("受理"), _BASICS),
        Group("course", N_("调解"), _COURSE),
        Group("agreement", N_("协议与履行"), _AGREEMENT),
        Group("after", N_("司法确认、回访与归档"), _AFTER),
        Group("prevention", N_("预防成效"), _PREVENTION),
    ),
    ledger_only=_LEDGER_ONLY,
    rules=rules,
)


def derived(row: dict[str, Any]) -> dict[str, Any]:
    """What is stored for counting: days taken, and the dates on which performance and confirmation count.

    A performance or confirmation whose own date was not written down counts on the day the case was concluded.
    """
    concluded, accepted = row.get("concluded_on"), row["accepted_on"]
    performed = row.get("performance") == "done"
    applied = row.get("confirmation_applied_on")
    result = row.get("confirmation_result")
    confirmed = row.get("confirmed_on") or applied or concluded if result == "valid" else None
    return {
        "days": (concluded - accepted).days if concluded else None,
        "performed_counts_on": (row.get("performed_on") or concluded) if performed else None,
        "applied_counts_on": applied or (row.get("confirmed_on") or concluded if result else None),
        "confirmed_counts_on": confirmed,
    }


def fingerprint(
    county_id: int,
    accepted_on: datetime.date,
    type_code: str,
    applicants: Iterable[str],
    respondents: Iterable[str],
) -> str:
    """What makes two records the same case: county, day of acceptance, type and the parties' names."""
    names: Sequence[str] = [*sorted(applicants), "|", *sorted(respondents)]
    text = "\x1f".join([str(county_id), accepted_on.isoformat(), type_code, *names])
    return hashlib.sha256(text.encode()).hexdigest()[:32]
