"""A year's figures held against those of the year before: the difference and its percentage, or why there is none.

The year before reaches as far as this one does: to the same day, or in locked returns to the same month.
"""

import datetime
from collections.abc import Iterator
from functools import cached_property

from figures import periods
from figures.answers import Figure, Line
from figures.books.sealed import Books, books_of, months_of
from figures.comparison.changes import Change, held, lines
from figures.comparison.likeness import Likeness
from figures.evaluator import evaluate
from figures.indicators import GROUPS, everything
from figures.periods import DAY, Period
from figures.tables import Tables
from vocab import N_, OFFICIAL


class YearAgo:
    """Every printed figure of `tables` beside that of the year before. `tables` is of the year as a whole."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables

    @cached_property
    def period(self) -> Period:
        """The days of the year before: as many as this year's figures cover."""
        whole = self.tables.period
        if self._locked is not None:
            return periods.year_before(Period(whole.start, self._locked))
        return periods.year_before(
            Period(whole.start, min(whole.end, max(self.tables.cut_off + DAY, whole.start + DAY)))
        )

    @property
    def words(self) -> str:
        """与 2019-01-01至2019-12-31 相比."""
        return N_("上年同期：{first}至{last}").format(first=self.period.start, last=self.period.last)

    @cached_property
    def groups(self) -> list[tuple[str, list[Change]]]:
        """(name of a group, its printed figures), in print order."""
        found: dict[str, list[Change]] = {}
        for key, figure in self.now.items():
            found.setdefault(key.partition(".")[0], []).extend(self._lines(key, figure))
        return [(label, found[group]) for group, label in GROUPS.items() if group in found]

    @cached_property
    def now(self) -> Line:
        """This year's."""
        return self._total(self.tables)

    @cached_property
    def before(self) -> Line | None:
        """Last year's; None where there are none, for the reason `missing`."""
        return None if self.missing else self._total(self._earlier)

    @property
    def missing(self) -> str:
        """Why last year has no figures that can be held against this year's; "" when it has."""
        return self._like.nothing

    @cached_property
    def months(self) -> dict[str, int]:
        """Month of this year → what the base counted in the same month of last year."""
        if self.missing:
            return {}
        base = self.tables.base
        question = self._earlier.question(("month",), (base,))
        then = evaluate(self.tables.actor, question, self._earlier.frame).rows()
        now = self.tables.main.rows("month")
        return {month.part: int(line[base].value or 0) for month, line in zip(now, then, strict=False)}

    # ------------------------------------------------------------ what is asked

    @cached_property
    def _books(self) -> Books | None:
        """The locked returns of this year."""
        tables = self.tables
        if tables.state != OFFICIAL:
            return None
        return books_of(tables.frame, tables.period, tables.revision)

    @cached_property
    def _locked(self) -> datetime.date | None:
        """The day after the last locked month, of official figures."""
        if self._books is None:
            return None
        months = months_of(self.tables.period)
        return max(months[key].end for key, members in self._books.members.items() if members)

    @cached_property
    def _earlier(self) -> Tables:
        tables = self.tables
        return Tables(tables.actor, tables.frame.unit.id, self.period, tables.basis, today=tables.today,
                      predecessors=tables.frame.predecessors, state=tables.state)  # fmt: skip

    def _total(self, tables: Tables) -> Line:
        keys = tuple(
            key for key, one in everything().items() if one.printed and key != "dispute.share"
        )  # a share is of a row
        return evaluate(tables.actor, tables.question((), keys), tables.frame).total

    # ------------------------------------------------------------ a line

    def _lines(self, key: str, now: Figure) -> Iterator[Change]:
        before = self.before[key] if self.before is not None else None
        for part in lines(now):
            yield held(self._like, self.tables.basis, now, before, part)

    @cached_property
    def _like(self) -> Likeness:
        tables = self.tables
        return Likeness(tables.frame, tables.period, self.period, tables.state, tables.revision)
