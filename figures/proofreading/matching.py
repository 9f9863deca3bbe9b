"""What a number is of: the words around it, and those spoken of before, name indicators; the nearest and longest win."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from figures.defining import STOCK, Indicator
from figures.indicators import everything
from figures.proofreading.claims import is_mean, is_scoped, is_single
from figures.proofreading.nouns import Said, fits, flattened, spoken
from figures.proofreading.printed import GROUPS, PERCENT, Printed
from figures.proofreading.whereabouts import Whereabouts

_SIGN = 10  # what each sign of a word counts
_ROW = 25  # a word that names a row (邻里纠纷) says more than one that names the whole
_TOPIC = 4
_NEAR = 15  # meanings that are hardly worse than the best stand beside it
_MOST = 6
_OTHER = 2  # so many signs that say something else make it unsure what a number is of
_OF_THEIR_OWN = ("%", "元", "百分点")
_MIXED = ("件", "人", "人次", "场", "次")  # what is taken for one another
_IDLE = re.compile(
    r"其中|涉及|共计|总计|累计|合计|分别|依次|包括|达到|以及|共有|同比|环比|[比较与][上去]年(?:同期)?|[比较]上月|上升|下降|增长|减少|增加|提高|提升|上涨|攀升|回落|下滑|降低"
    r"|最[多少高低大小]的?|居首|居前|其次|依次|折合|约合|占比|比重|比例|[总件场人份]?[数量]|案件|全[县区市年镇乡]|今年|期间|以来|成功|人民|矛盾|纠纷|各类|开展|举办|组织|进行|普法|活动|工作|服务|个?村|社区|配备|配齐|实现|担任|聘请|选聘|建立"
    r"|[共增达为有约近超占和与及由是计了的变到至升降总均在中各即合被其得逾突破比较，、：；。（）()“”+＋=＝/÷\s·-]"
)
# what may stand before 调解员, 调委会 … without making them some of all
_WHOLE_BODY = re.compile(
    r"(?:[，。；：、的\d“（）]|[共有现设设聘育养建全入达各]|各[级类]|配备|人民|在册|注册|拥有|[名个位家]|[县区市镇乡村]|街道|社区|优化|发展|\S均|一村一|村[（(]?居[)）]?)$"
)
# what stands before 65个村 or 22名律师 where these are all there are
_HAS = re.compile(r"(?:[共有现达约近超设聘建配]|全[县区市镇乡]|拥有|培育|培养|选聘|聘请|发展|为|[是在])$")
_AND = re.compile(r"[、，,（(]?(?:共|约)?(?:涉及|涉|参训|培训)?(?:人员|群众)?")
_CLOSED = re.compile(r"[^（）]*）")
_STOP = re.compile(r"[，、。；：！？（(\n,;!?]")


@dataclass(frozen=True)
class Meaning:
    """An indicator that a number may be of; `back`: how many numbers before it the words for it stand.

    `sure`: nothing else stands between the words and the number that it might be of instead. `mixed`: it is counted in
    something else than the number is.
    """

    said: Said
    score: int
    back: int = 0
    sure: bool = True
    mixed: bool = False


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
        if number.odd and unit is None:
            return []
        if number.group != PERCENT and is_single(self._before(place, self.where.sentence(number.start)[0])):
            return []
        fitting = [one for one in self.spoken if fits(one, number.group, number.unit, self.known)]
        if is_mean(self._before(place, self.where.sentence(number.start)[0])):
            means = [one for one in fitting if any("均" in word for word in one.words)]
            return self._found(place, number, means, False)
        found = self._found(place, number, fitting, self._may_inherit(place))
        if found or number.group in _OF_THEIR_OWN or number.group not in _MIXED:
            return found
        counts = [one for one in self.spoken if self.known[one.key].unit in _MIXED]
        return [replace(one, mixed=True) for one in self._found(place, number, counts, False)]

    def fits(self, one: Said, number: Printed) -> bool:
        """Whether a number may be what is said, by what it is counted in."""
        return fits(one, number.group, number.unit, self.known)

    def other_part(self, place: int, before: Sequence[Meaning]) -> list[Meaning]:
        """54件、涉及196人: the other number of the indicator that the one before it is of; none where it has none."""
        number, last = self.numbers[place], self.numbers[place - 1]
        if (
            not before
            or not before[0].said.part
            or not _AND.fullmatch(self.where.text, last.end, number.start)
        ):
            return []
        said = before[0].said
        one = self.known[said.key]
        parts = one.parts if isinstance(one, Indicator) and not one.added else {}
        others = [
            replace(said, part=name)
            for name, part in parts.items()
            if name != said.part and number.group in (part.unit, GROUPS.get(part.unit))
        ]
        return [replace(before[0], said=other) for other in others]

    def named(self, words: str, number: Printed) -> Said | None:
        """What words name that is counted in the same as a number: the longest."""
        best, found = 0, None
        for one in self.spoken:
            if (
                not one.where
                and not one.part
                and not one.topic
                and fits(one, number.group, number.unit, self.known)
            ):
                for pattern, signs in one.patterns:
                    if signs > max(best, 2) and pattern.search(words):
                        best, found = signs, one
        return found

    def _may_inherit(self, place: int) -> bool:
        """Whether nothing of its own stands before a number, so that it may be of what was spoken of before."""
        sentence = self.where.sentence(self.numbers[place].start)[0]
        return not self._told(self._before(place, sentence))

    def _told(self, words: str) -> str:
        """What is left of words without units, periods and what says nothing."""
        for name in (*self.where.names, *self.where.dates):
            words = words.replace(name, "")
        return _IDLE.sub("", words)

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
        scored = [(one, *self._score(one, piece, at == place, number)) for one in fitting]
        best = max((score for _, score, _ in scored), default=0)
        near = [
            Meaning(one, score, place - at, sure and not one.weak and bool(number.unit or not one.units))
            for one, score, sure in scored
            if score > 0 and score >= best - _NEAR
        ]
        return _once(sorted(near, key=lambda meaning: -meaning.score))[:_MOST]

    def _before(self, place: int, sentence: int) -> str:
        """The words since the number before; behind an aside in brackets those before it: 劳动争议（含欠薪5件）共8件."""
        since = self.numbers[place - 1].end if place else 0
        piece = self.text[max(since, sentence) : self.numbers[place].start]
        closing = _CLOSED.match(piece)
        opening = self.text.rfind("（", sentence, since)
        if not closing or opening < 0:
            return piece
        earlier = max((one.end for one in self.numbers[:place] if one.end <= opening), default=sentence)
        return self.text[max(earlier, sentence) : opening] + piece[closing.end() :]

    def _behind(self, place: int, end: int) -> str:
        until = self.numbers[place + 1].start if place + 1 < len(self.numbers) else end
        number = self.numbers[place]
        piece = (number.unit if number.group == "村" else "") + self.text[number.end : min(until, end)]
        return _STOP.split(piece, maxsplit=1)[0]

    def _score(self, one: Said, piece: tuple[str, str], is_after: bool, number: Printed) -> tuple[int, bool]:
        """How well words fit, and whether nothing else is told between them and the number."""
        before, behind = piece
        best, between, head, is_behind = 0, "", "", False
        for pattern, signs in one.patterns:
            for match in pattern.finditer(before):
                score = signs * _SIGN - min(9, len(before) - match.end())
                if score > best:
                    best, between, head = score, before[match.end() :], before[: match.start()]
                    is_behind = False
            match_ = pattern.search(behind)
            if match_:
                score = signs * _SIGN - min(9, match_.start()) - (0 if is_after else _SIGN)
                if score > best:
                    best, between, head = score, behind[: match_.start()], before
                    is_behind = True
        if not best:
            return 0, False
        score = best + (_ROW if one.where else 0) + self._topic(one, number)
        for pattern, _ in one.patterns:
            between = pattern.sub("", between)
        bare = is_behind and not number.unit  # 1）受理: what is it that is counted
        sure = score > 0 and not bare and len(self._told(between)) < _OTHER
        return score, sure and not self._is_some(one, number, head, is_behind)

    def _is_some(self, one: Said, number: Printed, head: str, is_behind: bool) -> bool:
        """Whether the sentence speaks of some mediators or offices alone, or of people of a certain sort (`head`)."""
        if one.key.startswith("dispute."):
            sentence = self.where.sentence(number.start)[0]
            return is_scoped(self.where.text[sentence : number.start])
        if self.known[one.key].kind != STOCK:
            return False
        has = _HAS.search(head) or head.endswith(tuple(self.where.names))
        return not has if is_behind else bool(head) and not _WHOLE_BODY.search(head)

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
