"""The numbers of a template, worked out from what its cells mean: one question for each stretch and row of a breakdown."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from figures import breakdowns
from figures.answers import Answer, Figure, Line
from figures.books.sealed import books_of
from figures.defining import FEN, HOURS, Indicator, Rate
from figures.evaluator import Question, evaluate
from figures.frame import Frame
from figures.indicators import find
from figures.periods import Period
from figures.rates import exact, rounded, wan, yuan
from figures.templates.meaning import CHILD, OWN, PERCENT, WAN, Meaning, source_of
from figures.templates.places import Places
from figures.templates.stretches import When
from office.access import Actor
from office.errors import Rejected
from vocab import BASES, BOOKS, LIVE, N_, OFFICIAL

Number = int | Decimal


@dataclass(frozen=True)
class Worked:
    """The number for a cell, or None and why there is none."""

    number: Number | None
    why: str = ""


class Workings:
    """The numbers of one unit and year (up to a month). Raises NotVisible, Rejected.

    `basis` and `state` are those of a Question.
    """

    def __init__(self, actor: Actor, unit_id: int, when: When, basis: str, state: str = LIVE) -> None:
        if basis not in BASES:
            raise Rejected("basis", N_("统计口径应为“按结案日期”或“按受理日期”。"))
        if state not in BOOKS:
            raise Rejected("state", N_("数据状态应为“实时”或“审定”。"))
        self.actor = actor
        self.when = when
        self.basis = basis
        self.state = state
        self.frame = Frame(actor, unit_id, when.period("ytd"))
        self.places = Places(self.frame)

    def of(self, meanings: Iterable[Meaning]) -> dict[Meaning, Worked]:
        """Meaning → its number. What cannot be worked out says why."""
        found: dict[Meaning, Worked] = {}
        together: dict[tuple[str, str, str, bool], list[Meaning]] = defaultdict(list)
        for meaning in dict.fromkeys(meanings):
            why = self._hindrance(meaning)
            if why:
                found[meaning] = Worked(None, why)
            else:
                group = meaning.stretch, meaning.by, meaning.row, _is_share(meaning)
                together[group].append(meaning)
        for group, ones in together.items():
            try:
                found.update(self._asked(*group, ones))
            except Rejected as refused:  # such as a stretch of which nothing is locked
                found.update(dict.fromkeys(ones, Worked(None, str(refused))))
        return found

    @property
    def missing(self) -> list[str]:
        """The names of the units that lack a locked month of the year so far (缺报); none of living figures."""
        if self.state != OFFICIAL:
            return []
        books = books_of(self.frame, self.when.period("ytd"))
        return [post.name for post in books.missing_units()]

    def _hindrance(self, meaning: Meaning) -> str:
        """Why a cell cannot be filled, "" when it can."""
        try:
            one = find(meaning.key)
        except Rejected:
            return N_("指标已不存在")
        if meaning.by and meaning.by not in source_of(one).breakdowns:
            return N_("指标已不能这样细分")
        if isinstance(one, Indicator) and meaning.part and meaning.part not in one.parts:
            return N_("指标已没有这个分项")
        if meaning.whose == CHILD and self.places.find(meaning.child) is None:
            return N_("没有找到单位“{name}”").format(name=meaning.child)
        if self.when.needs_month(meaning.stretch):
            return N_("没有写明月份")
        if self.when.is_ahead(meaning.stretch):
            return N_("在填报的月份之后")
        return ""

    def _asked(
        self, stretch: str, by: str, row: str, share: bool, ones: list[Meaning]
    ) -> dict[Meaning, Worked]:
        keys = tuple(dict.fromkeys(one.key for one in ones))
        period = self.when.period(stretch)
        made: dict[int, Answer] = {}
        found = {}
        for one in ones:
            unit, part = self._place(one, share)
            if unit not in made:
                made[unit] = self._answer(unit, period, by, row, share, keys)
            found[one] = _written(_line(made[unit], part, by, row)[one.key], one)
        return found

    def _place(self, one: Meaning, share: bool) -> tuple[int, str]:
        """The unit that is asked about, and the row of its table by unit ("": its total)."""
        own = self.frame.unit.id
        if one.whose != CHILD:
            return own, breakdowns.OWN if one.whose == OWN else ""
        place = self.places.find(one.child)
        assert place is not None  # looked for in _hindrance
        if share or place.id not in self.frame.children:
            return place.id, ""
        return own, str(place.id)

    def _answer(
        self, unit: int, period: Period, by: str, row: str, share: bool, keys: tuple[str, ...]
    ) -> Answer:
        """A unit's figures by the units below; a share is measured against the whole table, not against its row."""
        groups = (("unit",) if unit == self.frame.unit.id else ()) + ((by,) if share and by else ())
        where = ((by, row),) if by and not share else ()
        question = Question(unit, period, self.basis, groups, keys, where, state=self.state)
        frame = self.frame.at(period) if unit == self.frame.unit.id else None
        return evaluate(self.actor, question, frame)


def _line(answer: Answer, part: str, by: str, row: str) -> Line:
    places = {"unit": part} if part else {}
    if by in answer.question.by:
        places[by] = row
    return answer.at(**places) if places else answer.total


def _is_share(meaning: Meaning) -> bool:
    one = find(meaning.key)
    return isinstance(one, Rate) and one.whole


def _written(figure: Figure, meaning: Meaning) -> Worked:
    """A figure as the number that is put into a cell."""
    one = figure.one
    if figure.value is None:
        return Worked(None, N_("没有基数") if isinstance(one, Rate) else N_("审定数不能得出"))
    if isinstance(one, Rate):
        return Worked(_formed(Decimal(figure.value), "", meaning.form))
    if not meaning.part:
        return Worked(_formed(figure.value, one.unit, meaning.form))
    amount: Number = figure.parts[meaning.part]
    part = one.parts[meaning.part]
    return Worked(
        _formed(exact(int(amount)) if one.hundredths else amount, part.unit or one.unit, meaning.form)
    )


def _formed(value: Number, unit: str, form: str) -> Number:
    if form == PERCENT:
        return Decimal(value) / 100
    if unit == FEN:
        return wan(int(value)) if form == WAN else _whole(yuan(int(value)))
    if unit == HOURS:
        value = rounded(Decimal(value) / 60, 1)
    return rounded(Decimal(value) / 10_000, 2) if form == WAN else value


def _whole(value: Decimal) -> Number:
    return int(value) if value == value.to_integral_value() else value
