"""What a cell probably means, read off the headings above and before it. A proposal is to be confirmed, never taken.

It is `sure` when every heading was understood word for word and nothing narrows the table down. Where the heading next
to the cell says something unknown, or one looks like a unit that nobody knows, there is no proposal at all.
"""

import re
from dataclasses import dataclass

from figures import wording
from figures.defining import FEN, HOURS, Indicator, Rate
from figures.frame import Frame
from figures.indicators import BASE
from figures.templates import subjects
from figures.templates.meaning import AS_IS, PERCENT, TOTAL, WAN, Meaning, source_of
from figures.templates.phrases import has_remark, plain, speaks_of_time, stretch_of_title, year_in
from figures.templates.places import Places
from figures.templates.reading import SUBTOTAL, Heading, Reader, Reading
from figures.templates.speaking import CONTEXTS
from figures.templates.vocabulary import Vocabulary

__all__ = ["Heading", "Proposal", "Proposer"]

_NOT_OURS = re.compile(r"同比|环比|增减|增幅|增长|备注|说明|序号|排名|得分")
_SHARE = re.compile(r"占比|比重|占总数|所占比例|占%")
_NARROW = re.compile(r"其中|涉(?![及案])|重大|专项|农民工|未成年|妇女|老年|残疾|民营|积案")


@dataclass(frozen=True)
class Proposal:
    """A meaning that headings suggest, and whether they leave no doubt."""

    meaning: Meaning
    sure: bool


_WORK = re.compile(r"工作|业务|服务|平台|案件|情况|及|和|与|类|法律")
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
        self.reader = Reader(self.vocabulary, self.places, year)

    def propose(self, heading: Heading, number_format: str = "General") -> Proposal | None:
        """The probable meaning of a cell, None when its headings say too little or something else."""
        pieces = [*heading.before, *heading.above]
        if not pieces or any(_NOT_OURS.search(plain(piece)) for piece in pieces):
            return None
        reading = self.reader.read(heading)
        if (not reading.key and not reading.row) or self._is_subtotal_of_nothing(reading):
            return None
        stretch = self._stretch(reading, heading.title)
        return self._concluded(reading, heading, number_format, stretch) if stretch else None

    def knows(self, heading: Heading) -> bool:
        """Whether headings speak of something that is counted here, whoever or whenever it is about."""
        reading = self.reader.read(heading)
        return bool(reading.key or reading.row)

    def _is_subtotal_of_nothing(self, reading: Reading) -> bool:
        """Whether 小计 stands alone where units stand: nobody knows which of them it adds up."""
        alone = any([plain(reading.pieces[n]) for n in axis] == [SUBTOTAL] for axis in reading.axes)
        return alone and not reading.child

    def _concluded(
        self, reading: Reading, heading: Heading, number_format: str, stretch: str
    ) -> Proposal | None:
        rest = [reading.pieces[n] for n in reading.rest]
        if any(self.places.is_like_a_place(piece) or speaks_of_time(piece) for piece in rest):
            return None
        key = self._key(reading, rest)
        one = self.vocabulary.indicators[key]
        part = reading.part or self._part(one, reading.measure, rest)
        if wording.is_several(one) and not part:
            return None
        if reading.by and reading.by not in source_of(one).breakdowns:
            return None
        unread = [piece for piece in rest if not self._is_told(piece, one, part)]
        if self._is_something_else(reading, unread, key) or not _can_be(one, part, reading.measure):
            return None
        form, certain = _form(one, part, reading.measure, number_format)
        meaning = Meaning(
            key, part, reading.by, reading.row, reading.whose or TOTAL, reading.child, stretch, form
        )
        wide = not unread and self._is_whole(heading) and _fits(one, part, reading.measure)
        remarked = any(has_remark(piece) for piece in rest)
        return Proposal(meaning, reading.sure and certain and wide and not remarked)

    def _is_something_else(self, reading: Reading, unread: list[str], key: str) -> bool:
        """Whether the heading next to the cell was not understood, or another tells of one more row or other work."""
        for axis in reading.axes:
            content = [reading.pieces[n] for n in axis if n not in reading.framing]
            if content and content[-1] in unread:
                return True
        return any(
            self.vocabulary.rows(plain(piece), key)
            or ((found := subjects.named_in(plain(piece))) and not subjects.belongs(key, found))
            for piece in unread
        )

    def _is_told(self, piece: str, one: Indicator | Rate, part: str) -> bool:
        """Whether a heading that names no figure, row, unit or time says nothing more than what was understood."""
        text = plain(piece)
        if not text or any(
            text == word or (text.endswith(word) and not word.endswith(("会", "组织")))
            for words in CONTEXTS.values()
            for word in words
        ):
            return True
        named = isinstance(one, Indicator) and part and plain(one.parts[part].name) == text
        return bool(named) or bool(_SHARE.search(text)) or text in _GENERAL or self._is_the_subject(text, one)

    def _is_the_subject(self, text: str, one: Indicator | Rate) -> bool:
        """Whether a heading only says to which work a figure belongs: 行政复议, 法律援助工作."""
        named = subjects.named_in(text)
        bare = text
        for subject in named:
            bare = subjects.bare(bare, subject)
        return bool(named) and subjects.belongs(one.key, named) and _WORK.sub("", bare) == ""

    def _is_whole(self, heading: Heading) -> bool:
        """Whether title and section leave the figures whole: no 其中, no 涉农民工 …"""
        if _NARROW.search(heading.title) or _NARROW.search(heading.section):
            return False
        section = plain(heading.section)
        return not section or any(word in section for word in _SECTIONS)

    def _key(self, reading: Reading, rest: list[str]) -> str:
        in_percent = reading.by and not reading.key and reading.measure == "%"
        if in_percent or any(_SHARE.search(plain(piece)) for piece in rest):
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

    def _stretch(self, reading: Reading, title: str) -> str:
        """The one that the headings say, else the title; "" where they contradict each other or name another year."""
        said = set(reading.stretches)
        if self._names_another_year(reading.pieces):
            return ""
        usual, certain = stretch_of_title(title)
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
        reading.sure = reading.sure and (certain or bool(said))
        return "ytd" if said else usual

    def _names_another_year(self, pieces: list[str]) -> bool:
        years = {year for piece in pieces if (year := year_in(piece))}
        return bool(years - {self.year, self.year - 1})


def _form(one: Indicator | Rate, part: str, measure: str, number_format: str) -> tuple[str, bool]:
    """How the number is written, and whether the headings said so."""
    if one.unit == "%":
        return (PERCENT if "%" in number_format else AS_IS), True
    if _unit(one, part) == FEN:
        return (AS_IS if measure == "元" else WAN), measure in ("元", "万元")
    return (WAN if measure.startswith("万") else AS_IS), measure != "亿元"


def _unit(one: Indicator | Rate, part: str) -> str:
    return (one.parts[part].unit if isinstance(one, Indicator) and part else "") or one.unit


_NATURES = {
    **dict.fromkeys(("人", "人次", "万人次"), "people"),
    "件": "cases",
    "次": "times",
    **dict.fromkeys((FEN, "元", "万元"), "money"),
    **dict.fromkeys(("天", HOURS, "分钟"), "time"),
    "%": "rate",
}


def _can_be(one: Indicator | Rate, part: str, measure: str) -> bool:
    """Whether what headings measure may be this at all: people and rounds are no cases, 千元 and 亿元 are not written."""
    if measure in ("千元", "亿元"):
        return False
    own, said = (_NATURES.get(unit, "things") for unit in (_unit(one, part), measure))
    alike = {own, said} <= {"things", "cases"} or {own, said} <= {
        "things",
        "times",
    }  # 份, 个, 场: as people write
    return not measure or own == said or alike


def _fits(one: Indicator | Rate, part: str, measure: str) -> bool:
    """Whether headings measure it as we do: an indicator of 个 is not what stands under 件."""
    unit = _unit(one, part)
    if unit == FEN:
        return measure in ("", "元", "万元")
    return not measure or unit in measure or (unit == "人次" and measure == "人")
