"""The way of a return on the command line: the same acts as the pages, by the same rules, in the same audit chain."""

import functools
import json
from collections.abc import Callable
from typing import Any

import click

from commands.shared import acting, answer, as_json, current
from figures.books import sealing
from figures.returns import chain, spans, telling
from figures.returns.spans import Span
from office import calendar, settings, units
from office.access import Actor
from office.errors import Rejected
from vocab import N_

UNIT = click.option("--unit", required=True, help="its name, code or path")
SPANS = (
    click.option("--month", help="2024-03"),
    click.option("--quarter", help="2024-Q1"),
    click.option("--half", help="2024-H1"),
    click.option("--year", help="the statistical year, 2024"),
)
REASON = click.option(
    "--reason", default="", help="why; for a submission, the answer to what is to be verified"
)


@click.group("returns")
def returns() -> None:
    """Send a unit's month up, return, accept, lock or reopen it, and see how it stands."""


def of_span(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the unit's id and the span that its options name."""

    @functools.wraps(command)
    def run(*, unit: str, actor: Actor, **options: Any) -> Any:
        written = [text for key in ("month", "quarter", "half", "year") if (text := options.pop(key))]
        if len(written) != 1:
            raise Rejected("month", N_("请用 --month、--quarter、--half、--year 中的一个写明报表的期间。"))
        span = spans.read(written[0], settings.get("year_end"))
        return command(actor=actor, unit_id=units.find(actor, unit).id, span=span, **options)

    for option in (UNIT, *reversed(SPANS)):
        run = option(run)
    return run


def act(name: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """A command of the group that takes a return one step further and tells how it then stands."""

    def made(command: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(command)
        def run(*, actor: Actor, unit_id: int, span: Span, as_json: bool, **options: Any) -> None:
            command(actor, unit_id, span, **options)
            told = telling.status(actor, unit_id, span, today=calendar.today())
            click.echo(json.dumps(told, ensure_ascii=False) if as_json else telling.as_text(told))

        return returns.command(name)(as_json(current(acting(of_span(run)))))

    return made


@act("status")
def status(actor: Actor, unit_id: int, span: Span) -> None:
    """How a return stands, step by step, and how many of the units below have sent theirs."""


@act("submit")
@REASON
@click.option("--nil", is_flag=True, help="a nil return (零报告): refused when there are records")
def submit(actor: Actor, unit_id: int, span: Span, *, reason: str, nil: bool) -> None:
    """Send it up (上报); refused while a check stands against it."""
    chain.submit(actor, unit_id, span, today=calendar.today(), reason=reason, nil=nil)


@act("return")
@REASON
def send_back(actor: Actor, unit_id: int, span: Span, *, reason: str) -> None:
    """Send it back (退回), with the reason."""
    chain.send_back(actor, unit_id, span, reason)


@act("accept")
@REASON
def accept(actor: Actor, unit_id: int, span: Span, *, reason: str) -> None:
    """Approve it (审核), after the same checks."""
    chain.accept(actor, unit_id, span, today=calendar.today(), reason=reason)


@act("lock")
def lock(actor: Actor, unit_id: int, span: Span) -> None:
    """Lock it (锁定), with what is approved below it."""
    chain.lock(actor, unit_id, span)


@act("reopen")
@REASON
@click.option("--ask", "asked", is_flag=True, help="only ask the office above for it")
def reopen(actor: Actor, unit_id: int, span: Span, *, reason: str, asked: bool) -> None:
    """Open the next revision of a locked return; the locked one counts until that is locked."""
    if asked:
        chain.ask(actor, unit_id, span, reason)
    else:
        chain.reopen(actor, unit_id, span, reason)


@returns.command("verify")
@as_json
@current
@acting
@of_span
def verify(actor: Actor, unit_id: int, span: Span, as_json: bool) -> None:
    """Prove that a locked return is still as it was sealed: its lists, its figures, every word; exit 1 when it is not."""
    actor.must("return.read")
    row = chain.official(actor, unit_id, span)
    broken = sealing.verify(row)
    told = {"unit": row.unit.name, "period": span.key, "revision": row.revision, "seal": row.seal, "whole": not broken,
            "broken": [{"return": id_, "what": what} for id_, what in broken]}  # fmt: skip
    answer(told, as_json)
    if broken:
        raise click.exceptions.Exit(1)


COMMANDS = (returns,)
