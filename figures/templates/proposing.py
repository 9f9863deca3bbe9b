"""What a cell probably means, read off the headings above and before it. A proposal is to be confirmed, never taken.

It is `sure` when every heading was understood word for word and nothing narrows the table down. Where the heading next
to the cell says something unknown, or one looks like a unit that nobody knows, there is no proposal at all.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from figures import wording
from figures.defining import FEN, Indicator, Rate
from figures.frame import Frame
from figures.indicators import BASE
from figures.templates.meaning import AS_IS, CHILD, OWN, PERCENT, TOTAL, WAN, Meaning, source_of
from figures.templates.phrases import measure_of, name_in, plain, stem, stretch_of, year_in
from figures.templates.places import Places
from figures.templates.speaking import CONTEXTS, MEASURES
from figures.templates.vocabulary import LIKE, Vocabulary

_NOT_OURS = re.compile(r"同比|环比|增减|增幅|增长|备注|说明|序号|排名|得分")
_SHARE = re.compile(r"占比|比重|占总数|所占比例|占%")
_NARROW = re.compile(r"其中|涉(?![及案])|重大|专项|农民工|未成年|妇女|老年|残疾|民营|积案")
# rows of several lists may be called so
_UNCLEAR = {"其他", "其它", "一般", "重大", "村", "居", "申请", "主动"}


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
        self.vocabulary = Vocabulary(frame, basis)

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
            name = name_in(piece)
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
            if named := self.vocabulary.named.get(stem(text)):
                self._take(reading, named, numbers)
                return

    def _read_alike(self, reading: _Reading, heading: Heading) -> None:
        """The indicator whose name is most like what was not understood yet."""
        alike = [
            (self.vocabulary.alike(stem(text)), numbers) for text, numbers in self._joined(reading, heading)
        ]
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
            found = self.vocabulary.rows(plain(reading.pieces[number]), reading.key)
            unclear = plain(reading.pieces[number]) in _UNCLEAR
            close = [one for one in found if one[0] in near] or ([] if unclear else found)
            if len(close) == 1:
                reading.by, reading.row = close[0]
                reading.used.add(number)
                return

    def _concluded(
        self, reading: _Reading, heading: Heading, number_format: str, stretch: str
    ) -> Proposal | None:
        rest = [reading.pieces[n] for n in range(len(reading.pieces)) if n not in reading.used]
        if any(self.places.is_like_a_place(piece) for piece in rest):
            return None
        key = self._key(reading, rest)
        one = self.vocabulary.indicators[key]
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
        years = {year for piece in pieces if (year := year_in(piece))}
        return bool(years - {self.year, self.year - 1})


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
