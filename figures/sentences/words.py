"""Numbers in words: 余, 多, 万 and 亿 by rule and never above the truth; percentages half up from their two counts."""

from decimal import ROUND_FLOOR, Decimal

from figures.rates import ratio

WAN, YI = Decimal(10_000), Decimal(100_000_000)
SIGNS = {WAN: "万", YI: "亿"}
MOST_PLACES = 4  # of a percentage that would otherwise be rounded to a false 100 %


def exact(value: Decimal) -> str:
    """The number as it is, without idle zeros: 6068, 2.5."""
    return f"{value.normalize():f}" if value else "0"


def in_scale(value: Decimal, scale: Decimal, places: int = 2) -> str:
    """A number in 万 or 亿, shortened to at most `places` decimals: 28,712 万 → 2.87亿, 36,000 → 3.6万.

    What does not reach the scale is said in the one below it, or as it is.
    """
    if abs(value) < scale:
        return in_scale(value, WAN, places) if scale > WAN else exact(value)
    return f"{exact(shortened(value / scale, places))}{SIGNS[scale]}"


def rounded_down(value: Decimal, sign: str, scale: Decimal | None = None) -> str:
    """A number with 余 or 多 behind what is left of it, without a word where nothing was left out.

    From 10,000 on in 万, from a hundred million on in 亿, unless `scale` says which; of a smaller number the first two
    digits stay (of one below 100 the first): 100,500 → 10万余, 1,026 → 1000余, 823 → 820余, 43 → 40余, 36,000 → 3.6万.
    """
    if value < 0:
        return f"-{exact(-value)}"
    if scale is None or value < scale / 10:  # too little for the scale that was asked for
        scale = YI if value >= YI else WAN if value >= WAN else None
    if scale:
        kept = _kept(value / scale, tenths=True)
        return f"{exact(kept)}{SIGNS[scale]}{sign if kept * scale < value else ''}"
    kept = _kept(value, tenths=False)
    return f"{exact(kept)}{sign if kept < value else ''}"


def _kept(value: Decimal, *, tenths: bool) -> Decimal:
    """What is left of a number: two digits, or the first alone where two would be the whole of it."""
    if tenths:
        return shortened(value, 1 if value < 10 else 0 if value < 100 else -(value.adjusted() - 1))
    if value < 10:
        return shortened(value, 0)
    return shortened(value, -1 if value < 100 else -(value.adjusted() - 1))


def shortened(value: Decimal, places: int) -> Decimal:
    """Downwards, so that what is printed never passes the truth; `places` below zero are tens, hundreds …"""
    step = Decimal(1).scaleb(-places)
    return (value / step).to_integral_value(ROUND_FLOOR) * step


def share(part: Decimal | int, whole: Decimal | int, places: int, scale: int = 100) -> str | None:
    """A percentage or mean half up, without idle zeros; None without a whole.

    100% and 0% are said of all and of none alone: 19,999 of 20,000 is 99.995%.
    """
    found = ratio(part, whole, places, scale)
    while found is not None and scale == 100 and places < MOST_PLACES and _false(found, part, whole):
        places += 1
        found = ratio(part, whole, places, scale)
    return None if found is None else exact(found)


def _false(found: Decimal, part: Decimal | int, whole: Decimal | int) -> bool:
    return (found == 100 and part != whole) or (found == 0 and bool(part))


def percent(value: Decimal, places: int = 2) -> str:
    """How far a number rose or fell, in percent half up and without a sign."""
    return share(abs(value), 100, places) or "0"
