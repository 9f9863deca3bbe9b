"""Numbers as a report prints them: 1304件, 99.7%, 2.9亿元, 10万余份, 七百余, 三分之一, 三成, full-width digits."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from figures.proofreading import ordinals

EXACT, MORE, NEARLY, ABOUT, BELOW = "exact", "more", "nearly", "about", "below"
AT_LEAST, OVER = "at least", "over"
PERCENT, POINTS, MONEY, TIMES = "%", "百分点", "元", "倍"

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
    "倍": TIMES,
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
_TOO_LONG = re.compile(r"\d{15,}|[零〇一二两三四五六七八九十百千万亿]{20,}")
_ARABIC = r"(?:(?<![\d.])\d{1,3}(?:[,，]\d{3})+(?!\d)|\d+)(?:\.\d+)?"
_SIMPLE = "[零〇一二两三四五六七八九十百千]"
_CHINESE = rf"{_SIMPLE}+(?:万{_SIMPLE}+)?(?:点[零〇一二三四五六七八九]+)?"
_LEADS = {
    **dict.fromkeys(("近", "接近", "将近"), NEARLY),
    **dict.fromkeys(("约", "大约", "约为"), ABOUT),
    **dict.fromkeys(("超", "超过", "逾", "多于", "突破", "高于"), OVER),
    **dict.fromkeys(("不少于", "不低于", "至少", "不下"), AT_LEAST),
    **dict.fromkeys(("不足", "不到", "低于", "少于"), BELOW),
}
# 约占20%, 近占三成: the word before 占 is meant of the number behind it
_LEAD_OF_SHARE = re.compile("(约|近|超)占(?:到|了)?$")
_LEAD = re.compile(f"(?:{'|'.join(sorted(_LEADS, key=len, reverse=True))})$")
_NUMBER = re.compile(
    rf"(?P<sign>(?<![\d）)])-)?"
    rf"(?:百分之(?P<hundredths>{_ARABIC}|{_CHINESE})|(?P<below>{_CHINESE})分之(?P<above>{_CHINESE})"
    rf"|(?P<tenths>[一二两三四五六七八九\d])成(?P<fifth>[一二三四五六七八九半])?(?=以上|左右|以下|[多余的，。；、）]|$)"
    rf"|(?P<digits>{_ARABIC})|(?P<words>{_CHINESE}))"
    rf"(?P<inner>余|多)?(?P<scale>[十百千]?[万亿]|[百千](?=余|多|万))?(?P<outer>余|多)?"
    rf"(?:[^\S\n]?(?P<unit>{'|'.join(UNITS)}))?(?P<tail>以上|左右|以下|余)?"
)


# a Chinese sign right behind a number without a unit is what it is counted in, unless the sentence goes on there
_COUNTED_IN = re.compile(r"[\u4e00-\u9fff](?<![的和与及或等以左上下至到同环比较其中占为是且并])")


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
    odd: bool = False  # of something that no figure is of: 300棵, 12.5平方米, 50万元以上的

    @property
    def group(self) -> str:
        """What its unit counts: 件, 人, 人次, 场 …; "" where it has none."""
        return GROUPS.get(self.unit, "") or self.unit

    @property
    def places(self) -> int:
        """How many decimals are printed."""
        return max(0, -int(self.step.normalize().as_tuple().exponent)) if self.step < 1 else 0


def folded(text: str) -> str:
    """Full-width digits and signs of numbers as narrow ones, sign by sign, so that places stay what they were.

    Numbers of identity cards and accounts, and what is longer still, are blotted out: they are no figures.
    """
    return _TOO_LONG.sub(lambda match: "#" * len(match[0]), text.translate(_FOLD))


def find(text: str, taken: Sequence[tuple[int, int]] = ()) -> Iterator[Printed]:
    """The numbers of a text that may be figures; those in the spans `taken` (dates) are none."""
    plain = folded(text)
    taken = [*taken, *ordinals.spans(plain)]
    for match in _NUMBER.finditer(plain):
        if any(start < match.end() and match.start() < end for start, end in taken):
            continue
        if not _is_no_figure(plain, match):
            yield _read(plain, text, match)


def _read(plain: str, text: str, match: re.Match[str]) -> Printed:
    lead = _LEAD.search(plain, 0, match.start())
    more, tail = match["inner"] or match["outer"], match["tail"] or ""
    how = MORE if more or tail == "余" else {"以上": AT_LEAST, "左右": ABOUT, "以下": BELOW}.get(tail, EXACT)
    if how == EXACT and lead:
        how = _LEADS[lead[0]]
    elif how == EXACT and (of_share := _LEAD_OF_SHARE.search(plain, 0, match.start())):
        how = _LEADS[of_share[1]]
    value, step, scaled = _share(match) or _amount(match, how)
    if how == EXACT and (match["above"] or match["tenths"]):
        how = ABOUT
    start = lead.start() if lead else match.start()
    unit = match["unit"] or (PERCENT if match["digits"] is None and match["words"] is None else "")
    return Printed(text[start : match.end()], start, match.end(), -value if match["sign"] else value, step, how,
                   unit, scaled, _is_odd(plain, match, how, unit))  # fmt: skip


def _is_odd(plain: str, match: re.Match[str], how: str, unit: str) -> bool:
    """300棵 is counted in what no figure is; 50万元以上的 names a class of cases."""
    if how in (AT_LEAST, OVER, BELOW) and plain[match.end() : match.end() + 1] == "的":
        return True
    return not unit and bool(_COUNTED_IN.match(plain, match.end()))


def _share(match: re.Match[str]) -> tuple[Decimal, Decimal, bool] | None:
    """百分之九十八, 三分之一, 两成半 as a percentage, with its step; None of a plain number."""
    if match["hundredths"]:
        return _value(match["hundredths"]), _last_place(match["hundredths"]), False
    if match["above"]:
        return _value(match["above"]) * 100 / _value(match["below"]), Decimal(1), False
    if match["tenths"]:
        fifth = match["fifth"] or ""
        more = 5 if fifth == "半" else _DIGITS.get(fifth, 0)
        return _value(match["tenths"]) * 10 + more, Decimal(5 if fifth == "半" else 1 if fifth else 10), False
    return None


def _amount(match: re.Match[str], how: str) -> tuple[Decimal, Decimal, bool]:
    written = match["digits"] or match["words"]
    scale = Decimal(_scale(match["scale"]))
    return _value(written) * scale, _step(written, how, match) * scale, scale > 1 or "." in written


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


def _is_no_figure(plain: str, match: re.Match[str]) -> bool:
    """Whether it is an ordinal, a date, a number of a paper, a hotline, an item of a list or a word like 四调合一."""
    if ordinals.stands_so(plain, match.start(), match.end(), match["unit"] or ""):
        return True
    if match["below"] and not _value(match["below"]):
        return True
    if match["words"] is None:
        return False
    more = bool(match["inner"] or match["outer"])
    small = _value(match["words"]) * _scale(match["scale"]) < 10
    return not more and (not match["unit"] or small or match["words"] in "百千十")


def _value(written: str) -> Decimal:
    if written[0] in "0123456789":
        return Decimal(written.replace(",", "").replace("，", ""))
    whole, _, decimals = written.partition("点")
    return Decimal(
        f"{_chinese(whole)}.{''.join(str(_DIGITS[sign]) for sign in decimals)}"
        if decimals
        else _chinese(whole)
    )


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
    _, _, decimals = written.replace("点", ".").partition(".")
    return Decimal(1).scaleb(-len(decimals))


def _last_digit(value: Decimal) -> Decimal:
    """What the last digit that is not 0 counts: 1000 of 1000, 10 of 820."""
    step = Decimal(1)
    while value and value % (step * 10) == 0:
        step *= 10
    if value != value.to_integral_value():
        step = Decimal(1).scaleb(int(value.normalize().as_tuple().exponent))
    return step
