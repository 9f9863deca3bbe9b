"""Headings as people write them: without numbers and brackets, their measures, the stretches of time they name."""

import re
from functools import lru_cache

from figures.templates.speaking import MEASURES
from office.lists import fold

_NUMBERED = re.compile(r"^(?:[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[.、)）．]+|[#*※])+")
_OF_WHICH = re.compile(r"^(?:其中|包括|含)[:：,，]?")
_BRACKETS = re.compile(r"[(（\[【]([^)）\]】]*)[)）\]】]")
_TAIL = re.compile(r"(?:总?数量?|总量|件数|人数|个数|次数|情况)$")
_SIGNS = re.compile(r"[、，,。.:：;；\-—_/／·\"“”'‘’]")
_YEAR = re.compile(r"(\d{4})年?度?")


@lru_cache(32_768)
def plain(text: str) -> str:
    """A heading without its number, 其中, brackets and signs."""
    text = _NUMBERED.sub("", fold(text))
    return _SIGNS.sub("", _BRACKETS.sub("", _OF_WHICH.sub("", text)))


@lru_cache(32_768)
def stem(text: str) -> str:
    """A heading without the word that says it is a number: 调解成功总数 → 调解成功."""
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


def name_in(text: str) -> str:
    """A heading without its number and 其中, as a unit's name stands in it."""
    return _OF_WHICH.sub("", _NUMBERED.sub("", fold(text)))


def year_in(text: str) -> int | None:
    """The year that a heading is; None for anything else."""
    match = _YEAR.fullmatch(plain(text))
    return int(match[1]) if match else None
