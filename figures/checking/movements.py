"""What moves oddly from month to month: jumps that want a reason, and success without a single failure for long."""

import datetime
from collections.abc import Iterator
from fractions import Fraction

from figures.answers import Answer
from figures.breakdowns import OWN
from figures.checking.books import Books
from figures.checking.findings import EXPLAIN, HINT, Finding
from figures.checking.formulas import NOW, PREVIOUS, Formula, Term, plain
from figures.indicators import find
from figures.periods import Period
from office.errors import Rejected
from vocab import N_

# What units report most; the figures that follow from these would only jump with them.
JUMPING = (
    "dispute.accepted",
    "dispute.concluded",
    "screening.rounds",
    "screening.found",
    "aid.accepted",
    "aid.legal_help",
    "aid.consultations",
    "hotline.calls",
    "adviser.consultations",
    "publicity.events",
    "subsidy.cases",
    "review.received",
)
SUCCESS_MONTHS, SUCCESS_LEAST = 6, 30
_SUCCEEDED = "dispute.succeeded"


def expected() -> Formula:
    """What jumps() will ask the books for."""
    return Formula(tuple(Term.one(key, stretch) for key in JUMPING for stretch in (NOW, PREVIOUS)))


def jumps(books: Books) -> Iterator[Finding]:
    """核实: several times the month before, or as small a part of it, with a difference that is worth asking about."""
    factor, least = books.settings["check_jump_factor"], books.settings["check_jump_least"]
    for key in JUMPING:
        now, before = books.value(key), books.value(key, stretch=PREVIOUS)
        if not before or now is None or abs(now - before) < least:
            continue
        if now >= factor * before or now * factor <= before:
            yield _jump(key, now, before, N_("月") if books.is_month else N_("期"))


def _jump(key: str, now: Fraction, before: Fraction, month: str) -> Finding:
    one = find(key)
    rose = now > before
    how = N_("是上{month}的 {times} 倍") if rose else N_("只有上{month}的 {share}%")
    text = N_("{name}本{month} {now} {unit}，上{month} {before} {unit}，{how}，请核实并说明原因。").format(
        name=one.name,
        month=month,
        now=plain(now),
        before=plain(before),
        unit=one.unit,
        how=how.format(month=month, times=_tenths(now / before), share=_tenths(now * 100 / before)),
    )
    return Finding(f"jump.{key}", EXPLAIN, text, indicator=key)


def _tenths(value: Fraction) -> str:
    return plain(Fraction(round(value * 10), 10))


# ---------------------------------------------------------------- success


def success(books: Books) -> Iterator[Finding]:
    """提示: six months in a row without one case that failed, for the unit or, if not for it, for a unit below."""
    period = Period(months_before(books.period.end, SUCCESS_MONTHS), books.period.end)
    try:
        answer = books.ask((books.base, _SUCCEEDED), by=("unit", "month"), period=period)
    except Rejected:  # these months do not make up official ones
        return
    if _without_failure(books, answer):
        yield _all_succeeded(books, answer, "", books.frame.unit.name)
        return
    for line in answer.rows("unit"):
        if _without_failure(books, answer, line.part):
            own = books.frame.unit.name if line.part == OWN else ""
            yield _all_succeeded(books, answer, line.part, own + line.label)


def _without_failure(books: Books, answer: Answer, unit: str = "") -> bool:
    months = [month.part for month in answer.rows("month")]
    lines = [answer.at(unit=unit, month=month) if unit else answer.at(month=month) for month in months]
    counts = [(int(line[books.base].value or 0), int(line[_SUCCEEDED].value or 0)) for line in lines]
    return sum(base for base, _ in counts) >= SUCCESS_LEAST and all(
        base and base == won for base, won in counts
    )


def _all_succeeded(books: Books, answer: Answer, unit: str, name: str) -> Finding:
    line = answer.at(unit=unit) if unit else answer.total
    text = N_(
        "{name}连续 {months} 个月调解成功率都是 100%（共 {count} 件），请抽查是否漏登调解不成的案件。"
    ).format(name=name, months=SUCCESS_MONTHS, count=line[books.base].value)
    key = f"success.{unit}" if unit else "success"
    return Finding(key, HINT, text, indicator=books.base, by="unit" if unit else "", part=unit)


def months_before(day: datetime.date, count: int) -> datetime.date:
    """The same day of the month `count` months earlier, or that month's last day."""
    place = day.year * 12 + day.month - 1 - count
    for last in range(day.day, 27, -1):
        try:
            return datetime.date(place // 12, place % 12 + 1, last)
        except ValueError:
            continue
    return datetime.date(place // 12, place % 12 + 1, day.day)
