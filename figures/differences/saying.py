"""差异说明 in words: the lines of a difference, and the paragraph that a report takes over."""

from decimal import Decimal
from typing import TYPE_CHECKING

from figures import wording
from figures.defining import FEN, Indicator, Rate
from figures.differences.reasons import REASONS
from figures.indicators import date_words
from figures.rates import wan, yuan
from vocab import N_

if TYPE_CHECKING:
    from figures.differences.explaining import Amount, Difference, Explanation

Number = int | Decimal


def number(one: Indicator | Rate, value: Number) -> str:
    """What records come to, as the indicator is written: 6068, 12.5 (小时); money in 元, so that nothing is lost."""
    if isinstance(one, Rate) or one.hundredths:
        return str(value)
    return f"{yuan(int(value)):.2f}" if one.unit == FEN else wording.number(value, one.unit)


def signed(one: Indicator | Rate, value: Number) -> str:
    """An effect with its sign: +3, −1.50; 0 without."""
    text = number(one, value if value > 0 else -value)
    return text if not value else f"{'+' if value > 0 else '−'}{text}"


def unit_of(one: Indicator | Rate) -> str:
    """The unit behind an effect; those of a rate are counts."""
    if isinstance(one, Rate):
        return ""
    return next(iter(one.parts.values())).unit or one.unit


def figure(one: Indicator | Rate, amount: "Amount") -> str:
    """A figure of a side: 190件, 95.00%（190/200）."""
    if not isinstance(one, Rate):
        return wan_or(one, amount.value or 0)
    value = wording.NONE if amount.value is None else f"{amount.value}{one.unit}"
    return f"{value}（{amount.numerator}/{amount.denominator}）"


def points(found: "Explanation") -> str:
    """How much a rate has gone up or down: +0.62 个百分点, −1.3; — where one of the two has no base."""
    a, b = found.a.value, found.b.value
    if a is None or b is None:
        return wording.NONE
    sign = {1: "+", -1: "−"}.get((b > a) - (b < a), "")
    return f"{sign}{abs(b - a)}{N_('个百分点') if found.one.unit == '%' else found.one.unit}"


def wan_or(one: Indicator, value: Number) -> str:
    """A figure with its unit, money in 万元 as tables print it."""
    if one.unit == FEN:
        return f"{wan(int(value))}{wording.unit_of(one)}"
    return f"{number(one, value)}{unit_of(one)}"


def effect(one: Indicator | Rate, record: "Difference") -> str:
    """What a record adds: −1; of a rate on both its counts: 分子 −1，分母 −1."""
    if not isinstance(one, Rate):
        return signed(one, record.effect)
    return both(one, record.effect, record.base_effect)


def both(one: Rate, above: Number, below: Number) -> str:
    """What changes of a rate's two counts."""
    return N_("分子 {above}，分母 {below}").format(above=signed(one, above), below=signed(one, below))


def told_text(found: "Explanation") -> str:
    """Both figures, a line for each record, the total."""
    one = found.one
    heads = [
        f"{name}　{side.words(frame)}　{date_words(one, side.basis)}　{one.name} {figure(one, amount)}"
        for name, side, frame, amount in zip("AB", found.sides, found.frames, (found.a, found.b), strict=True)
    ]
    lines = [
        "\t".join((record.label, effect(one, record), record.reason.name, record.reason.detail)).rstrip()
        for record in found.records
    ]
    return "\n".join([*heads, *lines, N_("合计\t{total}").format(total=total(found))])


def total(found: "Explanation") -> str:
    """The difference b − a."""
    one = found.one
    if isinstance(one, Rate):
        return both(one, found.difference, found.base_difference)
    return signed(one, found.difference)


def paragraph(found: "Explanation") -> str:
    """Why the figures differ, as a sentence for a report."""
    one = found.one
    a, b = (
        N_("{side}{name}（{dated}）为{figure}").format(
            side=side.words(frame),
            name=one.name,
            dated=date_words(one, side.basis),
            figure=figure(one, amount),
        )
        for side, frame, amount in zip(found.sides, found.frames, (found.a, found.b), strict=True)
    )
    if not found.records:
        return N_("{a}；{b}。两个数字由同样的记录得出，没有差异。").format(a=a, b=b)
    reasons = "，".join(_reason(found, code) for code in REASONS if code in found.by_reason)
    return N_("{a}；{b}。后者与前者相比{total}，差异来自 {n} 条记录：{reasons}。").format(
        a=a, b=b, total=_more(found), n=len(found.records), reasons=reasons
    )


def _more(found: "Explanation") -> str:
    one, value = found.one, found.difference
    if isinstance(one, Rate):
        return both(one, value, found.base_difference)
    if not value:
        return N_("总数相同")
    more = N_("多{n}") if value > 0 else N_("少{n}")
    return more.format(n=number(one, value if value > 0 else -value) + unit_of(one))


def _reason(found: "Explanation", code: str) -> str:
    count, value, base = found.by_reason[code]
    one = found.one
    said = both(one, value, base) if isinstance(one, Rate) else signed(one, value)
    return N_("{reason} {count} 条（{effect}）").format(reason=REASONS[code], count=count, effect=said)
