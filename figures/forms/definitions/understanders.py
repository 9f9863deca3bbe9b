"""法律明白人情况统计表: the roll, how many a village has, trainings and what they did; by role, which overlap (domain: 9.1)."""

from figures.forms.defining import Column, Form, Part, Spread
from vocab import N_

UNDERSTANDERS = Form(
    7,
    "understanders",
    N_("法律明白人情况统计表"),
    N_("在册人数、每村人数、培训、参与化解、普法活动，身份类别，分单位"),
    (
        Part(
            N_("一、队伍与活动"),
            (
                Column("people", (N_("在册人数"),), "understander.people"),
                Column("villages", (N_("村（社区）数"),), "adviser.all_villages"),
                Column(
                    "least", (N_("每村（社区）人数"), N_("最少")), "understander.per_village", slot="minimum"
                ),
                Column("mean", (N_("每村（社区）人数"), N_("平均")), "understander.per_village"),
                Column("trainings", (N_("培训"), N_("场次")), "understander.trainings", slot="events"),
                Column("trained", (N_("培训"), N_("参训")), "understander.trainings", slot="persons"),
                Column("mediations", (N_("参与化解纠纷"),), "understander.mediations"),
                Column("events", (N_("普法活动"),), "understander.events"),
            ),
        ),
        Part(N_("二、身份类别"), (Spread("roles", (N_("身份类别"),), "understander.people", "role"),)),
    ),
    notes=(N_("一人可有几种身份，各列互有重叠，不相加。"),),
)
