"""The figures of legal aid. Cases and legal help (认罪认罚, 值班律师) are counted apart, and both together in aid.all."""

from functools import partial

from figures.dating import flow
from figures.defining import FEN, Indicator, Part, Rate, same
from figures.entered import ENTERED
from figures.sources import of_register
from models import EnteredIndicator, EnteredValue
from models import LegalAidCase as Case
from registers.legal_aid import LEGAL_AID
from vocab import AID_HELP, AID_KINDS, N_, QUALITIES

AID = of_register(
    LEGAL_AID,
    called={"groups": "recipient", "quality": "grade"},
    dates={"counts_on": flow(Case.counts_on, N_("按受理日期（未填的按申请日期）"))},
)
figure = partial(Indicator, AID)
TARGET = "法律援助目标任务"  # the entered indicator that holds what is to be done in a year
_CASES = Case.kind.not_in(AID_HELP)
_HELP = Case.kind.in_(AID_HELP)
_TARGETED = EnteredValue.indicator.in_(
    EnteredIndicator.select(EnteredIndicator.id).where(EnteredIndicator.name == TARGET)
)

DEFINITIONS = (
    figure("aid.accepted", N_("法律援助受理案件数"), N_("期内受理的法律援助案件；法律帮助另计，不在其中。"), "counts_on", _CASES),
    figure("aid.legal_help", N_("法律帮助件数"), N_("期内认罪认罚、值班律师法律帮助的件数。"), "counts_on", _HELP),
    figure("aid.all", N_("法律援助案件数（含法律帮助）"), N_("期内受理的法律援助案件与法律帮助之和。"), "counts_on"),
    figure("aid.by_kind", N_("法律援助案件数（按类别）"), N_("期内受理的法律援助案件与法律帮助，按类别分列。"),
           "counts_on", added=True, breakdowns=("kind", "unit", "month"),
           parts={code: Part(Case.kind == code, name=name) for code, name in AID_KINDS.items()}),
    figure("aid.concluded", N_("法律援助办结数"), N_("期内结案的法律援助案件，法律帮助除外。"), "concluded_on", _CASES),
    Rate("aid.concluded_rate", N_("法律援助办结率"), N_("期内结案的法律援助案件数÷期内受理的法律援助案件数。"),
         same("aid.concluded"), same("aid.accepted"), breakdowns=("unit", "kind", "month")),
    figure("aid.recipients", N_("受援人数"), N_("期内受理的法律援助案件的受援人数之和，是人数而不是件数；法律帮助除外。"),
           "counts_on", _CASES, unit="人", parts={"": Part(None, Case.persons)}),
    figure("aid.by_recipient", N_("受援人（按对象类别）"),
           N_("期内受理的案件（含法律帮助）的件数与人数；一人可属几个类别，各类别互有重叠，不相加。"), "counts_on",
           breakdowns=("recipient",), parts={"cases": Part(unit="件"), "persons": Part(None, Case.persons, unit="人")}),
    figure("aid.recovered", N_("挽回损失金额"), N_("期内结案的案件（含法律帮助）挽回损失或取得利益的金额之和。"),
           "concluded_on", unit=FEN, parts={"": Part(None, Case.recovered)}),
    figure("aid.cost", N_("法律援助补贴"), N_("期内结案的案件（含法律帮助）的办案补贴之和。"),
           "concluded_on", unit=FEN, parts={"": Part(None, Case.cost)}),
    figure("aid.quality", N_("法律援助案件质量评估"), N_("期内结案、已评定质量等级的案件，按等级分列。"),
           "concluded_on", Case.quality.in_(list(QUALITIES)), added=True, breakdowns=("grade", "unit"),
           parts={code: Part(Case.quality == code, name=name) for code, name in QUALITIES.items()}),
    Rate("aid.target", N_("法律援助目标任务完成率"), N_("期内受理的法律援助案件数÷人工填报的“法律援助目标任务”在期内各月之和；没有填报的不计算。"),
         same("aid.accepted"), same("aid.targeted")),
    Indicator(ENTERED, "aid.targeted", N_("法律援助目标任务"), N_("人工填报的“法律援助目标任务”在期内各月之和。"), "month", _TARGETED,
              parts={"": Part(None, EnteredValue.amount)}, breakdowns=("unit", "month"), hundredths=True, printed=False),
)  # fmt: skip
