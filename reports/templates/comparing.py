"""A new year's template beside last year's, cell by cell: what stayed, moved, was renamed, is new, is gone.

A cell is the same when the same headings stand about it, wherever it now lies; the years in headings count as this year,
last year … What a cell meant goes with it. A renamed heading may mean something else, so it is only proposed.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from figures.templates.keeping import Cell
from figures.templates.meaning import Meaning
from figures.templates.phrases import plain
from figures.templates.proposing import Heading
from reports.templates import headings
from reports.templates.filling import Sheets
from reports.templates.grids import FORMULA, Grid
from vocab import N_

KEPT, MOVED, RENAMED, ADDED, REMOVED, RECKONED = "kept", "moved", "renamed", "added", "removed", "reckoned"
KINDS = {
    KEPT: N_("不变"),
    MOVED: N_("移位"),
    RENAMED: N_("改名"),
    ADDED: N_("新增"),
    REMOVED: N_("删去"),
    RECKONED: N_("改为公式"),
}
HALF = 0.5  # of a sheet's cells must be in another for the two to be one
LIKE = 0.55  # how alike two headings must be to be one that was renamed
STAYED = 0.15  # how much less alike where the cell stayed in its place
_YEAR = re.compile(r"(\d{4})(?=年)")

Identity = tuple[tuple[str, ...], tuple[str, ...], str, int]


@dataclass(frozen=True)
class Change:
    """What became of a cell; `meaning` is what it meant last year."""

    kind: str
    old: Cell | None
    new: Cell | None
    old_heading: Heading
    new_heading: Heading
    meaning: Meaning | None = None


@dataclass(frozen=True)
class Group:
    """Changes of one kind under one heading."""

    kind: str
    sheet: str
    old: str
    new: str
    changes: list[Change]


class _Side:
    """A template of one year, its cells known by their headings."""

    def __init__(self, sheets: Sheets, year: int) -> None:
        self.sheets = sheets
        self.year = year

    @cached_property
    def cells(self) -> dict[str, dict[Identity, tuple[Cell, Heading]]]:
        """Sheet → identity → the cell and what stands about it; formulas too, so that it shows what became one."""
        found: dict[str, dict[Identity, tuple[Cell, Heading]]] = {}
        for name, grid in self.sheets.grids.items():
            own = found[name] = {}
            times: Counter[tuple[tuple[str, ...], tuple[str, ...], str]] = Counter()
            for cell, heading in self._about(grid):
                known = self._known(heading)
                times[known] += 1
                own[*known, times[known]] = (cell, heading)
        return found

    def _about(self, grid: Grid) -> Iterator[tuple[Cell, Heading]]:
        for _, spots in grid.rows():
            for spot in spots:
                cell = grid.name, spot.name
                if cell in self.sheets.waiting or cell in self.sheets.mapped:
                    yield cell, self.sheets.heading(cell)
                elif spot.kind == FORMULA:
                    yield cell, headings.of(grid, spot.place)

    def _known(self, heading: Heading) -> tuple[tuple[str, ...], tuple[str, ...], str]:
        return self.told(heading.before), self.told(heading.above), self.words(heading.section)

    def told(self, texts: Iterable[str]) -> tuple[str, ...]:
        """Headings in the form in which two years are compared."""
        return tuple(map(self.words, texts))

    def words(self, text: str) -> str:
        """A heading with its years told from this template's own."""
        return plain(_YEAR.sub(lambda match: f"Y{int(match[1]) - self.year:+}", text))

    def is_formula(self, cell: Cell) -> bool:
        """Whether the template works a cell out itself."""
        return cell not in self.sheets.waiting and cell not in self.sheets.mapped


class Comparison:
    """Two years of a template."""

    def __init__(self, old: Sheets, old_year: int, new: Sheets, new_year: int) -> None:
        self.old = _Side(old, old_year)
        self.new = _Side(new, new_year)

    @cached_property
    def changes(self) -> list[Change]:
        """Every cell of both years once, those gone or new among them."""
        found: list[Change] = []
        pairs = self.pairs
        for old_sheet, old_cells in self.old.cells.items():
            new_cells = self.new.cells.get(pairs.get(old_sheet, ""), {})
            found += self._of_sheet(old_cells, new_cells)
        for sheet, cells in self.new.cells.items():
            if sheet not in pairs.values():
                found += self._added(cells.values())
        return [change for change in found if not self._is_dull(change)]

    @cached_property
    def carried(self) -> dict[Cell, Meaning]:
        """What goes over by itself: new cell → what the same cell meant last year."""
        return {
            change.new: change.meaning
            for change in self.changes
            if change.kind in (KEPT, MOVED) and change.meaning and change.new
        }

    @property
    def renamed(self) -> dict[Cell, Meaning]:
        """What may go over when somebody confirms it: the heading was renamed."""
        return {
            change.new: change.meaning
            for change in self.changes
            if change.kind == RENAMED and change.meaning and change.new
        }

    @property
    def left(self) -> list[Change]:
        """What meant something last year and has no place now."""
        return [change for change in self.changes if change.meaning and change.kind in (REMOVED, RECKONED)]

    @cached_property
    def back(self) -> dict[Cell, Cell]:
        """New cell → last year's."""
        return {change.new: change.old for change in self.changes if change.new and change.old}

    def groups(self, kind: str) -> list[Group]:
        """The changes of a kind under common headings: by column or by row, whichever says it in fewer lines."""
        of_kind = [change for change in self.changes if change.kind == kind]
        by_column = self._grouped(of_kind, "above")
        by_row = self._grouped(of_kind, "before")
        return by_row if 0 < len(by_row) < len(by_column) else by_column

    @staticmethod
    def _grouped(changes: list[Change], axis: str) -> list[Group]:
        found: dict[tuple[str, str, str], list[Change]] = defaultdict(list)
        for change in changes:
            cell = change.new or change.old or ("", "")
            old, new = (" / ".join(getattr(one, axis)) for one in (change.old_heading, change.new_heading))
            found[cell[0], old, new].append(change)
        return [Group(ones[0].kind, *key, ones) for key, ones in found.items()]

    # ------------------------------------------------------------ sheets

    @cached_property
    def pairs(self) -> dict[str, str]:
        """Last year's sheet → this year's: of the same name, else of the name with the years changed, else the most alike."""
        old, new = list(self.old.cells), list(self.new.cells)
        found = {name: name for name in old if name in new}
        named = {self.new.words(name): name for name in new if name not in found.values()}
        for name in old:
            other = named.get(self.old.words(name))
            if name not in found and other and other not in found.values():
                found[name] = other
        for name in old:
            rest = [one for one in new if one not in found.values()]
            shares = {one: self._common(name, one) for one in rest if name not in found}
            best = max(shares, key=lambda one: shares[one], default="")
            if best and shares[best] >= HALF:
                found[name] = best
        return found

    def _common(self, old: str, new: str) -> float:
        """The share of last year's cells that are in a sheet of this year."""
        ours, theirs = self.old.cells[old].keys(), self.new.cells[new].keys()
        return len(ours & theirs) / len(ours) if ours else 0.0

    # ------------------------------------------------------------ cells

    def _of_sheet(
        self,
        old: dict[Identity, tuple[Cell, Heading]],
        new: dict[Identity, tuple[Cell, Heading]],
    ) -> Iterator[Change]:
        for identity in (one for one in old if one in new):
            yield self._same(*old[identity], *new[identity])
        gone = {identity: old[identity] for identity in old if identity not in new}
        rest = {identity: new[identity] for identity in new if identity not in old}
        for identity, (cell, heading) in gone.items():
            found = self._renamed(identity, cell, rest)
            meaning = self._meaning(cell)
            if found is None:
                yield Change(REMOVED, cell, None, heading, Heading(), meaning)
            else:
                other, new_heading = rest.pop(found)
                kind = RECKONED if self.new.is_formula(other) and meaning else RENAMED
                yield Change(kind, cell, other, heading, new_heading, meaning)
        yield from self._added(rest.values())

    def _same(self, old: Cell, old_heading: Heading, new: Cell, new_heading: Heading) -> Change:
        meaning = self._meaning(old)
        if meaning and self.new.is_formula(new):
            return Change(RECKONED, old, new, old_heading, new_heading, meaning)
        return Change(KEPT if old[1] == new[1] else MOVED, old, new, old_heading, new_heading, meaning)

    def _renamed(
        self, identity: Identity, cell: Cell, rest: dict[Identity, tuple[Cell, Heading]]
    ) -> Identity | None:
        """The cell of this year with the same row and a similar column, or the other way round; the most alike.

        Of one that lies where it lay the headings may be less alike: 调解成功, 成功调解数.
        """
        before, above, section, _ = identity
        alike: list[tuple[float, Identity]] = []
        for other, (new, _) in rest.items():
            if other[2] != section:
                continue
            stayed = STAYED if new[1] == cell[1] else 0
            if other[0] == before and before:
                alike.append((_alike(above, other[1]) + stayed, other))
            elif other[1] == above and above:
                alike.append((_alike(before, other[0]) + stayed, other))
        best = max(alike, default=(0.0, None))
        return best[1] if best[0] >= LIKE else None

    def _added(self, cells: Iterable[tuple[Cell, Heading]]) -> Iterator[Change]:
        for cell, heading in cells:
            yield Change(ADDED, None, cell, Heading(), heading)

    def _meaning(self, cell: Cell) -> Meaning | None:
        one = self.old.sheets.mapped.get(cell)
        return one.meaning if one else None

    def _is_dull(self, change: Change) -> bool:
        """A formula that stayed, came or went is the template's own affair."""
        sides = ((self.old, change.old), (self.new, change.new))
        return change.meaning is None and all(cell is None or side.is_formula(cell) for side, cell in sides)


def _alike(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    return SequenceMatcher(None, "".join(one), "".join(other)).ratio()
