"""Which unit and period a number is about: those named in its sentence, else at the head of its line, else those checked."""

import re
from collections.abc import Iterator

from figures.frame import Frame, Place
from figures.periods import Period
from figures.proofreading.mentions import Mentions, Named
from figures.proofreading.printed import folded

_WHOLE = re.compile(r"(?P<of>[全我本])(?P<kind>[县区市旗州镇乡]|街道)(?![级委直])|各乡镇|辖区")
_ONLY_COMPARED = re.compile(r"(?:占|占到|占了|约占|居|列|位列|位居|排名|排在|高于|低于|多于|比|超过|超)$")
_VILLAGE = re.compile(r"[\u4e00-\u9fff]{1,6}?(?:村|社区|居委会)(?![级民干支两委居务规])")
_ELSEWHERE = re.compile(  # another county or town, of which nothing is known
    r"(?:(?<=[，。；：、\n])|^|邻县|兄弟县市)(?P<name>(?![全各我本该乡村城])[\u4e00-\u9fff]{1,5}(?<![乡村])(?:县|市|镇|乡|街道))"
    r"(?=共?(?:调解|受理|化解|调处|成功|办理|开展|排查|：))"
)
_BEHIND = re.compile(r"(?:同期)?(?:的|[（(])?(?:近|约|超过?)?$")
_DIGIT = re.compile(r"\d")
_STOPS = "。！？；\n!?;"


class Whereabouts:
    """The units and periods that a text names, for the year and unit that it is checked against."""

    def __init__(self, text: str, frame: Frame, year: int, year_end: str) -> None:
        self.text = folded(text)
        self.frame = frame
        self.year_end = year_end
        mentions = Mentions(self.text, year, year_end)
        self.default = mentions.default
        self.periods = list(mentions.found())
        self.units = sorted(self._units(), key=lambda one: one.start)

    @property
    def names(self) -> list[str]:
        """The units as they are named in the text, the longest first."""
        return sorted({self.text[one.start : one.end] for one in self.units}, key=len, reverse=True)

    @property
    def dates(self) -> list[str]:
        """The periods as they are named in the text, the longest first."""
        return sorted({self.text[one.start : one.end] for one in self.periods}, key=len, reverse=True)

    @property
    def taken(self) -> list[tuple[int, int]]:
        """The spans in which digits are dates."""
        return [(one.start, one.end) for one in self.periods]

    def period(self, place: int) -> Period:
        """The period last named before a place in its sentence, else in the first sentence of the line.

        Without any the year that the text is checked against.
        """
        named = self._named(place)
        return named.period if named and named.period else self.default

    def dated_between(self, start: int, end: int) -> bool:
        """Whether a period is named between two places."""
        return any(start <= one.start < end for one in self.periods)

    def is_vague(self, place: int) -> bool:
        """Whether a number is of years without known bounds: 近年来, 成立以来."""
        named = self._named(place)
        return named is not None and named.vague

    def is_of_a_day(self, place: int) -> bool:
        """Whether the sentence tells of a single day last: 3月8日，…发放资料800余份."""
        start = self.sentence(place)[0]
        named = [
            one for one in self.periods if start <= one.start < place and not self._in_brackets(one, place)
        ]
        return bool(named) and named[-1].day

    def is_compared(self, place: int) -> bool:
        """Whether a number right behind 比上年（, 较2022年的 is that of the other year itself."""
        return any(one.compared and one.end <= place and _BEHIND.fullmatch(self.text, one.end, place)
                   for one in self.periods)  # fmt: skip

    def earlier(self, place: int) -> Named | None:
        """What a change in the sentence before a place is held against by name: 比2022年, 较上年同期."""
        start = self.sentence(place)[0]
        named = [one for one in self.periods if one.compared and start <= one.start < place]
        return named[-1] if named else None

    def _named(self, place: int) -> Named | None:
        start, _ = self.sentence(place)
        head = self._line_head(place)
        for since, until in ((start, place), (self._whole_sentence(place), place), head):
            for one in reversed([one for one in self.periods if since <= one.start < min(place, until)]):
                if self._holds(one, place):
                    return one
        return None

    def _line_head(self, place: int) -> tuple[int, int]:
        """The first sentence of the line up to its first number: what stands there says what the line is about."""
        start = self.text.rfind("\n", 0, place) + 1
        _, end = self.sentence(start)
        dated = [(one.start, one.end) for one in (*self.periods, *self.units)]
        digits = (match.start() for match in _DIGIT.finditer(self.text, start, end))
        first = next((at for at in digits if not any(since <= at < until for since, until in dated)), end)
        return start, first

    def _holds(self, one: Named, place: int) -> bool:
        """Whether a mention still speaks of a place behind it."""
        if self._in_brackets(one, place):
            return False
        if one.compared:
            return bool(_BEHIND.fullmatch(self.text, one.end, place))
        if one.passing and _DIGIT.search(self.text, one.end, place):
            return False
        return one.period is not None or one.vague

    def _in_brackets(self, one: Named, place: int) -> bool:
        """Whether a mention stands in brackets that are closed before a place: 1436件（2022年：1180件），调结."""
        start = self.sentence(one.start)[0]
        opened = self.text.rfind("（", start, one.start) > self.text.rfind("）", start, one.start)
        closed = self.text.find("）", one.end, place)
        return opened and closed >= 0 and bool(_DIGIT.search(self.text, one.end, closed))

    def unit(self, place: int) -> int | None:
        """The unit last named before a place in its sentence; the one that the text is checked against without any.

        None where what is named is not known: a village of which there are two, the city above.
        """
        sentence = self.sentence(place)[0]
        named = [
            one.unit
            for one in self.units
            if sentence <= one.start < place and not self._in_brackets(one, place)
        ]
        return named[-1] if named else self.frame.unit.id

    def is_doubtful(self, place: int, since: int) -> bool:
        """Whether a number may as well be of the whole: behind several units, or behind those that 其中 names."""
        start = self.sentence(place)[0]
        before = [one for one in self.units if start <= one.start < place and one.unit != self.frame.unit.id]
        if not before or before[-1].start >= since:
            return False
        among = self.text.rfind("其中", start, before[-1].start) >= 0
        return among or len({one.unit for one in before}) > 1

    def earlier_in_line(self, place: int) -> int | None:
        """The unit that the sentences before in the line speak of, where the own one names none."""
        start = self.sentence(place)[0]
        line = self.text.rfind("\n", 0, place) + 1
        if any(start <= one.start < place for one in self.units):
            return None
        named = [one.unit for one in self.units if line <= one.start < start]
        return named[-1] if named and named[-1] != self.frame.unit.id else None

    def _whole_sentence(self, place: int) -> int:
        """Where the sentence around a place begins with the clauses before a ；."""
        return max(self.text.rfind(stop, 0, place) for stop in _STOPS if stop not in "；;") + 1

    def sentence(self, place: int) -> tuple[int, int]:
        """Where the sentence around a place begins and ends."""
        start = max(self.text.rfind(stop, 0, place) for stop in _STOPS) + 1
        ends = [found for stop in _STOPS if (found := self.text.find(stop, place)) >= 0]
        return start, min(ends, default=len(self.text))

    # ------------------------------------------------------------ units

    def _units(self) -> Iterator[Named]:
        yield from self._wholes()
        yield from self._elsewhere()
        names: dict[str, list[int]] = {}
        for place in self.frame.inside.values():
            if len(place.name) > 2:
                names.setdefault(place.name, []).append(place.id)
        if not names:
            return
        spoken = re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))))
        for match in spoken.finditer(self.text):
            yield Named(match.start(), match.end(), unit=self._one_of(names[match[0]], match.start()))
            yield from self._village_of(self.frame.places[names[match[0]][0]], match.end(), spoken)

    def _wholes(self) -> Iterator[Named]:
        for match in _WHOLE.finditer(self.text):
            if not _ONLY_COMPARED.search(self.text, 0, match.start()):
                yield Named(match.start(), match.end(), unit=self._whole(match["kind"], match.start()))

    def _elsewhere(self) -> Iterator[Named]:
        known = {place.name for place in self.frame.places.values()}
        for match in _ELSEWHERE.finditer(self.text):
            if match["name"] not in known:
                yield Named(match.start(), match.end())

    def _whole(self, kind: str | None, start: int) -> int | None:
        """Of 全县 the unit or the one above it that is a 县; None for the city of which nothing is known.

        全镇 is the town that was named in the line where the text is not about a town itself.
        """
        one: Place | None = self.frame.unit
        if kind is None:
            return one.id if one else None
        while one is not None:
            if one.name.endswith(kind):
                return one.id
            one = self.frame.places.get(one.parent_id)
        unit = self.frame.unit
        line = self.text.rfind("\n", 0, start) + 1
        towns = [place for place in self.frame.inside.values() if place.name.endswith(kind)]
        before = [(self.text.rfind(place.name, line, start), place.id) for place in towns]
        if (last := max(before, default=(-1, 0)))[0] >= 0:
            return last[1]
        return None if unit.name[-1] in "县区市旗州镇乡道" else unit.id

    def _village_of(self, place: Place, start: int, spoken: re.Pattern[str]) -> Iterator[Named]:
        """A village behind the name of its town that is not on the list of units."""
        match = _VILLAGE.match(self.text, start)
        if match and place.name[-1] in "镇乡道" and not spoken.match(self.text, start):
            yield Named(match.start(), match.end())

    def _one_of(self, ids: list[int], place: int) -> int | None:
        """Of several units of one name the one below a unit that is named before it."""
        if len(ids) == 1:
            return ids[0]
        before = self.text[max(0, place - 40) : place]
        for id_ in ids:
            parent = self.frame.places.get(self.frame.places[id_].parent_id)
            if parent and parent.name in before:
                return id_
        return None
