"""公共法律服务平台与12348热线统计表: places, services by platform, the hotline's calls, consultations (domain: 9.3)."""

from figures.definitions.consultation import PLATFORMS as PLACES
from figures.forms.defining import AT_MOST, EQUAL, Balance, Column, Form, Part, Spread
from vocab import N_

PLATFORMS = Form(
    9,
    "platforms",
    N_("公共法律服务平台和12348热线统计表"),
    N_("中心、站、室，各平台服务量，热线来电、接通、时长、满意度，咨询方式和热线事项，分单位"),
    (
        Part(
            N_("一、平台与热线"),
            (
                Spread("places", (N_("实体平台"),), "platform.places", "level", PLACES),
                Column("services", (N_("服务量"), N_("小计")), "platform.services"),
                Column("onsite", (N_("服务量"), N_("实体平台")), "platform.onsite", of="services"),
                Column("by_phone", (N_("服务量"), N_("热线")), "hotline.answered", of="services"),
                Column("online", (N_("服务量"), N_("网络平台")), "platform.online", of="services"),
                Column("calls", (N_("12348热线"), N_("来电")), "hotline.calls"),
                Column("answered", (N_("12348热线"), N_("接通")), "hotline.answered"),
                Column("answer_rate", (N_("12348热线"), N_("接通率")), "hotline.answer_rate"),
                Column("minutes", (N_("12348热线"), N_("通话时长")), "hotline.minutes"),
                Column("rated", (N_("12348热线"), N_("评价")), "hotline.rated"),
                Column("satisfied", (N_("12348热线"), N_("满意")), "hotline.satisfied"),
                Column("satisfaction", (N_("12348热线"), N_("满意度")), "hotline.satisfaction"),
            ),
        ),
        Part(
            N_("二、热线事项与咨询方式"),
            (
                Spread("topics", (N_("热线来电事项"),), "hotline.calls", "topic"),
                Spread("channels", (N_("法律咨询方式"),), "aid.consultations", "channel"),
            ),
        ),
    ),
    (
        Balance(
            N_("服务量＝实体平台＋热线＋网络平台"), ("services",), EQUAL, ("onsite", "by_phone", "online")
        ),
        Balance(N_("接通≤来电"), ("answered",), AT_MOST, ("calls",)),
        Balance(N_("满意≤评价"), ("satisfied",), AT_MOST, ("rated",)),
        Balance(N_("热线来电＝各事项之和"), ("calls",), EQUAL, ("topics",)),
    ),
    (N_("中心、站、室为期末在用数，其余为期内数；服务量为当月新增，不用累计数。"),),
)
