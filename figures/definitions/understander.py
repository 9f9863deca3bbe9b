"""The figures of legal understanders, and of the trainings of understanders and of mediators."""

from functools import partial
from typing import Any

from peewee import SQL, Case

from figures.dating import AS_OF, stock
from figures.defining import LEAST, STOCK, Indicator, Part, Rate, same
from figures.definitions.adviser import village
from figures.frame import Frame
from figures.sources import of_register
from models import Training, Understander, Unit
from models import UnderstanderActivity as Activity
from registers import coverage
from registers.trainings import TRAININGS
from registers.understanders import ACTIVITIES, UNDERSTANDERS
from vocab import N_

ROLL = of_register(
    UNDERSTANDERS,
    called={"roles": "role"},
    stock=stock(Understander.certified_on, end=Understander.removed_on),
)
activity = partial(Indicator, of_register(ACTIVITIES), dated="held_on", breakdowns=("unit", "month"))
training = partial(Indicator, of_register(TRAININGS), dated="held_on", breakdowns=("unit", "month"))
_ATTENDED = Part(None, Training.persons, N_("参训"), "人次")


def _people_there(frame: Frame) -> Any:
    """How many understanders a village has: villages with the same number stand together."""
    villages: dict[int, list[int]] = {}
    for unit, people in coverage.understanders(frame.actor, frame.period.last).items():
        villages.setdefault(people, []).append(unit)
    cases = [(Unit.id.in_(units), SQL(str(people))) for people, units in sorted(villages.items())]
    return Case(None, cases, SQL("0")) if cases else SQL("0")


DEFINITIONS = (
    Indicator(ROLL, "understander.people", N_("法律明白人人数"), N_("期末在册（已认定、未清退）的法律明白人；身份类别可有几种，按类别的人数不相加。"),
              AS_OF, unit="人", kind=STOCK, breakdowns=("unit", "role")),
    village("understander.fewest", N_("法律明白人最少的村（社区）的人数"), N_("期末现有的村（社区）中在册法律明白人最少的有几名。"),
            unit="人", measure=LEAST, parts={"": Part(None, _people_there)}, printed=False),
    Rate("understander.per_village", N_("每村（社区）法律明白人数"), N_("期末在册的法律明白人÷期末现有的村（社区），并列最少的村有几名。"),
         same("understander.people"), same("adviser.all_villages"), places=1, unit="人", scale=1,
         least="understander.fewest"),
    training("understander.trainings", N_("法律明白人培训"), N_("期内举办的法律明白人培训场次与参训人次。"),
             condition=Training.audience == "understander", unit="场", parts={"events": Part(unit="场"), "persons": _ATTENDED}),
    activity("understander.mediations", N_("法律明白人参与化解纠纷数"), N_("期内法律明白人参与化解的纠纷，一次登记为一件。"),
             condition=Activity.kind == "mediation"),
    activity("understander.events", N_("法律明白人普法活动数"), N_("期内法律明白人开展的普法宣传。"),
             condition=Activity.kind == "publicity", unit="场"),
    training("mediator.trainings", N_("调解员培训"), N_("期内举办的人民调解员培训期数与参训人次。"),
             condition=Training.audience == "mediator", unit="期", parts={"events": Part(unit="期"), "persons": _ATTENDED}),
)  # fmt: skip
