"""The figures of the disputes."""

from functools import partial

from figures.dating import AS_OF, BASIS
from figures.defining import FEN, STOCK, Indicator, Part, Rate, same
from figures.disputes import ACCEPTED, APPLIED, CONCLUDED, CONFIRMED, DISPUTES, FOLLOWED, PERFORMED
from models import Dispute, Term
from vocab import DIFFICULT, FORMS, N_, PREVENTIONS, Outcome

figure = partial(Indicator, DISPUTES, breakdowns=("unit",))
REFERRED = "S3"  # 接受委托移送, the parent of the sources that refer cases

_EVERYWHERE = ("unit", "orgkind", "studio", "type", "source", "difficulty", "tag", "mediator", "month")
_TAKEN = Dispute.outcome != Outcome.REFUSED
_SETTLED = Dispute.outcome == Outcome.SUCCEEDED
_FROM_OTHERS = (Dispute.source == REFERRED) | Dispute.source.in_(
    Term.select(Term.code).where(Term.parent == REFERRED)
)

BASE = {"concluded": "dispute.concluded", "accepted": "dispute.accepted"}
REFERRED_BASE = same("dispute.referred")

_COUNTS = (
    figure("dispute.accepted", N_("受理纠纷数"), N_("期内受理的纠纷，不予受理的不计。"),
              ACCEPTED, _TAKEN, breakdowns=_EVERYWHERE),
    figure("dispute.concluded", N_("调结纠纷数"), N_("期内结案的纠纷，不论结果如何；不予受理的不计。"),
              CONCLUDED, _TAKEN, breakdowns=_EVERYWHERE),
    figure("dispute.succeeded", N_("调解成功数"), N_("结果为调解成功的纠纷。"),
              BASIS, _SETTLED, breakdowns=_EVERYWHERE),
    figure("dispute.failed", N_("调解不成功数"), N_("结果为调解不成或终止的纠纷。"),
              BASIS, Dispute.outcome.in_([Outcome.FAILED, Outcome.TERMINATED]), breakdowns=_EVERYWHERE),
    figure("dispute.pending", N_("未结纠纷数"), N_("期末前已受理、到期末尚未结案的纠纷；不予受理的不计。"),
              AS_OF, _TAKEN, kind=STOCK, breakdowns=("unit", "type", "source")),
    figure("dispute.amount", N_("协议涉及金额"), N_("调解成功的纠纷协议涉及金额之和，按分计、以万元印出。"),
              BASIS, _SETTLED, unit=FEN, parts={"": Part(None, Dispute.amount)}, breakdowns=("unit", "type", "studio")),
    figure("dispute.parties", N_("涉及当事人数"), N_("期内受理的纠纷涉及的当事人人数之和。"),
              ACCEPTED, _TAKEN, unit="人", parts={"": Part(None, Dispute.party_count)}, breakdowns=("unit", "type")),
    figure("dispute.difficult", N_("疑难复杂纠纷数"), N_("难易程度为疑难复杂或重大的纠纷；不予受理的不计。"),
              BASIS, _TAKEN & Dispute.difficulty.in_(DIFFICULT), breakdowns=("unit", "type")),
    figure("dispute.agreements", N_("调解协议数"), N_("调解成功并达成书面或口头协议的纠纷；其中书面、口头分列。"),
              BASIS, _SETTLED & Dispute.form.in_(list(FORMS)), added=True, breakdowns=("unit", "form"),
              parts={form: Part(Dispute.form == form, None, name) for form, name in FORMS.items()}),
    figure("dispute.performed", N_("协议履行数"), N_("期内协议全部履行的纠纷。"), PERFORMED, _TAKEN),
    figure("dispute.confirmation_applied", N_("申请司法确认数"), N_("期内申请司法确认的纠纷。"), APPLIED, _TAKEN),
    figure("dispute.confirmed", N_("司法确认有效数"), N_("期内经法院确认协议有效的纠纷。"), CONFIRMED, _TAKEN),
    figure("dispute.referred", N_("委托移送纠纷数"),
              N_("案件来源为接受委托移送（法院、检察院、公安机关、信访部门、其他部门）的纠纷；不予受理的不计。"),
              BASIS, _TAKEN & _FROM_OTHERS, breakdowns=("unit", "source")),
)  # fmt: skip

_RATES = (
    Rate("dispute.success_rate", N_("调解成功率"),
         N_("调解成功数÷调结纠纷数（结案口径）或÷受理纠纷数（受理口径），两数并列；没有基数时不计算。"),
         same("dispute.succeeded"), BASE, breakdowns=_EVERYWHERE),
    Rate("dispute.mediation_rate", N_("调解率"), N_("期内调结纠纷数÷期内受理纠纷数。"),
         same("dispute.concluded"), same("dispute.accepted")),
    Rate("dispute.performance_rate", N_("协议履行率"), N_("期内履行的协议数÷期内调解协议数。"),
         same("dispute.performed"), same("dispute.agreements")),
    Rate("dispute.referred_success_rate", N_("委托移送调解成功率"),
         N_("委托移送纠纷中调解成功数÷委托移送纠纷数；与调解成功率分开，不混算。"),
         same("dispute.referred_succeeded"), REFERRED_BASE, breakdowns=("unit", "source")),
    Rate("dispute.share", N_("占比"), N_("本行件数÷全表件数（结案口径用调结数，受理口径用受理数），四舍五入。"),
         BASE, BASE, places=1, whole=True, breakdowns=("type", "source", "orgkind")),
    Rate("dispute.average_days", N_("平均调解用时"), N_("已结案纠纷从受理到结案的天数之和÷件数。"),
         same("dispute.days"), same("dispute.timed"), places=1, unit="天", scale=1,
         breakdowns=("unit", "type")),
    Rate("dispute.satisfaction_rate", N_("满意率"), N_("回访中满意和基本满意的件数÷回访件数。"),
         same("dispute.satisfied"), same("dispute.followed_up")),
)  # fmt: skip


def _prevention(key: str, name: str) -> Indicator:
    cases, persons = getattr(Dispute, f"{key}_cases"), getattr(Dispute, f"{key}_persons")
    return figure(
        f"dispute.{key}_prevented",
        name,
        N_("调解纠纷时登记的预防成效，件数与人数分列，互不相加。"),
        BASIS,
        _TAKEN & ((cases > 0) | (persons > 0)),
        parts={"cases": Part(None, cases, unit="件"), "persons": Part(None, persons, unit="人")},
    )


# What the rates are worked out from, what the desk watches and only the official tables print: listable like all.
_SUPPORT = (
    figure("dispute.written_agreements", N_("书面协议数"), N_("调解成功并达成书面协议的纠纷。"),
              BASIS, _SETTLED & (Dispute.form == "written"), printed=False),
    figure("dispute.oral_agreements", N_("口头协议数"), N_("调解成功并达成口头协议的纠纷。"),
              BASIS, _SETTLED & (Dispute.form == "oral"), printed=False),
    figure("dispute.referred_succeeded", N_("委托移送调解成功数"), N_("委托移送纠纷中调解成功的。"),
              BASIS, _SETTLED & _FROM_OTHERS, printed=False),
    figure("dispute.days", N_("调解用时合计"), N_("已结案纠纷从受理到结案的天数之和。"),
              BASIS, _TAKEN & Dispute.days.is_null(False), unit="天", parts={"": Part(None, Dispute.days)}, printed=False),
    figure("dispute.timed", N_("计入用时的纠纷数"), N_("已结案的纠纷。"),
              BASIS, _TAKEN & Dispute.days.is_null(False), printed=False),
    figure("dispute.followed_up", N_("回访纠纷数"), N_("期内回访的纠纷。"), FOLLOWED, _TAKEN, printed=False),
    figure("dispute.satisfied", N_("回访满意数"), N_("期内回访、当事人满意或基本满意的纠纷。"),
              FOLLOWED, _TAKEN & Dispute.satisfaction.in_(["yes", "fair"]), printed=False),
    figure("dispute.case_parties", N_("案件涉及当事人数"), N_("按所选口径计入的纠纷涉及的当事人人数之和，印在统计表里。"),
              BASIS, _TAKEN, unit="人", parts={"": Part(None, Dispute.party_count)}, printed=False),
    figure("dispute.sued", N_("反悔起诉数"), N_("达成协议后一方反悔、向法院起诉的纠纷，法院已作判决的计在其中。"),
              BASIS, _SETTLED & Dispute.aftermath.in_(["sued", "upheld", "changed"]), printed=False),
    figure("dispute.upheld", N_("法院判决维持协议数"), N_("反悔起诉后法院判决维持调解协议的纠纷。"),
              BASIS, _SETTLED & (Dispute.aftermath == "upheld"), printed=False),
    figure("dispute.overturned", N_("法院判决变更、撤销或确认无效数"), N_("反悔起诉后法院判决变更、撤销调解协议或确认其无效的纠纷。"),
              BASIS, _SETTLED & (Dispute.aftermath == "changed"), printed=False),
)  # fmt: skip

_PREVENTED = tuple(_prevention(key, name) for key, name in PREVENTIONS.items())
DEFINITIONS: tuple[Indicator | Rate, ...] = (*_COUNTS, *_RATES, *_PREVENTED, *_SUPPORT)
# What the covering indexes hold, so that long tables by type, source or body stay within them.
CORE = ("dispute.accepted", "dispute.concluded", "dispute.succeeded", "dispute.failed", "dispute.success_rate",
        "dispute.amount")  # fmt: skip
