"""The figures of mediation organisations: committees, studios and stationed rooms, centres and points, coverage."""

from functools import partial
from typing import Any

from figures.breakdowns import Fixed, Listed, Yes
from figures.dating import AS_OF, stock
from figures.defining import STOCK, Indicator, Rate, same
from figures.definitions.consultation import place
from figures.frame import Frame
from figures.sources import Source, places
from figures.villages import TOWNS, UNITS, VILLAGES
from models import Committee, ServicePlace, Studio, Unit
from office import access
from registers.description import CHOICE, DATE, FLAG, Field
from vocab import N_, TRADE

COMMITTEES = Source(
    key="committee",
    label=N_("人民调解委员会"),
    model=Committee,
    rows=access.committees,
    unit=Committee.unit,
    dates={AS_OF: stock(Committee.valid_from, end=Committee.valid_to)},
    breakdowns={
        way.key: way
        for way in (
            *places(Committee.unit),
            Fixed("orgkind", N_("调解组织类别"), Committee.kind, "committee_kind"),
            Listed("trade", N_("行业"), Committee.trade, TRADE),
            Yes("standardised", N_("规范化"), Committee.standardised),
        )
    },
    shown=(
        Field("name", N_("名称")),
        Field("kind", N_("类别"), CHOICE, choice="committee_kind"),
        Field("trade", N_("行业"), CHOICE, choice=TRADE),
        Field("standardised", N_("规范化"), FLAG),
        Field("valid_from", N_("设立日期"), DATE),
    ),
)
STUDIOS = Source(
    key="studio",
    label=N_("调解工作室"),
    model=Studio,
    rows=access.studios,
    unit=Committee.unit,
    dates={AS_OF: stock(Studio.valid_from, end=Studio.valid_to)},
    breakdowns={
        way.key: way
        for way in (*places(Committee.unit), Fixed("kind", N_("工作室类别"), Studio.kind, "studio_kind"))
    },
    shown=(
        Field("name", N_("名称")),
        Field("kind", N_("类别"), CHOICE, choice="studio_kind"),
        Field("valid_from", N_("设立日期"), DATE),
    ),
)
committee = partial(Indicator, COMMITTEES, dated=AS_OF, unit="个", kind=STOCK)
studio = partial(Indicator, STUDIOS, dated=AS_OF, unit="个", kind=STOCK, breakdowns=("unit", "kind"))
unit = partial(Indicator, UNITS, dated=AS_OF, unit="个", kind=STOCK, breakdowns=("unit",), printed=False)
_PLACES = Unit.kind.in_((*TOWNS, *VILLAGES))


def _has_committee(frame: Frame) -> Any:
    return _PLACES & Unit.id.in_(COMMITTEES.held(frame).select(Committee.unit))


DEFINITIONS = (
    committee("organisation.committees", N_("人民调解组织总数"), N_("期末存续的人民调解委员会；工作室和派驻调解室不加在内。"),
              breakdowns=("unit", "orgkind", "trade")),
    committee("organisation.standardised", N_("规范化调委会数"), N_("期末存续、已评为规范化的人民调解委员会。"),
              condition=Committee.standardised, breakdowns=("unit", "orgkind")),
    Rate("organisation.standardised_rate", N_("规范化调委会占比"), N_("期末规范化调委会÷期末存续的人民调解委员会。"),
         same("organisation.standardised"), same("organisation.committees"), breakdowns=("unit", "orgkind")),
    Rate("organisation.coverage", N_("调解组织覆盖率"), N_("期末设有人民调解委员会的乡镇（街道）和村（社区）÷期末现有的乡镇（街道）和村（社区）。"),
         same("organisation.covered"), same("organisation.places"), breakdowns=("unit", "kind")),
    studio("organisation.studios", N_("个人（品牌）调解工作室数"), N_("期末存续的个人调解工作室、品牌调解工作室。"),
           condition=Studio.kind.in_(("personal", "brand"))),
    studio("organisation.stationed_rooms", N_("派驻调解室数"), N_("期末存续的派驻法院、公安、信访等部门的调解室。"),
           condition=Studio.kind.in_(("court", "police", "petition"))),
    place("organisation.centres", N_("一站式矛调中心数"), N_("期末在用的一站式矛盾纠纷调处中心。"),
          condition=ServicePlace.kind == "onestop", breakdowns=("unit",)),
    place("organisation.points", N_("评理说事点数"), N_("期末在用的评理说事点等末梢网点。"),
          condition=ServicePlace.kind == "point", breakdowns=("unit",)),
    committee("organisation.professional", N_("行业性、专业性调委会数"), N_("期末存续、登记了行业的人民调解委员会，印在统计表里。"),
              condition=Committee.trade.is_null(False), breakdowns=("unit", "trade"), printed=False),
    unit("organisation.covered", N_("设有调解组织的乡镇、村数"), N_("期末设有人民调解委员会的乡镇（街道）和村（社区）。"),
         condition=_has_committee),
    unit("organisation.places", N_("乡镇、村数"), N_("期末现有的乡镇（街道）和村（社区）。"), condition=_PLACES),
    unit("organisation.towns", N_("乡镇（街道）数"), N_("期末现有的乡镇（街道）。"), condition=Unit.kind.in_(TOWNS)),
)  # fmt: skip
