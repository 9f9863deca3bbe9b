"""What a definition of a figure is: an indicator over one source, or a rate of two indicators.

A definition is a condition, a date basis and a measure, never a number. figures/definitions/ holds them, a file
for each register; figures/indicators.py collects them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import FunctionType
from typing import Any, NamedTuple

from figures.frame import Frame
from figures.sources import Source

FLOW, STOCK, RATE = "flow", "stock", "rate"
FEN = "元"  # money is counted in fen and shown in 元 or 万元
HOURS = "小时"  # time is counted in minutes and shown in hours
SUM, DISTINCT, LEAST = "sum", "distinct", "least"

Condition = Any | Callable[[Frame], Any]  # SQL, or SQL that depends on the unit and period asked about


class Part(NamedTuple):
    """One of the numbers an indicator consists of: which of its records, and the column that is summed (none: counted).

    `name` and `unit` are how it is said where an indicator has several: 观看36000人次.
    """

    condition: Condition = None
    column: Condition = None
    name: str = ""
    unit: str = ""


COUNT = Part()


@dataclass(frozen=True)
class Indicator:
    """A count or a sum over the records of a source.

    `dated` is one of the source's dates. The value is that of the first part, or the sum of all where `added` says
    so. `measure` DISTINCT counts the different values of the part's column (each person once), LEAST takes the
    smallest. `breakdowns` are the tables in which it is wanted (none: all of its source). `printed` is False for
    what only serves to work out a rate.
    """

    source: Source
    key: str
    name: str
    definition: str
    dated: str
    condition: Condition = None
    unit: str = "件"
    kind: str = FLOW
    parts: Mapping[str, Part] = field(default_factory=lambda: {"": COUNT})
    added: bool = False
    measure: str = SUM
    breakdowns: tuple[str, ...] = ()
    printed: bool = True
    hundredths: bool = False  # what is entered by hand may have two decimals


@dataclass(frozen=True)
class Rate:
    """One indicator over another, each given for every basis (same()) or by basis.

    `whole` makes the denominator that of the whole table (a share) instead of the same row. `least` is an indicator
    whose smallest value stands beside a mean.
    """

    key: str
    name: str
    definition: str
    numerator: Mapping[str, str]
    denominator: Mapping[str, str]
    places: int = 2
    unit: str = "%"
    scale: int = 100
    whole: bool = False
    least: str = ""
    breakdowns: tuple[str, ...] = ("unit",)
    kind: str = RATE
    printed: bool = True


def same(key: str) -> dict[str, str]:
    """The indicator of `key` whatever the basis: what a rate of other registers is made of."""
    return {"concluded": key, "accepted": key}


def at(condition: Condition, frame: Frame) -> Any:
    """A condition (or column) for the unit and period of a frame."""
    return condition(frame) if isinstance(condition, FunctionType) else condition
