"""What a unit's month is held against: its figures of this month and of the stretches beside it, each asked for once."""

from collections.abc import Iterable
from fractions import Fraction

from figures import periods
from figures.answers import Answer, Figure, Line
from figures.checking.formulas import BEFORE, LAST_YEAR, NOW, PREVIOUS, SO_FAR, YEAR_AGO, Formula, Term
from figures.defining import FEN, HOURS, Indicator
from figures.evaluator import Question, evaluate
from figures.frame import Frame
from figures.indicators import BASE
from figures.periods import Period
from office import settings
from office.access import Actor
from office.errors import Rejected
from vocab import LIVE

LONGEST_MONTH = 31  # days
_IN_ONE = {FEN: 100, HOURS: 60}  # fen in a yuan, minutes in an hour


class Books:
    """The figures of a unit and everything below it. Raises NotVisible for a unit outside the actor's area.

    `expect` says which indicators will be compared, so that each stretch is one question.
    """

    def __init__(
        self, actor: Actor, unit_id: int, period: Period, *, previous: Period | None, state: str = LIVE
    ) -> None:
        chosen = settings.everything()
        self.actor = actor
        self.period = period
        self.previous = previous
        self.state = state
        self.settings = chosen
        self.basis: str = chosen["basis"]
        self.frame = Frame(actor, unit_id, period)
        self._expected: dict[str, dict[str, None]] = {}
        self._lines: dict[str, tuple[tuple[str, ...], Line | None]] = {}

    @property
    def base(self) -> str:
        """The number of cases that the chosen basis counts: 调结 or 受理."""
        return BASE[self.basis]

    def expect(self, formula: Formula) -> Formula:
        """Note what will be asked for."""
        for term in formula.terms:
            if term.key:
                self._expected.setdefault(term.stretch, {})[term.key] = None
        return formula

    def sum(self, formula: Formula) -> Fraction | None:
        """What a formula comes to; None when one of its numbers is not known."""
        amounts = [self.amount(term) for term in formula.terms]
        known = [amount for amount in amounts if amount is not None]
        return sum(known, Fraction(0)) if len(known) == len(amounts) else None

    def amount(self, term: Term) -> Fraction | None:
        """What a term adds, money in 元 and time in hours; None for a rate without a base or an unknown stretch."""
        if not term.key:
            return term.times
        value = self.value(term.key, term.part, term.stretch)
        return None if value is None else term.times * value

    def value(self, key: str, part: str = "", stretch: str = NOW) -> Fraction | None:
        """A number of a stretch; None when there is none."""
        if stretch == BEFORE and self._is_first_of_year:
            return Fraction(0)
        period = self.stretch(stretch)
        line = None if period is None else self._line(stretch, period, key)
        return None if line is None else _value(line[key], part)

    def stretch(self, name: str) -> Period | None:
        """The days of a stretch; None for the month before where there is none to compare with."""
        if name == PREVIOUS:
            return self.previous
        if name == YEAR_AGO:
            return periods.year_before(self.period)
        if name == LAST_YEAR:
            return self._year(-1)
        if name == SO_FAR:
            return Period(self._year().start, self.period.end)
        return Period(self._year().start, self.period.start) if name == BEFORE else self.period

    def _year(self, further: int = 0) -> Period:
        """The statistical year in which the period ends, or one `further` years on."""
        year_end = self.settings["year_end"]
        return periods.year(periods.year_of(self.period.last, year_end) + further, year_end)

    @property
    def is_month(self) -> bool:
        """Whether it is a month that is looked at, not a quarter or longer."""
        return (self.period.end - self.period.start).days <= LONGEST_MONTH

    @property
    def _is_first_of_year(self) -> bool:
        return self.period.start <= self._year().start

    def _line(self, stretch: str, period: Period, key: str) -> Line | None:
        """The row of a stretch with all that is expected of it; None when no month of it is locked yet."""
        asked, line = self._lines.get(stretch, ((), None))
        if key not in asked:
            keys = self._expected.setdefault(stretch, {})
            keys[key] = None
            asked, line = tuple(keys), self._asked(tuple(keys), stretch, period)
            self._lines[stretch] = (asked, line)
        return line

    def _asked(self, keys: tuple[str, ...], stretch: str, period: Period) -> Line | None:
        try:
            return self.ask(keys, period=period).total
        except Rejected as fault:
            if fault.field != "state" or stretch == NOW:
                raise
            return None

    def ask(self, keys: Iterable[str], *, by: tuple[str, ...] = (), period: Period | None = None) -> Answer:
        """The answer of the one evaluator about the unit, in this month unless told otherwise."""
        return evaluate(
            self.actor, self.question(keys, by=by, period=period), self.frame.at(period or self.period)
        )

    def question(
        self, keys: Iterable[str], *, by: tuple[str, ...] = (), period: Period | None = None
    ) -> Question:
        """The same as a question, in the books that are looked at."""
        return Question(
            self.frame.unit.id, period or self.period, self.basis, by, tuple(keys), state=self.state
        )


def _value(figure: Figure, part: str) -> Fraction | None:
    value = figure.parts[part] if part else figure.value
    if value is None:
        return None
    one = figure.one
    unit = one.parts[part].unit or one.unit if part and isinstance(one, Indicator) else one.unit
    return Fraction(value) / _IN_ONE.get(unit, 1)
