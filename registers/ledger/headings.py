"""Finding the header of a sheet: the rows under the titles that name the columns, and what each column is called."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from office.lists import fold
from registers import values
from registers.ledger.reading import Row, Sheet

SEARCHED = 30  # rows
FEWEST = 3  # recognised headings that make a row a header
_BRACKETS = re.compile(r"\(.*?\)|\[.*?\]|【.*?】|〔.*?〕")
_NUMBERED = re.compile(r"^(?:\d{1,2}|[一二三四五六七八九十]{1,2})[.、)]")

Habits = Mapping[str, str]


@dataclass(frozen=True)
class Heading:
    """What stands above a column; `group` is the wider heading over it in a header of two rows (被申请人 over 姓名)."""

    text: str
    group: str = ""


@dataclass(frozen=True)
class Header:
    """The header of a sheet: index of its last row in `Sheet.rows`, a heading for each column, the titles above."""

    row: int
    headings: list[Heading]
    title: str


@dataclass(frozen=True)
class Meanings:
    """What headings mean: first as the office decided (`habits`), then as everybody writes (`known`: folded → field)."""

    known: Habits
    habits: Habits

    def of(self, heading: Heading) -> str | None:
        """The field a heading stands for, "" when the office leaves it out, None when nobody knows it.

        What the office itself decided comes first, then the heading with its group, then alone, then without brackets.
        """
        own, *written = _forms(heading)
        if own in self.habits:
            return self.habits[own]
        return next((self.known[text] for text in written if text in self.known), None)


@lru_cache(4096)
def _forms(heading: Heading) -> tuple[str, ...]:
    """The heading itself folded, then the forms in which it may be known."""
    own = fold(heading.text)
    written = [fold(heading.group + heading.text), own] if heading.group else [own]
    written += [_BRACKETS.sub("", _NUMBERED.sub("", text)) for text in written]
    return own, *written


def find(sheet: Sheet, meanings: Meanings) -> Header | None:
    """The header among the first rows: the row with most recognised headings; None when no row has enough."""
    scores = [_recognised([Heading(text) for text in _texts(row)], meanings) for row in sheet.rows[:SEARCHED]]
    best = max(scores, default=0)
    if best < FEWEST:
        return None
    first = scores.index(best)
    above = _texts(sheet.rows[first - 1]) if first else []
    headings = _joined(_spread(above), _texts(sheet.rows[first]))
    last = first
    if first + 1 < len(sheet.rows) and _continues(sheet.rows[first], sheet.rows[first + 1], meanings):
        last = first + 1
        headings = _stacked(_texts(sheet.rows[first]), _texts(sheet.rows[last]))
    title = " ".join(text for row in sheet.rows[:first] for text in _texts(row) if text)
    return Header(last, headings, title)


def _texts(row: Row) -> list[str]:
    return [values.plain(cell) for cell in row]


def _recognised(headings: list[Heading], meanings: Meanings) -> int:
    return len({field for heading in headings if heading.text and (field := meanings.of(heading))})


def _spread(groups: list[str]) -> list[str]:
    """A heading over several columns stands in the first of them: it holds until the next one."""
    held, spread = "", []
    for text in groups:
        held = text or held
        spread.append(held)
    return spread


def _joined(groups: list[str], texts: list[str]) -> list[Heading]:
    groups = groups + [""] * (len(texts) - len(groups))
    return [Heading(text, "" if group == text else group) for group, text in zip(groups, texts, strict=False)]


def _stacked(upper: list[str], lower: list[str]) -> list[Heading]:
    """The headings of two rows: the lower text under the upper one that spreads over it, else the upper alone."""
    return [
        Heading(under, group if group != under else "") if under else Heading(own)
        for own, group, under in zip(upper, _spread(upper), lower, strict=False)
    ]


def _continues(upper: Row, lower: Row, meanings: Meanings) -> bool:
    """Whether `lower` goes on naming columns: it fills gaps of the row above with headings, and holds no data."""
    filled = [i for i, text in enumerate(_texts(lower)) if text and text != values.plain(upper[i])]
    if len(filled) < 2:
        return False
    stacked = _stacked(_texts(upper), _texts(lower))
    known = [i for i in filled if meanings.of(stacked[i]) is not None]
    return 2 * len(known) >= len(filled) and not any(isinstance(lower[i], (int, float)) for i in filled)
