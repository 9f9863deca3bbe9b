"""The parts of a whole, as a ring."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import accumulate
from math import cos, pi, sin

from reports.charts import svg
from reports.charts.marks import Chart, Mark, amount, cell, colour, numeric


def donut(
    parts: Sequence[Mark], *, title: str, desc: str = "", unit: str = "件", head: str = "类别"
) -> Chart:
    """A ring parted in proportion to the values, their sum in the middle; empty without any value."""
    whole = sum(amount(p) for p in parts)
    edges = list(accumulate((amount(p) / whole if whole else 0 for p in parts), initial=0.0))
    inside = []
    for i, part in enumerate(parts):
        if edges[i + 1] > edges[i]:
            inside.append(svg.linked(_ring(edges[i], edges[i + 1], colour(i)), part, svg.said(part, unit)))
    empty = "" if whole else _ring(0, 1, "heat0")
    middle = svg.text(120, 124, svg.rounded(whole), "big-text") + svg.text(120, 146, f"合计（{unit}）")
    drawn = svg.drawing(empty + "".join(inside) + middle, title, desc, 240, 240, "chart-round")
    shares = [(p, colour(i), _percent(p, parts)) for i, p in enumerate(parts)]
    rows = [[p.label, cell(p), percent] for p, _, percent in shares]
    return Chart(drawn, heads=[head, *numeric([unit, "占比"])], shares=shares, rows=rows)


def _percent(part: Mark, parts: Sequence[Mark]) -> str | None:
    """The share in percent with one decimal, half up; None of nothing."""
    whole = sum(Decimal(p.value or 0) for p in parts)
    if not whole:
        return None
    return f"{(Decimal(part.value or 0) * 100 / whole).quantize(Decimal('0.1'), ROUND_HALF_UP)}%"


def _ring(start: float, end: float, fill: str) -> str:
    """The part of a ring between two shares of the turn, clockwise from the top."""

    def spot(share: float, radius: int) -> str:
        turn = 2 * pi * share - pi / 2
        return f"{120 + radius * cos(turn):.2f} {120 + radius * sin(turn):.2f}"

    if end - start > 0.9999:  # a whole ring cannot be one arc: it would begin where it ends
        return _ring(start, start + 0.5, fill) + _ring(start + 0.5, start + 0.9998, fill)
    far = int(end - start > 0.5)
    path = (
        f"M{spot(start, 112)}A112 112 0 {far} 1 {spot(end, 112)}L{spot(end, 70)}"
        f"A70 70 0 {far} 0 {spot(start, 70)}Z"
    )
    return svg.tag("path", d=path, class_=f"mark-shape {fill}")
