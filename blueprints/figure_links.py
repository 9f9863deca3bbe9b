"""Addresses of the lists behind figures, for every page that shows one."""

from typing import Any
from urllib.parse import urlencode

from flask import url_for

from figures import periods
from figures.books.sealed import months_of
from figures.periods import Period
from vocab import LIVE


class Links:
    """Addresses of the lists behind the figures of one unit, period, basis and state of the books.

    Built once, without url_for per cell.
    """

    def __init__(
        self,
        unit_id: int,
        period: Period,
        basis: str,
        *,
        predecessors: bool = False,
        state: str = LIVE,
        revision: int | None = None,
        comparable: bool = False,
    ) -> None:
        self.root = url_for("figures.records")
        self.unit_id = unit_id
        self.basis = basis
        self.predecessors = predecessors
        self.comparable = comparable
        self.period = period
        self.official = {"state": state} if state != LIVE else {}
        if revision:
            self.official["revision"] = str(revision)
        self.months = months_of(period) if self.official else {m.key: m for m in periods.months(period)}

    def to(
        self, key: str, *, unit: Any = None, period: Period | None = None, by: str = "", part: str = ""
    ) -> str:
        """The list behind a figure; with `by`, of the row `part` of a table by it."""
        period = period or self.period
        query = {
            "key": key,
            "unit": unit or self.unit_id,
            "from": period.start,
            "to": period.last,
            "basis": self.basis,
        }
        if self.predecessors:
            query["predecessors"] = 1
        if self.comparable:
            query["comparable"] = 1
        row = {"by": by, "part": part} if by else {}
        return f"{self.root}?{urlencode(query | self.official | row)}"

    def of(self, key: str, by: str, part: str, month: str | None = None) -> str:
        """The list behind a figure in the row `part` of a table by `by`; with `month`, of that month alone."""
        period = self.months[month] if month else None
        as_written = not self.predecessors and not self.comparable and not self.official
        if by == "unit" and part.isdigit() and as_written:
            return self.to(key, unit=part, period=period)
        if by == "month":
            return self.to(key, period=self.months.get(part))
        return self.to(key, period=period, by=by, part=part) if by else self.to(key, period=period)
