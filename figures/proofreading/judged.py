"""A number with its mark: 对, 不符 or 无法核对."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from figures.comparison.asked import About, name_of
from figures.proofreading.printed import Printed
from vocab import N_

RIGHT, WRONG, UNKNOWN = N_("对"), N_("不符"), N_("无法核对")


@dataclass
class Judged:
    """A number with its mark: the indicator that it is of, whose and when, the right figure, and why."""

    printed: Printed
    about: About
    mark: str = UNKNOWN
    key: str = ""
    part: str = ""
    where: tuple[tuple[str, str], ...] = ()
    figure: str = ""
    why: str = ""
    truth: Decimal | None = None
    row: str = ""  # the name of the row that it is confined to
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What it is of in words: 调结纠纷数·邻里纠纷, 直播场次（观看）; "" where nothing was found."""
        named = name_of(self.key, self.part) if self.key else ""
        return f"{named}·{self.row}" if self.row else named

    @property
    def indicator(self) -> str:
        """The key, with its part: dispute.crime_prevented(persons)."""
        return f"{self.key}({self.part})" if self.part else self.key
