"""A field of states: who × when, each mark with its letter and its colour."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.charts import svg
from reports.charts.marks import Chart, Mark

ROW = 30


@dataclass(frozen=True)
class Sign:
    """One mark: its letter, what it says in words, its tone (class tone-…), its page; `late` cuts off a corner."""

    label: str
    letter: str
    words: str
    tone: str
    href: str | None = None
    note: str = ""
    late: bool = False


def grid_height(rows: int) -> int:
    """How tall a field of so many rows is drawn."""
    return 30 + ROW * rows


def state_grid(
    rows: Sequence[str],
    columns: Sequence[str],
    cells: Sequence[Sequence[Sign | None]],
    *,
    title: str,
    desc: str = "",
    head: str = "单位",
    late: str = "",
    order: Sequence[str] = (),
    width: int = svg.MIDDLE,
) -> Chart:
    """Rows × columns of states. None leaves a place blank; `late` is what the cut corner means, for the legend, whose
    letters stand in `order`.
    """
    side = min(14 + 13 * max((len(r) for r in rows), default=0), 190)
    wide = min((width - side) / max(len(columns), 1), 80.0)  # few months stand beside the names
    inside = [svg.text(side + wide * (i + 0.5), 16, c) for i, c in enumerate(columns)]
    for y, (name, signs) in enumerate(zip(rows, cells, strict=True)):
        inside.append(svg.text(side - 8, 26 + ROW * y + 19, name, anchor="end"))
        inside += [_sign(side + wide * x, 26 + ROW * y, wide, s, name) for x, s in enumerate(signs) if s]
    drawn = svg.drawing("".join(inside), title, desc, width, grid_height(len(rows)))
    table = [[name, *(_cell(sign) for sign in signs)] for name, signs in zip(rows, cells, strict=True)]
    return Chart(drawn, _legend(cells, late, order), [head, *columns], rows=table)


def _sign(x: float, y: float, width: float, sign: Sign, name: str) -> str:
    wide = min(width - 4, 64.0)
    left = x + (width - wide) / 2
    shape = svg.tag(
        "rect", x=left, y=y + 1.0, width=wide, height=ROW - 4, rx=5, class_=f"mark-shape tone-{sign.tone}"
    )
    if sign.late:
        corner = svg.path([(left + wide - 11, y + 1.0), (left + wide, y + 1.0), (left + wide, y + 12.0)])
        shape += svg.tag("polygon", points=corner, class_="corner")
    shape += svg.text(x + width / 2, y + 18.5, sign.letter, f"state-text on-{sign.tone}")
    said = f"{name} {sign.label}：{sign.words}" + (f"（{sign.note}）" if sign.note else "")
    return svg.linked(shape, Mark(sign.label, None, sign.href), said)


def _cell(sign: Sign | None) -> dict[str, object] | None:
    return None if sign is None else {"text": sign.words, "href": sign.href, "note": sign.note}


def _legend(cells: Sequence[Sequence[Sign | None]], late: str, order: Sequence[str]) -> list[tuple[str, str]]:
    """Each state that occurs, with its letter before the words."""
    signs = [sign for across in cells for sign in across if sign]
    known = [*order, *dict.fromkeys(sign.letter for sign in signs)]
    by_letter = {sign.letter: (f"{sign.letter} {sign.words}", f"tone-{sign.tone}") for sign in signs}
    shown = [by_letter[letter] for letter in dict.fromkeys(known) if letter in by_letter]
    return [*shown, (late, "corner")] if late and any(sign.late for sign in signs) else shown
