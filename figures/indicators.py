"""The indicators: every definition of figures/definitions/ by its key, and the groups in which they are printed.

The keys are those of the national catalogue of figures that reports cite; docs/indicators.md explains each.
A rate is two of them, printed beside it, so that whoever reads it can work it out again.
"""

from figures.defining import FEN, RATE, STOCK, Indicator, Rate
from figures.definitions import dispute, legal_aid, publicity
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
_MODULES = (dispute, legal_aid, publicity)
INDICATORS: dict[str, Indicator | Rate] = {one.key: one for module in _MODULES for one in module.DEFINITIONS}
PRINTED = [
    one.key for one in dispute.DEFINITIONS if one.printed
]  # of the disputes: month, year, yearly workbook


def find(key: str) -> Indicator | Rate:
    """The indicator of a key. Rejected when there is none."""
    if key not in INDICATORS:
        raise Rejected("keys", N_("没有名为“{key}”的指标，请核对指标代码。"), key=key)
    return INDICATORS[key]


def everything() -> dict[str, Indicator | Rate]:
    """Every indicator by its key, in the order of the definitions."""
    return dict(INDICATORS)


def counted(key: str) -> Indicator:
    """The indicator of a key that counts or sums; KeyError for a rate or an unknown key."""
    one = INDICATORS.get(key) or find(key)
    if isinstance(one, Rate):
        raise KeyError(key)
    return one


def date_words(key: str, basis: str) -> str:
    """The date basis of an indicator (for a rate: of its numerator), in words."""
    one = find(key)
    one = counted(one.numerator[basis]) if isinstance(one, Rate) else one
    return one.source.dated(one.dated, basis).words
