"""The command line, one function per command: one JSON object with --json; errors on stderr, exit 1."""

import functools
import json
from collections.abc import Callable
from typing import Any

import click
from flask import Flask

import db
from office import lists
from office.errors import OfficeError

as_json = click.option("--json", "as_json", is_flag=True, help="print one JSON object")


def register(app: Flask) -> None:
    """Give the commands to `flask --app app …`."""
    for command in (db_upgrade,):
        app.cli.add_command(command)


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


@click.command("db-upgrade")
@as_json
@connected
def db_upgrade(as_json: bool) -> None:
    """Apply the pending migrations and fill the lists of a new installation."""
    applied = db.upgrade()
    lists.seed()
    answer({"applied": applied, "pending": db.pending()}, as_json)
