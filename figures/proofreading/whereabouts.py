"""Which unit and period a number is about: the units of the county by name, 2020年, 一季度, 1至11月, 截至11月20日."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from figures import periods
from figures.frame import Frame
from figures.periods import DAY, Period
from figures.proofreading.printed import folded
from figures.returns import spans
from figures.returns.spans import HALF, QUARTER, YEAR, Span
from office.errors import Rejected

_YEAR = r"(?:(?P<{0}>\d{{4}}|今|本|去|上|前)年度?)"
_NUMERALS = {sign: number for number, sign in enumerate("一二三四五六七八九十", 1)} | {
    "两": 2,
    "十一": 11,
    "十二": 12,
}
_ORDER = "|".join(sorted(_NUMERALS, key=len, reverse=True))
_MENTION = re.compile(
    "|".join(
        (
            r"(?P<date>\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{4}[-—–至]\d{4}年)",
            rf"(?P<to>截至|截止到?|至){_YEAR.format('y1')}?(?P<to_month>\d{{1,2}})月(?:(?P<to_day>\d{{1,2}})日|底|末|份)?",
            rf"{_YEAR.format('y2')}?(?P<first>\d{{1,2}})月?(?:份)?[至到\-—–~～](?P<last>\d{{1,2}})月(?!\d)(?:份)?(?!\d*日)",
            rf"{_YEAR.format('y3')}?第?(?P<quarter>[一二三四1-4])季度",
            rf"{_YEAR.format('y4')}?前(?P<quarters>[一二两三1-3])个?季度",
            rf"{_YEAR.format('y5')}?前(?P<months>\d{{1,2}}|{_ORDER})个月",
            rf"{_YEAR.format('y6')}?(?P<half>[上下])半年",
            rf"{_YEAR.format('y7')}?(?P<day_month>\d{{1,2}})月(?P<day>\d{{1,2}})日",
            rf"{_YEAR.format('y8')}?(?<!\d)(?P<month>\d{{1,2}})月份?",
            r"(?P<ago>上年同期|去年同期|上年度同期)",
            rf"{_YEAR.format('y9')}(?:全年|以来)?",
            r"(?P<whole>全年|年初以来|年内)",
        )
    )
)
_WHOLE = re.compile(r"全县|全区|全市|全旗|我县|我区|我市|本县|本区|本市|全州|各乡镇")
_DIGIT = re.compile(r"\d")
_STOPS = "。！？；\n!?;"


@dataclass(frozen=True)
class Named:
    """A period or unit named at a place of the text."""

    start: int
    end: int
    period: Period | None = None
    unit: int | None = None
    passing: bool = False  # 由上年的98.5%提高到…: said of the next number alone


class Whereabouts:
    """The units and periods that a text names, for the year and unit that it is checked against."""

    def __init__(self, text: str, frame: Frame, year: int, year_end: str) -> None:
        self.text = folded(text)
        self.frame = frame
        self.year = year
        self.year_end = year_end
        self.default = Span(YEAR, year, 1, year_end).period
        self.periods = list(self._periods())
        self.units = list(self._units())

    @property
    def names(self) -> list[str]:
        """The units as they are named in the text, the longest first."""
        return sorted({self.text[one.start : one.end] for one in self.units}, key=len, reverse=True)

    @property
    def dates(self) -> list[str]:
        """The periods as they are named in the text, the longest first."""
        return sorted({self.text[one.start : one.end] for one in self.periods}, key=len, reverse=True)

    @property
    def taken(self) -> list[tuple[int, int]]:
        """The spans in which digits are dates."""
        return [(one.start, one.end) for one in self.periods]

    def period(self, place: int) -> Period:
        """The period last named before a place in its sentence, else in the first sentence of the line.

        Without any the year that the text is checked against.
        """
        line = self.text.rfind("\n", 0, place) + 1
        for start, end in (self.sentence(place), self.sentence(line)):
            named = [one for one in self.periods if start <= one.start < min(place, end)]
            for one in reversed(named):
                if one.period and not (one.passing and _DIGIT.search(self.text, one.end, place)):
                    return one.period
        return self.default

    def named_before(self, place: int) -> list[int]:
        """The units named one after the other in the sentence before a place: 采荷街道、凯旋街道."""
        start = self.sentence(place)[0]
        return [one.unit for one in self.units if start <= one.start < place and one.unit]

    def unit(self, place: int) -> int:
        """The unit last named before a place in its sentence; the one that the text is checked against without any."""
        sentence = self.sentence(place)[0]
        named = [one.unit for one in self.units if sentence <= one.start < place and one.unit]
        return named[-1] if named else self.frame.unit.id

    def sentence(self, place: int) -> tuple[int, int]:
        """Where the sentence around a place begins and ends."""
        start = max(self.text.rfind(stop, 0, place) for stop in _STOPS) + 1
        ends = [found for stop in _STOPS if (found := self.text.find(stop, place)) >= 0]
        return start, min(ends, default=len(self.text))

    # ------------------------------------------------------------ periods

    def _periods(self) -> Iterator[Named]:
        for match in _MENTION.finditer(self.text):
            try:
                period = None if _is_compared(self.text, match) else self._period(match)
                yield Named(match.start(), match.end(), period, passing=self._is_passing(match))
            except (ValueError, Rejected, StopIteration):  # 13月, 2月30日: no date, and no figure either
                yield Named(match.start(), match.end())

    def _is_passing(self, match: re.Match[str]) -> bool:
        """Whether another year is only mentioned: 上年, 去年 that do not open a sentence."""
        start = self.sentence(match.start())[0]
        return match[0][0] in "去上前" and bool(self.text[start : match.start()].strip())

    def _period(self, match: re.Match[str]) -> Period | None:
        """The period that a mention means; None for a single day, which is a date and no period."""
        found = {key: value for key, value in match.groupdict().items() if value}
        year = self._year(next((found[key] for key in found if key.startswith("y")), ""))
        for name, read in self._READERS.items():
            if name in found:
                return read(self, year, found)
        return None if "day" in found or "date" in found else Span(YEAR, year, 1, self.year_end).period

    def _spoken(self, year: int, found: dict[str, str]) -> Period:
        return self._months(year, int(found["first"]), int(found["last"]))

    def _quarter(self, year: int, found: dict[str, str]) -> Period:
        return Span(QUARTER, year, _number(found["quarter"]), self.year_end).period

    def _quarters(self, year: int, found: dict[str, str]) -> Period:
        return self._months(year, 1, 3 * _number(found["quarters"]))

    def _half(self, year: int, found: dict[str, str]) -> Period:
        return Span(HALF, year, 1 if found["half"] == "上" else 2, self.year_end).period

    def _month(self, year: int, found: dict[str, str]) -> Period:
        return self._months(year, int(found["month"]), int(found["month"]))

    def _first_months(self, year: int, found: dict[str, str]) -> Period:
        return self._months(year, 1, _number(found["months"]))

    def _until(self, year: int, found: dict[str, str]) -> Period:
        return self._up_to(year, int(found["to_month"]), found.get("to_day"))

    def _ago(self, year: int, found: dict[str, str]) -> Period:
        return periods.year_before(self.default)

    _READERS = {
        "to_month": _until,
        "first": _spoken,
        "quarter": _quarter,
        "quarters": _quarters,
        "months": _first_months,
        "half": _half,
        "month": _month,
        "ago": _ago,
    }

    def _year(self, written: str) -> int:
        if written.isdigit():
            return int(written)
        return self.year - {"去": 1, "上": 1, "前": 2}.get(written, 0)

    def _months(self, year: int, first: int, last: int) -> Period:
        if not (1 <= first <= 12 and 1 <= last <= 12):
            raise ValueError
        begins = spans.month(year, first, self.year_end).period.start
        return Period(begins, spans.month(year, last, self.year_end).period.end)

    def _up_to(self, year: int, month: int, day: str | None) -> Period:
        end = spans.month(year, month, self.year_end).period.end
        if day:
            end = datetime.date(year, month, int(day)) + DAY
        return Period(Span(YEAR, year, 1, self.year_end).period.start, end)

    # ------------------------------------------------------------ units

    def _units(self) -> Iterator[Named]:
        for match in _WHOLE.finditer(self.text):
            yield Named(match.start(), match.end(), unit=self.frame.unit.id)
        names: dict[str, list[int]] = {}
        for place in self.frame.inside.values():
            if len(place.name) > 2:
                names.setdefault(place.name, []).append(place.id)
        if not names:
            return
        spoken = re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))))
        found = [
            Named(m.start(), m.end(), unit=self._one_of(names[m[0]], m.start()))
            for m in spoken.finditer(self.text)
        ]
        yield from found

    def _one_of(self, ids: list[int], place: int) -> int | None:
        """Of several units of one name the one below a unit that is named before it."""
        if len(ids) == 1:
            return ids[0]
        before = self.text[max(0, place - 40) : place]
        for id_ in ids:
            parent = self.frame.places.get(self.frame.places[id_].parent_id)
            if parent and parent.name in before:
                return id_
        return None


def _is_compared(text: str, match: re.Match[str]) -> bool:
    """Whether a year is only what another is held against: 比上年增加, 较去年同期."""
    return text[max(0, match.start() - 1) : match.start()] in ("比", "较", "与")


def _number(written: str) -> int:
    return int(written) if written.isdigit() else _NUMERALS[written]
