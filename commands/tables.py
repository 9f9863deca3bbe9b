"""Official tables on the command line: as a workbook, as a document, or as one JSON object."""

import datetime
import io
import json
from pathlib import Path

import click

from commands.shared import acting, answer, as_json, current, period_of
from figures.evaluator import Question
from figures.forms import catalogue, telling
from figures.forms.filling import Filled
from figures.periods import Period
from figures.returns import spans
from office import calendar, settings, units
from office.access import Actor
from office.errors import Rejected
from vocab import LIVE, N_, OFFICIAL

_SPANS = ("month", "quarter", "half", "year")


@click.command("table")
@click.argument("name")
@click.option("--unit", required=True, help="its name, code or path")
@click.option("--from", "first", help="first day, 2020-01-01")
@click.option("--to", "last", help="last day, included")
@click.option("--month", help="2024-03")
@click.option("--quarter", help="2024-Q1")
@click.option("--half", help="2024-H1")
@click.option("--year", help="the statistical year, 2024")
@click.option("--basis", help="concluded or accepted; the office's setting unless given")
@click.option(
    "--basis-state", "state", default=LIVE, help="live (the records) or official (the locked returns)"
)
@click.option("--revision", type=int, help="of the locked return of this very period, an older one")
@click.option("--with-predecessors", is_flag=True, help="with the units that were merged into this one")
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
    period, label = _period(first, last, named)
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


def _period(first: str | None, last: str | None, named: dict[str, str | None]) -> tuple[Period, str]:
    """The days that the options name, and what they are called; "" for days of one's own."""
    written = [text for key in _SPANS if (text := named[key])]
    if len(written) == 1 and not first and not last:
        span = spans.read(written[0], settings.get("year_end"))
        return span.period, span.label
    if written:
        raise Rejected(
            "month",
            N_("期间只能用一种写法：--month、--quarter、--half、--year 中的一个，或 --from 和 --to。"),
        )
    return period_of(first or "", last or ""), ""


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
