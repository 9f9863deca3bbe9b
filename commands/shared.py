"""What every command does: open the database, act as somebody, print JSON or words, tell what is refused."""

import functools
import json
from collections.abc import Callable
from typing import Any

import click

import db
from figures import periods
from figures.periods import Period
from office import access, accounts
from office.errors import OfficeError, Refused, Rejected
from registers import values
from registers.values import Unreadable

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
