"""排名: the units below one in the order of an indicator of quality or timeliness, or their places in all of these."""

from collections.abc import Sequence
from typing import Any

from flask import render_template, request, url_for
from flask_babel import gettext as _

from blueprints.comparison import asking, bp, presenting
from blueprints.comparison.asking import Wanted
from blueprints.errors import message
from blueprints.figure_links import Links
from blueprints.guard import actor, needs
from figures import wording
from figures.answers import Figure
from figures.comparison import rankable
from figures.comparison.measuring import Asking, Measured
from figures.comparison.rankable import POINTS
from figures.comparison.ranking import Ranked, Ranking, Rankings
from figures.defining import Rate
from figures.frame import Frame
from figures.indicators import date_words, find
from figures.rates import SMALL_BASE
from office.calendar import today
from office.errors import Rejected
from reports import charts
from reports.charts import Mark

ALL = "all"  # all reporting units at the foot of the tree, not only those directly below


@bp.get("/compare/ranking")
@needs("figures.read")
def ranking() -> Any:
    """Units in order: by one indicator, or their places by all that tell of quality and timeliness."""
    wanted = asking.of_year(request.args.to_dict(), today())
    frame = Frame(actor(), wanted.unit, wanted.period, wanted.predecessors)
    all_below = request.args.get("below") == ALL
    page = presenting.chooser(frame, wanted) | {
        "tabs_": presenting.tabs(wanted, "comparison.ranking"),
        "all_below": all_below,
        "has_levels": False,
        "keys": _choices(),
        "chart_drawn": None,
        "left_rows": [],
        "small_base": SMALL_BASE,
        "volume_allowed": rankable.volume_allowed(),
    }
    try:
        page |= _shown(wanted, frame.unit.id, all_below)
    except Rejected as fault:
        return render_template("comparison/ranking.html", problem=message(fault), **page), 422
    return render_template("comparison/ranking.html", problem="", **page)


def _choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """What may be ranked by, in groups."""
    groups = rankable.choices(actor()).groups
    return [(_(group), [(key, _(name)) for key, name in names.items()]) for group, names in groups.items()]


def _shown(wanted: Wanted, unit_id: int, all_below: bool) -> dict[str, Any]:
    """What the page shows of the indicator that is asked for, or of all."""
    question = Asking(
        unit_id, wanted.period, wanted.basis, wanted.state, all_below, predecessors=wanted.predecessors
    )
    keys = [wanted.key] if wanted.key else [way.key for way in rankable.overview(actor())]
    found = Rankings(actor(), question, keys, today=today())
    more = {
        "standing": found.standing,
        "stretch": found.stretch,
        "has_levels": found.rows.has_levels,
        "below": ALL if all_below else None,
    }
    if wanted.key:
        return more | _One(found, found.by(wanted.key), wanted).page
    return more | {"overview": _overview(found, wanted, all_below)}


# ---------------------------------------------------------------- one indicator


class _One:
    """The order by one indicator, for the page."""

    def __init__(self, found: Rankings, ranked: Ranking, wanted: Wanted) -> None:
        self.found = found
        self.ranked = ranked
        self.wanted = wanted
        self.one = None if ranked.way.key in POINTS else find(ranked.way.key)
        self.is_rate = isinstance(self.one, Rate)
        self._links: dict[int, Links] = {}

    @property
    def page(self) -> dict[str, Any]:
        """Everything the template shows."""
        ranked = self.ranked
        return {
            "ranked": ranked,
            "heads": self.heads,
            "rows": [self._row(row) for row in ranked.rows],
            "total": self._total(),
            "left_heads": self.left_heads,
            "left_rows": [self._left(row) for row in ranked.unranked],
            "chart_drawn": self._chart() if ranked.rows else None,
            "alike": sum(row.alike for row in ranked.rows),
            "definition": _(self.one.definition) if self.one else "",
            "dated": _(date_words(self.one, self.wanted.basis)) if self.one else "",
        }

    @property
    def heads(self) -> list[Any]:
        """名次, 单位, the number, its two counts, 与总体相差, 上年同期, what stands beside it."""
        found = [_("名次"), _("单位"), _num(self._headed)]
        if self.is_rate:
            found += [_num(_("分子/分母")), _num(_("与总体相差"))]
        if self.ranked.way.key == "return.score":
            found += [_num(_("及时 + 一次通过 + 稳定"))]
        return [*found, _num(_("上年同期名次")), *map(_num, self._beside_names)]

    @property
    def left_heads(self) -> list[Any]:
        """单位, 为什么不排名, the number, its two counts."""
        counts = [_num(_("分子/分母"))] if self.is_rate else []
        return [_("单位"), _("原因"), _num(self._headed), *counts]

    @property
    def _headed(self) -> str:
        unit = self.ranked.unit
        return _(self.ranked.name) if unit == "%" else f"{_(self.ranked.name)}（{_(unit)}）"

    @property
    def _beside_names(self) -> list[str]:
        return [_(find(key).name) for key in self.ranked.way.beside]

    def _row(self, row: Ranked) -> list[Any]:
        cells: list[Any] = [row.place, row.name, self._number(row)]
        if self.is_rate:
            cells += [self._counts(row.measured), {"text": self._difference(row), "note": _(row.why)}]
        if self.ranked.way.key == "return.score":
            cells.append(" + ".join(map(str, row.measured.parts)))
        return [*cells, self._previous(row), *self._beside(row.measured)]

    def _left(self, row: Ranked) -> list[Any]:
        counts = [self._counts(row.measured)] if self.is_rate else []
        return [row.name, row.why, self._number(row), *counts]

    def _total(self) -> list[Any] | None:
        """The number of all units together; nothing for points, which do not add up."""
        whole = self.ranked.whole
        if whole is None:
            return None
        value = {"text": self._written(self.ranked.whole_value), "href": self._links_of(whole).to(self._key)}
        counts = [self._counts(whole), ""] if self.is_rate else []
        return ["", _("总体"), value, *counts, "", *self._beside(whole)]

    @property
    def _key(self) -> str:
        return self.ranked.way.key

    def _number(self, row: Ranked) -> Any:
        if row.value is None:
            return None
        return {"text": self._written(row.value), "href": self._href(row.measured)}

    def _written(self, value: Any) -> str:
        return f"{value}%" if self.ranked.unit == "%" else str(value)

    def _href(self, one: Measured) -> str:
        """The list behind a number; of points the page that says how they were given."""
        if self.one is None:
            span = self.found.stretch.span
            return url_for("returns.rating", unit=one.above, month=span.key if span else None)
        return self._list(one, self._key)

    def _list(self, one: Measured, key: str) -> str:
        links = self._links_of(one)
        return links.of(key, "unit", one.part) if one.above else links.to(key)

    def _links_of(self, one: Measured) -> Links:
        above = one.above or self.found.frame.unit.id
        if above not in self._links:
            self._links[above] = Links(
                above, self.found.stretch.now, self.wanted.basis,
                predecessors=self.wanted.predecessors, state=self.wanted.state,
            )  # fmt: skip
        return self._links[above]

    def _counts(self, one: Measured) -> Any:
        """Both numbers of a rate, each with its list."""
        assert isinstance(self.one, Rate)
        basis = self.wanted.basis
        return {
            "parts": [
                (one.numerator or 0, self._list(one, self.one.numerator[basis])),
                (one.denominator or 0, self._list(one, self.one.denominator[basis])),
            ]
        }

    def _beside(self, one: Measured) -> list[Any]:
        return [self._figure(one, figure) for figure in one.beside]

    def _figure(self, one: Measured, figure: Figure) -> Any:
        if figure.value is None:
            return None
        return {"text": wording.text(figure), "href": self._list(one, figure.key)}

    def _difference(self, row: Ranked) -> str:
        if row.difference is None:
            return ""
        points = _("个百分点") if self.ranked.unit == "%" else _(self.ranked.unit)
        return f"{row.difference:+f} {points}"

    def _previous(self, row: Ranked) -> Any:
        if row.previous is None or row.moved is None:
            return None
        if row.moved == 0:
            return {"text": row.previous, "note": _("不变")}
        moved = _("升 %(n)s 位", n=row.moved) if row.moved > 0 else _("降 %(n)s 位", n=-row.moved)
        return {"text": row.previous, "note": moved}

    def _chart(self) -> charts.Chart:
        marks = [Mark(row.name, row.value, self._href(row.measured)) for row in self.ranked.rows]
        title = _("%(name)s，%(direction)s", name=_(self.ranked.name), direction=_(self.ranked.direction))
        return charts.bars(marks, title=title, unit=_(self.ranked.unit), head=_("单位"))


def _num(label: str) -> dict[str, Any]:
    return {"label": label, "num": True}


# ---------------------------------------------------------------- all indicators


def _overview(found: Rankings, wanted: Wanted, all_below: bool) -> dict[str, Any]:
    """Units × indicators with each place, in the order of the units; what ranks nobody is named below.

    The points of the returns are given for periods of the statistical calendar alone.
    """
    ranked = [found.order(key) for key in found.ways if found.stretch.span or key not in POINTS]
    shown = [one for one in ranked if one.rows]
    args = wanted.args | ({"below": ALL} if all_below else {})
    return {
        "heads": [_head(one, args) for one in shown],
        "rows": _rows(
            [{row.measured.unit_id: row for row in (*one.rows, *one.unranked)} for one in shown], shown, found
        ),
        "empty": [_(one.name) for one in ranked if not one.rows],
    }


def _head(one: Ranking, args: dict[str, Any]) -> dict[str, str]:
    url = url_for("comparison.ranking", **(args | {"key": one.way.key}))
    return {"label": _(one.name), "note": _(one.direction), "url": url}


def _rows(by_unit: Sequence[dict[int, Ranked]], shown: Sequence[Ranking], found: Rankings) -> list[Any]:
    made = []
    for id_ in found.rows.ids:
        rows = [each.get(id_) for each in by_unit]
        name = next((row.name for row in rows if row), "")
        if name:
            made.append((name, [_place(one, row) for one, row in zip(shown, rows, strict=True)]))
    return made


def _place(one: Ranking, row: Ranked | None) -> dict[str, Any]:
    if row is None:
        return {"place": None, "value": "", "why": "", "alike": False}
    unit = "%" if one.unit == "%" else f" {_(one.unit)}"
    value = "" if row.value is None else f"{row.value}{unit}"
    return {"place": row.place, "value": value, "why": row.why, "alike": row.alike}
