"""The figures of consultations, the hotline and the platforms, and of the places where they are found."""

from functools import partial

from figures.dating import AS_OF, stock
from figures.defining import STOCK, Indicator, Part, Rate, same
from figures.sources import of_register
from models import Consultation, HotlineMonth, ServicePlace
from registers.consultations import CONSULTATIONS, HOTLINE
from registers.service_places import SERVICE_PLACES
from vocab import N_, PLACE_KINDS

consultation = partial(Indicator, of_register(CONSULTATIONS), dated="held_on")
hotline = partial(Indicator, of_register(HOTLINE), dated="month")
place = partial(
    Indicator,
    of_register(SERVICE_PLACES, called={"kind": "level"}, stock=stock(ServicePlace.valid_from, until=ServicePlace.until)),
    dated=AS_OF, unit="个", kind=STOCK,
)  # fmt: skip
PLATFORMS = ("centre", "station", "room")
_VISIT = Consultation.channel == "visit"


def _of(column: object, **more: str) -> dict[str, Part]:
    return {"": Part(None, column, **more)}


_CONSULTATIONS = (
    consultation("aid.consultations", N_("法律咨询人次"), N_("期内解答的法律咨询人次，来访、来电、网络都计；一条登记未写人次的按 1 人次。"),
                 unit="人次", parts=_of(Consultation.persons), breakdowns=("channel", "unit", "topic", "month")),
    consultation("consultation.visits", N_("来访咨询人次"), N_("期内来访咨询的人次；来电、网络咨询不在其中。"),
                 condition=_VISIT, unit="人次", parts=_of(Consultation.persons), breakdowns=("unit", "topic", "month")),
    consultation("aid.documents", N_("代写法律文书数"), N_("期内咨询时代写的法律文书份数；法律顾问代写的另计。"),
                 unit="份", parts=_of(Consultation.documents), breakdowns=("unit", "month")),
)  # fmt: skip

_HOTLINE = (
    hotline("hotline.calls", N_("热线来电量"), N_("期内各月的来电量；按月填报，月份的第一天在期内的计入。"),
            unit="通", parts=_of(HotlineMonth.calls), breakdowns=("topic", "unit", "month")),
    hotline("hotline.answered", N_("热线接通量"), N_("期内各月接通的来电。"),
            unit="通", parts=_of(HotlineMonth.answered), breakdowns=("topic", "unit", "month")),
    hotline("hotline.minutes", N_("热线通话时长"), N_("期内各月通话的分钟数。"),
            unit="分钟", parts=_of(HotlineMonth.minutes), breakdowns=("unit", "month")),
    hotline("hotline.rated", N_("热线评价数"), N_("期内各月来电人作出的评价数。"),
            unit="件", parts=_of(HotlineMonth.rated), breakdowns=("unit", "month"), printed=False),
    hotline("hotline.satisfied", N_("热线满意数"), N_("期内各月评价为满意的件数。"),
            unit="件", parts=_of(HotlineMonth.satisfied), breakdowns=("unit", "month"), printed=False),
    Rate("hotline.answer_rate", N_("热线接通率"), N_("期内接通量÷来电量。"),
         same("hotline.answered"), same("hotline.calls"), breakdowns=("topic", "unit", "month")),
    Rate("hotline.satisfaction", N_("热线满意度"), N_("期内评价为满意的件数÷评价数；没有评价的不计。"),
         same("hotline.satisfied"), same("hotline.rated"), breakdowns=("unit", "month")),
    hotline("platform.services", N_("公共法律服务平台服务量"), N_("期内实体平台、热线（接通）、网络平台当月新增的服务量之和，三类分列；不用累计数。"),
            unit="件", added=True, breakdowns=("unit", "month"), parts={
                "onsite": Part(None, HotlineMonth.onsite, N_("实体平台")),
                "hotline": Part(None, HotlineMonth.answered, N_("热线")),
                "online": Part(None, HotlineMonth.online, N_("网络平台")),
            }),
    hotline("platform.onsite", N_("实体平台服务量"), N_("期内各月实体平台当月新增的服务量，印在统计表里。"),
            unit="件", parts=_of(HotlineMonth.onsite), breakdowns=("unit", "month"), printed=False),
    hotline("platform.online", N_("网络平台服务量"), N_("期内各月网络平台当月新增的服务量，印在统计表里。"),
            unit="件", parts=_of(HotlineMonth.online), breakdowns=("unit", "month"), printed=False),
)  # fmt: skip

_PLACES = (
    place("platform.places", N_("公共法律服务中心、站、室数"), N_("期末在用的公共法律服务中心、工作站、服务室，三级分列。"),
          condition=ServicePlace.kind.in_(PLATFORMS), added=True, breakdowns=("unit", "level"),
          parts={code: Part(ServicePlace.kind == code, name=PLACE_KINDS[code]) for code in PLATFORMS}),
    place("aid.stations", N_("法律援助机构、站点数"), N_("期末在用的法律援助机构和工作站。"),
          condition=ServicePlace.kind.in_(("aid", "aid_station")), breakdowns=("unit", "level")),
    place("publicity.sites", N_("法治文化阵地数"), N_("期末在用的法治文化阵地。"),
          condition=ServicePlace.kind == "site", breakdowns=("unit",)),
)  # fmt: skip

DEFINITIONS = (*_CONSULTATIONS, *_HOTLINE, *_PLACES)
