"""By what a figure can be broken down. Each way knows its column, its rows in print order, and the cases of a row.

A row is known by its `part`, a text that stands in addresses: a code, an id, a month, or "" for not filled in.
"""

import datetime
from typing import Any

from peewee import JOIN, SQL, Case, ModelSelect

from figures import periods
from figures.frame import Frame
from models import Committee, Dispute, DisputeMediator, DisputeTag, Mediator, Studio
from vocab import COMMITTEE_KINDS, DIFFICULTY, FORMS, N_, OUTCOMES, SOURCE, TAG, TYPE, TYPE15

OWN = "own"  # cases of the unit itself rather than of one below it
SOON = datetime.timedelta(days=7)


class Breakdown:
    """One way to break down. `overlapping`: a case may stand in several rows, so that they never sum up.

    `partial`: cases without the attribute stand in no row (a second view of the whole).
    """

    overlapping = False
    partial = False
    finer = ""  # the breakdown whose parts fold into this one's
    blank = N_("未填")

    def __init__(self, key: str, name: str, field: Any = None) -> None:
        self.key = key
        self.name = name
        self.field = field

    def join(self, rows: ModelSelect) -> ModelSelect:
        """`rows` with the table that the column is in."""
        return rows

    def column(self, frame: Frame, day: Any) -> Any:
        """What cases are grouped by; `day` is the date column that counts, None for a stock."""
        return self.field

    def part(self, value: Any, frame: Frame) -> str:
        """The row in which a value of the column stands."""
        return "" if value is None else str(value)

    def axis(self, frame: Frame, found: set[str]) -> dict[str, str]:
        """Part → label of every row in print order; `found` are the parts that cases bear."""
        named = self.named(frame, found - {""})
        return named | ({"": self.blank} if "" in found and not self.partial else {})

    def named(self, frame: Frame, found: set[str]) -> dict[str, str]:
        raise NotImplementedError

    def chosen(self, frame: Frame, part: str) -> Any:
        """The condition that a case stands in the row."""
        return (self.field == part) if part else self.field.is_null()


class Fixed(Breakdown):
    """By one of the fixed lists."""

    def __init__(self, key: str, name: str, field: Any, labels: dict[str, str]) -> None:
        super().__init__(key, name, field)
        self.labels = labels

    def named(self, frame: Frame, found: set[str]) -> dict[str, str]:
        return self.labels


class Listed(Breakdown):
    """By the leaves of a list that the bureau may extend."""

    def __init__(self, key: str, name: str, field: Any, list_: str) -> None:
        super().__init__(key, name, field)
        self.list = list_

    def named(self, frame: Frame, found: set[str]) -> dict[str, str]:
        return frame.entries(self.list, found)


class BySource(Listed):
    """By source; a parent (接受委托移送) can be chosen, but is never a row that is added."""

    def chosen(self, frame: Frame, part: str) -> Any:
        below = [code for code, term in frame.terms.items() if term.parent_id == part]
        return Dispute.source.in_([part, *below])


class ByType15(Breakdown):
    """By the 15 parents of the types; a type without a parent stands for itself."""

    finer = "type"

    def part(self, value: Any, frame: Frame) -> str:
        return frame.terms[value].parent_id or value

    def named(self, frame: Frame, found: set[str]) -> dict[str, str]:
        rows = frame.entries(TYPE15, found)
        return rows | {code: frame.term_name(code) for code in frame.terms if code in found - rows.keys()}

    def chosen(self, frame: Frame, part: str) -> Any:
        below = [code for code, term in frame.terms.items() if term.parent_id == part]
        return Dispute.type.in_([part, *below])


class ByTag(Listed):
    overlapping = partial = True

    def join(self, rows: ModelSelect) -> ModelSelect:
        return rows.join(DisputeTag, on=(DisputeTag.dispute == Dispute.id)).switch(Dispute)

    def chosen(self, frame: Frame, part: str) -> Any:
        return Dispute.id.in_(DisputeTag.select(DisputeTag.dispute).where(DisputeTag.tag == part))


class ByUnit(Breakdown):
    """By the units directly below, under their names of the time; what belongs to none of them is 本级."""

    def part(self, value: Any, frame: Frame) -> str:
        return str(frame.child_of.get(value, OWN))

    def named(self, frame: Frame, found: set[str]) -> dict[str, str]:
        below = {str(p.id): p.name for p in frame.children.values() if str(p.id) in found or frame.existed(p)}
        return ({OWN: N_("本级")} if OWN in found else {}) | below

    def chosen(self, frame: Frame, part: str) -> Any:
        if part == OWN:
            return Dispute.unit == frame.unit.id
        return Dispute.unit.in_([id_ for id_, child in frame.child_of.items() if str(child) == part])


class ByMonth(Breakdown):
    """By the months of the period, whatever day it begins; a stock has no month."""

    def column(self, frame: Frame, day: Any) -> Any:
        if day is None:
            return SQL("cast(null as varchar(7))")
        return Case(None, [(day < month.end, month.key) for month in periods.months(frame.period)])

    def axis(self, frame: Frame, found: set[str]) -> dict[str, str]:
        return {month.key: month.key for month in periods.months(frame.period)}


class ByKind(Breakdown):
    """By the kind of committee; a studio's case counts under its parent's kind."""

    blank = N_("未填调解组织")

    def join(self, rows: ModelSelect) -> ModelSelect:
        return rows.join(Committee, JOIN.LEFT_OUTER, on=(Dispute.committee == Committee.id)).switch(Dispute)

    def named(self, frame: Frame, found: set[str]) -> dict[str, str]:
        return COMMITTEE_KINDS

    def chosen(self, frame: Frame, part: str) -> Any:
        if not part:
            return Dispute.committee.is_null()
        return Dispute.committee.in_(Committee.select(Committee.id).where(Committee.kind == part))


class ByBody(Breakdown):
    """By the rows of a roster (committees, studios, mediators) that have cases."""

    def __init__(self, key: str, name: str, field: Any, model: Any) -> None:
        super().__init__(key, name, field)
        self.model = model

    def named(self, frame: Frame, found: set[str]) -> dict[str, str]:
        if not found:
            return {}
        rows = self.model.select(self.model.id, self.model.name).where(
            self.model.id.in_([_id(part) for part in found])
        )
        return {str(id_): name for id_, name in rows.order_by(self.model.id).tuples()}

    def chosen(self, frame: Frame, part: str) -> Any:
        return (self.field == _id(part)) if part else self.field.is_null()


class ByStudio(ByBody):
    partial = True


class ByMediator(ByBody):
    overlapping = partial = True

    def join(self, rows: ModelSelect) -> ModelSelect:
        return rows.join(DisputeMediator, on=(DisputeMediator.dispute == Dispute.id)).switch(Dispute)

    def chosen(self, frame: Frame, part: str) -> Any:
        links = DisputeMediator.select(DisputeMediator.dispute)
        return Dispute.id.in_(links.where(DisputeMediator.mediator == _id(part)))


class ByDeadline(Breakdown):
    """How an open case stands at the period's end: the limit runs from acceptance or to the agreed extension."""

    LABELS = {"overdue": N_("已超期"), "soon": N_("七日内到期"), "later": N_("未到期")}

    def column(self, frame: Frame, day: Any) -> Any:
        cases = [(self.chosen(frame, part), part) for part in ("overdue", "soon")]
        return Case(None, cases, "later")

    def named(self, frame: Frame, found: set[str]) -> dict[str, str]:
        return self.LABELS

    def chosen(self, frame: Frame, part: str) -> Any:
        today = frame.period.last
        overdue = _due_before(frame, today)
        soon = ~overdue & _due_before(frame, today + SOON + periods.DAY)
        return {"overdue": overdue, "soon": soon}.get(part, ~overdue & ~soon)


def _due_before(frame: Frame, day: datetime.date) -> Any:
    """As registers.deadlines.due_on says it, in SQL: the later of the limit and the agreed extension."""
    limit = datetime.timedelta(days=frame.limit_days)
    not_extended = Dispute.extended_to.is_null() | (Dispute.extended_to < day)
    return (Dispute.accepted_on < day - limit) & not_extended


def _id(part: str) -> int:
    """An id out of an address; 0, which no row has, for what is none."""
    return int(part) if part.isascii() and part.isdigit() and len(part) < 10 else 0


BREAKDOWNS: dict[str, Breakdown] = {
    one.key: one
    for one in (
        ByUnit("unit", N_("单位"), Dispute.unit),
        Listed("type", N_("纠纷类型（18类）"), Dispute.type, TYPE),
        ByType15("type15", N_("纠纷类型（15类）"), Dispute.type),
        BySource("source", N_("案件来源"), Dispute.source, SOURCE),
        ByKind("orgkind", N_("调解组织类别"), Committee.kind),
        ByBody("committee", N_("调解委员会"), Dispute.committee, Committee),
        ByStudio("studio", N_("调解工作室"), Dispute.studio, Studio),
        ByMonth("month", N_("月份")),
        Fixed("form", N_("协议形式"), Dispute.form, FORMS),
        Listed("difficulty", N_("难易程度"), Dispute.difficulty, DIFFICULTY),
        ByTag("tag", N_("标签"), DisputeTag.tag, TAG),
        ByMediator("mediator", N_("调解员"), DisputeMediator.mediator, Mediator),
        Fixed("outcome", N_("调解结果"), Dispute.outcome, OUTCOMES),
        ByDeadline("deadline", N_("期限")),
    )
}


def source_tree(frame: Frame, found: set[str]) -> list[tuple[str, list[str]]]:
    """The sources as a table prints them: each top one with the parts below it (none: it is a row itself)."""
    rows = frame.entries(SOURCE, found)
    tree: dict[str, list[str]] = {}
    for code in rows:
        parent = frame.terms[code].parent_id
        tree.setdefault(parent or code, [])
        if parent:
            tree[parent].append(code)
    return list(tree.items())


def label(frame: Frame, by: str, part: str) -> str:
    """What a row is called, also one that no case stands in."""
    if by == "source" and part in frame.terms:
        return frame.term_name(part)
    return BREAKDOWNS[by].axis(frame, {part}).get(part, part)
