"""差异说明: why two figures differ, record by record."""

import json

import click

from commands.shared import acting, as_json, current
from office.access import Actor


@click.command("explain")
@click.option("--a", required=True, help='"unit=…,month=2016-08,state=official,key=dispute.concluded"')
@click.option("--b", required=True, help="the other figure, written alike")
@as_json
@current
@acting
def explain(a: str, b: str, as_json: bool, actor: Actor) -> None:
    """Say which records make the difference between two figures, and why each does."""
    actor.must("figures.read")
    from figures.returns import explaining

    found = explaining.read_and_explain(actor, a, b)
    click.echo(json.dumps(found.as_json(), ensure_ascii=False) if as_json else found.as_text())


COMMANDS = (explain,)
