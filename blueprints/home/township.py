"""本月月报能按时报上去吗？辖区里什么要催？ The township's desk."""

import datetime
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from blueprints.home import area, dues, months, wording
from blueprints.home.desk import Year
from blueprints.navigation import office_settings
from figures.checking.findings import EXPLAIN, MUST, Finding
from figures.returns import board, deadlines, grid, reviewing, spans, verifying
from figures.returns.grid import Cell, Grid
from figures.returns.spans import Span
from figures.returns.verifying import Village
from office.access import Actor
from registers import coverage, dispute_dues, dispute_search
from registers.dispute_search import Filters
from registers.understanders import UNDERSTANDERS
from vocab import ReturnState

NEWEST = 5


def page(actor: Actor, today: datetime.date) -> dict[str, Any]:
    """What the desk shows."""
    year = Year(actor, today)
    found = dispute_dues.by_unit(actor, today)
    return {
        "year": year,
        "month": month_of(actor, today),
        "sums": dues.sums(year, found),
        "dues": dues.table(year, found),
        "gaps": gaps(year),
        **area.shown(year),
        "newest": dispute_search.search(actor, Filters(), size=NEWEST).rows,
    }


# ---------------------------------------------------------------- the month's return


def month_of(actor: Actor, today: datetime.date) -> "Month | None":
    """The return that is to be sent up next; None where nobody reports from here."""
    unit = board.own_unit(actor)
    if unit is None:
        return None
    last = months.finished(today, office_settings()["year_end"])
    running = spans.of_day(today, office_settings()["year_end"])
    field = grid.grid(actor, unit, months.latest(last), today=today)
    if field.own is not None and not field.own.is_received:
        return Month(actor, today, field, last, field.own)
    return Month(actor, today, field, running, None)


@dataclass
class Month:
    """The month that is to be sent up next: the one that is over and has not come, else the running one."""

    actor: Actor
    today: datetime.date
    field: Grid
    span: Span
    cell: Cell | None

    @cached_property
    def unit(self) -> int:
        """Who reports."""
        return self.field.own.post.id if self.field.own else self.field.posts[0].id

    @property
    def is_returned(self) -> bool:
        """Whether it was sent back."""
        return self.cell is not None and self.cell.state == ReturnState.RETURNED

    @property
    def is_over(self) -> bool:
        """Whether it can be sent up."""
        return self.today >= self.span.period.last

    @cached_property
    def due(self) -> Any:
        """Its deadline, with why it was put off."""
        return self.field.due.get(self.span) or deadlines.deadline(self.span)

    @property
    def days(self) -> str:
        """How many days are left, or have gone by."""
        return wording.days_to(self.due.on, self.today)

    @property
    def is_late(self) -> bool:
        """Whether the deadline is past."""
        return self.today > self.due.on

    @property
    def state(self) -> tuple[str, str]:
        """Words and tone of its pill."""
        if self.is_returned:
            return _("退回待改"), "red"
        if not self.is_over:
            return _("填报中"), "grey"
        return (_("逾期未报"), "red") if self.is_late else (_("待上报"), "amber")

    @property
    def url(self) -> str:
        """Where it is sent up."""
        return url_for("returns.show", unit=self.unit, month=self.span.key)

    @property
    def villages_url(self) -> str:
        """Where its villages are looked through."""
        return url_for("returns.villages", unit=self.unit, month=self.span.key)

    @cached_property
    def villages(self) -> list[Village]:
        """The villages, and the own desk, that nobody has looked through as they now stand."""
        return [one for one in verifying.villages(self.actor, self.unit, self.span) if one.is_open]

    @property
    def village_names(self) -> str:
        """The first of them by name."""
        names = [one.post.name if one.post.id != self.unit else _("本级") for one in self.villages]
        shown = "、".join(names[:6])
        return _("%(names)s等", names=shown) if len(names) > 6 else shown

    @cached_property
    def findings(self) -> list[Finding]:
        """What the checks say of a month that can be sent up: all that keeps it, or wants a reason."""
        if not self.is_over:
            return []
        row = self.cell.row if self.cell else None
        found = reviewing.findings(self.actor, self.unit, self.span, row, today=self.today, hints=False)
        return [one for one in found if one.strength in (MUST, EXPLAIN)]

    def many(self, strength: str) -> int:
        """How many findings are so strong."""
        return sum(one.strength == strength for one in self.findings)

    @property
    def picture(self) -> Any:
        """The last months of the unit."""
        return months.picture(self.field) if len(self.field.spans) > 1 else None


# ---------------------------------------------------------------- coverage of the villages


def gaps(year: Year) -> dict[str, Any]:
    """Villages without an adviser, with too little service in the quarter's whole months, with too few understanders."""
    first, last = quarter_so_far(year.today)
    path = year.unit.path
    found = coverage.villages(year.actor, year.today, path)
    short = coverage.below_minimum(year.actor, first, last, path)
    without = coverage.without_adviser(year.actor, year.today, path, found)
    scarce = coverage.below_quota(year.actor, year.today, path, found)
    page_ = url_for(
        "coverage.index", **{"unit": year.unit.id, "from": first.isoformat(), "to": last.isoformat()}
    )
    lines = (
        (_("没有法律顾问"), [one.name for one in without], page_),
        (_("法律顾问服务不够（%(days)s）", days=_span_words(first, last)), [one.village.name for one in short], page_),
        (_("法律明白人不足 %(n)s 名", n=office_settings()["understander_quota"]), [one.name for one, _n in scarce],
         url_for("registers.index", register=UNDERSTANDERS, unit=year.unit.id)),
    )  # fmt: skip
    return {
        "all": len(found),
        "lines": [(words, names, href) for words, names, href in lines if names],
        "url": page_,
    }


def quarter_so_far(today: datetime.date) -> tuple[datetime.date, datetime.date]:
    """First and last day of the whole months of the quarter in which the last whole month lies."""
    last = today.replace(day=1) - datetime.timedelta(days=1)
    return last.replace(month=(last.month - 1) // 3 * 3 + 1, day=1), last


def _span_words(first: datetime.date, last: datetime.date) -> str:
    if first.month == last.month:
        return _("%(n)s月", n=last.month)
    return _("%(a)s月至%(b)s月", a=first.month, b=last.month)
