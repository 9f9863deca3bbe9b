"""Entered figures as a source: what the bureau defined without code counts like everything else.

The definitions are rows, so they are read whenever they are asked for. A flow counts in the period in which its month
begins; of a stock the latest month that each unit filled in holds.
"""

import datetime
from typing import Any

from peewee import fn

from figures.dating import AS_OF, Reach, Stock, flow
from figures.defining import STOCK, Indicator, Part
from figures.sources import Source, places
from models import EnteredIndicator, EnteredValue
from office import access
from registers import entered
from registers.description import HUNDREDTHS, MONTH, Field
from vocab import N_

PREFIX = entered.PREFIX
_Later = EnteredValue.alias()


class Latest(Stock):
    """The latest month that a unit filled in, up to the period's end."""

    def on(self, day: datetime.date) -> Any:
        later = _Later.select(_Later.id).where(
            (_Later.indicator == EnteredValue.indicator)
            & (_Later.unit == EnteredValue.unit)
            & (_Later.month > EnteredValue.month)
            & (_Later.month <= day)
            & _Later.voided_at.is_null()
        )
        return (EnteredValue.month <= day) & ~fn.EXISTS(later)

    @property
    def reach(self) -> Reach:
        return Reach(EnteredValue.month, None)


ENTERED = Source(
    key="entered",
    label=N_("人工填报"),
    model=EnteredValue,
    rows=lambda actor: access.records(actor, EnteredValue),
    unit=EnteredValue.unit,
    live=EnteredValue.voided_at.is_null(),
    dates={
        "month": flow(EnteredValue.month, N_("按填报月份（整月计入）")),
        AS_OF: Latest(None, N_("截至期末最近一次填报")),
    },
    breakdowns={way.key: way for way in places(EnteredValue.unit)},
    newest=EnteredValue.month,
    shown=(
        Field("month", N_("月份"), MONTH),
        Field("amount", N_("数值"), HUNDREDTHS),
        Field("note", N_("说明")),
        Field("evidence_name", N_("佐证材料")),
    ),
)


def definitions() -> dict[str, Indicator]:
    """Every entered indicator by its key, ended ones too, as it is defined at this moment."""
    return {one.key: indicator(one) for one in entered.listed()}


def indicator(row: EnteredIndicator) -> Indicator:
    """A defined row as an indicator. What has ended before a period is over no longer stands at its end."""
    is_stock = row.kind == STOCK
    ended = row.valid_to

    def mine(frame: Any) -> Any:
        gone = is_stock and ended is not None and ended <= frame.period.last
        return EnteredValue.indicator == (0 if gone else row.id)

    told = row.definition or N_("由填报单位逐月填报，附佐证材料。")
    return Indicator(
        ENTERED,
        row.key,
        row.name,
        told,
        AS_OF if is_stock else "month",
        mine,
        unit=row.measure,
        kind=row.kind,
        parts={"": Part(None, EnteredValue.amount)},
        breakdowns=("unit", "month"),
        hundredths=True,
    )


DEFINITIONS = (
    Indicator(
        ENTERED,
        "entered.any",
        N_("人工填报数据"),
        N_(
            "期内各单位填报的人工填报指标数据项数。每个人工填报指标另有自己的代码（entered.1、entered.2……），与其他指标一样查询。"
        ),
        "month",
        unit="项",
        breakdowns=("unit", "month"),
    ),
)
