"""Shares: 占20.8% of a number before, of a row or unit that is named, or of several together, over its whole."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from figures.comparison.asked import About, Asked
from figures.defining import RATE
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
TOGETHER = re.compile(r"合计|共计|总共|共占|合占|之和|[两二三四五六七八几上]述?[类项种者]")
_OF_ALL = re.compile(r"全[县区市旗州]")
_PLAIN = re.compile(
    r"全[县区市旗州镇乡年部]|调解|受理|调处|化解|矛盾|纠纷|案件|总[数量体]?|数量?|件数|同期|比重|比例|比|左右|分别|依次|其中"
    r"|[的约到了达为至近超逾过各类，、：:（(\s]"
)


@dataclass(frozen=True)
class Share:
    """Parts of a whole: what each part is of; `sure` unless the words name a whole that is not understood."""

    parts: tuple[tuple[str, About], ...]
    whole: tuple[str, About]
    sure: bool = True


def is_share(number: Printed, words_before: str) -> bool:
    """Whether a number is said to be a share."""
    return number.group == PERCENT and bool(SHARE.search(words_before)) and "率" not in words_before[-3:]


def of_parts(parts: Sequence[tuple[str, About]], county: int, words_before: str) -> Share:
    """The share of parts: of units in the county, of rows in all rows of the unit."""
    key, about = parts[0]
    found = list(SHARE.finditer(words_before))
    tail = words_before[found[-1].end() :] if found else ""
    of_unit = not about.where or bool(_OF_ALL.search(tail))
    whole = replace(about, unit=county if of_unit else about.unit, where=())
    return Share(tuple(parts), (key, whole), not _PLAIN.sub("", tail))


def together(before: Sequence[Judged]) -> list[tuple[str, About]]:
    """The last numbers of one indicator and different rows or units: 邻里纠纷8件、合同纠纷2件."""
    parts: list[tuple[str, About]] = []
    for one in reversed(before):
        is_part = one.key and one.printed.group != PERCENT and (not parts or one.key == parts[0][0])
        if not is_part or (
            parts and (bool(one.where) != bool(parts[0][1].where) or one.about == parts[0][1])
        ):
            break
        parts.append((one.key, one.about))
    return parts if len(parts) > 1 else []


def of_said(said: Sequence[Said], about: About) -> list[tuple[str, About]]:
    """What a row named before 占 may be of, where no number of it is printed."""
    return [(one.key, replace(about, where=one.where)) for one in said if one.where and not one.weak]


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
            part = sum(self._value(key, own) for key, own in share.parts)
            whole = self._value(*share.whole)
        except (Rejected, NotVisible):
            return None
        key, own = share.parts[0]
        where = own.where if len(share.parts) == 1 else ()
        made = Judged(number, own if where else about, key=key, where=where, row=self._row(own) if where else "",
                      extra={"share": True})  # fmt: skip
        text = words.share(part, whole, max(1, number.places))
        if text is None:
            made.why = N_("没有基数")
            return made
        made.figure, made.truth = f"{text}%", Decimal(part) * 100 / Decimal(whole)
        right = is_right(number, part, whole)
        made.mark = RIGHT if right else WRONG if share.sure else UNKNOWN
        made.why = N_("占比 {above}÷{below}").format(above=part, below=whole)
        return made

    def _value(self, key: str, about: About) -> int | Decimal:
        figure = self.asked.figure(key, about)
        if find(key).kind == RATE:
            raise Rejected("text", N_("比率没有占比"))
        return figure.value or 0

    def _row(self, about: About) -> str:
        frame = self.asked.frame(about.unit, about.period)
        return "、".join(frame.term_name(part) if part in frame.terms else part for _, part in about.where)


def is_right(number: Printed, part: int | Decimal, whole: int | Decimal) -> bool:
    """Whether a percentage says part ÷ whole."""
    if number.how != EXACT:
        return bool(whole) and agreement.agrees(number, Decimal(part) * 100 / Decimal(whole))
    return ratio(part, whole, number.places) == number.value
