"""进度: how the returns of a unit and of those directly below it stand in a period, and since when."""

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from figures.books import sealing
from figures.checking.findings import EXPLAIN, HINT, Finding, unanswered
from figures.differences import afterwards
from figures.returns import deadlines
from figures.returns.counting import Happened, happened
from figures.returns.deadlines import Deadline
from figures.returns.reporting import Chain, Post
from figures.returns.spans import MONTH, Span
from models import Return, ReturnStep
from office import access, calendar
from office.access import Actor
from vocab import ReturnState

SENDING = ("submit", "nil")
SENT = (ReturnState.SUBMITTED, ReturnState.ACCEPTED, ReturnState.LOCKED)


@dataclass(frozen=True)
class Line:
    """One unit's return of a period: its newest revision, its steps, what there is to report.

    `happened` counts the records of the whole unit, `own` those that no unit below sends up, `changed` those that came late
    or count otherwise since the months they stand in were locked. `below` are the lines of the reporting units under it.
    """

    post: Post
    row: Return | None
    steps: tuple[ReturnStep, ...]
    happened: Happened
    own: int
    changed: int
    below: tuple["Line", ...]
    due: datetime.date
    is_over: bool
    today: datetime.date

    @property
    def state(self) -> str:
        """The state of the newest revision; 填报 where nobody has begun one."""
        return self.row.state if self.row else ReturnState.OPEN

    @property
    def revision(self) -> int:
        """第几版."""
        return self.row.revision if self.row else 1

    @property
    def records(self) -> int:
        """How many records it has to report."""
        return self.happened.records

    @property
    def is_received(self) -> bool:
        """Whether it was sent up; a revision that is being worked on stands on one that was locked."""
        return self.state in SENT or self.revision > 1

    @property
    def stands_out(self) -> bool:
        """Whether there are records, the period is over, and no return."""
        return self.is_over and self.records > 0 and self.is_missing

    @property
    def is_missing(self) -> bool:
        """Whether it was never sent up."""
        return self.state == ReturnState.OPEN and self.revision == 1

    @property
    def sent(self) -> ReturnStep | None:
        """When it was first sent up, by whom."""
        return next((step for step in self.steps if step.act in SENDING), None)

    @property
    def days_late(self) -> int:
        """How many days after the deadline it was first sent up, or has not been yet; 0 when on time."""
        if self.sent is None:
            return 0 if self.is_received else max(0, (self.today - self.due).days)
        if self.sent.on_time is not False:
            return 0
        return max(1, (calendar.day_of(self.sent.at) - self.due).days)

    @property
    def is_on_time(self) -> bool:
        """Whether it was sent up in time."""
        return self.sent is not None and self.sent.on_time is not False

    @property
    def times_returned(self) -> int:
        """How often it was sent back, in all its revisions."""
        return sum(step.act == "send_back" for step in self.steps)

    @property
    def returned(self) -> ReturnStep | None:
        """Why it was sent back, as long as it lies with the unit for that."""
        if self.state != ReturnState.RETURNED:
            return None
        return next((step for step in reversed(self.steps) if step.act == "send_back"), None)

    @property
    def returned_on(self) -> datetime.date:
        """On which day it was sent back; today where it was not."""
        return calendar.day_of(self.returned.at) if self.returned else self.today

    @property
    def findings(self) -> list[Finding]:
        """What the checks found when it was last sent up or approved."""
        return [Finding.from_json(one) for one in self.row.findings] if self.row else []

    @property
    def open_checks(self) -> int:
        """Findings that still want an answer."""
        return len(unanswered(self.findings, {}))

    @property
    def explained_checks(self) -> int:
        """Findings that were explained."""
        return sum(one.strength == EXPLAIN and bool(one.explained) for one in self.findings)

    @property
    def hints(self) -> int:
        """Findings that only point something out."""
        return sum(one.strength == HINT for one in self.findings)

    @property
    def asked(self) -> str:
        """Why the unit asks for another revision; empty when it does not."""
        return self.row.asked if self.row else ""

    @property
    def last_activity(self) -> datetime.datetime | None:
        """When the return was last taken a step further, or one of its records changed."""
        moments = [*(step.at for step in self.steps[-1:]), self.happened.touched]
        return max((at for at in moments if at), default=None)


@dataclass(frozen=True)
class Board:
    """A unit's own return of a period, and a line for each unit that reports to it."""

    span: Span
    deadline: Deadline
    own: Line
    lines: tuple[Line, ...]
    today: datetime.date

    @property
    def is_over(self) -> bool:
        """Whether the period's last day has come, so that returns can be sent up."""
        return self.today >= self.span.period.last

    @property
    def counts(self) -> dict[str, int]:
        """How many units owe a return, and how theirs stand: expected = received + returned + missing."""
        states = [line.state for line in self.lines]
        return {
            "expected": len(self.lines),
            "received": sum(line.is_received for line in self.lines),
            "on_time": sum(line.is_on_time for line in self.lines),
            "submitted": states.count(ReturnState.SUBMITTED),
            "returned": states.count(ReturnState.RETURNED),
            "accepted": states.count(ReturnState.ACCEPTED),
            "locked": states.count(ReturnState.LOCKED),
            "missing": sum(line.is_missing for line in self.lines),
            "asked": sum(bool(line.asked) for line in self.lines),
            "changed": self.own.changed,
            "stand_out": sum(line.stands_out for line in self.lines),
        }


def own_unit(actor: Actor) -> int | None:
    """The reporting unit in which somebody works; None in a village, whose township reports for it."""
    post = Chain(actor).posts.get(actor.unit_id or 0)
    return post.id if post and post.reports else None


def reporting_units(actor: Actor) -> list[tuple[int, str]]:
    """The reporting units of an area in the order of the tree, those below another set in, for a chooser."""
    chain = Chain(actor)
    posts = {id_: post for id_, post in chain.posts.items() if post.reports}
    tops = [post for post in posts.values() if post.parent_id not in posts]
    found: list[tuple[int, str]] = []
    for top in sorted(tops, key=lambda post: (post.position, post.id)):
        depth = top.path.count("/")
        found += [(post.id, "　" * (post.path.count("/") - depth) + post.name) for post in _tree(chain, top)]
    return found


def _tree(chain: Chain, top: Post) -> list[Post]:
    """The unit and the reporting units below it, each before its own."""
    return [top, *(post for below in chain.below(top.id) for post in _tree(chain, below))]


def above(actor: Actor, unit_id: int) -> list[Post]:
    """The reporting units above one in the area, the highest first."""
    return list(reversed(Chain(actor).above(unit_id)))


def names(actor: Actor, unit_ids: Iterable[int]) -> list[str]:
    """What units of the area are called, each once."""
    posts = Chain(actor).posts
    return [posts[id_].name for id_ in dict.fromkeys(unit_ids) if id_ in posts]


def board(actor: Actor, unit_id: int, span: Span, *, today: datetime.date) -> Board:
    """How the returns of a unit and of those below stand. NotVisible, NotAllowed."""
    actor.must("return.read")
    chain = Chain(actor)
    top = chain.post(unit_id)
    makes = _Lines(chain, top, span, today)
    lines = tuple(makes.line(post) for post in chain.expected(unit_id, span.period))
    return Board(span, makes.deadline, makes.line(top), lines, today)


class _Lines:
    """What the lines of a board are made from, read once."""

    def __init__(self, chain: Chain, top: Post, span: Span, today: datetime.date) -> None:
        self.chain, self.span, self.today = chain, span, today
        self.deadline = deadlines.deadline(span)
        posts = [post.id for post in chain.all_below(top.id)]
        self.rows = newest(posts, span)
        self.steps = _steps(posts, span)
        inside = [id_ for id_, post in chain.posts.items() if post.path.startswith(top.path)]
        self.changed = _changed(posts, span)
        self.happened = happened(sealing.frame_of(Chain(access.machine()), top.id, span), inside)

    def line(self, post: Post) -> Line:
        below = tuple(self.line(one) for one in self.chain.expected(post.id, self.span.period))
        own = self._sum(id_ for id_ in self.chain.own_part([post.id]))
        whole = self._sum(id_ for id_, one in self.chain.posts.items() if one.path.startswith(post.path))
        return Line(
            post,
            self.rows.get(post.id),
            tuple(self.steps.get(post.id, ())),
            whole,
            own.records,
            sum(n for id_, n in self.changed.items() if self.chain.posts[id_].path.startswith(post.path)),
            below,
            self.deadline.on,
            self.today >= self.span.period.last,
            self.today,
        )

    def _sum(self, unit_ids: Iterable[int]) -> Happened:
        found = Happened()
        for id_ in unit_ids:
            found = found.plus(self.happened.get(id_, Happened()))
        return found


def _of(unit_ids: Iterable[int], span: Span) -> list[object]:
    return [Return.unit.in_(list(unit_ids)), Return.kind == span.kind, Return.start == span.period.start]


def newest(unit_ids: list[int], span: Span) -> Mapping[int, Return]:
    """Unit id → its newest revision of a period."""
    rows = Return.select().where(*_of(unit_ids, span), Return.live)
    return {row.unit_id: row for row in rows}


def _changed(unit_ids: list[int], span: Span) -> Counter[int]:
    """Unit → records of its own list that came late or count otherwise than in its official month."""
    if span.kind != MONTH:
        return Counter()
    return afterwards.changed_since(span, list(Return.select().where(*_of(unit_ids, span), Return.official)))


def _steps(unit_ids: list[int], span: Span) -> Mapping[int, list[ReturnStep]]:
    """Unit id → the steps of all its revisions, oldest first."""
    rows = ReturnStep.select(ReturnStep, Return.unit.alias("unit")).join(Return).where(*_of(unit_ids, span))
    found: dict[int, list[ReturnStep]] = {}
    for row in rows.order_by(ReturnStep.id).objects():
        found.setdefault(row.unit, []).append(row)
    return found
