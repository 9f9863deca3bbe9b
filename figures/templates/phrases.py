"""Headings as people write them: without numbers and brackets, their measures, the stretches of time they name."""

import re
from functools import lru_cache

from figures.templates.speaking import MEASURES
from office.lists import fold

_NUMBERED = re.compile(r"^(?:[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[.、)）．]+|[#*※])+")
_OF_WHICH = re.compile(r"^(?:其中|包括|含)[:：,，]?")
_BRACKETS = re.compile(r"[(（\[【]([^)）\]】]*)[)）\]】]")
_TAIL = re.compile(r"(?:总?数量?|总量|件数|人数|个数|次数|场次|结果|情况)$")
_TRIVIAL = re.compile(
    r"[\d+\-=*/×、,.%]*|[a-zA-Z]|[一二三四五六七八九十]{1,3}"
)  # a number, a reckoning such as 1=2+3
_SIGNS = re.compile(r"[、，,。.:：;；\-—_/／·\"“”'‘’]")
_YEAR = re.compile(r"(\d{4})年?度?")
_OF_A_YEAR = re.compile(r"(\d{4})年(?!度?$)度?(.+)")
_MONTHS = re.compile(r"1月?[至到](\d{1,2})月份?(?:累计)?(?:数|合计)?")
_TIME = re.compile(r"\d{4}年|\d月|[一二三四五六七八九十]月|季度?$|半年|同期|去年|上年|往年|历年")


@lru_cache(32_768)
def plain(text: str) -> str:
    """A heading without its number, 其中 and signs; brackets at its end go, those within a word are part of it."""
    text = _OF_WHICH.sub("", _NUMBERED.sub("", fold(text)))
    return _SIGNS.sub("", _BRACKETS.sub(lambda match: _kept(match, text), text))


def _kept(match: re.Match[str], text: str) -> str:
    """What stays of a bracket: 村（居）调委会 → 居; nothing of 成功（件）or 金额（万元）合计."""
    at_the_end = not _BRACKETS.sub("", text[match.end() :])
    return "" if at_the_end or _says_nothing(match[1]) else match[1]


def _says_nothing(inside: str) -> bool:
    """Whether a bracket holds a measure, a number or a reckoning."""
    return inside.rpartition(":")[2] in MEASURES or bool(_TRIVIAL.fullmatch(inside))


@lru_cache(32_768)
def unwrapped(text: str) -> str:
    """As plain(), brackets at the end being part of the words too: 受援人（按对象类别） → 受援人按对象类别."""
    text = _OF_WHICH.sub("", _NUMBERED.sub("", fold(text)))
    return _SIGNS.sub("", _BRACKETS.sub(lambda match: "" if _says_nothing(match[1]) else match[1], text))


@lru_cache(32_768)
def has_remark(text: str) -> bool:
    """Whether a bracket adds something that plain() leaves out: 调解案件（诉前）."""
    return unwrapped(text) != plain(text)


@lru_cache(32_768)
def stem(text: str) -> str:
    """A heading without the word that says it is a number: 调解成功总数 → 调解成功."""
    bare = plain(text)
    return _TAIL.sub("", bare) or bare


@lru_cache(32_768)
def measure_of(text: str) -> str | None:
    """The measure that a heading is or ends with in brackets: (万元); None when it tells none."""
    found = (one.rpartition(":")[2] for one in _BRACKETS.findall(fold(text)))
    inside = [MEASURES[one] for one in found if one in MEASURES]
    return inside[-1] if inside else MEASURES.get(plain(text))


@lru_cache(32_768)
def is_measure(text: str) -> bool:
    """Whether a text is a measure and nothing else: 件, （万元）."""
    return plain(text) in MEASURES or (not plain(text) and measure_of(text) is not None)


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
_RANGE = re.compile(r"[-~—–－―─]+")
_REACHES = {3: "q1", 6: "h1", 12: "ytd"}  # what 1-3月, 1-6月 and 1-12月 are, whenever they are reported
_UPTO = re.compile(r"(?:\d{1,2}月?[至到])?(\d{1,2})月")
_QUARTER = re.compile(r"第?([一二三四1-4])季度?")
_MONTH = re.compile(r"(\d{1,2}|[一二三四五六七八九十]{1,2})月份?")
_DIGITS = {sign: number for number, sign in enumerate("一二三四五六七八九十", 1)} | {"十一": 11, "十二": 12}


@lru_cache(32_768)
def stretch_of(text: str, year: int, upto: int | None = None, *, from_january: bool = True) -> str | None:
    """The stretch of time that a heading is: 本月, 上年同期, 3月, 2024年 (told by the template's year); None when none.

    `upto` is the month that is reported: 1-7月 is the year so far in July's table only, and only of a year that begins
    in January.
    """
    bare = plain(_RANGE.sub("至", fold(text)))
    if match := _OF_A_YEAR.fullmatch(bare):
        found = stretch_of(match[2], year, upto, from_january=from_january)
        return _of_a_year(int(match[1]) - year, match[2], found)
    found = next((stretch for pattern, stretch in _STRETCHES if pattern.fullmatch(bare)), None)
    if found:
        return found
    if match := _QUARTER.fullmatch(bare):
        return f"q{_DIGITS.get(match[1]) or int(match[1])}"
    if match := _MONTHS.fullmatch(bare):
        if not from_january:
            return None
        return _REACHES.get(int(match[1]), "ytd" if int(match[1]) == upto else None)
    if match := _MONTH.fullmatch(bare):
        number = _DIGITS.get(match[1]) or (int(match[1]) if match[1].isdigit() else 0)
        return f"m{number}" if 1 <= number <= 12 else None
    if match := _YEAR.fullmatch(bare):
        return {year: "ytd", year - 1: "year_ly"}.get(int(match[1]))
    return None


def _of_a_year(years: int, rest: str, found: str | None) -> str | None:
    """A stretch of this year, or one of last year that there is a word for."""
    if years == 0:
        return None if found and found.endswith("_ly") else found
    if years != -1 or found not in ("ytd", "ytd_ly"):
        return None
    so_far = "至" in rest and not rest.startswith("1至12月")
    return "ytd_ly" if so_far or found == "ytd_ly" else "year_ly"


@lru_cache(32_768)
def month_in(text: str) -> int | None:
    """The month up to which a title reports: 2026年7月份月报表, 2026年1—7月."""
    found = {int(month) for month in _UPTO.findall(_RANGE.sub("至", fold(text)))}
    return found.pop() if len(found) == 1 else None


@lru_cache(32_768)
def speaks_of_time(text: str) -> bool:
    """Whether a heading names some time, understood or not."""
    return bool(_TIME.search(plain(text)))


_IN_TITLES = (
    ("上半年", "h1"),
    ("下半年", "h2"),
    ("半年", "half"),
    ("季报", "quarter"),
    ("季度", "quarter"),
    ("月报", "month"),
)
_OF_MONTHS = re.compile(r"(\d{1,2})月?[至到](\d{1,2})月")
_LONG = {(1, 3): "q1", (4, 6): "q2", (7, 9): "q3", (10, 12): "q4", (1, 6): "h1", (7, 12): "h2"}
_QUARTERS = re.compile(r"前[一二三四两1-4]个?季度")
_AS_OF = re.compile(r"\d月(?:\d{1,2}日)?[底末止]|截[至止到]")


@lru_cache(32_768)
def stretch_of_title(text: str) -> tuple[str, bool]:
    """The stretch of which a table is by its title, and whether that is certain; "" for one that there is no word for.

    A title that says nothing of it is that of the year so far.
    """
    title = _RANGE.sub("至", fold(text))
    if match := _OF_MONTHS.search(title):
        months = int(match[1]), int(match[2])
        return _LONG.get(months, "ytd" if months[0] == 1 else ""), True
    if _QUARTERS.search(title):
        return "ytd", False
    named = next((stretch for word, stretch in _IN_TITLES if word in title), "")
    one_month = month_in(title) is not None and not _AS_OF.search(title)
    return named or ("month" if one_month else "ytd"), True


_TITLE_WORDS = re.compile(
    r"\d{4}年度?|年度|(?:\d{1,2}月?[至到])?\d{1,2}月份?|[上下]半年|第?[一二三四1-4]季度|各?(?:乡镇街道|镇街|乡镇|街道|县市区|村社区|单位)|分(?:单位|乡镇|月份?)|"
    r"按[月季]|月度|(?:情况)?(?:统计|汇总|一览|明细)?(?:月|季|年)?(?:度|份)?(?:报表|表)$"
)


@lru_cache(32_768)
def subject_of_title(text: str) -> str:
    """What a title says is counted: 2026年各乡镇（街道）调解纠纷数统计表（件） → 调解纠纷数."""
    return _TITLE_WORDS.sub("", unwrapped(_RANGE.sub("至", fold(text))))


@lru_cache(32_768)
def name_in(text: str) -> str:
    """A heading without its number and 其中, as a unit's name stands in it."""
    return _OF_WHICH.sub("", _NUMBERED.sub("", fold(text)))


@lru_cache(32_768)
def year_in(text: str) -> int | None:
    """The year that a heading is; None for anything else."""
    match = _YEAR.fullmatch(plain(text))
    return int(match[1]) if match else None
