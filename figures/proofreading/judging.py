"""对, 不符 or 无法核对: a number held against each indicator that it may be of."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from figures import periods
from figures.answers import Figure
from figures.comparison import stretches
from figures.comparison.asked import About, Asked, amount, measure, name_of
from figures.comparison.changes import PREVIOUS, YOY, Change, compared
from figures.defining import FEN, Indicator, Rate, at
from figures.indicators import counted, find
from figures.proofreading import printed as reading
from figures.proofreading.matching import Meaning
from figures.proofreading.printed import PERCENT, POINTS, Printed
from figures.rates import ratio, rounded
from figures.sentences import words
from figures.sentences.saying import said
from office.errors import NotVisible, Rejected
from vocab import N_

RIGHT, WRONG, UNKNOWN = N_("对"), N_("不符"), N_("无法核对")
_SINCE = re.compile(
    r"(同比|比上年同期|较上年同期|比去年同期|较去年同期|比上年|较上年|比去年|较去年|与上年)|(环比|比上月|较上月|比上季度|较上季度)"
)
_WAY = re.compile(r"(上升|增长|增加|提高|提升|上涨|多了?|扩大)|(下降|减少|降低|下滑|回落|少了?|降)")
_LEVEL = re.compile(r"(?:到|至|为)$")


@dataclass
class Judged:
    """A number with its mark: the indicator that it is of, whose and when, the right figure, and why."""

    printed: Printed
    about: About
    mark: str = UNKNOWN
    key: str = ""
    part: str = ""
    where: tuple[tuple[str, str], ...] = ()
    figure: str = ""
    why: str = ""
    truth: Decimal | None = None
    row: str = ""  # the name of the row that it is confined to
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What it is of in words: 调结纠纷数·邻里纠纷, 直播场次（观看）; "" where nothing was found."""
        named = name_of(self.key, self.part) if self.key else ""
        return f"{named}·{self.row}" if self.row else named

    @property
    def indicator(self) -> str:
        """The key, with its part: dispute.crime_prevented(persons)."""
        return f"{self.key}({self.part})" if self.part else self.key


@dataclass(frozen=True)
class Way:
    """同比 or 环比 and whether it rose: what a number of change claims."""

    kind: str
    rises: bool | None


def way_of(before: str, number: Printed) -> Way | None:
    """The change that the words before a number claim; None for a level (下降到 39 件 is one)."""
    since = list(_SINCE.finditer(before))
    if not since:
        return None
    tail = before[since[-1].end() :]
    moves = list(_WAY.finditer(tail))
    if (moves and _LEVEL.search(before.rstrip())) or (not moves and number.group not in (PERCENT, POINTS)):
        return None
    rises = None if not moves else bool(moves[-1][1])
    if rises is None and number.value:
        rises = number.value > 0
    return Way(YOY if since[-1][1] else PREVIOUS, rises)


class Judge:
    """Holds numbers against the figures."""

    def __init__(self, asked: Asked, today: datetime.date, year_end: str) -> None:
        self.asked = asked
        self.today = today
        self.year_end = year_end

    def level(self, number: Printed, meanings: Sequence[Meaning], about: About) -> Judged:
        """A number that says how much there is."""
        first: Judged | None = None
        for meaning in meanings:
            found = self._held(number, meaning, about)
            if found.mark == RIGHT:
                return found
            if first is None or (first.mark == UNKNOWN and found.mark == WRONG):
                first = found
        return first or Judged(number, about, why=N_("没有找到与它对应的指标，请自行核对"))

    def _held(self, number: Printed, meaning: Meaning, about: About) -> Judged:
        of = meaning.said
        own = About(about.unit, about.period, of.where, about.basis, about.state, about.revision)
        made = Judged(number, own, key=of.key, part=of.part, where=of.where, row=self._row(of.where, own))
        try:
            figure = self.asked.figure(of.key, own)
        except (Rejected, NotVisible) as error:
            made.why = str(error)
            return made
        made.truth = amount(figure, of.part)
        made.figure = shown(figure, of.part, number)
        if made.truth is None:
            made.figure = ""
            made.why = N_("“{name}”没有基数，算不出来").format(name=made.name)
        elif self.is_right(number, figure, of.part):
            made.mark, made.why = RIGHT, self._agreement(number, figure, made)
        elif not made.truth and not self.has_records(of.key, own):
            made.figure = ""
            made.why = N_("系统里没有这个单位这段时间的登记，无从核对“{name}”").format(name=figure.one.name)
        else:
            made.mark = WRONG
        return made

    def _row(self, where: tuple[tuple[str, str], ...], about: About) -> str:
        frame = self.asked.frame(about.unit, about.period)
        return "、".join(frame.term_name(part) if part in frame.terms else part for _, part in where)

    @staticmethod
    def is_right(number: Printed, figure: Figure, part: str) -> bool:
        """Whether a number says a figure; a percentage half up from its two counts."""
        one = figure.one
        if _is_false_end(number, figure):
            return False
        if isinstance(one, Rate) and number.how == reading.EXACT:
            found = ratio(figure.numerator or 0, figure.denominator or 0, number.places, one.scale)
            return found == number.value
        truth = amount(figure, part)
        if truth is None:
            return False
        if one.unit == FEN and number.unit == "元" and number.step < 1:
            return rounded(truth, number.places) == number.value
        return reading.agrees(number, truth)

    @staticmethod
    def _agreement(number: Printed, figure: Figure, made: Judged) -> str:
        name = made.name
        if figure.denominator is not None:
            return N_("{name} {above}÷{below}").format(
                name=name, above=figure.numerator, below=figure.denominator
            )
        if made.truth == number.value:
            return N_("与“{name}”相等").format(name=name)
        return N_("“{name}”是 {figure}，这样说没有超出").format(name=name, figure=made.figure)

    def has_records(self, key: str, about: About) -> bool:
        """Whether anything at all is written down for a unit and period in the register that an indicator counts."""
        one = find(key)
        own = counted(one.numerator[about.basis]) if isinstance(one, Rate) else one
        assert isinstance(own, Indicator)
        frame = self.asked.frame(about.unit, about.period)
        source = own.source
        rows = source.visible(frame)
        if source.key == "entered" and own.condition is not None:
            rows = rows.where(at(own.condition, frame))
        return bool(rows.where(source.dated(own.dated, about.basis).when(about.period)).exists())

    # ------------------------------------------------------------ change

    def change(self, number: Printed, meanings: Sequence[Meaning], about: About, way: Way) -> Judged:
        """A number that says how far something rose or fell."""
        first: Judged | None = None
        for meaning in meanings:
            found = self._changed(number, meaning, about, way)
            if found.mark == RIGHT:
                return found
            if first is None or (first.mark == UNKNOWN and found.mark == WRONG):
                first = found
        return first or Judged(
            number, about, why=N_("看不出是哪个指标的{kind}，请自行核对").format(kind=way.kind)
        )

    def _changed(self, number: Printed, meaning: Meaning, about: About, way: Way) -> Judged:
        of = meaning.said
        own = About(about.unit, about.period, of.where, about.basis, about.state)
        made = Judged(number, own, key=of.key, part=of.part, where=of.where, extra={"change": way.kind})
        stretch = stretches.live(about.period, self.year_end, max(self.today, about.period.start))
        own = About(own.unit, stretch.now, own.where, own.basis, own.state)
        try:
            found = compared(self.asked, own, of.key, of.part, stretch, way.kind)
        except (Rejected, NotVisible) as error:
            made.why = str(error)
            return made
        if found.why:
            made.why = N_("“{name}”{kind}不可比：{why}").format(name=made.name, kind=way.kind, why=found.why)
            return made
        self._mark_change(made, found, way, stretch.year_ago if way.kind == YOY else stretch.before)
        return made

    @staticmethod
    def _mark_change(made: Judged, found: Change, way: Way, earlier: periods.Period) -> None:
        number = made.printed
        difference = found.difference or Decimal(0)
        now, before = words.exact(found.now or Decimal(0)), words.exact(found.before or Decimal(0))
        if number.unit == PERCENT and not found.is_rate:
            exact = abs(found.percent or Decimal(0))
            made.figure = (
                f"{'+' if difference > 0 else '-'}{words.exact(rounded(exact, max(2, number.places)))}%"
            )
            right = rounded(exact, number.places) == abs(number.value)
        else:
            unit = POINTS if found.is_rate else measure(made.key, made.part)
            made.figure = f"{'+' if difference > 0 else ''}{words.exact(difference)}{unit}"
            right = rounded(abs(difference), number.places) == abs(number.value) and number.unit != PERCENT
        made.truth = difference
        direction = way.rises is None or way.rises == (difference > 0) or not difference
        made.mark = RIGHT if right and direction else WRONG
        made.why = N_("{name}本期 {now}，{earlier} {before}").format(
            name=made.name, now=now, earlier=earlier.label, before=before
        )
        if right and not direction:
            made.why = N_("升降说反了：") + made.why


def _is_false_end(number: Printed, figure: Figure) -> bool:
    """Whether 100% (or 0%) is said where it is not all (or none): 6050 of 6068 is no 100%."""
    if figure.denominator is None or number.unit != PERCENT:
        return False
    return (number.value == 100 and figure.numerator != figure.denominator) or (
        not number.value and bool(figure.numerator)
    )


def shown(figure: Figure, part: str, number: Printed) -> str:
    """The right figure as it would be printed: with the decimals of the number, or as many as it needs."""
    one = figure.one
    if isinstance(one, Rate):
        places = max(number.places, 1) if number.unit == PERCENT else one.places
        found = words.share(figure.numerator or 0, figure.denominator or 0, places, one.scale)
        return "—" if found is None else f"{found}{one.unit}"
    value = amount(figure, part)
    if value is None:
        return "—"
    unit = measure(one.key, part)
    return said(value, unit, "") + ("" if unit == FEN else unit)
