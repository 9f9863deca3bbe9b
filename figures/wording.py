"""How a figure is written on paper and on the screen: 件 as they are, money in 万元, rates with their sign."""

from decimal import Decimal
from typing import Any

from figures.defining import HOURS
from figures.evaluator import Answer, Figure
from figures.indicators import CORE, FEN, Rate, find
from figures.rates import rounded, wan
from vocab import BASES, N_

NONE = "—"


def text(figure: Figure) -> str:
    """6068, 29000.00, 99.70%, 12.3, 3件15人; — where there is nothing to work out."""
    if figure.value is None:
        return NONE
    one = figure.one
    if isinstance(one, Rate):
        mean = f"{figure.value}%" if one.unit == "%" else str(figure.value)
        return f"最少{figure.least}，平均{mean}" if one.least else mean
    if len(figure.parts) > 1 and not one.added:
        said = [
            _part(one.parts[name].name, value, one.parts[name].unit) for name, value in figure.parts.items()
        ]
        return ("，" if any(part.name for part in one.parts.values()) else "").join(said)
    return number(figure.value, one.unit)


def number(value: int | Decimal, unit: str) -> str:
    """A number in the unit in which it is written: fen as 万元, minutes as hours."""
    if unit == FEN:
        return str(wan(int(value)))
    return str(rounded(Decimal(value) / 60, 1)) if unit == HOURS else str(value)


def _part(name: str, value: int, unit: str) -> str:
    return f"{name}{number(value, unit)}{unit}"


def unit(key: str) -> str:
    """The unit in which text() writes it: 件, 人, 万元, %, 天; of several numbers all their units."""
    one = find(key)
    if one.unit == FEN:
        return N_("万元")
    if isinstance(one, Rate) or one.added or len(one.parts) == 1:
        return one.unit
    return "、".join(dict.fromkeys(part.unit or one.unit for part in one.parts.values()))


def heading(key: str) -> str:
    """An indicator's name with its unit, as a column is headed."""
    return f"{find(key).name}（{unit(key)}）"


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
