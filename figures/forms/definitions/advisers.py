"""村（居）法律顾问情况统计表: who is engaged, which villages they cover, what they did there (domain: 9.2)."""

from figures.forms.defining import AT_MOST, Balance, Column, Form, Part, Spread
from vocab import N_

ADVISERS = Form(
    6,
    "advisers",
    N_("村（居）法律顾问情况统计表"),
    N_("法律顾问人数、村（社区）覆盖、现场服务、讲座、咨询、文书、调解、意见，分单位"),
    (
        Part(
            N_("一、配备情况"),
            (
                Column("people", (N_("法律顾问人数"),), "adviser.people"),
                Spread("kinds", (N_("按类别"),), "adviser.people", "kind", of="people"),
                Column("villages", (N_("村（社区）数"),), "adviser.all_villages"),
                Column("advised", (N_("已配备"),), "adviser.villages"),
                Column("coverage", (N_("覆盖率"),), "adviser.coverage"),
                Column("below", (N_("未达最低服务标准"),), "adviser.below_minimum"),
            ),
        ),
        Part(
            N_("二、服务情况"),
            (
                Column("visits", (N_("现场服务"), N_("次数")), "adviser.visits", slot="visits"),
                Column("hours", (N_("现场服务"), N_("时长")), "adviser.visits", slot="minutes"),
                Column("talks", (N_("法治讲座"),), "adviser.talks"),
                Column("consultations", (N_("解答咨询"),), "adviser.consultations"),
                Column(
                    "documents", (N_("代写文书"),), "adviser.documents", "kind", "document", ("document",)
                ),
                Column(
                    "contracts", (N_("合同审查"),), "adviser.documents", "kind", "contract", ("contract",)
                ),
                Column("mediations", (N_("参与调解"),), "adviser.mediations"),
                Column("opinions", (N_("出具意见"),), "adviser.opinions"),
            ),
        ),
    ),
    (
        Balance(N_("已配备≤村（社区）数"), ("advised",), AT_MOST, ("villages",)),
        Balance(N_("未达标≤村（社区）数"), ("below",), AT_MOST, ("villages",)),
    ),
    (N_("服务多村的法律顾问只计一人，合计不一定等于各单位之和。覆盖率由合计的两个数相除，不由各单位平均。"),),
)
