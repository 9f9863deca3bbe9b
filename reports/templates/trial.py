"""A new year's template tried on last year: filled with last year's locked figures, beside what was filled in then."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from figures.templates import keeping
from figures.templates.keeping import Cell
from figures.templates.stretches import When
from office.access import Actor
from reports.templates.comparing import Comparison
from reports.templates.filling import Filling
from vocab import OFFICIAL


@dataclass(frozen=True)
class Tried:
    """A cell of this year's file: the figure as locked last year, and what last year's file was filled with."""

    cell: Cell
    heading: str
    words: str
    number: Decimal | int | None
    old_cell: Cell | None
    then: Decimal | None
    known: bool  # whether it is known what was filled in then
    why: str = ""  # there is no number

    @property
    def differs(self) -> bool:
        """Whether the two are known and not the same."""
        return self.known and self.number is not None and self.number != self.then


class Trial:
    """The trial of a template that continues `previous`. Raises NotVisible, NotAllowed, Rejected."""

    def __init__(
        self, actor: Actor, template_id: int, previous: Any, compared: Comparison, unit_id: int, basis: str,
        month: int | None, year_end: str,
    ) -> None:  # fmt: skip
        self.when = When(previous.year, month, year_end)
        self.filling = Filling(actor, template_id, unit_id, self.when, basis, OFFICIAL)
        self.compared = compared
        self.fill = keeping.last_fill(previous.id, unit_id, previous.year, month)

    def lines(self) -> Iterator[Tried]:
        """Every cell with a meaning, in the order of the map."""
        then = keeping.filled_with(self.fill) if self.fill else {}
        checked = self.filling.checked
        for line in (*checked.filled, *checked.empty):
            cell = line.mapped.sheet, line.mapped.cell
            old = self.compared.back.get(cell)
            key = keeping.key_of(old) if old else ""
            yield Tried(
                cell,
                line.heading,
                line.words,
                line.worked.number,
                old,
                then.get(key),
                key in then,
                line.worked.why,
            )
