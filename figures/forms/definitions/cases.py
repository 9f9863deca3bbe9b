"""人民调解案件情况统计表 (table 2 of practice, domain: 5.1), with the 18 types or the 15 into which they fold."""

from figures.definitions.dispute import BASE
from figures.forms.defining import AT_MOST, EQUAL, TOGETHER, Balance, Column, Form, Part, Spread, Tree
from vocab import N_, PREVENTIONS

_CASES = Part(
    N_("一、案件、主体与来源"),
    (
        Column("total", (N_("调解案件总数"),), BASE),
        Column("parties", (N_("涉及当事人数"),), "dispute.case_parties"),
        Column("succeeded", (N_("调解成功"),), "dispute.succeeded"),
        Column("difficult", (N_("疑难复杂案件"),), "dispute.difficult"),
        Column("amount", (N_("协议涉及金额"),), "dispute.amount"),
        Spread("bodies", (N_("调解主体"),), BASE, "orgkind"),
        Tree("sources", (N_("案件来源"),), BASE, "source"),
    ),
)


def _types(by: str, title: str) -> Part:
    return Part(
        title,
        (
            Spread("types", (N_("案件分类"),), BASE, by),
            Column("oral", (N_("协议形式"), N_("口头协议")), "dispute.oral_agreements"),
            Column("written", (N_("协议形式"), N_("书面协议")), "dispute.written_agreements"),
        ),
    )


def _prevented(key: str, name: str) -> tuple[Column, Column]:
    figure = f"dispute.{key}_prevented"
    return (
        Column(f"{key}_cases", (name, N_("件数")), figure, slot="cases"),
        Column(f"{key}_persons", (name, N_("人数")), figure, slot="persons"),
    )


_PREVENTION = Part(
    N_("三、排查与预防"),
    (
        Column("rounds", (N_("排查纠纷"),), "screening.rounds"),
        Column("prevented", (N_("预防纠纷"),), "screening.prevented"),
        *(column for key, name in PREVENTIONS.items() for column in _prevented(key, name)),
    ),
)
_AFTERMATH = Part(
    N_("四、履行与司法确认"),
    (
        Column("performed", (N_("协议履行"),), "dispute.performed"),
        Column("sued", (N_("反悔起诉"),), "dispute.sued"),
        Column("upheld", (N_("法院判决"), N_("维持协议")), "dispute.upheld", of="sued"),
        Column("overturned", (N_("法院判决"), N_("变更、撤销或无效")), "dispute.overturned", of="sued"),
        Column("applied", (N_("司法确认"), N_("申请")), "dispute.confirmation_applied"),
        Column("confirmed", (N_("司法确认"), N_("确认有效")), "dispute.confirmed"),
    ),
)

_BALANCES = (
    Balance(N_("总数＝各调解主体之和"), ("total",), EQUAL, ("bodies",)),
    Balance(N_("总数＝主动＋依申请＋接受委托移送"), ("total",), EQUAL, ("sources",)),
    Balance(N_("总数＝各类纠纷之和"), ("total",), EQUAL, ("types",)),
    Balance(N_("调解成功≤总数"), ("succeeded",), AT_MOST, ("total",)),
    Balance(N_("疑难复杂≤总数"), ("difficult",), AT_MOST, ("total",)),
    Balance(N_("口头协议＋书面协议≤调解成功"), ("oral", "written"), AT_MOST, ("succeeded",)),
    *(
        Balance(
            name + N_("：件数为0则人数为0，人数不少于件数"), (f"{key}_cases",), TOGETHER, (f"{key}_persons",)
        )
        for key, name in PREVENTIONS.items()
    ),
    Balance(N_("判决维持＋变更、撤销或无效≤反悔起诉"), ("upheld", "overturned"), AT_MOST, ("sued",)),
)
_NOTES = (
    N_("“接受委托移送”的小计等于其后各列之和，不再与总数相加。"),
    N_(
        "排查（次）、预防（件）不计入调解案件。协议履行、司法确认按各自的日期计入，与本期调解成功数不是同一批案件。"
    ),
)
CASES = Form(
    1,
    "cases",
    N_("人民调解案件情况统计表"),
    N_("案件、当事人、调解主体、案件来源、18类纠纷、协议形式、排查预防、履行和司法确认，分单位"),
    (_CASES, _types("type", N_("二、纠纷类型与协议形式")), _PREVENTION, _AFTERMATH),
    _BALANCES,
    _NOTES,
    by_basis=True,
)
CASES_15 = Form(
    2,
    "cases-15",
    N_("人民调解案件情况统计表（15类）"),
    N_("案件、当事人、调解主体、案件来源、15类纠纷、协议形式、排查预防、履行和司法确认，分单位"),
    (_CASES, _types("type15", N_("二、纠纷类型与协议形式")), _PREVENTION, _AFTERMATH),
    _BALANCES,
    _NOTES,
    by_basis=True,
)
