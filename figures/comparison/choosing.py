"""What can be compared: which indicators, and by what they can be broken down."""

from collections.abc import Iterable

from figures.defining import SUM, Indicator, Rate
from figures.indicators import breakdowns, counted, everything, find

# What a leader asks after first, of every register.
USUAL = (
    "dispute.accepted", "dispute.concluded", "dispute.succeeded", "dispute.success_rate", "dispute.pending",
    "dispute.amount", "dispute.average_days", "dispute.confirmed", "screening.rounds", "screening.found",
    "screening.resolved_rate", "organisation.committees", "mediator.people", "aid.all", "aid.concluded_rate",
    "aid.recovered", "aid.consultations", "adviser.coverage", "adviser.visits", "understander.people",
    "publicity.events", "publicity.audience", "review.received", "litigation.head_appearance_rate",
)  # fmt: skip
UNIT, MONTH, TYPE = "unit", "month", "type15"


def comparable() -> dict[str, Indicator | Rate]:
    """Every printed indicator that says something by itself."""
    return {
        key: one
        for key, one in everything().items()
        if one.printed and not (isinstance(one, Rate) and one.whole)
    }


def ways(key: str) -> dict[str, str]:
    """Breakdown → its name: by what an indicator can be broken down in a comparison."""
    one = find(key)
    behind = _behind(one)
    found = {}
    for by in _wanted(one):
        own = [each.source.breakdowns[by] for each in behind if by in each.source.breakdowns]
        if by != MONTH and len(own) == len(behind) and len({way.rows_of for way in own}) == 1:
            found[by] = own[0].name
    return found


def parted(key: str) -> dict[str, str]:
    """Those of ways() whose rows make up the whole, each record in one of them; none of a rate,
    nor of what counts each person once.
    """
    one = find(key)
    if isinstance(one, Rate) or one.measure != SUM:
        return {}
    return {
        by: name for by, name in ways(key).items() if by != UNIT and not _loose(one.source.breakdowns[by])
    }


def _loose(way: object) -> bool:
    return bool(getattr(way, "overlapping", False) or getattr(way, "partial", False))


def _behind(one: Indicator | Rate) -> list[Indicator]:
    if isinstance(one, Indicator):
        return [one]
    return [counted(key) for key in (*one.numerator.values(), *one.denominator.values())]


def _wanted(one: Indicator | Rate) -> Iterable[str]:
    """The breakdowns of the catalogue; a table by the 18 types can also be read by the 15 they fold to."""
    for by in breakdowns(one):
        if by == "type":
            yield TYPE
        yield by


def holds_at_a_day(one: Indicator | Rate) -> bool:
    """Whether an indicator (of a rate what it is made of) is what there is on the last day, so that no year adds up."""
    own = counted(one.numerator["concluded"]) if isinstance(one, Rate) else one
    return own.source.dated(own.dated, "concluded").is_stock
