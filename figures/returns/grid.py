"""报送情况: how the months of the units below one stand, unit by unit and month by month."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from figures.checking.findings import Finding
from figures.returns import deadlines
from figures.returns.board import SENDING, SENT
from figures.returns.deadlines import Deadline
from figures.returns.reporting import Chain, Post
from figures.returns.spans import Span
from models import Return, ReturnStep
from office import settings, working_days
from office.access import Actor
from vocab import ReturnState

# Without the lists and figures, which are long.
_SHOWN = (
    Return.id,
    Return.unit,
    Return.start,
    Return.state,
    Return.revision,
    Return.nil,
    Return.asked,
    Return.findings,
)


@dataclass(frozen=True)
class Cell:
    """A unit's month: its newest revision, when it was first sent up in time (None: it was not sent up yet)."""

    post: Post
    span: Span
    row: Return | None
    on_time: bool | None
    due: datetime.date
    today: datetime.date

    @property
    def state(self) -> str:
        """The state of the newest revision; 填报 where nobody has begun one."""
        return self.row.state if self.row else ReturnState.OPEN

    @property
    def is_received(self) -> bool:
        """Whether it was sent up; a revision that is being worked on stands on one that was locked."""
        return self.state in SENT or self.is_corrected

    @property
    def is_corrected(self) -> bool:
        """Whether another revision is being worked on after a lock."""
        return self.row is not None and self.row.revision > 1

    @property
    def asks(self) -> bool:
        """Whether the unit asks for another revision."""
        return self.row is not None and bool(self.row.asked)

    @property
    def was_late(self) -> bool:
        """Whether it came after the deadline."""
        return self.on_time is False

    @property
    def is_overdue(self) -> bool:
        """Whether it has not come, and the deadline is past."""
        return not self.is_received and self.today > self.due

    @property
    def findings(self) -> list[Finding]:
        """What the checks found when it was last sent up or approved."""
        return [Finding.from_json(one) for one in self.row.findings] if self.row else []


@dataclass(frozen=True)
class Grid:
    """The units below one (or the unit itself, where none reports to it) and some months, the newest last."""

    posts: Sequence[Post]
    spans: Sequence[Span]
    cells: Mapping[tuple[int, Span], Cell]
    own: Cell | None
    due: Mapping[Span, Deadline]

    def of(self, post: Post) -> list[Cell | None]:
        """A unit's months; None where it did not exist."""
        return [self.cells.get((post.id, span)) for span in self.spans]

    def month(self, span: Span) -> list[Cell]:
        """What the units owe of a month."""
        return [cell for post in self.posts if (cell := self.cells.get((post.id, span)))]

    @cached_property
    def all(self) -> list[Cell]:
        """Every month of every unit, the oldest first."""
        return [cell for span in self.spans for cell in self.month(span)]

    def standing(self, *states: str) -> list[Cell]:
        """Those in one of some states."""
        return [cell for cell in self.all if cell.state in states]


def grid(actor: Actor, unit_id: int, spans: Sequence[Span], *, today: datetime.date) -> Grid:
    """The months of the units that report to one, from the first of `spans` in which anybody sent up; the last is always there.

    A few queries, however many months. NotVisible, NotAllowed.
    """
    actor.must("return.read")
    chain = Chain(actor)
    top = chain.post(unit_id)
    below = chain.below(top.id) or [top]
    rows = _rows({top.id, *(post.id for post in below)}, spans)
    begun = min((start for _unit, start in rows), default=spans[-1].period.start)
    shown = [span for span in spans if span.period.start >= begun or span == spans[-1]]
    calendar, day = working_days.load(), int(settings.get("return_day"))
    due = {span: deadlines.deadline(span, calendar, day) for span in shown}
    on_time = _timely(rows)

    def cell(post: Post, span: Span) -> Cell:
        place = post.id, span.period.start
        return Cell(post, span, rows.get(place), on_time.get(place), due[span].on, today)

    cells = {
        (post.id, span): cell(post, span) for post in below for span in shown if post.existed(span.period)
    }
    posts = [post for post in below if any((post.id, span) in cells for span in shown)]
    own = cell(top, shown[-1]) if top.existed(shown[-1].period) else None
    return Grid(posts, shown, cells, own, due)


Place = tuple[int, datetime.date]


def _rows(unit_ids: set[int], spans: Sequence[Span]) -> dict[Place, Return]:
    """(unit, start) → newest revision."""
    starts = [span.period.start for span in spans]
    found = Return.select(*_SHOWN).where(
        Return.unit.in_(sorted(unit_ids)), Return.kind == spans[0].kind, Return.start.in_(starts), Return.live
    )
    return {(row.unit_id, row.start): row for row in found}


def _timely(rows: Mapping[Place, Return]) -> dict[Place, bool]:
    """(unit, start) → whether it was in time when it was first sent up, whichever revision that was."""
    if not rows:
        return {}
    units, starts = {unit for unit, _start in rows}, {start for _unit, start in rows}
    steps = (
        ReturnStep.select(Return.unit, Return.start, ReturnStep.on_time)
        .join(Return)
        .where(Return.unit.in_(sorted(units)), Return.start.in_(sorted(starts)), ReturnStep.act.in_(SENDING))
        .order_by(ReturnStep.id.desc())
    )
    return {(unit, start): on_time is not False for unit, start, on_time in steps.tuples()}
