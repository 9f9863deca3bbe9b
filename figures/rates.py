"""Shares and means of whole numbers: exact decimals, rounded half up, undefined on a zero base."""

from decimal import ROUND_HALF_UP, Decimal

SMALL_BASE = 10  # a percentage of fewer tells of chance, not of the work


def ratio(part: int | Decimal, whole: int | Decimal, places: int, scale: int = 100) -> Decimal | None:
    """part ÷ whole × scale (100: percent, 1: a mean) to `places` decimals; None when there is no whole."""
    if not whole:
        return None
    return rounded(Decimal(part * scale) / Decimal(whole), places)


def rounded(value: Decimal, places: int) -> Decimal:
    """Half up, as office statistics round (黄石 2016-08), never truncated and never half to even."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def exact(hundredths: int) -> int | Decimal:
    """Hundredths as the number they stand for: a whole one as it is, another with its decimals."""
    value = Decimal(hundredths).scaleb(-2)
    return int(value) if value == value.to_integral_value() else value


def wan(fen: int) -> Decimal:
    """Fen as 万元 with two decimals, as the tables print money."""
    return rounded(Decimal(fen) / 1_000_000, 2)


def yuan(fen: int) -> Decimal:
    """Fen as 元, exact."""
    return Decimal(fen).scaleb(-2)
