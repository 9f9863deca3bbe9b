"""What stands about a cell of a sheet: the headings above it level by level, those before it, section, title, unit.

A merged heading holds for everything under or beside it; a text over most of the sheet is a title or a section, no heading.
"""

import re
from collections.abc import Iterator

from figures.templates.phrases import is_measure, measure_of
from figures.templates.proposing import Heading
from reports.templates.grids import EMPTY, NUMBER, TEXT, Grid, Place, Spot

_WIDE = 0.6  # of the sheet's columns
_LEAST_WIDE = 3
# They stand about a table and are neither headings nor sections: 附件3, 填报单位（盖章）：, 单位：件 and (2026年1-6月).
_REMARK = re.compile(
    r"附[件表]?[\d一二三四五六七八九十]*[:：]?|(?:备?注|说明|填表说明)\d?[:：].*|"
    r".*(?:填[报表]|制表|编制|报送|审[核批]|负责人|统计时|单\s*位|日\s*期|时\s*间|电\s*话|表\s*号|文\s*号)[^:：]{0,10}[:：].*",
    re.DOTALL,
)
_TIMES = re.compile(r"[(（]?\d{4}年[\d\s年月日季度上下半一二三四第至\-—–~～]*[)）]?")
_LEAST_HEADINGS = 3  # in a row of them
_NUMBERING = {"甲", "乙", "丙", "栏次", "列次", "列号", "栏号"}  # name the line that numbers the columns


def of(grid: Grid, place: Place) -> Heading:
    """The headings of a cell."""
    spot = grid.at(place)
    above, section = _above(grid, spot)
    before = _before(grid, spot)
    corner = _corner(grid, spot) if before else ""
    return Heading(above, before, section, title(grid), _beside(grid, spot), grid.name, corner)


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
    if _is_gap_of_headings(grid, spot) or _NUMBERING.intersection(heading.before):
        return False
    if heading.above and heading.before:
        return True
    if heading.before:
        beside = spot.column > 1 and grid.at((spot.row, spot.column - 1)).kind == TEXT
        return beside and len(heading.before) < _LEAST_HEADINGS  # more are a row of headings
    over = grid.at((spot.row - 1, spot.column)) if heading.above else spot
    return over.kind == TEXT and not _labels_a_row(grid, over)


def _is_gap_of_headings(grid: Grid, spot: Spot) -> bool:
    """Whether an empty cell lies among headings, where another program would have merged it with one.

    Beneath it stands a heading, or beside it one that has another heading over it.
    """
    if spot.kind != EMPTY:
        return False
    under = grid.at((spot.row + spot.rows, spot.column))
    if under.kind == TEXT and not measure_of(under.text):
        return _is_among_headings(grid, under)
    beside = grid.at((spot.row, spot.column + spot.columns))
    over = grid.at((spot.row - 1, beside.column))
    return spot.column > 1 and beside.kind == over.kind == TEXT and _is_among_headings(grid, beside)


def _is_among_headings(grid: Grid, spot: Spot) -> bool:
    """Whether a text is one of several in its row, and none that names the row or says something about the table."""
    texts = [
        each
        for each in (grid.at((spot.row, column)) for column in range(1, grid.width + 1))
        if each.kind == TEXT and not _REMARK.fullmatch(each.text)
    ]
    return len({each.place for each in texts}) >= _LEAST_HEADINGS and not _labels_a_row(grid, spot)


def _labels_a_row(grid: Grid, spot: Spot) -> bool:
    """Whether a text stands before cells that hold or take something, as a row's name does."""
    column = spot.column + spot.columns
    while column <= grid.width:
        right = grid.at((spot.row, column))
        if right.kind != TEXT:
            return True
        column = right.column + right.columns
    return False


def title(grid: Grid) -> str:
    """The text above everything: 2024年人民调解案件情况统计表."""
    if "title" not in grid.kept:
        grid.kept["title"] = _title(grid)
    return grid.kept["title"]


def _title(grid: Grid) -> str:
    for _, spots in grid.rows():
        texts = [spot for spot in spots if spot.kind == TEXT and not _REMARK.fullmatch(spot.text)]
        if texts:
            return texts[0].text if len(texts) == 1 or is_wide(grid, texts[0]) else ""
    return ""


def is_wide(grid: Grid, spot: Spot) -> bool:
    """Whether a merged text lies over most of the sheet, beginning where the sheet begins or alone in its row."""
    if spot.columns < max(_LEAST_WIDE, _WIDE * grid.width):
        return False
    return spot.column <= _first_column(grid) or not any(
        grid.at((spot.row, column)).kind == TEXT
        for column in range(1, grid.width + 1)
        if not spot.column <= column < spot.column + spot.columns
    )


def _first_column(grid: Grid) -> int:
    """The first column in which something stands."""
    if "first" not in grid.kept:
        filled = (spot.column for spot in grid.spots.values() if spot.kind != EMPTY)
        grid.kept["first"] = min(filled, default=1)
    return int(grid.kept["first"])


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
        if over.kind == TEXT and _is_remark(grid, over):
            continue
        if over.kind == TEXT and is_wide(grid, over):
            section = section or over.text
            if found:
                break
        elif over.kind == TEXT:
            found.append(over.text)
        elif found:
            break
    return tuple(reversed(found)), "" if section == title(grid) else section


def _is_remark(grid: Grid, spot: Spot) -> bool:
    return bool(_REMARK.fullmatch(spot.text) or (is_wide(grid, spot) and _TIMES.fullmatch(spot.text)))


def _before(grid: Grid, spot: Spot) -> tuple[str, ...]:
    """The headings left of a cell from the outside in; between them and the cell may stand numbers and other cells."""
    found: list[str] = []
    column = spot.column - 1
    while column >= 1:
        left = grid.at((spot.row, column))
        column = left.column - 1
        if left.kind == TEXT and not is_wide(grid, left) and not _REMARK.fullmatch(left.text):
            found.append(left.text)
        elif found:
            break
    return tuple(reversed(found))


def _corner(grid: Grid, spot: Spot) -> str:
    """What stands over the name of a cell's row, at the head of all these names: 纠纷类型."""
    column = spot.column - 1
    while column > 1 and grid.at((spot.row, column)).kind != TEXT:
        column -= 1
    name = grid.at((spot.row, column))
    head = _head(grid, name)
    return "" if head is name else head.text


def _head(grid: Grid, spot: Spot) -> Spot:
    """The first of the texts that stand one below the other down to this one."""
    passed = []
    while ("head", spot.place) not in grid.kept:
        passed.append(spot.place)
        over = grid.at((spot.row - 1, spot.column)) if spot.row > 1 else spot
        if over is spot or over.kind != TEXT or is_wide(grid, over) or _is_remark(grid, over):
            break
        spot = over
    found: Spot = grid.kept.get(("head", spot.place), spot)
    grid.kept.update({("head", place): found for place in passed})
    return found


def _beside(grid: Grid, spot: Spot) -> str:
    """The unit right behind a cell: 件; the name of the next cell, such as 讲座（场）, is none."""
    right = grid.at((spot.row, spot.column + spot.columns))
    return right.text if right.kind == TEXT and is_measure(right.text) else ""
