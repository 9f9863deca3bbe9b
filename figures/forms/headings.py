"""The headings of a table whose columns stand under common headings: which heading spans which cells."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True)
class Heading:
    """A heading in its line: from which column on, over how many columns and lines."""

    label: str
    column: int
    across: int = 1
    down: int = 1


def lines(paths: Sequence[tuple[str, ...]]) -> list[list[Heading]]:
    """The lines of headings above columns, from the top down; neighbours with the same path share a heading."""
    depth = max(map(len, paths), default=0)
    return [list(_line(paths, level, depth)) for level in range(depth)]


def _line(paths: Sequence[tuple[str, ...]], level: int, depth: int) -> Iterator[Heading]:
    column = 0
    for above, group in groupby(enumerate(paths), lambda each: _shared(each[0], each[1], level)):
        across = len(list(group))
        if above is not None:
            ends = len(paths[column]) == level + 1
            yield Heading(paths[column][level], column, across, depth - level if ends else 1)
        column += across


def _shared(index: int, path: tuple[str, ...], level: int) -> object:
    """What neighbours must have in common to share a heading; None below the end of a path."""
    if len(path) <= level:
        return None
    return path[: level + 1] if len(path) > level + 1 else (index, path)
