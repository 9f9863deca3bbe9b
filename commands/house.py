"""Keeping the installation: migrations, the demonstration county, backups."""

from dataclasses import asdict
from pathlib import Path

import click

import db
from commands.shared import answer, as_json, connected, current
from demo import closing, filling
from office import access, backup, calendar, lists


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
    made = closing.make(calendar.today())
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


COMMANDS = (db_upgrade, demo, backup_to, backup_check)
