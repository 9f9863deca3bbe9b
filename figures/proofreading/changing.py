"""Numbers that say how far something rose or fell: what they are held against, and whether they are right."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from figures import periods
from figures.answers import Figure
from figures.comparison import stretches
from figures.comparison.asked import About, Asked, measure
from figures.comparison.changes import PREVIOUS, YOY, Change, against, compared
from figures.periods import Period
from figures.proofreading import agreement
from figures.proofreading.judged import RIGHT, UNKNOWN, WRONG, Judged
from figures.proofreading.matching import Meaning
from figures.proofreading.printed import EXACT, PERCENT, POINTS, TIMES, Printed
from figures.proofreading.whereabouts import Whereabouts
from figures.rates import rounded
from figures.sentences import words
from office.errors import NotVisible, Rejected
from vocab import N_

_SINCE = re.compile(
    r"(同比|(?:[比较与和跟]|[高低多少]于|超过)(?:上年|去年)度?(?:同期)?|(?:[比较与和跟]|[高低多少]于|超过)(?P<year>\d{4})年度?(?:同期)?)|(环比|[比较与]上个?(?:月|季度|期))"
)
_UP = "上升|增长|增加|提高|提升|上涨|扩大|净增|增幅|涨幅|升幅|攀升|新增长|多|升|增|↑"
_DOWN = "下降|减少|降低|下滑|回落|降幅|跌幅|压降|下跌|少|降|减|↓"
_WAY = re.compile(f"({_UP})|({_DOWN})")
_MOVES = re.compile(
    r"(?:上升|增长|增加|提高|提升|上涨|净增|下降|减少|降低|下滑|回落|[增涨升降跌]幅度?|增长率|↑|↓)(?:了|为|达|达到|约|近|超过?)*$"
)
_MORE = re.compile(r"(?<![至不最大很许众])[多少]了?$")
_LEVEL = re.compile(r"(?:到|至|为)(?:了|近|约|超过?)?$")
_LEVEL_OF_WAY = re.compile(r"幅度?(?:为|达到?)(?:约|近)?$")
_FROM = re.compile(r"(?:由|从)[^，。；\d]{0,14}$")
_TO = re.compile(f"[^，。；\\d]{{0,8}}(?:{_UP}|{_DOWN}|压缩|精简|缩短|变)[^，。；\\d]{{0,3}}(?:到|至|为)")


@dataclass(frozen=True)
class Way:
    """同比 or 环比 (or `years` before) and whether it rose: what a number of change claims; `sure` where it says so."""

    kind: str
    rises: bool | None
    years: int = 1
    sure: bool = True
    earlier: Period | None = None  # what it is held against by name: 较上半年


def way_of(where: Whereabouts, number: Printed, since: int, year: int) -> Way | None:
    """The change that the words behind the place `since` claim; None for a level (下降到 39 件 is one)."""
    text = where.text
    piece = text[since : number.start]
    if where.is_compared(number.start) and number.group != POINTS:
        return None
    other = where.earlier(number.start)
    if other and other.period and other.start >= since and not _SINCE.search(piece):
        way = _way_from(piece[other.end - since :], number)
        return way and replace(way, earlier=other.period)
    named = list(_SINCE.finditer(piece))
    if named:
        return _way(named[-1], piece[named[-1].end() :], number, year)
    if not (_MOVES.search(piece) or _MORE.search(piece)):
        return None
    earlier = list(_SINCE.finditer(text, where.sentence(number.start)[0], since))
    if not earlier and not _MOVES.search(piece):
        return None
    if not earlier:
        return Way(YOY, _rises(piece, number), sure=False)
    way = _way(earlier[-1], piece, number, year)
    return way and replace(way, rises=_rises(piece, number))


def _way_from(tail: str, number: Printed) -> Way | None:
    moves = _WAY.search(tail)
    return Way(N_("变化"), _rises(tail, number)) if moves and not _LEVEL.search(tail.rstrip()) else None


def _way(match: re.Match[str], tail: str, number: Printed, year: int) -> Way | None:
    """What a word like 同比 and the words behind it claim."""
    moves = _WAY.search(tail)
    is_level = _LEVEL.search(tail.rstrip()) and not _LEVEL_OF_WAY.search(tail)
    if (moves and is_level) or (not moves and number.group not in (PERCENT, POINTS)):
        return None
    years = year - int(match["year"]) if match["year"] else 1
    rises = False if match[0][0] in "低少" else _rises(tail, number)
    return Way(YOY if match[1] else PREVIOUS, rises, years, years > 0)


def _rises(words: str, number: Printed) -> bool | None:
    moves = list(_WAY.finditer(words))
    if moves:
        return bool(moves[-1][1])
    return number.value > 0 if number.value else None


def is_start(where: Whereabouts, number: Printed) -> bool:
    """Whether a number is what something rose or fell from: 从1180件 in 从1180件增加到1436件."""
    return bool(
        _FROM.search(where.text, 0, number.start) and _TO.match(where.text, number.end)
    )  # fmt: skip


class Changes:
    """Holds numbers of change against the figures."""

    def __init__(self, asked: Asked, today: datetime.date, year_end: str) -> None:
        self.asked = asked
        self.today = today
        self.year_end = year_end

    def judged(self, number: Printed, meanings: Sequence[Meaning], about: About, way: Way) -> Judged:
        """A number that says how far something rose or fell; where that is not sure it is right or cannot be told."""
        first: Judged | None = None
        for meaning in meanings:
            found = self._held(number, meaning, about, way)
            if found.mark == RIGHT:
                return found
            if found.mark == WRONG and not (meaning.sure and way.sure):
                found.mark = UNKNOWN
            if first is None or (first.mark == UNKNOWN and found.mark == WRONG):
                first = found
        unknown = N_("看不出是哪个指标的{kind}，请自行核对").format(kind=way.kind)
        return first or Judged(number, about, why=unknown)

    def _held(self, number: Printed, meaning: Meaning, about: About, way: Way) -> Judged:
        of = meaning.said
        own = About(about.unit, about.period, of.where, about.basis, about.state)
        made = Judged(number, own, key=of.key, part=of.part, where=of.where, extra={"change": way.kind})
        stretch = stretches.live(about.period, self.year_end, max(self.today, about.period.start))
        own = About(own.unit, stretch.now, own.where, own.basis, own.state)
        try:
            found = self._compared(own, meaning, stretch, way)
        except (Rejected, NotVisible) as error:
            made.why = str(error)
            return made
        counted = found.alike and not found.is_rate and number.group not in (PERCENT, POINTS, TIMES)
        if found.difference is None or (found.why and not counted):
            made.why = N_("“{name}”{kind}不可比：{why}").format(
                name=made.name, kind=way.kind, why=found.why or N_("没有数")
            )
            return made
        _mark(made, found, way)
        return made

    def _compared(self, own: About, meaning: Meaning, stretch: stretches.Stretch, way: Way) -> Change:
        of = meaning.said
        if way.earlier:
            return against(self.asked, own, of.key, of.part, way.earlier)
        if way.kind == PREVIOUS or way.years == 1:
            return compared(self.asked, own, of.key, of.part, stretch, way.kind)
        earlier = own.period
        for _ in range(way.years):
            earlier = periods.year_before(earlier)
        return against(self.asked, own, of.key, of.part, earlier)


def _mark(made: Judged, found: Change, way: Way) -> None:
    number = replace(made.printed, value=abs(made.printed.value))
    difference = found.difference or Decimal(0)
    made.truth = difference
    made.figure = _figure(made, found, number)
    right = _agrees(number, found)
    direction = way.rises is None or way.rises == (difference > 0) or not difference
    made.mark = RIGHT if right and direction else WRONG
    now, before = (words.exact(each or Decimal(0)) for each in (found.now, found.before))
    assert found.earlier is not None
    told = N_("{name}本期 {now}，{earlier} {before}").format(
        name=made.name, now=now, earlier=found.earlier.label, before=before
    )
    made.why = _reason(number, found, right, direction) + told


def _reason(number: Printed, found: Change, right: bool, direction: bool) -> str:
    if right and not direction:
        return N_("升降说反了：")
    if (
        not right
        and number.group == PERCENT
        and found.is_rate
        and _agrees(replace(number, unit=POINTS), found)
    ):
        return N_("比率的差是百分点，不是百分之几：")
    if not right and number.group == POINTS and not found.is_rate and _agrees(replace(number, unit=PERCENT), found):  # fmt: skip
        return N_("件数的变化是百分之几，不是百分点：")
    return ""


def _figure(made: Judged, found: Change, number: Printed) -> str:
    difference = found.difference or Decimal(0)
    sign = "+" if difference > 0 else ""
    if found.is_rate:
        return f"{sign}{words.exact(difference)}个百分点"
    if number.group in (PERCENT, POINTS, TIMES) and found.percent is not None:
        return f"{sign}{words.exact(rounded(found.percent, max(2, number.places)))}%"
    return f"{sign}{words.exact(difference)}{measure(made.key, made.part)}"


def _agrees(number: Printed, found: Change) -> bool:
    """Whether a number says the change: of the exact numbers, or of both as they are printed with its decimals."""
    if found.is_rate:
        return number.group == POINTS and _is_one_of(number, _points(number, found))
    if number.group == POINTS:
        return False
    if number.group == PERCENT:
        return found.percent is not None and _is_one_of(number, [abs(found.percent)])
    if number.group == TIMES:
        return found.percent is not None and _is_one_of(number, [abs(found.percent) / 100])
    difference = abs(found.difference or Decimal(0))
    if agreement.agrees(number, difference):
        return True
    step = number.step
    ends = [agreement.half_up(each or Decimal(0), step) for each in (found.now, found.before)]
    return number.scaled and number.how == EXACT and number.value == abs(ends[0] - ends[1])


def _is_one_of(number: Printed, truths: Sequence[Decimal]) -> bool:
    if number.how != EXACT:
        return any(agreement.agrees(number, truth) for truth in truths)
    return any(rounded(truth, number.places) == number.value for truth in truths)


def _points(number: Printed, found: Change) -> list[Decimal]:
    """The difference of two rates: as tables print them, as the text does, and of the rates themselves."""
    assert found.was is not None
    exact = [_exact(each) for each in (found.figure, found.was)]
    as_printed = [rounded(each, number.places) for each in exact]
    return [abs(found.difference or Decimal(0)), abs(as_printed[0] - as_printed[1]), abs(exact[0] - exact[1])]


def _exact(figure: Figure) -> Decimal:
    scale = getattr(figure.one, "scale", 100)
    return Decimal((figure.numerator or 0) * scale) / Decimal(figure.denominator or 1)
