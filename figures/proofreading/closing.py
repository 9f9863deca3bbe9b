"""Wholes that close the list of their parts: 主动调解10件、依申请调解8件，合计18件."""

import re
from collections.abc import Sequence
from decimal import Decimal

from figures.proofreading.judged import RIGHT, UNKNOWN, WRONG, Judged
from figures.proofreading.printed import EXACT, PERCENT, Printed
from figures.proofreading.whereabouts import Whereabouts
from figures.sentences import words
from vocab import N_

_COUNTS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}
_CLOSES = re.compile(
    r"[，,、；：:）]*(?:(?:以上|上述|前|这)?(?P<count>[两二三四五六])?[项类者个种](?:纠纷|案件|单位)?)?"
    r"(?:合计|总计|共计|总共|一共|共)(?:为|是|达)?[：:]?"
)
_REFERRED, _CONCLUDED = "dispute.referred", "dispute.concluded"


def settle(numbers: Sequence[Printed], where: Whereabouts, judged: list[Judged]) -> None:
    """Hold each closing whole against the sum of what stands before; no namesake of the last part denies it."""
    for place in range(2, len(numbers)):
        closes = _CLOSES.fullmatch(where.text, numbers[place - 1].end, numbers[place].start)
        if closes and judged[place].mark != RIGHT and numbers[place].unit != PERCENT:
            before = _before(place, numbers, where)
            many = _COUNTS.get(closes["count"] or "", 0)
            if len(before) >= max(2, many):
                _judge(judged[place], numbers, judged, before[-many:], bool(many))


def _before(place: int, numbers: Sequence[Printed], where: Whereabouts) -> list[int]:
    """The numbers of its sentence counted in the same, without a first one that is their whole already."""
    start = where.sentence(numbers[place].start)[0]
    whole = numbers[place]
    alike = [one for one in range(place) if numbers[one].start >= start and numbers[one].group == whole.group]
    rest = sum((numbers[one].value for one in alike[1:]), Decimal(0))
    return alike[1:] if len(alike) > 2 and numbers[alike[0]].value == rest else alike


def _judge(
    one: Judged, numbers: Sequence[Printed], judged: Sequence[Judged], before: list[int], fixed: bool
) -> None:
    """Right where right parts make it, wrong where all parts are right, alike and make something else."""
    starts = [0] if fixed else range(len(before) - 1)
    sums = {start: sum((numbers[part].value for part in before[start:]), Decimal(0)) for start in starts}
    start = next((at for at, total in sums.items() if total == one.printed.value), None)
    parts = [judged[part] for part in (before if start is None else before[start:])]
    proven = all(part.mark == RIGHT for part in parts)
    families = {_family(part) for part in parts}
    one.mark, one.key, one.part, one.where, one.row, one.figure = UNKNOWN, "", "", (), "", ""
    one.extra.clear()
    total = _said(parts)
    if start is not None:
        one.why = N_("文中各项之和与它相等：{sum}").format(sum=total)
        if proven:
            one.mark = RIGHT
    elif proven and len(families) == 1 and all(part.printed.how == EXACT for part in parts):
        one.mark, one.why = WRONG, N_("文中各项之和不等于它：{sum}").format(sum=total)
    else:
        one.why = N_("看不准它是哪几项的合计，请自行核对；前面各项 {sum}").format(sum=total)
    if one.mark != UNKNOWN:
        one.figure = words.exact(sum((part.printed.value for part in parts), Decimal(0))) + one.printed.unit
        one.key = families.pop() if len(families) == 1 else ""


def _family(part: Judged) -> str:
    """The indicator of which a part is one row: what is referred is a row of what was concluded."""
    return _CONCLUDED if part.key == _REFERRED else part.key


def _said(parts: Sequence[Judged]) -> str:
    total = sum((part.printed.value for part in parts), Decimal(0))
    return "＋".join(words.exact(part.printed.value) for part in parts) + f"＝{words.exact(total)}"
