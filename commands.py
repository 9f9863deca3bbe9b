"""The command line, one function per command: one JSON object with --json; errors on stderr, exit 1."""

import datetime
import functools
import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
from flask import Flask

import db
from demo import filling
from office import access, backup, lists
from office.errors import OfficeError

as_json = click.option("--json", "as_json", is_flag=True, help="print one JSON object")


def register(app: Flask) -> None:
    """Give the commands to `flask --app app …`."""
    for command in (db_upgrade, demo, backup_to, backup_check):
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


@click.command()
@as_json
@current
def demo(as_json: bool) -> None:
    """Make the demonstration county in an empty installation; where it stands already, only name its accounts."""
    made = filling.fill(datetime.date.today())
    accounts = [f"{one['username']}（{one['role']}）" for one in made["accounts"]]
    answer(made if as_json else made | {"accounts": accounts, "password": filling.PASSWORD}, as_json)


@click.command("backup")
@click.option("--to", "target", required=True, type=click.Path(path_type=Path, dir_okay=False))
@as_json
@connected
def backup_to(target: Path, as_json: bool) -> None:
    """Copy the SQLite database to a new file while the server runs, and check the copy."""
    answer(backup.make(access.machine(), target), as_json)


@click.command("backup-check")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@as_json
@connected
def backup_check(file: Path, as_json: bool) -> None:
    """Check that a backup is whole and fits this installation's key; changes nothing."""
    answer(asdict(backup.check(file)), as_json)
