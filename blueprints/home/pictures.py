"""The charts of the desks: each from an answer of the year, every mark leading to its list."""

from flask_babel import gettext as _

from blueprints.home.desk import ACCEPTED, SUCCEEDED, Year
from figures import periods
from figures.answers import Line
from figures.periods import Period
from reports import charts
from reports.charts import Chart, Mark, Series

SHOWN_TYPES = 5
MOST_UNITS = 30
# Heights that fill a card beside its neighbour at the width of an office screen.
BESIDE_DONUT, LEGEND, LEAST_TALL = 418, 32, 240


def labels(period: Period) -> list[str]:
    """The months along the axis."""
    return [_("%(n)s月", n=month.start.month) for month in periods.months(period)]


def count(line: Line, key: str = ACCEPTED) -> int:
    """A figure as a whole number."""
    return int(line[key].value or 0)


# ---------------------------------------------------------------- types


def _types(year: Year, many: int = SHOWN_TYPES) -> tuple[list[Line], list[Line]]:
    """The most frequent of the 15 types, in print order, and the others."""
    rows = [line for line in year.sorts.rows("type15") if count(line)]
    often = {line.part for line in sorted(rows, key=lambda line: -count(line))[:many]}
    return [line for line in rows if line.part in often], [line for line in rows if line.part not in often]


def by_month(year: Year, *, width: int = charts.MIDDLE, height: int = BESIDE_DONUT) -> Chart:
    """Accepted cases month by month, parted by type."""
    months = periods.months(year.whole)
    shown, others = _types(year)
    series = [Series(line.label, [_of_type(year, line, month) for month in months]) for line in shown]
    rest = [sum(int(_of_type(year, line, month).value or 0) for line in others) for month in months]
    if any(rest):
        marks = [Mark(label, number) for label, number in zip(labels(year.whole), rest, strict=True)]
        series.append(Series(_("其余类型"), marks))
    return charts.stacked_bars(
        labels(year.whole), series, title=_("各月受理数量（按类型）"), width=width, height=height
    )


def _of_type(year: Year, line: Line, month: Period) -> Mark:
    found = year.sorts.at(type15=line.part, month=month.key)
    href = year.links.of(ACCEPTED, "type15", line.part, month.key)
    return Mark(_("%(n)s月", n=month.start.month), count(found), href)


def by_type(year: Year) -> Chart:
    """What the year's accepted cases are about."""
    shown, others = _types(year)
    parts = [Mark(line.label, count(line), year.links.of(ACCEPTED, "type15", line.part)) for line in shown]
    rest = sum(count(line) for line in others)
    if rest:
        parts.append(Mark(_("其余类型"), rest))
    return charts.donut(parts, title=_("纠纷类型构成"), head=_("类型"))


def types_beside(year: Year, many: int = 8) -> Chart:
    """The most frequent types now and in the same days of last year."""
    shown, _others = _types(year, many)
    shown = sorted(shown, key=lambda line: -count(line))
    ago = year.stretch.year_ago
    now = [Mark(line.label, count(line), year.links.of(ACCEPTED, "type15", line.part)) for line in shown]
    then = [
        Mark(
            line.label,
            count(year.last_sorts.at(type15=line.part)),
            year.last_links.to(ACCEPTED, period=ago, by="type15", part=line.part),
        )
        for line in shown
    ]
    return charts.pairs(
        Series(_("今年"), now),
        Series(_("上年同期"), then),
        title=_("纠纷类型，今年与上年同期"),
        head=_("类型"),
    )


# ---------------------------------------------------------------- months


def two_years(year: Year, *, width: int = charts.MIDDLE, height: int = 300) -> Chart:
    """Accepted cases of this year month by month over those of last year."""
    now = {line.part: line for line in year.main.rows("month")}
    then = {line.part: line for line in year.last_months.rows("month")}
    axis = labels(year.whole)
    mine = [
        Mark(
            label,
            None if year.is_coming(month) else count(now[month.key]),
            year.links.of(ACCEPTED, "month", month.key),
        )
        for label, month in zip(axis, periods.months(year.whole), strict=True)
    ]
    theirs = [
        Mark(
            label,
            None if year.is_first else count(then[month.key]),
            year.last_links.of(ACCEPTED, "month", month.key),
        )
        for label, month in zip(axis, periods.months(year.last_year), strict=False)
    ]
    return charts.years(
        axis,
        Series(_("%(n)s年", n=year.number), mine),
        Series(_before_name(year), theirs),
        title=_("各月受理，今年与上年"),
        width=width,
        height=height,
    )


def _before_name(year: Year) -> str:
    if year.is_first:
        return _("%(n)s年（没有数）", n=year.number - 1)
    return _("%(n)s年", n=year.number - 1)


def trend(year: Year, *, width: int = charts.HALF, height: int = 300) -> Chart:
    """Accepted and settled cases month by month, as far as the year has gone."""
    series = [Series(_("受理"), _course(year, ACCEPTED)), Series(_("调解成功"), _course(year, SUCCEEDED))]
    return charts.line(labels(year.whole), series, title=_("受理与调解成功趋势"), width=width, height=height)


def _course(year: Year, key: str) -> list[Mark]:
    lines = {line.part: line for line in year.main.rows("month")}
    return [
        Mark(
            label,
            None if year.is_coming(month) else count(lines[month.key], key),
            year.links.of(key, "month", month.key),
        )
        for label, month in zip(labels(year.whole), periods.months(year.whole), strict=True)
    ]


# ---------------------------------------------------------------- units


def units(year: Year) -> list[Line]:
    """The units below, for the heat map."""
    return year.main.rows("unit")[:MOST_UNITS]


def beside_heat(year: Year) -> int:
    """The height of a chart that stands beside the heat map."""
    return max(charts.heat_height(len(units(year))) - LEGEND, LEAST_TALL)


def heat(year: Year, *, width: int = charts.HALF) -> Chart | None:
    """Units × months of accepted cases; None where there are no units to compare."""
    shown = units(year)
    if len(shown) < 2:
        return None
    months = periods.months(year.whole)
    cells = [[_warmth(year, unit, month) for month in months] for unit in shown]
    names = [_(unit.label) for unit in shown]
    return charts.heat_map(names, labels(year.whole), cells, title=_("单位 × 月份（受理）"), width=width)


def _warmth(year: Year, unit: Line, month: Period) -> Mark | None:
    if year.is_coming(month):
        return None
    found = year.main.at(unit=unit.part, month=month.key)
    href = year.links.of(ACCEPTED, "unit", unit.part, month.key)
    return Mark(_("%(n)s月", n=month.start.month), count(found), href)
