"""A template taken in: looked through first; as the next year of one, with what that one's cells meant."""

from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from figures.templates import keeping
from office.access import Actor
from office.errors import Rejected
from reports.templates import opening
from reports.templates.comparing import Comparison
from reports.templates.filling import Sheets
from vocab import N_


def upload(
    actor: Actor, typed: Mapping[str, Any], file_name: str, content: bytes, previous_id: int | None = None
) -> Any:
    """Keep a template; `typed` has name, year and note. Gives its row. Rejected, NotVisible, NotAllowed."""
    actor.must("template.write")
    opening.check(content)
    sheets = Sheets(content, {})
    if not any(grid.height and not grid.is_hidden for grid in sheets.grids.values()):
        raise Rejected("file", N_("文件里没有内容，请选择上级下发的表。"))
    name = PurePath(file_name.replace("\\", "/")).name or "template.xlsx"
    if previous_id is None:
        return keeping.add(actor, typed, name, content)
    previous = keeping.get(actor, previous_id)
    year = typed.get("year")
    if isinstance(year, int) and year <= previous.year:
        raise Rejected("year", N_("应晚于上一份的年度（{year}年）。"), year=previous.year)
    compared = between(actor, previous, sheets, year if isinstance(year, int) else previous.year + 1)
    return keeping.add(actor, typed, name, content, previous=previous, carried=compared.carried)


def between(actor: Actor, previous: Any, sheets: Sheets, year: int) -> Comparison:
    """A template of last year beside the sheets of another year."""
    old = Sheets(keeping.content(actor, previous.id), keeping.mapped(previous.id))
    return Comparison(old, previous.year, sheets, year)


def with_last_year(actor: Actor, template_id: int) -> tuple[Any, Comparison] | None:
    """Last year's template and what changed since; None for the first one."""
    row = keeping.get(actor, template_id)
    if row.previous_id is None:
        return None
    previous = keeping.get(actor, row.previous_id)
    sheets = Sheets(keeping.content(actor, row.id), keeping.mapped(row.id))
    return previous, between(actor, previous, sheets, row.year)
