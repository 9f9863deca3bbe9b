"""The periods that a text names: 2020年, 二〇二三年, 一季度, 1至11月, 截至11月20日, 上年同期, 近三年."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from figures import periods
from figures.periods import DAY, Period
from figures.returns import spans
from figures.returns.spans import HALF, QUARTER, YEAR, Span
from office.errors import Rejected

_numbered = count(1)
_NUMERALS = {sign: number for number, sign in enumerate("一二三四五六七八九十", 1)} | {
    "两": 2,
    "十一": 11,
    "十二": 12,
}
_ORDER = "|".join(sorted(_NUMERALS, key=len, reverse=True))
_DIGITS = {sign: str(number) for number, sign in enumerate("〇一二三四五六七八九")} | {"○": "0", "零": "0"}
_MONTH = r"(?:\d{1,2}|十[一二]?|[一二三四五六七八九])"
_TO = r"[至到\-—–~～]{1,2}"


def _year() -> str:
    """A year, maybe without its 年 where it is a word like 去; each in a group of its own."""
    return rf"(?:(?P<y{next(_numbered)}>\d{{4}}|[一二][〇○零0-9一二三四五六七八九]{{3}}|今|本|去|上|前)年度?)"


_MENTION = re.compile(
    "|".join(
        (
            rf"{_year()}?(?P<from_month>\d{{1,2}})月(?P<from_day>\d{{1,2}})日{_TO}{_year()}?(?P<until_month>\d{{1,2}})月(?P<until_day>\d{{1,2}})日",
            rf"(?P<since>\d{{4}})(?:年度?)?{_TO}(?P<upto>\d{{4}})年度?(?!\d?\d月)",
            r"(?P<date>\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?!\d))",
            r"自(?P<begun>\d{4})年(?:度)?(?:以来|起)",
            rf"(?P<years>(?:近|过去|最近)(?:\d|{_ORDER})年(?:来|间|以来)?|(?:\d|{_ORDER})年(?:来|间)|“?十[二三四五六]五”?(?:期间|时期|以来)?|近年来|历年|(?:成立|建立|运行|挂牌|创建)以来)",
            rf"(?P<to>截至|截止到?|至){_year()}?(?:年?底|(?P<to_month>{_MONTH})月(?:(?P<to_day>\d{{1,2}})日|底|末|份)?)",
            rf"{_year()}?(?P<first>{_MONTH})月?(?:份)?{_TO}(?P<last>{_MONTH})月(?!\d)(?:份)?(?!\d*日)",
            rf"{_year()}?第?[一1]{_TO}(?P<quarters_to>[二三四2-4])季度",
            rf"{_year()}?第?(?P<quarter>[一二三四1-4])季度",
            rf"{_year()}?前(?P<quarters>[一二两三1-3])个?季度",
            rf"{_year()}?前(?P<months>\d{{1,2}}|{_ORDER})个月",
            rf"{_year()}?(?P<half>[上下])半年",
            rf"{_year()}?(?P<day_month>\d{{1,2}})月(?P<day>\d{{1,2}})日",
            rf"{_year()}?(?<![\d十个])(?P<month>{_MONTH})月份?(?!\d)",
            r"(?P<ago>(?:上|去)年度?同期)",
            r"(?P<last_span>上(?:个)?(?:月|季度))(?!旬|末)",
            rf"{_year()}(?:全年|以来)?",
            r"(?P<whole>全年|年初以来|年内)",
        )
    )
)


_COMPARED = re.compile(r"(?:[比较与和跟]|[高低多少]于|超过)$")

_SENTENCE_END = re.compile(r"[。！？!?\n]")


@dataclass(frozen=True)
class Named:
    """A period or unit named at a place of the text; without either what was named is not known.

    `compared`: only held against (比上年, 与2022年相比). `passing`: said of the next number alone (由上年的98.5%).
    """

    start: int
    end: int
    period: Period | None = None
    unit: int | None = None
    passing: bool = False
    compared: bool = False
    vague: bool = False
    day: bool = False  # a single day: what is told with it is what was done on it


class Mentions:
    """Reads the periods named in a text that is checked for a year."""

    def __init__(self, text: str, year: int, year_end: str) -> None:
        self.text = text
        self.year = year
        self.year_end = year_end
        self.default = Span(YEAR, year, 1, year_end).period
        self.spoken_year = year

    def found(self) -> Iterator[Named]:
        """Every mention in its order."""
        last, behind = self.default, 0
        for match in _MENTION.finditer(self.text):
            if _SENTENCE_END.search(self.text, behind, match.start()):
                self.spoken_year = self.year
            behind = match.end()
            compared = bool(_COMPARED.search(self.text, 0, match.start()))
            is_ago = bool(match["ago"] or match["last_span"])
            try:
                period = self._relative(match, last) if is_ago else self._period(match)
            except (ValueError, Rejected, StopIteration):  # 13月, 2月30日: no date, and no figure either
                yield Named(match.start(), match.end())
                continue
            yield Named(match.start(), match.end(), period, compared=compared, passing=self._is_passing(match),
                        vague=bool(match["years"]) and period is None, day=bool(match["day"]))  # fmt: skip
            if period and not compared and not is_ago:
                last = period
                self._speak_of(match)

    def _speak_of(self, match: re.Match[str]) -> None:
        """Of which year a 一季度 in the rest of the sentence is, where a year was named and not in passing alone."""
        years = [value for key, value in match.groupdict().items() if value and re.fullmatch(r"y\d+", key)]
        if years and not self._is_passing(match):
            self.spoken_year = self._of(years[-1])

    def _is_passing(self, match: re.Match[str]) -> bool:
        """Whether another year is only mentioned: 上年, 去年 that do not open a sentence, 由2022年的."""
        before = self.text[max(0, match.start() - 1) : match.start()]
        return (match[0][0] in "去上前" and before not in ("", *"。！？；\n")) or before in ("由", "从")

    def _relative(self, match: re.Match[str], last: Period) -> Period:
        """上年同期: the same days of the year before; 上月, 上季度: what was before the month or quarter spoken of."""
        if match["ago"]:
            return periods.year_before(last)
        for kind in (spans.MONTH, QUARTER):
            span = spans.of(kind, last.start, self.year_end)
            if span.period == last:
                return span.before.period
        raise ValueError

    def _period(self, match: re.Match[str]) -> Period | None:
        """The period that a mention means; None for a single day, which is a date, and for what has no known bounds."""
        found = {key: value for key, value in match.groupdict().items() if value}
        years = [self._of(found[key]) for key in found if re.fullmatch(r"y\d+", key)]
        year = years[0] if years else self.spoken_year
        if "from_day" in found:
            return self._between(year, years[-1] if years else year, found)
        if "since" in found or "begun" in found:
            return self._years(int(found.get("since") or found["begun"]), int(found.get("upto") or self.year))
        if "years" in found:
            return self._last_years(found["years"])
        for name, read in self._READERS.items():
            if name in found:
                return read(self, year, found)
        return None if "day" in found or "date" in found else Span(YEAR, year, 1, self.year_end).period

    def _between(self, year: int, last_year: int, found: dict[str, str]) -> Period:
        end = datetime.date(last_year, int(found["until_month"]), int(found["until_day"]))
        return Period(datetime.date(year, int(found["from_month"]), int(found["from_day"])), end + DAY)

    def _years(self, first: int, last: int) -> Period | None:
        """Several years up to the one that is checked; plans reach further and are no period of figures."""
        if not first <= last <= self.year:
            return None
        ends = Span(YEAR, last, 1, self.year_end).period.end
        return Period(Span(YEAR, first, 1, self.year_end).period.start, ends)

    def _last_years(self, written: str) -> Period | None:
        found = re.match(rf"(?:近|过去|最近)?(\d|{_ORDER})年", written)
        return self._years(self.year - number(found[1]) + 1, self.year) if found else None

    def _spoken(self, year: int, found: dict[str, str]) -> Period:
        return self._months(year, number(found["first"]), number(found["last"]))

    def _quarter(self, year: int, found: dict[str, str]) -> Period:
        return Span(QUARTER, year, number(found["quarter"]), self.year_end).period

    def _quarters(self, year: int, found: dict[str, str]) -> Period:
        return self._months(year, 1, 3 * number(found.get("quarters") or found["quarters_to"]))

    def _half(self, year: int, found: dict[str, str]) -> Period:
        return Span(HALF, year, 1 if found["half"] == "上" else 2, self.year_end).period

    def _month(self, year: int, found: dict[str, str]) -> Period:
        return self._months(year, number(found["month"]), number(found["month"]))

    def _first_months(self, year: int, found: dict[str, str]) -> Period:
        return self._months(year, 1, number(found["months"]))

    def _until(self, year: int, found: dict[str, str]) -> Period:
        month = number(found["to_month"]) if "to_month" in found else 12
        end = spans.month(year, month, self.year_end).period.end
        if day := found.get("to_day"):
            end = datetime.date(year, month, int(day)) + DAY
        return Period(Span(YEAR, year, 1, self.year_end).period.start, end)

    _READERS = {
        "to": _until,
        "first": _spoken,
        "quarters_to": _quarters,
        "quarter": _quarter,
        "quarters": _quarters,
        "months": _first_months,
        "half": _half,
        "month": _month,
    }

    def _of(self, written: str) -> int:
        """The year that 2020, 二〇二〇, 去 or 本 stands for."""
        if len(written) == 4:
            return int("".join(_DIGITS.get(sign, sign) for sign in written))
        return self.year - {"去": 1, "上": 1, "前": 2}.get(written, 0)

    def _months(self, year: int, first: int, last: int) -> Period:
        if not (1 <= first <= 12 and 1 <= last <= 12):
            raise ValueError
        begins = spans.month(year, first, self.year_end).period.start
        return Period(begins, spans.month(year, last, self.year_end).period.end)


def number(written: str) -> int:
    """11, 十一 as a number."""
    return int(written) if written.isdigit() else _NUMERALS[written]
