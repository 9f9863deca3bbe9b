"""Numbers of a text that are no figures: ordinals, papers and their numbers, hotlines, times, items of a list, slogans."""

import re
from collections.abc import Iterator

_NOT_AFTER = re.compile(
    r"(?:第|[A-Za-z_.\-—–〔\[№#×:]|第\s|NO\.|(?:排名|位列|位居|列)(?:全[国省市州县区])?第?)$"
)
_NOT_BEFORE = re.compile(
    r"(?:[A-Za-z_〕\]号]|年|月|日|时(?!\w)|点|季度|周|届|岁|级|类|版|条例|个方面|个工作日|多元|[调站体化对×:]|[-—–~～]\d)"
)
_FIRST = re.compile(r"(?<![目以之日此当提午跟])前$")  # 前3位, 前10名; not 目前1304件
_RANKED = ("位", "名", "个", "类", "项", "家")
_EACH = re.compile(r"每(?:天|日|周|月|季|季度|半年|年|次|两|隔)[^，。；、\d\n]{0,6}$")
_LINES = ("12348", "12345", "12368", "12309", "12338", "12355", "110", "119", "120", "114", "148")
_ITEM = re.compile(r"(?:^|[\n。；;])\s*[（(]?$")
_ITEM_AFTER_COLON = re.compile(r"[：:，]$")
_ITEM_ENDS = re.compile(r"[.、)）．](?!\d)")
_POINT = re.compile(r"[.)）．](?=[\u4e00-\u9fff“《])")
_SPANS = re.compile(
    "|".join(
        (
            r"[〔\[(（【]\d{4}[〕\])）】][^，。；、\s]{0,10}?\d+号",  # (2024)援字第12号
            r"(?<!\d)0\d{2,3}[-—－]?\d{7,8}(?!\d)|(?<![\d.])1[3-9]\d{9}(?![\d余多万亿件起人元份次场])",  # telephones
            r"(?<!\d)\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?!\d)(?!件|起|人|次|场)",  # 8:30
            r"“[^“”，。；\n]{0,16}”",  # “五个一”, “15分钟公共法律服务圈”
            r"\d{1,2}×\d{1,2}|\d+(?:\+\d+)*\+[A-ZＮ]",  # 7×24, 1+6+N
            r"https?://\S+|[\w.]+@[\w.]+",
        )
    )
)
_IN_QUOTES = re.compile(r"\d+(?:\.\d+)?[万亿]?(?:余|多)?(?:件|起|元|人次|场次|份|%)")


def spans(plain: str) -> Iterator[tuple[int, int]]:
    """Where numbers stand that belong to something else: papers, telephones, times, words in quotation marks."""
    for match in _SPANS.finditer(plain):
        if not (match[0].startswith("“") and _IN_QUOTES.search(match[0])):
            yield match.start(), match.end()


def stands_so(plain: str, start: int, end: int, unit: str) -> bool:
    """Whether what stands around a number says that it is none of a figure."""
    before, after = plain[max(0, start - 8) : start], plain[end : end + 4]
    if _NOT_AFTER.search(before) or (not unit and _NOT_BEFORE.match(after)):
        return True
    if (unit in _RANKED and _FIRST.search(before)) or _EACH.search(plain[max(0, start - 12) : start]):
        return True
    if unit:
        return False
    return plain[start:end] in _LINES or _is_item(plain, start, after)


def _is_item(plain: str, start: int, after: str) -> bool:
    """1. 2、 （3） at the beginning of a line or sentence; 1.受理…；2.调结… within one."""
    before = plain[max(0, start - 6) : start]
    if start <= 6:
        before = "\n" + before
    if _ITEM.search(before) and _ITEM_ENDS.match(after):
        return True
    return bool(_ITEM_AFTER_COLON.search(before) and _POINT.match(after))
