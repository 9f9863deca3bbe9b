"""差异说明: why two figures differ, record by record."""

import json

import click

from commands.shared import acting, as_json, current
from figures.differences.explaining import Explanation, explain
from figures.differences.sides import Side
from office.access import Actor


@click.command("explain")
@click.option(
    "--a", "first", required=True, help='"unit=…,month=2016-08,state=official,key=dispute.concluded"'
)
@click.option(
    "--b",
    "second",
    required=True,
    help="the other figure, written alike; of the same unit and period unless it names others",
)
@as_json
@current
@acting
def explain_(first: str, second: str, as_json: bool, actor: Actor) -> None:
    """Say which records make the difference b − a between two figures, and why each does."""
    actor.must("figures.read")
    a = Side.read(actor, first)
    found = explain(actor, a, Side.read(actor, second, like=a))
    click.echo(json.dumps(found.as_json(), ensure_ascii=False) if as_json else _text(found))


def _text(found: Explanation) -> str:
    """The explanation as lines: both figures, then the records with what each adds."""
    told = found.as_json()
    lines = [
        f"{name}　{side.words(frame)}　{told[name]}"
        for name, side, frame in zip("ab", found.sides, found.frames, strict=True)
    ]
    lines += [
        f"  {one['effect']:>6}　{one['label']}　{one['reason_name']}　{one['detail']}".rstrip("　")
        for one in told["records"]
    ]
    return "\n".join([*lines, f"b − a = {found.difference}"])


COMMANDS = (explain_,)
