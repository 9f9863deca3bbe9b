"""可比口径: last year as it was locked (当时口径) beside last year recomputed under today's lists, units and definitions.

What was locked stays as it is; the recomputed year is counted from the records, as is the present one, each record in
the row to which it belongs today. Whatever the two counts of last year differ by is told record by record
(figures/differences/), so that growth on one basis can be proved to whoever asks.
"""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from figures.answers import Answer, Figure
from figures.books.sealed import Books, books_of
from figures.comparison import between, changes, stretches
from figures.comparison.between import Changed
from figures.comparison.changes import Change
from figures.comparison.likeness import Likeness
from figures.comparison.stretches import Stretch
from figures.defining import Rate
from figures.definitions.dispute import BASE
from figures.differences.explaining import explain
from figures.differences.reasons import REASONS, Frames
from figures.differences.sides import Side
from figures.evaluator import evaluate
from figures.frame import Frame
from figures.indicators import find
from figures.periods import Period
from figures.returns import spans
from figures.standing import Standing, standing
from office import settings
from office.access import Actor
from office.errors import NotVisible, Rejected
from vocab import LIVE, N_, OFFICIAL, TERM_LISTS, TYPE, TYPE15

KEYS = (
    "dispute.accepted",
    "dispute.concluded",
    "dispute.succeeded",
    "dispute.success_rate",
    "dispute.amount",
)
_MOST_DETAILS = 3

Number = int | Decimal


@dataclass(frozen=True)
class Why:
    """One reason for which the two counts of last year differ: how many records, and what they add together.

    Of a rate `effect` is on its numerator, `base_effect` on its denominator. `details` are what is known of lists and units.
    """

    code: str
    count: int
    effect: Number
    base_effect: Number
    details: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The word of the reason: 类型表（分类）不同."""
        return REASONS[self.code]


@dataclass(frozen=True)
class Row:
    """An indicator, of the whole (`part` None) or of one row of a breakdown, in this period and twice in last year's.

    `plain` holds this period against last year as it was locked, `alike` against last year recomputed.
    `sides` are the two counts of last year, for the explanation of what they differ by.
    """

    key: str
    part: str | None
    label: str
    now: Figure
    locked: Figure
    again: Figure
    plain: Change
    alike: Change
    sides: tuple[Side, Side]
    unknown: str = ""  # why the locked months do not tell it
    why: tuple[Why, ...] = ()

    @property
    def effect(self) -> Number | None:
        """口径影响: what recomputing adds to the locked figure; of a rate in 百分点; None where one of them is unknown."""
        if self.locked.value is None or self.again.value is None:
            return None
        return self.again.value - self.locked.value

    @property
    def is_nil(self) -> bool:
        """Whether nothing was counted in any of the three."""
        return not any(_counts(figure) for figure in (self.now, self.locked, self.again))


def _counts(figure: Figure) -> bool:
    return bool(figure.denominator if isinstance(figure.one, Rate) else any(figure.parts.values()))


class Replay:
    """A unit's figures of a period, with those of last year in both ways. Raises NotVisible, Rejected.

    `by` is a breakdown of all `keys`, "" for the whole alone. A period that is under way is cut off at the last
    month that is over, so that whole months are held against whole months.
    """

    def __init__(
        self,
        actor: Actor,
        unit_id: int | None,
        period: Period,
        basis: str,
        *,
        today: datetime.date,
        by: str = "",
        keys: Iterable[str] = (),
    ) -> None:
        if by == "month":
            raise Rejected(
                "by", N_("可比口径整个期间一起比较，不按月份细分；要看某个月，请把期间改为这个月。")
            )
        self.actor = actor
        self.basis = basis
        self.by = by
        self.keys = tuple(dict.fromkeys(keys)) or ((BASE[basis],) if by else KEYS)
        self.year_end = str(settings.get("year_end"))
        self.stretch = _whole_months(stretches.live(period, self.year_end, today))
        self._known = Frames(actor)
        self._unit = unit_id
        self.today = today

    # ------------------------------------------------------------ what is asked

    @property
    def now(self) -> Period:
        """The days of this year."""
        return self.stretch.now

    @property
    def label(self) -> str:
        """The period in words: 2026年, 2026年1至10月 of a year under way."""
        first, last = (spans.of_day(day, self.year_end) for day in (self.now.start, self.now.last))
        whole = first.period.start == self.now.start and last.period.end == self.now.end
        if not self.stretch.unfinished or not whole or first.statistical_year != last.statistical_year:
            return self.stretch.label
        months = f"{first.number}" if first == last else N_("{a}至{b}").format(a=first.number, b=last.number)
        return N_("{year}年{months}月").format(year=first.statistical_year, months=months)

    @property
    def then(self) -> Period:
        """The same days of last year."""
        return self.stretch.year_ago

    @property
    def frame(self) -> Frame:
        """The unit and its lists as they are today."""
        return self._known.of(self._side(self.now, replayed=True))

    def _side(self, period: Period, *, replayed: bool) -> Side:
        """A figure of living records: `replayed` in the rows of today, with what was merged in."""
        return Side(self._unit, period, LIVE, None, self.basis, (), replayed, comparable=replayed)

    @cached_property
    def _as_locked(self) -> Side:
        side = self._side(self.then, replayed=False)
        return replace(side, state=OFFICIAL) if self.books else side

    @cached_property
    def books(self) -> Books | None:
        """The locked returns of last year; None where there are none, and its living records stand in for them."""
        try:
            return books_of(self._known.of(self._side(self.then, replayed=False)), self.then)
        except (Rejected, NotVisible):
            return None

    @cached_property
    def standing(self) -> Standing:
        """From which books last year's 当时口径 is."""
        question = self._as_locked.question(self.keys)
        return standing(question, self._known.of(self._as_locked), self.today)

    def _answer(self, side: Side) -> Answer:
        question = side.question(self.keys, (self.by,) if self.by else ())
        return evaluate(self.actor, question, self._known.of(side))

    @cached_property
    def answers(self) -> tuple[Answer, Answer, Answer]:
        """This period; last year as it was locked; last year recomputed."""
        again = self._side(self.then, replayed=True)
        return (
            self._answer(self._side(self.now, replayed=True)),
            self._answer(self._as_locked),
            self._answer(again),
        )

    # ------------------------------------------------------------ rows

    def rows(self, key: str) -> list[Row]:
        """The rows of the breakdown, those of today first, then those that there are no longer; none without one."""
        if not self.by:
            return []
        made = (self._row(key, part, label) for part, label in self._axis.items())
        return [row for row in made if not row.is_nil]

    def total(self, key: str) -> Row:
        """The whole."""
        return self._row(key, None, N_("合计") if self.by else find(key).name)

    @cached_property
    def every(self) -> list[Row]:
        """All rows of all indicators, each followed by its total."""
        return [row for key in self.keys for row in (*self.rows(key), self.total(key))]

    @cached_property
    def _axis(self) -> dict[str, str]:
        now, locked, again = self.answers
        today_s = {line.part: line.label for answer in (again, now) for line in answer.rows()}
        return today_s | {line.part: line.label for line in locked.rows() if line.part not in today_s}

    def _row(self, key: str, part: str | None, label: str) -> Row:
        where = () if part is None else ((self.by, part),)
        lines = [answer.total if part is None else answer.at(**{self.by: part}) for answer in self.answers]
        now, locked, again = (line[key] for line in lines)
        sides = tuple(
            replace(side, where=where, key=key)
            for side in (self._as_locked, self._side(self.then, replayed=True))
        )
        row = Row(
            key,
            part,
            label,
            now,
            locked,
            again,
            changes.held(self._likeness, self.basis, now, locked, "", where),
            changes.on_one_basis(now, again, self.then),
            (sides[0], sides[1]),
            lines[1].why(key),
        )
        return replace(row, why=tuple(self._why(row))) if row.effect is not None else row

    @cached_property
    def _likeness(self) -> Likeness:
        return Likeness(self._known.of(self._side(self.now, replayed=False)), self.now, self.then)

    def _why(self, row: Row) -> Iterator[Why]:
        found = explain(self.actor, *row.sides, row.key, self._known)
        for code in REASONS:
            if code in found.by_reason:
                own = [one.reason.detail for one in found.records if one.reason.code == code]
                details = dict.fromkeys(detail for detail in own if detail)
                yield Why(code, *found.by_reason[code], _short(list(details)))

    # ------------------------------------------------------------ what changed between

    @cached_property
    def changed(self) -> list[Changed]:
        """Entries of lists, units and definitions that changed since last year's period."""
        behind = [each for key in self.keys for each in _behind(key, self.basis)]
        return between.changes(self.frame, self.then, self.books, self._lists, [*self.keys, *behind])

    @property
    def _lists(self) -> list[str]:
        """The lists whose entries are the rows; all where there are none."""
        if not self.by:
            return list(TERM_LISTS)
        own = self.answers[0].ways[self.by].rows_of
        return [TYPE, TYPE15] if own in (TYPE, TYPE15, "type15") else [own]


def _short(details: list[str]) -> tuple[str, ...]:
    """A few of what is known; of many nothing, as they are in the list."""
    return tuple(details) if len(details) <= _MOST_DETAILS else ()


def _behind(key: str, basis: str) -> tuple[str, ...]:
    one = find(key)
    return (one.numerator[basis], one.denominator[basis]) if isinstance(one, Rate) else ()


def _whole_months(stretch: Stretch) -> Stretch:
    """A period under way up to the last month that is over, where it has any."""
    if not stretch.unfinished:
        return stretch
    month = spans.of_day(stretch.now.last, stretch.year_end)
    end = month.period.end if month.period.end == stretch.now.end else month.period.start
    if stretch.span is None or end <= stretch.whole.start:
        return stretch
    return replace(stretch, now=Period(stretch.whole.start, end))
