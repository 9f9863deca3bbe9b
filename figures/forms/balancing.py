"""Whether a filled table adds up: the balance rules of its definition, and that the rows make the total."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from figures.defining import SUM, Rate
from figures.forms.cells import Cell, Number
from figures.forms.defining import Balance, Column
from figures.forms.filling import Filled, Sheet
from vocab import N_

ROWS = N_("合计＝各行之和（{heading}）")


@dataclass(frozen=True)
class Finding:
    """A rule and the rows in which it does not hold: label, left sum, right sum."""

    words: str
    broken: tuple[tuple[str, Number, Number], ...] = ()

    @property
    def holds(self) -> bool:
        """Whether it holds in every row."""
        return not self.broken


def findings(filled: Filled) -> list[Finding]:
    """Every rule of the table's definition, and of the sums of rows those that do not hold."""
    told = [Finding(rule.words, tuple(_broken(rule, filled))) for rule in filled.form.balances]
    return told + [Finding(words, (found,)) for sheet in filled.sheets for words, found in _rows(sheet)]


def _broken(rule: Balance, filled: Filled) -> Iterator[tuple[str, Number, Number]]:
    """The rows in which a rule does not hold; one that cannot be worked out is passed over."""
    for label, cells in _lines(filled):
        left, right = (_sum(cells, names) for names in (rule.left, rule.right))
        if left is not None and right is not None and not rule.holds(left, right):
            yield label, left, right


def _lines(filled: Filled) -> Iterator[tuple[str, list[tuple[Column, Cell]]]]:
    """Each unit's line through all parts of the table, and the total's."""
    by_row: dict[str, tuple[str, list[tuple[Column, Cell]]]] = {}
    for sheet in filled.sheets:
        for row, cells in sheet.lines:
            _, line = by_row.setdefault(f"{row.by}:{row.part}", (row.label, []))
            line += zip(sheet.columns, cells, strict=True)
    yield from by_row.values()


def _sum(cells: Sequence[tuple[Column, Cell]], names: tuple[str, ...]) -> Number:
    """The sum of the columns that bear one of the names, or that are whole columns of a group of that name."""
    amounts = [
        cell.amount
        for column, cell in cells
        if column.name in names or (column.group in names and not column.of)
    ]
    if any(amount is None for amount in amounts):
        return None
    return sum(amount for amount in amounts if amount is not None)


def _rows(sheet: Sheet) -> Iterator[tuple[str, tuple[str, Number, Number]]]:
    """The columns whose rows do not make the total, though they are counts that add up."""
    whole = [cells for row, cells in sheet.rows if not row.is_child]
    total_row, total = sheet.total
    for place, column in enumerate(sheet.columns):
        if not _adds_up(total[place]):
            continue
        rows = sum(cells[place].amount or 0 for cells in whole)
        if rows != total[place].amount:
            yield ROWS.format(heading="·".join(column.headings)), (total_row.label, total[place].amount, rows)


def _adds_up(cell: Cell) -> bool:
    """Whether the rows of a column make its total: no rate, and nothing that is counted once wherever it stands."""
    one = cell.figure.one if cell.figure else None
    return one is not None and not isinstance(one, Rate) and one.measure == SUM
