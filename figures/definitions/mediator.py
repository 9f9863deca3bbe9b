"""The figures of people's mediators. A person on two rolls is known by the identity number and counted once."""

from functools import partial
from typing import Any

from peewee import Case, fn

from figures.breakdowns import Breakdown, ByKind, Fixed, Listed
from figures.dating import AS_OF, stock
from figures.defining import DISTINCT, STOCK, Indicator, Part, Rate, same
from figures.frame import Frame
from figures.sources import Source, places
from models import Mediator
from office import access
from registers.description import CHOICE, DATE, Field
from vocab import GRADE, HAN, N_


class ByGroup(Fixed):
    """By 民族; of so many only those that somebody belongs to."""

    def named(self, frame: Frame, found: set[str]) -> dict[str, str]:
        return {code: name for code, name in self.labels.items() if code in found}


class ByMinority(Breakdown):
    """汉族 or not; as in the census, whoever belongs to no group of the 56 is not."""

    ROWS = {"han": N_("汉族"), "minority": N_("少数民族")}

    def column(self, frame: Frame, day: Any) -> Any:
        return Case(None, [(self.field == HAN, "han"), (self.field.is_null(False), "minority")])

    def named(self, frame: Frame, found: set[str]) -> dict[str, str]:
        return dict(self.ROWS)

    def chosen(self, frame: Frame, part: str) -> Any:
        if part == "minority":
            return self.field != HAN
        return (self.field == HAN) if part else self.field.is_null()


MEDIATORS = Source(
    key="mediator",
    label=N_("人民调解员"),
    model=Mediator,
    rows=access.mediators,
    unit=Mediator.unit,
    dates={AS_OF: stock(Mediator.valid_from, end=Mediator.valid_to)},
    breakdowns={
        way.key: way
        for way in (
            *places(Mediator.unit),
            ByKind("orgkind", N_("调解组织类别"), Mediator.committee),
            Fixed("employment", N_("专兼职"), Mediator.employment, "employment"),
            Fixed("sex", N_("性别"), Mediator.sex, "sex"),
            ByGroup("ethnic_group", N_("民族"), Mediator.ethnic_group, "ethnic_group"),
            ByMinority("minority", N_("汉族、少数民族"), Mediator.ethnic_group),
            Fixed("education", N_("学历"), Mediator.education, "education"),
            Listed("grade", N_("等级"), Mediator.grade, GRADE),
        )
    },
    shown=(
        Field("name", N_("姓名")),
        Field("employment", N_("专兼职"), CHOICE, choice="employment"),
        Field("ethnic_group", N_("民族"), CHOICE, choice="ethnic_group"),
        Field("education", N_("学历"), CHOICE, choice="education"),
        Field("grade", N_("等级"), CHOICE, choice=GRADE),
        Field("valid_from", N_("聘任日期"), DATE),
    ),
)
_PERSON = fn.COALESCE(Mediator.id_index, Mediator.id.cast("varchar"))
person = partial(
    Indicator,
    MEDIATORS,
    dated=AS_OF,
    unit="人",
    kind=STOCK,
    measure=DISTINCT,
    parts={"": Part(None, _PERSON)},
    breakdowns=("unit", "orgkind"),
)

DEFINITIONS = (
    person("mediator.people", N_("人民调解员总数"), N_("期末在册的人民调解员；证件号码相同的算一人，没有登记证件号码的按名册上的一行算一人。")),
    person("mediator.full_time", N_("专职人民调解员数"), N_("期末在册的专职人民调解员，一人只计一次。"),
           condition=Mediator.employment == "full"),
    person("mediator.part_time", N_("兼职人民调解员数"), N_("期末在册的兼职人民调解员，一人只计一次；特邀的不计。"),
           condition=Mediator.employment == "part", breakdowns=("unit",)),
    person("mediator.by_attribute", N_("人民调解员结构"), N_("期末在册的人民调解员按学历、性别、民族、等级分列，没有登记的列“未填”。"),
           breakdowns=("education", "sex", "ethnic_group", "minority", "grade", "unit")),
    Rate("mediator.per_unit", N_("平均每个调委会专职调解员数"), N_("期末在册的专职人民调解员÷期末存续的人民调解委员会。"),
         same("mediator.full_time"), same("organisation.committees"), places=1, unit="人", scale=1,
         breakdowns=("unit", "orgkind")),
    Rate("mediator.per_town", N_("平均每个乡镇（街道）专职调解员数"), N_("期末在册的专职人民调解员÷期末现有的乡镇（街道）。"),
         same("mediator.full_time"), same("organisation.towns"), places=1, unit="人", scale=1),
)  # fmt: skip
