"""What the address of a comparison asks for. Rejected says which part of it cannot be read."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from blueprints import addresses, period_asked
from blueprints.navigation import office_settings
from blueprints.period_asked import PARTS
from figures.comparison import stretches
from figures.comparison.asked import About
from figures.comparison.stretches import Stretch
from figures.frame import Frame
from figures.periods import Period
from vocab import LIVE, OFFICIAL

__all__ = ["PARTS", "Wanted", "read"]


@dataclass(frozen=True)
class Wanted:
    """A unit (None: the actor's own), its period, basis and books; `key` is the indicator, `by` the rows it is parted into.

    `year`, `part` and `label` name the period where it has a name. `keys` are the chosen indicators (none: the usual).
    """

    unit: int | None
    period: Period
    basis: str
    year: str = ""
    part: str = ""
    label: str = ""
    state: str = LIVE
    revision: int | None = None
    predecessors: bool = False
    key: str = ""
    by: str = ""
    keys: tuple[str, ...] = ()

    @property
    def args(self) -> dict[str, Any]:
        """The same as an address says it."""
        return {name: value for name, value in self._told.items() if value not in (None, "")}

    @property
    def _told(self) -> dict[str, Any]:
        days = {"from": self.period.start.isoformat(), "to": self.period.last.isoformat()}
        named = {"year": self.year, "part": self.part} if self.year else days
        return {
            "unit": self.unit,
            **named,
            "basis": self.basis,
            "state": self.state if self.state != LIVE else None,
            "revision": self.revision,
            "predecessors": 1 if self.predecessors else None,
            "key": self.key,
            "by": self.by,
            "keys": ",".join(self.keys),
        }

    def about(self, frame: Frame, stretch: Stretch) -> About:
        """What the figures are about: the unit, and the period as far as it has come."""
        return About(frame.unit.id, stretch.now, (), self.basis, self.state, self.revision, self.predecessors)

    def stretch(self, frame: Frame, today: datetime.date) -> Stretch:
        """The days compared. Rejected where the period has not begun, or nothing in it is locked."""
        year_end = office_settings()["year_end"]
        return stretches.of(frame, self.period, self.state, year_end, today, self.revision)[0]


def read(args: Mapping[str, Any], today: datetime.date) -> Wanted:
    """What is asked for; the last month that is over, the office's basis and living records unless said otherwise."""
    days = period_asked.period(args, today, month=True)
    state = addresses.state(args)
    return Wanted(
        addresses.unit(args), days.period, addresses.basis(args), days.year, days.part, days.label, state,
        addresses.number(args, "revision") if state == OFFICIAL else None, bool(args.get("predecessors")),
        addresses.text(args, "key", 60), addresses.text(args, "by", 30), _keys(args),
    )  # fmt: skip


def of_year(args: Mapping[str, str], today: datetime.date) -> Wanted:
    """read(), of a whole statistical year unless a period is named: a month has few cases to go by."""
    if any(args.get(name) for name in ("year", "part", "from", "to")):
        return read(args, today)
    month = period_asked.last_month(today, office_settings()["year_end"])
    return read({**args, "year": str(month.statistical_year)}, today)


def _keys(args: Mapping[str, Any]) -> tuple[str, ...]:
    """The chosen indicators, in one word parted by commas or each apart as a form sends them."""
    several = args.getlist("keys") if hasattr(args, "getlist") else [args.get("keys") or ""]
    return tuple(dict.fromkeys(key.strip() for text in several for key in text.split(",") if key.strip()))
