"""The built-in checks that compare figures, written as data in the language of the bureau's own checks.

Many are true by the way the figures are counted; they stand guard over that. domain: 5.1 (balance rules), 8, 9.3.
"""

from collections.abc import Iterable, Iterator

from figures.checking.findings import EXPLAIN, HINT, MUST
from figures.checking.formulas import BEFORE, SO_FAR
from figures.checking.rules import Rule
from figures.defining import FLOW, SUM, Indicator
from figures.indicators import INDICATORS
from registers import entered
from vocab import N_, PREVENTIONS

_FLOW = (
    Rule("flow.success", N_("成功不多于调结"), "调解成功数", "≤", "调结纠纷数", MUST, basis="concluded"),
    Rule("flow.success_accepted", N_("成功不多于受理"), "调解成功数", "≤", "受理纠纷数", MUST, basis="accepted"),
    Rule("flow.concluded", N_("调结不多于受理加上期未结"), "调结纠纷数", "≤", "受理纠纷数 + 未结纠纷数@上月", MUST,
         N_("撤回、终止的也算调结")),
    Rule("flow.pending", N_("上期未结加受理减调结等于期末未结"), "未结纠纷数@上月 + 受理纠纷数 − 调结纠纷数", "=", "未结纠纷数", MUST,
         N_("撤回、终止的也算调结")),
    Rule("flow.failed", N_("成功加不成功不多于调结"), "调解成功数 + 调解不成功数", "≤", "调结纠纷数", MUST, basis="concluded"),
    Rule("flow.difficult", N_("疑难复杂不多于总数"), "疑难复杂纠纷数", "≤", "调结纠纷数", MUST, basis="concluded"),
    Rule("flow.difficult_accepted", N_("疑难复杂不多于总数"), "疑难复杂纠纷数", "≤", "受理纠纷数", MUST, basis="accepted"),
    Rule("flow.forms", N_("口头加书面不多于成功"), "口头协议数 + 书面协议数", "≤", "调解成功数", MUST),
    Rule("flow.agreements", N_("口头加书面等于协议数"), "口头协议数 + 书面协议数", "=", "调解协议数", MUST),
    Rule("flow.referred", N_("委托移送成功不多于委托移送"), "委托移送调解成功数", "≤", "委托移送纠纷数", MUST),
    Rule("flow.parties", N_("当事人数不少于受理数"), "涉及当事人数", "≥", "受理纠纷数", HINT, N_("有案件没有登记涉及人数")),
)  # fmt: skip

# Between registers: what one book says must not be more than another allows. Steps take time, so that what follows
# from an agreement is held against those of the year so far and of the year before.
_BETWEEN = (
    Rule("between.findings", N_("逐件登记的排查纠纷不多于排查发现数"), "逐件登记的排查纠纷数", "≤", "排查发现纠纷数", EXPLAIN,
         N_("有逐件登记的没有填进排查记录")),
    Rule("between.resolved", N_("排查化解不多于排查发现"), "排查化解纠纷数@累计", "≤", "排查发现纠纷数@累计", EXPLAIN),
    Rule("between.cases", N_("排查转为案件不多于逐件登记"), "排查转为纠纷案件数", "≤", "逐件登记的排查纠纷数", MUST),
    Rule("between.confirmed", N_("司法确认有效不多于申请"), "司法确认有效数@累计", "≤", "申请司法确认数@累计 + 申请司法确认数@上年", EXPLAIN),
    Rule("between.applied", N_("申请司法确认不多于协议"), "申请司法确认数@累计", "≤", "调解协议数@累计 + 调解协议数@上年", EXPLAIN),
    Rule("between.performed", N_("履行不多于协议"), "协议履行数@累计", "≤", "调解协议数@累计 + 调解协议数@上年", EXPLAIN,
         N_("可能有协议没有登记协议形式")),
    Rule("between.subsidies", N_("以案定补不多于调解成功"), "以案定补案件数@累计", "≤", "调解成功数@累计 + 调解成功数@上年", EXPLAIN),
    Rule("between.aid", N_("法律援助案件加法律帮助等于合计"), "法律援助受理案件数 + 法律帮助件数", "=", "aid.all", MUST),
    Rule("between.aid_kinds", N_("法律援助各类别之和等于合计"), "aid.by_kind", "=", "aid.all", MUST),
    Rule("between.recipients", N_("受援人数不少于案件数"), "受援人数", "≥", "法律援助受理案件数", EXPLAIN,
         N_("一案至少有一名受援人")),
    Rule("between.answered", N_("热线接通不多于来电"), "热线接通量", "≤", "热线来电量", MUST),
    Rule("between.satisfied", N_("热线满意不多于评价"), "热线满意数", "≤", "热线评价数", MUST),
    Rule("between.exams", N_("学法考试合格不多于参考"), "领导干部合格人数", "≤", "领导干部参考人数", MUST),
    Rule("between.appeared", N_("负责人出庭不多于应出庭"), "负责人出庭案件数", "≤", "负责人应出庭案件数", MUST),
    Rule("between.judged", N_("胜诉加败诉不多于审结"), "行政应诉胜诉数 + 行政应诉败诉数", "≤", "行政应诉审结数", MUST),
    Rule("between.corrected", N_("复议纠错不多于办结"), "行政复议纠错数 + 经调解撤回申请数", "≤", "行政复议办结数", MUST),
    Rule("between.covered", N_("配备顾问的村不多于村数"), "配备法律顾问的村（社区）数", "≤", "村（社区）数", MUST),
    Rule("between.standardised", N_("规范化调委会不多于调委会"), "规范化调委会数", "≤", "人民调解组织总数", MUST),
    Rule("between.mediators", N_("专职加兼职不多于调解员总数"), "专职人民调解员数 + 兼职人民调解员数", "≤", "人民调解员总数", HINT,
         N_("可能有人在两处名册上分别登记为专职和兼职")),
)  # fmt: skip


_PAIRS = tuple(
    Rule(f"pairs.{key}", f"{name}人数不少于件数", f"{name}(人)", "≥", f"{name}(件)", MUST)
    for key, name in PREVENTIONS.items()
)
RULES = (*_FLOW, *_BETWEEN, *_PAIRS)


def running(indicators: Iterable[Indicator]) -> Iterator[Rule]:
    """上月止累计 + 本月 = 本月止累计, of each indicator that adds up over months."""
    for one in indicators:
        if one.kind != FLOW or one.measure != SUM or _is_stock(one):
            continue
        yield Rule(
            f"running.{one.key}",
            N_("上月止累计加本月等于本月止累计"),
            f"{one.key}@{BEFORE} + {one.key}",
            "=",
            f"{one.key}@{SO_FAR}",
            MUST,
        )


def _is_stock(one: Indicator) -> bool:
    dated = one.source.dates.get(one.dated)
    return dated is not None and dated.is_stock


def wholes() -> Iterator[Rule]:
    """Entered indicators that were defined as parts of another add up to it."""
    rows = entered.listed()
    for whole in rows:
        parts = [one for one in rows if one.whole_id == whole.id]
        if parts:
            left = " + ".join(one.key for one in parts)
            name = N_("“{name}”各分项之和等于合计").format(name=whole.name)
            yield Rule(f"parts.{whole.key}", name, left, "=", whole.key, MUST)


def counted() -> list[Indicator]:
    """The built-in indicators that are no rates."""
    return [one for one in INDICATORS.values() if isinstance(one, Indicator)]
