"""月评价、季通报、年总结: how punctual and how sound the months of units were, from the returns themselves.

How many records a unit has plays no part. What is counted against it is said with its weight; a share of few records
is not held against anybody.
"""

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from figures.books import sealing
from figures.differences import afterwards
from figures.rates import rounded
from figures.returns import deadlines
from figures.returns.board import SENDING
from figures.returns.counting import happened
from figures.returns.reporting import Chain, Post
from figures.returns.spans import Span
from models import Return, ReturnStep
from office import access, calendar, working_days
from office.access import Actor
from vocab import N_, ReturnState

TIMELY, AT_ONCE, STEADY = 60, 20, 20  # the weights: together 100
PER_DAY, LEAST_LATE = 5, 20  # off for a day late; what is left for a return that did come
PER_RETURN = 10  # off for each time it was sent back, on the average of the months
SMALL = 30  # records below which a share of them is not judged
GRADES = ((90, N_("优秀")), (75, N_("良好")), (60, N_("合格")), (0, N_("待改进")))
METHOD = N_(
    "满分100分。及时{timely}分：逾期每天扣{day}分，报了不低于{least}分；"
    "一次通过{once}分：平均每月退回一次扣{back}分；"
    "锁定后稳定{steady}分：锁定后补录、更正的记录每占1%扣1分，记录不足{small}条的不扣。"
    "未报的月份各项都不得分；季、年按应报各月平均，从启用月报的第一个月算起。案件多少不影响得分。"
)


@dataclass(frozen=True)
class Month:
    """A month that a unit owed: None days for one that never came, 0 for one in time."""

    span: Span
    days_late: int | None
    returned: int
    explained: int
    reopened: int

    @property
    def points(self) -> int:
        """Of TIMELY."""
        if self.days_late is None:
            return 0
        return max(LEAST_LATE, TIMELY - PER_DAY * self.days_late) if self.days_late else TIMELY


@dataclass(frozen=True)
class Rating:
    """A unit's months of a span, its records and those that changed after the lock."""

    post: Post
    months: tuple[Month, ...]
    records: int
    changed: int

    @property
    def owed(self) -> int:
        """How many months it owed by now."""
        return len(self.months)

    @property
    def on_time(self) -> int:
        """How many of them came in time."""
        return sum(one.days_late == 0 for one in self.months)

    @property
    def late(self) -> list[Month]:
        """Those that came late."""
        return [one for one in self.months if one.days_late]

    @property
    def missing(self) -> list[Month]:
        """Those that have not come."""
        return [one for one in self.months if one.days_late is None]

    @property
    def returned(self) -> int:
        """How often they were sent back."""
        return sum(one.returned for one in self.months)

    @property
    def explained(self) -> int:
        """Findings that were explained; nothing is taken off for them."""
        return sum(one.explained for one in self.months)

    @property
    def reopened(self) -> int:
        """Corrections that the office above agreed to."""
        return sum(one.reopened for one in self.months)

    @property
    def changed_share(self) -> Decimal | None:
        """Per cent of its records that came late or changed after the lock; None where too few are there to judge."""
        return rounded(Decimal(100 * self.changed) / self.records, 1) if self.records >= SMALL else None

    @property
    def parts(self) -> tuple[Fraction, Fraction, Fraction] | None:
        """Points for being timely, at once and steady; None where it owed nothing."""
        if not self.months:
            return None
        came = Fraction(self.owed - len(self.missing), self.owed)
        timely = Fraction(sum(one.points for one in self.months), self.owed)
        at_once = AT_ONCE * came - Fraction(PER_RETURN * self.returned, self.owed)
        off = Fraction(100 * self.changed, self.records) if self.records >= SMALL else Fraction(0)
        return timely, max(Fraction(0), at_once), max(Fraction(0), STEADY * came - off)

    @property
    def score(self) -> Decimal | None:
        """Of 100, to one place."""
        return None if self.parts is None else one_place(sum(self.parts, Fraction(0)))

    @property
    def grade(self) -> str:
        """优秀, 良好, 合格, 待改进; — where it owed nothing."""
        score = self.score
        return "—" if score is None else next(words for least, words in GRADES if score >= least)


def one_place(value: Fraction) -> Decimal:
    """A number of points as it is written."""
    return rounded(Decimal(value.numerator) / value.denominator, 1)


@dataclass(frozen=True)
class Report:
    """The ratings of the units below one, in the order of the tree."""

    post: Post
    span: Span
    ratings: tuple[Rating, ...]

    @property
    def title(self) -> str:
        """What it is called: 月评价, 季通报, 半年通报, 年总结."""
        return {"month": N_("月评价"), "quarter": N_("季通报"), "half": N_("半年通报"), "year": N_("年总结")}[
            self.span.kind
        ]

    @property
    def method(self) -> str:
        """How points are given."""
        return METHOD.format(timely=TIMELY, day=PER_DAY, least=LEAST_LATE, once=AT_ONCE, back=PER_RETURN,
                             steady=STEADY, small=SMALL)  # fmt: skip


def report(actor: Actor, unit_id: int, span: Span, *, today: datetime.date) -> Report:
    """The ratings of the units that report to a unit (of itself where none do). NotVisible, NotAllowed."""
    actor.must("return.read")
    chain = Chain(actor)
    top = chain.post(unit_id)
    posts = chain.expected(unit_id, span.period) or [top]
    rows = _returns([one.id for post in posts for one in chain.all_below(post.id)], span)
    found = _Found(rows, _steps(rows), _begun([post.id for post in posts]), today)
    frame = sealing.frame_of(Chain(access.machine()), unit_id, span)
    records = {id_: one.records for id_, one in happened(frame, list(chain.posts)).items()}
    changed = _changed(span, rows)
    ratings = (
        Rating(
            post, tuple(found.months(post, span)), _below(chain, post, records), _below(chain, post, changed)
        )
        for post in posts
    )
    return Report(top, span, tuple(ratings))


def _below(chain: Chain, post: Post, counts: Mapping[int, int]) -> int:
    """What the units of a return come to, its own and all below."""
    return sum(
        n for id_, n in counts.items() if id_ in chain.posts and chain.posts[id_].path.startswith(post.path)
    )


def _returns(unit_ids: list[int], span: Span) -> list[Return]:
    starts = [one.period.start for one in span.months]
    rows = Return.select().where(Return.unit.in_(unit_ids), Return.kind == "month", Return.start.in_(starts))
    return list(rows.order_by(Return.revision))


def _begun(unit_ids: list[int]) -> datetime.date:
    """The first day for which any of the units has ever had a return: nobody owes a month before it."""
    first = Return.select(Return.start).where(Return.unit.in_(unit_ids), Return.kind == "month")
    return first.order_by(Return.start).limit(1).scalar() or datetime.date.max


def _steps(rows: Sequence[Return]) -> Mapping[int, list[ReturnStep]]:
    """Return id → its steps."""
    found: dict[int, list[ReturnStep]] = {}
    ids = [row.id for row in rows]
    for step in ReturnStep.select().where(ReturnStep.of.in_(ids)).order_by(ReturnStep.id):
        found.setdefault(step.of_id, []).append(step)
    return found


def _changed(span: Span, rows: Sequence[Return]) -> Counter[int]:
    """Unit → records that came late or changed after each month was first locked."""
    found: Counter[int] = Counter()
    for month in span.months:
        first: dict[int, Return] = {}
        for row in rows:
            if row.start == month.period.start and row.state == ReturnState.LOCKED:
                first.setdefault(row.unit_id, row)
        if first:
            found.update(afterwards.changed_since(month, list(first.values())))
    return found


class _Found:
    """The returns of some units with their steps."""

    def __init__(
        self,
        rows: Sequence[Return],
        steps: Mapping[int, list[ReturnStep]],
        begun: datetime.date,
        today: datetime.date,
    ) -> None:
        self.begun = begun
        self.today = today
        self.steps = steps
        self.calendar = working_days.load()
        self.rows: dict[tuple[int, datetime.date], list[Return]] = {}
        for row in rows:
            self.rows.setdefault((row.unit_id, row.start), []).append(row)

    def months(self, post: Post, span: Span) -> list[Month]:
        """The months that the unit owed by today, in their order."""
        found = [
            self._month(post, month)
            for month in span.months
            if post.existed(month.period) and month.period.start >= self.begun
        ]
        return [one for one in found if one is not None]

    def _month(self, post: Post, span: Span) -> Month | None:
        rows = self.rows.get((post.id, span.period.start), [])
        steps = [step for row in rows for step in self.steps.get(row.id, ())]
        sent = next((step for step in steps if step.act in SENDING), None)
        due = deadlines.due_on(span, self.calendar)
        if sent is None and self.today <= due:
            return None
        explained = sum(bool(one.get("explained")) for one in rows[-1].findings) if rows else 0
        acts = Counter(step.act for step in steps)
        return Month(span, _days_late(sent, due), acts["send_back"], explained, acts["reopen"])


def _days_late(sent: ReturnStep | None, due: datetime.date) -> int | None:
    if sent is None:
        return None
    return 0 if sent.on_time is not False else max(1, (calendar.day_of(sent.at) - due).days)
