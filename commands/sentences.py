"""Report texts: paragraphs written from the figures, and pasted ones checked against them."""

import datetime
import json
from pathlib import Path

import click

from commands.shared import acting, as_json, current, period_of
from figures.proofreading import checked, checker
from figures.returns import spans
from figures.returns.spans import Span
from figures.sentences import own, writing
from office import calendar, settings, units
from office.access import Actor
from office.errors import Rejected
from vocab import LIVE, N_, OFFICIAL


@click.command("sentence")
@click.argument("name")
@click.option("--unit", required=True, help="its name, code or path")
@click.option("--year", required=True, help="the statistical year, 2024")
@click.option("--month", help="3, or 2024-03: that month alone")
@click.option("--quarter", help="1 to 4: that quarter alone")
@click.option("--half", help="1 or 2: that half-year alone")
@click.option("--to", "last", help="up to this day of it, 2024-11-20; 同比 up to the same day")
@click.option("--basis", default="", help="concluded or accepted; the office's setting unless given")
@click.option(
    "--basis-state", "state", default=LIVE, help="live (the records) or official (the locked returns)"
)
@click.option("--revision", type=int, help="of the locked return of this very period, an older one")
@as_json
@current
@acting
def sentence(
    name: str,
    unit: str,
    year: str,
    month: str | None,
    quarter: str | None,
    half: str | None,
    last: str | None,
    basis: str,
    state: str,
    revision: int | None,
    as_json: bool,
    actor: Actor,
) -> None:
    """Write the paragraph NAME (mediation, legal-aid, advisers, understanders, publicity, or an own one by its title)."""
    span = span_of(year, month=month, quarter=quarter, half=half)
    one = own.find(actor, name)
    made = writing.write(
        actor,
        one.title,
        one.text,
        units.find(actor, unit).id,
        span.period,
        today=_cut_off(last, span, state if not revision else OFFICIAL),
        state=state,
        revision=revision,
        basis=basis,
    )
    told = made.as_json() | {"name": one.name, "title": one.title}
    click.echo(json.dumps(told, ensure_ascii=False) if as_json else writing.in_words(made))


def _cut_off(last: str | None, span: Span, state: str) -> datetime.date:
    """The day up to which a paragraph tells: today unless an earlier one is given. Rejected outside the span."""
    today = calendar.today()
    if not last:
        return today
    if state == OFFICIAL:
        raise Rejected("to", N_("审定数按整月封存，不能用 --to 截到某一天，请改看实时数或选整月。"))
    day = period_of(span.period.start.isoformat(), last).last
    if day > span.period.last:
        raise Rejected("to", N_("{day}不在{period}之内，请核对日期。"), day=day, period=span.label)
    return min(today, day)


def span_of(
    year: str, *, month: str | None = None, quarter: str | None = None, half: str | None = None
) -> Span:
    """The span that the options name. Rejected when one cannot be read, or several are given."""
    given = {"": month, "Q": quarter, "H": half}
    chosen = [(letter, text.strip()) for letter, text in given.items() if text]
    if len(chosen) > 1:
        raise Rejected("month", N_("--month、--quarter、--half 只能写一个。"))
    written = year.strip()
    if chosen:
        letter, text = chosen[0]
        written = text if "-" in text else f"{written}-{letter}{text}"
    return spans.read(written, settings.get("year_end"))


@click.command("check-text")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--unit", required=True, help="its name, code or path")
@click.option("--year", required=True, help="what numbers without a year of their own are of, 2024")
@click.option("--basis", default="", help="concluded or accepted; the office's setting unless given")
@click.option(
    "--basis-state", "state", default=LIVE, help="live (the records) or official (the locked returns)"
)
@as_json
@current
@acting
def check_text(file: Path, unit: str, year: str, basis: str, state: str, as_json: bool, actor: Actor) -> None:
    """Hold every number of the text in FILE against the figures: 对, 不符 or 无法核对, and why."""
    span = span_of(year)
    found = checker.check(
        actor,
        _read(file),
        units.find(actor, unit).id,
        span.year,
        today=calendar.today(),
        state=state,
        basis=basis,
    )
    told = json.dumps(found.as_json(), ensure_ascii=False) if as_json else checked.in_words(found)
    click.echo(told)


def _read(file: Path) -> str:
    """A text file in UTF-8 or, as old editors write it, in GB 18030 or UTF-16. Rejected when it cannot be opened or read."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise Rejected("file", N_("不能打开“{file}”（{why}）。"), file=file, why=error.strerror) from None
    encodings = ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Rejected("file", N_("“{file}”不是文本文件，请另存为 .txt 再核对。"), file=file.name)


COMMANDS = (sentence, check_text)
