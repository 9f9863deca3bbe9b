"""What a text says of its own numbers: rates of two of them, and parts beside their whole."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from figures.proofreading import agreement
from figures.proofreading.printed import EXACT, MORE, PERCENT, POINTS, Printed
from figures.proofreading.whereabouts import Whereabouts
from figures.rates import ratio

_FELL = re.compile(r"压减|压缩|精简|削减|减少|下降|降低|降幅|缩减")
_ROSE = re.compile(r"增长|上升|增加|增幅|提高|提升")
_RATE = re.compile(r"率|占|比例|比重|%|百分")
_OPENS = re.compile(r"其中|包括|^[，,：:（(]?分别(?:为|是|有)|包含|含|=|＝|即|[:：（(]$")
_SOME = re.compile(r"其中|包括|包含|含")  # may leave some of the parts unsaid
_TO = re.compile(r"到|至|为|变")
_NAMED = re.compile(r"率(?:达到?|为|是|约|近|超过?|高达|仅)*%?$")
_SIDE = re.compile(r"[、，和及与\s]*")
_JOINS = re.compile(r"^[^。！？；\n]*$")
_AGAIN = re.compile(r"其中|同比|环比|比上年|占")
_MANY, _NEARLY_ALL = 3, Decimal("0.9")
_MORE_OF_THEM = re.compile(r"^[^。；\n]{0,8}等")


@dataclass(frozen=True)
class Recomputed:
    """A rate worked out from two numbers of the text: what it should be, and from which."""

    should: Decimal
    above: Printed
    below: Printed
    is_change: bool
    sure: bool = True
    in_points: bool = False

    def agrees(self, printed: Printed) -> bool:
        """Whether the printed rate is this one, half up, or within its rounding words."""
        if self.in_points:
            return abs(printed.value - self.should) <= max(self.above.step, printed.step)
        if printed.how != EXACT:
            return agreement.agrees(printed, self.should)
        return self.rounded(printed.places) == printed.value

    def rounded(self, places: int) -> Decimal:
        """Half up from the two numbers."""
        if self.in_points:
            return self.should
        above, below = _ends(self)
        found = ratio(above, below, places)
        assert found is not None
        return found


def _ends(one: Recomputed) -> tuple[Decimal, Decimal]:
    if one.is_change:
        return abs(one.above.value - one.below.value), one.below.value
    return one.above.value, one.below.value


def recomputed(
    place: int, numbers: Sequence[Printed], where: Whereabouts, wholes: Mapping[int, int]
) -> list[Recomputed]:
    """The rates that the two counts printed before a percentage (or in brackets behind it) make, the likeliest first.

    `wholes` leads from the parts of sums to their wholes.
    """
    number = numbers[place]
    if number.group == POINTS:
        return _points(place, numbers, where)
    if number.unit != PERCENT:
        return []
    words = _words(place, numbers, where)
    moves, share = bool(_FELL.search(words) or _ROSE.search(words)), "占" in words
    behind, of_whole = _behind(place, numbers, where), _of_whole(place, numbers, where, wholes)
    made: list[Recomputed] = []
    for first, second in [*behind, *of_whole, *_before(place, numbers, where)]:
        between = where.text[first.end : second.start]
        if moves and first.value:
            made.append(_rate(second, first, is_change=True, sure=bool(_TO.search(between))))
        elif _RATE.search(words) and max(first.value, second.value):
            small, large = sorted((first, second), key=lambda one: one.value)
            sure = (first, second) in behind or (
                (first, second) in of_whole
                if share
                else bool(_NAMED.search(words)) and not _SIDE.fullmatch(between)
            )
            made.append(_rate(small, large, is_change=False, sure=sure))
    return made


def _points(place: int, numbers: Sequence[Printed], where: Whereabouts) -> list[Recomputed]:
    """从94.1%提高到97.5%，提高3.4个百分点: the difference of the two percentages before."""
    start = where.sentence(numbers[place].start)[0]
    before = [one for one in numbers[max(0, place - 2) : place] if one.start >= start and one.unit == PERCENT]
    if len(before) < 2 or not _TO.search(where.text[before[0].end : before[1].start]):
        return []
    should = abs(before[1].value - before[0].value)
    return [Recomputed(should, before[1], before[0], is_change=True, in_points=True)]


def _rate(above: Printed, below: Printed, *, is_change: bool, sure: bool) -> Recomputed:
    top = abs(above.value - below.value) if is_change else above.value
    return Recomputed(top * 100 / below.value, above, below, is_change, sure)


def _of_whole(
    place: int, numbers: Sequence[Printed], where: Whereabouts, wholes: Mapping[int, int]
) -> list[tuple[Printed, Printed]]:
    """The last count, where it is a part of a sum, and its whole."""
    last = place - 1
    if last not in wholes or numbers[last].start < where.sentence(numbers[place].start)[0]:
        return []
    return [(numbers[wholes[last]], numbers[last])]


def _words(place: int, numbers: Sequence[Printed], where: Whereabouts) -> str:
    start = max(numbers[place - 1].end if place else 0, where.sentence(numbers[place].start)[0])
    return where.text[start : numbers[place].start] + numbers[place].unit


def _before(place: int, numbers: Sequence[Printed], where: Whereabouts) -> list[tuple[Printed, Printed]]:
    """The last two plain counts of one unit that are printed before, in the order of the text."""
    sentence = where.sentence(numbers[place].start)[0]
    counts = [
        one for one in numbers[:place] if one.start >= sentence and one.unit != PERCENT and one.how == EXACT
    ]
    if len(counts) < 2:
        return []
    last = counts[-1]
    same = [one for one in counts[:-1] if not one.group or not last.group or one.group == last.group]
    return [(same[-1], last)] if same else []


def _behind(place: int, numbers: Sequence[Printed], where: Whereabouts) -> list[tuple[Printed, Printed]]:
    return [
        (numbers[first], numbers[second])
        for first, second in [counts_behind(place, numbers, where)]
        if second
    ]


def counts_behind(place: int, numbers: Sequence[Printed], where: Whereabouts) -> tuple[int, int]:
    """Where the two counts of 99.7%（6050/6068） stand in the list; (0, 0) where there are none."""
    if place + 2 >= len(numbers) or numbers[place].unit != PERCENT:
        return 0, 0
    first, second = numbers[place + 1], numbers[place + 2]
    between, middle = where.text[numbers[place].end : first.start], where.text[first.end : second.start]
    found = between.strip() in ("（", "(") and middle.strip() in ("/", "÷", "：", ":")
    return (place + 1, place + 2) if found else (0, 0)


# ---------------------------------------------------------------- wholes and parts


@dataclass(frozen=True)
class Sum:
    """A whole and the parts printed beside it, as places in the list of numbers; `some` where not all need be printed."""

    whole: int
    parts: tuple[int, ...]
    total: Decimal
    some: bool = False

    def fails(self, numbers: Sequence[Printed]) -> bool:
        """Whether the parts, printed exactly, do not make the whole; one part alone must not pass it."""
        whole = numbers[self.whole]
        if len(self.parts) == 1:
            return self.total > whole.value and whole.how == EXACT
        rough = any(numbers[part].how != EXACT or numbers[part].scaled for part in self.parts)
        if rough or whole.how not in (EXACT, MORE) or whole.scaled:
            return False
        if whole.how == MORE:
            return self.total >= whole.value + whole.step
        return self.total != whole.value

    def may_lack(self, numbers: Sequence[Printed]) -> bool:
        """Whether parts that make less than the whole may just not be all of them."""
        whole = numbers[self.whole].value
        few = len(self.parts) < _MANY or self.total < whole * _NEARLY_ALL
        return self.some and self.total < whole and few


def sums(numbers: Sequence[Printed], where: Whereabouts) -> list[Sum]:
    """Every whole of the text with its parts: 724件，其中刑事301件、认罪认罚385件、民事38件; 25=5+2+18."""
    found = []
    for place, whole in enumerate(numbers[:-1]):
        if whole.unit == PERCENT:
            continue
        parts = _parts(place, numbers, where)
        opening = where.text[whole.end : numbers[place + 1].start]
        some = bool(_SOME.search(opening))
        if parts and (len(parts) > 1 or some):
            total = sum((numbers[part].value for part in parts), Decimal(0))
            found.append(Sum(place, tuple(parts), total, some))
    return found


def _parts(place: int, numbers: Sequence[Printed], where: Whereabouts) -> list[int]:
    """The numbers that follow a whole as its parts; none where nothing says that they are parts."""
    text, whole = where.text, numbers[place]
    _, end = where.sentence(whole.start)
    opening = text[whole.end : numbers[place + 1].start]
    if where.dated_between(whole.end, numbers[place + 1].start):
        return []
    if not _OPENS.search(opening) or numbers[place + 1].start >= end or not _JOINS.match(opening):
        return []
    parts: list[int] = []
    for later in range(place + 1, len(numbers)):
        one = numbers[later]
        between = text[numbers[later - 1].end : one.start]
        if one.start >= end or (parts and _AGAIN.search(between)) or not _alike(whole, one):
            break
        parts.append(later)
    if parts and _MORE_OF_THEM.match(text[numbers[parts[-1]].end :]):
        return []  # 等: not all of them are printed
    return parts


def _alike(whole: Printed, part: Printed) -> bool:
    return part.unit != PERCENT and (not part.group or not whole.group or part.group == whole.group)
