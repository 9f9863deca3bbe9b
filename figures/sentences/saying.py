"""How a placeholder's figure is said: in full, rounded with 余 or 多, in 万 or 亿, as a rate, a share, a change."""

from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from figures.answers import Figure
from figures.comparison.asked import About, Asked, amount, measure
from figures.comparison.changes import POINTS, PREVIOUS, YOY, Change, compared
from figures.comparison.stretches import Stretch
from figures.defining import FEN, Indicator, Rate
from figures.indicators import find
from figures.periods import Period
from figures.sentences import grammar, words
from figures.sentences.grammar import Slot
from vocab import N_

NONE = "—"
_MORE = "余"
_ROUNDED = {
    grammar.MORE: (_MORE, None),
    grammar.MANY: ("多", None),
    grammar.WAN_MORE: (_MORE, words.WAN),
    grammar.YI_MORE: (_MORE, words.YI),
}
_SCALED = {grammar.IN_WAN: words.WAN, grammar.IN_YI: words.YI}
_FROM_WAN = words.WAN


@dataclass(frozen=True)
class Number:
    """A number as it stands in a paragraph, with what it is of; `why` says why there is none.

    `value` is exact, money in 元 and time in hours; of a change the percentage or difference that is printed.
    """

    text: str
    key: str
    part: str
    unit_id: int
    period: Period
    value: Decimal | None
    where: tuple[tuple[str, str], ...] = ()
    how: str = ""
    counts: tuple[Any, Any] | None = None
    why: str = ""

    @property
    def measure(self) -> str:
        """件, 人次, 元, % …"""
        return measure(self.key, self.part)


@dataclass
class Speaker:
    """Says the placeholders of one paragraph."""

    asked: Asked
    about: About
    stretch: Stretch
    whys: dict[str, None] = field(
        default_factory=dict
    )  # why numbers are missing, for the line below the paragraph

    def say(self, slot: Slot) -> list[str | Number]:
        """A placeholder as words and numbers."""
        about = self.about_of(slot)
        if slot.way in grammar.CHANGES:
            return [self._change(slot, about)]
        if slot.way == grammar.SHARE:
            return [self._share(slot, about)]
        if slot.way == grammar.PARTS:
            return self._parts(slot, about)
        if slot.top:
            return self._top(slot, about)
        return [self._plain(slot, about, self.asked.figure(slot.key, about))]

    def about_of(self, slot: Slot) -> About:
        """What a placeholder is about."""
        where = ((slot.by, slot.row),) if slot.by else ()
        period = {grammar.YEAR_AGO: self.stretch.year_ago, grammar.BEFORE: self.stretch.before}.get(
            slot.stretch
        )
        if period is None:
            return replace(self.about, where=where)
        return replace(self.about, where=where, period=period, revision=None)

    def _number(self, slot: Slot, about: About, text: str, value: Decimal | None, **more: Any) -> Number:
        return Number(
            text, slot.key, slot.part, about.unit, about.period, value, about.where, slot.way, **more
        )

    def _none(self, slot: Slot, about: About, why: str) -> Number:
        name = find(slot.key).name
        self.whys[N_("{name}：{why}").format(name=name, why=why)] = None
        return self._number(slot, about, NONE, None, why=why)

    # ------------------------------------------------------------ as it is

    def _plain(self, slot: Slot, about: About, figure: Figure) -> Number:
        one = figure.one
        if isinstance(one, Rate):
            return self._rate(slot, about, figure, one)
        value = amount(figure, slot.part)
        if value is None:
            return self._none(slot, about, N_("这段时间没有数"))
        return self._number(slot, about, said(value, measure(slot.key, slot.part), slot.way), value)

    def _rate(self, slot: Slot, about: About, figure: Figure, one: Rate) -> Number:
        counts = (figure.numerator, figure.denominator)
        if figure.value is None:
            return self._none(slot, about, N_("没有基数"))
        value = Decimal(figure.value)
        if slot.way == grammar.COUNTS:
            return self._number(slot, about, f"{counts[0]}/{counts[1]}", value, counts=counts)
        places = int(slot.way) if slot.way else one.places
        text = words.share(figure.numerator or 0, figure.denominator or 0, places, one.scale) or NONE
        return self._number(slot, about, text + ("%" if one.unit == "%" else ""), value, counts=counts)

    # ------------------------------------------------------------ parts

    def _share(self, slot: Slot, about: About) -> Number:
        part = amount(self.asked.figure(slot.key, about), slot.part) or Decimal(0)
        whole = amount(self.asked.figure(slot.key, replace(about, where=())), slot.part) or Decimal(0)
        text = words.share(part, whole, 1)
        if text is None:
            return self._none(slot, about, N_("没有基数"))
        return self._number(
            slot, about, f"{text}%", Decimal(text), counts=(words.exact(part), words.exact(whole))
        )

    def _parts(self, slot: Slot, about: About) -> list[str | Number]:
        """The parts that are not nothing, the largest first: 刑事301件、民事38件."""
        figure = self.asked.figure(slot.key, about)
        one = find(slot.key)
        assert isinstance(one, Indicator)
        found = {name: amount(figure, name) or Decimal(0) for name in one.parts}
        by = _breakdown_of(one)
        pieces: list[str | Number] = []
        for name, value in sorted(found.items(), key=lambda item: -item[1]):
            if value:
                own = about if not by else replace(about, where=((by, name),))
                number = self._number(
                    replace(slot, part=name, way=""), own, said(value, measure(slot.key, name), ""), value
                )
                pieces += _listed(one.parts[name].name, number, number.measure, bool(pieces))
        return pieces or [self._none(slot, about, N_("这段时间没有数"))]

    def _top(self, slot: Slot, about: About) -> list[str | Number]:
        """The rows with the largest numbers: 邻里纠纷278件、婚姻家庭纠纷160件."""
        by, most = slot.top or ("", 0)
        answer = self.asked.rows(slot.key, about, by)
        rows = [
            (line.label, line.part, amount(line[slot.key], slot.part) or Decimal(0))
            for line in answer.rows(by)
        ]
        pieces: list[str | Number] = []
        for label, part, value in sorted(rows, key=lambda row: -row[2])[:most]:
            if value:
                own = replace(about, where=((by, part),))
                number = self._number(
                    replace(slot, way=""), own, said(value, measure(slot.key, slot.part), ""), value
                )
                pieces += _listed(label, number, number.measure, bool(pieces))
        return pieces or [self._none(slot, about, N_("这段时间没有数"))]

    # ------------------------------------------------------------ change

    def _change(self, slot: Slot, about: About) -> Number:
        kind = YOY if slot.way in (YOY, grammar.YOY_DIFFERENCE) else PREVIOUS
        found = compared(self.asked, about, slot.key, slot.part, self.stretch, kind)
        if found.why:
            self.whys[
                N_("{name}{kind}不可比：{why}").format(name=find(slot.key).name, kind=kind, why=found.why)
            ] = None
            text = N_("{kind}不可比").format(kind=kind)
            return self._number(slot, about, text, None, why=found.why)
        earlier = replace(about, period=found.earlier or about.period)
        text, value = self._changed(slot, found, kind)
        counts = (words.exact(found.now or Decimal(0)), words.exact(found.before or Decimal(0)))
        return self._number(slot, earlier, text, value, counts=counts)

    def _changed(self, slot: Slot, found: Change, kind: str) -> tuple[str, Decimal]:
        difference = found.difference or Decimal(0)
        since = N_("上年同期") if kind == YOY else self.stretch.before_words
        if not difference:
            return (f"{kind}持平" if slot.way == kind else f"与{since}持平"), Decimal(0)
        rose = difference > 0
        if found.is_rate:
            how = "提高" if rose else "下降"
            head = kind if slot.way == kind else f"比{since}"
            return f"{head}{how}{words.exact(abs(difference))}个{POINTS}", difference
        if slot.way == kind:
            percent = words.percent(found.percent or Decimal(0))
            return f"{kind}{'上升' if rose else '下降'}{percent}%", Decimal(percent) * (1 if rose else -1)
        unit = measure(slot.key, slot.part)
        shown = said(abs(difference), unit, "")
        return f"比{since}{'增加' if rose else '减少'}{shown}{'' if unit == FEN else unit}", difference


def said(value: Decimal, unit: str, way: str) -> str:
    """A number as a way says it, never more than it is; money bears its 元, every other leaves its unit to the text."""
    money = "元" if unit == FEN else ""
    if way in _ROUNDED:
        sign, scale = _ROUNDED[way]
        return words.rounded_down(value, sign, scale) + money
    if way in _SCALED:
        return words.in_scale(value, _SCALED[way]) + money
    if money and abs(value) >= _FROM_WAN:
        kept = words.shortened(value / _FROM_WAN, 2)
        return f"{words.exact(kept)}万{_MORE if kept * _FROM_WAN < value else ''}元"
    return words.exact(value if money else words.shortened(value, 2)) + money


def _listed(label: str, number: Number, unit: str, more: bool) -> list[str | Number]:
    return [("、" if more else "") + label, number, "" if unit == FEN else unit]


def _breakdown_of(one: Indicator) -> str:
    """The breakdown whose rows are the parts of an indicator, so that each part has a list of its own."""
    for by, way in one.source.breakdowns.items():
        labels = getattr(way, "labels", None)
        if labels and set(one.parts) <= set(labels):
            return by
    return ""
