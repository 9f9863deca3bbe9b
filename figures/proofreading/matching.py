"""What a number is of: the words around it, and those spoken of before, name indicators; the nearest and longest win."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from figures.indicators import everything
from figures.proofreading.nouns import Said, fits, flattened, spoken
from figures.proofreading.printed import Printed
from figures.proofreading.whereabouts import Whereabouts

_SIGN = 10  # what each sign of a word counts
_ROW = 25  # a word that names a row (邻里纠纷) says more than one that names the whole
_TOPIC = 4
_NEAR = 15  # meanings that are hardly worse than the best stand beside it
_MOST = 6
_OF_THEIR_OWN = ("%", "元", "百分点")
_MIXED = ("件", "人", "人次", "场", "次")  # what is taken for one another
_MEAN = re.compile(r"平均|人均|村均|户均|日均|月均")
_IDLE = re.compile(
    r"其中|共计|总计|累计|合计|分别|包括|达到|以及|共有|同比|环比|[比较与][上去]年(?:同期)?|[比较]上月|上升|下降|增长|减少|增加|提高|降低"
    r"|全[县区市年]|今年|[共达为有约近超占和与及由是计了的变到至升降，、：；。（）()+＋=＝/÷\s·-]"
)
_STOP = re.compile(r"[，、。；：！？\n,;!?]")


@dataclass(frozen=True)
class Meaning:
    """An indicator that a number may be of; `back`: how many numbers before it the words for it stand."""

    said: Said
    score: int
    back: int = 0


class Matcher:
    """Finds the meanings of the numbers of one text."""

    def __init__(self, where: Whereabouts, numbers: Sequence[Printed]) -> None:
        self.where = where
        self.numbers = numbers
        self.text = flattened(where.text)
        self.known = everything()
        self.spoken = spoken(where.frame)

    def meanings(self, place: int, unit: str | None = None) -> list[Meaning]:
        """What the number at a place of the list may be of, the likeliest first; of any unit where none fits.

        `unit` is what it is counted in where that is not printed with it (of a change in percent: nothing).
        """
        number = self.numbers[place] if unit is None else replace(self.numbers[place], unit=unit)
        fitting = [one for one in self.spoken if fits(one, number.group, number.unit, self.known)]
        if _MEAN.search(self._before(place, self.where.sentence(number.start)[0])):
            means = [one for one in fitting if any("均" in word for word in one.words)]
            return self._found(place, number, means, False)
        found = self._found(place, number, fitting, self._may_inherit(place))
        if found or number.group in _OF_THEIR_OWN:
            return found
        if number.group not in _MIXED:
            return []
        counts = [one for one in self.spoken if self.known[one.key].unit in _MIXED]
        return self._found(place, number, counts, False)

    def _may_inherit(self, place: int) -> bool:
        """Whether nothing of its own stands before a number, so that it may be of what was spoken of before."""
        sentence = self.where.sentence(self.numbers[place].start)[0]
        own = self._before(place, sentence)
        for name in (*self.where.names, *self.where.dates):
            own = own.replace(name, "")
        return not _IDLE.sub("", own)

    def _found(self, place: int, number: Printed, fitting: list[Said], inherits: bool) -> list[Meaning]:
        """Of its own words; without any of those of the numbers before it, first of those counted in the same unit."""
        found = self._near(place, place, number, fitting)
        if found or not inherits:
            return found
        line = self.text.rfind("\n", 0, number.start)
        earlier = [one for one in range(place - 1, -1, -1) if self.numbers[one].start > line]
        if (
            earlier and self.numbers[earlier[0]].end == number.start
        ):  # 13场次1000余人: of what stands just before
            earlier = earlier[:1]
        else:
            alike = [one for one in earlier if self.numbers[one].group == number.group or not number.group]
            if number.group == "%":  # a rate is no namesake of one of another sentence
                sentence = self.where.sentence(number.start)[0]
                earlier = alike = [one for one in alike if self.numbers[one].start >= sentence]
            found = [meaning for one in alike for meaning in self._near(one, place, number, fitting)]
        for one in () if found else earlier:
            found = found or self._near(one, place, number, fitting)
        return _once(found)[:_MOST]

    def _near(self, at: int, place: int, number: Printed, fitting: list[Said]) -> list[Meaning]:
        """What the words around the number `at` say that the one at `place` may be of, the likeliest first."""
        sentence, end = self.where.sentence(self.numbers[at].start)
        piece = self._before(at, sentence), self._behind(at, end)
        scored = [(one, self._score(one, piece, at == place, number)) for one in fitting]
        best = max((score for _, score in scored), default=0)
        near = [
            Meaning(one, score, place - at) for one, score in scored if score > 0 and score >= best - _NEAR
        ]
        return _once(sorted(near, key=lambda meaning: -meaning.score))[:_MOST]

    def _before(self, place: int, sentence: int) -> str:
        since = self.numbers[place - 1].end if place else 0
        return self.text[max(since, sentence) : self.numbers[place].start]

    def _behind(self, place: int, end: int) -> str:
        until = self.numbers[place + 1].start if place + 1 < len(self.numbers) else end
        piece = self.text[self.numbers[place].end : min(until, end)]
        return _STOP.split(piece, maxsplit=1)[0]

    def _score(self, one: Said, piece: tuple[str, str], is_after: bool, number: Printed) -> int:
        before, behind = piece
        best = 0
        for pattern, signs in one.patterns:
            for match in pattern.finditer(before):
                best = max(best, signs * _SIGN - min(9, len(before) - match.end()))
            match_ = pattern.search(behind)
            if match_:
                best = max(best, signs * _SIGN - min(9, match_.start()) - (0 if is_after else _SIGN))
        if not best:
            return 0
        return best + (_ROW if one.where else 0) + self._topic(one, number)

    def _topic(self, one: Said, number: Printed) -> int:
        """What its topic adds where it was spoken of; so much less where it was not that the word alone does not count."""
        if one.about is None:
            return 0
        line = self.text.rfind("\n", 0, number.start) + 1
        _, end = self.where.sentence(number.start)
        sentence = self.where.sentence(number.start)[0]
        if one.about.search(self.text, sentence, end):
            return _TOPIC * 2
        return _TOPIC if not one.here and one.about.search(self.text, line, end) else -1000


def _once(found: list[Meaning]) -> list[Meaning]:
    """Each indicator once, with its best score."""
    kept: dict[tuple[str, str, tuple[tuple[str, str], ...]], Meaning] = {}
    for one in found:
        kept.setdefault((one.said.key, one.said.part, one.said.where), one)
    return list(kept.values())
