"""The figures of screening: rounds (次) and disputes (件) apart; neither enters the success rate (domain: 5.2)."""

from functools import partial

from figures.defining import Indicator, Part, Rate, same
from figures.sources import of_register
from models import ScreeningFinding as Finding
from models import ScreeningRound as Round
from registers.screenings import FINDINGS, SCREENINGS
from vocab import N_

figure = partial(Indicator, of_register(SCREENINGS), dated="held_on")
finding = partial(Indicator, of_register(FINDINGS), dated="found_on")

DEFINITIONS = (
    figure("screening.rounds", N_("矛盾纠纷排查次数"), N_("期内开展排查的次数之和。"), unit="次",
           parts={"": Part(None, Round.rounds)}),
    figure("screening.found", N_("排查发现纠纷数"), N_("期内排查发现的纠纷件数之和；零报告计 0 件。"),
           parts={"": Part(None, Round.found)}),
    figure("screening.prevented", N_("预防纠纷数"), N_("期内排查中预防的纠纷件数之和，不计入调解。"),
           parts={"": Part(None, Round.prevented)}),
    figure("screening.resolved", N_("排查化解纠纷数"), N_("期内排查的纠纷中已化解的件数之和，不计入调解成功数。"),
           parts={"": Part(None, Round.resolved)}),
    Rate("screening.resolved_rate", N_("排查化解率"), N_("排查化解纠纷数÷排查发现纠纷数，与调解成功率分开，不混算。"),
         same("screening.resolved"), same("screening.found"), breakdowns=("unit", "month")),
    figure("screening.nil", N_("零报告数"), N_("期内没有发现纠纷的排查记录数。"), condition=Round.found == 0, unit="份"),
    finding("screening.findings", N_("逐件登记的排查纠纷数"), N_("期内排查发现、逐件登记的纠纷。")),
    finding("screening.cases", N_("排查转为纠纷案件数"), N_("逐件登记的排查纠纷中已转为纠纷案件的。"),
            condition=Finding.dispute.is_null(False)),
)  # fmt: skip
