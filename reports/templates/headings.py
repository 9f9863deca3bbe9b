"""What stands about a cell of a sheet: the headings above it level by level, those before it, section, title, unit.

A merged heading holds for everything under or beside it; a text over most of the sheet is a title or a section, no heading.
"""

from collections.abc import Iterator

from figures.templates.phrases import measure_of
from figures.templates.proposing import Heading
from reports.templates.grids import EMPTY, NUMBER, TEXT, Grid, Place, Spot

_WIDE = 0.6  # of the sheet's columns
_LEAST_WIDE = 3


def of(grid: Grid, place: Place) -> Heading:
    """The headings of a cell."""
    spot = grid.at(place)
    above, section = _above(grid, spot)
    return Heading(above, _before(grid, spot), section, title(grid), _beside(grid, spot))


def candidates(grid: Grid) -> Iterator[tuple[Spot, Heading]]:
    """The cells that wait for a number (empty ones and numbers under or beside headings), with their headings."""
    for _, spots in grid.rows():
        for spot in spots:
            if spot.kind in (EMPTY, NUMBER):
                heading = of(grid, spot.place)
                if _waits(grid, spot, heading):
                    yield spot, heading


def _waits(grid: Grid, spot: Spot, heading: Heading) -> bool:
    """Whether a number belongs here: headings on both sides, or the one heading right beside it."""
    if heading.above and heading.before:
        return True
    if heading.before:
        return spot.column > 1 and grid.at((spot.row, spot.column - 1)).kind == TEXT
    return bool(heading.above) and grid.at((spot.row - 1, spot.column)).kind == TEXT


def title(grid: Grid) -> str:
    """The text above everything: 2024年人民调解案件情况统计表."""
    if "title" not in grid.kept:
        grid.kept["title"] = _title(grid)
    return grid.kept["title"]


def _title(grid: Grid) -> str:
    for _, spots in grid.rows():
        texts = [spot for spot in spots if spot.kind == TEXT]
        if texts:
            return texts[0].text if len(texts) == 1 or is_wide(grid, texts[0]) else ""
    return ""


def is_wide(grid: Grid, spot: Spot) -> bool:
    """Whether a merged text lies over most of the sheet."""
    return spot.columns >= max(_LEAST_WIDE, _WIDE * grid.width)


Above = tuple[tuple[str, ...], str]


def _above(grid: Grid, spot: Spot) -> Above:
    """The headings over a cell from the outside in, and the section it stands in.

    Under the same headings stand many cells: what was found for one holds for those below it.
    """
    passed, row = [], spot.row
    while ("above", row, spot.column) not in grid.kept and row > 1:
        passed.append(row)
        over = grid.at((row - 1, spot.column))
        if over.kind == TEXT:
            break
        row = over.row
    found: Above = grid.kept.get(("above", row, spot.column)) or _climbed(grid, row, spot.column)
    grid.kept.update({("above", each, spot.column): found for each in passed})
    return found


def _climbed(grid: Grid, row: int, column: int) -> Above:
    found: list[str] = []
    section = ""
    row -= 1
    while row >= 1:
        over = grid.at((row, column))
        row = over.row - 1
        if over.kind == TEXT and is_wide(grid, over):
            if found:
                break
            section = section or over.text
        elif over.kind == TEXT:
            found.append(over.text)
        elif found:
            break
    return tuple(reversed(found)), "" if section == title(grid) else section


def _before(grid: Grid, spot: Spot) -> tuple[str, ...]:
    """The headings left of a cell from the outside in; between them and the cell may stand numbers and other cells."""
    found: list[str] = []
    column = spot.column - 1
    while column >= 1:
        left = grid.at((spot.row, column))
        column = left.column - 1
        if left.kind == TEXT and not is_wide(grid, left):
            found.append(left.text)
        elif found:
            break
    return tuple(reversed(found))


def _beside(grid: Grid, spot: Spot) -> str:
    """The unit right behind a cell: 件."""
    right = grid.at((spot.row, spot.column + spot.columns))
    return right.text if right.kind == TEXT and measure_of(right.text) else ""
