"""The months of the returns as a field of marks, and what the desks read off it."""

from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from blueprints.home.desk import Ask
from figures.returns import spans
from figures.returns.grid import Cell, Grid
from figures.returns.spans import Span
from reports import charts
from reports.charts import Chart, Sign
from vocab import ReturnState

MONTHS_SHOWN = 12
# state → letter, words, tone
SIGNS = {
    ReturnState.SUBMITTED: (_l("报"), _l("已上报，待审核"), "amber"),
    ReturnState.RETURNED: (_l("退"), _l("退回待改"), "red"),
    ReturnState.ACCEPTED: (_l("审"), _l("已审核"), "blue"),
    ReturnState.LOCKED: (_l("锁"), _l("已锁定"), "green"),
}
CORRECTED = (_l("更"), _l("更正中"), "amber")
OVERDUE = (_l("缺"), _l("逾期未报"), "red")
TO_COME = (_l("待"), _l("未到期"), "grey")


def latest(last: Span, many: int = MONTHS_SHOWN) -> list[Span]:
    """So many statistical months up to one, the oldest first."""
    found = [last]
    while len(found) < many:
        found.append(found[-1].before)
    return found[::-1]


def finished(today: object, year_end: str) -> Span:
    """The last statistical month that is over."""
    return spans.of_day(today, year_end).before  # type: ignore[arg-type]


def picture(grid: Grid, *, width: int = charts.MIDDLE) -> Chart:
    """Units × months, each mark with its letter, leading to the return."""
    shown = grid.spans[::-1]  # the newest first: on a phone the others are a stroke away
    columns = [span.short_label for span in shown]
    cells = [[_sign(cell) if cell else None for cell in grid.of(post)[::-1]] for post in grid.posts]
    names = [post.name for post in grid.posts]
    return charts.state_grid(
        names,
        columns,
        cells,
        title=_("各单位月报报送情况"),
        late=_("右上角：逾期上报"),
        order=_order(),
        width=width,
    )


def _order() -> list[str]:
    return [str(letter) for letter, _words, _tone in (
        *(SIGNS[state] for state in (ReturnState.LOCKED, ReturnState.ACCEPTED, ReturnState.SUBMITTED)), CORRECTED,
        SIGNS[ReturnState.RETURNED], OVERDUE, TO_COME)]  # fmt: skip


def _sign(cell: Cell) -> Sign:
    letter, words, tone = _state(cell)
    notes = [_("零报告")] if cell.row is not None and cell.row.nil and cell.is_received else []
    if cell.was_late:
        notes.append(_("逾期上报"))
    if cell.asks:
        notes.append(_("申请更正"))
    if cell.row is not None and cell.row.revision > 1:
        notes.append(_("第 %(n)s 版", n=cell.row.revision))
    return Sign(
        cell.span.label, str(letter), str(words), tone, address(cell), "，".join(notes), cell.was_late
    )


def _state(cell: Cell) -> tuple[object, object, str]:
    if cell.state == ReturnState.OPEN:
        if cell.is_corrected:
            return CORRECTED
        return OVERDUE if cell.is_overdue else TO_COME
    return SIGNS[cell.state]


def address(cell: Cell) -> str:
    """The page of a return."""
    return url_for("returns.show", unit=cell.post.id, month=cell.span.key)


def ask(words: str, cells: list[Cell], args: dict[str, Any], icon: str, tone: str, most: int = 6) -> Ask:
    """Returns that wait for something: each with its month, the whole leading to the board of the newest month."""
    href = url_for("returns.board", **(args | {"month": cells[-1].span.key}))
    units = [(cell.post.name, cell.span.short_label, address(cell)) for cell in cells[-most:]]
    return Ask(words, _("%(n)s 份", n=len(cells)), href, icon, tone, units)


def named(cells: list[Cell], most: int = 4) -> str:
    """城关镇、柳河镇等 5 个: the units of some returns, each once."""
    names = list(dict.fromkeys(cell.post.name for cell in cells))
    shown = "、".join(names[:most])
    return _("%(names)s等 %(n)s 个", names=shown, n=len(names)) if len(names) > most else shown
