"""What headings may call our figures and the rows of our lists, put together once for a template."""

import re
from collections.abc import Mapping
from difflib import SequenceMatcher
from functools import cached_property

from figures.defining import Indicator, Rate
from figures.frame import Frame
from figures.indicators import everything
from figures.templates import subjects
from figures.templates.meaning import offered, rows_of, source_of
from figures.templates.phrases import plain, stem, unwrapped
from figures.templates.speaking import SHORT_KINDS, SPOKEN_ROWS, WORDS
from figures.templates.subjects import OTHER, Subjects
from office import lists
from vocab import SOURCE, TYPE

LIKE = 0.8  # how alike a heading and a word must be to be taken for it
_SIGNS = (
    re.compile(r"[不未非无]"),
    re.compile(r"参与|协助|指导|配合|引导"),
)  # say something else than without them
_DISPUTE = "纠纷"
_BODY, _SHORT_BODY = "人民调解委员会", "调委会"
_LEAST_NAME = 6  # signs that the name of a part must have to be known without its indicator's

Rows = dict[str, list[tuple[str, str]]]  # text → breakdowns with their rows


class Vocabulary:
    """The words of a unit's lists and of all indicators. `basis` says what 案件总数 counts."""

    def __init__(self, frame: Frame, basis: str) -> None:
        self.frame = frame
        self.basis = basis
        self._rows: dict[str, Rows] = {}
        self._alikes: dict[tuple[str, Subjects], tuple[float, str]] = {}

    @cached_property
    def indicators(self) -> dict[str, Indicator | Rate]:
        """Every indicator by its key."""
        return everything()

    def rows(self, text: str, key: str) -> list[tuple[str, str]]:
        """The rows that a text may name: of the lists by which the figure of `key` breaks down, else of the disputes'."""
        rows = self._dispute_rows
        if key and source_of(self.indicators[key]).key != "dispute":
            rows = self._rows_of(source_of(self.indicators[key]).key, key)
        return rows.get(text) or rows.get(text.replace(_BODY, _SHORT_BODY), [])

    def find(self, text: str, about: Subjects) -> tuple[str, bool]:
        """The key (or key#part) that a text names word for word, and whether it can be nothing else; ("", …) for none.

        What the text does not say itself is understood from what stands about it.
        """
        word = stem(text)
        own = subjects.named_in(word)
        named = self._named.get(word, "")
        if own:
            shorts = {self._short[one].get(stem(subjects.without(word, one)), "") for one in own - {OTHER}}
            return ("", True) if OTHER in own else (named or _single(shorts), True)
        if not about:
            return named, len({short.get(word) for short in self._short.values()} - {None}) < 2
        found = _single({self._short[one].get(word, "") for one in about - {OTHER}})
        return found, OTHER not in about or bool(subjects.of(word))

    def alike(self, text: str, about: Subjects) -> tuple[float, str]:
        """The word that is most like a text, and how much; the same headings stand over many cells."""
        if (text, about) not in self._alikes:
            own = subjects.named_in(text) or about
            words: Mapping[str, str] = self._named
            if own:
                words = {word: key for one in own - {OTHER} for word, key in self._short[one].items()}
            self._alikes[text, about] = _most_alike(text, words) if len(text) > 2 else (0.0, "")
        return self._alikes[text, about]

    @cached_property
    def _named(self) -> dict[str, str]:
        """Stem of a word → key or key#part. Own names win over what is also said."""
        spoken = {stem(word): named for named, words in WORDS.items() for word in words}
        own = {
            stem(unwrapped(one.name)): key for key, one in self.indicators.items() if key != "dispute.share"
        }
        known = self._parts | spoken | own
        return known if self.basis == "concluded" else known | _by_acceptance()

    @cached_property
    def _parts(self) -> dict[str, str]:
        """The names of the several numbers of an indicator, as far as they say by themselves what they are."""
        return {
            stem(part.name): f"{key}#{name}"
            for key, one in self.indicators.items()
            if isinstance(one, Indicator) and len(one.parts) > 1
            for name, part in one.parts.items()
            if len(part.name) >= _LEAST_NAME
        }

    @cached_property
    def _short(self) -> dict[str, dict[str, str]]:
        """Subject → the words of its figures, also without the noun of the subject: 受理 of 法律援助."""
        found: dict[str, dict[str, str]] = {}
        for subject in subjects.known():
            ours = {
                word: key for word, key in self._named.items() if subjects.belongs(key, frozenset((subject,)))
            }
            shorter = {stem(subjects.without(word, subject)): key for word, key in ours.items()}
            found[subject] = {word: key for word, key in (shorter | ours).items() if word}
        return found

    @cached_property
    def _dispute_rows(self) -> Rows:
        """What the lists of the disputes may be called → (breakdown, row)."""
        found = self._listed_rows("dispute.concluded")
        for choice, by in ((TYPE, "type"), (SOURCE, "source")):
            for text, code in lists.spoken(choice).items():
                _add(found, plain(text), (by, code))
        return {text: self._one_type(text, rows) for text, rows in found.items()}

    def _one_type(self, text: str, rows: list[tuple[str, str]]) -> list[tuple[str, str]]:
        """Of a type and the wider one that may be called the same: the type by its own name or as the only one under it.

        劳动争议 is all of it, 其他劳动争议 the leaf.
        """
        types = [row for by, row in rows if by == "type"]
        wider = [row for by, row in rows if by == "type15"]
        if not types or not wider:
            return rows
        own = [code for code in types if _bare(self.frame.terms[code].name) == _bare(text)]
        alone = sum(term.parent_id == wider[0] for term in self.frame.terms.values()) == 1
        left_out = "type15" if own or alone else "type"
        return [row for row in rows if row[0] != left_out]

    def _rows_of(self, source: str, key: str) -> Rows:
        if source not in self._rows:
            self._rows[source] = self._listed_rows(key)
        return self._rows[source]

    def _listed_rows(self, key: str) -> Rows:
        found: Rows = {}
        for by, way in offered(source_of(self.indicators[key])).items():
            for row, label in rows_of(way, self.frame).items():
                if by not in ("outcome", "deadline", "tag"):
                    name = plain(label.rpartition(":")[2])
                    _add(found, name, (by, row))
                    for word in SPOKEN_ROWS.get(name, ()):
                        _add(found, word, (by, row))
                    for word in SHORT_KINDS.get(row, ()) if by == "orgkind" else ():
                        _add(found, plain(word), (by, row))
                    if by in ("type", "type15"):
                        _add(found, _bare(name), (by, row))
                        _add(found, _bare(name) + _DISPUTE, (by, row))
        return found


def _most_alike(text: str, named: Mapping[str, str]) -> tuple[float, str]:
    """The word of `named` that is most like a text; what says 不, 未 … is like nothing that does not."""
    signs = _signs(text)
    matcher = SequenceMatcher(None, "", text)  # the second text is the one that is looked at closely once
    best = 0.0, ""
    for word, meant in named.items():
        if _signs(word) == signs:
            matcher.set_seq1(word)
            least = max(best[0], LIKE)
            if matcher.real_quick_ratio() >= least and matcher.quick_ratio() >= least:
                best = max(best, (matcher.ratio(), meant))
    return best


def _signs(text: str) -> list[bool]:
    return [bool(sign.search(text)) for sign in _SIGNS]


def _single(named: set[str]) -> str:
    """The one that is named, "" where several or none are."""
    found = named - {""}
    return found.pop() if len(found) == 1 else ""


def _bare(text: str) -> str:
    """A type without the word 纠纷: templates write it or not."""
    return plain(text).removesuffix(_DISPUTE)


def _add(found: Rows, text: str, row: tuple[str, str]) -> None:
    if text and row not in found.setdefault(text, []):
        found[text].append(row)


def _by_acceptance() -> dict[str, str]:
    """By acceptance the total of a table is what was accepted; 调结 and 办结 say themselves that they are not."""
    return {stem(word): "dispute.accepted" for word in WORDS["dispute.concluded"] if "结" not in word}
