"""Filling the superior's own templates."""

from pathlib import Path
from typing import Any

import click

from commands.shared import acting, answer, as_json, current
from figures.templates import keeping
from figures.templates.stretches import When
from office import settings, units
from office.access import Actor
from office.errors import Rejected
from vocab import LIVE


@click.command("fill-template")
@click.argument("map_", metavar="MAP")
@click.option("--unit", required=True, help="its name, code or path")
@click.option("--year", required=True, type=int, help="the statistical year, 2026")
@click.option("--month", type=int, help="up to the end of this month; the whole year unless given")
@click.option("--basis", help="concluded or accepted; the office's setting unless given")
@click.option(
    "--basis-state", "state", default=LIVE, help="live (the records) or official (the locked returns)"
)
@click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False))
@as_json
@current
@acting
def fill_template(
    map_: str,
    unit: str,
    year: int,
    month: int | None,
    basis: str | None,
    state: str,
    out: Path,
    as_json: bool,
    actor: Actor,
) -> None:
    """Fill a superior's template; MAP is its name (of that year, else of the last one before) or its id."""
    from reports.templates.filling import Filling  # openpyxl takes half the start of every other command

    when = When(year, month, settings.get("year_end"))
    row = keeping.find(actor, map_, year)
    basis = basis or settings.get("basis")
    filling = Filling(actor, row.id, units.find(actor, unit).id, when, basis, state)
    content = filling.write()
    try:
        out.write_bytes(content)
    except OSError as error:
        raise Rejected(
            "out", "不能写入“{out}”（{why}），请换一个位置。", out=out, why=error.strerror
        ) from None
    answer({"file": str(out), "template": row.name, "year": row.year, **_told(filling)}, as_json)


def _told(filling: Any) -> dict[str, Any]:
    """What the check list says."""
    checked = filling.checked
    return {
        "filled": len(checked.filled),
        "empty": [f"{one.mapped.sheet}!{one.mapped.cell} {one.worked.why}" for one in checked.empty],
        "unmapped": [f"{sheet}!{cell} {heading}" for sheet, cell, heading in checked.unmapped],
        "formulas": checked.formulas,
        "unjudged": checked.unjudged,
        "disagreements": [
            {
                "cell": f"{one.sheet}!{one.cell}",
                "template": f"{one.theirs:f}",
                "ours": f"{one.ours:f}",
                "of": one.words,
            }
            for one in checked.disagreements
        ],
    }


COMMANDS = (fill_template,)
