"""Official tables on the command line: as a workbook, as a document, or as one JSON object."""

import datetime
import io
import json
from pathlib import Path

import click

from commands.shared import acting, answer, as_json, current, from_books, of_a_period, period_named
from figures.evaluator import Question
from figures.forms import catalogue, telling
from figures.forms.filling import Filled
from office import calendar, settings, units
from office.access import Actor
from office.errors import Rejected
from vocab import N_, OFFICIAL


@click.command("table")
@click.argument("name")
@click.option("--unit", required=True, help="its name, code or path")
@of_a_period
@from_books
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="FILE.xlsx or FILE.docx")
@as_json
@current
@acting
def table(
    name: str,
    unit: str,
    first: str | None,
    last: str | None,
    basis: str | None,
    state: str,
    revision: int | None,
    with_predecessors: bool,
    out: Path | None,
    as_json: bool,
    actor: Actor,
    **named: str | None,
) -> None:
    """Fill the official table NAME (cases, organisation, legal-aid …) of a unit and period."""
    actor.must("figures.read")
    form = catalogue.named(name)
    period, label = period_named(first, last, named)
    question = Question(
        units.find(actor, unit).id, period, basis or settings.get("basis"), predecessors=with_predecessors,
        state=OFFICIAL if revision else state, revision=revision,
    )  # fmt: skip
    filled = Filled(actor, form, question, today=calendar.today(), label=label)
    if out:
        _write(filled, out)
    if as_json:
        click.echo(
            json.dumps(telling.as_json(filled) | ({"file": str(out)} if out else {}), ensure_ascii=False)
        )
    elif out:
        answer({"file": str(out)}, as_json=False)
    else:
        click.echo(telling.as_text(filled))


def _write(filled: Filled, out: Path) -> None:
    """The file in the format that its name ends with."""
    from reports.forms import writing  # the writers of workbooks and documents take long to load

    content = io.BytesIO()
    writing.write(filled, out.suffix.lower().removeprefix("."), content, made_at=datetime.datetime.now())
    try:
        out.write_bytes(content.getbuffer())
    except OSError as error:
        raise Rejected(
            "out", N_("不能写入“{out}”（{why}），请换一个位置。"), out=out, why=error.strerror
        ) from None


COMMANDS = (table,)
