"""A template filled: the mapped cells and nothing else, by openpyxl; what is lost in that is told before (losses.py).

Only numbers are written, so no text can become a formula; the formulas of the template stay and are reckoned anew when
the file is opened.
"""

import io
import warnings
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from openpyxl.workbook.properties import CalcProperties

from figures.defining import Rate
from figures.indicators import everything
from figures.templates import keeping
from figures.templates.keeping import Cell, Mapped
from figures.templates.meaning import CHILD, TOTAL, Meaning, words
from figures.templates.proposing import Heading, Proposal, Proposer
from figures.templates.stretches import When
from figures.templates.working import Worked, Workings
from office.access import Actor
from office.errors import Rejected
from reports.templates import formulas, grids, headings, opening
from reports.templates.grids import FORMULA, Grid, name_of, place_of
from vocab import LIVE, N_


@dataclass(frozen=True)
class Line:
    """A mapped cell with what is put there."""

    mapped: Mapped
    heading: str
    words: str
    worked: Worked


@dataclass(frozen=True)
class Disagreement:
    """A sum of the template that comes to something else than the figure it stands for."""

    sheet: str
    cell: str
    heading: str
    theirs: Decimal
    ours: Decimal
    words: str


@dataclass
class Checked:
    """What is to be looked at after a fill."""

    filled: list[Line] = field(default_factory=list)
    empty: list[Line] = field(
        default_factory=list
    )  # mapped, but there is no number: the reason stands with each
    unmapped: list[tuple[str, str, str]] = field(default_factory=list)  # 未对应: sheet, cell, heading
    formulas: int = 0
    unjudged: int = 0  # formulas that are not worked out here
    disagreements: list[Disagreement] = field(default_factory=list)


class Sheets:
    """A template's file with its map: what stands in its cells, what they mean, what they might mean."""

    def __init__(self, content: bytes, mapped: Mapping[Cell, Mapped]) -> None:
        self.content = content
        self.mapped = mapped

    @cached_property
    def grids(self) -> dict[str, Grid]:
        """The sheets by name."""
        return grids.read(self.content)

    @cached_property
    def waiting(self) -> dict[Cell, tuple[Heading, str]]:
        """The cells that wait for a number, with their headings and number formats, on the sheets that are shown."""
        return {
            (grid.name, spot.name): (heading, spot.number_format)
            for grid in self.grids.values()
            if not grid.is_hidden
            for spot, heading in headings.candidates(grid)
        }

    def heading(self, cell: Cell) -> Heading:
        """What stands about a cell."""
        return headings.of(self.grids[cell[0]], place_of(cell[1]))

    def proposals(self, proposer: Proposer) -> dict[Cell, Proposal]:
        """What the cells that mean nothing yet probably mean."""
        found = {}
        for cell, (heading, number_format) in self.waiting.items():
            if cell not in self.mapped and (proposal := proposer.propose(heading, number_format)):
                found[cell] = proposal
        return found

    def fillable(self, sheet: str, cell: str) -> Cell:
        """The cell that a form names, a merged one by where it begins. Rejected when it cannot take a number."""
        grid = self.grids.get(sheet)
        if grid is None:
            raise Rejected("cell", N_("模板里没有工作表“{sheet}”。"), sheet=sheet[:120])
        spot = grid.at(place_of(cell))
        if spot.kind == FORMULA:
            raise Rejected(
                "cell",
                N_("{cell} 是公式，由模板自己计算，不能对应。请对应公式所引用的单元格。"),
                cell=spot.name,
            )
        return sheet, spot.name


class Filling:
    """A template as it is filled for a unit and period. Raises NotVisible, NotAllowed, Rejected."""

    def __init__(
        self, actor: Actor, template_id: int, unit_id: int, when: When, basis: str, state: str = LIVE
    ) -> None:
        self.actor = actor
        self.row = keeping.get(actor, template_id)
        self.when = when
        self.basis = basis
        self.state = state
        self.sheets = Sheets(keeping.content(actor, template_id), keeping.mapped(template_id))
        self.workings = Workings(actor, unit_id, when, basis, state)
        self.missing = self.workings.missing  # Rejected where nothing at all is locked

    @property
    def unit(self) -> Any:
        """The unit, under its name of the time."""
        return self.workings.frame.unit

    @cached_property
    def worked(self) -> dict[Cell, Worked]:
        """Mapped cell → its number."""
        of = {cell: one.meaning for cell, one in self.sheets.mapped.items()}
        found = self.workings.of(of.values())
        return {cell: self._possible(cell, found[meaning]) for cell, meaning in of.items()}

    def _possible(self, cell: Cell, worked: Worked) -> Worked:
        """A number that has no place in this file is none."""
        try:
            self.sheets.fillable(*cell)
        except Rejected as refused:
            return Worked(None, str(refused))
        return worked

    @cached_property
    def numbers(self) -> dict[Cell, Decimal | int | None]:
        """What is written: mapped cell → number, None for what stays empty."""
        return {cell: one.number for cell, one in self.worked.items()}

    def write(self) -> bytes:
        """The filled workbook; kept in mind and logged."""
        made = written(self.sheets, self.numbers)
        keeping.note_fill(
            self.actor,
            self.row,
            self.unit.id,
            year=self.when.year.year,
            month=self.when.month,
            state=self.state,
            basis=self.basis,
            numbers=self.numbers,
        )
        return made

    @property
    def file_name(self) -> str:
        """青山县2026年人民调解情况统计表.xlsx."""
        return f"{self.unit.name}{self.when.label}{self.row.name}.xlsx"

    # ------------------------------------------------------------ 核对

    @cached_property
    def checked(self) -> Checked:
        """What was filled, what not and why, and the sums that disagree."""
        checked = Checked()
        for cell, one in self.sheets.mapped.items():
            line = Line(one, self._heading(cell), words(one.meaning, self.workings.frame), self.worked[cell])
            (checked.empty if line.worked.number is None else checked.filled).append(line)
        proposer = Proposer(self.workings.frame, self.row.year, self.basis)
        checked.unmapped = [
            (*cell, heading.words)
            for cell, (heading, _) in self.sheets.waiting.items()
            if cell not in self.sheets.mapped and proposer.knows(heading)
        ]
        self._check_formulas(checked, proposer)
        self._check_totals(checked)
        return checked

    def _heading(self, cell: Cell) -> str:
        return self.sheets.heading(cell).words if cell[0] in self.sheets.grids else ""

    def _check_formulas(self, checked: Checked, proposer: Proposer) -> None:
        """Formulas whose headings leave no doubt what they stand for, against the figure itself."""
        stated: dict[Cell, Meaning] = {}
        for grid in self.sheets.grids.values():
            for _, spots in grid.rows():
                for spot in (spot for spot in spots if spot.kind == FORMULA):
                    checked.formulas += 1
                    proposal = proposer.propose(headings.of(grid, spot.place), spot.number_format)
                    if proposal and proposal.sure and not self.when.needs_month(proposal.meaning.stretch):
                        stated[grid.name, spot.name] = proposal.meaning
        worked = self.workings.of(stated.values())
        filled = {cell: None if n is None else Decimal(n) for cell, n in self.numbers.items()}
        waiting = {(sheet, cell) for sheet, cell, _ in checked.unmapped}
        reckoned = formulas.Sheets(self.sheets.grids, filled, waiting)
        checked.unjudged = checked.formulas - len(stated)
        for cell, meaning in stated.items():
            try:
                theirs = reckoned.value(*cell)
            except formulas.Unjudged:
                checked.unjudged += 1
                continue
            self._compare(checked, cell, meaning, theirs, worked[meaning].number)

    def _check_totals(self, checked: Checked) -> None:
        """A mapped total against the mapped units beside it, of the same figure, stretch and form."""
        for cell, one in self.sheets.mapped.items():
            parts = self._parts.get((cell[0], one.meaning))
            if parts and not isinstance(everything().get(one.meaning.key), Rate):
                self._compare(checked, cell, one.meaning, sum(parts, Decimal(0)), self.numbers[cell])

    @cached_property
    def _parts(self) -> dict[tuple[str, Meaning], list[Decimal]]:
        """Sheet and meaning of a whole → the numbers of the mapped units it is made of there, where there are any."""
        found: dict[tuple[str, Meaning], list[Decimal]] = defaultdict(list)
        for cell, one in self.sheets.mapped.items():
            number = self.numbers[cell]
            if one.meaning.whose != TOTAL and number is not None:
                found[cell[0], _whole(one.meaning)].append(Decimal(number))
        children = {
            (cell[0], _whole(one.meaning))
            for cell, one in self.sheets.mapped.items()
            if one.meaning.whose == CHILD
        }
        return {whole: numbers for whole, numbers in found.items() if whole in children}

    def _compare(
        self, checked: Checked, cell: Cell, meaning: Meaning, theirs: Decimal, ours: Decimal | int | None
    ) -> None:
        """Each of the numbers that were added may have been rounded."""
        allowed = Decimal("0.005") * max(1, len(self._parts.get((cell[0], _whole(meaning)), ())))
        if ours is not None and abs(theirs - ours) > allowed:
            told = words(meaning, self.workings.frame)
            found = Disagreement(*cell, self._heading(cell), theirs.normalize() + 0, Decimal(ours), told)
            checked.disagreements.append(found)


def _whole(meaning: Meaning) -> Meaning:
    """The same of the whole."""
    return Meaning(
        meaning.key, meaning.part, meaning.by, meaning.row, TOTAL, "", meaning.stretch, meaning.form
    )


def written(sheets: Sheets, numbers: Mapping[Cell, Decimal | int | None]) -> bytes:
    """The template with the numbers in its cells; None empties a cell. A cell that is a formula is left alone."""
    book = opening.load(sheets.content)
    for (sheet, cell), number in numbers.items():
        grid = sheets.grids.get(sheet)
        if grid is None or grid.at(place_of(cell)).kind == FORMULA:
            continue
        book[sheet][name_of(grid.at(place_of(cell)).place)].value = number
    book.calculation = book.calculation or CalcProperties()
    book.calculation.fullCalcOnLoad = True
    target = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book.save(target)
    return target.getvalue()
