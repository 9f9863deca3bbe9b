"""A dispute found by screening becomes a case of the dispute register, and stays linked to it (domain: 5.2)."""

import datetime
from typing import Any

import db
from models import Committee, Dispute, Unit, now
from models import ScreeningFinding as Finding
from office import access, audit, validity
from office.access import Actor
from office.errors import Rejected
from office.saving import save
from registers import closed_months, disputes, values
from registers.disputes import Entry
from registers.screenings import FINDINGS
from vocab import N_, Outcome

OWN_INITIATIVE = "S1"  # 主动调解


def become_case(actor: Actor, finding_id: int, *, today: datetime.date, reason: str = "") -> Dispute:
    """Enter the finding as a pending case, received today on own initiative; a second click gives the same case.

    Rejected without a type or a committee that could take it; NotVisible, NotAllowed; Closed without a `reason` where
    the month of the finding is locked, which counts the findings that became cases.
    """
    actor.must("dispute.write")
    with db.transaction():
        finding = access.get_record(actor, Finding, finding_id)
        db.serialise(f"finding {finding_id}")
        if finding.dispute_id:
            return access.get_dispute(actor, finding.dispute_id)
        _check(finding)
        dispute = disputes.enter(actor, _entry(actor, finding, today), today=today)
        with closed_months.watched({FINDINGS.key: [finding.id]}, reason) as watch:
            save(finding, finding.version, {"dispute": dispute.id, "state": "case", "changed_at": now()})
        audit.record(actor, "finding.case", FINDINGS.key, finding.id, number=dispute.number, **watch.told())
    return dispute


def finding_of(actor: Actor, dispute_id: int) -> Finding | None:
    """The visible finding from which a case came."""
    return access.records(actor, Finding).where(Finding.dispute == dispute_id).first()


def _check(finding: Finding) -> None:
    if finding.voided_at:
        raise Rejected("", N_("这条记录已经作废，不能转为纠纷案件。"))
    if not finding.type_id:
        raise Rejected("type", N_("请先补填纠纷类型，再转为纠纷案件。"))


def _entry(actor: Actor, finding: Finding, today: datetime.date) -> Entry:
    names, _ = values.people(finding.name, 50)
    roles = ["applicant", *["respondent"] * len(names)]
    raw: dict[str, Any] = {
        "accepted_on": today, "type": finding.type_id, "source": OWN_INITIATIVE,
        "outcome": Outcome.PENDING, "summary": finding.summary,
    }  # fmt: skip
    return Entry(
        unit_id=finding.unit_id,
        committee_id=_committee(actor, finding.unit_id, today),
        raw=raw,
        parties=[{"role": role, "name": name} for role, name in zip(roles, names, strict=False)],
    )


def _committee(actor: Actor, unit_id: int, today: datetime.date) -> int:
    """The committee that takes the case: the actor's own, else the first at work in the unit or nearest above it."""
    if actor.committee_id:
        return actor.committee_id
    path = [int(part) for part in Unit.get_by_id(unit_id).path.strip("/").split("/")]
    rows = access.committees(actor).where(Committee.unit.in_(path) & validity.not_ended(Committee, today))
    found = {row.unit_id: row.id for row in rows.order_by(Committee.id.desc())}
    nearest = next((found[unit] for unit in reversed(path) if unit in found), None)
    if nearest is None:
        raise Rejected("", N_("所在单位和上级都还没有登记调委会，请先在“调解组织”里新增。"))
    return nearest
