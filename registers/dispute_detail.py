"""Everything of one case for its page, in a constant number of queries."""

import datetime
from dataclasses import dataclass
from typing import Any

import peewee

from models import Account, Committee, Dispute, ImportBatch, Mediator, Party, Studio, Term, Unit
from office import access, settings
from office.access import Actor
from office.errors import NotVisible
from registers import deadlines, disputes, parties
from registers.deadlines import Deadline
from registers.dispute_search import places_of

_TYPE, _SOURCE, _DIFFICULTY = Term.alias("kind"), Term.alias("origin"), Term.alias("grade")
_TYPE15, _SOURCE_ABOVE = Term.alias("kind15"), Term.alias("origin_above")


@dataclass(frozen=True)
class Case:
    """A case with what belongs to it. `parties` is None for those who may not see people."""

    dispute: Dispute
    place: str
    type15: str | None
    source: str
    parties: list[Party] | None
    mediators: list[Mediator]
    tags: list[Term]
    deadlines: list[Deadline]


def detail(actor: Actor, dispute_id: int, *, today: datetime.date) -> Case:
    """The case with unit, committee, studio, type, source, difficulty and batch joined; NotVisible."""
    dispute = _joined(access.disputes(actor)).where(Dispute.id == dispute_id).first()
    if dispute is None:
        raise NotVisible()
    return Case(
        dispute=dispute,
        place=places_of([dispute.unit])[dispute.unit_id],
        type15=dispute.type.parent.name if dispute.type.parent_id else None,
        source=_with_parent(dispute.source),
        parties=parties.of([dispute.id])[dispute.id] if actor.may("dispute.people") else None,
        mediators=disputes.mediators_of([dispute.id])[dispute.id],
        tags=disputes.tags_of([dispute.id])[dispute.id],
        deadlines=_deadlines(dispute, today),
    )


def _joined(rows: peewee.ModelSelect) -> peewee.ModelSelect:
    outer = peewee.JOIN.LEFT_OUTER
    terms = (_TYPE, _TYPE15, _SOURCE, _SOURCE_ABOVE, _DIFFICULTY)
    return (
        rows.select(Dispute, Unit, Committee, Studio, ImportBatch, Account, *terms)
        .join(Unit)
        .join_from(Dispute, _TYPE, on=Dispute.type, attr="type")
        .join_from(_TYPE, _TYPE15, outer, on=(_TYPE.parent == _TYPE15.code), attr="parent")
        .join_from(Dispute, _SOURCE, on=Dispute.source, attr="source")
        .join_from(_SOURCE, _SOURCE_ABOVE, outer, on=(_SOURCE.parent == _SOURCE_ABOVE.code), attr="parent")
        .join_from(Dispute, _DIFFICULTY, outer, on=Dispute.difficulty, attr="difficulty")
        .join_from(Dispute, Committee, outer)
        .join_from(Dispute, Studio, outer)
        .join_from(Dispute, ImportBatch, outer)
        .join_from(Dispute, Account, outer, on=Dispute.entered_by, attr="entered_by")
    )


def _with_parent(term: Any) -> str:
    return f"{term.parent.name}:{term.name}" if term.parent_id else term.name


def _deadlines(dispute: Dispute, today: datetime.date) -> list[Deadline]:
    """The clocks that run for the case now; none for one taken out."""
    if dispute.voided_at:
        return []
    conclude = deadlines.due_on(
        dispute.outcome, dispute.accepted_on, dispute.extended_to, settings.get("limit_days")
    )
    confirm = None
    if not dispute.confirmation_applied_on and not dispute.confirmation_result:
        confirm = deadlines.confirm_by(
            dispute.outcome, dispute.agreed_on, dispute.effective_on, settings.get("confirm_days")
        )
    running = (
        deadlines.standing(deadlines.CONCLUDE, conclude, today),
        deadlines.standing(deadlines.CONFIRM, confirm, today),
    )
    # a confirmation that can no longer be asked for is no clock any more
    return [one for one in running if one and (one.key == deadlines.CONCLUDE or one.left >= 0)]
