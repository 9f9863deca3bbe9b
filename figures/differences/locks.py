"""How a unit's locked month stands: which revision, since when, who above has taken it in, its line in the year's tables."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from figures.breakdowns import OWN
from figures.defining import Indicator
from figures.evaluator import Question, evaluate
from figures.returns.reporting import Chain
from figures.returns.spans import MONTH, YEAR, Span
from models import Return
from office import access, settings


@dataclass(frozen=True)
class Lock:
    """A locked month of a unit. `sent_to` are the units above whose locked month holds it.

    `line` is the unit's line among its siblings in the year's tables by unit; 0 where it has none.
    """

    revision: int = 0
    locked_at: datetime.datetime | None = None
    sent_to: tuple[str, ...] = ()
    line: int = 0


def locks_of(
    chain: Chain, places: Collection[tuple[int, Span]], one: Indicator
) -> dict[tuple[int, Span], Lock]:
    """How each month of each reporting unit is locked; the lines are those of a table of the indicator."""
    units = {unit for unit, _ in places}
    wanted = units | {post.id for unit in units for post in chain.above(unit)}
    rows = Return.select().where(
        Return.unit.in_(sorted(wanted)),
        Return.kind == MONTH,
        Return.start.in_(sorted({span.period.start for _, span in places})),
        Return.official,
    )
    official = {(row.unit_id, row.start): row for row in rows}
    lines: dict[tuple[int, Span], dict[str, int]] = {}
    found = {}
    for unit, span in places:
        row = official[unit, span.period.start]
        above = [
            post for post in chain.above(unit) if _holds(official.get((post.id, span.period.start)), row)
        ]
        line = _line(chain, unit, span, one, lines)
        found[unit, span] = Lock(row.revision, row.locked_at, tuple(post.name for post in above), line)
    return found


def _holds(above: Return | None, row: Return) -> bool:
    """Whether a return above consists of the lists of this one, among others."""
    held = {id_ for id_, _ in above.members} if above else set()
    return {id_ for id_, _ in row.members} <= held


def _line(
    chain: Chain, unit: int, span: Span, one: Indicator, lines: dict[tuple[int, Span], dict[str, int]]
) -> int:
    root = int(chain.posts[unit].path.split("/")[1])
    year = next(to for to in span.above if to.kind == YEAR)
    if (root, year) not in lines:
        question = Question(root, year.period, settings.get("basis"), ("unit",), (one.key,))
        answer = evaluate(access.machine(), question)
        lines[root, year] = {line.part: place for place, line in enumerate(answer.rows("unit"), 1)}
    path = chain.posts[unit].path.strip("/").split("/")
    return lines[root, year].get(path[1] if len(path) > 1 else OWN, 0)
