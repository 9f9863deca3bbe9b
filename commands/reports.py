"""Writing workbooks."""

import datetime
import io
from pathlib import Path

import click

from commands.shared import answer, as_json, current
from figures import periods
from figures.tables import Tables
from office import access, settings, units
from office.errors import Rejected
from vocab import BOOKS, LIVE, N_


@click.group()
def export() -> None:
    """Write workbooks."""


@export.command()
@click.option("--unit", required=True, help="its name, code or path")
@click.option("--year", required=True, help="the statistical year, 2020")
@click.option("--basis", help="concluded or accepted; the office's setting unless given")
@click.option(
    "--basis-state", "state", default=LIVE, help="live (the records) or official (the locked returns)"
)
@click.option("--with-predecessors", is_flag=True, help="with the units that were merged into this one")
@click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False))
@as_json
@current
def yearly(
    unit: str,
    year: str,
    basis: str | None,
    state: str,
    with_predecessors: bool,
    out: Path,
    as_json: bool,
) -> None:
    """Write the yearly workbook of a unit."""
    from reports import yearly as workbook  # openpyxl takes half the start of every other command

    if not year.isdigit() or not 1900 <= int(year) < 9999:
        raise Rejected("year", "“{year}”不是年份，请写成 2020 的样子。", year=year)
    actor, now = access.machine(), datetime.datetime.now()
    period = periods.year(int(year), settings.get("year_end"))
    basis = basis or settings.get("basis")
    if state not in BOOKS:
        raise Rejected("basis", N_("数据状态应为 live（实时）或 official（审定）。"))
    tables = Tables(actor, units.find(actor, unit).id, period, basis, today=now.date(),
                    predecessors=with_predecessors, state=state)  # fmt: skip
    content = io.BytesIO()
    made = workbook.write(tables, content, made_at=now)
    try:
        out.write_bytes(content.getbuffer())
    except OSError as error:
        raise Rejected(
            "out", "不能写入“{out}”（{why}），请换一个位置。", out=out, why=error.strerror
        ) from None
    answer({"file": str(out), **made}, as_json)


COMMANDS = (export,)
