"""A year's figures held against those of the year before: the difference and its percentage, or why there is none.

The year before reaches as far as this one does: to the same day, or in locked returns to the same month.
"""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from figures import entered, periods, wording
from figures.answers import Figure, Line
from figures.books.sealed import Books, books_of, months_of
from figures.defining import FEN, HOURS, Indicator, Rate
from figures.evaluator import evaluate
from figures.indicators import GROUPS, everything
from figures.periods import DAY, Period
from figures.rates import SMALL_BASE, rounded, wan
from figures.tables import Tables
from office.errors import NotVisible, Rejected
from vocab import N_, OFFICIAL

POINTS = N_("百分点")


@dataclass(frozen=True)
class Beside:
    """A number of this year (`now`) and of the last (`before`) in the unit in which it is printed.

    `why` says why there is no difference or no percentage. Of rates `difference` counts 百分点.
    """

    figure: Figure
    name: str
    unit: str
    now: Decimal | int | None
    before: Decimal | int | None
    places: int = 0
    is_rate: bool = False
    why: str = ""
    differs: bool = True  # whether a difference says anything

    @property
    def difference(self) -> Decimal | int | None:
        """This year's number less last year's."""
        if not self.differs or self.now is None or self.before is None:
            return None
        return self.now - self.before

    @property
    def percent(self) -> Decimal | None:
        """The difference in percent of last year's number, with one decimal; none of a rate."""
        if self.is_rate or self.why or not self.before or self.difference is None:
            return None
        return rounded(Decimal(self.difference) * 100 / Decimal(self.before), 1)


class YearAgo:
    """Every printed figure of `tables` beside that of the year before. `tables` is of the year as a whole."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables

    @cached_property
    def period(self) -> Period:
        """The days of the year before: as many as this year's figures cover."""
        whole = self.tables.period
        if self._locked is not None:
            return periods.year_before(Period(whole.start, self._locked))
        return periods.year_before(
            Period(whole.start, min(whole.end, max(self.tables.cut_off + DAY, whole.start + DAY)))
        )

    @property
    def words(self) -> str:
        """与 2019-01-01至2019-12-31 相比."""
        return N_("上年同期：{first}至{last}").format(first=self.period.start, last=self.period.last)

    @cached_property
    def groups(self) -> list[tuple[str, list[Beside]]]:
        """(name of a group, its printed figures), in print order."""
        found: dict[str, list[Beside]] = {}
        for key, figure in self.now.items():
            found.setdefault(key.partition(".")[0], []).extend(self._lines(key, figure))
        return [(label, found[group]) for group, label in GROUPS.items() if group in found]

    @cached_property
    def now(self) -> Line:
        """This year's."""
        return self._total(self.tables)

    @cached_property
    def before(self) -> Line | None:
        """Last year's; None where there are none, for the reason `missing`."""
        return None if self.missing else self._total(self._earlier)

    @cached_property
    def missing(self) -> str:
        """Why last year has no figures that can be held against this year's; "" when it has."""
        unit = self.tables.frame.unit
        if unit.valid_from and unit.valid_from > self.period.start:
            return N_("本单位{day}才设立").format(day=unit.valid_from)
        try:
            if self.tables.state == OFFICIAL:
                books_of(self._earlier.frame, self.period)
        except (Rejected, NotVisible):
            return N_("上年没有审定数")
        return ""

    @cached_property
    def months(self) -> dict[str, int]:
        """Month of this year → what the base counted in the same month of last year."""
        if self.missing:
            return {}
        base = self.tables.base
        question = self._earlier.question(("month",), (base,))
        then = evaluate(self.tables.actor, question, self._earlier.frame).rows()
        now = self.tables.main.rows("month")
        return {month.part: int(line[base].value or 0) for month, line in zip(now, then, strict=False)}

    # ------------------------------------------------------------ what is asked

    @cached_property
    def _books(self) -> Books | None:
        """The locked returns of this year."""
        tables = self.tables
        if tables.state != OFFICIAL:
            return None
        return books_of(tables.frame, tables.period, tables.revision)

    @cached_property
    def _locked(self) -> datetime.date | None:
        """The day after the last locked month, of official figures."""
        if self._books is None:
            return None
        months = months_of(self.tables.period)
        return max(months[key].end for key, members in self._books.members.items() if members)

    @cached_property
    def _earlier(self) -> Tables:
        tables = self.tables
        return Tables(tables.actor, tables.frame.unit.id, self.period, tables.basis, today=tables.today,
                      predecessors=tables.frame.predecessors, state=tables.state)  # fmt: skip

    def _total(self, tables: Tables) -> Line:
        keys = tuple(
            key for key, one in everything().items() if one.printed and key != "dispute.share"
        )  # a share is of a row
        return evaluate(tables.actor, tables.question((), keys), tables.frame).total

    # ------------------------------------------------------------ a line

    def _lines(self, key: str, now: Figure) -> Iterator[Beside]:
        before = self.before[key] if self.before is not None else None
        one = now.one
        if isinstance(one, Rate):
            yield self._rate(one, now, before)
            return
        unlike = self.missing or self._unlike(one)
        if not wording.is_several(one):
            old = None if unlike or before is None else before.value
            said = N_("上年没有填报") if one.source is entered.ENTERED and not old else ""
            yield _beside(now, one.name, one.unit, now.value, old, unlike or said)
            return
        for name, part in one.parts.items():
            old = None if unlike or before is None else before.parts[name]
            label = f"{one.name}：{part.name}" if part.name else one.name
            yield _beside(now, label, part.unit or one.unit, now.parts[name], old, unlike)

    def _rate(self, one: Rate, now: Figure, before: Figure | None) -> Beside:
        why = self.missing or self._unlike(one)
        if not why and before is not None:
            bases = ((N_("上年"), before), (N_("本期"), now))
            why = next((said for when, figure in bases if (said := _base(when, figure))), "")
        old = before.value if before is not None else None
        return Beside(
            now, one.name, one.unit, now.value, old, one.places, is_rate=True, why=why, differs=not why
        )

    def _unlike(self, one: Indicator | Rate) -> str:
        """Why an indicator of last year is another than this year's; "" when it is not."""
        if self._books is None:
            return ""
        earlier = books_of(self._earlier.frame, self.period)
        if _lacking(self._books) != _lacking(earlier):
            return N_("两年缺报的单位不同")
        basis = self.tables.basis
        keys = (one.numerator[basis], one.denominator[basis]) if isinstance(one, Rate) else ()
        if any(self._books.editions(key) != earlier.editions(key) for key in (one.key, *keys)):
            return N_("两年统计口径的版次不同")
        return ""


Number = int | Decimal | None


def _beside(figure: Figure, name: str, unit: str, now: Number, before: Number, unlike: str) -> Beside:
    """Two numbers with what they say of each other."""
    shown, printed, places = _printed(unit)
    why = unlike
    if not why and not before:
        why = N_("上年为 0") if before is not None else N_("上年没有数")
    elif not why and before is not None and before < SMALL_BASE and unit != FEN:
        why = N_("上年基数过小")
    return Beside(figure, name, printed, shown(now), shown(before), places, why=why, differs=not unlike)


def _printed(unit: str) -> tuple[Callable[[Number], Number], str, int]:
    """How numbers of a unit are printed, in what unit and with how many decimals: money in 万元, minutes in hours."""
    if unit == FEN:
        return (lambda n: None if n is None else wan(int(n))), N_("万元"), 2
    if unit == HOURS:
        return (lambda n: None if n is None else rounded(Decimal(n) / 60, 1)), unit, 1
    return (lambda n: n), unit, 0


def _base(when: str, figure: Figure) -> str:
    """Why a rate says nothing; "" when its base is large enough."""
    if not figure.denominator:
        return N_("{when}没有基数").format(when=when)
    if figure.denominator < SMALL_BASE:
        return N_("{when}基数过小").format(when=when)
    return ""


def _lacking(books: Books) -> set[int]:
    """The units without a locked return in months that others have locked."""
    return {post.id for post, span in books.missing if books.members.get(span.key)}
