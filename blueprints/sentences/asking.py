"""What the address of a report text asks for: unit, period, basis, books. Rejected names what cannot be read."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from blueprints import addresses
from blueprints.navigation import office_settings
from blueprints.period_asked import PARTS
from figures import periods
from figures.periods import Period
from figures.returns import spans
from office.errors import Rejected
from vocab import N_


@dataclass(frozen=True)
class Wanted:
    """A unit (None: the actor's own), a period of the statistical calendar, a basis and the state of the books."""

    unit: int | None
    year: int
    part: str
    period: Period
    basis: str
    state: str

    @property
    def args(self) -> dict[str, Any]:
        """The same as an address says it."""
        told = {
            "unit": self.unit,
            "year": self.year,
            "part": self.part,
            "basis": self.basis,
            "state": self.state,
        }
        return {key: value for key, value in told.items() if value not in (None, "")}


def wanted(args: Mapping[str, str], today: datetime.date) -> Wanted:
    """What is asked for; this statistical year, the office's basis and living records unless said otherwise."""
    year_end = office_settings()["year_end"]
    year = year_of(args, today)
    part = args.get("part") or ""
    if part not in PARTS:
        raise Rejected("part", N_("没有这个期间，请从列表中选择。"))
    span = spans.read(f"{year}-{part}" if part else str(year), year_end)
    return Wanted(addresses.unit(args), year, part, span.period, addresses.basis(args), addresses.state(args))


def year_of(args: Mapping[str, str], today: datetime.date) -> int:
    """The statistical year; this one unless said otherwise."""
    written = (args.get("year") or str(periods.year_of(today, office_settings()["year_end"]))).strip()
    return addresses.year(written)
