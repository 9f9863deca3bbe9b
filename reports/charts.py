"""Charts drawn as SVG on the server: no script, readable by keyboard and screen reader, printable.

Each function takes marks (label, value, address of the list behind the value) and gives a Chart: the drawing,
its legend and the same numbers as a table. Every mark with an address is a link. Colours are the classes
c1 … c12 of the stylesheet, because the pages allow no style attributes; nothing here knows the web framework.

`width` is that of the card (WIDE: the page, MIDDLE: two thirds, HALF), so that letters keep one size; `height`
lets a chart fill the card beside a taller neighbour.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from itertools import accumulate
from math import ceil, cos, floor, log10, pi, sin
from typing import Any

from markupsafe import escape

Number = int | float | Decimal
COLOURS = 12
WIDE, MIDDLE, HALF, TALL = 1100, 720, 540, 300
LEFT, RIGHT, TOP, BOTTOM = 40, 8, 22, 28


@dataclass(frozen=True)
class Mark:
    """One value of a chart: what it is called, how much, where its list is, and a remark for its tooltip."""

    label: str
    value: Number | None
    href: str | None = None
    note: str = ""


@dataclass(frozen=True)
class Series:
    """Marks of one name and colour, in the order of the axis."""

    name: str
    marks: Sequence[Mark]


@dataclass(frozen=True)
class Chart:
    """A finished chart: the drawing (well-formed, escaped), its legend, and the table beside it.

    `legend` holds names with colour classes; `shares` a donut's parts with colour class and percent.
    """

    svg: str
    legend: list[tuple[str, str]] = field(default_factory=list)
    heads: list[Any] = field(default_factory=list)
    shares: list[tuple[Mark, str, str | None]] = field(default_factory=list)
    rows: list[list[Any]] = field(default_factory=list)

    def __str__(self) -> str:
        return self.svg


# ---- the shared alphabet: numbers, elements, links, scale

def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _round(value: float) -> str:
    return f"{value:g}" if value < 1e6 else str(int(value))


def _tag(name: str, inside: str = "", **attributes: object) -> str:
    parts = "".join(f' {key.rstrip("_").replace("_", "-")}="{escape(_n(v) if isinstance(v, float) else v)}"'
                    for key, v in attributes.items() if v is not None)
    return f"<{name}{parts}>{inside}</{name}>"


def _text(x: float, y: float, words: object, css: str = "axis-text", anchor: str = "middle") -> str:
    return _tag("text", str(escape(words)), x=float(x), y=float(y), class_=css, text_anchor=anchor)


def _title(words: str) -> str:
    return _tag("title", str(escape(words)))


def _shown(mark: Mark) -> str:
    return "—" if mark.value is None else str(mark.value)


def _said(mark: Mark, unit: str, before: str = "") -> str:
    remark = f"（{mark.note}）" if mark.note else ""
    return f"{before}{mark.label}：{_shown(mark)} {unit}".rstrip() + remark


def _linked(shape: str, mark: Mark, said: str) -> str:
    """The shape with its tooltip, inside a link when the mark has a list behind it."""
    if mark.href is None:
        return _tag("g", _title(said) + shape)
    return _tag("a", _title(said) + shape, href=mark.href, aria_label=said)


def _drawing(inside: str, title: str, desc: str, width: float, height: float, css: str = "chart-wide") -> str:
    heading = _title(title) + (_tag("desc", str(escape(desc))) if desc else "")
    role = "group" if "<a " in inside else "img"      # an image would hide its links from a screen reader
    return _tag("svg", heading + inside, xmlns="http://www.w3.org/2000/svg", class_=f"chart {css}",
                viewBox=f"0 0 {_n(width)} {_n(height)}", role=role, aria_label=title)


def _colour(index: int) -> str:
    return f"c{index % COLOURS + 1}"


def _amount(mark: Mark) -> float:
    return float(mark.value or 0)


def _steps(top: float) -> list[float]:
    """Round marks of an axis from 0 to at least `top`: five or so steps of 1, 2 or 5 × a power of ten."""
    if top <= 0:
        return [0, 1]
    rough = max(top / 5, 0.2 if top < 1 else 1)
    power = 10.0 ** floor(log10(rough))
    step = next(power * m for m in (1, 2, 5, 10) if power * m >= rough * 0.999)
    return [step * i for i in range(ceil(round(top / step, 9)) + 1)]


def _cell(mark: Mark | None) -> dict[str, object] | None:
    return None if mark is None else {"text": mark.value, "href": mark.href, "title": mark.note}


def _numeric(labels: Iterable[str]) -> list[dict[str, object]]:
    return [{"label": label, "num": True} for label in labels]


def _legend(series: Sequence[Series]) -> list[tuple[str, str]]:
    return [(s.name, _colour(i)) for i, s in enumerate(series)]


def _across(labels: Sequence[str], series: Sequence[Series], head: str) -> tuple[list[Any], list[list[Any]]]:
    """The table of a chart over an axis: a row for each place on it, a column for each series."""
    rows = [[label, *(_cell(s.marks[i]) for s in series)] for i, label in enumerate(labels)]
    return [head, *_numeric(s.name for s in series)], rows


@dataclass(frozen=True)
class _Frame:
    """The plot area: turns a value into a height and a place on the axis into a distance from the left."""

    labels: Sequence[str]
    steps: list[float]
    width: int
    height: int

    @property
    def slot(self) -> float:
        return (self.width - LEFT - RIGHT) / max(len(self.labels), 1)

    def x(self, place: int) -> float:
        return LEFT + self.slot * (place + 0.5)

    def y(self, value: float) -> float:
        return self.height - BOTTOM - (self.height - TOP - BOTTOM) * value / self.steps[-1]

    def grid(self) -> str:
        lines = (_tag("line", x1=LEFT, x2=self.width - RIGHT, y1=self.y(s), y2=self.y(s),
                      class_="line-grid" if s else "line-base") for s in self.steps)
        scale = (_text(LEFT - 8, self.y(s) + 4, _round(s), anchor="end") for s in self.steps)
        places = (_text(self.x(i), self.height - 8, label) for i, label in enumerate(self.labels))
        return "".join((*lines, *scale, *places))


# ---- the charts

def stacked_bars(months: Sequence[str], series: Sequence[Series], *, title: str, desc: str = "",
                 unit: str = "件", head: str = "月份", width: int = MIDDLE, height: int = TALL) -> Chart:
    """Bars of one place on the axis each, parted by series, with the sum above. A zero part is not drawn."""
    sums = [sum(_amount(s.marks[i]) for s in series) for i in range(len(months))]
    frame = _Frame(months, _steps(max(sums, default=0)), width, height)
    inside = frame.grid() + "".join(_stack(frame, i, series, unit) for i in range(len(months)))
    heads, rows = _across(months, series, head)
    if len(series) > 1:
        heads = [*heads, *_numeric(["合计"])]
        rows = [[*row, _round(s)] for row, s in zip(rows, sums, strict=True)]
    return Chart(_drawing(inside, title, desc, width, height), _legend(series), heads, rows=rows)


def _stack(frame: _Frame, place: int, series: Sequence[Series], unit: str) -> str:
    width = min(frame.slot * 0.56, 56.0)
    tops = list(accumulate((_amount(s.marks[place]) for s in series), initial=0.0))
    parts = []
    for i, one in enumerate(series):
        mark, low, high = one.marks[place], frame.y(tops[i]), frame.y(tops[i + 1])
        if low > high:
            shape = _tag("rect", x=frame.x(place) - width / 2, y=high, width=width, height=low - high, rx=2,
                         class_=f"mark-shape {_colour(i)}")
            parts.append(_linked(shape, mark, _said(mark, unit, f"{one.name} ")))
    above = _text(frame.x(place), frame.y(tops[-1]) - 6, _round(tops[-1]), "value-text")
    return "".join(parts) + (above if tops[-1] else "")


def line(months: Sequence[str], series: Sequence[Series], *, title: str, desc: str = "", unit: str = "件",
         head: str = "月份", width: int = MIDDLE, height: int = TALL) -> Chart:
    """Curves over the axis; the first with the area under it, the others dashed. A value of None is a gap."""
    frame = _Frame(months, _steps(max((_amount(m) for s in series for m in s.marks), default=0)), width, height)
    inside = frame.grid() + "".join(_curve(frame, i, one, unit) for i, one in enumerate(series))
    heads, rows = _across(months, series, head)
    return Chart(_drawing(inside, title, desc, width, height), _legend(series), heads, rows=rows)


def _runs(marks: Sequence[Mark]) -> list[list[int]]:
    """The places that have values, in unbroken runs."""
    runs: list[list[int]] = [[]]
    for place, mark in enumerate(marks):
        if mark.value is None:
            runs.append([])
        else:
            runs[-1].append(place)
    return [run for run in runs if run]


def _curve(frame: _Frame, index: int, series: Series, unit: str) -> str:
    colour, parts = _colour(index), []
    stroke = colour.replace("c", "s")
    for run in _runs(series.marks):
        points = " ".join(f"{_n(frame.x(p))},{_n(frame.y(_amount(series.marks[p])))}" for p in run)
        if index == 0:
            ends = f"{_n(frame.x(run[0]))},{_n(frame.y(0))} {points} {_n(frame.x(run[-1]))},{_n(frame.y(0))}"
            parts.append(_tag("polygon", points=ends, class_=f"area {colour}"))
        parts.append(_tag("polyline", points=points, class_=f"curve {stroke}{' dashed' if index else ''}"))
    for place, mark in enumerate(series.marks):
        if mark.value is not None:
            x, y = frame.x(place), frame.y(_amount(mark))
            hit = _tag("circle", cx=x, cy=y, r=12, class_="hit")      # wide enough for a finger
            dot = _tag("circle", cx=x, cy=y, r=3.5, class_=f"dot {stroke}")
            parts.append(_linked(hit + dot, mark, _said(mark, unit, f"{series.name} ")))
    return "".join(parts)


def donut(parts: Sequence[Mark], *, title: str, desc: str = "", unit: str = "件",
          head: str = "类别") -> Chart:
    """A ring parted in proportion to the values, their sum in the middle; empty without any value."""
    whole = sum(_amount(p) for p in parts)
    edges = list(accumulate((_amount(p) / whole if whole else 0 for p in parts), initial=0.0))
    inside = []
    for i, part in enumerate(parts):
        if edges[i + 1] > edges[i]:
            inside.append(_linked(_ring(edges[i], edges[i + 1], _colour(i)), part, _said(part, unit)))
    empty = "" if whole else _ring(0, 1, "heat0")
    middle = _text(120, 124, _round(whole), "big-text") + _text(120, 146, f"合计（{unit}）")
    svg = _drawing(empty + "".join(inside) + middle, title, desc, 240, 240, "chart-round")
    shares = [(p, _colour(i), _percent(p, parts)) for i, p in enumerate(parts)]
    rows = [[p.label, _cell(p), percent] for p, _, percent in shares]
    return Chart(svg, heads=[head, *_numeric([unit, "占比"])], shares=shares, rows=rows)


def _percent(part: Mark, parts: Sequence[Mark]) -> str | None:
    """The share in percent with one decimal, half up; None of nothing."""
    whole = sum(Decimal(p.value or 0) for p in parts)
    if not whole:
        return None
    return f"{(Decimal(part.value or 0) * 100 / whole).quantize(Decimal('0.1'), ROUND_HALF_UP)}%"


def _ring(start: float, end: float, colour: str) -> str:
    """The part of a ring between two shares of the turn, clockwise from the top."""
    def spot(share: float, radius: int) -> str:
        turn = 2 * pi * share - pi / 2
        return f"{120 + radius * cos(turn):.2f} {120 + radius * sin(turn):.2f}"

    if end - start > 0.9999:       # a whole ring cannot be one arc: it would begin where it ends
        return _ring(start, start + 0.5, colour) + _ring(start + 0.5, start + 0.9998, colour)
    far = int(end - start > 0.5)
    path = (f"M{spot(start, 112)}A112 112 0 {far} 1 {spot(end, 112)}L{spot(end, 70)}"
            f"A70 70 0 {far} 0 {spot(start, 70)}Z")
    return _tag("path", d=path, class_=f"mark-shape {colour}")


def heat_map(rows: Sequence[str], columns: Sequence[str], cells: Sequence[Sequence[Mark | None]], *,
             title: str, desc: str = "", unit: str = "件", head: str = "单位", width: int = MIDDLE) -> Chart:
    """A field of cells, the darker the larger the value (four steps over zero). None leaves a cell blank."""
    side = min(14 + 13 * max((len(r) for r in rows), default=0), 190)
    wide, tall = (width - side) / max(len(columns), 1), 28
    most = max((_amount(m) for across in cells for m in across if m), default=0)
    inside = [_text(side + wide * (i + 0.5), 16, c) for i, c in enumerate(columns)]
    for y, (name, marks) in enumerate(zip(rows, cells, strict=True)):
        inside.append(_text(side - 8, 24 + tall * y + 18, name, anchor="end"))
        inside += [_warm(side + wide * x, 24 + tall * y, wide, mark, most, f"{name} ", unit)
                   for x, mark in enumerate(marks) if mark]
    svg = _drawing("".join(inside), title, desc, width, 28 + tall * len(rows))
    table = [[name, *(_cell(m) for m in marks)] for name, marks in zip(rows, cells, strict=True)]
    return Chart(svg, heads=[head, *_numeric(columns)], rows=table)


def _warm(x: float, y: float, width: float, mark: Mark, most: float, before: str, unit: str) -> str:
    heat = ceil(4 * _amount(mark) / most) if most else 0
    shape = _tag("rect", x=x + 1, y=y + 1.0, width=width - 2, height=26, rx=3,
                 class_=f"mark-shape heat{heat}")
    shape += _text(x + width / 2, y + 18, _shown(mark), f"on-heat{heat}")
    return _linked(shape, mark, _said(mark, unit, before))


def bars(marks: Sequence[Mark], *, title: str, desc: str = "", unit: str = "件",
         head: str = "名称") -> Chart:
    """Lying bars, one a line: name on the left, value behind the bar; for units, types, studios."""
    side = min(12 + 17 * max((len(m.label) for m in marks), default=0), HALF // 2)    # 17: letters on a phone
    most = max((_amount(m) for m in marks), default=0)
    inside = []
    for i, mark in enumerate(marks):
        y, length = 6 + 30 * i, (HALF - side - 70) * _amount(mark) / most if most else 0.0
        inside.append(_text(side - 8, y + 15, mark.label, anchor="end"))
        shape = _tag("rect", x=side, y=y, width=float(length), height=20, rx=3, class_="mark-shape c1")
        value = _text(side + length + 6, y + 15, _shown(mark), "value-text", "start")
        inside.append(_linked(shape + value, mark, _said(mark, unit)))
    svg = _drawing("".join(inside), title, desc, HALF, 12 + 30 * len(marks), "chart-bars")
    return Chart(svg, heads=[head, *_numeric([unit])], rows=[[m.label, _cell(m)] for m in marks])
