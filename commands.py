"""The command line, one function per command: one JSON object with --json; errors on stderr, exit 1."""

import datetime
import functools
import io
import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
from flask import Flask

import db
from demo import filling
from figures import catalogue, evaluator, periods, wording
from figures.indicators import PRINTED, everything
from figures.periods import Period
from figures.tables import Tables
from office import access, backup, calendar, lists, settings, units
from office.errors import OfficeError, Rejected
from registers import values
from registers.values import Unreadable

as_json = click.option("--json", "as_json", is_flag=True, help="print one JSON object")


def register(app: Flask) -> None:
    """Give the commands to `flask --app app …`."""
    for command in (db_upgrade, demo, backup_to, backup_check, figures_of, indicators_of, export, import_):
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
    made = filling.fill(calendar.today())
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
@as_json
@current
def figures_of(
    unit: str,
    first: str,
    last: str,
    basis: str | None,
    by: str | None,
    keys: str | None,
    every: bool,
    with_predecessors: bool,
    as_json: bool,
) -> None:
    """Print a unit's figures of a period, broken down by one thing if wanted."""
    actor = access.machine()
    question = evaluator.Question(
        units.find(actor, unit).id,
        period_of(first, last),
        basis or settings.get("basis"),
        (by,) if by else (),
        _wanted(keys, every),
        predecessors=with_predecessors,
    )
    found = evaluator.evaluate(actor, question)
    click.echo(json.dumps(wording.as_json(found), ensure_ascii=False) if as_json else wording.as_text(found))


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


@click.command("import")
@click.argument("register")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--into", required=True, help="the county (or any unit): its name, code or path")
@click.option("--create-units", is_flag=True, help="make units, committees, studios, mediators not yet known")
@as_json
@current
def import_(register: str, file: Path, into: str, create_units: bool, as_json: bool) -> None:
    """Take in a ledger of REGISTER (disputes, legal-aid, advisers, committees …), or a workbook of several ("workbook").

    Rows with faults are listed and left out.
    """
    from registers.ledger import importing, recognising

    wanted = recognising.named(register)
    try:
        content = file.read_bytes()
    except OSError as error:
        raise Rejected("file", "不能打开“{file}”（{why}）。", file=file, why=error.strerror) from None
    today = calendar.today()
    outcome = importing.take_in(
        access.machine(), file.name, content, into, create=create_units, today=today, register=wanted
    )
    if not as_json:
        answer(outcome.in_words(), as_json)
    else:
        answer(outcome.told() if wanted else outcome.sheet_by_sheet(), as_json)


@click.group()
def export() -> None:
    """Write workbooks."""


@export.command()
@click.option("--unit", required=True, help="its name, code or path")
@click.option("--year", required=True, help="the statistical year, 2020")
@click.option("--basis", help="concluded or accepted; the office's setting unless given")
@click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False))
@as_json
@current
def yearly(unit: str, year: str, basis: str | None, out: Path, as_json: bool) -> None:
    """Write the yearly workbook of a unit."""
    from reports import yearly as workbook  # openpyxl takes half the start of every other command

    if not year.isdigit() or not 1900 <= int(year) < 9999:
        raise Rejected("year", "“{year}”不是年份，请写成 2020 的样子。", year=year)
    actor, now = access.machine(), datetime.datetime.now()
    period = periods.year(int(year), settings.get("year_end"))
    basis = basis or settings.get("basis")
    tables = Tables(actor, units.find(actor, unit).id, period, basis, today=now.date())
    content = io.BytesIO()
    made = workbook.write(tables, content, made_at=now)
    try:
        out.write_bytes(content.getbuffer())
    except OSError as error:
        raise Rejected(
            "out", "不能写入“{out}”（{why}），请换一个位置。", out=out, why=error.strerror
        ) from None
    answer({"file": str(out), **made}, as_json)
