"""A text without the spaces and broken lines that paste and type-setting leave in it; places lead back to the original.

2023 年 调解 1 422 件 is 2023年调解1422件, and a line that ends amid a sentence goes on in the next.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

_HAN = "\u3000-\u303f\u4e00-\u9fff\uff00-\uffef%"
_SPACE = "[ \t\u00a0\u2000-\u200b\u202f\u3000\ufeff]"
# a space is idle beside a Chinese sign and between the thousands of a number that is counted in something
_IDLE = re.compile(
    rf"(?<=[{_HAN}]){_SPACE}+(?=[^\n])|(?<=[^\s]){_SPACE}+(?=[{_HAN}])"
    rf"|(?<=\d){_SPACE}(?=\d{{3}}(?:{_SPACE}\d{{3}})*{_SPACE}?[\u4e00-\u9fff])"
)
_GOES_ON = ("，", "、", ",")
_ENDED = re.compile(r"[。！？；：:;.!?…”）)]$")
_BEGINS = re.compile(
    r"\s*(?:[一二三四五六七八九十]+[、.．]|[（(]?[一二三四五六七八九十\d]+[)）.．、](?!\d)|第[一二三四五六七八九十]+[章节]|[^，。；\n]{1,10}[：:])|[ \t\u3000]{2}"
)
_RATHER_COUNTED = re.compile(r"\d+(?:\.\d+)?[万亿]?(?:%|％|件|起|元|人次|余)")  # no line begins with 97.5%
_NARROWEST, _RAGGED = 30, 4  # signs of Latin width
_FEW = re.compile(r"(?<![\d.])\d{1,3}$")


class Squeezed:
    """`text` is what is read; `original(start, end)` are the places of a piece of it in the text as it was given."""

    def __init__(self, given: str) -> None:
        self._kept: list[int] = []
        place = 0
        spaces = [match.span() for match in _IDLE.finditer(given) if not _parts_numbers(given, match)]
        for start, end in sorted([*spaces, *_broken(given)]):
            if start >= place:
                self._kept += range(place, start)
                place = end
        self._kept += range(place, len(given))
        self.text = "".join(given[place] for place in self._kept)

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Where a piece begins and ends in the text that was given."""
        return self._kept[start], self._kept[end - 1] + 1


def _broken(given: str) -> Iterator[tuple[int, int]]:
    """The line ends amid a sentence: behind a comma, or of a full line where no heading and no item follows."""
    lines = given.splitlines(keepends=True)
    widest = max((_width(line) for line in lines), default=0)
    place = 0
    for line, after in pairwise(lines):
        place += len(line)
        written = line.rstrip()
        is_full = _width(line) >= max(_NARROWEST, widest - _RAGGED) and not _ENDED.search(written)
        goes_on = written.endswith(_GOES_ON) or is_full or bool(_RATHER_COUNTED.match(after))
        if written and after.strip() and goes_on and not _BEGINS.match(after):
            yield place - len(line) + len(written), place + len(after) - len(after.lstrip())


def _width(line: str) -> int:
    """How wide a line is printed, Chinese signs twice as wide as Latin ones."""
    return sum(1 + (sign > "\u2e80") for sign in line.rstrip())


def _parts_numbers(given: str, match: re.Match[str]) -> bool:
    """Whether a space between digits parts two numbers: only what has three digits or fewer before it is thousands."""
    before, after = given[max(0, match.start() - 4) : match.start()], given[match.end() : match.end() + 1]
    return before[-1:].isdigit() and after.isdigit() and not _FEW.search(before)
