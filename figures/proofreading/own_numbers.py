"""A rate that the figures cannot tell, or tell otherwise, held against the two numbers printed beside it."""

from collections.abc import Sequence

from figures.proofreading.arithmetic import Recomputed
from figures.proofreading.judged import RIGHT, WRONG, Judged
from figures.proofreading.printed import Printed
from figures.sentences import words
from vocab import N_


def judged(made: Judged, rates: Sequence[Recomputed]) -> Judged:
    """What the text's own numbers add to a mark: a right rate, a wrong one where it is sure of which two, or the sum."""
    number = made.printed
    agreeing = next((one for one in rates if one.agrees(number)), None)
    one = agreeing or next((one for one in rates if one.sure), None)
    if one is None:
        return made
    if made.mark == WRONG and made.key:
        made.extra["own"] = _words(one, number)
        return made
    found = Judged(number, made.about, RIGHT if agreeing else WRONG)
    found.figure = _figure(one, number)
    found.why, found.truth = _words(one, number), one.should
    return found


def _figure(one: Recomputed, number: Printed) -> str:
    unit = "个百分点" if one.in_points else "%"
    return words.exact(one.rounded(max(1, number.places))) + unit


def _words(one: Recomputed, number: Printed) -> str:
    above, below = words.exact(one.above.value), words.exact(one.below.value)
    found = _figure(one, number)
    if one.is_change:
        said = N_("按文中的 {below} 和 {above} 重算，变化为 {found}")
        return said.format(below=below, above=above, found=found)
    return N_("按文中的两个数重算：{above}÷{below}＝{found}").format(above=above, below=below, found=found)
