"""What units may be ranked by: how well and how quickly they work, never how much, unless the office has switched it on.

A target for numbers breeds numbers: cases are invented or split. Each rate of figures/definitions/ stands in exactly
one of the two tables below, with the reason.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from figures.defining import RATE, Indicator, Rate
from figures.indicators import GROUPS, INDICATORS, everything, find
from figures.wording import is_several
from office import settings
from office.access import Actor
from office.errors import Rejected
from vocab import N_

HIGHER, LOWER = "higher", "lower"
DIRECTIONS = {HIGHER: N_("从高到低"), LOWER: N_("从低到高")}
QUALITY, TIMELINESS, RETURNS, VOLUME = N_("质量"), N_("时效"), N_("月报"), N_("数量")
SETTING = "rank_volume"


@dataclass(frozen=True)
class Way:
    """One way to rank: which end is the better one and what that says, in a few words.

    `share` says that the numerator is part of the denominator, so that chance can be told from difference; `beside`
    are indicators to be seen with it.
    """

    key: str
    better: str
    says: str
    why: str
    share: bool = True
    beside: tuple[str, ...] = ()


WAYS = {
    way.key: way
    for way in (
        Way("dispute.success_rate", HIGHER, QUALITY, N_("调结的纠纷多少调成了；未调成和未结的并列，免得只挑好调的办结。"),
            beside=("dispute.failed", "dispute.pending")),
        Way("dispute.referred_success_rate", HIGHER, QUALITY, N_("法院、公安等移送来的纠纷多少调成了。")),
        Way("dispute.performance_rate", HIGHER, QUALITY,
            N_("协议最后有没有履行；期内履行的可能是以前的协议，会超过 100%，不作偶然性判断。"), share=False),
        Way("dispute.satisfaction_rate", HIGHER, QUALITY, N_("回访时当事人满意不满意。")),
        Way("dispute.average_days", LOWER, TIMELINESS, N_("从受理到结案平均几天，越短越好；是平均数，不作偶然性判断。"),
            share=False),
        Way("screening.resolved_rate", HIGHER, QUALITY, N_("排查出来的纠纷多少就地化解了。")),
        Way("hotline.answer_rate", HIGHER, TIMELINESS, N_("打来的电话多少接通了。")),
        Way("hotline.satisfaction", HIGHER, QUALITY, N_("来电人满意不满意。")),
        Way("publicity.officials_pass_rate", HIGHER, QUALITY, N_("参加学法考试的人多少合格。")),
    )
}  # fmt: skip

# The points of the monthly returns (figures/returns/rating.py): key → its name and how many there are at most.
POINTS = {
    "return.score": (N_("月报得分"), 100),
    "return.timely": (N_("月报得分：及时"), 60),
    "return.at_once": (N_("月报得分：一次通过"), 20),
    "return.steady": (N_("月报得分：锁定后稳定"), 20),
}
RETURN_WAYS = {
    key: Way(key, HIGHER, RETURNS, N_("按月评价公布的办法计分；案件多少不影响得分。"), share=False)
    for key in POINTS
}

_STAFFING = N_("说明配备多少，不说明事情办得好坏快慢")
_ELSEWHERE = N_("结果取决于被申请、被诉的行政机关，不由登记的单位决定")
_CARRIED = N_("期内办结的可能是以前受理的，积案多的单位反而高，可超过 100%")
LEFT_OUT = {
    "dispute.mediation_rate": _CARRIED,
    "dispute.share": N_("是占全表的比重，不是高低好坏"),
    "aid.concluded_rate": _CARRIED,
    "review.corrected_rate": _ELSEWHERE,
    "litigation.won_rate": _ELSEWHERE,
    "litigation.lost_rate": _ELSEWHERE,
    "litigation.head_appearance_rate": _ELSEWHERE,
    "adviser.coverage": _STAFFING,
    "understander.per_village": _STAFFING,
    "mediator.per_unit": _STAFFING,
    "mediator.per_town": _STAFFING,
    "organisation.standardised_rate": _STAFFING,
    "organisation.coverage": _STAFFING,
}
TARGETS = ("aid.target",)  # of a number of cases: a volume in the dress of a rate


@dataclass(frozen=True)
class Choice:
    """What may be chosen on a page: names by key, in groups."""

    groups: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def keys(self) -> list[str]:
        """All keys."""
        return [key for names in self.groups.values() for key in names]


def volume_allowed() -> bool:
    """Whether the office lets units be ranked by numbers of cases, persons, money."""
    return bool(settings.get(SETTING) == "yes")


def way_of(actor: Actor, key: str) -> Way:
    """How units are ranked by a key. NotAllowed, Rejected for what is not ranked, with the reason."""
    if key in RETURN_WAYS:
        actor.must("return.read")
        return RETURN_WAYS[key]
    one = find(key)
    if key in WAYS:
        return WAYS[key]
    if one.kind == RATE and key not in TARGETS:
        why = LEFT_OUT.get(key, _STAFFING)
        raise Rejected("key", N_("“{name}”不参加排名：{why}。"), name=one.name, why=why)
    return _by_volume(one)


def _by_volume(one: Indicator | Rate) -> Way:
    if not volume_allowed():
        raise Rejected("key", N_("“{name}”是数量，不按数量排名：给件数、金额排名次会催生虚报。确需排名的，请县局在“业务设置”里打开“按数量排名”。"),
                       name=one.name)  # fmt: skip
    if is_several(one):
        raise Rejected("key", N_("“{name}”由几个数并列，不能排出一个次序，请改选其他指标。"), name=one.name)
    return Way(one.key, HIGHER, VOLUME, N_("只按数量从多到少排列，不说明好坏快慢。"), share=False)


def name_of(key: str) -> str:
    """What is ranked by, in words."""
    return POINTS[key][0] if key in POINTS else find(key).name


def overview(actor: Actor) -> list[Way]:
    """What the summary shows: everything of quality and timeliness, the returns as one score."""
    score = [RETURN_WAYS["return.score"]] if actor.may("return.read") else []
    return [*score, *WAYS.values()]


def choices(actor: Actor) -> Choice:
    """What the actor may rank by."""
    groups: dict[str, dict[str, str]] = {}
    returns = RETURN_WAYS.values() if actor.may("return.read") else ()
    for way in (*WAYS.values(), *returns):
        groups.setdefault(way.says, {})[way.key] = name_of(way.key)
    if volume_allowed():
        for key, one in everything().items():
            if _is_volume(one):
                group = GROUPS.get(key.partition(".")[0], VOLUME)
                groups.setdefault(f"{VOLUME}：{group}", {})[key] = one.name
    return Choice(groups)


def _is_volume(one: Indicator | Rate) -> bool:
    return one.key in TARGETS or (isinstance(one, Indicator) and one.printed and not is_several(one))


def undeclared() -> set[str]:
    """Rates of the catalogue that nobody has decided about: none, as a test keeps."""
    rates = {key for key, one in INDICATORS.items() if isinstance(one, Rate)}
    return rates ^ {*WAYS, *LEFT_OUT, *TARGETS}
