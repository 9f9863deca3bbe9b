"""What units are ranked by, worked out for all of them at once: figures in one query, points of the monthly returns."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from figures.answers import Answer, Figure, Line
from figures.books.sealed import books_of
from figures.breakdowns import OWN
from figures.comparison.rankable import POINTS, Way
from figures.defining import FEN, HOURS, Rate
from figures.evaluator import Question, evaluate
from figures.frame import Frame, Place
from figures.indicators import find
from figures.periods import Period
from figures.returns import rating
from figures.returns.rating import Rating
from figures.returns.reporting import Chain, Post
from figures.returns.spans import Span
from figures.wording import unit_of
from vocab import LIVE, N_, OFFICIAL

NO_RETURNS = N_("期内没有应报的月报")
_IN_ONE = {FEN: 1_000_000, HOURS: 60}  # fen in 万元, minutes in an hour
_DECIMALS = {FEN: 2, HOURS: 1}


@dataclass(frozen=True)
class Asking:
    """Whose units are ranked, in which days, by which date, from which books.

    `all_below` ranks all reporting units at the foot of the tree together, instead of those directly below.
    With `predecessors` the records of units that were merged into another are that one's.
    """

    unit: int | None
    period: Period
    basis: str
    state: str = LIVE
    all_below: bool = False
    predecessors: bool = False


@dataclass(frozen=True)
class Measured:
    """A unit's number: exact in the unit in which it is printed; None where there is none, `why` says why.

    A rate has its numerator and denominator. `place` is None for the records of the upper unit itself; `above` is
    the unit in whose table by units the row stands. `beside` are other figures to be seen with it, `parts` points.
    """

    name: str
    place: Place | None
    above: int
    value: Fraction | None
    numerator: int | None = None
    denominator: int | None = None
    beside: tuple[Figure, ...] = ()
    parts: tuple[Decimal, ...] = ()
    why: str = ""

    @property
    def unit_id(self) -> int:
        """The unit's; that of the upper unit for its own records."""
        return self.place.id if self.place else self.above

    @property
    def part(self) -> str:
        """Its row in a table by units."""
        return str(self.place.id) if self.place else OWN

    @property
    def share(self) -> Fraction:
        """The rate as a share, exactly. Only where there is a denominator."""
        return Fraction(self.numerator or 0, self.denominator or 1)


@dataclass(frozen=True)
class Worked:
    """The numbers of all units by one indicator, and of the whole."""

    unit: str
    decimals: int
    units: Sequence[Measured]
    whole: Measured | None = None


class Rows:
    """Which units are ranked: those directly below, or all reporting units at the foot of the tree."""

    def __init__(self, frame: Frame, all_below: bool) -> None:
        self.frame = frame
        self.all_below = all_below
        self.chain = Chain(frame.actor)

    @cached_property
    def foot(self) -> list[Post]:
        """The reporting units below that no other reports to, past ones included."""
        if self.frame.unit.id not in self.chain.posts:
            return []
        below = self.chain.all_below(self.frame.unit.id)[1:]
        return [post for post in below if not self.chain.below(post.id)]

    @property
    def ids(self) -> list[int]:
        """The units in the order of the tree."""
        return [post.id for post in self.foot] if self.all_below else list(self.frame.children)

    @cached_property
    def above(self) -> list[int]:
        """The units in whose tables by units they stand."""
        if not self.all_below:
            return [self.frame.unit.id]
        return list(dict.fromkeys(post.parent_id for post in self.foot if post.parent_id))

    def holds(self, part: str) -> bool:
        """Whether a row of such a table is ranked."""
        return not self.all_below or part in {str(post.id) for post in self.foot}

    def name(self, place: Place) -> str:
        """A unit's name, with those above it where it is not directly below."""
        return place.name if place.parent_id == self.frame.unit.id else self.frame.full_name(place.id)

    @property
    def has_levels(self) -> bool:
        """Whether the two ways to choose the units differ."""
        return any(post.parent_id != self.frame.unit.id for post in self.foot)


# ---------------------------------------------------------------- figures


class Measures:
    """Figures of units, those of each table by units in one query."""

    def __init__(self, frame: Frame, rows: Rows, asking: Asking, keys: tuple[str, ...]) -> None:
        self.frame = frame
        self.rows = rows
        self.question = Question(frame.unit.id, frame.period, asking.basis, ("unit",), keys,
                                 state=asking.state, predecessors=asking.predecessors)  # fmt: skip

    def by(self, way: Way) -> Worked:
        """All units by one of the keys."""
        one = find(way.key)
        units = [
            self._measured(way, line, answer)
            for id_ in self.rows.above
            for answer in (self._answer(id_),)
            for line in answer.rows()
            if self.rows.holds(line.part) and not (line.part == OWN and line.is_nil)
        ]
        decimals = one.places if isinstance(one, Rate) else _decimals(one.unit, units)
        whole = self._number(
            way, self._answer(self.frame.unit.id).total, self.frame.unit, self.frame.unit.name
        )
        return Worked(unit_of(one), decimals, units, whole)

    def _answer(self, unit_id: int) -> Answer:
        if unit_id not in self._answers:
            mine = self.frame
            frame = (
                mine
                if unit_id == mine.unit.id
                else Frame(mine.actor, unit_id, mine.period, mine.predecessors)
            )
            self._answers[unit_id] = evaluate(frame.actor, replace(self.question, unit=unit_id), frame)
        return self._answers[unit_id]

    @cached_property
    def _answers(self) -> dict[int, Answer]:
        return {}

    def _measured(self, way: Way, line: Line, answer: Answer) -> Measured:
        above = answer.frame.unit
        if line.part == OWN:
            return self._number(way, line, None, N_("本级"), above.id)
        place = answer.frame.children[int(line.part)]
        return self._number(way, line, place, self.rows.name(place), above.id)

    def _number(self, way: Way, line: Line, place: Place | None, name: str, above: int = 0) -> Measured:
        figure = line[way.key]
        why = line.why(way.key) or (self._lacking(place) if place else "")
        beside = tuple(line[key] for key in way.beside)
        if not isinstance(figure.one, Rate):
            value = None if figure.value is None else Fraction(figure.value) / _IN_ONE.get(figure.one.unit, 1)
            return Measured(name, place, above, value, beside=beside, why=why)
        part, base = figure.numerator, figure.denominator
        value = Fraction(part or 0) / Fraction(base) * figure.one.scale if base else None
        return Measured(name, place, above, value, part, base, beside, why=why)  # type: ignore[arg-type]

    def _lacking(self, place: Place) -> str:
        """缺报 of a unit, or of one below it, in months that others have locked."""
        if place.id == self.frame.unit.id:
            return ""
        said = []
        for post, months in self._missing.items():
            if post.path.startswith(place.path):
                words = N_("缺报{months}").format(months="、".join(months) if self._several else "")
                said.append(words if post.id == place.id else f"{post.name}{words}")
        return "；".join(said)

    @cached_property
    def _missing(self) -> dict[Post, list[str]]:
        found: dict[Post, list[str]] = {}
        if self.question.state != OFFICIAL:
            return found
        books = books_of(self.frame, self.frame.period)
        for post, span in books.missing:
            if books.members.get(span.key):
                found.setdefault(post, []).append(span.short_label)
        return found

    @property
    def _several(self) -> bool:
        return len(books_of(self.frame, self.frame.period).members) > 1


def _decimals(unit: str, units: Sequence[Measured]) -> int:
    """How many decimals a sum is printed with: none, unless somebody entered some."""
    whole = all(one.value is None or one.value.denominator == 1 for one in units)
    return _DECIMALS.get(unit, 0 if whole else 2)


# ---------------------------------------------------------------- points of the returns


class Points:
    """The points that the returns of units were given (figures/returns/rating.py)."""

    def __init__(self, frame: Frame, rows: Rows, span: Span, today: datetime.date) -> None:
        self.frame = frame
        self.rows = rows
        self.span = span
        self.today = today

    def by(self, way: Way) -> Worked:
        """All units by their points, or by one part of these."""
        return Worked(N_("分"), 1, list(self._units(list(POINTS).index(way.key))))

    def _units(self, part: int) -> Iterator[Measured]:
        for above, one in self._ratings:
            parts = one.parts
            value = None if parts is None else sum(parts, Fraction(0)) if part == 0 else parts[part - 1]
            place = self.frame.places[one.post.id]
            shown = () if parts is None or part else tuple(rating.one_place(each) for each in parts)
            why = NO_RETURNS if parts is None else ""
            yield Measured(self.rows.name(place), place, above, value, parts=shown, why=why)

    @cached_property
    def _ratings(self) -> list[tuple[int, Rating]]:
        """The ratings, each with the unit above; a unit without any below it rates itself, which is no order."""
        found = []
        for id_ in self.rows.above:
            if id_ in self.rows.chain.posts and self.rows.chain.posts[id_].reports:
                report = rating.report(self.frame.actor, id_, self.span, today=self.today)
                found += [(id_, one) for one in report.ratings if one.post.id != id_]
        return [(id_, one) for id_, one in found if self.rows.holds(str(one.post.id))]
