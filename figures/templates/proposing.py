"""What a cell probably means, read off the headings above and before it. A proposal is to be confirmed, never taken.

It is `sure` when every heading was understood word for word and nothing narrows the table down. Where the heading next
to the cell says something unknown, or one looks like a unit that nobody knows, there is no proposal at all.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property, lru_cache

from figures import wording
from figures.defining import FEN, Indicator, Rate
from figures.frame import Frame
from figures.indicators import BASE, everything
from figures.templates.meaning import (
    AS_IS,
    CHILD,
    OWN,
    PERCENT,
    TOTAL,
    WAN,
    Meaning,
    offered,
    rows_of,
    source_of,
)
from figures.templates.places import Places
from figures.templates.speaking import CONTEXTS, MEASURES, SHORT_KINDS, WORDS
from office import lists
from office.lists import fold
from vocab import SOURCE, TYPE

LIKE = 0.8  # how alike a heading and a word must be to be taken for it
_NUMBERED = re.compile(r"^(?:[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[.、)）．]+|[#*※])+")
_OF_WHICH = re.compile(r"^(?:其中|包括|含)[:：,，]?")
_BRACKETS = re.compile(r"[(（\[【]([^)）\]】]*)[)）\]】]")
_TAIL = re.compile(r"(?:总?数量?|总量|件数|人数|个数|次数|情况)$")
_SIGNS = re.compile(r"[、，,。.:：;；\-—_/／·\"“”'‘’]")
_NOT_OURS = re.compile(r"同比|环比|增减|增幅|增长|备注|说明|序号|排名|得分")
_SHARE = re.compile(r"占比|比重|占总数|所占比例|占%")
_NARROW = re.compile(r"其中|涉(?![及案])|重大|专项|农民工|未成年|妇女|老年|残疾|民营|积案")
_UNCLEAR = {
    "其他",
    "其它",
    "一般",
    "重大",
    "村",
    "居",
    "申请",
    "主动",
}  # rows of several lists may be called so
_NOT = re.compile(r"[不未非无]")
_YEAR = re.compile(r"(\d{4})年?度?")


@dataclass(frozen=True)
class Heading:
    """What stands about a cell: above it and before it, each from the outside in; the section, title and unit beside it."""

    above: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    section: str = ""
    title: str = ""
    beside: str = ""

    @property
    def words(self) -> str:
        """In one line: 城关镇 / 调解成功 / 件."""
        return " / ".join((*self.before, *self.above))


@dataclass(frozen=True)
class Proposal:
    """A meaning that headings suggest, and whether they leave no doubt."""

    meaning: Meaning
    sure: bool


@dataclass
class _Reading:
    """What was understood so far."""

    pieces: list[str]
    used: set[int] = field(default_factory=set)
    whose: str = ""
    child: str = ""
    stretches: list[str] = field(default_factory=list)
    measure: str = ""
    key: str = ""
    part: str = ""
    by: str = ""
    row: str = ""
    sure: bool = True


# ---------------------------------------------------------------- words


@lru_cache(32_768)
def plain(text: str) -> str:
    """A heading without its number, 其中, brackets and signs."""
    text = _NUMBERED.sub("", fold(text))
    return _SIGNS.sub("", _BRACKETS.sub("", _OF_WHICH.sub("", text)))


@lru_cache(32_768)
def _stem(text: str) -> str:
    bare = plain(text)
    return _TAIL.sub("", bare) or bare


def measure_of(text: str) -> str | None:
    """The measure that a heading is or ends with in brackets: (万元); None when it tells none."""
    inside = [MEASURES[one] for one in _BRACKETS.findall(fold(text)) if one in MEASURES]
    return inside[-1] if inside else MEASURES.get(plain(text))


_STRETCHES = (
    (re.compile(r"(?:上年|去年)同月"), "month_ly"),
    (re.compile(r"(?:上年|去年)?同期(?:累计)?数?"), "ytd_ly"),
    (re.compile(r"(?:上年|去年|上年度|上一年)(?:全年)?(?:实绩|完成)?数?"), "year_ly"),
    (re.compile(r"(?:本月|当月)(?:发生|完成|新增)?数?"), "month"),
    (re.compile(r"上月(?:发生|完成)?数?"), "before"),
    (re.compile(r"本季度?(?:发生|完成)?数?"), "quarter"),
    (re.compile(r"本半年"), "half"),
    (re.compile(r"(?:本年|今年|当年|本年度|全年|年度|年初至今|自年初)?(?:累计|累计数|合计数)|(?:本年|今年|全年|本年度)(?:实绩|完成)?数?"), "ytd"),
    (re.compile(r"上半年"), "h1"),
    (re.compile(r"下半年"), "h2"),
)  # fmt: skip
_QUARTER = re.compile(r"第?([一二三四1-4])季度?")
_MONTH = re.compile(r"(\d{1,2}|[一二三四五六七八九十]{1,2})月份?")
_DIGITS = {sign: number for number, sign in enumerate("一二三四五六七八九十", 1)} | {"十一": 11, "十二": 12}


def stretch_of(text: str, year: int) -> str | None:
    """The stretch of time that a heading is: 本月, 上年同期, 3月, 2024年 (told by the template's year); None when none."""
    bare = plain(text)
    found = next((stretch for pattern, stretch in _STRETCHES if pattern.fullmatch(bare)), None)
    if found:
        return found
    if match := _QUARTER.fullmatch(bare):
        return f"q{_DIGITS.get(match[1]) or int(match[1])}"
    if match := _MONTH.fullmatch(bare):
        number = _DIGITS.get(match[1]) or (int(match[1]) if match[1].isdigit() else 0)
        return f"m{number}" if 1 <= number <= 12 else None
    if match := _YEAR.fullmatch(bare):
        return {year: "ytd", year - 1: "year_ly"}.get(int(match[1]))
    return None


_TITLES = (("半年", "half"), ("季报", "quarter"), ("季度", "quarter"), ("月报", "month"))
_GENERAL = {
    "指标名称",
    "指标",
    "项目",
    "计量单位",
    "单位",
    "单位名称",
    "填报单位",
    "基本情况",
    "总体情况",
    "工作情况",
    "数据",
    "填报数据",
}
# Words of a section's title that only say which work it is about.
_SECTIONS = (
    "人民调解",
    "矛盾纠纷",
    "排查",
    "法律援助",
    "法律服务",
    "普法",
    "法治宣传",
    "复议",
    "应诉",
    "明白人",
    "法律顾问",
    "司法所",
    "基层",
    "调解",
)


# ---------------------------------------------------------------- proposing


class Proposer:
    """Proposes meanings for the cells of a template of a unit and year. `basis` says what 案件总数 counts."""

    def __init__(self, frame: Frame, year: int, basis: str) -> None:
        self.frame = frame
        self.year = year
        self.basis = basis
        self.places = Places(frame)
        self._alikes: dict[str, tuple[float, str]] = {}

    def propose(self, heading: Heading, number_format: str = "General") -> Proposal | None:
        """The probable meaning of a cell, None when its headings say too little or something else."""
        pieces = [*heading.before, *heading.above]
        if not pieces or any(_NOT_OURS.search(plain(piece)) for piece in pieces):
            return None
        reading = _Reading(pieces)
        self._read_times(reading, heading)
        self._read_figure(reading, heading)
        self._read_places(reading)
        self._read_row(reading, heading)
        if not reading.key:
            self._read_alike(reading, heading)
        if not reading.key and not reading.row:
            return None
        stretch = self._stretch(reading, heading.title)
        return self._concluded(reading, heading, number_format, stretch) if stretch else None

    def knows(self, heading: Heading) -> bool:
        """Whether headings speak of something that is counted here, whoever or whenever it is about."""
        reading = _Reading([*heading.before, *heading.above])
        self._read_times(reading, heading)
        self._read_figure(reading, heading)
        self._read_places(reading)
        self._read_row(reading, heading)
        if not reading.key and not reading.row:
            self._read_alike(reading, heading)
        return bool(reading.key or reading.row)

    # ------------------------------------------------------------ reading

    def _read_times(self, reading: _Reading, heading: Heading) -> None:
        for number, piece in enumerate(reading.pieces):
            if stretch := stretch_of(piece, self.year):
                reading.stretches.append(stretch)
                reading.used.add(number)
            measure = measure_of(piece)
            if measure is not None:
                reading.measure = measure or reading.measure
                if plain(piece) in MEASURES:
                    reading.used.add(number)
        reading.measure = (heading.beside and measure_of(heading.beside)) or reading.measure

    def _read_places(self, reading: _Reading) -> None:
        for number, piece in enumerate(reading.pieces):
            name = _OF_WHICH.sub("", _NUMBERED.sub("", fold(piece)))
            if number in reading.used and not self.places.is_total(name):
                continue
            if self.places.is_total(name):
                reading.whose = reading.whose or TOTAL
            elif self.places.is_own(name):
                reading.whose = OWN
            elif place := self.places.find(name):
                reading.whose, reading.child = CHILD, place.name
            else:
                continue
            reading.used.add(number)

    def _read_figure(self, reading: _Reading, heading: Heading) -> None:
        """The indicator that most of the headings together name, word for word."""
        for text, numbers in self._joined(reading, heading):
            if named := self._named.get(_stem(text)):
                self._take(reading, named, numbers)
                return

    def _read_alike(self, reading: _Reading, heading: Heading) -> None:
        """The indicator whose name is most like what was not understood yet."""
        alike = [(self._alike(_stem(text)), numbers) for text, numbers in self._joined(reading, heading)]
        (score, named), numbers = max(alike, key=lambda one: one[0][0], default=((0.0, ""), ()))
        if score >= LIKE:
            self._take(reading, named, numbers)
            reading.sure = False

    def _take(self, reading: _Reading, named: str, numbers: tuple[int, ...]) -> None:
        reading.key, _, reading.part = named.partition("#")
        reading.used.update(numbers)

    def _joined(self, reading: _Reading, heading: Heading) -> Iterator[tuple[str, tuple[int, ...]]]:
        """Texts that may name a figure, with the pieces they are made of: the longest chains first, inner ones first."""
        split = len(heading.before)
        free = [
            [number for number in numbers if number not in reading.used]
            for numbers in (range(split), range(split, len(reading.pieces)))
        ]
        paths = [*reversed(free), free[0] + free[1]]
        chains = {
            tuple(path[start:end])
            for path in paths
            for end in range(len(path), 0, -1)
            for start in range(end)
        }
        for chain in sorted(chains, key=lambda chain: (-len(chain), -chain[-1])):
            yield "".join(plain(reading.pieces[number]) for number in chain), chain

    def _read_row(self, reading: _Reading, heading: Heading) -> None:
        """The row of a breakdown that a heading names, by the lists of the figure or of the disputes."""
        around = [plain(text) for text in (*heading.above, *heading.before, heading.section)]
        near = {
            by for by, words in CONTEXTS.items() if any(word in text for text in around for word in words)
        }
        rest = [number for number in range(len(reading.pieces)) if number not in reading.used]
        for number in reversed(rest):
            found = self._rows_named(plain(reading.pieces[number]), reading.key)
            unclear = plain(reading.pieces[number]) in _UNCLEAR
            close = [one for one in found if one[0] in near] or ([] if unclear else found)
            if len(close) == 1:
                reading.by, reading.row = close[0]
                reading.used.add(number)
                return

    def _rows_named(self, text: str, key: str) -> list[tuple[str, str]]:
        if key and source_of(self._all[key]).key != "dispute":
            return self._listed_rows(key).get(text, [])
        return self._dispute_rows.get(text, [])

    def _concluded(
        self, reading: _Reading, heading: Heading, number_format: str, stretch: str
    ) -> Proposal | None:
        rest = [reading.pieces[n] for n in range(len(reading.pieces)) if n not in reading.used]
        if any(self.places.is_like_a_place(piece) for piece in rest):
            return None
        key = self._key(reading, rest)
        one = self._all[key]
        part = reading.part or self._part(one, reading.measure, rest)
        if wording.is_several(one) and not part:
            return None
        if reading.by and reading.by not in source_of(one).breakdowns:
            return None
        unread = [piece for piece in rest if not self._is_told(piece, one, part)]
        if any(path[-1] in unread for path in (heading.before, heading.above) if path):
            return None
        form, certain = _form(one, part, reading.measure, number_format)
        meaning = Meaning(
            key, part, reading.by, reading.row, reading.whose or TOTAL, reading.child, stretch, form
        )
        wide = not unread and self._is_whole(heading) and _fits(one, part, reading.measure)
        return Proposal(meaning, reading.sure and certain and wide)

    def _is_told(self, piece: str, one: Indicator | Rate, part: str) -> bool:
        """Whether a heading that names no figure, row, unit or time says nothing more than what was understood."""
        text = plain(piece)
        if not text or any(
            text == word or text.endswith(word) for words in CONTEXTS.values() for word in words
        ):
            return True
        named = isinstance(one, Indicator) and part and plain(one.parts[part].name) == text
        return bool(named) or bool(_SHARE.search(text)) or text in _GENERAL

    def _is_whole(self, heading: Heading) -> bool:
        """Whether title and section leave the figures whole: no 其中, no 涉农民工 …"""
        if _NARROW.search(heading.title) or _NARROW.search(heading.section):
            return False
        section = plain(heading.section)
        return not section or any(word in section for word in _SECTIONS)

    def _key(self, reading: _Reading, rest: list[str]) -> str:
        if any(_SHARE.search(plain(piece)) for piece in rest) or (reading.by and reading.measure == "%"):
            reading.sure = reading.sure and not reading.key
            return "dispute.share"
        return reading.key or BASE[self.basis]

    def _part(self, one: Indicator | Rate, measure: str, rest: list[str]) -> str:
        if isinstance(one, Rate) or len(one.parts) < 2:
            return ""
        named = {plain(part.name): name for name, part in one.parts.items() if part.name}
        by_name = next((named[plain(piece)] for piece in rest if plain(piece) in named), "")
        by_unit = [name for name, part in one.parts.items() if (part.unit or one.unit) == measure]
        return by_name or (by_unit[0] if len(by_unit) == 1 else "")

    def _stretch(self, reading: _Reading, title: str) -> str:
        """The one that the headings say, else the title; "" where they contradict each other or name another year."""
        said = set(reading.stretches)
        if self._names_another_year(reading.pieces):
            return ""
        usual = next((stretch for word, stretch in _TITLES if word in title), "ytd")
        fixed = {one for one in said if one[0] in "mqh" and one[1:].isdigit()}
        if "ytd_ly" in said:
            own = said & {"month", "quarter", "half"}
            if fixed or len(own) > 1:
                return ""
            summed = any("累计" in piece for piece in reading.pieces)
            reading.sure = reading.sure and (bool(own) or summed or usual == "ytd")
            return f"{own.pop()}_ly" if own else "ytd_ly"
        if fixed and any("累计" in piece for piece in reading.pieces):
            return ""
        special = [one for one in reading.stretches if one != "ytd"]
        if special:
            return special[-1]
        return "ytd" if said else usual

    def _names_another_year(self, pieces: list[str]) -> bool:
        years = [match for piece in pieces if (match := _YEAR.fullmatch(plain(piece)))]
        return any(int(match[1]) not in (self.year, self.year - 1) for match in years)

    # ------------------------------------------------------------ what is known

    @cached_property
    def _all(self) -> dict[str, Indicator | Rate]:
        return everything()

    @cached_property
    def _named(self) -> dict[str, str]:
        """Stem of a word → key or key#part. Own names win over what is also said."""
        spoken = {_stem(word): named for named, words in WORDS.items() for word in words}
        own = {_stem(one.name): key for key, one in self._all.items() if key != "dispute.share"}
        return own | spoken if self.basis == "concluded" else own | spoken | _by_acceptance()

    def _alike(self, text: str) -> tuple[float, str]:
        """The word that is most like a text, and how much; the same headings stand over many cells."""
        if text not in self._alikes:
            self._alikes[text] = _most_alike(text, self._named) if len(text) > 2 else (0.0, "")
        return self._alikes[text]

    @cached_property
    def _dispute_rows(self) -> dict[str, list[tuple[str, str]]]:
        """What the lists of the disputes may be called → (breakdown, row)."""
        found = self._listed_rows("dispute.concluded")
        for choice, by in ((TYPE, "type"), (SOURCE, "source")):
            for text, code in lists.spoken(choice).items():
                _add(found, plain(text), (by, code))
        for kind, words in SHORT_KINDS.items():
            for word in words:
                _add(found, plain(word), ("orgkind", kind))
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

    def _listed_rows(self, key: str) -> dict[str, list[tuple[str, str]]]:
        found: dict[str, list[tuple[str, str]]] = {}
        for by, way in offered(source_of(self._all[key])).items():
            for row, label in rows_of(way, self.frame).items():
                if by not in ("outcome", "deadline", "tag"):
                    name = plain(label.rpartition(":")[2])
                    _add(found, name, (by, row))
                    if by in ("type", "type15"):
                        _add(found, _bare(name), (by, row))
                        _add(found, _bare(name) + _DISPUTE, (by, row))
        return found


def _most_alike(text: str, named: Mapping[str, str]) -> tuple[float, str]:
    """The word of `named` that is most like a text; what says 不, 未 … is like nothing that does not."""
    denied = bool(_NOT.search(text))
    matcher = SequenceMatcher(None, "", text)  # the second text is the one that is looked at closely once
    best = 0.0, ""
    for word, meant in named.items():
        if bool(_NOT.search(word)) == denied:
            matcher.set_seq1(word)
            least = max(best[0], LIKE)
            if matcher.real_quick_ratio() >= least and matcher.quick_ratio() >= least:
                best = max(best, (matcher.ratio(), meant))
    return best


_DISPUTE = "纠纷"


def _bare(text: str) -> str:
    """A type without the word 纠纷: templates write it or not."""
    return plain(text).removesuffix(_DISPUTE)


def _add(found: dict[str, list[tuple[str, str]]], text: str, row: tuple[str, str]) -> None:
    if text and row not in found.setdefault(text, []):
        found[text].append(row)


def _by_acceptance() -> dict[str, str]:
    """By acceptance the total of a table is what was accepted."""
    return {_stem(word): "dispute.accepted" for word in WORDS["dispute.concluded"]}


def _form(one: Indicator | Rate, part: str, measure: str, number_format: str) -> tuple[str, bool]:
    """How the number is written, and whether the headings said so."""
    if one.unit == "%":
        return (PERCENT if "%" in number_format else AS_IS), True
    own = one.parts[part].unit if isinstance(one, Indicator) and part else ""
    if (own or one.unit) == FEN:
        return (AS_IS if measure == "元" else WAN), measure in ("元", "万元")
    return (WAN if measure.startswith("万") else AS_IS), measure != "亿元"


def _fits(one: Indicator | Rate, part: str, measure: str) -> bool:
    """Whether headings measure it as we do: an indicator of 个 is not what stands under 件."""
    unit = one.parts[part].unit if isinstance(one, Indicator) and part else ""
    unit = unit or one.unit
    if unit == FEN:
        return measure in ("", "元", "万元", "亿元")
    return not measure or unit in measure or (unit == "人次" and measure == "人")
