"""The order of units by an indicator of quality or timeliness, as JSON or as lines."""

import json

import click

from commands.shared import acting, as_json, current, of_a_period, period_named
from figures.comparison import ranking_told
from figures.comparison.measuring import Asking
from figures.comparison.ranking import Rankings
from office import calendar, settings, units
from office.access import Actor
from vocab import LIVE


@click.command("rank")
@click.option("--unit", required=True, help="whose subordinates: its name, code or path")
@of_a_period
@click.option("--key", required=True, help="what is ranked by: dispute.success_rate, return.score …")
@click.option("--basis", help="concluded or accepted; the office's setting unless given")
@click.option(
    "--basis-state", "state", default=LIVE, help="live (the records) or official (the locked returns)"
)
@click.option("--all-below", is_flag=True, help="all reporting units at the foot of the tree together")
@click.option("--with-predecessors", is_flag=True, help="with the units that were merged into one")
@as_json
@current
@acting
def rank(
    unit: str,
    first: str | None,
    last: str | None,
    key: str,
    basis: str | None,
    state: str,
    all_below: bool,
    with_predecessors: bool,
    as_json: bool,
    actor: Actor,
    **named: str | None,
) -> None:
    """Rank the units below a unit by quality or timeliness; small bases stand apart."""
    period, _ = period_named(first, last, named)
    asking = Asking(units.find(actor, unit).id, period, basis or settings.get("basis"), state, all_below,
                    with_predecessors)  # fmt: skip
    found = Rankings(actor, asking, (key,), today=calendar.today())
    told = ranking_told.as_json(found, key) if as_json else ranking_told.as_text(found, key)
    click.echo(json.dumps(told, ensure_ascii=False) if as_json else told)


COMMANDS = (rank,)
