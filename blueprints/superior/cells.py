"""The sheets as grids, what one cell means, and the proposals to be confirmed."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from blueprints.guard import actor, needs
from blueprints.keeping import page, went_through
from blueprints.superior import bp
from blueprints.superior.forms import CellForm, shown
from blueprints.superior.looking import Look
from figures.templates import keeping
from figures.templates.keeping import Cell
from figures.templates.meaning import Meaning, checked, words
from reports.templates.grids import EMPTY, FORMULA, NUMBER, TEXT, Grid, Spot, name_of, place_of

Answer = str | tuple[str, int] | Response
TEMPLATE = "<int(max=2147483647):template_id>"
MOST_ROWS, MOST_COLUMNS = 300, 80  # of a grid on a page; the list of cells has them all
MOST_HEADS = 8  # rows that stay in sight


@bp.get(f"/superior-templates/{TEMPLATE}/grid")
@needs("template.read")
def grid(template_id: int) -> Answer:
    """One sheet as it looks, each cell a link to what it means."""
    look = Look(keeping.get(actor(), template_id))
    chosen = look.grid(request.args.get("sheet", ""))
    number = look.number(chosen.name)
    return render_template(
        "superior/grid.html",
        row=look.row,
        look=look,
        grid=chosen,
        number=number,
        rows=_rows(look, chosen),
        heads=_head_rows(look, chosen),
        columns=_letters(chosen),
        cut=chosen.height > MOST_ROWS or chosen.width > MOST_COLUMNS,
        cells=_listed(look, chosen.name),
        tabs_of=[
            {
                "label": name + (_("（隐藏）") if look.sheets.grids[name].is_hidden else ""),
                "url": url_for("superior.grid", template_id=template_id, sheet=place),
                "active": place == number,
            }
            for place, name in enumerate(look.names, 1)
        ],
    )


def _letters(chosen: Grid) -> list[str]:
    """The names of the columns that are shown: A, B …"""
    shown_ones = range(1, min(chosen.width, MOST_COLUMNS) + 1)
    return [name_of((1, c)).removesuffix("1") for c in shown_ones if c not in chosen.hidden_columns]


def _head_rows(look: Look, chosen: Grid) -> int:
    """How many rows stand over the first that waits for numbers and stay in sight; a merged cell is not cut in two."""
    waiting = [
        place_of(cell)[0]
        for (sheet, cell), (heading, _format) in look.sheets.waiting.items()
        if sheet == chosen.name and heading.above and heading.before
    ]
    heads = min(min(waiting, default=1) - 1, MOST_HEADS)
    while any(spot.row <= heads < spot.row + spot.rows - 1 for spot in chosen.spots.values()):
        heads -= 1
    return heads


def _rows(look: Look, chosen: Grid) -> list[tuple[int, list[dict[str, Any]]]]:
    return [
        (row, [_cell(look, chosen, spot) for spot in spots if spot.column <= MOST_COLUMNS])
        for row, spots in chosen.rows()
        if row <= MOST_ROWS
    ]


def _cell(look: Look, chosen: Grid, spot: Spot) -> dict[str, Any]:
    """A cell of the page: its text, how it looks, and what it means or might mean."""
    cell = chosen.name, spot.name
    rows, columns = chosen.shown_span(spot)
    mapped, proposal = look.sheets.mapped.get(cell), look.proposals.get(cell)
    kind = "mapped" if mapped else "proposed" if proposal else _kind(look, cell, spot)
    meaning = mapped.meaning if mapped else proposal.meaning if proposal else None
    return {
        "name": spot.name,
        "text": spot.text,
        "kind": kind,
        "rows": rows,
        "columns": min(columns, MOST_COLUMNS - spot.column + 1),
        "words": words(meaning, look.frame, brief=True) if meaning else "",
        "open": spot.kind in (EMPTY, NUMBER) or kind == "mapped",
    }


def _kind(look: Look, cell: Cell, spot: Spot) -> str:
    if spot.kind in (FORMULA, TEXT):
        return spot.kind
    return "waiting" if cell in look.unmapped else "plain"


def _listed(look: Look, sheet: str) -> list[tuple[str, str]]:
    """The cells of a sheet that can be chosen without the grid: name → heading."""
    found = {cell: heading.words for cell, (heading, _) in look.sheets.waiting.items()}
    found |= {
        cell: look.sheets.heading(cell).words for cell in look.sheets.mapped if cell[0] in look.sheets.grids
    }
    return [(cell[1], f"{cell[1]}　{heading}") for cell, heading in found.items() if cell[0] == sheet]


@bp.route(f"/superior-templates/{TEMPLATE}/cell", methods=["GET", "POST"])
@needs("template.write")
def cell(template_id: int) -> Answer:
    """What a cell means: chosen, or proposed from its headings."""
    look = Look(keeping.get(actor(), template_id))
    chosen = look.grid(request.args.get("sheet", ""))
    place = look.sheets.fillable(chosen.name, request.args.get("cell", ""))
    mapped, proposal = look.sheets.mapped.get(place), look.proposals.get(place)
    meaning = mapped.meaning if mapped else proposal.meaning if proposal else None
    given = shown(meaning) if meaning else {"whose": "total", "stretch": "", "form": "as_is"}
    form = CellForm(data=given | {"seen": mapped.version if mapped else 0}).offer(look.frame)

    def act() -> None:
        keeping.put(actor(), template_id, place, checked(form.typed(), look.frame), form.seen.data or 0)
        flash(_("已保存 %(cell)s 的对应。", cell=place[1]), "success")

    def kept(current: Any) -> dict[str, Any]:
        return shown(Meaning.of(current)) if current.version else dict.fromkeys(given, "")

    number = look.number(chosen.name)
    if went_through(form, act, kept):
        return redirect(url_for("superior.grid", template_id=template_id, sheet=number), 303)
    return page(
        "superior/cell.html",
        form,
        row=look.row,
        sheet=chosen.name,
        number=number,
        name=place[1],
        heading=look.sheets.heading(place),
        mapped=mapped,
        proposal=proposal,
        proposed=words(proposal.meaning, look.frame) if proposal else "",
        now=chosen.at(place_of(place[1])).text,
    )


@bp.post(f"/superior-templates/{TEMPLATE}/cell/drop")
@needs("template.write")
def drop(template_id: int) -> Answer:
    """Let a cell mean nothing again."""
    look = Look(keeping.get(actor(), template_id))
    chosen = look.grid(request.form.get("sheet", ""))
    keeping.drop(actor(), template_id, (chosen.name, request.form.get("cell", "")))
    flash(_("已取消 %(cell)s 的对应。", cell=request.form.get("cell", "")), "success")
    return redirect(url_for("superior.grid", template_id=template_id, sheet=look.number(chosen.name)), 303)


@bp.route(f"/superior-templates/{TEMPLATE}/proposals", methods=["GET", "POST"])
@needs("template.write")
def proposals(template_id: int) -> Answer:
    """自动匹配: what headings suggest, taken over only where it is confirmed."""
    look = Look(keeping.get(actor(), template_id))
    if request.method == "POST":
        chosen = keeping.chosen_cells(request.form.getlist("cell"), look.proposals)
        meanings = {cell: look.proposals[cell].meaning for cell in chosen}
        count = keeping.put_many(actor(), template_id, meanings)
        flash(_("已对应 %(n)s 个单元格。", n=count), "success" if count else "info")
        return redirect(url_for("superior.show", template_id=template_id), 303)
    lines = [
        {
            "key": keeping.key_of(cell),
            "sheet": cell[0],
            "cell": cell[1],
            "number": look.number(cell[0]),
            "heading": look.sheets.heading(cell).words,
            "words": words(proposal.meaning, look.frame),
            "sure": proposal.sure,
        }
        for cell, proposal in look.proposals.items()
    ]
    rest = [(cell, look.number(cell[0]), look.sheets.heading(cell).words) for cell in look.unmapped
            if cell not in look.proposals]  # fmt: skip
    return render_template("superior/proposals.html", row=look.row, lines=lines, rest=rest)
