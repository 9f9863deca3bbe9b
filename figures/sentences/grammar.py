"""The placeholders of a report text.

    placeholder = { indicator [(part)] [@ breakdown = row] [@ stretch] [| said how] }
    e.g.   {dispute.concluded}   {调解成功率|1}   {dispute.amount|亿}   {直播场次(观看)|余}
           {dispute.concluded@type=T02|占比}   {受理纠纷数|同比}   {法律援助案件数（按类别）|分列}

An indicator is written by its key or its name, a row by its code or its name. {单位}, {期间}, {截至}, {期末} and {数据说明} are
words about the paragraph itself. Nothing here is ever executed as code.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from figures.checking.formulas import Names, folded
from figures.comparison.changes import PREVIOUS, YOY
from figures.defining import Indicator, Rate
from figures.frame import Frame
from figures.indicators import everything, find
from office.errors import Rejected
from vocab import N_

MOST_SIGNS = 4000
MOST_PLACEHOLDERS = 120
UNIT, PERIOD, UP_TO, END, BASIS = "单位", "期间", "截至", "期末", "数据说明"
WORDS = (UNIT, PERIOD, UP_TO, END, BASIS)
YEAR_AGO, BEFORE = "上年同期", "上期"
STRETCHES = (YEAR_AGO, BEFORE)
YOY_DIFFERENCE, PREVIOUS_DIFFERENCE = "同比增减", "环比增减"
SHARE, COUNTS, PARTS = "占比", "两数", "分列"
MORE, MANY, IN_WAN, IN_YI, WAN_MORE, YI_MORE = "余", "多", "万", "亿", "万余", "亿余"
CHANGES = (YOY, PREVIOUS, YOY_DIFFERENCE, PREVIOUS_DIFFERENCE)
ROUNDED = (MORE, MANY, IN_WAN, IN_YI, WAN_MORE, YI_MORE)
WAYS = {
    MORE: N_("约数，去掉的零头说成“余”：100500 → 10万余；没有零头不加字"),
    MANY: N_("同上，说成“多”"),
    IN_WAN: N_("以万计，最多两位小数：36000 → 3.6万"),
    IN_YI: N_("以亿计，最多两位小数，只舍不入：28712万元 → 2.87亿元"),
    WAN_MORE: N_("以万计，一位小数，有零头加“余”"),
    YI_MORE: N_("以亿计，一位小数，有零头加“余”"),
    "1": N_("比率的小数位数，0 到 4，四舍五入"),
    COUNTS: N_("比率的两个数：6050/6068"),
    SHARE: N_("与 @ 连用，占全部的百分比"),
    PARTS: N_("分列的各项，没有的不列：刑事301件、民事38件"),
    "按type前3": N_("按某一分组最多的几项：邻里纠纷278件、……"),
    YOY: N_("比上年同期上升、下降百分之几；比率说百分点"),
    PREVIOUS: N_("比上一期上升、下降百分之几"),
    YOY_DIFFERENCE: N_("比上年同期增加、减少多少"),
    PREVIOUS_DIFFERENCE: N_("比上一期增加、减少多少"),
}
_PLACES = re.compile(r"[0-4]", re.ASCII)
_TOP = re.compile(r"按(\w+)前([1-9])")
_MOST_SHOWN = 24


@dataclass(frozen=True)
class Words:
    """Text as it stands."""

    text: str


@dataclass(frozen=True)
class Slot:
    """A placeholder: an indicator (its `part`), the row it is confined to, the stretch it is of and how it is said.

    `at` is its place in the text, counted from one, and `written` what stood in the braces. A word about the paragraph
    itself (期间 …) has no key.
    """

    written: str
    at: int
    key: str = ""
    part: str = ""
    by: str = ""
    row: str = ""
    stretch: str = ""
    way: str = ""

    @property
    def top(self) -> tuple[str, int] | None:
        """Of 按type前3: the breakdown and how many rows."""
        found = _TOP.fullmatch(self.way)
        return (found[1], int(found[2])) if found else None


@dataclass
class Template:
    """A text taken apart."""

    pieces: list[Words | Slot] = field(default_factory=list)

    @property
    def slots(self) -> list[Slot]:
        """The placeholders that stand for figures."""
        return [piece for piece in self.pieces if isinstance(piece, Slot) and piece.key]

    @property
    def says(self) -> set[str]:
        """The words about the paragraph itself that it asks for."""
        return {piece.written for piece in self.pieces if isinstance(piece, Slot) and not piece.key}


def names() -> Names:
    """What indicators may be called at this moment."""
    return Names(everything())


def read(text: str, frame: Frame, field_: str = "text", known: Names | None = None) -> Template:
    """A text with its placeholders. Rejected with the place of the first that cannot be read.

    The frame tells what rows may be called: types and units of the place that the text is tried on.
    """
    if len(text) > MOST_SIGNS:
        raise Rejected(field_, N_("文字最多 {most} 个字，请分成几段。"), most=MOST_SIGNS)
    reader = _Reader(field_, frame, known or names())
    found = Template(list(reader.pieces(text)))
    if len(found.slots) > MOST_PLACEHOLDERS:
        raise Rejected(field_, N_("一段最多 {most} 个占位数，请分成几段。"), most=MOST_PLACEHOLDERS)
    return found


class _Reader:
    """Reads the placeholders of one text."""

    def __init__(self, field_: str, frame: Frame, known: Names) -> None:
        self.field = field_
        self.frame = frame
        self.names = known

    def pieces(self, text: str) -> Iterator[Words | Slot]:
        """Words and placeholders in their order."""
        place = 0
        while place < len(text):
            start = _next(text, place)
            if start > place:
                yield Words(text[place:start])
            if start == len(text):
                return
            end = text.find("}", start)
            if text[start] == "}" or end < 0 or "{" in text[start + 1 : end]:
                raise self._fault(
                    text[start:], start + 1, N_("第 {place} 个字的大括号没有成对，请写成“{{指标}}”。")
                )
            yield self._slot(text[start + 1 : end], start + 1)
            place = end + 1

    def _slot(self, inside: str, place: int) -> Slot:
        written = inside.strip()
        if not written:
            raise self._fault(
                inside, place, N_("第 {place} 个字起的大括号里是空的，请写上指标的名称或代码。")
            )
        if written in WORDS:
            return Slot(written, place)
        named, _, way = (piece.strip() for piece in written.partition("|"))
        name, *confined = (piece.strip() for piece in named.split("@"))
        key, part = self._indicator(name, place)
        slot = Slot(written, place, key, part, way=way)
        for piece in confined:
            slot = self._confined(slot, piece)
        self._check_way(slot)
        return slot

    def _indicator(self, name: str, place: int) -> tuple[str, str]:
        found = self.names.meant(folded(name), 0)
        if found and found[0] == len(folded(name)):
            return found[1], found[2]
        like = "、".join(f"“{one}”" for one in self.names.like(name))
        if like:
            raise self._fault(
                name,
                place,
                N_("第 {place} 个字起的“{piece}”不是指标的名称或代码，是不是要写{like}？"),
                like=like,
            )
        raise self._fault(
            name, place, N_("第 {place} 个字起的“{piece}”不是指标的名称或代码，请在指标表里查对。")
        )

    def _confined(self, slot: Slot, piece: str) -> Slot:
        by, sign, row = (each.strip() for each in piece.partition("="))
        values = slot.__dict__
        if not sign and piece in STRETCHES and not slot.stretch:
            return Slot(**(values | {"stretch": piece}))
        if not sign or slot.by:
            raise self._fault(
                piece,
                slot.at,
                N_(
                    "第 {place} 个字起的“@{piece}”看不懂，@ 后面写“分组=行”（如 @type=T02）或 @上年同期、@上期。"
                ),
            )
        ways = _counted(slot.key).source.breakdowns
        if by not in ways or by == "month":
            known = "、".join(one for one in ways if one != "month")
            raise self._fault(
                piece,
                slot.at,
                N_("第 {place} 个字起的“{piece}”：这个指标不能按“{by}”分，可用：{known}。"),
                by=by,
                known=known,
            )
        return Slot(**(values | {"by": by, "row": self._row(slot, by, row)}))

    def _row(self, slot: Slot, by: str, row: str) -> str:
        """The part of a breakdown that a code or a name means."""
        way = _counted(slot.key).source.breakdowns[by]
        axis = way.axis(self.frame, {row}) if row in self.frame.terms else way.axis(self.frame, set())
        for part, label in axis.items():
            if row in (part, label):
                return part
        if row in self.frame.terms and way.rows_of == self.frame.terms[row].list:
            return row
        for code, term in self.frame.terms.items():
            if term.list == way.rows_of and row == term.name:
                return code
        shown = "、".join(list(axis.values())[:12]) or "—"
        raise self._fault(
            row, slot.at, N_("第 {place} 个字起的占位数里没有“{piece}”这一行，可用：{known}。"), known=shown
        )

    def _check_way(self, slot: Slot) -> None:
        """Whether an indicator can be said so."""
        one, way = find(slot.key), slot.way
        if not way or way in CHANGES or (isinstance(one, Rate) and (_PLACES.fullmatch(way) or way == COUNTS)):
            wrong = bool(way in CHANGES and slot.stretch)
        elif way == SHARE:
            wrong = isinstance(one, Rate) or not slot.by
        elif way == PARTS:
            wrong = not (isinstance(one, Indicator) and len(one.parts) > 1) or bool(slot.part)
        elif slot.top:
            wrong = isinstance(one, Rate) or slot.top[0] not in one.source.breakdowns
        else:
            wrong = way not in ROUNDED or isinstance(one, Rate)
        if wrong:
            raise self._fault(way, slot.at, N_("第 {place} 个字起的“{written}”不能说成“{piece}”：{why}。"),
                              written=slot.written[:_MOST_SHOWN], why=self._ways(slot, one))  # fmt: skip

    def _ways(self, slot: Slot, one: Indicator | Rate) -> str:
        if slot.way == SHARE:
            return N_("占比要写明是哪一行，如 @type=T02；比率没有占比")
        known = (
            ("0 到 4（小数位数）", COUNTS, *CHANGES)
            if isinstance(one, Rate)
            else (*ROUNDED, *CHANGES, SHARE, PARTS, "按type前3")
        )
        return N_("可用 {known}").format(known="、".join(known))

    def _fault(self, piece: str, place: int, text: str, **values: str) -> Rejected:
        return Rejected(self.field, text, place=place, piece=piece[:_MOST_SHOWN], **values)


def _counted(key: str) -> Indicator:
    """What is counted: the indicator itself, or what stands above in a rate."""
    one = find(key)
    return _counted(one.numerator["concluded"]) if isinstance(one, Rate) else one


def _next(text: str, place: int) -> int:
    """Where the next brace stands, or the end."""
    found = [spot for sign in "{}" if (spot := text.find(sign, place)) >= 0]
    return min(found, default=len(text))
