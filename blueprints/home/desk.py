"""The figures and charts of the desk: this year in the actor's own area, every mark leading to its list."""

import datetime
from decimal import Decimal
from functools import cached_property

from flask_babel import gettext as _

from blueprints.figure_links import Links
from blueprints.navigation import office_settings
from figures import periods, wording
from figures.evaluator import Answer, Line, Question, evaluate
from figures.frame import Frame
from figures.periods import Period
from figures.rates import ratio
from office.access import Actor
from reports import charts
from reports.charts import Chart, Mark, Series
from vocab import Role

ACCEPTED, SUCCEEDED, PENDING, RATE = (
    "dispute.accepted",
    "dispute.succeeded",
    "dispute.pending",
    "dispute.success_rate",
)
SHOWN_TYPES = 5
MOST_UNITS = 30
# Heights that fill a card beside its neighbour at the width of an office screen.
BESIDE_DONUT, LEGEND, LEAST_TALL = 418, 32, 240


class Desk:
    """What the desk shows on `today`."""

    def __init__(self, actor: Actor, today: datetime.date) -> None:
        settings = office_settings()
        self.actor = actor
        self.today = today
        self.basis = settings["basis"]
        self.number = periods.year_of(today, settings["year_end"])
        self.year = periods.year(self.number, settings["year_end"])
        self.frame = Frame(actor, None, self.year)
        self.links = Links(self.frame.unit.id, self.year, self.basis)

    # ------------------------------------------------------------ figures

    @cached_property
    def main(self) -> Answer:
        """This year by unit and month."""
        return self._ask(self.year, ("unit", "month"), (ACCEPTED, SUCCEEDED, RATE))

    @cached_property
    def sorts(self) -> Answer:
        """This year's accepted cases by type and month."""
        return self._ask(self.year, ("type", "month"), (ACCEPTED,))

    @cached_property
    def before(self) -> Line:
        """The same days of last year."""
        until_now = periods.between(self.year.start, self.today)
        return self._ask(periods.year_before(until_now), (), (ACCEPTED, RATE)).total

    @cached_property
    def open(self) -> dict[str, int]:
        """Open cases today by how their time limit stands: overdue, soon, later."""
        today = periods.between(self.today, self.today)
        question = Question(self.frame.unit.id, today, self.basis, ("deadline",), (PENDING,))
        answer = evaluate(self.actor, question, Frame(self.actor, None, today))
        return {line.part: int(line[PENDING].value or 0) for line in answer.rows()}

    def _ask(self, period: Period, by: tuple[str, ...], keys: tuple[str, ...]) -> Answer:
        question = Question(self.frame.unit.id, period, self.basis, by, keys)
        return evaluate(self.actor, question, self.frame)

    @property
    def accepted_note(self) -> str:
        """How this year's count compares with the same days of last year."""
        now, then = self.main.total[ACCEPTED].value or 0, self.before[ACCEPTED].value or 0
        change = ratio(int(now) - int(then), int(then), 1)
        return (
            _("较上年同期 %(change)s%%", change=_signed(change))
            if change is not None
            else _("上年同期没有案件")
        )

    @property
    def rate_note(self) -> str:
        """The rate's two counts, and how it compares."""
        now, then = self.main.total[RATE], self.before[RATE]
        counts = _("成功 %(above)s ÷ %(below)s 件", above=now.numerator, below=now.denominator)
        if now.value is None or then.value is None:
            return counts
        return _(
            "%(counts)s，较上年 %(change)s 个百分点", counts=counts, change=_signed(now.value - then.value)
        )

    @property
    def rate(self) -> str:
        """The success rate without its sign; — without a base."""
        return wording.text(self.main.total[RATE]).removesuffix("%")

    def open_list(self, part: str = "") -> str:
        """The list of today's open cases, or of those whose limit stands so."""
        day = periods.between(self.today, self.today)
        return self.links.to(PENDING, period=day, by="deadline" if part else "", part=part)

    # ------------------------------------------------------------ charts

    @property
    def _months(self) -> list[Period]:
        return periods.months(self.year)

    @property
    def _labels(self) -> list[str]:
        return [_("%(n)s月", n=month.start.month) for month in self._months]

    @cached_property
    def _types(self) -> tuple[list[Line], list[Line]]:
        """The most frequent of the 15 types, in print order, and the others."""
        rows = self.sorts.rows("type15")
        often = sorted(rows, key=lambda line: -int(line[ACCEPTED].value or 0))[:SHOWN_TYPES]
        return [line for line in rows if line in often], [line for line in rows if line not in often]

    @property
    def by_month(self) -> Chart:
        """Accepted cases month by month, parted by type."""
        shown, others = self._types
        series = [
            Series(line.label, [self._of_type(line, month) for month in self._months]) for line in shown
        ]
        rest = [sum(int(self._of_type(line, month).value or 0) for line in others) for month in self._months]
        if any(rest):
            marks = [Mark(label, count) for label, count in zip(self._labels, rest, strict=True)]
            series.append(Series(_("其余类型"), marks))
        return charts.stacked_bars(
            self._labels, series, title=_("各月受理数量（按类型）"), height=BESIDE_DONUT
        )

    def _of_type(self, line: Line, month: Period) -> Mark:
        value = self.sorts.at(type15=line.part, month=month.key)[ACCEPTED].value
        href = self.links.of(ACCEPTED, "type15", line.part, month.key)
        return Mark(_("%(n)s月", n=month.start.month), int(value or 0), href)

    @property
    def by_type(self) -> Chart:
        """What the year's accepted cases are about."""
        shown, others = self._types
        parts = [
            Mark(line.label, int(line[ACCEPTED].value or 0), self.links.of(ACCEPTED, "type15", line.part))
            for line in shown
        ]
        rest = sum(int(line[ACCEPTED].value or 0) for line in others)
        if rest:
            parts.append(Mark(_("其余类型"), rest))
        return charts.donut(parts, title=_("纠纷类型构成"), head=_("类型"))

    @property
    def trend(self) -> Chart:
        """Accepted and settled cases month by month, as far as the year has gone."""
        series = [Series(_("受理"), self._course(ACCEPTED)), Series(_("调解成功"), self._course(SUCCEEDED))]
        title = _("受理与调解成功趋势")
        if not self.has_heat:
            return charts.line(self._labels, series, title=title, width=charts.WIDE)
        tall = max(charts.heat_height(len(self.units)) - LEGEND, LEAST_TALL)
        return charts.line(self._labels, series, title=title, width=charts.HALF, height=tall)

    def _course(self, key: str) -> list[Mark]:
        lines = {line.part: line for line in self.main.rows("month")}
        return [
            Mark(
                label,
                int(lines[month.key][key].value or 0) if month.start <= self.today else None,
                self.links.of(key, "month", month.key),
            )
            for label, month in zip(self._labels, self._months, strict=True)
        ]

    @cached_property
    def units(self) -> list[Line]:
        """The units below, for the heat map."""
        return self.main.rows("unit")[:MOST_UNITS]

    @property
    def has_heat(self) -> bool:
        """Whether there are units to compare."""
        return len(self.units) > 1 and self.actor.role != Role.MEDIATOR

    @property
    def heat(self) -> Chart:
        """Units × months of accepted cases."""
        cells = [[self._warmth(unit, month) for month in self._months] for unit in self.units]
        names = [_(unit.label) for unit in self.units]
        return charts.heat_map(names, self._labels, cells, title=_("单位 × 月份（受理）"), width=charts.HALF)

    def _warmth(self, unit: Line, month: Period) -> Mark | None:
        if month.start > self.today:
            return None
        value = self.main.at(unit=unit.part, month=month.key)[ACCEPTED].value
        href = self.links.of(ACCEPTED, "unit", unit.part, month.key)
        return Mark(_("%(n)s月", n=month.start.month), int(value or 0), href)


def _signed(change: int | Decimal) -> str:
    return f"+{change}" if change > 0 else str(change)
