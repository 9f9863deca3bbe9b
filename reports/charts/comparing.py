"""One number held against another: each name's now beside its earlier, and each name's distance from the whole."""

from collections.abc import Sequence
from decimal import Decimal

from reports.charts import svg
from reports.charts.marks import Chart, Mark, Number, Series, amount, cell, numeric

EACH = 40  # of a row with two bars


def pairs(
    now: Series, before: Series, *, title: str, desc: str = "", unit: str = "件", head: str = "名称"
) -> Chart:
    """Two lying bars a name, the filled one now, the hollow one before; the two series name the same in the same order."""
    side = _side([mark.label for mark in now.marks])
    most = max((amount(mark) for mark in (*now.marks, *before.marks)), default=0)
    inside = []
    for i, (mine, then) in enumerate(zip(now.marks, before.marks, strict=True)):
        y = 6 + EACH * i
        inside.append(svg.text(side - 8, y + 19, mine.label, anchor="end"))
        inside.append(_bar(side, y, mine, most, "c1", "value-text", unit, now.name))
        inside.append(_bar(side, y + 17, then, most, "before", "axis-text", unit, before.name))
    drawn = svg.drawing("".join(inside), title, desc, svg.HALF, 12 + EACH * len(now.marks), "chart-bars")
    rows = [[a.label, cell(a), cell(b)] for a, b in zip(now.marks, before.marks, strict=True)]
    return Chart(
        drawn,
        [(now.name, "c1"), (before.name, "before")],
        [head, *numeric([now.name, before.name])],
        rows=rows,
    )


def _bar(x: int, y: int, mark: Mark, most: float, css: str, text: str, unit: str, name: str) -> str:
    length = (svg.HALF - x - 70) * amount(mark) / most if most else 0.0
    shape = svg.tag("rect", x=x, y=float(y), width=float(length), height=14, rx=2, class_=f"mark-shape {css}")
    hit = svg.tag(
        "rect", x=x, y=y - 1.0, width=length + 60, height=17, class_="hit"
    )  # also of a bar without length
    value = svg.text(x + length + 6, y + 11.5, svg.shown(mark), text, "start")
    return svg.linked(hit + shape + value, mark, svg.said(mark, unit, f"{name} "))


def around(
    marks: Sequence[Mark],
    reference: Mark,
    *,
    title: str,
    desc: str = "",
    unit: str = "%",
    head: str = "名称",
    far: Sequence[str] = (),
) -> Chart:
    """Lying bars from a line that stands for the reference: to the right what is above it, to the left what is below.

    A name in `far` is drawn in the warning colour with ▼ before its number.
    """
    side = _side([mark.label for mark in marks])
    distances = [_distance(mark, reference) for mark in marks]
    left = max((-float(d) for d in distances if d is not None), default=0.0)
    right = max((float(d) for d in distances if d is not None), default=0.0)
    left, right = max(left, 0.0), max(right, 0.0)
    room, spare = svg.HALF - side - 140, 70  # the numbers stand outside the bars
    scale = room / (left + right) if left + right else 0.0
    zero, tall = side + spare + left * scale, 30 * len(marks)
    inside = [
        svg.tag("line", x1=float(zero), x2=float(zero), y1=22, y2=26 + tall, class_="line-reference"),
        svg.text(zero, 14, f"{reference.label} {svg.shown(reference)}{unit}", "axis-text"),
    ]
    for i, (mark, distance) in enumerate(zip(marks, distances, strict=True)):
        inside.append(svg.text(side - 8, 26 + 30 * i + 17, mark.label, anchor="end"))
        inside.append(_lean(zero, 26 + 30 * i, mark, float(distance or 0) * scale, unit, mark.label in far))
    drawn = svg.drawing("".join(inside), title, desc, svg.HALF, 34 + tall, "chart-bars")
    rows = [[m.label, cell(m), _signed(d)] for m, d in zip(marks, distances, strict=True)]
    rows.append([reference.label, cell(reference), None])
    return Chart(drawn, heads=[head, *numeric([unit, f"与{reference.label}相差"])], rows=rows)


def _distance(mark: Mark, reference: Mark) -> Decimal | None:
    if mark.value is None or reference.value is None:
        return None
    return _exact(mark.value) - _exact(reference.value)


def _exact(value: Number) -> Decimal:
    return Decimal(str(value))


def _signed(distance: Decimal | None) -> str | None:
    return None if distance is None else f"{distance:+}"


def _lean(zero: float, y: int, mark: Mark, length: float, unit: str, far: bool) -> str:
    """A bar that leans from the line by `length`, below 0 to the left, its number behind its end."""
    x, wide = (zero + length, -length) if length < 0 else (zero, length)
    shape = svg.tag("rect", x=float(x), y=y + 3.0, width=float(max(wide, 2)), height=20, rx=2,
                    class_=f"mark-shape {'c5' if far else 'c1'}")  # fmt: skip
    words = f"▼{svg.shown(mark)}" if far else svg.shown(mark)
    at, anchor = (x - 6, "end") if length < 0 else (x + max(wide, 2) + 6, "start")
    return svg.linked(shape + svg.text(at, y + 17.5, words, "value-text", anchor), mark, svg.said(mark, unit))


def _side(labels: Sequence[str]) -> int:
    longest = max((len(label) for label in labels), default=0)
    return min(12 + 17 * longest, svg.HALF // 2)  # 17: the letters are larger on a phone
