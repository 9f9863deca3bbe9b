"""Numbers told in turn: 甲镇、乙镇分别调解5件、3件; 邻里、婚姻家庭纠纷依次为8件和6件，占40%和30%."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from figures.periods import Period
from figures.proofreading import mentions
from figures.proofreading.nouns import Said
from figures.proofreading.printed import Printed
from figures.proofreading.whereabouts import Whereabouts
from figures.returns import spans
from figures.returns.spans import Span

_JOIN = re.compile(r"(?:以上|左右)?[、，,]?(?:和|及|与|以及)?")
_IN_TURN = re.compile(r"分别|依次")
_QUARTERS = re.compile(r"((?:[一二三四1-4][、和])+[一二三四1-4])季度")
_LISTED = re.compile(r"(?:纠纷|案件|类|两|[、，,和及与])*")


@dataclass(frozen=True)
class Turn:
    """What a number told in turn is of: a unit, or one of several meanings; `level`: the number it stands beside.

    `first` is the first number of its run. Without unit and meanings nothing says what it is of.
    """

    first: int
    unit: int | None = None
    period: Period | None = None
    said: tuple[Said, ...] = ()
    level: int | None = None

    @property
    def is_known(self) -> bool:
        """Whether something says what the number is of."""
        return self.unit is not None or self.period is not None or bool(self.said)


def runs(numbers: Sequence[Printed], where: Whereabouts) -> list[list[int]]:
    """The numbers that follow each other with nothing but 、 and 和 between: 5件、3件和2件."""
    found: list[list[int]] = [[0]] if numbers else []
    for place, (one, later) in enumerate(pairwise(numbers), 1):
        between = where.text[one.end : later.start]
        if between and _JOIN.fullmatch(between) and one.group == later.group:
            found[-1].append(place)
        else:
            found.append([place])
    return [run for run in found if len(run) > 1]


def turns(numbers: Sequence[Printed], where: Whereabouts, spoken: Sequence[Said]) -> dict[int, Turn]:
    """Of each number that is told in turn what it is of."""
    listing = _Listing(where, spoken)
    found: dict[int, Turn] = {}
    for run in runs(numbers, where):
        start = where.sentence(numbers[run[0]].start)[0]
        earlier = [turn for place, turn in found.items() if numbers[place].start >= start]
        told_before = run[0] and run[0] - 1 in found and earlier
        since = numbers[run[0] - 1].end if run[0] else 0
        if not (_IN_TURN.search(where.text, max(start, since), numbers[run[0]].start) or told_before):
            continue
        named = listing.names(start, numbers[run[0]].start, len(run))
        levels = _levels(found, run, numbers, start)
        for at, place in enumerate(run):
            turn = named[at] if named else Turn(0)
            found[place] = replace(turn, first=run[0], level=levels[at] if levels else None)
    return found


def _levels(found: dict[int, Turn], run: list[int], numbers: Sequence[Printed], start: int) -> list[int]:
    """The run of as many numbers before in the sentence, to which this one belongs number by number."""
    before = [place for place in found if numbers[place].start >= start and place < run[0]]
    return before[-len(run) :] if len(before) >= len(run) else []


class _Listing:
    """The lists of names in a text: 甲镇、乙镇; 邻里、婚姻家庭、合同三类纠纷."""

    def __init__(self, where: Whereabouts, spoken: Sequence[Said]) -> None:
        self.where = where
        self.rows: dict[str, list[Said]] = {}
        for one in spoken:
            if one.where or one.key == "aid.by_kind":
                for word in one.words:
                    if "…" not in word:
                        self.rows.setdefault(word, []).append(one)
        words = sorted(self.rows, key=len, reverse=True)
        self.pattern = re.compile("|".join(map(re.escape, words))) if words else None

    def names(self, start: int, end: int, many: int) -> list[Turn]:
        """The last list of so many units or rows between two places."""
        if spans := self._parts_of_period(start, end, many):
            return spans
        for listed in (self._units(start, end), self._rows(start, end)):
            for chain in reversed(self._chains(listed)):
                if len(chain) == many:
                    return [turn for _, _, turn in chain]
        return []

    def _parts_of_period(self, start: int, end: int, many: int) -> list[Turn]:
        """The months or quarters of the period named last, where it has so many: 一至四季度分别, 各月依次."""
        words = self.where.text[start:end]
        named = [one.period for one in self.where.periods if start <= one.start < end and one.period]
        months = list(spans.covering(named[-1] if named else self.where.default, self.where.year_end))
        quarters = list(dict.fromkeys(month.above[0] for month in months))
        if listed := _QUARTERS.search(words):
            numbers = [mentions.number(sign) for sign in re.findall(r"\w", listed[1])]
            quarters = [
                Span(spans.QUARTER, quarters[0].year, number, self.where.year_end) for number in numbers
            ]
        for found, word in ((quarters, "季度"), (months, "月")):
            if word in words and len(found) == many:
                return [Turn(0, period=one.period) for one in found]
        return []

    def _chains(self, mentions: list[tuple[int, int, Turn]]) -> list[list[tuple[int, int, Turn]]]:
        """Mentions with nothing but 、 and 和 between them."""
        chains: list[list[tuple[int, int, Turn]]] = []
        for one in mentions:
            if chains and _LISTED.fullmatch(self.where.text, chains[-1][-1][1], one[0]):
                chains[-1].append(one)
            else:
                chains.append([one])
        return chains

    def _units(self, start: int, end: int) -> list[tuple[int, int, Turn]]:
        return [
            (one.start, one.end, Turn(0, one.unit))
            for one in self.where.units
            if start <= one.start < end and one.unit
        ]

    def _rows(self, start: int, end: int) -> list[tuple[int, int, Turn]]:
        if self.pattern is None:
            return []
        return [
            (match.start(), match.end(), Turn(0, said=tuple(self.rows[match[0]])))
            for match in self.pattern.finditer(self.where.text, start, end)
        ]
