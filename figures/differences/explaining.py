"""差异说明: why two figures differ, told by the records that make the difference, each with its reason.

Both figures are worked out from the records that each side counts, so the effects of the records add up to exactly
what the figures differ by.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

from figures.defining import Indicator, Rate
from figures.differences.contributions import effects, plain, rows_of, total
from figures.differences.reasons import REASONS, Compared, Frames, Judge, Reason, register_of
from figures.differences.saying import told_text
from figures.differences.sides import Side, resolved
from figures.frame import Frame
from figures.indicators import counted, find
from figures.rates import ratio
from figures.sources import Source
from office.access import Actor
from office.errors import Rejected
from vocab import N_

Number = int | Decimal


@dataclass(frozen=True)
class Amount:
    """A figure of a side: a number, or for a rate both its counts."""

    value: Number | None
    numerator: Number | None = None
    denominator: Number | None = None

    def as_json(self) -> Any:
        """The number; of a rate {"value", "numerator", "denominator"}. What has decimals as text."""
        if self.numerator is None:
            return _plain(self.value)
        return {
            "value": _plain(self.value),
            "numerator": _plain(self.numerator),
            "denominator": _plain(self.denominator),
        }


@dataclass(frozen=True)
class Difference:
    """A record that counts otherwise on the two sides: what it adds to b − a, and why.

    Of a rate `effect` is on the numerator and `base_effect` on the denominator. `register` is a slug, `label` what
    lists call the record; `visible` says whether the actor may open it.
    """

    register: str
    source: Source
    id: int
    label: str
    effect: Number
    reason: Reason
    base_effect: Number = 0
    visible: bool = True

    def as_json(self) -> dict[str, Any]:
        """As the command line prints it."""
        found = {
            "register": self.register,
            "id": self.id,
            "label": self.label,
            "effect": _plain(self.effect),
            "reason": self.reason.code,
            "reason_name": self.reason.name,
            "detail": self.reason.detail,
        }
        return found | ({"base_effect": _plain(self.base_effect)} if self.base_effect else {})


@dataclass(frozen=True)
class Explanation:
    """The figures `a` and `b` of two sides, and the records by which they differ."""

    one: Indicator | Rate
    sides: tuple[Side, Side]
    frames: tuple[Frame, Frame]
    a: Amount
    b: Amount
    records: list[Difference]

    def as_json(self) -> dict[str, Any]:
        """{"a", "b", "records"} as the command line prints it."""
        return {
            "a": self.a.as_json(),
            "b": self.b.as_json(),
            "records": [one.as_json() for one in self.records],
        }

    def as_text(self) -> str:
        """The same for somebody who reads it: both figures, a line for each record, the total."""
        return told_text(self)

    @cached_property
    def by_reason(self) -> dict[str, tuple[int, Number, Number]]:
        """Reason code → how many records, what they add together, and of a rate to its denominator."""
        found: dict[str, tuple[int, Number, Number]] = {}
        for one in self.records:
            count, effect, base = found.get(one.reason.code, (0, 0, 0))
            found[one.reason.code] = (count + 1, effect + one.effect, base + one.base_effect)
        return found

    @property
    def difference(self) -> Number:
        """b − a; of a rate that of the numerators."""
        a, b = (each.value if each.numerator is None else each.numerator for each in (self.a, self.b))
        return (b or 0) - (a or 0)

    @property
    def base_difference(self) -> Number:
        """Of a rate: the difference of the denominators."""
        return (self.b.denominator or 0) - (self.a.denominator or 0)


def _plain(value: Number | None) -> Any:
    return str(value) if isinstance(value, Decimal) else value


def explain(actor: Actor, a: Side, b: Side, key: str = "", frames: Frames | None = None) -> Explanation:
    """Why the figure `key` (else the one that a side names) differs between two sides, record by record.

    `frames` saves reading units, lists and books again for several explanations.

    Rejected where a side has no such figure (nothing locked, no such row, two different keys); NotVisible.
    """
    actor.must("figures.read")
    one = find(_key_of(a, b, key))
    pair = _Pair((a, b), frames or Frames(actor))
    before, after, records = _of_count(pair, one) if isinstance(one, Indicator) else _of_rate(pair, one)
    return Explanation(one, (a, b), pair.frames, before, after, records)


def read_and_explain(actor: Actor, a: str, b: str) -> Explanation:
    """explain() for two sides as they are typed; `b` need not name again the unit and period of `a`."""
    first = Side.read(actor, a)
    return explain(actor, first, Side.read(actor, b, like=first))


def _key_of(a: Side, b: Side, key: str) -> str:
    named = list(dict.fromkeys(each for each in (key, a.key, b.key) if each))
    if not named:
        raise Rejected("key", N_("没有写明指标，请写 key=dispute.concluded 这样的指标代码。"))
    if len(named) > 1:
        raise Rejected(
            "key", N_("两边的指标不同（{keys}），差异说明只比较同一个指标。"), keys="、".join(named)
        )
    return named[0]


# ---------------------------------------------------------------- comparing


class _Pair:
    """Two sides, their frames, and who tells the reasons."""

    def __init__(self, sides: tuple[Side, Side], frames: Frames) -> None:
        self.sides = sides
        self.frames = frames.of(sides[0]), frames.of(sides[1])
        self.judge = Judge(frames, self.frames)

    def compared(self, one_of: Callable[[Side], Indicator], *, whole: bool = False) -> Compared:
        """An indicator on both sides; `whole` leaves out the rows that they are confined to."""
        sides = tuple(self._prepared(side, one_of, i, whole) for i, side in enumerate(self.sides))
        ones = [one_of(side) for side in sides]
        a, b = (
            rows_of(frame, side, [one])[one.key]
            for frame, side, one in zip(self.frames, sides, ones, strict=True)
        )
        return Compared(one_of, (sides[0], sides[1]), (a, b), effects(ones[1], a, b))

    def _prepared(self, side: Side, one_of: Callable[[Side], Indicator], place: int, whole: bool) -> Side:
        side = replace(side, where=()) if whole else side
        return resolved(side, one_of(side).source, self.frames[place])

    def amount(self, found: Compared, place: int) -> Number:
        """The figure of a side."""
        one = found.one_of(found.sides[place])
        return plain(one, total(one, found.rows[place]))

    def told(self, above: Compared, below: Compared | None = None) -> list[Difference]:
        """The records that make the difference, those of a rate's denominator with them."""
        joined = {(one.register, one.id): one for one in differences(self.judge, above)}
        for one in differences(self.judge, below) if below else ():
            twin = joined.get((one.register, one.id))
            joined[one.register, one.id] = (
                replace(twin, base_effect=one.effect)
                if twin
                else replace(one, effect=0, base_effect=one.effect)
            )
        return in_order(joined.values())


def differences(judge: Judge, found: Compared) -> Iterator[Difference]:
    """The records that make a difference, each with its reason."""
    reasons = judge.reasons(found)
    facts = judge.learn(found.source, found.effects)
    one = found.one_of(found.sides[1])
    for id_, reason in reasons.items():
        present = facts.present.get(id_)
        visible = present is not None and any(present.unit in frame.places for frame in judge.frames)
        yield Difference(
            register_of(found.source),
            found.source,
            id_,
            facts.label(id_),
            plain(one, found.effects[id_]),
            reason,
            visible=visible,
        )


def in_order(found: Iterable[Difference]) -> list[Difference]:
    """Records as they are listed: reason by reason, each in the order of entry."""
    order = list(REASONS)
    return sorted(found, key=lambda one: (order.index(one.reason.code), one.register, one.id))


def _of_count(pair: _Pair, one: Indicator) -> tuple[Amount, Amount, list[Difference]]:
    found = pair.compared(lambda side: one)
    return Amount(pair.amount(found, 0)), Amount(pair.amount(found, 1)), pair.told(found)


def _of_rate(pair: _Pair, one: Rate) -> tuple[Amount, Amount, list[Difference]]:
    above = pair.compared(lambda side: counted(one.numerator[side.basis]))
    below = pair.compared(lambda side: counted(one.denominator[side.basis]), whole=one.whole)
    amounts = []
    for place in (0, 1):
        counts = pair.amount(above, place), pair.amount(below, place)
        amounts.append(Amount(ratio(*counts, one.places, one.scale), *counts))
    return amounts[0], amounts[1], pair.told(above, below)
