"""The demonstration's months, as a county has them in the middle of its work.

The months of last year and of this year up to two months ago are locked; of the last month some townships have sent theirs, one got it
back, two have sent nothing; and since the locks a case was entered late, one was corrected, one was entered twice.
"""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import db
from demo import filling
from figures.books import sealing
from figures.books.sealed import Books
from figures.differences import effects
from figures.periods import DAY
from figures.returns import chain, deadlines, rollups, spans
from figures.returns.reporting import Chain, Post
from figures.returns.spans import Span
from models import Account, Dispute, Return, ReturnStep
from office import access, settings, working_days
from office.access import Actor
from registers import closed_months, disputes
from registers.disputes import Entry
from vocab import Outcome, ReturnState, Role

# How the last month stands, township by township; those beyond have sent it up in time and it is approved.
_LAST = ("returned", "late", "none", "sent", "none", "sent", "sent")
_WRONG = "两件物业纠纷未填结案日期，请核对后再报"
_TWICE = "与另一件重复，同一纠纷登记了两次"
_ASKED = "{month}漏登一件、重复一件，申请更正"


def make(today: datetime.date) -> dict[str, Any]:
    """The whole demonstration: the county with its records, then its months; as filling.fill(), with "locked_months"."""
    made = filling.fill(today)
    return made | {"locked_months": fill(today, last_year=True) if made["created"] else 0}


def fill(today: datetime.date, *, last_year: bool = False) -> int:
    """Take the months of this year (and of `last_year`) through the chain, as far as they are over; gives how many are locked."""
    closed_months.count_by(
        effects.counted, effects.between
    )  # the acts below are guarded, with or without the app
    office = _Office(today)
    months = list(_months_over(today))
    year_ago = months[0].above[-1].before.months if months and last_year else ()
    with db.transaction():
        for span in (*year_ago, *months[:-1]):
            office.close(span)
        if months:
            office.leave_open(months[-1])
        office.go_on(months[:-1])
    return len(year_ago) + len(months[:-1])


def _months_over(today: datetime.date) -> Iterator[Span]:
    """The months of the statistical year so far; in its first months those of the year before."""
    year_end = settings.get("year_end")
    last = spans.of_day(today, year_end).before
    yield from (one for one in last.above[-1].months if one.period.end <= last.period.end)


@dataclass
class _Desk:
    """A unit with the account that sends its months up."""

    post: Post
    actor: Actor


class _Office:
    """The county's bureau and its townships at work."""

    def __init__(self, today: datetime.date) -> None:
        self.today = today
        self.units = Chain(access.machine())
        self.calendar = working_days.load()
        self.bureau = _account(Role.COUNTY)
        top = next(post for post in self.units.posts.values() if post.parent_id is None)
        clerk = _account(Role.TOWNSHIP)
        self.desks = [
            _Desk(post, clerk if post.id == clerk.unit_id else self.bureau)
            for post in reversed(self.units.all_below(top.id))
        ]
        self.top = top

    def close(self, span: Span) -> None:
        """Everything sent up in time and approved, then the county locks its month."""
        for place, desk in enumerate(self._owing(span)):
            late = (place + span.number) % 11 == 0
            self._sent(desk, span, ReturnState.ACCEPTED, late=late)
        chain.lock(self.bureau, self.top.id, span)

    def leave_open(self, span: Span) -> None:
        """The month in which the county still waits for some."""
        towns = [desk for desk in self._owing(span) if desk.post.id != self.top.id]
        ways = (*_LAST, *("approved" for _ in towns))
        for desk, way in zip(reversed(towns), ways, strict=False):
            if way == "none":
                continue
            state = {"approved": ReturnState.ACCEPTED, "returned": ReturnState.RETURNED}.get(
                way, ReturnState.SUBMITTED
            )
            self._sent(desk, span, state, late=way == "late")

    def go_on(self, locked: Sequence[Span]) -> None:
        """What happened since the locks: a case entered late, one that stood twice, and a township that asks."""
        clerk = next((desk for desk in self.desks if desk.actor is not self.bureau), None)
        if clerk is None or not locked:
            return
        span = locked[len(locked) // 2]
        below = [id_ for id_, to in self.units.reporter.items() if to == clerk.post.id]
        settled = Dispute.select().where(
            Dispute.unit.in_(below), Dispute.outcome == Outcome.SUCCEEDED,
            Dispute.concluded_on >= span.period.start, Dispute.concluded_on < span.period.end,
        )  # fmt: skip
        twice = settled.order_by(Dispute.id.desc()).first()
        if twice is None:
            return
        disputes.void(clerk.actor, twice.id, twice.version, _TWICE)
        disputes.enter(clerk.actor, self._late(twice, span), today=self.today)
        chain.ask(clerk.actor, clerk.post.id, span, _ASKED.format(month=span.short_label))

    @staticmethod
    def _late(like: Dispute, span: Span) -> Entry:
        """A case of the month that nobody had written down, in the same place as another."""
        day = span.period.last.isoformat()
        raw = {"accepted_on": span.period.start.isoformat(), "type": "T03", "source": "S2", "outcome": "succeeded",
               "concluded_on": day, "agreed_on": day, "form": "written", "amount": "12000", "party_count": "2",
               "summary": "两家为宅基地界址相争，当月调解，材料留在村里没有登记"}  # fmt: skip
        people = [{"role": "applicant", "name": "吴桂芳"}, {"role": "respondent", "name": "沈建军"}]
        return Entry(like.unit_id, like.committee_id, raw=raw, parties=people)

    def _owing(self, span: Span) -> list[_Desk]:
        """The desks that owe a return, the county last; their lists are counted in one go."""
        desks = [desk for desk in self.desks if desk.post.existed(span.period)]
        self._tallied = sealing.tallies(self.units, [desk.post.id for desk in desks], span)
        return desks

    def _sent(self, desk: _Desk, span: Span, state: str, *, late: bool) -> None:
        below = {post.id for post in self.units.all_below(desk.post.id)}
        rows = [one for id_ in below if id_ in self._tallied for one in self._tallied[id_]]
        books = Books.counted(span.period, span.key, rows)
        row = Return.create(
            unit=desk.post.id, kind=span.kind, start=span.period.start, end=span.period.end, state=state,
            nil=not rollups.happened(rows), figures=sealing.figures_of(books),
            digest=sealing.digest(self._tallied[desk.post.id]),
        )  # fmt: skip
        due = deadlines.due_on(span, self.calendar)
        sent = min(due + DAY * (2 if late else -(1 + desk.post.id % 3)), self.today)
        self._step(row, "submit", desk.actor, sent, on_time=not late)
        if state == ReturnState.RETURNED:
            self._step(row, "send_back", self.bureau, sent + DAY, reason=_WRONG)
        elif state == ReturnState.ACCEPTED:
            self._step(row, "accept", self.bureau, sent + DAY)

    def _step(
        self,
        row: Return,
        act: str,
        actor: Actor,
        day: datetime.date,
        *,
        reason: str = "",
        on_time: bool | None = None,
    ) -> None:
        at = datetime.datetime.combine(min(day, self.today), datetime.time(1 + row.id % 8, row.id % 60))
        ReturnStep.create(
            of=row.id,
            act=act,
            at=at,
            account=actor.account_id,
            actor=actor.name,
            reason=reason,
            on_time=on_time,
        )


def _account(role: str) -> Actor:
    """The demonstration's account of a role as the one who acts."""
    row = Account.get(Account.role == role)
    if row.unit_id:
        row.unit = access.get_unit(access.machine(), row.unit_id)
    return access.actor_of(row)
