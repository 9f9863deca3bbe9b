"""Figures and the list of indicators."""

import json

import click

from commands.shared import acting, as_json, current, period_of
from figures import catalogue, evaluator, wording
from figures.indicators import PRINTED, everything
from office import calendar, settings, units
from office.access import Actor
from vocab import LIVE, OFFICIAL


@click.command("figures")
@click.option("--unit", required=True, help="its name, code or path")
@click.option("--from", "first", required=True, help="first day, 2020-01-01")
@click.option("--to", "last", required=True, help="last day, included")
@click.option("--basis", help="concluded or accepted; the office's setting unless given")
@click.option(
    "--by", help="unit, month, or what the indicators allow: type, orgkind, kind, recipient, channel …"
)
@click.option("--keys", help="indicators, parted by commas; those of disputes unless given")
@click.option("--all", "every", is_flag=True, help="all printed indicators of every register")
@click.option("--with-predecessors", is_flag=True, help="with the units that were merged into this one")
@click.option("--comparable", is_flag=True, help="in the rows of today's lists and units")
@click.option(
    "--basis-state", "state", default=LIVE, help="live (the records) or official (the locked returns)"
)
@click.option("--revision", type=int, help="of the locked return of this very period, an older one")
@as_json
@current
@acting
def figures_of(
    unit: str,
    first: str,
    last: str,
    basis: str | None,
    by: str | None,
    keys: str | None,
    every: bool,
    with_predecessors: bool,
    comparable: bool,
    state: str,
    revision: int | None,
    as_json: bool,
    actor: Actor,
) -> None:
    """Print a unit's figures of a period, broken down by one thing if wanted."""
    actor.must("figures.read")
    question = evaluator.Question(
        units.find(actor, unit).id,
        period_of(first, last),
        basis or settings.get("basis"),
        (by,) if by else (),
        _wanted(keys, every),
        predecessors=with_predecessors,
        comparable=comparable,
        state=OFFICIAL if revision else state,
        revision=revision,
    )
    found = evaluator.evaluate(actor, question)
    day = calendar.today()
    told = wording.as_json(found, day) if as_json else wording.as_text(found, day)
    click.echo(json.dumps(told, ensure_ascii=False) if as_json else told)


def _wanted(keys: str | None, every: bool) -> tuple[str, ...]:
    """The indicators asked for: those named, all that are printed, or those of disputes."""
    if keys:
        return tuple(dict.fromkeys(key.strip() for key in keys.split(",")))
    return tuple(key for key, one in everything().items() if one.printed) if every else tuple(PRINTED)


@click.command("indicators")
@as_json
@current
def indicators_of(as_json: bool) -> None:
    """List every indicator: key, name, definition, kind, unit, breakdowns."""
    found = catalogue.listed()
    if as_json:
        click.echo(json.dumps({"indicators": found}, ensure_ascii=False))
        return
    for one in found:
        click.echo(f"{one['key']}\t{one['name']}（{one['unit']}）\t{one['definition']}")


COMMANDS = (figures_of, indicators_of)
