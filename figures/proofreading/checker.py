"""A pasted text, checked number by number against the figures of a unit and year."""

import datetime
from collections.abc import Sequence
from dataclasses import replace

from figures import periods
from figures.comparison.asked import About, Asked
from figures.defining import Rate
from figures.evaluator import must_be_known
from figures.indicators import find as indicator
from figures.proofreading import adding, arithmetic, claims, closing, own_numbers
from figures.proofreading.changing import Changes, is_start, way_of
from figures.proofreading.checked import Checked
from figures.proofreading.judged import RIGHT, UNKNOWN, WRONG, Judged
from figures.proofreading.judging import Judge
from figures.proofreading.matching import Matcher, Meaning
from figures.proofreading.nouns import Said
from figures.proofreading.printed import PERCENT, POINTS, Printed, find
from figures.proofreading.reasons import Explainer
from figures.proofreading.relating import Relations
from figures.proofreading.shares import (
    Shares,
    is_share,
)
from figures.proofreading.squeezing import Squeezed
from figures.proofreading.turns import Turn, turns
from figures.proofreading.whereabouts import Whereabouts
from figures.returns.spans import YEAR, Span
from office import settings
from office.access import Actor
from office.errors import Rejected
from vocab import LIVE, N_

MOST_SIGNS = 20_000
MOST_NUMBERS = 1000


def check(
    actor: Actor,
    text: str,
    unit_id: int,
    year: int,
    *,
    today: datetime.date,
    state: str = LIVE,
    basis: str = "",
) -> Checked:
    """Every number of a text with its mark. Raises NotVisible, NotAllowed, Rejected (field "text")."""
    actor.must("figures.read")
    if not text.strip():
        raise Rejected("text", N_("请粘贴要核对的文字。"))
    if len(text) > MOST_SIGNS:
        raise Rejected(
            "text",
            N_("文字有 {n} 个字，一次最多核对 {most} 个字，请分段核对。"),
            n=len(text),
            most=MOST_SIGNS,
        )
    return _Checker(actor, text, unit_id, year, today, state, basis).checked()


class _Checker:
    def __init__(
        self, actor: Actor, text: str, unit_id: int, year: int, today: datetime.date, state: str, basis: str
    ) -> None:
        chosen = settings.everything()
        self.given = text
        self.squeezed = Squeezed(text)
        self.year = year
        self.state = state
        self.basis = basis or chosen["basis"]
        must_be_known(self.basis, state)
        self.asked = Asked(actor)
        period = Span(YEAR, year, 1, chosen["year_end"]).period
        self.frame = self.asked.frame(unit_id, period)
        self.where = Whereabouts(self.squeezed.text, self.frame, year, chosen["year_end"])
        self.numbers = list(find(self.squeezed.text, self.where.taken))
        if len(self.numbers) > MOST_NUMBERS:
            raise Rejected("text", N_("文字里有 {n} 个数，一次最多核对 {most} 个，请分段核对。"),
                           n=len(self.numbers), most=MOST_NUMBERS)  # fmt: skip
        self.matcher = Matcher(self.where, self.numbers)
        self.turns = turns(self.numbers, self.where, self.matcher.spoken)
        self.relations = Relations(self.where, self.numbers, self.matcher, self.turns)
        self.sums = arithmetic.sums(self.numbers, self.where)
        self.judge = Judge(self.asked)
        self.changes = Changes(self.asked, today, chosen["year_end"])
        self.shares = Shares(self.asked)
        self.explainer = Explainer(self.asked, self.judge)

    def checked(self) -> Checked:
        """All numbers: first against the figures, then against each other."""
        meanings = self._meanings()
        abouts = [self._about(place) for place in range(len(self.numbers))]
        for about, found in zip(abouts, meanings, strict=True):
            self._expect(about, found)
        judged: list[Judged] = []
        for place, (about, found) in enumerate(zip(abouts, meanings, strict=True)):
            judged.append(self._judged(place, about, found, judged))
        for one in judged:
            self._explain(one)
        closing.settle(self.numbers, self.where, judged)
        adding.settle(self.sums, self.numbers, judged)
        for one in judged:
            one.printed = self._as_given(one.printed)
        names = {place.id: place.name for place in self.frame.places.values()}
        return Checked(self.given, self.frame.unit.name, self.year, self.state, judged, names)

    def _as_given(self, number: Printed) -> Printed:
        start, end = self.squeezed.original(number.start, number.end)
        return replace(number, text=self.given[start:end], start=start, end=end)

    # ------------------------------------------------------------ what each is of

    def _meanings(self) -> list[list[Meaning]]:
        """What each number may be of. A part of a sum that nothing names is no other number's namesake."""
        found = [self.matcher.meanings(place) for place in range(len(self.numbers))]
        for place, whole in ((part, one.whole) for one in self.sums for part in one.parts):
            alike = self._unit(place) == self._unit(whole)  # 其中城关镇5件 is named by its unit
            if found[place] and found[place][0].back and alike:
                found[place] = []
        for place in range(1, len(found)):
            found[place] = self.matcher.other_part(place, found[place - 1]) or found[place]
        for place, turn in self.turns.items():
            found[place] = self._in_turn(place, turn, found)
        for place, number in enumerate(self.numbers):
            rate = found[place][0].said.key if found[place] and number.unit == PERCENT else ""
            for behind, key in zip(
                arithmetic.counts_behind(place, self.numbers, self.where), self._counts(rate), strict=False
            ):
                if behind:
                    found[behind] = [Meaning(Said(key, ()), 0)]
        return found

    def _in_turn(self, place: int, turn: Turn, found: list[list[Meaning]]) -> list[Meaning]:
        """Of a row told in turn that row; of a unit what the first of its run is; of what is not known nothing sure."""
        if turn.said:
            number = self.numbers[place]
            return [Meaning(one, 0, sure=not one.weak) for one in turn.said if self.matcher.fits(one, number)]
        first = found[turn.first]
        return first if turn.is_known else _unsure(found[place] or first)

    def _counts(self, key: str) -> tuple[str, ...]:
        """The numerator and denominator of a rate."""
        one = indicator(key) if key else None
        return (one.numerator[self.basis], one.denominator[self.basis]) if isinstance(one, Rate) else ()

    def _unit(self, place: int) -> int | None:
        return self.where.unit(self.numbers[place].start)

    def _about(self, place: int) -> About | None:
        """Whose and when; None where the text names a unit that is not known."""
        start = self.numbers[place].start
        turn = self.turns.get(place)
        unit = turn.unit if turn and turn.unit else self.where.unit(start)
        period = turn.period if turn and turn.period else self.where.period(start)
        if self.numbers[place].group == POINTS and self.where.is_compared(start):
            period = self.where.default  # 高于上年3个百分点 is of this year
        return None if unit is None else About(unit, period, (), self.basis, self.state)

    def _expect(self, about: About | None, found: Sequence[Meaning]) -> None:
        for meaning in found:
            if about is not None:
                self.asked.expect(replace(about, where=meaning.said.where), (meaning.said.key,))

    # ------------------------------------------------------------ one number

    def _judged(self, place: int, about: About | None, found: list[Meaning], before: list[Judged]) -> Judged:
        number = self.numbers[place]
        why = claims.why_none(self.where, number.start)
        if about is None or why:
            default = About(self.frame.unit.id, self.where.period(number.start), (), self.basis, self.state)
            return Judged(number, about or default, why=why or N_("分不清说的是哪个单位，请自行核对"))
        own = self._held(place, about, found, before)
        return self._by_own_numbers(place, own) if own.mark != RIGHT else own

    def _by_own_numbers(self, place: int, made: Judged) -> Judged:
        wholes = {part: one.whole for one in self.sums for part in one.parts}
        return own_numbers.judged(made, arithmetic.recomputed(place, self.numbers, self.where, wholes))

    def _held(self, place: int, about: About, found: list[Meaning], before: list[Judged]) -> Judged:
        """A number against the figures: a change, a share or how much there is."""
        number = self.numbers[place]
        turn = self.turns.get(place)
        told = self.numbers[turn.first] if turn else number
        way = way_of(self.where, told, self.relations.lead(place), about.period.start.year)
        if way is not None:
            return self.changes.judged(number, self.relations.changing(found, place, before), about, way)
        if is_share(number, self.relations.words(place)):
            tried = self.relations.shares(place, about, before)
            share = self.shares.judged(number, about, tried)
            return share or Judged(number, about, why=N_("看不出占的是什么，请自行核对"))
        if is_start(self.where, number) and about.period == self.where.default:
            return self._start(number, found, about)
        made = self.judge.level(number, found, about)
        return self._otherwise(made, place, found, before) if made.mark == WRONG else made

    def _otherwise(self, made: Judged, place: int, found: list[Meaning], before: list[Judged]) -> Judged:
        """What a wrong number may be of as well, by what was spoken of before: then nobody can tell that it is wrong."""
        number, about = made.printed, made.about
        row = self.relations.row_before(made, before)
        if row:
            own = [replace(one, said=replace(one.said, where=row)) for one in found if not one.said.where]
            return self.judge.level(number, _unsure(own), replace(about, where=()))
        if (unit := self.where.earlier_in_line(number.start)) and place not in self.turns:
            return self.judge.level(number, _unsure(found), replace(about, unit=unit))
        if place not in self.turns and self.where.is_doubtful(number.start, self.relations.lead(place)):
            return self.judge.level(number, _unsure(found), replace(about, unit=self.frame.unit.id))
        return made

    def _start(self, number: Printed, found: list[Meaning], about: About) -> Judged:
        """从1180件增加到1436件: the number of the year before, if it is; what else it may be of nobody says."""
        ago = periods.year_before(about.period)
        return self.judge.level(number, _unsure(found), replace(about, period=ago))

    # ------------------------------------------------------------ why

    def _explain(self, one: Judged) -> None:
        if one.mark != WRONG or not one.key or "change" in one.extra or "share" in one.extra:
            return
        self.explainer.expect(one)
        if one.extra.pop("mixed", False):
            self._mixed(one)
            return
        one.why = self.explainer.why(one)
        own = one.extra.pop("own", "")
        if own:
            one.why = f"{one.why}；{own}"

    def _mixed(self, one: Judged) -> None:
        """A number in the wrong unit is wrong where it is right for another one; else it is of something else."""
        one.why = self.explainer.mixed(one)
        if not one.why:
            one.mark, one.figure, one.why = UNKNOWN, "", N_("没有找到与它对应的指标，请自行核对")


def _unsure(found: Sequence[Meaning]) -> list[Meaning]:
    """The same, but not sure."""
    return [replace(one, sure=False) for one in found]
