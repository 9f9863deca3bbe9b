"""Numbers as a report prints them: 1304件, 99.7%, 2.9亿元, 10万余份, 七百余, 三分之一, full-width digits."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

EXACT, MORE, NEARLY, ABOUT, AT_LEAST, BELOW = "exact", "more", "nearly", "about", "at least", "below"
PERCENT, POINTS, MONEY = "%", "百分点", "元"

# unit as printed → what is counted
GROUPS = {
    **dict.fromkeys(("件", "起", "宗", "例", "件次"), "件"),
    **dict.fromkeys(("人", "名", "位"), "人"),
    "人次": "人次",
    **dict.fromkeys(("场", "场次", "期", "班"), "场"),
    "次": "次",
    **dict.fromkeys(("份", "册", "本", "张"), "份"),
    **dict.fromkeys(("个", "家", "所", "处", "座"), "个"),
    **dict.fromkeys(("个村", "村", "个社区", "社区"), "村"),
    **dict.fromkeys(("条", "部", "项", "块", "幅", "通", "天", "小时", "分钟", "支", "户"), ""),
    **dict.fromkeys(("%", "％"), PERCENT),
    **dict.fromkeys(("个百分点", "百分点"), POINTS),
    "元": MONEY,
}
UNITS = sorted(GROUPS, key=len, reverse=True)
_SCALES = {
    "十": 10,
    "百": 100,
    "千": 1000,
    "万": 10**4,
    "十万": 10**5,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
}
_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_FOLD = str.maketrans("０１２３４５６７８９％．﹪－", "0123456789%.%-")
_ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
_SIMPLE = "[零〇一二两三四五六七八九十百千]"
_CHINESE = rf"{_SIMPLE}+(?:万{_SIMPLE}+)?"
_LEADS = {
    **dict.fromkeys(("近", "接近", "将近"), NEARLY),
    **dict.fromkeys(("约", "大约", "约为", "约占"), ABOUT),
    **dict.fromkeys(("超", "超过", "逾", "多于", "突破", "不少于", "不低于", "至少"), AT_LEAST),
    **dict.fromkeys(("不足", "不到", "低于", "少于"), BELOW),
}
_LEAD = re.compile(f"(?:{'|'.join(sorted(_LEADS, key=len, reverse=True))})$")
_NUMBER = re.compile(
    rf"(?P<sign>(?<![\d）)])-)?"
    rf"(?:百分之(?P<hundredths>{_ARABIC}|{_CHINESE})|(?P<below>{_CHINESE})分之(?P<above>{_CHINESE})"
    rf"|(?P<digits>{_ARABIC})|(?P<words>{_CHINESE}))"
    rf"(?P<inner>余|多)?(?P<scale>[十百千]?[万亿]|[百千](?=余|多|万))?(?P<outer>余|多)?"
    rf"\s?(?P<unit>{'|'.join(UNITS)})?(?P<tail>以上|左右|以下|余)?"
)
_NOT_AFTER = re.compile(r"(?:第|[A-Za-z_.\-〔\[№#×]|第\s|NO\.)$")
_NOT_BEFORE = re.compile(
    r"(?:[A-Za-z_〕\]号]|年|月|日|季度|周|届|岁|级|类|版|条例|个方面|个工作日|多元|[调站体化对×]|-\d)"
)
_LINES = {"12348", "12345", "12368", "110", "119", "120", "114", "148", "12309"}
_ITEM = re.compile(r"(?:^|\n)\s*[（(]?$")


@dataclass(frozen=True)
class Printed:
    """A number in the text: `value` in single units (10万余 is 100,000), `step` what its last digit counts.

    `how` says what the words around it claim: exact, more (余, 多), nearly (近), about (约), at least (以上), below.
    """

    text: str
    start: int
    end: int
    value: Decimal
    step: Decimal
    how: str = EXACT
    unit: str = ""
    scaled: bool = False  # printed in 万 or 亿, or with decimals: may be shortened

    @property
    def group(self) -> str:
        """What its unit counts: 件, 人, 人次, 场 …; "" where it has none."""
        return GROUPS.get(self.unit, "") or self.unit

    @property
    def places(self) -> int:
        """How many decimals are printed."""
        return max(0, -int(self.step.normalize().as_tuple().exponent)) if self.step < 1 else 0


def folded(text: str) -> str:
    """Full-width digits and signs of numbers as narrow ones, sign by sign, so that places stay what they were."""
    return text.translate(_FOLD)


def find(text: str, taken: Sequence[tuple[int, int]] = ()) -> Iterator[Printed]:
    """The numbers of a text that may be figures; those in the spans `taken` (dates) are none."""
    plain = folded(text)
    for match in _NUMBER.finditer(plain):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            found = _read(plain, text, match)
            if found is not None:
                yield found


def _read(plain: str, text: str, match: re.Match[str]) -> Printed | None:
    if _is_no_figure(plain, match):
        return None
    if match["above"]:
        return _fraction(text, match)
    if match["hundredths"]:
        value = _value(match["hundredths"])
        return Printed(
            text[match.start() : match.end()],
            match.start(),
            match.end(),
            value,
            _last_place(match["hundredths"]),
            unit=PERCENT,
        )
    return _count(plain, text, match)


def _count(plain: str, text: str, match: re.Match[str]) -> Printed:
    written = match["digits"] or match["words"]
    scale = Decimal(_scale(match["scale"]))
    value = _value(written) * scale
    more, tail = match["inner"] or match["outer"], match["tail"] or ""
    lead = _LEAD.search(plain, 0, match.start())
    how = MORE if more or tail == "余" else {"以上": AT_LEAST, "左右": ABOUT, "以下": BELOW}.get(tail, EXACT)
    if how == EXACT and lead:
        how = _LEADS[lead[0]]
    step = _step(written, how, match) * scale
    start = lead.start() if lead else match.start()
    value = -value if match["sign"] else value
    return Printed(text[start : match.end()], start, match.end(), value, step, how, match["unit"] or "",
                   scale > 1 or "." in written)  # fmt: skip


def _step(written: str, how: str, match: re.Match[str]) -> Decimal:
    """What the next step is: of 1304 one, of 99.7 a tenth; of 1000余 and 20余万 what the last digit counts that is no 0.

    Where 余 stands behind 万 or 亿 the two first digits count: 10万余 is less than 11万, 3100万余 less than 3200万.
    """
    value = _value(written)
    if how == EXACT and match["digits"]:
        return _last_place(written)
    if not match["scale"] or match["inner"] or not match["digits"]:
        return _last_digit(value)
    return max(_last_place(written), min(_last_digit(value), Decimal(1).scaleb(value.adjusted() - 1)))


def _scale(written: str | None) -> int:
    if not written:
        return 1
    return _SCALES.get(written) or _SCALES[written[0]] * _SCALES[written[1]]


def _fraction(text: str, match: re.Match[str]) -> Printed:
    value = _value(match["above"]) * 100 / _value(match["below"])
    return Printed(
        text[match.start() : match.end()], match.start(), match.end(), value, Decimal(1), ABOUT, PERCENT
    )


def _is_no_figure(plain: str, match: re.Match[str]) -> bool:
    """Whether it is an ordinal, a date, a number of a paper, a hotline, an item of a list or a word like 四调合一."""
    before, after = plain[max(0, match.start() - 3) : match.start()], plain[match.end() : match.end() + 4]
    if _NOT_AFTER.search(before) or (not match["unit"] and _NOT_BEFORE.match(after)):
        return True
    if match["above"] or match["hundredths"]:
        return False
    more = bool(match["inner"] or match["outer"])
    if match["words"]:
        small = _value(match["words"]) * _scale(match["scale"]) < 10
        return (
            not (match["unit"] or more) or (small and not more) or (match["words"] in "百千十" and not more)
        )
    if match["digits"] in _LINES and not match["unit"]:
        return True
    return bool(_ITEM.search(plain[: match.start()]) and re.match(r"[.、)）．]", after))


def _value(written: str) -> Decimal:
    if written[0] in "0123456789":
        return Decimal(written.replace(",", ""))
    return Decimal(_chinese(written))


def _chinese(written: str) -> int:
    """三百二十五 → 325; 三万五千 → 35000; 二〇二〇 → 2020; 百 → 100."""
    if "万" in written:
        above, _, below = written.partition("万")
        return _chinese(above) * 10**4 + _chinese(below)
    if not any(sign in _SCALES for sign in written):
        return int("".join(str(_DIGITS[sign]) for sign in written))
    total = digit = 0
    for sign in written:
        if sign in _DIGITS:
            digit = _DIGITS[sign]
        else:
            total += (digit or 1) * _SCALES[sign]
            digit = 0
    return total + digit


def _last_place(written: str) -> Decimal:
    """What the last printed digit counts: 0.1 of 99.7, 1 of 1304."""
    if written[0] not in "0123456789":
        return Decimal(1)
    _, _, decimals = written.partition(".")
    return Decimal(1).scaleb(-len(decimals))


def _last_digit(value: Decimal) -> Decimal:
    """What the last digit that is not 0 counts: 1000 of 1000, 10 of 820."""
    step = Decimal(1)
    while value and value % (step * 10) == 0:
        step *= 10
    if value != value.to_integral_value():
        step = Decimal(1).scaleb(int(value.normalize().as_tuple().exponent))
    return step


# ---------------------------------------------------------------- agreement


def agrees(printed: Printed, truth: Decimal) -> bool:
    """Whether a number says the truth within what its rounding words and decimals allow."""
    value = printed.value
    if printed.how == MORE:
        return value <= truth < value + printed.step
    if printed.how == NEARLY:
        return value * Decimal("0.9") <= truth <= value
    if printed.how == ABOUT:
        return abs(value - truth) <= abs(value) * Decimal("0.05")
    if printed.how == AT_LEAST:
        return truth >= value
    if printed.how == BELOW:
        return truth < value
    return truth == value or (
        printed.scaled and value in (half_up(truth, printed.step), shortened(truth, printed.step))
    )


def half_up(value: Decimal, step: Decimal) -> Decimal:
    """A number to whole steps, half up."""
    return shortened(value + step / 2, step)


def shortened(value: Decimal, step: Decimal) -> Decimal:
    """A number to whole steps, the rest left out."""
    return (value / step).to_integral_value(ROUND_FLOOR) * step
