"""The numbers of a table as they are printed: fen as 万元, minutes as hours, rates with their sign, — for what is not known."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from figures import wording
from figures.answers import Figure
from figures.defining import FEN, HOURS, Indicator, Rate
from figures.forms.defining import Column
from figures.rates import ratio, rounded, wan
from vocab import N_

Number = int | Decimal | None


@dataclass(frozen=True)
class Cell:
    """A number of a table. `amount` is as it was counted (fen, minutes), `value` as it is printed, `text` its writing.

    None and — where there is nothing to work out.
    """

    amount: Number
    value: Number
    text: str
    figure: Figure | None = None


NOTHING = Cell(None, None, wording.NONE)


def printed_unit(one: Indicator | Rate, slot: str) -> str:
    """The unit in which a column of an indicator (or one of its several numbers) is printed."""
    if isinstance(one, Rate):
        return one.unit
    unit = (one.parts[slot].unit if slot else "") or one.unit
    return N_("万元") if unit == FEN else unit


def cell_of(figure: Figure, column: Column) -> Cell:
    """A figure as a cell of a column."""
    one = figure.one
    if figure.value is None:
        return NOTHING
    if isinstance(one, Rate):
        return _rate(figure, one, column)
    amount = figure.parts[column.slot] if column.slot else figure.value
    unit = (one.parts[column.slot].unit if column.slot else "") or one.unit
    value = _printed(amount, unit)
    return Cell(amount, value, str(value), figure)


def _rate(figure: Figure, one: Rate, column: Column) -> Cell:
    if column.slot == "minimum":
        return Cell(
            figure.least, figure.least, wording.NONE if figure.least is None else str(figure.least), figure
        )
    value = figure.value
    if column.places is not None:
        value = ratio(figure.numerator or 0, figure.denominator or 0, column.places, one.scale)
    return Cell(value, value, f"{value}%" if one.unit == "%" else str(value), figure)


def _printed(amount: Number, unit: str) -> Number:
    if amount is None or unit not in (FEN, HOURS):
        return amount
    return wan(int(amount)) if unit == FEN else rounded(Decimal(amount) / 60, 1)


def summed(cells: Sequence[Cell]) -> Cell:
    """Several rows of a breakdown as one number; only counts are added, so the sum is written as it is."""
    amounts = [cell.amount for cell in cells]
    if any(amount is None for amount in amounts):
        return NOTHING
    total = sum(amount for amount in amounts if amount is not None)
    return Cell(total, total, str(total), cells[0].figure)
