"""How a month stands at somebody's own unit and below, in short: for the first page."""

import datetime
from dataclasses import dataclass

from figures.returns import deadlines
from figures.returns.board import SENT, newest
from figures.returns.deadlines import Deadline
from figures.returns.reporting import Chain, Post
from figures.returns.spans import Span
from office.access import Actor
from vocab import ReturnState


@dataclass(frozen=True)
class Brief:
    """The last finished month in short, for the first page."""

    span: Span
    deadline: Deadline
    post: Post
    state: str
    expected: int
    received: int
    days_late: int


def brief(actor: Actor, span: Span, *, today: datetime.date) -> Brief | None:
    """How a month stands at the actor's own unit and below, without its records; None where nobody reports."""
    chain = Chain(actor)
    top = chain.posts.get(actor.unit_id or 0)
    if top is None or not top.reports or not top.existed(span.period):
        return None
    below = [post.id for post in chain.expected(top.id, span.period)]
    rows = newest([top.id, *below], span)
    own = rows.get(top.id)
    due = deadlines.deadline(span)
    state = own.state if own else ReturnState.OPEN
    waits = state not in SENT and (own is None or own.revision == 1)
    received = [row for id_, row in rows.items() if id_ != top.id and (row.state in SENT or row.revision > 1)]
    return Brief(
        span, due, top, state, len(below), len(received), max(0, (today - due.on).days) if waits else 0
    )
