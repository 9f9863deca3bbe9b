"""Last year as it was locked and as it counts today, on the command line."""

import json

import click

from commands.shared import acting, as_json, current, of_a_period, period_named
from figures.comparison import replay_told
from figures.comparison.replay import Replay
from office import calendar, settings, units
from office.access import Actor


@click.command("replay")
@click.option("--unit", required=True, help="its name, code or path")
@of_a_period
@click.option("--by", default="", help="a row for each type, type15, source, unit …")
@click.option("--keys", help="indicators, parted by commas; the usual ones of disputes unless given")
@click.option("--basis", help="concluded or accepted; the office's setting unless given")
@as_json
@current
@acting
def replay(
    unit: str,
    first: str | None,
    last: str | None,
    by: str,
    keys: str | None,
    basis: str | None,
    as_json: bool,
    actor: Actor,
    **named: str | None,
) -> None:
    """Hold a period against last year twice: as it was locked, and recomputed under today's lists, units, definitions."""
    actor.must("figures.read")
    period, _ = period_named(first, last, named)
    found = Replay(
        actor,
        units.find(actor, unit).id,
        period,
        basis or settings.get("basis"),
        today=calendar.today(),
        by=by,
        keys=[key.strip() for key in (keys or "").split(",") if key.strip()],
    )
    told = replay_told.as_json(found) if as_json else replay_told.as_text(found)
    click.echo(json.dumps(told, ensure_ascii=False) if as_json else told)


COMMANDS = (replay,)
