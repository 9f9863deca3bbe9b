"""人民调解组织队伍经费统计表 (table 1 of practice, domain: 5.1): committees, mediators, funds at the period's end."""

from figures.forms.defining import AT_MOST, EQUAL, Balance, Column, Form, Part, Spread, Unknown
from vocab import N_

_ROOMS, _STUDIOS = ("court", "police", "petition"), ("personal", "brand")

ORGANISATION = Form(
    4,
    "organisation",
    N_("人民调解组织队伍经费统计表"),
    N_("各类调委会、派驻调解室、专兼职调解员及其民族、学历、培训，经费，分单位"),
    (
        Part(
            N_("一、调解组织"),
            (
                Column("committees", (N_("调委会总数"),), "organisation.committees"),
                Spread("kinds", (N_("按类别"),), "organisation.committees", "orgkind"),
                Column(
                    "professional",
                    (N_("其中：行业性、专业性"),),
                    "organisation.professional",
                    of="committees",
                ),
                Column("standardised", (N_("其中：规范化"),), "organisation.standardised", of="committees"),
                Column("rooms", (N_("派驻调解室"), N_("小计")), "organisation.stationed_rooms"),
                Spread(
                    "room", (N_("派驻调解室"),), "organisation.stationed_rooms", "kind", _ROOMS, of="rooms"
                ),
                Column("studios", (N_("调解工作室"), N_("小计")), "organisation.studios"),
                Spread("studio", (N_("调解工作室"),), "organisation.studios", "kind", _STUDIOS, of="studios"),
            ),
        ),
        Part(
            N_("二、调解员"),
            (
                Column("people", (N_("调解员总数"),), "mediator.people"),
                Spread("employment", (N_("按任职"),), "mediator.people", "employment", of="people"),
                Column(
                    "women", (N_("其中：女"),), "mediator.people", "sex", "female", ("female",), of="people"
                ),
                Column(
                    "minorities",
                    (N_("其中：少数民族"),),
                    "mediator.people",
                    "minority",
                    "minority",
                    ("minority",),
                    of="people",
                ),
                Spread("education", (N_("文化程度"),), "mediator.by_attribute", "education", of="people"),
                Column("trainings", (N_("培训"), N_("期数")), "mediator.trainings", slot="events"),
                Column("trained", (N_("培训"), N_("参训")), "mediator.trainings", slot="persons"),
            ),
        ),
        Part(
            N_("三、经费"),
            (
                Column("guidance", (N_("指导经费"),), entered=N_("人民调解工作指导经费")),
                Column("committee_funds", (N_("调委会补助"),), entered=N_("人民调解委员会补助经费")),
                Column("mediator_funds", (N_("调解员补贴"),), entered=N_("人民调解员补贴经费")),
                Column("subsidies", (N_("以案定补"), N_("案件")), "subsidy.cases"),
                Column("subsidy_amount", (N_("以案定补"), N_("金额")), "subsidy.amount"),
            ),
        ),
    ),
    (
        Balance(N_("调委会总数＝各类别之和"), ("committees",), EQUAL, ("kinds",)),
        Balance(N_("行业性、专业性≤调委会总数"), ("professional",), AT_MOST, ("committees",)),
        Balance(N_("规范化≤调委会总数"), ("standardised",), AT_MOST, ("committees",)),
        Balance(N_("派驻调解室小计＝各类之和"), ("rooms",), EQUAL, tuple(f"room:{code}" for code in _ROOMS)),
        Balance(N_("女调解员≤调解员总数"), ("women",), AT_MOST, ("people",)),
        Balance(N_("少数民族调解员≤调解员总数"), ("minorities",), AT_MOST, ("people",)),
    ),
    (
        N_("组织和队伍为期末数；证件号码相同的调解员只计一人，合计不一定等于各单位之和。"),
        N_(
            "三项经费取自人工填报里同名的指标：人民调解工作指导经费、人民调解委员会补助经费、人民调解员补贴经费；没有设立的印作“—”。"
        ),
    ),
    (
        Unknown(
            "minorities",
            N_("期末在册的调解员中有 {n} 名没有登记民族，不计入“其中：少数民族”。"),
        ),
    ),
)
