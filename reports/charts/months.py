"""Charts over the months, or any other axis of few short names: stacked bars and curves."""

from collections.abc import Iterator, Sequence
from itertools import accumulate

from reports.charts import svg
from reports.charts.marks import Chart, Mark, Series, across, amount, colour, legend, numeric


def stacked_bars(
    months: Sequence[str],
    series: Sequence[Series],
    *,
    title: str,
    desc: str = "",
    unit: str = "件",
    head: str = "月份",
    width: int = svg.MIDDLE,
    height: int = svg.TALL,
) -> Chart:
    """Bars of one place on the axis each, parted by series, with the sum above. A zero part is not drawn."""
    sums = [sum(amount(s.marks[i]) for s in series) for i in range(len(months))]
    frame = svg.Frame(months, svg.steps(max(sums, default=0)), width, height)
    inside = frame.grid() + "".join(_stack(frame, i, series, unit) for i in range(len(months)))
    heads, rows = across(months, series, head)
    if len(series) > 1:
        heads = [*heads, *numeric(["合计"])]
        rows = [[*row, svg.rounded(s)] for row, s in zip(rows, sums, strict=True)]
    drawn = svg.drawing(inside, title, desc, width, height)
    return Chart(drawn, legend(series), heads, rows=rows, prints_table=len(series) > 1)


def _stack(frame: svg.Frame, place: int, series: Sequence[Series], unit: str) -> str:
    width = min(frame.slot * 0.56, 56.0)
    tops = list(accumulate((amount(s.marks[place]) for s in series), initial=0.0))
    parts = []
    for i, one in enumerate(series):
        mark, low, high = one.marks[place], frame.y(tops[i]), frame.y(tops[i + 1])
        if low > high:
            shape = svg.tag(
                "rect",
                x=frame.x(place) - width / 2,
                y=high,
                width=width,
                height=low - high,
                rx=2,
                class_=f"mark-shape {colour(i)}",
            )
            parts.append(svg.linked(shape, mark, svg.said(mark, unit, f"{one.name} ")))
    above = svg.text(frame.x(place), frame.y(tops[-1]) - 6, svg.rounded(tops[-1]), "value-text")
    return "".join(parts) + (above if tops[-1] else "")


def line(
    months: Sequence[str],
    series: Sequence[Series],
    *,
    title: str,
    desc: str = "",
    unit: str = "件",
    head: str = "月份",
    width: int = svg.MIDDLE,
    height: int = svg.TALL,
) -> Chart:
    """Curves over the axis; the first with the area under it, the others dashed. A value of None is a gap."""
    most = max((amount(m) for s in series for m in s.marks), default=0)
    frame = svg.Frame(months, svg.steps(most), width, height)
    inside = frame.grid() + "".join(_curve(frame, i, one, unit) for i, one in enumerate(series))
    heads, rows = across(months, series, head)
    return Chart(svg.drawing(inside, title, desc, width, height), legend(series), heads, rows=rows)


def years(
    months: Sequence[str],
    now: Series,
    before: Series,
    *,
    title: str,
    desc: str = "",
    unit: str = "件",
    head: str = "月份",
    width: int = svg.MIDDLE,
    height: int = svg.TALL,
) -> Chart:
    """This year month by month over the year before: a filled curve with round dots, a grey dashed one with square dots."""
    most = max((amount(m) for s in (now, before) for m in s.marks), default=0)
    frame = svg.Frame(months, svg.steps(most), width, height)
    inside = frame.grid() + _earlier(frame, before, unit) + _curve(frame, 0, now, unit)
    heads, rows = across(months, (now, before), head)
    drawn = svg.drawing(inside, title, desc, width, height)
    return Chart(drawn, [(now.name, "c1"), (before.name, "before")], heads, rows=rows)


def _earlier(frame: svg.Frame, series: Series, unit: str) -> str:
    points = (
        [(frame.x(place), frame.y(amount(series.marks[place]))) for place in run]
        for run in _runs(series.marks)
    )
    curves = (svg.tag("polyline", points=svg.path(run), class_="curve s6 dashed") for run in points)
    return "".join((*curves, *_dots(frame, "s6", series, unit, square=True)))


def _runs(marks: Sequence[Mark]) -> list[list[int]]:
    """The places that have values, in unbroken runs."""
    runs: list[list[int]] = [[]]
    for place, mark in enumerate(marks):
        if mark.value is None:
            runs.append([])
        else:
            runs[-1].append(place)
    return [run for run in runs if run]


def _curve(frame: svg.Frame, index: int, series: Series, unit: str) -> str:
    fill, parts = colour(index), []
    stroke = fill.replace("c", "s")
    for run in _runs(series.marks):
        points = [(frame.x(place), frame.y(amount(series.marks[place]))) for place in run]
        if index == 0:
            ground = [(points[0][0], frame.y(0)), *points, (points[-1][0], frame.y(0))]
            parts.append(svg.tag("polygon", points=svg.path(ground), class_=f"area {fill}"))
        css = f"curve {stroke}{' dashed' if index else ''}"
        parts.append(svg.tag("polyline", points=svg.path(points), class_=css))
    return "".join(parts) + "".join(_dots(frame, stroke, series, unit))


def _dots(frame: svg.Frame, stroke: str, series: Series, unit: str, *, square: bool = False) -> Iterator[str]:
    for place, mark in enumerate(series.marks):
        if mark.value is not None:
            x, y = frame.x(place), frame.y(amount(mark))
            hit = svg.tag("circle", cx=x, cy=y, r=12, class_="hit")  # wide enough for a finger
            if square:
                dot = svg.tag("rect", x=x - 3.0, y=y - 3.0, width=6, height=6, class_=f"dot {stroke}")
            else:
                dot = svg.tag("circle", cx=x, cy=y, r=3.5, class_=f"dot {stroke}")
            yield svg.linked(hit + dot, mark, svg.said(mark, unit, f"{series.name} "))
