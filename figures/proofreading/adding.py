"""What sums say of the numbers in them: parts that do not make their whole, and parts that a confirmed whole confirms."""

from collections.abc import Iterable, Sequence

from figures.proofreading.arithmetic import Sum
from figures.proofreading.judged import RIGHT, UNKNOWN, WRONG, Judged
from figures.proofreading.printed import Printed
from figures.sentences import words
from vocab import N_


def settle(sums: Iterable[Sum], numbers: Sequence[Printed], judged: list[Judged]) -> None:
    """Mark what the figures left open by the sums of the text; what the figures confirmed stays right."""
    for found in sums:
        if not found.fails(numbers):
            _confirm(found, judged)
            continue
        doubtful = [place for place in (found.whole, *found.parts) if judged[place].mark != RIGHT]
        wrong = [place for place in doubtful if judged[place].mark == WRONG]
        note = _said(found, numbers)
        for place in wrong:
            judged[place].why = f"{judged[place].why}；{note}"
        if not wrong and found.may_lack(numbers):
            for place in doubtful:
                judged[place].why += N_("；各项之和是 {total}，少于合计，请看是否列全").format(
                    total=words.exact(found.total)
                )
        elif not wrong:
            _blame(found, doubtful, judged, note)


def _blame(found: Sum, unproven: list[int], judged: list[Judged], note: str) -> None:
    """Of numbers that nothing confirms the whole is wrong; where the whole is confirmed, the one part that is left."""
    blamed = [found.whole] if found.whole in unproven else unproven
    for place in blamed:
        one = judged[place]
        if len(blamed) > 1:
            one.why = f"{one.why}；{note}"
            continue
        one.mark, one.why = WRONG, note
        if place == found.whole:
            one.figure = words.exact(found.total) + one.printed.unit


def _confirm(found: Sum, judged: list[Judged]) -> None:
    """Parts that make a whole which the figures confirm are right, where nothing says what each is of."""
    whole = judged[found.whole]
    if len(found.parts) < 2:
        return
    for place in (found.whole, *found.parts):
        one = judged[place]
        if one.mark == UNKNOWN and not one.key and whole.mark == RIGHT:
            one.mark, one.key, one.part, one.figure = RIGHT, whole.key, whole.part, one.printed.text
            one.why = N_("各项之和与合计相等，合计已核对")
        elif one.mark == UNKNOWN:
            one.why += N_("；文中各项之和与合计相等")


def _said(found: Sum, numbers: Sequence[Printed]) -> str:
    parts = "＋".join(words.exact(numbers[part].value) for part in found.parts)
    whole = words.exact(numbers[found.whole].value)
    return N_("各项之和 {parts}＝{total}，不等于合计 {whole}").format(
        parts=parts, total=words.exact(found.total), whole=whole
    )
