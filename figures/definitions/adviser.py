"""The figures of village legal advisers: who is engaged, which villages they cover, what they did there."""

from dataclasses import replace
from functools import partial
from typing import Any

from figures.breakdowns import ByPerson
from figures.dating import AS_OF, Stock, stock
from figures.defining import DISTINCT, FLOW, HOURS, STOCK, Indicator, Part, Rate, same
from figures.frame import Frame
from figures.sources import of_register
from figures.villages import UNITS, is_village
from models import AdviserEngagement as Engagement
from models import AdviserService as Service
from models import Unit
from registers import coverage
from registers.advisers import ADVISER_SERVICES, ADVISERS
from vocab import N_

SERVED = "served"  # what was done in the period for the villages in force at its end
VILLAGES = replace(
    UNITS,
    key="village",
    label=N_("村（社区）"),
    live=is_village(),
    dates={
        **UNITS.dates,
        SERVED: Stock(
            None, N_("按服务日期，村（社区）截至期末"), False, Unit.valid_from, None, Unit.valid_to
        ),
    },
)
ENGAGEMENTS = of_register(
    ADVISERS, called={"category": "kind"}, stock=stock(Engagement.valid_from, until=Engagement.until)
)
SERVICES = of_register(
    ADVISER_SERVICES, breakdowns=[ByPerson("adviser", N_("法律顾问"), Service.name, Service.name)]
)
village = partial(Indicator, VILLAGES, dated=AS_OF, unit="个", kind=STOCK, breakdowns=("unit",))
service = partial(Indicator, SERVICES, dated="held_on", breakdowns=("unit", "adviser", "month"))


def _advised(frame: Frame) -> Any:
    return Unit.id.in_(coverage.advised(frame.actor, frame.period.last))


def _below_minimum(frame: Frame) -> Any:
    found = coverage.below_minimum(frame.actor, frame.period.start, frame.period.last, frame.unit.path)
    return Unit.id.in_([one.village.id for one in found])


_PEOPLE = (
    Indicator(ENGAGEMENTS, "adviser.people", N_("村（居）法律顾问人数"), N_("期末在聘期内的法律顾问，姓名和单位相同的算一人，服务多村也只计一次。"),
              AS_OF, unit="人", kind=STOCK, measure=DISTINCT, parts={"": Part(None, Engagement.person_key)},
              breakdowns=("unit", "kind")),
    village("adviser.all_villages", N_("村（社区）数"), N_("期末现有的村和社区。"), printed=False),
    village("adviser.villages", N_("配备法律顾问的村（社区）数"), N_("期末有法律顾问在聘期内的村和社区；合并的村由并入的村承接。"),
            condition=_advised),
    Rate("adviser.coverage", N_("村（居）法律顾问覆盖率"), N_("期末配备法律顾问的村（社区）÷期末现有的村（社区）。"),
         same("adviser.villages"), same("adviser.all_villages")),
    village("adviser.below_minimum", N_("未达最低服务标准的村（社区）数"),
            N_("期末现有的村（社区）中，期内现场服务时长、到村次数或法治讲座少于业务设置要求的；要求只按整月、整季、整年计。"),
            dated=SERVED, condition=_below_minimum, kind=FLOW),
)  # fmt: skip

_WORK = (
    service("adviser.visits", N_("顾问现场服务"), N_("期内法律顾问现场服务的次数与时长；注明电话、网络的不计，没有注明的按现场。"),
            condition=coverage.ONSITE, unit="次",
            parts={"visits": Part(unit="次"), "minutes": Part(None, Service.minutes, N_("时长"), HOURS)}),
    service("adviser.talks", N_("顾问法治讲座场次"), N_("期内法律顾问举办的法治讲座、宣传。"),
            condition=Service.kind == "talk", unit="场"),
    service("adviser.consultations", N_("顾问解答咨询人次"), N_("期内法律顾问解答法律咨询的人次；讲座的听众不计。"),
            condition=Service.kind == "consult", unit="人次", parts={"": Part(None, Service.persons)}),
    service("adviser.documents", N_("顾问代书、合同审查数"), N_("期内法律顾问代写的文书与审查的合同份数之和，两类分列。"), unit="份", added=True, parts={
        "document": Part(Service.kind == "document", Service.documents, N_("代写文书")),
        "contract": Part(Service.kind == "contract", Service.documents, N_("合同审查")),
    }),
    service("adviser.mediations", N_("顾问参与调解数"), N_("期内法律顾问参与调解的纠纷。"), condition=Service.kind == "mediation"),
    service("adviser.opinions", N_("顾问出具意见数"), N_("期内法律顾问为村（社区）决策出具的法律意见。"), condition=Service.kind == "opinion"),
)  # fmt: skip

DEFINITIONS = (*_PEOPLE, *_WORK)
