"""Why a number that is wrong is probably wrong: another base, a mean of rates, shortened, 件 for 人, another period or unit."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import ROUND_FLOOR, Decimal

from figures import periods
from figures.answers import Figure, Line
from figures.comparison.asked import About, Asked, amount, measure
from figures.defining import RATE, Indicator, Rate
from figures.indicators import INDICATORS, find
from figures.proofreading import agreement
from figures.proofreading import printed as reading
from figures.proofreading.judged import Judged
from figures.proofreading.judging import Judge
from figures.proofreading.printed import PERCENT, Printed
from figures.rates import ratio, rounded
from figures.sentences import words
from office.errors import NotVisible, Rejected
from vocab import BASES, BOOKS, LIVE, N_, OFFICIAL

_LEAST_TELLING = 10  # smaller numbers are equal by chance
_BASES = ("dispute.accepted", "dispute.concluded", "screening.found", "screening.rounds", "dispute.agreements",
          "dispute.succeeded", "aid.all", "aid.accepted")  # fmt: skip


class Explainer:
    """Looks for what a wrong number would be right for."""

    def __init__(self, asked: Asked, judge: Judge) -> None:
        self.asked = asked
        self.judge = judge

    def why(self, judged: Judged) -> str:
        """The likeliest reason in words; only how far it is off where none is found."""
        for reason in self._reasons(judged):
            if reason:
                return reason
        return self._difference(judged)

    def _reasons(self, judged: Judged) -> Iterator[str]:
        if find(judged.key).kind == RATE:
            # another period or unit would have the same rate by chance: not guessed
            tried: tuple[Callable[[Judged], str], ...] = (
                self._not_all, self._shortened, self._other_base, self._mean, self._other_basis, self._other_books)  # fmt: skip
        else:
            tried = (self._above_truth, self._other_measure, self._sibling, self._other_basis, self._other_books,
                     self._other_period, self._other_unit)  # fmt: skip
        for reason in tried:
            yield reason(judged)

    # ------------------------------------------------------------ rates

    def _not_all(self, judged: Judged) -> str:
        figure = self._figure(judged.key, judged.about)
        if figure is None or judged.printed.value != 100 or not figure.denominator:
            return ""
        left = figure.denominator - (figure.numerator or 0)
        return N_("不是全部：还差 {n}，不能说成 100%").format(n=left) if left > 0 else ""

    def _shortened(self, judged: Judged) -> str:
        figure = self._figure(judged.key, judged.about)
        if figure is None or not figure.denominator or judged.printed.unit != PERCENT:
            return ""
        value = Decimal(figure.numerator or 0) * 100 / Decimal(figure.denominator)
        step = Decimal(1).scaleb(-judged.printed.places)
        cut = (value / step).to_integral_value(ROUND_FLOOR) * step
        return N_("零头舍去了，应当四舍五入") if cut == judged.printed.value else ""

    def _other_base(self, judged: Judged) -> str:
        """成功 ÷ 受理 or ÷ 排查 instead of ÷ 调结."""
        figure = self._figure(judged.key, judged.about)
        one = find(judged.key)
        if figure is None or not figure.numerator or not isinstance(one, Rate):
            return ""
        own = one.denominator[judged.about.basis]
        for key in _BASES:
            below = self._value(key, judged.about) if key != own else None
            if below and self._is(ratio(figure.numerator, below, judged.printed.places, one.scale), judged):
                return N_(
                    "基数用错：像是用“{wrong}” {n} 作了基数（{above}÷{n}），应当用“{right}” {below}"
                ).format(
                    wrong=find(key).name,
                    n=words.exact(below),
                    above=figure.numerator,
                    right=find(own).name,
                    below=figure.denominator,
                )
        return ""

    def _mean(self, judged: Judged) -> str:
        answer = self._rows(judged)
        if answer is None:
            return ""
        values = [Decimal(value) for line in answer if (value := line[judged.key].value) is not None]
        if len(values) < 2:
            return ""
        mean = rounded(sum(values, Decimal(0)) / len(values), judged.printed.places)
        return N_("像是各单位比率的平均数；应当用两个合计数相除") if mean == judged.printed.value else ""

    def _is(self, found: Decimal | None, judged: Judged) -> bool:
        return found is not None and found == judged.printed.value

    # ------------------------------------------------------------ counts

    def _above_truth(self, judged: Judged) -> str:
        """A rounding word behind a number that is larger than the truth, or one that was rounded up."""
        number, truth = judged.printed, judged.truth
        if truth is None or number.value < truth:
            return ""
        if number.how == reading.MORE and number.value - truth < number.step:
            return N_("“余”“多”前面的数比实际大，应说成 {figure}").format(figure=self._said(judged))
        if number.how == reading.NEARLY:
            return ""
        if number.scaled and number.value - truth < number.step:
            return N_("进位后超过了实际数")
        return ""

    def _said(self, judged: Judged) -> str:
        assert judged.truth is not None
        return words.rounded_down(judged.truth, "余") + judged.printed.unit

    def _other_measure(self, judged: Judged) -> str:
        """The number of 件 given as 人, or the other way round."""
        one = find(judged.key)
        group = judged.printed.group
        others = [
            (judged.key, part)
            for part in (one.parts if isinstance(one, Indicator) else {})
            if part != judged.part
        ]
        others += [(key, "") for key in self._siblings(judged.key)]
        for key, part in others:
            unit = measure(key, part)
            if unit == measure(judged.key, judged.part) or not group or unit == group:
                continue
            if self._tells(judged, key, part):
                return self._measures_mixed(judged, key, part)
        return ""

    @staticmethod
    def _measures_mixed(judged: Judged, key: str, part: str) -> str:
        return N_("计量单位混了：{n} 是“{name}”的{unit}数，不是{printed}数").format(
            n=words.exact(judged.printed.value),
            name=find(key).name,
            unit=measure(key, part),
            printed=judged.printed.unit,
        )

    def mixed(self, judged: Judged) -> str:
        """Why a number in a unit that fits nothing is wrong: it is the one of another measure; "" where it is not."""
        if self._tells(judged, judged.key, judged.part):
            return self._measures_mixed(judged, judged.key, judged.part)
        return self._other_measure(judged)

    def _sibling(self, judged: Judged) -> str:
        for key in self._siblings(judged.key):
            if self._tells(judged, key, ""):
                return N_("像是取错了指标：与“{name}”相等").format(name=find(key).name)
        return ""

    def _siblings(self, key: str) -> list[str]:
        group = key.partition(".")[0]
        return [
            other
            for other, one in INDICATORS.items()
            if other.startswith(f"{group}.") and other != key and one.kind != RATE
        ]

    def _tells(self, judged: Judged, key: str, part: str) -> bool:
        """Whether another figure is just the number that is printed, and large enough not to be so by chance."""
        number = judged.printed
        if number.how != reading.EXACT or number.value < _LEAST_TELLING:
            return False
        value = self._value(key, judged.about, part)
        return value is not None and agreement.agrees(number, value)

    # ------------------------------------------------------------ other books, periods, units

    def _other_basis(self, judged: Judged) -> str:
        for basis, said in BASES.items():
            if basis != judged.about.basis and self._right(judged, replace(judged.about, basis=basis)):
                return N_("口径不同：{said}是这个数").format(said=said)
        return ""

    def _other_books(self, judged: Judged) -> str:
        other = LIVE if judged.about.state == OFFICIAL else OFFICIAL
        if self._right(judged, replace(judged.about, state=other)):
            return N_("与{books}数相等，两本数不同").format(books=BOOKS[other])
        return ""

    def _other_period(self, judged: Judged) -> str:
        ago = periods.year_before(judged.about.period)
        if self._right(judged, replace(judged.about, period=ago)):
            return N_("像是{period}的数").format(period=ago.label)
        for start, end in self._near(judged.about.period):
            if self._right(judged, replace(judged.about, period=periods.Period(start, end))):
                return N_("期间不同：像是{period}的数").format(period=periods.Period(start, end).label)
        return ""

    @staticmethod
    def _near(period: periods.Period) -> Iterator[tuple]:
        """A year cut off at the end of November or October, or the calendar year around other days."""
        year = periods.year(period.last.year)
        for month in (11, 10, 9):
            cut = periods.month(period.last.year, month).end
            if period.start < cut < period.end:
                yield period.start, cut
        if period != year:
            yield year.start, year.end

    def _other_unit(self, judged: Judged) -> str:
        frame = self.asked.frame(judged.about.unit, judged.about.period)
        parent = frame.unit.parent_id
        if parent in frame.places and self._right(judged, replace(judged.about, unit=parent)):
            return N_("像是{unit}的数").format(unit=frame.places[parent].name)
        if judged.printed.value < _LEAST_TELLING or judged.printed.how != reading.EXACT:
            return ""
        for line in self._rows(judged) or ():
            if self.judge.is_right(judged.printed, line[judged.key], judged.part) and line.part.isdigit():
                return N_("像是{unit}的数").format(unit=line.label)
        return ""

    def _right(self, judged: Judged, about: About) -> bool:
        figure = self._figure(judged.key, about)
        if figure is None or not amount(figure, judged.part):
            return False
        return judged.printed.value >= _LEAST_TELLING and self.judge.is_right(
            judged.printed, figure, judged.part
        )

    # ------------------------------------------------------------ asking

    def _rows(self, judged: Judged) -> list[Line] | None:
        try:
            return self.asked.rows(judged.key, judged.about, "unit").rows("unit")
        except (Rejected, NotVisible):
            return None

    def _figure(self, key: str, about: About) -> Figure | None:
        try:
            return self.asked.figure(key, about)
        except (Rejected, NotVisible):
            return None

    def _value(self, key: str, about: About, part: str = "") -> Decimal | None:
        figure = self._figure(key, about)
        return None if figure is None else amount(figure, part)

    def expect(self, judged: Judged) -> None:
        """Ask for everything that a wrong number may be compared with in one question."""
        known = find(judged.key)
        keys = _BASES if known.kind == RATE else self._siblings(judged.key)
        ways = self._source_ways(judged.key)
        fitting = (
            [key for key in keys if all(by in self._source_ways(key) for by, _ in judged.where)]
            if ways
            else []
        )
        self.asked.expect(judged.about, [judged.key, *fitting])

    @staticmethod
    def _source_ways(key: str) -> set[str]:
        one = find(key)
        return set(one.source.breakdowns) if isinstance(one, Indicator) else {"unit", "type"}

    # ------------------------------------------------------------ otherwise

    @staticmethod
    def _difference(judged: Judged) -> str:
        if judged.truth is None:
            return ""
        number: Printed = judged.printed
        off = number.value - judged.truth
        how = N_("多") if off > 0 else N_("少")
        unit = measure(judged.key, judged.part)
        shown = words.exact(rounded(abs(off), 2))
        name = judged.name
        return N_("与“{name}”不符，{how}了 {n} {unit}").format(
            name=name, how=how, n=shown, unit="个百分点" if unit == "%" else unit
        )
