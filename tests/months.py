"""Months taken through their chain: what a test needs to get returns sent up, accepted and locked.

The checks find what they find in invented cases; REASON answers all of it.
"""

import datetime

from figures.returns import chain, spans
from figures.returns.reporting import Chain
from models import Return, SealedRecord
from office import access, settings

TODAY = datetime.date(2026, 11, 20)
REASON = "集中排查月份案件数量较多"


def span(text):
    """A span of the office's statistical calendar."""
    return spans.read(text, settings.get("year_end"))


def submit(unit, month, actor=None, *, today=TODAY, reason=REASON, **more):
    """Send a unit's return up."""
    return chain.submit(actor or access.machine(), unit.id, span(month), today=today, reason=reason, **more)


def accept(unit, month, actor=None, *, today=TODAY, reason=REASON, **more):
    """Approve it."""
    return chain.accept(actor or access.machine(), unit.id, span(month), today=today, reason=reason, **more)


def send_back(unit, month, actor=None, reason="东门村的案件漏登了两件", **more):
    """Return it to the unit."""
    return chain.send_back(actor or access.machine(), unit.id, span(month), reason, **more)


def lock(unit, month, actor=None, **more):
    """Lock it."""
    return chain.lock(actor or access.machine(), unit.id, span(month), **more)


def approve(unit, month):
    """Send up and approve."""
    submit(unit, month)
    return accept(unit, month)


def close(unit, *months):
    """Take every return of the unit and below through the chain and lock the unit's; gives the last."""
    posts = Chain(access.machine())
    for month in months:
        for post in reversed(posts.all_below(unit.id)):
            if post.existed(span(month).period):
                approve(post, month)
        closed = lock(unit, month)
    return closed


def ask(unit, month, actor=None, reason="补录漏登的一件邻里纠纷", **more):
    """Ask for another revision."""
    return chain.ask(actor or access.machine(), unit.id, span(month), reason, **more)


def reopen(unit, month, actor=None, reason="补录漏登的一件邻里纠纷", **more):
    """Open the next revision."""
    return chain.reopen(actor or access.machine(), unit.id, span(month), reason, **more)


def correct(unit, month):
    """Take a locked return through its next revision."""
    reopen(unit, month)
    approve(unit, month)
    return lock(unit, month)


def now(unit, month):
    """The newest revision; None while nobody began."""
    return chain.current(access.machine(), unit.id, span(month))


def official(unit, month):
    """The newest locked revision."""
    period = span(month)
    return Return.get_or_none(
        Return.unit == unit.id,
        Return.kind == period.kind,
        Return.start == period.period.start,
        Return.official,
    )


def stored(row, source="dispute"):
    """The ids of the records in the list that a return itself keeps."""
    rows = SealedRecord.select(SealedRecord.record).where(
        SealedRecord.sealed_in == row.id, SealedRecord.source == source
    )
    return sorted(id_ for (id_,) in rows.tuples())


def history(unit, month):
    """The acts of all its revisions: (revision, act)."""
    rows = chain.revisions(access.machine(), unit.id, span(month))
    numbers = {row.id: row.revision for row in rows}
    return [(numbers[step.of_id], step.act) for step in chain.steps(rows)]
