"""Tables of figures for the pages: every number with the address of its list."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from blueprints.figure_links import Links
from blueprints.figures.asking import PARTS
from figures import wording
from figures.evaluator import Figure, Line
from figures.indicators import Rate, date_words
from figures.standing import Standing
from figures.tables import Column, SourceRow, Tables

Cell = dict[str, Any]


def cell(figure: Figure, href: str) -> Cell | None:
    """A figure in a table, leading to its list; a rate tells both its counts. None (—) where there is none."""
    if figure.value is None:
        return None
    counts = wording.both_counts(figure) if isinstance(figure.one, Rate) else ""
    return {"text": wording.text(figure), "href": href, "title": counts}


def heads(first: str, columns: Iterable[Column]) -> list[Any]:
    """The headings of a table of figures; cases being what is mostly counted, 件 is left out on the screen."""
    return [first, *({"label": _(column.label).removesuffix("（件）"), "num": True} for column in columns)]


def rows(lines: Iterable[Line], columns: Sequence[Column], links: Links, by: str) -> list[list[Any]]:
    """A row for each line of a table by `by`."""
    return [[_(line.label), *_cells(line, columns, links, by)] for line in lines]


def total(line: Line, columns: Sequence[Column], links: Links) -> list[Any]:
    """The last row of a table: 合计."""
    return [_("合计"), *_cells(line, columns, links, "")]


def _cells(line: Line, columns: Sequence[Column], links: Links, by: str) -> list[Cell | None]:
    return [cell(line[column.key], links.of(column.key, by, line.part)) for column in columns]


def unit_rows(
    lines: Sequence[Line],
    columns: Sequence[Column],
    links: Links,
    page: str,
    standing: Standing,
    **args: Any,
) -> list[list[Any]]:
    """The table by unit; a unit's name leads to the same page about it, below it stands whether it is missing."""
    made = rows(lines, columns, links, "unit")
    for row, line in zip(made, lines, strict=True):
        if line.part.isdigit():
            href = url_for(page, **(args | {"unit": line.part}))
            row[0] = {"text": line.label, "href": href, "note": standing.lacking.get(line.part, "")}
    return made


def matrix(tables: Tables, links: Links) -> tuple[list[Any], list[list[Any]], list[Any]]:
    """Units × months of the base count: headings, rows, total."""
    months, base = tables.main.rows("month"), tables.base
    labels = [{"label": line.label, "num": True} for line in months]
    made = []
    for unit in tables.main.rows("unit"):
        crossed = [cell(tables.cell(unit, m), links.of(base, "unit", unit.part, m.part)) for m in months]
        made.append([_(unit.label), *crossed, cell(unit[base], links.of(base, "unit", unit.part))])
    sums = [cell(line[base], links.of(base, "month", line.part)) for line in months]
    whole = cell(tables.main.total[base], links.to(base))
    return [_("单位"), *labels, {"label": _("合计"), "num": True}], made, [_("合计"), *sums, whole]


def source_rows(found: Iterable[SourceRow], columns: Sequence[Column], links: Links) -> list[list[Any]]:
    """The tree of sources; a child says that it is part of the line above."""
    made = []
    for row in found:
        label = _("其中：%(name)s", name=row.label) if row.is_child else row.label
        cells = [cell(row.line[c.key], links.of(c.key, "source", row.part)) for c in columns]
        made.append([label, *cells])
    return made


def indicators(line: Line, keys: Iterable[str], links: Links, basis: str) -> list[list[Any]]:
    """Indicators of a whole, with what each is worked out from and by which date."""
    return [
        [
            {"text": _(one.name), "note": _(one.definition) + _(line.why(figure.key))},
            _number(figure, links),
            _(date_words(one, basis)),
        ]
        for figure in (line[key] for key in keys)
        for one in (figure.one,)
    ]


def told(line: Line, keys: Iterable[str], links: Links, basis: str) -> list[list[Any]]:
    """The same in two columns: date and parts stand behind the definition."""
    made = []
    for figure in (line[key] for key in keys):
        one = figure.one
        definition, dated = _(one.definition).removesuffix("。"), _(date_words(one, basis))
        note = _("%(definition)s（%(dated)s）。", definition=definition, dated=dated) + _parts(figure)
        note += _(line.why(figure.key))
        made.append([{"text": _(one.name), "note": note}, _number(figure, links)])
    return made


def _number(figure: Figure, links: Links) -> Cell | None:
    """A number with its unit beside it, and under a rate its two counts."""
    shown = cell(figure, links.to(figure.key))
    return shown and shown | {"unit": unit_beside(figure), "note": shown["title"]}


def unit_beside(figure: Figure) -> str:
    """The unit to print beside a figure; nothing where the figure is written with it: 99.70%, 3件15人."""
    one = figure.one
    written = wording.is_several(one) or one.unit == "%" or (isinstance(one, Rate) and one.least)
    return "" if written or figure.value is None else _(wording.unit_of(one))


def _parts(figure: Figure) -> str:
    """Of what a number is made up, where it is by kind."""
    one = figure.one
    if isinstance(one, Rate) or not one.added:
        return ""
    said = [f"{_(part.name)} {figure.parts[name]}" for name, part in one.parts.items() if figure.parts[name]]
    return _("其中：%(parts)s", parts="，".join(said)) if said else ""


def part_choices() -> list[tuple[str, str]]:
    """The parts of a statistical year in words."""
    words = [_("%(n)s月", n=n) for n in range(1, 13)]
    words += [_("一季度"), _("二季度"), _("三季度"), _("四季度"), _("上半年"), _("下半年"), _("全年")]
    return list(zip(PARTS, words, strict=True))
