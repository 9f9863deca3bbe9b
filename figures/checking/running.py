"""All checks of a unit's month in one go."""

import datetime

from figures.checking import balances, builtin, movements, oddities, own, rules, shares, signals
from figures.checking.books import Books
from figures.checking.findings import HINT, Finding, explained, strongest_first, unanswered
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
    hints: bool = True,
) -> list[Finding]:
    """Every built-in check and those of the bureau's own, for a unit with all below it; strongest first.

    `previous` is the month before (None: nothing to compare with). A period that has not ended is looked at as it
    stands; without `hints` for those alone that keep it back or want a reason. Single records are looked at month by month in the living books: of a quarter or a locked month they were.
    Raises NotVisible for a unit outside the area.
    """
    books = Books(actor, unit_id, period, previous=previous, state=state)
    found = _figures(books, hints)
    if state == LIVE and books.is_month and period.start <= today:
        found += oddities.findings(books)
        found += signals.findings(books) if hints else ()
    return strongest_first([one for one in found if hints or one.strength != HINT])


def _figures(books: Books, hints: bool) -> list[Finding]:
    """What the figures say, all of a stretch asked for in one question."""
    names = Names(everything())
    books.expect(movements.expected())
    books.expect(Formula((Term.one(books.base), Term.one(shares.MEDIATORS))))
    chosen = [rule for rule in builtin.RULES if rule.basis in ("", books.basis)]
    chosen += [*builtin.running(builtin.counted()), *builtin.wholes(), *own.active()]
    found = [
        *rules.compared(chosen, books, names),
        *balances.findings(books),
        *movements.jumps(books),
    ]
    return [*found, *movements.success(books), *shares.findings(books)] if hints else found
