"""The indicators: every definition of figures/definitions/ by its key, and the groups in which they are printed.

The keys are those of the national catalogue of figures that reports cite; docs/indicators.md explains each.
A rate is two of them, printed beside it, so that whoever reads it can work it out again.
"""

from collections.abc import Iterable, Mapping

from figures import entered
from figures.defining import FEN, RATE, STOCK, Indicator, Rate
from figures.definitions import (
    adviser,
    consultation,
    dispute,
    document,
    enterprise,
    legal_aid,
    mediator,
    organisation,
    publicity,
    review,
    screening,
    subsidy,
    understander,
)
from figures.definitions.dispute import BASE, CORE
from office.errors import Rejected
from vocab import N_

__all__ = ["BASE", "CORE", "FEN", "INDICATORS", "PRINTED", "RATE", "STOCK", "Indicator", "Rate"]

# The first word of a key → what its group is called, in the order in which they are printed.
GROUPS = {
    "dispute": N_("矛盾纠纷调解"),
    "screening": N_("矛盾纠纷排查"),
    "subsidy": N_("以案定补"),
    "organisation": N_("调解组织"),
    "mediator": N_("人民调解员"),
    "aid": N_("法律援助"),
    "consultation": N_("法律咨询"),
    "hotline": N_("热线"),
    "platform": N_("公共法律服务平台"),
    "adviser": N_("村（居）法律顾问"),
    "understander": N_("法律明白人"),
    "publicity": N_("普法宣传"),
    "enterprise": N_("涉企服务"),
    "review": N_("行政复议"),
    "litigation": N_("行政应诉"),
    "document": N_("合法性审查"),
    "entered": N_("人工填报"),
}
_MODULES = (
    dispute,
    screening,
    subsidy,
    organisation,
    mediator,
    legal_aid,
    consultation,
    adviser,
    understander,
    publicity,
    enterprise,
    review,
    document,
    entered,
)
INDICATORS: dict[str, Indicator | Rate] = {one.key: one for module in _MODULES for one in module.DEFINITIONS}
PRINTED = [
    one.key for one in dispute.DEFINITIONS if one.printed
]  # of the disputes: month, year, yearly workbook


def lookup(
    keys: Iterable[str], known: Mapping[str, Indicator | Rate] | None = None
) -> dict[str, Indicator | Rate]:
    """Key → indicator, in the order asked for; what stands in `known` is not looked up. Rejected for an unknown one."""
    known = known or {}
    by_hand: dict[str, Indicator] | None = None
    found: dict[str, Indicator | Rate] = {}
    for key in keys:
        one = known.get(key) or INDICATORS.get(key)
        if one is None and key.startswith(entered.PREFIX):
            by_hand = entered.definitions() if by_hand is None else by_hand
            one = by_hand.get(key)
        if one is None:
            raise Rejected("keys", N_("没有名为“{key}”的指标，请核对指标代码。"), key=key[:40])
        found[key] = one
    return found


def find(key: str) -> Indicator | Rate:
    """The indicator of a key. Rejected when there is none."""
    return lookup((key,))[key]


def everything() -> dict[str, Indicator | Rate]:
    """Every indicator by its key, in the order of the definitions; what the bureau defined without code comes last."""
    return {**INDICATORS, **entered.definitions()}


def counted(key: str) -> Indicator:
    """The indicator of a key that counts or sums; KeyError for a rate or an unknown key."""
    one = INDICATORS.get(key) or find(key)
    if isinstance(one, Rate):
        raise KeyError(key)
    return one


def breakdowns(one: Indicator | Rate) -> tuple[str, ...]:
    """The tables in which an indicator is wanted: those it names, or all of its source."""
    return one.breakdowns or (tuple(one.source.breakdowns) if isinstance(one, Indicator) else ())


def date_words(one: Indicator | Rate, basis: str) -> str:
    """The date basis of an indicator (for a rate: of its numerator), in words."""
    one = counted(one.numerator[basis]) if isinstance(one, Rate) else one
    return one.source.dated(one.dated, basis).words
