"""A comparison as its page shows it: tables whose every number opens its list, and the pictures of one indicator."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from flask_babel import gettext as _
from markupsafe import Markup

from blueprints.figure_links import Links
from figures.answers import Figure, Line
from figures.comparison import choosing, likeness, telling
from figures.comparison.asked import amount
from figures.comparison.changes import Change, Number, in_print, lines, scale
from figures.comparison.choosing import MONTH, TYPE, UNIT
from figures.comparison.comparing import Beside, Comparison, Month, Share
from figures.defining import Rate
from figures.periods import Period
from figures.rates import SMALL_BASE
from reports import charts
from reports.charts import Chart, Mark, Series

MOST_UNITS = 30


class Shown:
    """Everything the page shows of one comparison: the chosen indicators, and `key` parted `by` units, types …"""

    def __init__(self, whole: Comparison, key: str, by: str) -> None:
        self.whole = whole
        self.key = key
        self.by = by
        self.parted = whole.of(key, by=by)
        self.one = choosing.find(key)
        self.part = lines(self.main.yoy.figure)[0]

    @cached_property
    def _links(self) -> dict[Period, Links]:
        return {}

    def links(self, period: Period) -> Links:
        """The lists of one of the periods."""
        if period not in self._links:
            asked = self.whole.question
            revision = asked.revision if period == asked.period else None
            self._links[period] = Links(
                self.whole.frame.unit.id, period, asked.basis,
                predecessors=asked.predecessors, state=asked.state, revision=revision,
            )  # fmt: skip
        return self._links[period]

    # ------------------------------------------------------------ the indicator itself

    @cached_property
    def main(self) -> Beside:
        """The chosen indicator's own figure."""
        return self.parted.total[0]

    @property
    def unit(self) -> str:
        """In what the indicator is printed."""
        return _(scale(self.one, self.part)[0])

    @property
    def tiles(self) -> list[dict[str, Any]]:
        """本期, 同比, 环比, 本年累计 as large numbers."""
        main, stretch = self.main, self.whole.stretch
        return [
            self._tile(_("本期%(name)s", name=_(main.name)), main.yoy, stretch.now),
            self._moved(_("比上年同期"), main.yoy),
            self._moved(_("比上期"), main.previous),
            *([self._year(main.cumulative)] if main.cumulative else []),
        ]

    def _tile(self, label: str, change: Change, period: Period) -> dict[str, Any]:
        value = change.printed.now
        counts = _counts(change.figure)
        unit = "" if change.printed.unit == "%" else self.unit
        return {"label": label, "value": _shown(change, value), "unit": unit, "note": counts,
                "href": self.links(period).to(self.key)}  # fmt: skip

    def _moved(self, label: str, change: Change) -> dict[str, Any]:
        printed = change.printed
        note = [] if printed.percent is None else [f"{telling.signed(printed.percent)}%"]
        if printed.before is not None:
            note.append(_("原 %(n)s", n=_shown(change, printed.before)))
        if change.why:
            note.append(_("不可比：%(why)s", why=_(change.why)))
        told = printed.difference is not None
        return {"label": label, "value": telling.signed(printed.difference) if told else None,
                "unit": _(telling.unit_of(change)), "note": "，".join(note), "href": self._earlier(change)}  # fmt: skip

    def _year(self, change: Change) -> dict[str, Any]:
        """The year so far, and how it stands to the last."""
        tile = self._tile(_("本年累计"), change, self.whole.stretch.cumulative)
        moved = self._moved("", change)
        told = [f"{moved['value']}{moved['unit']}"] if moved["value"] is not None else []
        return tile | {"note": _("同比 %(change)s", change="，".join([*told, moved["note"]]))}

    def _earlier(self, change: Change, by: str = "", part: str = "") -> str | None:
        if change.was is None or change.earlier is None:
            return None
        return self.links(change.earlier).of(change.key, by, part)

    # ------------------------------------------------------------ tables

    @property
    def heads(self) -> tuple[list[dict[str, Any]], list[Any]]:
        """The two lines of headings of every table: 同比, 环比, 累计."""
        words = (_("本期"), _("上年同期"), _("增减"), _("增减%%"), _("上期"), _("增减"), _("增减%%"),
                 _("本年累计"), _("上年累计"), _("增减"), _("增减%%"))  # fmt: skip
        columns = [{"label": text.replace("%%", "%"), "num": True} for text in words]
        groups = [{"label": "", "span": 1}, {"label": "", "span": 1}, {"label": _("同比"), "span": 3}, {"label": _("环比"), "span": 3},
                  {"label": _("累计同比"), "span": 4}]  # fmt: skip
        return groups, columns

    @property
    def groups(self) -> list[tuple[str, list[list[Any]]]]:
        """(name of a group, rows of the chosen indicators), in print order."""
        return [(_(label), [self._indicator(one) for one in ones]) for label, ones in self.whole.groups]

    def _indicator(self, one: Beside) -> list[Any]:
        unit = one.yoy.printed.unit
        measure = "" if unit == "%" else _("（%(unit)s）", unit=_(unit))
        name = {"text": _(one.name), "unit": measure, "note": _whys(one)}
        return [name, *self._cells(one, "", "")]

    @property
    def rows(self) -> list[list[Any]]:
        """The chosen indicator by units, types …"""
        return [
            [
                {"text": _(row.label), "note": _whys(row.figures[0])},
                *self._cells(row.figures[0], self.by, row.part),
            ]
            for row in self.parted.rows
            if row.figures
        ]

    @property
    def total(self) -> list[Any]:
        """The chosen indicator of the unit as a whole."""
        return [{"text": _("合计"), "note": _whys(self.main)}, *self._cells(self.main, "", "")]

    def _cells(self, one: Beside, by: str, part: str) -> Iterator[Any]:
        now = self.links(self.whole.stretch.now)
        yield self._cell(one.yoy, one.yoy.printed.now, now.of(one.key, by, part))
        yield from self._change(one.yoy, by, part)
        yield from self._change(one.previous, by, part)
        if one.cumulative is None:
            yield from [None] * 4
            return
        year = self.links(self.whole.stretch.cumulative)
        yield self._cell(one.cumulative, one.cumulative.printed.now, year.of(one.key, by, part))
        yield from self._change(one.cumulative, by, part)

    def _change(self, change: Change, by: str, part: str) -> Iterator[Any]:
        printed = change.printed
        yield self._cell(change, printed.before, self._earlier(change, by, part), was=True)
        told = printed.difference is not None
        yield telling.signed(printed.difference) if told else None
        if told and printed.unit == "%":
            yield Markup("<small>{}</small>").format(_("百分点"))
        else:
            yield None if printed.percent is None else f"{telling.signed(printed.percent)}%"

    def _cell(self, change: Change, value: Number, href: str | None, *, was: bool = False) -> Any:
        if value is None:
            return None
        figure = change.was if was and change.was else change.figure
        return {"text": _shown(change, value), "href": href, "title": _counts(figure)}

    # ------------------------------------------------------------ pictures

    @property
    def trend(self) -> Chart:
        """The year so far month by month beside the last."""
        months = self.whole.of(self.key).months(self.key)
        stretch = self.whole.stretch
        now, before = self.links(stretch.cumulative), self.links(stretch.cumulative_year_ago)
        return charts.years(
            [m.label for m in months],
            Series(_("本年"), [Mark(m.label, self._value(m.now), now.of(self.key, MONTH, m.part)) for m in months]),
            Series(_("上年"), [self._then(m, before) for m in months]),
            title=self.title(_("各月与上年同月")), unit=self.unit, width=charts.WIDE, height=260,
        )  # fmt: skip

    def _then(self, month: Month, links: Links) -> Mark:
        href = links.of(self.key, MONTH, month.part_before) if month.before else None
        return Mark(month.label, self._value(month.before), href)

    def title(self, what: str) -> str:
        """What a picture shows: 调结纠纷数：各月与上年同月."""
        return _("%(name)s：%(what)s", name=_(self.main.name), what=what)

    def _value(self, figure: Figure | None) -> Number:
        return None if figure is None else in_print(amount(figure, self.part), self.one, self.part)

    @cached_property
    def _field(self) -> tuple[list[Line], list[Line], Any]:
        return self.whole.of(self.key).heat(self.key)

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
                               title=self.title(_("单位 × 月份")), width=charts.WIDE, least=_least(cells) if self.is_rate else 0)  # fmt: skip

    @property
    def is_rate(self) -> bool:
        """Whether the chosen indicator is a rate or mean."""
        return isinstance(self.one, Rate)

    def _warmth(self, crossed: Any, unit: Line, month: Line) -> Mark:
        figure = crossed.at(unit=unit.part, month=month.part)[self.key]
        href = self.links(self.whole.stretch.cumulative).of(self.key, UNIT, unit.part, month.part)
        label = _("%(n)s月", n=int(month.part[5:]))
        if self.is_rate and (figure.denominator or 0) < SMALL_BASE:
            return Mark(label, None, href, _("基数过小，%(counts)s", counts=_counts(figure)))
        return Mark(label, self._value(figure), href, _counts(figure))

    # ------------------------------------------------------------ what it is made up of

    @cached_property
    def structured_by(self) -> str:
        """By what the chosen indicator is parted into shares; "" where it is not."""
        found = choosing.parted(self.key)
        return self.by if self.by in found else next((by for by in (TYPE, *found) if by in found), "")

    @property
    def structured_words(self) -> str:
        """按类型."""
        return _(choosing.parted(self.key)[self.structured_by])

    @cached_property
    def shares(self) -> list[Share]:
        """The parts of the whole."""
        return self.whole.of(self.key).structure(self.key, self.structured_by)

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
                self._cell(change, printed.now, now.of(self.key, self.structured_by, share.part)),
                _percent(share.now),
                self._cell(change, printed.before, self._earlier(change, self.structured_by, share.part)),
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
                Mark(_(s.label), s.before, self._earlier(s.change, self.structured_by, s.part)) for s in shares
            ]),
            title=self.title(_("占比")), unit="%", head=self.structured_words,
        )  # fmt: skip


def _whys(one: Beside) -> str:
    """Why columns of a row cannot be compared, each reason once: 同比、环比：基数过小 …"""
    columns = ((_("同比"), one.yoy), (_("环比"), one.previous), (_("累计"), one.cumulative))
    said: dict[str, list[str]] = {}
    for name, change in columns:
        if change is not None and change.why and change.why != likeness.UNFINISHED:  # the page says that once
            said.setdefault(_(change.why), []).append(name)
    return "；".join(
        _("%(columns)s不可比：%(why)s", columns="、".join(names), why=why) for why, names in said.items()
    )


def _percent(share: Any) -> str | None:
    return None if share is None else f"{share}%"


def _least(cells: Sequence[Sequence[Mark]]) -> float:
    """Where the shades of rates begin, so that rates that lie close together still differ."""
    values = [float(mark.value) for row in cells for mark in row if mark.value is not None]
    return max(0.0, min(values) - 1) if values else 0


def _shown(change: Change, value: Number) -> str | None:
    """A number as a table prints it."""
    if value is None:
        return None
    return f"{value}%" if change.printed.unit == "%" else str(value)


def _counts(figure: Figure) -> str:
    """The two counts of a rate."""
    return "" if figure.denominator is None else f"{figure.numerator}/{figure.denominator}"
