"""The small language of checks: sums of indicators, read by hand, so that a bureau can write its own without code.

    sum  = [−] term {(+ or −) term}
    term = [number ×] indicator [@ stretch], or a number
    e.g.   调解成功数      3 × 调结纠纷数@上月 − 20      dispute.concluded@累计 + 防止民转刑(人)

An indicator is written by its name or key; one of several numbers with the one that is meant behind it, 防止民转刑(人).
Money counts in 元, time in hours. Nothing here is ever executed as code.
"""

import difflib
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from figures.defining import Indicator, Rate
from figures.wording import is_several
from office.errors import Rejected
from vocab import N_

NOW, PREVIOUS, SO_FAR, BEFORE, YEAR_AGO, LAST_YEAR = "", "上月", "累计", "上月累计", "上年同期", "上年"
STRETCHES = {
    PREVIOUS: N_("上一个月"),
    SO_FAR: N_("统计年度开始到本月末"),
    BEFORE: N_("统计年度开始到上月末"),
    YEAR_AGO: N_("上一年的同一时期"),
    LAST_YEAR: N_("上一个统计年度全年"),
}
ALSO = {"上期": PREVIOUS, "上期累计": BEFORE, "本年累计": SO_FAR, "去年同期": YEAR_AGO, "去年": LAST_YEAR}
MOST_TERMS = 20
MOST_SIGNS = 300
_SIGNS = {"−": "-", "–": "-", "—": "-", "×": "*", "✕": "*"}
_ENDS = "+-*@"
_NUMBER = re.compile(r"\d{1,12}(\.\d{1,2})?", re.ASCII)
_MOST_SHOWN = 20
_LEAST_LIKE, _LIKE = 2, 0.7  # signs of a piece for which names are offered; how much they must agree


@dataclass(frozen=True)
class Term:
    """A number of times an indicator (its `part`, where it is several numbers) of a stretch; without a key the number."""

    times: Fraction
    key: str = ""
    part: str = ""
    stretch: str = NOW

    @classmethod
    def one(cls, key: str, stretch: str = NOW) -> "Term":
        """An indicator once."""
        return cls(Fraction(1), key, "", stretch)


@dataclass(frozen=True)
class Formula:
    """A sum of terms."""

    terms: tuple[Term, ...]

    @property
    def keys(self) -> list[str]:
        """The indicators in it."""
        return [term.key for term in self.terms if term.key]


class Names:
    """What indicators may be called in a formula: their keys, their names, and the parts of those that have several."""

    def __init__(self, indicators: Mapping[str, Indicator | Rate]) -> None:
        self.said: dict[tuple[str, str], str] = {}
        self._meant: dict[str, tuple[str, str]] = {}
        for key, one in indicators.items():
            self._add(key, "", key, one.name)
            for part, words in parts_of(one).items():
                self._add(key, part, f"{key}({part})", f"{one.name}({words})")
        self._longest_first = sorted(self._meant, key=len, reverse=True)

    def _add(self, key: str, part: str, *spoken: str) -> None:
        self.said[key, part] = spoken[-1]
        for words in spoken:
            self._meant.setdefault(folded(words), (key, part))

    def meant(self, text: str, start: int) -> tuple[int, str, str] | None:
        """The longest name that stands at a place of a folded text: (where it ends, key, part)."""
        for words in self._longest_first:
            end = start + len(words)
            if text.startswith(words, start) and _is_end(text, end):
                return (end, *self._meant[words])
        return None

    def like(self, piece: str) -> list[str]:
        """Names in which a piece occurs, or which occur in it, the shortest first; else those that differ in a sign."""
        words = folded(piece)
        if len(words) < _LEAST_LIKE:
            return []
        near = [said for said in self.said.values() if words in folded(said) or folded(said) in words]
        return sorted(near, key=len)[:3] or difflib.get_close_matches(piece, self.said.values(), 3, _LIKE)


def parts_of(one: Indicator | Rate) -> dict[str, str]:
    """Part → how it is called, of an indicator that is several numbers side by side."""
    if not isinstance(one, Indicator) or not is_several(one):
        return {}
    return {name: part.name or part.unit for name, part in one.parts.items()}


def folded(text: str) -> str:
    """Wide signs as narrow ones and capitals small, sign by sign, so that places stay what they were."""
    return "".join(map(_folded, text))


def _folded(sign: str) -> str:
    plain = unicodedata.normalize("NFKC", _SIGNS.get(sign, sign)).lower()
    return _SIGNS.get(plain, plain) if len(plain) == 1 else sign


def _is_end(text: str, place: int) -> bool:
    """Whether a name may end here: at the end, before a blank or before a sign of the language."""
    return place >= len(text) or text[place].isspace() or text[place] in _ENDS


# ---------------------------------------------------------------- reading


def read(text: str | None, names: Names, field: str) -> Formula:
    """The formula that a text is. Rejected with the place of what cannot be read."""
    written = (text or "").strip()
    if not written:
        raise Rejected(field, N_("请填写算式，如“调解成功数”或“调结纠纷数@上月 + 5”。"))
    if len(written) > MOST_SIGNS:
        raise Rejected(field, N_("算式最多 {most} 个字，请缩短。"), most=MOST_SIGNS)
    terms = tuple(_Reader(written, names, field).terms())
    if len(terms) > MOST_TERMS:
        raise Rejected(field, N_("算式最多 {most} 项，请缩短。"), most=MOST_TERMS)
    return Formula(terms)


class _Reader:
    """Reads a text from left to right."""

    def __init__(self, text: str, names: Names, field: str) -> None:
        self.text = text
        self.plain = folded(text)
        self.names = names
        self.field = field
        self.place = 0

    def terms(self) -> Iterator[Term]:
        """Term after term up to the end."""
        sign = -1 if self._takes("-") else 1
        if sign == 1:
            self._takes("+")
        yield self._term(sign)
        while not self._at_end():
            if self._takes("+"):
                yield self._term(1)
            elif self._takes("-"):
                yield self._term(-1)
            else:
                raise self._fault(
                    N_("第 {place} 个字“{piece}”前面缺少 + 或 −（算式里只有 +、− 和 数×指标）。")
                )

    def _term(self, sign: int) -> Term:
        self._blanks()
        start = self.place
        number = self._number()
        if number is not None and not (self._takes("*") or self._takes("x")):
            return Term(sign * number)
        if found := self._indicator():
            key, part = found
            return Term(Fraction(sign) if number is None else sign * number, key, part, self._stretch())
        if number is None:
            self.place = start
        raise self._no_indicator()

    def _number(self) -> Fraction | None:
        """A plain number, if one stands here that is not the beginning of a name."""
        end = self.place
        while end < len(self.plain) and self.plain[end] in "0123456789.":
            end += 1
        digits = self.plain[self.place : end]
        if not digits or not (_is_end(self.plain, end) or self.plain[end] == "x"):
            return None
        if not _NUMBER.fullmatch(digits):
            raise self._fault(
                N_("第 {place} 个字起的“{piece}”不是一个数，请写成 20 或 0.5 的样子，最多两位小数。")
            )
        self.place = end
        return Fraction(digits)

    def _indicator(self) -> tuple[str, str] | None:
        self._blanks()
        found = self.names.meant(self.plain, self.place)
        if found is None:
            return None
        self.place = found[0]
        return found[1:]

    def _stretch(self) -> str:
        if not self._takes("@"):
            return NOW
        self._blanks()
        for word in sorted((*STRETCHES, *ALSO), key=len, reverse=True):
            end = self.place + len(word)
            if self.plain.startswith(word, self.place) and _is_end(self.plain, end):
                self.place = end
                return ALSO.get(word, word)
        known = "、".join(f"@{word}" for word in STRETCHES)
        raise self._fault(N_("第 {place} 个字起的“{piece}”看不懂，指标后面只能加 {known}。"), known=known)

    def _takes(self, sign: str) -> bool:
        self._blanks()
        if not self.plain.startswith(sign, self.place):
            return False
        self.place += len(sign)
        return True

    def _blanks(self) -> None:
        while self.place < len(self.plain) and self.plain[self.place].isspace():
            self.place += 1

    def _at_end(self) -> bool:
        self._blanks()
        return self.place >= len(self.plain)

    def _no_indicator(self) -> Rejected:
        if self._at_end():
            return Rejected(self.field, N_("算式在“{piece}”后面断了，缺少指标或数。"), piece=self.text[-1])
        like = "、".join(f"“{one}”" for one in self.names.like(self._piece()))
        if like:
            return self._fault(
                N_("第 {place} 个字起的“{piece}”不是指标的名称或代码，是不是要写{like}？"), like=like
            )
        return self._fault(N_("第 {place} 个字起的“{piece}”不是指标的名称或代码，请在下面的指标表里查对。"))

    def _fault(self, text: str, **values: str) -> Rejected:
        return Rejected(self.field, text, place=self.place + 1, piece=self._piece(), **values)

    def _piece(self) -> str:
        """What stands at the place, up to the next sign of the language."""
        end = self.place + 1
        while not _is_end(self.plain, end):
            end += 1
        return self.text[self.place : end][:_MOST_SHOWN]


# ---------------------------------------------------------------- writing


def keyed(formula: Formula) -> str:
    """The formula with keys, as it is kept: names may change."""
    return _joined(formula, lambda term: f"{term.key}({term.part})" if term.part else term.key)


def named(formula: Formula, names: Names) -> str:
    """The formula with names, as people read and write it."""
    return _joined(formula, lambda term: names.said.get((term.key, term.part), term.key))


def _joined(formula: Formula, said: Callable[[Term], str]) -> str:
    pieces = []
    for term in formula.terms:
        sign = "−" if term.times < 0 else "+"
        pieces += [sign, _written(term, said)]
    return " ".join(pieces[1:] if pieces[0] == "+" else pieces)


def _written(term: Term, said: Callable[[Term], str]) -> str:
    times = plain(abs(term.times))
    if not term.key:
        return times
    words = said(term) + (f"@{term.stretch}" if term.stretch else "")
    return words if times == "1" else f"{times}×{words}"


def plain(value: Fraction) -> str:
    """A number as people write it: whole, or with at most two decimals."""
    if value.denominator == 1:
        return str(value.numerator)
    return f"{float(round(value, 2)):.2f}".rstrip("0").rstrip(".")
