"""Many names at once: a heat map of two directions, and lying bars of one."""

from collections.abc import Sequence
from math import ceil

from reports.charts import svg
from reports.charts.marks import Chart, Mark, amount, cell, numeric


def heat_height(rows: int) -> int:
    """How tall a heat map of so many rows is drawn, for a chart that stands beside it."""
    return 28 + 28 * rows


def heat_map(
    rows: Sequence[str],
    columns: Sequence[str],
    cells: Sequence[Sequence[Mark | None]],
    *,
    title: str,
    desc: str = "",
    unit: str = "件",
    head: str = "单位",
    width: int = svg.MIDDLE,
    least: float = 0,
) -> Chart:
    """A field of cells, the darker the larger the value (four steps over `least`). None leaves a cell blank."""
    side = min(14 + 13 * max((len(r) for r in rows), default=0), 190)
    wide, tall = (width - side) / max(len(columns), 1), 28
    most = max((amount(m) for across in cells for m in across if m), default=0)
    inside = [svg.text(side + wide * (i + 0.5), 16, c) for i, c in enumerate(columns)]
    for y, (name, marks) in enumerate(zip(rows, cells, strict=True)):
        inside.append(svg.text(side - 8, 24 + tall * y + 18, name, anchor="end"))
        inside += [
            _warm(side + wide * x, 24 + tall * y, wide, mark, (least, most), f"{name} ", unit)
            for x, mark in enumerate(marks)
            if mark
        ]
    drawn = svg.drawing("".join(inside), title, desc, width, heat_height(len(rows)))
    table = [[name, *(cell(m) for m in marks)] for name, marks in zip(rows, cells, strict=True)]
    return Chart(drawn, heads=[head, *numeric(columns)], rows=table)


def _warm(
    x: float, y: float, width: float, mark: Mark, ends: tuple[float, float], before: str, unit: str
) -> str:
    least, most = ends
    heat = max(0, ceil(4 * (amount(mark) - least) / (most - least))) if most > least else 0
    shape = svg.tag(
        "rect", x=x + 1, y=y + 1.0, width=width - 2, height=26, rx=3, class_=f"mark-shape heat{heat}"
    )
    shape += svg.text(x + width / 2, y + 18, svg.shown(mark), f"on-heat{heat}")
    return svg.linked(shape, mark, svg.said(mark, unit, before))


def bars(marks: Sequence[Mark], *, title: str, desc: str = "", unit: str = "件", head: str = "名称") -> Chart:
    """Lying bars, one a line: name on the left, value behind the bar; for units, types, studios."""
    longest = max((len(m.label) for m in marks), default=0)
    side = min(12 + 17 * longest, svg.HALF // 2)  # 17: the letters are larger on a phone
    most = max((amount(m) for m in marks), default=0)
    inside = []
    for i, mark in enumerate(marks):
        y, length = 6 + 30 * i, (svg.HALF - side - 70) * amount(mark) / most if most else 0.0
        inside.append(svg.text(side - 8, y + 15, mark.label, anchor="end"))
        shape = svg.tag("rect", x=side, y=y, width=float(length), height=20, rx=3, class_="mark-shape c1")
        value = svg.text(side + length + 6, y + 15, svg.shown(mark), "value-text", "start")
        inside.append(svg.linked(shape + value, mark, svg.said(mark, unit)))
    drawn = svg.drawing("".join(inside), title, desc, svg.HALF, 12 + 30 * len(marks), "chart-bars")
    return Chart(drawn, heads=[head, *numeric([unit])], rows=[[m.label, cell(m)] for m in marks])
