"""Shares: 占20.8% of a number before, of a row or unit that is named, or of several together, over its whole."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from figures.comparison.asked import About, Asked, amount
from figures.defining import RATE, Indicator
from figures.indicators import find
from figures.proofreading import agreement
from figures.proofreading.judged import RIGHT, UNKNOWN, WRONG, Judged
from figures.proofreading.nouns import Said
from figures.proofreading.printed import EXACT, PERCENT, Printed
from figures.rates import ratio
from figures.sentences import words
from office.errors import NotVisible, Rejected
from vocab import N_

SHARE = re.compile(r"占(?:全部|总)?|比重|比例")
TOGETHER = re.compile(
    r"合计|共计|总共|共占|合占|之和|[两二三四五六七八几上]述?(?:[类项种者地]|个?(?:乡镇|街道|[县区市镇乡村]))"
)
_OF_ALL = re.compile(r"全[县区市旗州]")
_PLAIN = re.compile(
    r"全[县区市旗州镇乡年部]|调解|受理|调处|化解|矛盾|纠纷|案件|总[数量体]?|数量?|件数|同期|比重|比例|比|左右|分别|依次|其中"
    r"|[的约到了达为至近超逾过各类，、：:（(\s]"
)


@dataclass(frozen=True)
class Piece:
    """What may be a part of a whole: an indicator (its `part`) of a unit and row."""

    key: str
    about: About
    part: str = ""

    @property
    def is_part(self) -> bool:
        """Whether it is one of several numbers that an indicator adds up: the criminal cases of all."""
        one = find(self.key)
        return bool(self.part) and isinstance(one, Indicator) and one.added


@dataclass(frozen=True)
class Share:
    """Pieces of a whole; `sure` unless the words name a whole that is not understood."""

    pieces: tuple[Piece, ...]
    whole: Piece
    sure: bool = True


# what a number is a share of where nothing else is said
_WHOLES = {
    "dispute.written_agreements": "dispute.agreements",
    "dispute.oral_agreements": "dispute.agreements",
    "dispute.referred": "dispute.concluded",
    "dispute.difficult": "dispute.concluded",
    "publicity.lectures": "publicity.events",
    "aid.accepted": "aid.all",
    "aid.legal_help": "aid.all",
    "consultation.visits": "aid.consultations",
}


def in_its_whole(piece: Piece, words_before: str) -> list[Share]:
    """The share of a number in that which it is always a part of; none where another whole is named."""
    whole = _WHOLES.get(piece.key)
    tail = SHARE.split(words_before)[-1]
    return (
        [Share((piece,), Piece(whole, piece.about), sure=False)] if whole and not _PLAIN.sub("", tail) else []
    )


def is_share(number: Printed, words_before: str) -> bool:
    """Whether a number is said to be a share."""
    return number.group == PERCENT and bool(SHARE.search(words_before)) and "率" not in words_before[-3:]


def of_pieces(pieces: Sequence[Piece], county: int, words_before: str) -> Share:
    """The share of pieces: of units in the county, of rows in all rows of the unit, of parts in their sum."""
    first = pieces[0]
    found = list(SHARE.finditer(words_before))
    tail = words_before[found[-1].end() :] if found else ""
    of_unit = not (first.about.where or first.is_part) or bool(_OF_ALL.search(tail))
    whole = replace(first.about, unit=county if of_unit else first.about.unit, where=())
    part = "" if first.is_part else first.part
    return Share(tuple(pieces), Piece(first.key, whole, part), not _PLAIN.sub("", tail))


def together(before: Sequence[Judged]) -> list[Piece]:
    """The last numbers of one indicator and different rows, parts or units: 邻里纠纷8件、合同纠纷2件."""
    pieces: list[Piece] = []
    for one in reversed(before):
        own = Piece(one.key, one.about, one.part)
        last = pieces[-1] if pieces else own
        alike = one.key == last.key and bool(one.where) == bool(last.about.where)
        if not one.key or one.printed.group == PERCENT or not alike or (pieces and own == last):
            break
        pieces.append(own)
    return pieces if len(pieces) > 1 else []


def of_said(said: Sequence[Said], about: About) -> list[Piece]:
    """What a row or part named before 占 may be of, where no number of it is printed."""
    found = [Piece(one.key, replace(about, where=one.where), one.part) for one in said if not one.weak]
    return [one for one in found if one.about.where or one.is_part]


class Shares:
    """Holds shares against the figures."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked

    def judged(self, number: Printed, about: About, tried: Sequence[Share]) -> Judged | None:
        """A share with its mark: right when any of what it may be of has it. None where nothing can be asked."""
        first: Judged | None = None
        for share in tried:
            made = self._held(number, about, share)
            if made and made.mark == RIGHT:
                return made
            first = first or made
        return first

    def _held(self, number: Printed, about: About, share: Share) -> Judged | None:
        try:
            piece = sum((self._value(each) for each in share.pieces), Decimal(0))
            whole = self._value(share.whole)
        except (Rejected, NotVisible):
            return None
        first = share.pieces[0]
        one = len(share.pieces) == 1
        made = Judged(number, first.about if one else about, key=first.key, part=first.part if one else "",
                      where=first.about.where if one else (), row=self._row(first.about) if one else "",
                      extra={"share": True})  # fmt: skip
        text = words.share(piece, whole, max(1, number.places))
        if text is None:
            made.why = N_("没有基数")
            return made
        made.figure, made.truth = f"{text}%", Decimal(piece) * 100 / Decimal(whole)
        right = is_right(number, piece, whole)
        made.mark = RIGHT if right else WRONG if share.sure else UNKNOWN
        made.why = N_("占比 {above}÷{below}").format(above=words.exact(piece), below=words.exact(whole))
        return made

    def _value(self, piece: Piece) -> Decimal:
        if find(piece.key).kind == RATE:
            raise Rejected("text", N_("比率没有占比"))
        return amount(self.asked.figure(piece.key, piece.about), piece.part) or Decimal(0)

    def _row(self, about: About) -> str:
        frame = self.asked.frame(about.unit, about.period)
        return "、".join(frame.term_name(part) if part in frame.terms else part for _, part in about.where)


def is_right(number: Printed, part: int | Decimal, whole: int | Decimal) -> bool:
    """Whether a percentage says part ÷ whole."""
    if number.how != EXACT:
        return bool(whole) and agreement.agrees(number, Decimal(part) * 100 / Decimal(whole))
    return ratio(part, whole, number.places) == number.value
