"""How a figure is written on paper and on the screen: 件 as they are, money in 万元, rates with their sign."""

from figures.evaluator import Figure
from figures.indicators import FEN, INDICATORS, Rate
from figures.rates import wan
from vocab import N_

NONE = "—"
PART_NAMES = {"cases": N_("件"), "persons": N_("人"), "written": N_("书面"), "oral": N_("口头")}


def text(figure: Figure) -> str:
    """6068, 29000.00, 99.70%, 12.3, 3件15人; — where there is nothing to work out."""
    if figure.value is None:
        return NONE
    one = INDICATORS[figure.key]
    if isinstance(one, Rate):
        return f"{figure.value}%" if one.unit == "%" else str(figure.value)
    if one.unit == FEN:
        return str(wan(int(figure.value)))
    if "persons" in figure.parts:
        return f"{figure.parts['cases']}件{figure.parts['persons']}人"
    return str(figure.value)


def unit(key: str) -> str:
    """The unit in which text() writes it: 件, 人, 万元, %, 天."""
    one = INDICATORS[key]
    if one.unit == FEN:
        return "万元"
    return "件、人" if not isinstance(one, Rate) and "persons" in one.parts else one.unit


def heading(key: str) -> str:
    """An indicator's name with its unit, as a column is headed."""
    return f"{INDICATORS[key].name}（{unit(key)}）"


def both_counts(figure: Figure) -> str:
    """A rate's two numbers, 6050/6068."""
    return f"{figure.numerator}/{figure.denominator}"
