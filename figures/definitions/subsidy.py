"""The figures of per-case subsidies."""

from functools import partial

from figures.breakdowns import Worded
from figures.defining import FEN, Indicator, Part
from figures.sources import of_register
from models import SubsidyGrant as Grant
from registers.subsidies import SUBSIDIES
from vocab import N_

GRANTS = of_register(
    SUBSIDIES, breakdowns=(Worded("mediator", N_("调解员"), Grant.mediator, "subsidy.mediator"),)
)
figure = partial(Indicator, GRANTS, dated="approved_on", breakdowns=("unit", "grade", "mediator", "month"))

DEFINITIONS = (
    figure("subsidy.cases", N_("以案定补案件数"), N_("期内批准补贴的纠纷，一案一补。")),
    figure("subsidy.amount", N_("以案定补金额"), N_("期内批准的补贴金额之和。"), unit=FEN, parts={"": Part(None, Grant.amount)}),
)  # fmt: skip
