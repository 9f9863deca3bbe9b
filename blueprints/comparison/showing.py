"""A comparison as its page shows it: tables whose every number opens its list, and the pictures of one indicator."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from flask_babel import gettext as _
from markupsafe import Markup

from blueprints.figure_links import Links
from figures.answers import Figure
from figures.comparison import choosing, telling
from figures.comparison.changes import Change, Number, lines, scale
from figures.comparison.comparing import Beside, Comparison
from figures.periods import Period

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
            *([self._moved(_("比上期"), main.previous)] if self.has_previous else []),
            *([self._year(main.cumulative)] if main.cumulative and self.has_year else []),
        ]

    def _tile(self, label: str, change: Change, period: Period) -> dict[str, Any]:
        value = change.printed.now
        beneath = counts(change.figure)
        unit = "" if change.printed.unit == "%" else self.unit
        return {"label": label, "value": shown(change, value), "unit": unit, "note": beneath,
                "href": self.links(period).to(self.key)}  # fmt: skip

    def _moved(self, label: str, change: Change) -> dict[str, Any]:
        printed = change.printed
        note = [] if printed.percent is None else [f"{telling.signed(printed.percent)}%"]
        if printed.before is not None:
            note.append(_("原 %(n)s", n=shown(change, printed.before)))
        if change.why:
            note.append(_("不可比：%(why)s", why=_(change.why)))
        told = printed.difference is not None
        return {"label": label, "value": telling.signed(printed.difference) if told else None,
                "unit": _(telling.unit_of(change)), "note": "，".join(note), "href": self.earlier(change)}  # fmt: skip

    def _year(self, change: Change) -> dict[str, Any]:
        """The year so far, and how it stands to the last."""
        tile = self._tile(_("本年累计"), change, self.whole.stretch.cumulative)
        moved = self._moved("", change)
        told = [f"{moved['value']}{moved['unit']}"] if moved["value"] is not None else []
        return tile | {"note": _("同比 %(change)s", change="，".join([*told, moved["note"]]))}

    def earlier(self, change: Change, by: str = "", part: str = "") -> str | None:
        """The list behind the earlier number."""
        if change.was is None or change.earlier is None:
            return None
        return self.links(change.earlier).of(change.key, by, part)

    def title(self, what: str) -> str:
        """What a picture shows: 调结纠纷数：各月与上年同月."""
        return _("%(name)s：%(what)s", name=_(self.main.name), what=what)

    # ------------------------------------------------------------ tables

    @property
    def has_previous(self) -> bool:
        """Whether the period before is another than that of a year ago, and this one is over."""
        stretch = self.whole.stretch
        return not stretch.unfinished and stretch.before != stretch.year_ago

    @property
    def has_year(self) -> bool:
        """Whether the year so far is more than the period itself."""
        return self.whole.stretch.cumulative != self.whole.stretch.now

    @property
    def heads(self) -> tuple[list[dict[str, Any]], list[Any]]:
        """The two lines of headings of every table: 同比, 环比, 累计."""
        moved = (_("增减"), _("增减幅"))
        groups, words = [("", 1), ("", 1), (_("同比"), 3)], [_("本期"), _("上年同期"), *moved]
        if self.has_previous:
            groups, words = [*groups, (_("环比"), 3)], [*words, _("上期"), *moved]
        if self.has_year:
            groups, words = [*groups, (_("累计同比"), 4)], [*words, _("本年累计"), _("上年累计"), *moved]
        labels = [{"label": label, "span": span} for label, span in groups]
        return labels, [{"label": text, "num": True} for text in words]

    @property
    def groups(self) -> list[tuple[str, list[list[Any]]]]:
        """(name of a group, rows of the chosen indicators), in print order."""
        return [(_(label), [self._indicator(one) for one in ones]) for label, ones in self.whole.groups]

    def _indicator(self, one: Beside) -> list[Any]:
        unit = one.yoy.printed.unit
        measure = "" if unit == "%" else _("（%(unit)s）", unit=_(unit))
        name = {"text": _(one.name), "unit": measure, "note": self._whys(one)}
        return [name, *self._cells(one, "", "")]

    @property
    def rows(self) -> list[list[Any]]:
        """The chosen indicator by units, types …"""
        return [
            [
                {"text": _(row.label), "note": self._whys(row.figures[0])},
                *self._cells(row.figures[0], self.by, row.part),
            ]
            for row in self.parted.rows
            if row.figures
        ]

    @property
    def total(self) -> list[Any]:
        """The chosen indicator of the unit as a whole."""
        return [{"text": _("合计"), "note": self._whys(self.main)}, *self._cells(self.main, "", "")]

    def _cells(self, one: Beside, by: str, part: str) -> Iterator[Any]:
        now = self.links(self.whole.stretch.now)
        yield self.cell(one.yoy, one.yoy.printed.now, now.of(one.key, by, part))
        yield from self._change(one.yoy, by, part)
        if self.has_previous:
            yield from self._change(one.previous, by, part)
        if self.has_year:
            yield from self._year_cells(one, by, part)

    def _year_cells(self, one: Beside, by: str, part: str) -> Iterator[Any]:
        if one.cumulative is None:
            yield from [None] * 4
            return
        year = self.links(self.whole.stretch.cumulative)
        yield self.cell(one.cumulative, one.cumulative.printed.now, year.of(one.key, by, part))
        yield from self._change(one.cumulative, by, part)

    def _change(self, change: Change, by: str, part: str) -> Iterator[Any]:
        printed = change.printed
        yield self.cell(change, printed.before, self.earlier(change, by, part), was=True)
        told = printed.difference is not None
        yield telling.signed(printed.difference) if told else None
        if told and printed.unit == "%":
            yield Markup("<small>{}</small>").format(_("百分点"))
        else:
            yield None if printed.percent is None else f"{telling.signed(printed.percent)}%"

    def cell(self, change: Change, value: Number, href: str | None, *, was: bool = False) -> Any:
        """A number with its list and, of a rate, its two counts."""
        if value is None:
            return None
        figure = change.was if was and change.was else change.figure
        return {"text": shown(change, value), "href": href, "title": counts(figure)}

    @cached_property
    def common(self) -> dict[str, str]:
        """Column → why nothing in it can be compared: said once above the tables instead of in every row."""
        found = {}
        for name in dict(self._columns(self.main)):
            changes = [
                change for one in self.whole.total for other, change in self._columns(one) if other == name
            ]
            whys = {change.why if not change.brief else "" for change in changes}
            if len(whys) == 1:
                found[name] = _(whys.pop())
        return {name: why for name, why in found.items() if why}

    @property
    def common_words(self) -> str:
        """同比不可比：2025年8月没有审定数."""
        return _together(self.common.items())

    def _columns(self, one: Beside) -> Iterator[tuple[str, Change]]:
        yield _("同比"), one.yoy
        if self.has_previous:
            yield _("环比"), one.previous
        if self.has_year and one.cumulative:
            yield _("累计"), one.cumulative

    def _whys(self, one: Beside) -> str:
        """Why columns of a row cannot be compared, each reason once: 同比、环比不可比：基数过小."""
        told = ((name, _(change.short)) for name, change in self._columns(one) if change.why)
        return _together((name, why) for name, why in told if self.common.get(name) != why)


def _together(told: Iterable[tuple[str, str]]) -> str:
    said: dict[str, list[str]] = {}
    for name, why in told:
        said.setdefault(why, []).append(name)
    parts = (("、".join(names), why) for why, names in said.items())
    return "；".join(_("%(columns)s不可比：%(why)s", columns=names, why=why) for names, why in parts)


def shown(change: Change, value: Number) -> str | None:
    """A number as a table prints it."""
    if value is None:
        return None
    return f"{value}%" if change.printed.unit == "%" else str(value)


def counts(figure: Figure) -> str:
    """The two counts of a rate."""
    return "" if figure.denominator is None else f"{figure.numerator}/{figure.denominator}"
