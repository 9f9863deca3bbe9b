"""同比 and 环比: a number held against an earlier one, or the reason why it cannot be."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from figures import entered, wording
from figures.answers import Figure
from figures.comparison import likeness
from figures.comparison.asked import About, Asked, amount, measure, name_of
from figures.comparison.likeness import Likeness
from figures.comparison.stretches import Stretch
from figures.defining import FEN, HOURS, Indicator, Rate
from figures.periods import Period
from figures.rates import SMALL_BASE, rounded
from office.errors import NotVisible, Rejected
from vocab import N_

YOY, PREVIOUS = "同比", "环比"
POINTS = N_("百分点")
_WAN = 10_000  # yuan

Number = int | Decimal | None


@dataclass(frozen=True)
class Change:
    """How a figure (of several numbers its `part`) stands to that of an `earlier` period.

    Without a percentage where `why` says why they cannot be compared (`brief` where the numbers stand beside it);
    `alike` is False where not even the difference says anything. Of rates `difference` counts 百分点.
    """

    figure: Figure
    part: str
    was: Figure | None
    earlier: Period | None
    why: str = ""
    alike: bool = True
    brief: str = ""

    @property
    def key(self) -> str:
        """The indicator's key."""
        return self.figure.key

    @property
    def name(self) -> str:
        """What is compared: 调结纠纷数, 直播场次（观看）."""
        return name_of(self.key, self.part)

    @property
    def is_rate(self) -> bool:
        """Whether it is a rate or mean."""
        return isinstance(self.figure.one, Rate)

    @property
    def now(self) -> Decimal | None:
        """The number, money in 元 and time in hours."""
        return amount(self.figure, self.part)

    @property
    def before(self) -> Decimal | None:
        """The earlier one."""
        return None if self.was is None else amount(self.was, self.part)

    @property
    def difference(self) -> Decimal | None:
        """What was added to the earlier number; of a rate to the rate as it was printed, so that it can be done again."""
        if not self.alike or self.now is None or self.before is None:
            return None
        return self.now - self.before

    @property
    def percent(self) -> Decimal | None:
        """The difference in percent of the earlier number, not rounded yet; None of a rate."""
        if self.is_rate or self.why or not self.before or self.difference is None:
            return None
        return self.difference * 100 / abs(self.before)

    @property
    def short(self) -> str:
        """Why they cannot be compared, for a row that shows the numbers themselves."""
        return self.brief or self.why

    @property
    def printed(self) -> "Printed":
        """The same as tables print it."""
        return Printed.of(self)


@dataclass(frozen=True)
class Printed:
    """Both numbers in the unit and with the decimals of a table: money in 万元; `percent` with one decimal."""

    unit: str
    places: int
    now: Number
    before: Number
    difference: Number
    percent: Decimal | None

    @classmethod
    def of(cls, change: Change) -> "Printed":
        """The numbers of a change; the difference is that of the printed ones."""
        unit, places = scale(change.figure.one, change.part)
        now, before = (
            in_print(number, change.figure.one, change.part) for number in (change.now, change.before)
        )
        told = change.difference is not None and now is not None and before is not None
        percent = None if change.percent is None else rounded(change.percent, 1)
        return cls(unit, places, now, before, now - before if told else None, percent)  # type: ignore[operator]


def scale(one: Indicator | Rate, part: str = "") -> tuple[str, int]:
    """In what unit and with how many decimals tables print an indicator."""
    if isinstance(one, Rate):
        return one.unit, one.places
    unit = measure(one.key, part)
    return {FEN: (N_("万元"), 2), HOURS: (unit, 1)}.get(unit, (unit, 0))


def in_print(value: Decimal | None, one: Indicator | Rate, part: str = "") -> Number:
    """A number (money in 元, time in hours) as tables print it."""
    if value is None or isinstance(one, Rate):
        return value
    unit = measure(one.key, part)
    if unit in (FEN, HOURS):
        return rounded(value / _WAN, 2) if unit == FEN else rounded(value, 1)
    return int(value) if value == value.to_integral_value() else value


# ---------------------------------------------------------------- asking for them


def compared(asked: Asked, about: About, key: str, part: str, stretch: Stretch, kind: str) -> Change:
    """The 同比 or 环比 of a figure. Raises NotVisible, Rejected for what cannot be asked at all."""
    if kind == PREVIOUS and stretch.unfinished:
        return Change(asked.figure(key, about), part, None, None, likeness.UNFINISHED)
    earlier = stretch.year_ago if kind == YOY else stretch.before
    return against(asked, about, key, part, earlier)


def several(
    asked: Asked, about: About, keys: Iterable[str], stretch: Stretch, kind: str
) -> dict[str, Change]:
    """The 同比 or 环比 of several figures, one query for each of the two periods."""
    keys = tuple(keys)
    asked.expect(about, keys)
    earlier = stretch.year_ago if kind == YOY else stretch.before
    asked.expect(replace(about, period=earlier, revision=None), keys)
    return {key: compared(asked, about, key, "", stretch, kind) for key in keys}


def against(asked: Asked, about: About, key: str, part: str, earlier: Period) -> Change:
    """A figure beside that of an earlier period. Raises NotVisible, Rejected for what cannot be asked at all."""
    now = asked.figure(key, about)
    like = asked.likeness(about, earlier)
    why = like.nothing or next((said for _, row in about.where if (said := like.begun(row))), "")
    if why:
        return Change(now, part, None, earlier, why, alike=False)
    try:
        was = asked.figure(key, replace(about, period=earlier, revision=None))
    except (Rejected, NotVisible) as error:
        return Change(now, part, None, earlier, str(error), alike=False)
    return held(like, about.basis, now, was, part, about.where)


def held(
    like: Likeness,
    basis: str,
    now: Figure,
    was: Figure | None,
    part: str = "",
    where: Iterable[tuple[str, str]] = (),
) -> Change:
    """Two figures of which the earlier one is known, or said by `like` to be nothing."""
    if was is None or like.nothing:
        return Change(now, part, None, like.earlier, like.nothing or likeness.NOTHING_NOW, alike=False)
    where = tuple(where)
    area = "" if any(by == "unit" for by, _ in where) else like.unit
    unlike = area or next((said for by, row in where if (said := like.row(by, row))), "")
    unlike = unlike or like.books(now.key, basis, _lists(now, [by for by, _ in where]))
    if unlike:
        return Change(now, part, was, like.earlier, unlike, alike=False)
    return _beside(now, was, part, like.earlier)


def on_one_basis(now: Figure, was: Figure, earlier: Period) -> Change:
    """Two figures that are known to be of one kind, as those of a replay are."""
    return _beside(now, was, "", earlier)


def _beside(now: Figure, was: Figure, part: str, earlier: Period) -> Change:
    why, brief = _base(now, was, part, earlier)
    alike = not (why and isinstance(now.one, Rate))
    return Change(now, part, was, earlier, why, alike=alike, brief=brief)


def _lists(figure: Figure, ways: list[str]) -> list[str]:
    """The lists whose entries are the rows of breakdowns."""
    one = figure.one
    if isinstance(one, Rate):
        return []
    return [one.source.breakdowns[by].rows_of for by in ways if by in one.source.breakdowns]


_FINE = ("", "")


def _base(now: Figure, was: Figure, part: str, earlier: Period) -> tuple[str, str]:
    """Why the bases tell of chance rather than of the work, in full and in brief; nothing when they are large enough."""
    if isinstance(now.one, Rate):
        return _of_rates(now, was, earlier)
    base = in_print(amount(was, part), now.one, part)
    if not base:
        if now.one.source is entered.ENTERED:
            return likeness.NOT_ENTERED, ""
        return N_("{when}为 0").format(when=earlier.label), N_("原数为 0")
    if amount(now, part) is None:
        return likeness.NOTHING_NOW, ""
    unit = measure(now.key, part)
    if base < SMALL_BASE and unit != FEN:
        said = N_("基数过小，{when}只有 {n} {unit}").format(when=earlier.label, n=base, unit=unit)
        return said, N_("基数过小")
    return _FINE


def _of_rates(now: Figure, was: Figure, earlier: Period) -> tuple[str, str]:
    for figure, when, brief in ((was, earlier.label, N_("原数")), (now, N_("本期"), N_("本期"))):
        if not figure.denominator:
            return N_("{when}没有基数").format(when=when), N_("{when}没有基数").format(when=brief)
        if figure.denominator < SMALL_BASE:
            said = N_("基数过小，{when}只有 {n}").format(when=when, n=figure.denominator)
            return said, N_("{when}基数过小（{n}）").format(when=brief, n=figure.denominator)
    return _FINE


def lines(change: Figure) -> list[str]:
    """The parts of a figure that are compared each for itself: of several numbers side by side each, else the whole."""
    one = change.one
    return list(one.parts) if isinstance(one, Indicator) and wording.is_several(one) else [""]
