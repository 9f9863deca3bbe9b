"""Whether a number says the truth: within what its rounding words and decimals allow, and no more."""

from decimal import ROUND_FLOOR, Decimal

from figures.proofreading.printed import ABOUT, AT_LEAST, BELOW, MORE, NEARLY, OVER, PERCENT, Printed

_TWO_DIGITS = 10  # a number shortened to a single digit says too little: 3亿 is not 2.6亿
_HARDLY = Decimal("0.02")


def agrees(printed: Printed, truth: Decimal) -> bool:
    """Whether a number says the truth within what its rounding words and decimals allow."""
    value = printed.value
    if printed.how == MORE:
        return value <= truth < value + printed.step
    if printed.how == NEARLY:
        return value * Decimal("0.9") <= truth <= value
    if printed.how == ABOUT:
        tenth = printed.step / 4 if printed.unit == PERCENT else 0  # 两成 is a fifth or near it
        return abs(value - truth) <= max(abs(value) * Decimal("0.05"), tenth)
    if printed.how == OVER:
        return truth > value
    if printed.how == AT_LEAST:
        return truth >= value
    if printed.how == BELOW:
        return truth < value
    return truth == value or (printed.scaled and _is_rounded(printed, truth))


def _is_rounded(printed: Printed, truth: Decimal) -> bool:
    """Whether a number in 万 or 亿, or with decimals, is the truth rounded or shortened to the digits that it has."""
    value, step = printed.value, printed.step
    if value not in (half_up(truth, step), shortened(truth, step)):
        return False
    return abs(value) >= step * _TWO_DIGITS or abs(value - truth) <= abs(truth) * _HARDLY


def half_up(value: Decimal, step: Decimal) -> Decimal:
    """A number to whole steps, half up."""
    return shortened(value + step / 2, step)


def shortened(value: Decimal, step: Decimal) -> Decimal:
    """A number to whole steps, the rest left out."""
    return (value / step).to_integral_value(ROUND_FLOOR) * step
