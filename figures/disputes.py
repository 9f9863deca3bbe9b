"""The disputes as a source of figures: the dates by which they count, and the ways in which they break down."""

import datetime
from typing import Any

from peewee import SQL, Case, ModelSelect

from figures import periods
from figures.breakdowns import (
    Breakdown,
    ByBody,
    ByKind,
    ByMonth,
    ByUnit,
    Fixed,
    Listed,
    id_of,
    once,
)
from figures.dating import AS_OF, Dated, Flow, Reach
from figures.frame import Frame
from figures.periods import Period
from figures.sources import Source
from models import Committee, Dispute, DisputeMediator, DisputeTag, Mediator, Studio
from office import access
from registers.description import CHOICE, DATE, MONEY, Field
from registers.dispute_dues import SOON_DAYS, due_before
from vocab import DIFFICULTY, N_, SOURCE, TAG, TYPE, TYPE15

ACCEPTED, CONCLUDED, PERFORMED = "accepted", "concluded", "performed"
APPLIED, CONFIRMED, FOLLOWED = "applied", "confirmed", "followed"
SOON = datetime.timedelta(days=SOON_DAYS)

# ---------------------------------------------------------------- dates

# A case is seldom open for longer than this; those that are have an index of their own (dispute_slow),
# so that the open cases of a past day are found without reading every case before it.
SLOW = datetime.timedelta(days=400)
_SLOW = SQL("(days is null or days > 400)")


class Open(Dated):
    """Accepted and not concluded when the period ended."""

    def when(self, period: Period) -> Any:
        return _open(period) & (Dispute.accepted_on < period.end)

    def windows(self, period: Period) -> list[Any]:
        recent = period.end - SLOW
        return [
            (Dispute.accepted_on >= recent) & self.when(period),
            (Dispute.accepted_on < recent) & _SLOW & _open(period),
        ]

    @property
    def reach(self) -> Reach:
        return Reach(Dispute.accepted_on, Dispute.concluded_on, included=False)


def _open(period: Period) -> Any:
    return Dispute.concluded_on.is_null() | (Dispute.concluded_on >= period.end)


DATES = {
    ACCEPTED: Flow(Dispute.accepted_on, N_("按受理日期")),
    CONCLUDED: Flow(Dispute.concluded_on, N_("按结案日期")),
    PERFORMED: Flow(Dispute.performed_counts_on, N_("按履行日期（未填的按结案日期）")),
    APPLIED: Flow(Dispute.applied_counts_on, N_("按申请司法确认日期（未填的按确认或结案日期）")),
    CONFIRMED: Flow(Dispute.confirmed_counts_on, N_("按司法确认日期（未填的按申请或结案日期）")),
    FOLLOWED: Flow(Dispute.followed_up_on, N_("按回访日期")),
    AS_OF: Open(None, N_("截至期末"), monthly=False),
}

# ---------------------------------------------------------------- breakdowns


class BySource(Listed):
    """By source; a parent (接受委托移送) can be chosen, but is never a row that is added."""

    def chosen(self, frame: Frame, part: str) -> Any:
        below = [code for code, term in frame.terms.items() if term.parent_id == part]
        return Dispute.source.in_([code for own in (part, *below) for code in frame.leading_to(own)])

    def stands(self, parts: list[str], part: str, frame: Frame) -> bool:
        return any(
            own == part or (own in frame.terms and frame.terms[own].parent_id == part) for own in parts
        )


class ByType15(Breakdown):
    """By the 15 parents of the types; a type without a parent stands for itself."""

    finer = "type"

    def part(self, value: Any, frame: Frame) -> str:
        own: str = frame.heirs.get(value, value)
        above: str = frame.terms[own].parent_id or own
        return frame.heirs.get(above, above)

    def named(self, frame: Frame, found: set[str]) -> dict[str, str]:
        rows = frame.entries(TYPE15, found)
        return rows | {code: frame.term_name(code) for code in frame.terms if code in found - rows.keys()}

    def chosen(self, frame: Frame, part: str) -> Any:
        types = (code for code, term in frame.terms.items() if term.list in (TYPE, TYPE15))
        return Dispute.type.in_([code for code in types if self.part(code, frame) == part])


class ByTag(Listed):
    overlapping = partial = True

    def column(self, frame: Frame, day: Any) -> Any:
        return once(self.field, frame, TAG, lambda codes: Dispute.id.in_(_tagged(codes)))

    def join(self, rows: ModelSelect) -> ModelSelect:
        return rows.join(DisputeTag, on=(DisputeTag.dispute == Dispute.id)).switch(Dispute)

    def chosen(self, frame: Frame, part: str) -> Any:
        return Dispute.id.in_(_tagged(frame.leading_to(part)))


def _tagged(codes: list[str]) -> ModelSelect:
    """The cases that bear one of some tags."""
    links = DisputeTag.alias()
    return links.select(links.dispute).where(links.tag.in_(codes))


class ByStudio(ByBody):
    partial = True


class ByMediator(ByBody):
    overlapping = partial = True

    def join(self, rows: ModelSelect) -> ModelSelect:
        return rows.join(DisputeMediator, on=(DisputeMediator.dispute == Dispute.id)).switch(Dispute)

    def chosen(self, frame: Frame, part: str) -> Any:
        links = DisputeMediator.select(DisputeMediator.dispute)
        return Dispute.id.in_(links.where(DisputeMediator.mediator == id_of(part)))


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
        overdue = due_before(today, frame.limit_days)
        soon = ~overdue & due_before(today + SOON + periods.DAY, frame.limit_days)
        return {"overdue": overdue, "soon": soon}.get(part, ~overdue & ~soon)


BREAKDOWNS: dict[str, Breakdown] = {
    one.key: one
    for one in (
        ByUnit("unit", N_("单位"), Dispute.unit),
        Listed("type", N_("纠纷类型（18类）"), Dispute.type, TYPE),
        ByType15("type15", N_("纠纷类型（15类）"), Dispute.type),
        BySource("source", N_("案件来源"), Dispute.source, SOURCE),
        ByKind("orgkind", N_("调解组织类别"), Dispute.committee),
        ByBody("committee", N_("调解委员会"), Dispute.committee, Committee),
        ByStudio("studio", N_("调解工作室"), Dispute.studio, Studio),
        ByMonth("month", N_("月份")),
        Fixed("form", N_("协议形式"), Dispute.form, "form"),
        Listed("difficulty", N_("难易程度"), Dispute.difficulty, DIFFICULTY),
        ByTag("tag", N_("标签"), DisputeTag.tag, TAG),
        ByMediator("mediator", N_("调解员"), DisputeMediator.mediator, Mediator),
        Fixed("outcome", N_("调解结果"), Dispute.outcome, "outcome"),
        ByDeadline("deadline", N_("期限")),
    )
}

DISPUTES = Source(
    key="dispute",
    label=N_("矛盾纠纷"),
    model=Dispute,
    rows=access.disputes,
    unit=Dispute.unit,
    live=Dispute.voided_at.is_null(),
    dates=DATES,
    breakdowns=BREAKDOWNS,
    newest=Dispute.accepted_on,
    shown=(
        Field("number", N_("卷宗号")),
        Field("accepted_on", N_("受理日期"), DATE),
        Field("concluded_on", N_("结案日期"), DATE),
        Field("amount", N_("金额（元）"), MONEY),
        Field("performance", N_("履行情况"), CHOICE, choice="performance"),
    ),
)


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
