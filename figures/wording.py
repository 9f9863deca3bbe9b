"""How a figure is written on paper and on the screen: 件 as they are, money in 万元, rates with their sign."""

import datetime
from decimal import Decimal
from typing import Any

from figures.defining import DISTINCT, FEN, HOURS, Indicator, Part, Rate
from figures.evaluator import Answer, Figure
from figures.indicators import CORE, find, lookup
from figures.rates import rounded, wan
from figures.standing import standing
from vocab import BASES, N_

NONE = "—"
WITH_PREDECESSORS = N_("含并入前单位")
COMPARABLE = N_("按现行口径（现行的类型、选项和单位）归类")


def text(figure: Figure) -> str:
    """6068, 29000.00, 99.70%, 12.3, 3件15人; — where there is nothing to work out."""
    if figure.value is None:
        return NONE
    one = figure.one
    if isinstance(one, Rate):
        mean = f"{figure.value}%" if one.unit == "%" else str(figure.value)
        return f"最少{figure.least}，平均{mean}" if one.least else mean
    if not is_several(one):
        return number(figure.value, one.unit)
    said = [_part(part, figure.parts[name]) for name, part in one.parts.items()]
    return ("，" if any(part.name for part in one.parts.values()) else "").join(said)


def _part(part: Part, value: int) -> str:
    return f"{part.name}{number(value, part.unit)}{part.unit}"


def is_several(one: Indicator | Rate) -> bool:
    """Whether an indicator is several numbers side by side rather than one."""
    return isinstance(one, Indicator) and len(one.parts) > 1 and not one.added


def is_summed(one: Indicator, part: Part) -> bool:
    """Whether a part adds up a column, rather than counting records."""
    return part.column is not None and one.measure != DISTINCT


def number(value: int | Decimal, unit: str) -> str:
    """A number in the unit in which it is written: fen as 万元, minutes as hours."""
    if unit == FEN:
        return str(wan(int(value)))
    return str(rounded(Decimal(value) / 60, 1)) if unit == HOURS else str(value)


def unit(key: str) -> str:
    """The unit in which text() writes the figure of a key."""
    return unit_of(find(key))


def unit_of(one: Indicator | Rate) -> str:
    """The unit in which text() writes it: 件, 人, 万元, %, 天; of several numbers all their units."""
    if one.unit == FEN:
        return N_("万元")
    if isinstance(one, Rate) or not is_several(one):
        return one.unit
    return "、".join(dict.fromkeys(part.unit or one.unit for part in one.parts.values()))


def heading(one: Indicator | Rate) -> str:
    """An indicator's name with its unit, as a column is headed."""
    return f"{one.name}（{unit_of(one)}）"


def both_counts(figure: Figure) -> str:
    """A rate's two numbers, 6050/6068."""
    return f"{figure.numerator}/{figure.denominator}"


def as_json(answer: Answer, today: datetime.date | None = None) -> dict[str, Any]:
    """An answer as the command line prints it; rows in which nothing was counted are left out.

    Live figures are cut off `today`, where it is given, or at the period's end.
    """
    question = answer.question
    found: dict[str, Any] = {
        "unit": answer.frame.unit.name,
        "from": question.period.start.isoformat(),
        "to": question.period.last.isoformat(),
        "basis": question.basis,
        **standing(question, answer.frame, today).as_json(),
        "figures": {key: figure.as_json() for key, figure in answer.total.items()},
    }
    if answer.frame.shows_merged:
        found["predecessors"] = answer.frame.merged_names
    if question.comparable:
        found["comparable"] = True
    if question.by:
        found["by"] = question.by[0]
        found["rows"] = [
            {"by": line.label, **{key: figure.as_json() for key, figure in line.items()}}
            for line in answer.rows()
            if not line.is_nil
        ]
    return found


def as_text(answer: Answer, today: datetime.date | None = None) -> str:
    """An answer as a readable table: indicators down the side, or rows with the core figures."""
    question = answer.question
    head = f"{answer.frame.unit.name}　{question.period.label}　{BASES[question.basis]}"
    head += f"　{standing(question, answer.frame, today).words}"
    if answer.frame.shows_merged:
        head += f"　{WITH_PREDECESSORS}"
    if question.comparable:
        head += f"　{COMPARABLE}"
    if not question.by:
        lines = [[heading(one.one), text(one), _rate_counts(one)] for one in answer.total.values()]
        return "\n".join([head, *map("\t".join, lines)])
    keys = [key for key in question.keys if key in CORE] or list(question.keys)
    table = [["", *(heading(one) for one in lookup(keys).values())]]
    table += [[line.label, *(text(line[key]) for key in keys)] for line in (*answer.rows(), answer.total)]
    return "\n".join([head, *map("\t".join, table)])


def _rate_counts(figure: Figure) -> str:
    return "" if figure.denominator is None else both_counts(figure)
