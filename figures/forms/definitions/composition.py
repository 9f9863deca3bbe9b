"""人民调解案件构成表: types, sources and bodies down the side, their cases and shares across (the yearbook's two levels)."""

from figures.definitions.dispute import BASE
from figures.forms.defining import SOURCES, TYPES, Column, Form, Part
from vocab import N_

_COLUMNS = (
    Column("total", (N_("件数"),), BASE),
    Column("share", (N_("占比"),), "dispute.share"),
    Column("succeeded", (N_("调解成功"),), "dispute.succeeded"),
    Column("rate", (N_("调解成功率"),), "dispute.success_rate"),
    Column("amount", (N_("协议涉及金额"),), "dispute.amount"),
)

COMPOSITION = Form(
    3,
    "composition",
    N_("人民调解案件构成表"),
    N_("纠纷类型（两级）、案件来源（两级）、调解主体的件数、占比、成功率和金额"),
    (
        Part(N_("一、纠纷类型"), _COLUMNS, TYPES, N_("纠纷类型")),
        Part(N_("二、案件来源"), _COLUMNS, SOURCES, N_("案件来源")),
        Part(N_("三、调解主体"), _COLUMNS, "orgkind", N_("调解主体")),
    ),
    notes=(N_("“其中”各行是上一行的组成部分，不再计入合计。占比为本行件数÷合计件数，四舍五入。"),),
    by_basis=True,
)
