"""How a figure is written on paper and on the screen: 件 as they are, money in 万元, rates with their sign."""

from typing import Any

from figures.evaluator import Answer, Figure
from figures.indicators import CORE, FEN, INDICATORS, Rate
from figures.rates import wan
from vocab import BASES, N_

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


def as_json(answer: Answer) -> dict[str, Any]:
    """An answer as the command line prints it; rows in which nothing was counted are left out."""
    question = answer.question
    found: dict[str, Any] = {
        "unit": answer.frame.unit.name,
        "from": question.period.start.isoformat(),
        "to": question.period.last.isoformat(),
        "basis": question.basis,
        "figures": {key: figure.as_json() for key, figure in answer.total.items()},
    }
    if question.by:
        found["by"] = question.by[0]
        found["rows"] = [
            {"by": line.label, **{key: figure.as_json() for key, figure in line.items()}}
            for line in answer.rows()
            if not line.is_nil
        ]
    return found


def as_text(answer: Answer) -> str:
    """An answer as a readable table: indicators down the side, or rows with the core figures."""
    question = answer.question
    head = f"{answer.frame.unit.name}　{question.period.label}　{BASES[question.basis]}"
    if not question.by:
        lines = [[heading(key), text(figure), _rate_counts(figure)] for key, figure in answer.total.items()]
        return "\n".join([head, *map("\t".join, lines)])
    keys = [key for key in question.keys if key in CORE] or list(question.keys)
    table = [["", *map(heading, keys)]]
    table += [[line.label, *(text(line[key]) for key in keys)] for line in (*answer.rows(), answer.total)]
    return "\n".join([head, *map("\t".join, table)])


def _rate_counts(figure: Figure) -> str:
    return "" if figure.denominator is None else both_counts(figure)
