"""Taking in ledgers."""

from pathlib import Path

import click

from commands.shared import answer, as_json, current
from office import access, calendar
from office.errors import Rejected


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


COMMANDS = (import_,)
