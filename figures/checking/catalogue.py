"""What each check says, in words: for the page on which the bureau reads them and keeps its own."""

from collections.abc import Iterator
from dataclasses import dataclass

from figures.checking import balances, builtin, movements, oddities, rules, shares, signals
from figures.checking.findings import EXPLAIN, HINT, MUST
from figures.checking.formulas import Names, named, parts_of
from figures.defining import Indicator, Rate
from figures.indicators import GROUPS, INDICATORS, everything
from figures.wording import is_several
from office import settings
from registers.dispute import DISPUTE
from vocab import BASES, N_


@dataclass(frozen=True)
class Told:
    """A check: what it is called, how strongly it speaks, what it says."""

    name: str
    strength: str
    says: str


@dataclass(frozen=True)
class Listed:
    """An indicator as it may be written in a check: its name, its key, its unit, and what its parts are called."""

    name: str
    key: str
    unit: str
    parts: tuple[str, ...] = ()


def built_in() -> list[tuple[str, list[Told]]]:
    """Group → its checks, the strongest groups first."""
    return [
        (N_("各项之和等于总数"), list(_balances())),
        (N_("收案、结案、未结与累计"), [*_rules("flow."), *_rules("pairs."), *_running()]),
        (N_("各本台账之间"), list(_rules("between."))),
        (N_("变化与重复"), list(_movements())),
        (N_("抽查线索"), list(_signals())),
    ]


def indicators() -> list[tuple[str, list[Listed]]]:
    """Group → the indicators that a check may name, what the bureau has entered by hand among them."""
    known = everything()
    return [
        (label, [_listed(one) for key, one in known.items() if key.partition(".")[0] == group])
        for group, label in GROUPS.items()
    ]


def _listed(one: Indicator | Rate) -> Listed:
    parts = tuple(f"{one.name}({words})" for words in parts_of(one).values())
    unit = one.unit if isinstance(one, Rate) or not is_several(one) else ""
    return Listed(one.name, one.key, unit, parts)


def _balances() -> Iterator[Told]:
    strength = balances.STRENGTH
    for by, table in balances.TABLES.items():
        yield Told(
            table,
            strength[by],
            N_("按{table}分列的件数相加等于案件总数，没有填的逐件列出").format(table=table),
        )
    yield Told(
        N_("接受委托移送"),
        strength["referred"],
        N_("法院、检察院、公安机关、信访部门、其他部门五项相加等于接受委托移送数"),
    )
    yield Told(N_("人工填报的合计"), MUST, N_("定义为某项合计的各分项，相加等于合计"))


def _rules(prefix: str) -> Iterator[Told]:
    names = Names(INDICATORS)
    for rule in builtin.RULES:
        if rule.key.startswith(prefix):
            one = rules.read(rule, names)
            says = f"{named(one.left, names)} {rule.relation} {named(one.right, names)}"
            yield Told(rule.name, rule.strength, says + _only_by(rule.basis))


def _only_by(basis: str) -> str:
    return N_("（{basis}统计时）").format(basis=BASES[basis]) if basis else ""


def _running() -> Iterator[Told]:
    yield Told(N_("累计"), MUST, N_("每个期间数：上月止累计 + 本月 = 本月止累计，累计从统计年度开始之日算起"))
    order = "；".join(f"{DISPUTE.fields[a].label} → {DISPUTE.fields[b].label}" for a, b in oddities.ORDER)
    yield Told(N_("日期先后"), MUST, order)


def _movements() -> Iterator[Told]:
    chosen = settings.everything()
    yield Told(
        N_("环比突增突减"),
        EXPLAIN,
        N_(
            "本月是上月的 {factor} 倍以上或 {factor} 分之一以下，并且相差 {least} 以上；上月没有记录的不比"
        ).format(factor=chosen["check_jump_factor"], least=chosen["check_jump_least"]),
    )
    yield Told(N_("可能重复登记"), EXPLAIN, N_("同一单位有内容相同的记录，逐组列出；一次一记的日志不查"))


def _signals() -> Iterator[Told]:
    yield Told(
        N_("长期百分之百成功"),
        HINT,
        N_("连续 {months} 个月成功率 100%，共 {least} 件以上").format(
            months=movements.SUCCESS_MONTHS, least=movements.SUCCESS_LEAST
        ),
    )
    yield Told(
        N_("一村、一人件数过于集中"),
        HINT,
        N_("{peers} 个以上村（社区）或调解员中，一个就占 {cases} 件以上案件的一半").format(
            peers=shares.LEAST_PEERS, cases=shares.LEAST_CASES
        ),
    )
    yield Told(
        N_("协议内容雷同"),
        HINT,
        N_("{copies} 件以上协议一字不差（{signs} 字以上）").format(
            copies=signals.COPIES, signs=signals.COPIED_SIGNS
        ),
    )
    yield Told(N_("金额为 0 却已履行"), HINT, N_("可能漏填协议金额"))
    yield Told(
        N_("集中登记"),
        HINT,
        N_("同一账号半小时内登记 {typed} 件以上；台账导入的不算").format(typed=signals.TYPED),
    )
    yield Told(
        N_("当事人雷同"),
        HINT,
        N_("同一证件号码或电话一个月出现在 {count} 件以上案件里").format(count=signals.SAME_PERSON),
    )
    yield Told(N_("当场履行又申请确认"), HINT, N_("签协议当天已履行完毕，又申请司法确认"))
