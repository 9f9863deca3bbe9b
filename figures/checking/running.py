"""All checks of a unit's month in one go."""

import datetime

from figures.checking import balances, builtin, movements, oddities, own, rules, shares, signals
from figures.checking.books import Books
from figures.checking.findings import Finding, explained, strongest_first, unanswered
from figures.checking.formulas import Formula, Names, Term
from figures.indicators import everything
from figures.periods import Period
from office.access import Actor
from office.reasons import real_reason
from vocab import LIVE

__all__ = ["Finding", "explained", "real_reason", "run", "unanswered"]


def run(
    actor: Actor,
    unit_id: int,
    period: Period,
    *,
    today: datetime.date,
    previous: Period | None,
    state: str = LIVE,
) -> list[Finding]:
    """Every built-in check and those of the bureau's own, for a unit with all below it; strongest first.

    `previous` is the month before (None: nothing to compare with). A period that has not ended is looked at as it
    stands. Single records are looked at month by month in the living books: of a quarter or a locked month they were.
    Raises NotVisible for a unit outside the area.
    """
    books = Books(actor, unit_id, period, previous=previous, state=state)
    found = _figures(books)
    if state == LIVE and books.is_month and period.start <= today:
        found += [*oddities.findings(books), *signals.findings(books)]
    return strongest_first(found)


def _figures(books: Books) -> list[Finding]:
    """What the figures say, all of a stretch asked for in one question."""
    names = Names(everything())
    books.expect(movements.expected())
    books.expect(Formula((Term.one(books.base), Term.one(shares.MEDIATORS))))
    chosen = [rule for rule in builtin.RULES if rule.basis in ("", books.basis)]
    chosen += [*builtin.running(builtin.counted()), *builtin.wholes(), *own.active()]
    return [
        *rules.compared(chosen, books, names),
        *balances.findings(books),
        *movements.jumps(books),
        *movements.success(books),
        *shares.findings(books),
    ]
