"""The alphabet of the drawings: numbers, elements, links, and the plot area with its scale."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from markupsafe import escape

from reports.charts.marks import Mark

WIDE, MIDDLE, HALF, TALL = 1100, 720, 540, 300
LEFT, RIGHT, TOP, BOTTOM = 40, 8, 22, 28


def short(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def path(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{short(x)},{short(y)}" for x, y in points)


def rounded(value: float) -> str:
    return f"{value:g}" if value < 1e6 else str(int(value))


def tag(name: str, inside: str = "", **attributes: object) -> str:
    parts = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(short(v) if isinstance(v, float) else v)}"'
        for key, v in attributes.items()
        if v is not None
    )
    return f"<{name}{parts}>{inside}</{name}>"


def text(x: float, y: float, words: object, css: str = "axis-text", anchor: str = "middle") -> str:
    return tag("text", str(escape(words)), x=float(x), y=float(y), class_=css, text_anchor=anchor)


def title_of(words: str) -> str:
    return tag("title", str(escape(words)))


def shown(mark: Mark) -> str:
    return "—" if mark.value is None else str(mark.value)


def said(mark: Mark, unit: str, before: str = "") -> str:
    remark = f"（{mark.note}）" if mark.note else ""
    return f"{before}{mark.label}：{shown(mark)} {unit}".rstrip() + remark


def linked(shape: str, mark: Mark, words: str) -> str:
    """The shape with its tooltip, inside a link when the mark has a list behind it."""
    if mark.href is None:
        return tag("g", title_of(words) + shape)
    return tag("a", title_of(words) + shape, href=mark.href, aria_label=words)


def drawing(inside: str, title: str, desc: str, width: float, height: float, css: str = "chart-wide") -> str:
    heading = title_of(title) + (tag("desc", str(escape(desc))) if desc else "")
    css += " chart-full" if width >= WIDE else ""  # drawn for the whole page, it needs more room on a phone
    role = "group" if "<a " in inside else "img"  # an image would hide its links from a screen reader
    return tag(
        "svg",
        heading + inside,
        xmlns="http://www.w3.org/2000/svg",
        class_=f"chart {css}",
        viewBox=f"0 0 {short(width)} {short(height)}",
        role=role,
        aria_label=title,
    )


def steps(top: float) -> list[float]:
    """Round marks of an axis from 0 to at least `top`: five or so steps of 1, 2 or 5 × a power of ten."""
    if top <= 0:
        return [0, 1]
    rough = max(top / 5, 0.2 if top < 1 else 1)
    power = 10.0 ** floor(log10(rough))
    step = next(power * m for m in (1, 2, 5, 10) if power * m >= rough * 0.999)
    return [step * i for i in range(ceil(round(top / step, 9)) + 1)]


@dataclass(frozen=True)
class Frame:
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
        lines = (
            tag(
                "line",
                x1=LEFT,
                x2=self.width - RIGHT,
                y1=self.y(s),
                y2=self.y(s),
                class_="line-grid" if s else "line-base",
            )
            for s in self.steps
        )
        scale = (text(LEFT - 8, self.y(s) + 4, rounded(s), anchor="end") for s in self.steps)
        places = (text(self.x(i), self.height - 8, label) for i, label in enumerate(self.labels))
        return "".join((*lines, *scale, *places))
