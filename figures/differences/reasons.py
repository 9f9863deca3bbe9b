"""The reason for which a record counts on one side and not, or otherwise, on the other.

Where the sides differ in several ways (books, dates, period, unit, row), each is tried apart: the way that alone makes
one side's record count as the other's is the reason. Between the books the record itself tells.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from figures.defining import Indicator
from figures.differences.contributions import Rows, rows_of, shape
from figures.differences.facts import Facts
from figures.differences.history import (
    CORRECTED,
    DUPLICATE,
    LATE,
    MOVED,
    PROGRESS,
    REVISION,
    ROSTER,
    UNLOCKED,
    VOIDED,
    History,
)
from figures.differences.refiling import Refiling
from figures.differences.sides import Side
from figures.disputes import DISPUTES
from figures.frame import Frame
from figures.sources import Source
from office.access import Actor
from office.errors import NotVisible, Rejected
from registers.dispute import DISPUTE
from vocab import N_

OTHER_DATE, OTHER_PERIOD, OTHER_UNIT = "other_date", "other_period", "other_unit"
OTHER_LIST, REPEATED, PREDECESSOR = "other_list", "repeated", "predecessor"
DEFINITION = "definition"
BOOKS = "books"  # the sides are from different books: the record tells which of the first eight it is

REASONS = {
    LATE: N_("补录"),
    CORRECTED: N_("更正"),
    PROGRESS: N_("锁定后办结"),
    VOIDED: N_("作废"),
    DUPLICATE: N_("重复"),
    MOVED: N_("移转单位"),
    UNLOCKED: N_("未锁定或缺报"),
    ROSTER: N_("名册变动"),
    REVISION: N_("版本更正"),
    OTHER_DATE: N_("日期口径不同"),
    OTHER_PERIOD: N_("期间不同"),
    OTHER_UNIT: N_("单位范围不同"),
    OTHER_LIST: N_("类型表（分类）不同"),
    DEFINITION: N_("指标定义不同"),
    REPEATED: N_("各月重复计入"),
    PREDECESSOR: N_("并入前单位"),
}
_WAYS = {
    BOOKS: ("state", "revision"),
    OTHER_DATE: ("basis",),
    PREDECESSOR: ("predecessors",),
    OTHER_UNIT: ("unit",),
    OTHER_LIST: ("where", "comparable"),
    OTHER_PERIOD: ("period",),
    REPEATED: ("by_months",),
}
_SLUGS = {
    "committee": "committees",
    "studio": "studios",
    "mediator": "mediators",
    "village": "units",
    "unit": "units",
}


@dataclass(frozen=True)
class Reason:
    """Why a record makes a difference: a code, its word, and what is known besides."""

    code: str
    detail: str = ""

    @property
    def name(self) -> str:
        """The word of the code: 补录, 更正 …"""
        return REASONS[self.code]


def register_of(source: Source) -> str:
    """The slug of the register or roster that a source counts."""
    if source is DISPUTES:
        return DISPUTE.slug
    return source.register.slug if source.register else _SLUGS.get(source.key, source.key)


@dataclass(frozen=True)
class Compared:
    """An indicator on two sides: the records that each counts, and what each record makes of the difference.

    `one_of` gives the indicator of a side (the numerator of a rate may depend on the basis).
    """

    one_of: Callable[[Side], Indicator]
    sides: tuple[Side, Side]
    rows: tuple[Rows, Rows]
    effects: Mapping[int, int]

    @property
    def source(self) -> Source:
        """What is counted."""
        return self.one_of(self.sides[1]).source


class Frames:
    """What sides stand in, each read once: the sides of many explanations share unit and period."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self._known: dict[tuple[Any, ...], Frame] = {}

    def of(self, side: Side) -> Frame:
        """The frame of a side. Raises NotVisible."""
        place = side.unit, side.period, side.predecessors, side.comparable
        if place not in self._known:
            self._known[place] = side.frame(self.actor)
        return self._known[place]


class Judge:
    """Tells the reasons of a pair of sides. `facts` are read once for each source."""

    def __init__(self, known: "Frames", frames: tuple[Frame, Frame]) -> None:
        self.known = known
        self.frames = frames
        self._facts: dict[str, Facts] = {}

    def learn(self, source: Source, ids: Iterable[int]) -> Facts:
        """Read what is known of records of a source."""
        wanted, known = set(ids), self._facts.get(source.key)
        if known is None or not wanted <= set(known.ids):
            self._facts[source.key] = Facts(
                self._as_written, source, wanted | set(known.ids if known else ())
            )
        return self._facts[source.key]

    @property
    def _as_written(self) -> Frame:
        """The frame in which a record stands in the rows of what it bears itself."""
        frame = self.frames[1]
        if not frame.comparable:
            return frame
        return Frame(frame.actor, frame.unit.id, frame.period, frame.predecessors)

    def reasons(self, found: Compared) -> dict[int, Reason]:
        """Record id → why it bears a part of the difference."""
        if not found.effects:
            return {}
        facts = self.learn(found.source, found.effects)
        ways = self._ways(found)
        codes = {id_: ways(id_) for id_ in found.effects}
        history = History(facts, found.sides, self.frames, found.rows) if BOOKS in codes.values() else None
        refiling = Refiling(facts, self.frames, found)
        return {
            id_: _untouched(refiling, id_, Reason(*history.of(id_)))
            if history and code == BOOKS
            else _refiled(refiling, id_)
            if code == OTHER_LIST
            else Reason(code, _known(facts, id_, code))
            for id_, code in codes.items()
        }

    def _ways(self, found: Compared) -> Callable[[int], str]:
        """Which of the ways in which the sides differ is that of a record."""
        a, b = found.sides
        differing = [
            code for code, keys in _WAYS.items() if any(getattr(a, k) != getattr(b, k) for k in keys)
        ]
        if len(differing) < 2:
            only = differing[0] if differing else BOOKS
            return lambda id_: only
        forth = {code: self._shapes(found, a, b, code) for code in differing}
        back = {code: self._shapes(found, b, a, code) for code in differing}
        own = [_shaped(found.one_of(side), rows) for side, rows in zip(found.sides, found.rows, strict=True)]
        return lambda id_: _chosen(id_, own, forth, back)

    def _shapes(self, found: Compared, side: Side, other: Side, code: str) -> dict[int, Any] | None:
        """How the records count on a side that is as the other in one way; None where there is no such figure."""
        changed = replace(side, **{key: getattr(other, key) for key in _WAYS[code]})
        try:
            frame = self.known.of(changed)
            one = found.one_of(changed)
            return _shaped(one, rows_of(frame, changed, [one])[one.key])
        except (Rejected, NotVisible):
            return None


def _known(facts: Facts, id_: int, code: str) -> str:
    """What makes a difference of periods, dates or units plain."""
    if code in (OTHER_DATE, OTHER_PERIOD):
        return facts.days(id_)
    return facts.unit(id_) if code in (OTHER_UNIT, PREDECESSOR) else ""


def _refiled(refiling: Refiling, id_: int) -> Reason:
    """Of a record that stands in another row: its unit was merged or its entry has ended."""
    if refiling.of_unit(id_):
        return Reason(PREDECESSOR, refiling.facts.unit(id_))
    return Reason(OTHER_LIST, refiling.entry(id_))


def _untouched(refiling: Refiling, id_: int, reason: Reason) -> Reason:
    """The reason, unless it is the list or the definition that has changed rather than the record."""
    if reason.code != CORRECTED:
        return reason
    if moved := refiling.moved(id_):
        return Reason(OTHER_LIST, moved)
    return Reason(DEFINITION, "") if not reason.detail and refiling.redefined(id_) else reason


def _shaped(one: Indicator, rows: Rows) -> dict[int, Any]:
    return {id_: shape(one, counts) for id_, counts in rows.items()}


Tried = Mapping[str, dict[int, Any] | None]


def _chosen(id_: int, own: list[dict[int, Any]], forth: Tried, back: Tried) -> str:
    """The way that alone explains a record; else the first that changes how it counts."""
    a, b = (each.get(id_) for each in own)
    for tried, wanted in ((forth, b), (back, a)):
        for code, shapes in tried.items():
            if shapes is not None and shapes.get(id_) == wanted:
                return code
    for tried, unwanted in ((forth, a), (back, b)):
        for code, shapes in tried.items():
            if shapes is not None and shapes.get(id_) != unwanted:
                return code
    return next(iter(forth))
