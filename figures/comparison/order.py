"""Putting in order: places that ties share, numbers printed so that they can be told apart, chance told from difference."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from figures.rates import rounded

_Z_SQUARED = Fraction("1.959963985") ** 2  # of the normal distribution, for 95 %


def places(values: Sequence[Fraction], *, lower_is_better: bool = False) -> list[int]:
    """The place of each value: one more than there are strictly better ones, so that 1, 2, 2, 4 comes of a tie."""
    better = sorted(values, reverse=not lower_is_better)
    first: dict[Fraction, int] = {}
    for place, value in enumerate(better, 1):
        first.setdefault(value, place)
    return [first[value] for value in values]


def printed(values: Iterable[Fraction], decimals: int) -> dict[Fraction, Decimal]:
    """Each value rounded half up to `decimals`; to more where two that differ would look the same.

    A reader who sees two equal numbers on different places takes the order for wrong.
    """
    distinct = set(values)
    return {value: _apart(value, distinct - {value}, decimals) for value in distinct}


def _apart(value: Fraction, others: set[Fraction], decimals: int) -> Decimal:
    near = {other for other in others if abs(other - value) < Fraction(1, 10**decimals)}
    while any(decimal(other, decimals) == decimal(value, decimals) for other in near):
        decimals += 1
    return decimal(value, decimals)


def decimal(value: Fraction, decimals: int) -> Decimal:
    """A fraction, rounded half up."""
    return rounded(Decimal(value.numerator) / value.denominator, decimals)


def by_chance(part: int, whole: int, share: Fraction) -> bool:
    """Whether a share of `part` in `whole` may differ from `share` by chance alone.

    So it is where Wilson's interval at 95 % with the correction for continuity holds the share: E. B. Wilson, Journal
    of the American Statistical Association 22 (1927), 209-212; R. G. Newcombe, Statistics in Medicine 17 (1998),
    857-872, method 4. Without the correction one failure in 13 would stand out where one in 75 is usual. The interval
    holds the shares p with |part/whole - p| - 1/(2 whole) <= z sqrt(p (1 - p) / whole), tried here without rounding.
    """
    gap = abs(Fraction(part, whole) - share) - Fraction(1, 2 * whole)
    return gap <= 0 or gap**2 <= _Z_SQUARED * share * (1 - share) / whole
