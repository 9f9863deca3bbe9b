"""同比 and 环比: a number held against an earlier one, or the reason why it cannot be."""

from dataclasses import dataclass, replace
from decimal import Decimal

from figures.answers import Figure
from figures.books.sealed import books_of
from figures.defining import FEN, RATE
from figures.indicators import find
from figures.periods import Period
from figures.rates import SMALL_BASE, rounded
from figures.sentences import words
from figures.sentences.asked import About, Asked, amount, measure
from figures.sentences.grammar import PREVIOUS, YOY
from figures.sentences.stretches import Stretch
from office.errors import NotVisible, Rejected
from vocab import N_, OFFICIAL

POINTS = "个百分点"


@dataclass(frozen=True)
class Change:
    """How a number stands to an earlier one; without a percentage where `reason` says why they cannot be compared.

    Of rates `difference` counts 个百分点 and `percent` is empty.
    """

    now: Decimal | None
    before: Decimal | None
    earlier: Period | None
    difference: Decimal | None = None
    percent: str | None = None
    reason: str = ""


def compared(asked: Asked, about: About, key: str, part: str, stretch: Stretch, kind: str) -> Change:
    """The 同比 or 环比 of a figure. Raises NotVisible, Rejected for what cannot be asked at all."""
    earlier = stretch.year_ago if kind == YOY else stretch.before
    now = asked.figure(key, about)
    if kind == PREVIOUS and stretch.unfinished:
        return _not(now, part, None, N_("本期未完"))
    then = replace(about, period=earlier, revision=None)
    reason = _unlike(asked, about, then, key)
    if reason:
        return _not(now, part, earlier, reason)
    try:
        before = asked.figure(key, then)
    except Rejected:
        return _not(now, part, earlier, N_("{period}没有审定数").format(period=earlier.label))
    reason = _too_small(now, before, part, earlier)
    if reason:
        return _not(now, part, earlier, reason)
    return _change(now, before, part, earlier)


def _not(now: Figure, part: str, earlier: Period | None, reason: str) -> Change:
    return Change(amount(now, part), None, earlier, reason=reason)


def _change(now: Figure, before: Figure, part: str, earlier: Period) -> Change:
    new, old = amount(now, part), amount(before, part)
    assert new is not None
    assert old is not None
    if now.one.kind == RATE:
        return Change(new, old, earlier, rounded(_precise(now) - _precise(before), 2))
    return Change(new, old, earlier, new - old, words.change(new, old))


def _precise(figure: Figure) -> Decimal:
    """A rate before it was rounded, so that a difference is rounded once."""
    scale = getattr(figure.one, "scale", 1)
    return Decimal(figure.numerator or 0) * scale / Decimal(figure.denominator or 1)


def _too_small(now: Figure, before: Figure, part: str, earlier: Period) -> str:
    if now.one.kind == RATE:
        for figure, when in ((before, earlier.label), (now, N_("本期"))):
            if not figure.denominator:
                return N_("{when}没有基数").format(when=when)
            if figure.denominator < SMALL_BASE:
                return N_("基数过小，{when}只有 {n}").format(when=when, n=figure.denominator)
        return ""
    base = amount(before, part)
    if not base:
        return N_("{when}为 0").format(when=earlier.label)
    if amount(now, part) is None:
        return N_("本期没有数")
    unit = measure(now.key, part)
    if base < SMALL_BASE and unit != FEN:
        return N_("基数过小，{when}只有 {n} {unit}").format(
            when=earlier.label, n=words.exact(base), unit=unit
        )
    return ""


# ---------------------------------------------------------------- what is not of a kind


def _unlike(asked: Asked, about: About, then: About, key: str) -> str:
    """Why two periods cannot be held against each other, whatever the numbers; "" when they can."""
    try:
        frame = asked.frame(about.unit, about.period)
    except NotVisible:
        return N_("没有这个单位")
    unit = frame.unit
    if unit.valid_from and unit.valid_from > then.period.start:
        return N_("“{name}”{day}才设立").format(name=unit.name, day=unit.valid_from)
    for _, row in about.where:
        term = frame.terms.get(row)
        if term is not None and term.valid_from and term.valid_from > then.period.start:
            return N_("分类表不同，“{name}”{day}才启用").format(name=term.name, day=term.valid_from)
        if term is not None and term.valid_to and term.valid_to < about.period.end:
            return N_("分类表不同，“{name}”{day}已停用").format(name=term.name, day=term.valid_to)
    return _other_edition(asked, about, then, key) if about.state == OFFICIAL else ""


def _other_edition(asked: Asked, about: About, then: About, key: str) -> str:
    """Of locked returns: by other definitions or lists, or with other units missing."""
    try:
        now, before = (
            books_of(asked.frame(each.unit, each.period), each.period, each.revision)
            for each in (about, then)
        )
    except Rejected:
        return N_("{period}没有审定数").format(period=then.period.label)
    if {post.id for post in now.missing_units()} != {post.id for post in before.missing_units()}:
        return N_("两期缺报的单位不同")
    lists = [f"list:{find(key).source.breakdowns[by].rows_of}" for by, _ in about.where]  # type: ignore[union-attr]
    for name in (*_behind(key, about.basis), *lists):
        if now.editions(name) != before.editions(name):
            said = N_("分类表") if name.startswith("list:") else N_("统计口径")
            return N_("{said}的版本不同").format(said=said)
    return ""


def _behind(key: str, basis: str) -> list[str]:
    one = find(key)
    if one.kind != RATE:
        return [key]
    return [key, one.numerator[basis], one.denominator[basis]]  # type: ignore[union-attr]
