"""What every command does: open the database, act as somebody, print JSON or words, tell what is refused."""

import functools
import json
from collections.abc import Callable
from typing import Any

import click

import db
from figures import periods
from figures.periods import Period
from figures.returns import spans
from office import access, accounts, settings
from office.errors import OfficeError, Refused, Rejected
from registers import values
from registers.values import Unreadable
from vocab import LIVE, N_

as_json = click.option("--json", "as_json", is_flag=True, help="print one JSON object")
as_option = click.option(
    "--as", "as_", help="act as this account; the administrator of the machine unless given"
)


def answer(result: dict[str, Any], as_json: bool) -> None:
    """Print what a command found out: as JSON, or a line for each entry."""
    if as_json:
        click.echo(json.dumps(result, ensure_ascii=False, default=str))
        return
    for key, value in result.items():
        click.echo(f"{key}: {value if not isinstance(value, list) else '、'.join(map(str, value)) or '—'}")


def connected(command: Callable[..., Any]) -> Callable[..., Any]:
    """Run a command with the database open; what the office objects to is told on stderr with exit code 1."""

    @functools.wraps(command)
    def run(*arguments: Any, **options: Any) -> Any:
        with db.database.connection_context():
            try:
                return command(*arguments, **options)
            except Refused as error:
                raise click.ClickException("\n".join(map(str, error.faults))) from error
            except OfficeError as error:
                raise click.ClickException(str(error)) from error

    return run


def current(command: Callable[..., Any]) -> Callable[..., Any]:
    """As connected(), for commands that need every migration applied."""

    @functools.wraps(command)
    def run(*arguments: Any, **options: Any) -> Any:
        if db.pending():
            raise click.ClickException("数据库还没有升级，请先运行：flask --app app db-upgrade")
        return command(*arguments, **options)

    return connected(run)


def acting(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the `actor` that --as names."""

    @as_option
    @functools.wraps(command)
    def run(*arguments: Any, as_: str | None, **options: Any) -> Any:
        actor = accounts.acting_as(as_) if as_ else access.machine()
        return command(*arguments, actor=actor, **options)

    return run


def period_of(first: str, last: str) -> Period:
    """The days from `first` to `last` as typed; Rejected when one is no date or they are the wrong way round."""
    days = []
    for option, written in (("from", first), ("to", last)):
        try:
            day = values.date(written)
        except Unreadable as fault:
            raise Rejected(option, "--{option}：" + fault.text, option=option, **fault.values) from None
        if day is None:
            raise Rejected(option, "请用 --{option} 写明日期，如 2020-01-01。", option=option)
        days.append(day)
    return periods.between(*days)


# ---------------------------------------------------------------- of which days, from which books

_SPANS = {"month": "2024-03", "quarter": "2024-Q1", "half": "2024-H1", "year": "the statistical year, 2024"}


def of_a_period(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of a period: `first`, `last` and the named ones, for period_named()."""
    for name, words in reversed(_SPANS.items()):
        command = click.option(f"--{name}", help=words)(command)
    command = click.option("--to", "last", help="last day, included")(command)
    return click.option("--from", "first", help="first day, 2020-01-01")(command)


def from_books(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command `basis`, `state`, `revision` and `with_predecessors`."""
    for option in reversed(
        (
            click.option("--basis", help="concluded or accepted; the office's setting unless given"),
            click.option(
                "--basis-state",
                "state",
                default=LIVE,
                help="live (the records) or official (the locked returns)",
            ),
            click.option(
                "--revision", type=int, help="of the locked return of this very period, an older one"
            ),
            click.option(
                "--with-predecessors", is_flag=True, help="with the units that were merged into this one"
            ),
        )
    ):
        command = option(command)
    return command


def period_named(first: str | None, last: str | None, named: dict[str, str | None]) -> tuple[Period, str]:
    """The days that the options name, and what they are called; "" for days of one's own. Rejected for two ways at once."""
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
