"""A unit's figures of a period beside those of a year ago, of the period before, and the year so far beside the last.

What the page shows, the workbook holds and the command line prints is read off one Comparison. Each period is one
query, whatever the number of figures and rows.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from figures.answers import Answer, Figure, Line
from figures.comparison import likeness, stretches
from figures.comparison.changes import Change, held, lines
from figures.comparison.choosing import MONTH, UNIT, holds_at_a_day
from figures.comparison.likeness import Likeness
from figures.defining import Rate
from figures.evaluator import Question, evaluate
from figures.frame import Frame
from figures.indicators import GROUPS, find, lookup
from figures.periods import Period
from figures.rates import ratio
from figures.standing import Standing, standing
from office import settings
from office.access import Actor
from office.errors import Rejected
from vocab import N_


@dataclass(frozen=True)
class Beside:
    """A figure in all columns; `cumulative` is None for what holds at a day and so never adds up over a year."""

    yoy: Change
    previous: Change
    cumulative: Change | None

    @property
    def key(self) -> str:
        """The indicator's key."""
        return self.yoy.key

    @property
    def part(self) -> str:
        """Which of several numbers side by side."""
        return self.yoy.part

    @property
    def name(self) -> str:
        """What it is called."""
        return self.yoy.name


@dataclass(frozen=True)
class Row:
    """A row of a table by units, types …: its figures, those of `keys` in their order."""

    part: str
    label: str
    figures: list[Beside]


@dataclass(frozen=True)
class Month:
    """A month of this year beside the same of last year; None where it has not come, or nothing is known of it."""

    label: str
    part: str
    part_before: str
    now: Figure | None
    before: Figure | None


@dataclass(frozen=True)
class Share:
    """A row's part of the whole, now and a year ago, in percent with one decimal."""

    part: str
    label: str
    change: Change
    now: Decimal | None
    before: Decimal | None

    @property
    def difference(self) -> Decimal | None:
        """By how many 百分点 the share changed, of the shares as they are printed."""
        if self.now is None or self.before is None or not self.change.alike:
            return None
        return self.now - self.before


class Comparison:
    """The comparisons of a question: its unit, period, basis, books and keys; broken down by the first of its `by`.

    Raises NotVisible, Rejected (a period that has not begun, nothing locked, an unknown indicator or breakdown).
    """

    def __init__(
        self, actor: Actor, question: Question, *, today: datetime.date, frame: Frame | None = None
    ) -> None:
        self.actor = actor
        self.question = question
        self.today = today
        self.year_end = settings.get("year_end")
        self.keys = tuple(lookup(question.keys))
        for one in lookup(self.keys).values():
            if isinstance(one, Rate) and one.whole:
                raise Rejected("key", N_("“{name}”是各行的占比，请看构成，不单独对比。"), name=one.name)
        frame = frame or Frame(actor, question.unit, question.period, question.predecessors)
        self.stretch, _ = stretches.of(
            frame.at(question.period),
            question.period,
            question.state,
            self.year_end,
            today,
            question.revision,
        )
        self.frame = frame.at(self.stretch.now)

    def of(self, *keys: str, by: str = "") -> "Comparison":
        """The same unit and period, of other indicators or rows; what was read of them serves again."""
        question = replace(self.question, keys=keys, by=(by,) if by else ())
        return Comparison(self.actor, question, today=self.today, frame=self.frame)

    @property
    def by(self) -> str:
        """By what the rows are; "" for the unit as a whole."""
        return self.question.by[0] if self.question.by else ""

    @cached_property
    def standing(self) -> Standing:
        """From which books the figures are, and up to when."""
        return standing(replace(self.question, period=self.stretch.now), self.frame, self.today)

    # ------------------------------------------------------------ tables

    @cached_property
    def groups(self) -> list[tuple[str, list[Beside]]]:
        """(name of a group, the unit's own figures), in print order."""
        found: dict[str, list[Beside]] = {}
        for one in self.total:
            found.setdefault(one.key.partition(".")[0], []).append(one)
        return [(label, found[group]) for group, label in GROUPS.items() if group in found]

    @cached_property
    def total(self) -> list[Beside]:
        """The unit's own figures."""
        return list(self._figures(self._column(None)))

    @cached_property
    def rows(self) -> list[Row]:
        """The rows of the breakdown: those of this period, then those that only earlier ones had."""
        labels: dict[str, str] = {}
        for answer in self._answers.values():
            for line in answer.rows(self.by) if answer else ():
                if line.label and not (line.part in labels or (line.is_nil and answer is not self._now)):
                    labels[line.part] = line.label
        return [Row(part, label, list(self._figures(self._column(part)))) for part, label in labels.items()]

    def _figures(self, column: "_Column") -> Iterator[Beside]:
        for key in self.keys:
            now = column.now[key]
            for part in lines(now):
                yield column.beside(now, key, part)

    def _column(self, part: str | None) -> "_Column":
        """Where the figures of a row (None: of the whole) stand in each of the periods."""
        return _Column(self, part)

    # ------------------------------------------------------------ one indicator over the year

    def months(self, key: str) -> list[Month]:
        """The statistical year month by month beside the last, as far as both have figures."""
        now = self._by_month(key).rows(MONTH)
        earlier = self._ask(self.stretch.cumulative_year_ago, (MONTH,), (key,))
        before = earlier.rows(MONTH) if earlier else []
        return [
            Month(
                N_("{n}月").format(n=int(line.part[5:])),
                line.part,
                before[i].part if i < len(before) else "",
                line[key],
                before[i][key] if i < len(before) else None,
            )
            for i, line in enumerate(now)
        ]

    def heat(self, key: str) -> tuple[list[Line], list[Line], Answer]:
        """(units, months, the figures where they cross) of the statistical year so far."""
        answer = self._by_month(key)
        units = [line for line in answer.rows(UNIT) if not (line.part == "own" and line.is_nil)]
        return units, answer.rows(MONTH), answer

    @cached_property
    def _months(self) -> dict[str, Answer]:
        return {}

    def _by_month(self, key: str) -> Answer:
        if key not in self._months:
            found = self._ask(self.stretch.cumulative, (UNIT, MONTH), (key,))
            assert found is not None  # this year's books were found for the stretch
            self._months[key] = found
        return self._months[key]

    # ------------------------------------------------------------ what it is made up of

    def structure(self, key: str, by: str) -> list[Share]:
        """The rows of a breakdown with their part of the whole, now and a year ago."""
        now, was = self._ask(self.stretch.now, (by,), (key,)), self._ask(self.stretch.year_ago, (by,), (key,))
        assert now is not None
        like = self._like(self.stretch.now, self.stretch.year_ago)
        labels = {line.part: line.label for answer in (now, was) if answer for line in answer.rows(by)}
        found = []
        for part, label in labels.items():
            old = was.at(**{by: part})[key] if was else None
            change = held(like, self.question.basis, now.at(**{by: part})[key], old, "", ((by, part),))
            found.append(Share(part, label, change, _share(now, by, part, key), _share(was, by, part, key)))
        return found

    # ------------------------------------------------------------ asking

    @cached_property
    def _answers(self) -> dict[str, Answer | None]:
        """What is asked of each period, in one query each; None where its books are not there."""
        stretch = self.stretch
        wanted = {
            "now": stretch.now,
            "yoy": stretch.year_ago,
            "previous": None if stretch.unfinished else stretch.before,
            "cumulative": stretch.cumulative,
            "last": stretch.cumulative_year_ago,
        }
        asked: dict[Period | None, Answer | None] = {None: None}
        for period in wanted.values():
            if period not in asked:
                asked[period] = self._ask(period, self.question.by, self.keys)
        return {name: asked[period] for name, period in wanted.items()}

    @property
    def _now(self) -> Answer | None:
        return self._answers["now"]

    def _ask(self, period: Period | None, by: tuple[str, ...], keys: tuple[str, ...]) -> Answer | None:
        """The figures of a period; None where earlier ones are not locked."""
        assert period is not None
        own = self.question.period == period
        question = replace(
            self.question, unit=self.frame.unit.id, period=period, by=by, keys=keys,
            revision=self.question.revision if own else None,
        )  # fmt: skip
        try:
            return evaluate(self.actor, question, self.frame.at(period))
        except Rejected as fault:
            if fault.field != "state" or period == self.stretch.now:
                raise
            return None

    def _like(self, now: Period, earlier: Period) -> Likeness:
        place = (now, earlier)
        if place not in self._likes:
            revision = self.question.revision if now == self.question.period else None
            self._likes[place] = Likeness(self.frame.at(now), now, earlier, self.question.state, revision)
        return self._likes[place]

    @cached_property
    def _likes(self) -> dict[tuple[Period, Period], Likeness]:
        return {}


class _Column:
    """The lines of one row in every period."""

    def __init__(self, whole: Comparison, part: str | None) -> None:
        self.whole = whole
        self.part = part
        self.where = () if part is None else ((whole.by, part),)
        self.now = self._line("now")

    def beside(self, now: Figure, key: str, part: str) -> Beside:
        """A figure in all columns."""
        stretch = self.whole.stretch
        yoy = self._held(now, "yoy", key, part, stretch.now, stretch.year_ago)
        if stretch.unfinished:
            previous = Change(now, part, None, None, likeness.UNFINISHED, alike=False)
        else:
            previous = self._held(now, "previous", key, part, stretch.now, stretch.before)
        return Beside(yoy, previous, None if holds_at_a_day(find(key)) else self._cumulative(key, part))

    def _cumulative(self, key: str, part: str) -> Change | None:
        stretch, line = self.whole.stretch, self._line("cumulative")
        return self._held(line[key], "last", key, part, stretch.cumulative, stretch.cumulative_year_ago)

    def _held(self, now: Figure, name: str, key: str, part: str, period: Period, earlier: Period) -> Change:
        like = self.whole._like(period, earlier)
        was = self._line(name)[key] if self.whole._answers[name] else None
        return held(like, self.whole.question.basis, now, was, part, self.where)

    def _line(self, name: str) -> Line:
        answer = self.whole._answers[name]
        assert answer is not None
        return answer.total if self.part is None else answer.at(**{self.whole.by: self.part})


def _share(answer: Answer | None, by: str, part: str, key: str) -> Decimal | None:
    if answer is None:
        return None
    return ratio(answer.at(**{by: part})[key].value or 0, answer.total[key].value or 0, 1)
