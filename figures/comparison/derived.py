"""Measures that are worked out of other figures: what they are, up to which day, and when there is none.

The evaluator does not know them: there is no record that they count. They stand in the catalogue beside the indicators.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from figures.comparison import choosing, rankable
from figures.defining import Indicator, Rate
from vocab import N_

GROUP = N_("对比分析")
KIND = "derived"
_UNLIKE = N_(
    "不可比：单位或分类在其间设立、撤销、并入；审定数两期缺报的单位、锁定的月份、口径或分类表的版本不同；"
    "上期没有审定数、为 0，或基数不足 10。原因写明，不算百分比；比率只算百分点。"
)


@dataclass(frozen=True)
class Derived:
    """A measure of any indicator: its key, name, meaning and unit; `dated` says of which days, `page` where it is read, `limits` when there is none."""

    key: str
    name: str
    definition: str
    unit: str
    dated: str
    page: str
    limits: str = ""
    of: Callable[[Indicator | Rate], bool] = lambda one: True

    @property
    def edition(self) -> str:
        """A short digest of what it says."""
        said = "\n".join((self.key, self.name, self.definition, self.limits, self.unit, self.dated))
        return hashlib.sha256(said.encode()).hexdigest()[:12]

    def covers(self) -> list[str]:
        """The indicators of which it can be asked."""
        return [key for key, one in choosing.comparable().items() if self.of(one)]

    def speaks_of(self, word: str) -> bool:
        """Whether a word occurs in what is told of it."""
        return any(
            word.lower() in text.lower() for text in (self.key, self.name, self.definition, self.limits)
        )


_PAGE, _RANKING = N_("对比分析（/compare）"), N_("排名（/compare/ranking）")
DERIVED = {
    one.key: one
    for one in (
        Derived(
            "compare.yoy", N_("同比"),
            N_("本期比上年同期增减多少、百分之几；比率为印出的两个比率相减，计百分点。"),
            N_("同指标，%"),
            N_("上年的同一月、季、半年、年；本期未完的，截至上年的同一天（审定数截至同一个月），2月29日对2月28日"),
            _PAGE, _UNLIKE,
        ),
        Derived(
            "compare.previous", N_("环比"),
            N_("本期比上一期（上月、上季度、上半年、上年；自定的日子为之前同样多的日子）增减多少、百分之几。本期未完的不算。"),
            N_("同指标，%"), N_("紧接本期之前的同类期间"), _PAGE, _UNLIKE,
        ),
        Derived(
            "compare.cumulative", N_("累计同比"),
            N_("本统计年度第一天至本期最后一天的累计数，比上年截至同一天的累计数增减多少、百分之几。期末数（人数、机构数等）不累计。"),
            N_("同指标，%"), N_("统计年度第一天（如上年 12 月 1 日）至本期最后一天"), _PAGE, _UNLIKE,
            lambda one: not choosing.holds_at_a_day(one),
        ),
        Derived(
            "compare.rank", N_("排名"),
            N_("下级单位按质量、及时性指标的先后；相等的并列；基数不足 10 的列在后面，不排名次；按数量排名须由县司法局开启。"),
            N_("名次"), N_("同所排的指标"), _RANKING, "", lambda one: one.key in rankable.WAYS,
        ),
    )
}  # fmt: skip
