"""Figures beside earlier ones on the command line."""

import json

import click

from commands.shared import acting, as_json, current, from_books, of_a_period, period_named
from figures.comparison import telling
from figures.comparison.choosing import USUAL
from figures.comparison.comparing import Comparison
from figures.evaluator import Question
from office import calendar, settings, units
from office.access import Actor
from vocab import OFFICIAL


@click.command("compare")
@click.option("--unit", required=True, help="its name, code or path")
@of_a_period
@click.option("--keys", help="indicators, parted by commas; the usual ones of every register unless given")
@click.option("--by", help="a row for each unit, type15, source … beside the total")
@from_books
@as_json
@current
@acting
def compare(
    unit: str,
    first: str | None,
    last: str | None,
    keys: str | None,
    by: str | None,
    basis: str | None,
    state: str,
    revision: int | None,
    with_predecessors: bool,
    as_json: bool,
    actor: Actor,
    **named: str | None,
) -> None:
    """Hold figures of a unit and period against last year, the period before, and the year so far against the last."""
    actor.must("figures.read")
    period, _ = period_named(first, last, named)
    wanted = tuple(dict.fromkeys(key.strip() for key in keys.split(","))) if keys else usual(by)
    question = Question(
        units.find(actor, unit).id, period, basis or settings.get("basis"), (by,) if by else (), wanted, (),
        OFFICIAL if revision else state, revision, with_predecessors,
    )  # fmt: skip
    found = Comparison(actor, question, today=calendar.today())
    click.echo(json.dumps(telling.as_json(found), ensure_ascii=False) if as_json else telling.as_text(found))


def usual(by: str | None) -> tuple[str, ...]:
    """The indicators without --keys: of a table by anything but units those of disputes alone."""
    return USUAL if by in (None, "unit") else ("dispute.accepted", "dispute.concluded", "dispute.succeeded")


COMMANDS = (compare,)
