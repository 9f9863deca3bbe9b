"""Figures asked for many at once: one question for each unit, period, row and state of the books."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from figures.answers import Answer, Figure
from figures.comparison.likeness import Likeness
from figures.defining import FEN, HOURS, Indicator, Part, Rate
from figures.evaluator import Question, evaluate
from figures.frame import Frame
from figures.indicators import find
from figures.periods import Period
from office.access import Actor
from vocab import LIVE

IN_ONE = {FEN: 100, HOURS: 60}  # fen in a yuan, minutes in an hour
Where = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class About:
    """What a figure is about: a unit, a period, the rows it is confined to, by which date, from which books."""

    unit: int
    period: Period
    where: Where = ()
    basis: str = "concluded"
    state: str = LIVE
    revision: int | None = None
    predecessors: bool = False


class Asked:
    """The figures of a text or page. `expect` notes what will be asked for, so that each About is one question."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self._frames: dict[tuple[int, bool], Frame] = {}
        self._likes: dict[tuple[About, Period], Likeness] = {}
        self._expected: dict[About, dict[str, None]] = {}
        self._answers: dict[tuple[About, tuple[str, ...]], Answer] = {}

    def frame(self, unit: int, period: Period, predecessors: bool = False) -> Frame:
        """The units and lists around a unit, read once. NotVisible outside the actor's area."""
        place = (unit, predecessors)
        if place not in self._frames:
            self._frames[place] = Frame(self.actor, unit, period, predecessors)
        return self._frames[place].at(period)

    def likeness(self, about: About, earlier: Period) -> Likeness:
        """Whether what is asked about can be held against an earlier period."""
        about = replace(about, where=())
        if (about, earlier) not in self._likes:
            frame = self.frame(about.unit, about.period, about.predecessors)
            self._likes[about, earlier] = Likeness(frame, about.period, earlier, about.state, about.revision)
        return self._likes[about, earlier]

    def expect(self, about: About, keys: Iterable[str]) -> None:
        """Note which indicators will be wanted."""
        self._expected.setdefault(about, {}).update(dict.fromkeys(keys))

    def figure(self, key: str, about: About) -> Figure:
        """One figure. Raises NotVisible, Rejected."""
        answer = self._answers.get((about, ()))
        if answer is None or key not in answer.question.keys:
            self.expect(about, (key,))
            answer = self._ask(about, tuple(self._expected[about]), ())
        return answer.total[key]

    def rows(self, key: str, about: About, by: str) -> Answer:
        """One indicator broken down."""
        place = (about, (by, key))
        return self._answers.get(place) or self._ask(about, (key,), (by,), place)

    def _ask(
        self, about: About, keys: tuple[str, ...], by: tuple[str, ...], place: tuple | None = None
    ) -> Answer:
        question = Question(
            about.unit, about.period, about.basis, by, keys, about.where, about.state, about.revision,
            about.predecessors,
        )  # fmt: skip
        answer = evaluate(self.actor, question, self.frame(about.unit, about.period, about.predecessors))
        self._answers[place or (about, ())] = answer
        return answer


def measure(key: str, part: str = "") -> str:
    """The unit in which amount() gives a figure: 件, 人次, 元, 小时, %."""
    one = find(key)
    own = _part(one, part)
    return (own.unit if own else "") or one.unit


def name_of(key: str, part: str = "") -> str:
    """What a number is called, with the part that is meant: 直播场次（观看）."""
    one = find(key)
    own = one.parts.get(part) if isinstance(one, Indicator) and part else None
    return one.name if own is None else f"{one.name}（{own.name or own.unit}）"


def amount(figure: Figure, part: str = "") -> Decimal | None:
    """A figure (of several numbers its `part`) as a number, money in 元 and time in hours; None where there is none."""
    one = figure.one
    if part:
        value: int | Decimal | None = figure.parts.get(part)
        return (
            None if value is None or figure.value is None else _scaled(Decimal(value), measure(one.key, part))
        )
    if isinstance(one, Indicator) and len(one.parts) > 1 and not one.added:
        return amount(figure, next(iter(one.parts)))
    return None if figure.value is None else _scaled(Decimal(figure.value), one.unit)


def _scaled(value: Decimal, unit: str) -> Decimal:
    return value / IN_ONE.get(unit, 1)


def _part(one: Indicator | Rate, part: str) -> Part | None:
    if not isinstance(one, Indicator) or (len(one.parts) == 1 and not part):
        return None
    if part:
        return one.parts.get(part)
    return None if one.added else next(iter(one.parts.values()))
