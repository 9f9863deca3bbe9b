"""A pasted text, checked number by number against the figures of a unit and year."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from figures.comparison.asked import About, Asked
from figures.defining import Rate
from figures.indicators import find as indicator
from figures.proofreading import adding, arithmetic
from figures.proofreading.arithmetic import Recomputed
from figures.proofreading.judging import RIGHT, UNKNOWN, WRONG, Judge, Judged, Way, way_of
from figures.proofreading.matching import Matcher, Meaning
from figures.proofreading.nouns import Said
from figures.proofreading.printed import PERCENT, POINTS, Printed, find
from figures.proofreading.reasons import Explainer
from figures.proofreading.whereabouts import Whereabouts
from figures.returns.spans import YEAR, Span
from figures.sentences import words
from office import settings
from office.access import Actor
from office.errors import Rejected
from vocab import LIVE, N_

MOST_SIGNS = 20_000
MOST_NUMBERS = 300


@dataclass
class Checked:
    """The text with its numbers, each marked, in the order of the text."""

    text: str
    unit: str
    year: int
    state: str
    numbers: list[Judged]
    units: dict[int, str]

    def count(self, mark: str) -> int:
        """How many numbers bear a mark."""
        return sum(one.mark == mark for one in self.numbers)

    def as_json(self) -> dict[str, Any]:
        """As the command line prints it."""
        return {
            "unit": self.unit,
            "year": self.year,
            "state": self.state,
            "counts": {mark: self.count(mark) for mark in (RIGHT, WRONG, UNKNOWN)},
            "numbers": [self._number(one) for one in self.numbers],
        }

    def _number(self, one: Judged) -> dict[str, Any]:
        period = one.about.period
        return {
            "text": one.printed.text,
            "at": one.printed.start,
            "mark": one.mark,
            "indicator": one.indicator,
            "name": one.name,
            "where": dict(one.where),
            "unit": self.units.get(one.about.unit, self.unit),
            "period": period.label,
            "from": period.start.isoformat(),
            "to": period.last.isoformat(),
            "figure": one.figure,
            "why": one.why,
            **one.extra,
        }


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
        self.text = text
        self.year = year
        self.state = state
        self.basis = basis or chosen["basis"]
        self.asked = Asked(actor)
        period = Span(YEAR, year, 1, chosen["year_end"]).period
        self.frame = self.asked.frame(unit_id, period)
        self.where = Whereabouts(text, self.frame, year, chosen["year_end"])
        self.numbers = list(find(text, self.where.taken))
        if len(self.numbers) > MOST_NUMBERS:
            raise Rejected("text", N_("文字里有 {n} 个数，一次最多核对 {most} 个，请分段核对。"),
                           n=len(self.numbers), most=MOST_NUMBERS)  # fmt: skip
        self.matcher = Matcher(self.where, self.numbers)
        self.sums = arithmetic.sums(self.numbers, self.where)
        self.judge = Judge(self.asked, today, chosen["year_end"])
        self.explainer = Explainer(self.asked, self.judge)

    def checked(self) -> Checked:
        """All numbers: first against the figures, then against each other."""
        meanings = self._meanings()
        abouts = self._respectively([self._about(one) for one in self.numbers])
        for about, found in zip(abouts, meanings, strict=True):
            self._expect(about, found)
        judged: list[Judged] = []
        for place, (about, found) in enumerate(zip(abouts, meanings, strict=True)):
            judged.append(self._judged(place, about, found, judged))
        for one in judged:
            self._explain(one)
        adding.settle(self.sums, self.numbers, judged)
        names = {place.id: place.name for place in self.frame.places.values()}
        return Checked(self.text, self.frame.unit.name, self.year, self.state, judged, names)

    def _meanings(self) -> list[list[Meaning]]:
        """What each number may be of. A part of a sum that nothing names is no other number's namesake."""
        found = [self.matcher.meanings(place) for place in range(len(self.numbers))]
        parts = {part for one in self.sums for part in one.parts}
        for place in parts:
            if found[place] and found[place][0].back:
                found[place] = []
        for place, number in enumerate(self.numbers):
            rate = found[place][0].said.key if found[place] and number.unit == PERCENT else ""
            for behind, key in zip(
                arithmetic.counts_behind(place, self.numbers, self.where), self._counts(rate), strict=False
            ):
                if behind:
                    found[behind] = [Meaning(Said(key, ()), 0)]
        return found

    def _counts(self, key: str) -> tuple[str, ...]:
        """The numerator and denominator of a rate."""
        one = indicator(key) if key else None
        return (one.numerator[self.basis], one.denominator[self.basis]) if isinstance(one, Rate) else ()

    def _about(self, number: Printed) -> About:
        return About(
            self.where.unit(number.start), self.where.period(number.start), (), self.basis, self.state
        )

    def _respectively(self, abouts: list[About]) -> list[About]:
        """甲街道、乙街道分别调解5件、3件: each number is that of its unit."""
        for match in re.finditer("分别", self.where.text):
            named = self.where.named_before(match.start())
            end = self.where.sentence(match.start())[1]
            after = [place for place, one in enumerate(self.numbers) if match.end() <= one.start < end]
            if len(named) > 1 and len(named) == len(after):
                for place, unit in zip(after, named, strict=True):
                    abouts[place] = replace(abouts[place], unit=unit)
        return abouts

    def _expect(self, about: About, found: Sequence[Meaning]) -> None:
        for meaning in found:
            self.asked.expect(replace(about, where=meaning.said.where), (meaning.said.key,))

    # ------------------------------------------------------------ one number

    def _judged(self, place: int, about: About, found: list[Meaning], before: list[Judged]) -> Judged:
        number = self.numbers[place]
        way = self._way(place)
        if way is not None:
            return self.judge.change(number, self._changing(found, place, before), self._current(about), way)
        if number.unit == PERCENT and self._is_share(place):
            share = self._share(place, about, before)
            if share is not None:
                return share
        made = self.judge.level(number, found, about)
        return self._by_own_numbers(place, made) if made.mark != RIGHT else made

    def _way(self, place: int) -> Way | None:
        number = self.numbers[place]
        sentence = self.where.sentence(number.start)[0]
        since = max(sentence, self.numbers[place - 1].end if place else 0)
        return way_of(self.where.text[since : number.start], number)

    def _current(self, about: About) -> About:
        """比上年同期 names a period that is not the number's own."""
        last_year = self.where.default.start > about.period.start
        return replace(about, period=self.where.default) if last_year else about

    def _changing(self, found: list[Meaning], place: int, before: list[Judged]) -> list[Meaning]:
        """What a change is of: what the words before it say, of a percentage whatever it is counted in.

        Where they say nothing it is of the number before it, as that was understood.
        """
        unit = {PERCENT: "", POINTS: PERCENT}.get(self.numbers[place].group)
        own = found if unit is None else self.matcher.meanings(place, unit)
        levels = [one for one in before if one.key and "change" not in one.extra]
        if levels and (not own or own[0].back):
            last = levels[-1]
            return [Meaning(Said(last.key, (), last.part, where=last.where), 0)]
        return own

    # ------------------------------------------------------------ shares and rates of the text itself

    def _is_share(self, place: int) -> bool:
        since = self.numbers[place - 1].end if place else 0
        return "占" in self.where.text[since : self.numbers[place].start][-8:]

    def _share(self, place: int, about: About, before: list[Judged]) -> Judged | None:
        """占20.8%: the number just before over the same without its row, or over the whole printed in the sentence."""
        if not before or not before[-1].key or not before[-1].where:
            return None
        part = before[-1]
        whole = self.asked.figure(part.key, replace(part.about, where=()))
        value = self.asked.figure(part.key, part.about)
        number = self.numbers[place]
        text = words.share(value.value or 0, whole.value or 0, max(1, number.places))
        made = Judged(number, part.about, key=part.key, where=part.where, row=part.row, extra={"share": True})
        if text is None:
            made.why = N_("没有基数")
            return made
        made.figure = f"{text}%"
        made.truth = Decimal(text)
        exact = arithmetic.ratio(value.value or 0, whole.value or 0, number.places)
        made.mark = RIGHT if exact == number.value else WRONG
        made.why = N_("占比 {above}÷{below}").format(above=value.value, below=whole.value)
        return made

    def _by_own_numbers(self, place: int, made: Judged) -> Judged:
        """A rate that the figures cannot tell, or tell otherwise, worked out from the two numbers printed beside it."""
        rates = arithmetic.recomputed(place, self.numbers, self.where)
        if not rates:
            return made
        number = self.numbers[place]
        if made.mark == WRONG and made.key:
            made.extra["own"] = self._own_words(rates[0], number)
            return made
        agreeing = next((one for one in rates if one.agrees(number)), None)
        one = agreeing or rates[0]
        made = Judged(number, made.about, RIGHT if agreeing else WRONG)
        made.figure = f"{words.exact(one.rounded(max(1, number.places)))}%"
        made.why = self._own_words(one, number)
        made.truth = one.should
        return made

    @staticmethod
    def _own_words(one: Recomputed, number: Printed) -> str:
        above, below = words.exact(one.above.value), words.exact(one.below.value)
        found = f"{words.exact(one.rounded(max(1, number.places)))}%"
        if one.is_change:
            return N_("按文中的 {below} 和 {above} 重算，变化为 {found}").format(
                below=below, above=above, found=found
            )
        return N_("按文中的两个数重算：{above}÷{below}＝{found}").format(
            above=above, below=below, found=found
        )

    # ------------------------------------------------------------ why

    def _explain(self, one: Judged) -> None:
        if one.mark != WRONG or not one.key or "change" in one.extra or "share" in one.extra:
            return
        self.explainer.expect(one)
        one.why = self.explainer.why(one)
        own = one.extra.pop("own", "")
        if own:
            one.why = f"{one.why}；{own}"


def in_words(found: Checked) -> str:
    """The marks line by line, for the terminal."""
    head = "　".join(f"{mark} {found.count(mark)}" for mark in (RIGHT, WRONG, UNKNOWN))
    lines = [
        "\t".join(
            [
                one.mark,
                one.printed.text,
                one.figure or "—",
                found.units.get(one.about.unit, found.unit),
                one.about.period.label,
                one.why,
            ]
        )
        for one in found.numbers
    ]
    return "\n".join([f"{found.unit}　{found.year}年　{head}", *lines])
