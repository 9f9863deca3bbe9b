"""The pictures of one indicator, and what it is made up of: its year, its units by months, its shares now and then."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from flask_babel import gettext as _

from blueprints.comparison.showing import Shown, counts
from blueprints.figure_links import Links
from figures.answers import Figure, Line
from figures.comparison import choosing, telling
from figures.comparison.asked import amount
from figures.comparison.changes import Number, in_print
from figures.comparison.choosing import MONTH, TYPE, UNIT
from figures.comparison.comparing import Month, Share
from figures.defining import Rate
from figures.rates import SMALL_BASE
from reports import charts
from reports.charts import Chart, Mark, Series

MOST_UNITS = 30


class Pictures:
    """What is drawn of the indicator that a page looks at closely."""

    def __init__(self, shown: Shown) -> None:
        self.shown = shown
        self.whole = shown.parted
        self.key = shown.key
        self.one = shown.one
        self.part = shown.part
        self.unit = shown.unit
        self.links = shown.links

    @property
    def trend(self) -> Chart:
        """The year so far month by month beside the last."""
        months = self.whole.months(self.key)
        stretch = self.whole.stretch
        now, before = self.links(stretch.cumulative), self.links(stretch.cumulative_year_ago)
        return charts.years(
            [m.label for m in months],
            Series(_("本年"), [Mark(m.label, self._value(m.now), now.of(self.key, MONTH, m.part)) for m in months]),
            Series(_("上年"), [self._then(m, before) for m in months]),
            title=self.shown.title(_("各月与上年同月")), unit=self.unit, width=charts.WIDE, height=260,
        )  # fmt: skip

    def _then(self, month: Month, links: Links) -> Mark:
        href = links.of(self.key, MONTH, month.part_before) if month.before else None
        return Mark(month.label, self._value(month.before), href)

    def _value(self, figure: Figure | None) -> Number:
        return None if figure is None else in_print(amount(figure, self.part), self.one, self.part)

    @cached_property
    def _field(self) -> tuple[list[Line], list[Line], Any]:
        return self.whole.heat(self.key)

    @property
    def has_heat(self) -> bool:
        """Whether there are units to compare."""
        return UNIT in choosing.ways(self.key) and 1 < len(self._field[0]) <= MOST_UNITS

    @property
    def heat(self) -> Chart:
        """Units × months of the year so far; a rate on a small base is left out."""
        units, months, crossed = self._field
        cells = [[self._warmth(crossed, unit, month) for month in months] for unit in units]
        labels = [_("%(n)s月", n=int(month.part[5:])) for month in months]
        return charts.heat_map([_(unit.label) for unit in units], labels, cells, unit=self.unit,
                               title=self.shown.title(_("单位 × 月份")), width=charts.WIDE, least=_least(cells) if self.is_rate else 0)  # fmt: skip

    @property
    def is_rate(self) -> bool:
        """Whether the chosen indicator is a rate or mean."""
        return isinstance(self.one, Rate)

    def _warmth(self, crossed: Any, unit: Line, month: Line) -> Mark:
        figure = crossed.at(unit=unit.part, month=month.part)[self.key]
        href = self.links(self.whole.stretch.cumulative).of(self.key, UNIT, unit.part, month.part)
        label = _("%(n)s月", n=int(month.part[5:]))
        if self.is_rate and (figure.denominator or 0) < SMALL_BASE:
            return Mark(label, None, href, _("基数过小，%(counts)s", counts=counts(figure)))
        return Mark(label, self._value(figure), href, counts(figure))

    # ------------------------------------------------------------ what it is made up of

    @cached_property
    def structured_by(self) -> str:
        """By what the chosen indicator is parted into shares; "" where it is not."""
        found = choosing.parted(self.key)
        return (
            self.shown.by
            if self.shown.by in found
            else next((by for by in (TYPE, *found) if by in found), "")
        )

    @property
    def structured_words(self) -> str:
        """按类型."""
        return _(choosing.parted(self.key)[self.structured_by])

    @cached_property
    def shares(self) -> list[Share]:
        """The parts of the whole."""
        return self.whole.structure(self.key, self.structured_by)

    @property
    def share_heads(self) -> list[Any]:
        """What stands over the shares."""
        words = (_("本期"), _("占比"), _("上年同期"), _("占比"), _("增减"))
        return [self.structured_words, *({"label": text, "num": True} for text in words)]

    @property
    def share_rows(self) -> list[list[Any]]:
        """A row for each part: count and share now and then, and by how much the share changed."""
        now = self.links(self.whole.stretch.now)
        made = []
        for share in self.shares:
            change, printed = share.change, share.change.printed
            if not printed.now and not printed.before:
                continue
            made.append([
                {"text": _(share.label), "note": "" if change.alike else _(change.why)},
                self.shown.cell(change, printed.now, now.of(self.key, self.structured_by, share.part)),
                _percent(share.now),
                self.shown.cell(change, printed.before, self.shown.earlier(change, self.structured_by, share.part)),
                _percent(share.before),
                None if share.difference is None else telling.signed(share.difference),
            ])  # fmt: skip
        return made

    @property
    def bars(self) -> Chart:
        """The shares of this period and of a year ago in pairs of bars, those that are in either."""
        shares = [share for share in self.shares if share.now or share.before]
        now = self.links(self.whole.stretch.now)
        return charts.pairs(
            Series(_("本期"), [Mark(_(s.label), s.now, now.of(self.key, self.structured_by, s.part)) for s in shares]),
            Series(_("上年同期"), [
                Mark(_(s.label), s.before, self.shown.earlier(s.change, self.structured_by, s.part)) for s in shares
            ]),
            title=self.shown.title(_("占比")), unit="%", head=self.structured_words,
        )  # fmt: skip


def _percent(share: Any) -> str | None:
    return None if share is None else f"{share}%"


def _least(cells: Sequence[Sequence[Mark]]) -> float:
    """Where the shades of rates begin, so that rates that lie close together still differ."""
    values = [float(mark.value) for row in cells for mark in row if mark.value is not None]
    return max(0.0, min(values) - 1) if values else 0
