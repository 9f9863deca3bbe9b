"""What changes and shares are of: the words before them, what is told in turn, the number that stands before."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from figures.comparison.asked import About
from figures.defining import Rate
from figures.indicators import find as indicator
from figures.proofreading.judged import RIGHT, UNKNOWN, Judged
from figures.proofreading.matching import Matcher, Meaning
from figures.proofreading.nouns import Said
from figures.proofreading.printed import PERCENT, POINTS, TIMES, Printed
from figures.proofreading.shares import (
    SHARE,
    TOGETHER,
    Piece,
    Share,
    in_its_whole,
    of_pieces,
    of_said,
    together,
)
from figures.proofreading.turns import Turn
from figures.proofreading.whereabouts import Whereabouts


class Relations:
    """Finds for the numbers of one text what they are related to; `before` are those already judged."""

    def __init__(
        self, where: Whereabouts, numbers: Sequence[Printed], matcher: Matcher, turns: Mapping[int, Turn]
    ) -> None:
        self.where = where
        self.numbers = numbers
        self.matcher = matcher
        self.turns = turns

    def lead(self, place: int) -> int:
        """Where the words begin that say what a number is: behind the one before it, of a run before its first."""
        turn = self.turns.get(place)
        first = turn.first if turn else place
        sentence = self.where.sentence(self.numbers[first].start)[0]
        return max(sentence, self.numbers[first - 1].end if first else 0)

    def words(self, place: int) -> str:
        """The words from there to the number, of a run to its first."""
        turn = self.turns.get(place)
        return self.where.text[self.lead(place) : self.numbers[turn.first if turn else place].start]

    def row_before(self, made: Judged, before: Sequence[Judged]) -> tuple[tuple[str, str], ...]:
        """法院委派153件，成功率94.8%: the row that the sentence spoke of, where a figure can be confined to it."""
        start = self.where.sentence(made.printed.start)[0]
        rows = [one for one in before if one.where and one.printed.start >= start and one.mark == RIGHT]
        if made.where or not rows or self.where.text[start : made.printed.start].count("其中"):
            return ()
        one = indicator(made.key)
        ways = one.breakdowns or (() if isinstance(one, Rate) else tuple(one.source.breakdowns))
        return rows[-1].where if rows[-1].where[0][0] in ways else ()

    def changing(self, found: list[Meaning], place: int, before: list[Judged]) -> list[Meaning]:
        """What a change is of: what the words before it say, of a percentage whatever it is counted in.

        Where they say nothing it is of the number before it, as that was understood.
        """
        turn = self.turns.get(place)
        own = self._of_any_unit(found, place)
        if turn and turn.said:
            return found
        if own and not own[0].back:
            return own
        if turn and turn.level is not None:
            levels = [before[turn.level]]
        else:
            line = self.where.text.rfind("\n", 0, self.numbers[place].start)
            end = self._before_aside(place)
            levels = [
                one for one in before if line < one.printed.start < end and self._may_change(one, place)
            ]
        if not levels or not levels[-1].key:
            return own
        last = levels[-1]
        sentence = self.where.sentence(self.numbers[place].start)[0]
        sure = last.mark != UNKNOWN and last.printed.start >= sentence
        return [Meaning(Said(last.key, (), last.part, where=last.where), 0, sure=sure)]

    def _before_aside(self, place: int) -> int:
        """Behind brackets a change is of what stands before them: 663件（刑事168件、民事204件），同比上升24%."""
        start, number = self.lead(place), self.numbers[place].start
        closing = self.where.text.find("）", start, number)
        if closing < 0 or "（" in self.where.text[start:closing]:
            return number
        return self.where.text.rfind("（", 0, start)

    def _of_any_unit(self, found: list[Meaning], place: int) -> list[Meaning]:
        """What the words before a percentage of change say: of a number in whatever unit or a rate, what fits better."""
        units = {PERCENT: ("", PERCENT), TIMES: ("",), POINTS: (PERCENT, "")}.get(
            self.numbers[place].group, ()
        )
        tried = [self.matcher.meanings(place, unit) for unit in units]
        own = [one for one in tried if one and not one[0].back]
        if not units:
            return found
        return max(own, key=lambda one: one[0].score) if own else tried[0]

    def _may_change(self, one: Judged, place: int) -> bool:
        """Whether a number before is what a change is of: a rate of 百分点, else a level or what changed itself."""
        return bool(one.key) and (self.numbers[place].group != POINTS or isinstance(indicator(one.key), Rate))

    def shares(self, place: int, about: About, before: list[Judged]) -> list[Share]:
        """What a share may be of: what is told in turn, a row that is named, several numbers together, the one before."""
        words_before, turn = self.words(place), self.turns.get(place)
        county = self.where.frame.unit.id
        last = before[-1] if before else None
        if turn and turn.said:
            return [of_pieces([one], county, words_before) for one in of_said(turn.said, about)]
        if turn and turn.unit:
            level = before[turn.level] if turn.level is not None else last
            key = level.key if level and level.key else "dispute.concluded"
            return [of_pieces([Piece(key, replace(about, unit=turn.unit, where=()))], county, words_before)]
        if TOGETHER.search(words_before):
            pieces = together(before)
            return [of_pieces(pieces, county, words_before)] if pieces else []
        named = [one.said for one in self.matcher.meanings(place, "件") if not one.back]
        if own := of_said(named, about):
            return [of_pieces([one], county, words_before) for one in own]
        return self._of_last(last, words_before) if last and last.key else []

    def _of_last(self, last: Judged, words_before: str) -> list[Share]:
        """The share of the number before in its whole, or in what is named behind 占: 讲座201场，占普法活动的29.4%."""
        piece, county = Piece(last.key, last.about, last.part), self.where.frame.unit.id
        if last.where or piece.is_part or last.about.unit != county:
            return [of_pieces([piece], county, words_before)]
        said = self.matcher.named(SHARE.split(words_before)[-1], last.printed)
        return [Share((piece,), Piece(said.key, last.about))] if said else in_its_whole(piece, words_before)
