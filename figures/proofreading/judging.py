"""对, 不符 or 无法核对: a number held against each indicator that it may be of."""

from collections.abc import Sequence

from peewee import Field

from figures.answers import Figure
from figures.comparison.asked import About, Asked, amount, measure
from figures.defining import FEN, Indicator, Rate, at
from figures.indicators import counted, find
from figures.proofreading import agreement
from figures.proofreading import printed as reading
from figures.proofreading.judged import RIGHT, UNKNOWN, WRONG, Judged
from figures.proofreading.matching import Meaning
from figures.proofreading.printed import PERCENT, Printed
from figures.rates import ratio, rounded
from figures.sentences import words
from office.errors import NotVisible, Rejected
from vocab import N_

_FAR = 2  # so many times what 超过 or 以上 is said of, and it was hardly meant
_TELLING = 20  # a smaller number may equal by chance what it is perhaps not of


class Judge:
    """Holds numbers against the figures."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked

    def level(self, number: Printed, meanings: Sequence[Meaning], about: About) -> Judged:
        """A number that says how much there is; what it is not sure to be of it may equal, but not fail."""
        first: Judged | None = None
        for meaning in meanings:
            found = self._held(number, meaning, about)
            if meaning.mixed and found.mark != UNKNOWN:
                found.mark, found.extra["mixed"] = WRONG, True
            elif not meaning.sure:
                self._doubt(found)
            if found.mark == RIGHT:
                return found
            if first is None or (first.mark == UNKNOWN and found.mark == WRONG):
                first = found
        return first or Judged(number, about, why=N_("没有找到与它对应的指标，请自行核对"))

    @staticmethod
    def _doubt(found: Judged) -> None:
        number = found.printed
        telling = abs(number.value) >= _TELLING or number.scaled
        if found.mark == WRONG or (found.mark == RIGHT and not telling):
            found.mark = UNKNOWN
            found.why = N_("看不准它说的是什么，请自行核对；“{name}”是 {figure}").format(
                name=found.name, figure=found.figure
            )

    def _held(self, number: Printed, meaning: Meaning, about: About) -> Judged:
        of = meaning.said
        own = About(about.unit, about.period, of.where, about.basis, about.state, about.revision)
        made = Judged(number, own, key=of.key, part=of.part, where=of.where, row=self._row(of.where, own))
        try:
            figure = self.asked.figure(of.key, own)
        except (Rejected, NotVisible) as error:
            made.why = str(error)
            return made
        made.truth = amount(figure, of.part)
        made.figure = shown(figure, of.part, number)
        if made.truth is None:
            made.figure = ""
            made.why = N_("“{name}”没有基数，算不出来").format(name=made.name)
        elif self.is_right(number, figure, of.part):
            made.mark, made.why = RIGHT, self._agreement(number, figure, made)
            if number.how in (reading.OVER, reading.AT_LEAST) and made.truth > number.value * _FAR:
                made.mark = UNKNOWN  # true of whatever there is more of
        elif not made.truth and not self.has_records(of.key, own, of.part):
            made.figure = ""
            made.why = N_("系统里没有这个单位这段时间的登记，无从核对“{name}”").format(name=figure.one.name)
        else:
            made.mark = WRONG
        return made

    def _row(self, where: tuple[tuple[str, str], ...], about: About) -> str:
        frame = self.asked.frame(about.unit, about.period)
        return "、".join(frame.term_name(part) if part in frame.terms else part for _, part in where)

    @staticmethod
    def is_right(number: Printed, figure: Figure, part: str) -> bool:
        """Whether a number says a figure; a percentage half up from its two counts."""
        one = figure.one
        if _is_false_end(number, figure):
            return False
        if isinstance(one, Rate) and number.how == reading.EXACT:
            found = ratio(figure.numerator or 0, figure.denominator or 0, number.places, one.scale)
            return found == number.value
        truth = amount(figure, part)
        if truth is None:
            return False
        if one.unit == FEN and number.unit == "元" and number.step < 1:
            return rounded(truth, number.places) == number.value
        return agreement.agrees(number, truth)

    @staticmethod
    def _agreement(number: Printed, figure: Figure, made: Judged) -> str:
        name = made.name
        if figure.denominator is not None:
            return N_("{name} {above}÷{below}").format(
                name=name, above=figure.numerator, below=figure.denominator
            )
        if made.truth == number.value:
            return N_("与“{name}”相等").format(name=name)
        return N_("“{name}”是 {figure}，这样说没有超出").format(name=name, figure=made.figure)

    def has_records(self, key: str, about: About, part: str = "") -> bool:
        """Whether anything at all is written down for a unit and period in the register, and what is counted ever was."""
        one = find(key)
        own = counted(one.numerator[about.basis]) if isinstance(one, Rate) else one
        assert isinstance(own, Indicator)
        frame = self.asked.frame(about.unit, about.period)
        source = own.source
        rows = source.visible(frame)
        ever = rows if own.condition is None else rows.where(at(own.condition, frame))
        column = own.parts.get(part, next(iter(own.parts.values()))).column
        if isinstance(column, Field):
            ever = ever.where(column > 0)
        if not ever.exists():
            return False
        if source.key == "entered":
            rows = ever
        return bool(rows.where(source.dated(own.dated, about.basis).when(about.period)).exists())


def _is_false_end(number: Printed, figure: Figure) -> bool:
    """Whether 100% (or 0%) is said where it is not all (or none): 6050 of 6068 is no 100%."""
    if figure.denominator is None or number.unit != PERCENT:
        return False
    return (number.value == 100 and figure.numerator != figure.denominator) or (
        not number.value and bool(figure.numerator)
    )


def shown(figure: Figure, part: str, number: Printed) -> str:
    """The right figure as it would be printed: with the decimals of the number, or as many as it needs."""
    one = figure.one
    if isinstance(one, Rate):
        places = max(number.places, 1) if number.unit == PERCENT else one.places
        found = words.share(figure.numerator or 0, figure.denominator or 0, places, one.scale)
        return "—" if found is None else f"{found}{one.unit}"
    value = amount(figure, part)
    if value is None:
        return "—"
    unit = measure(one.key, part)
    if unit == FEN:
        return f"{words.exact(rounded(value / words.WAN, 2))}万元" if value >= words.WAN else f"{value}元"
    return f"{words.exact(rounded(value, 2))}{unit}"
