"""What those who keep the system look at first: accounts, backup, the audit chain, how far a new installation is.

Nothing here tells what is in a case; that there is one is all that is asked.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from peewee import fn

from models import Account, AuditEntry, Committee, Dispute, Unit, now
from office import access, audit
from office.access import Actor
from vocab import ROLES, Role


@dataclass
class Staff:
    """The accounts of one role: in use (of these locked now, and with a first password not yet changed), closed."""

    role: str
    active: int = 0
    locked: int = 0
    fresh: int = 0
    closed: int = 0


def staff(actor: Actor) -> list[Staff]:
    """How many accounts each role has, in the order of the roles; for the administrator."""
    actor.must("accounts.manage")
    found = {role: Staff(role) for role in ROLES}
    at = now()
    fields = (Account.role, Account.active, Account.locked_until, Account.must_change)
    for role, active, locked_until, must_change in access.accounts(actor).select(*fields).tuples():
        one = found[role]
        one.active += active
        one.closed += not active
        one.locked += bool(active and locked_until and locked_until > at)
        one.fresh += bool(active and must_change)
    return list(found.values())


def last_backup(actor: Actor) -> datetime.datetime | None:
    """When the backup command last made a copy; None before the first, and with PostgreSQL's own tools."""
    actor.must("accounts.manage")
    entry = audit.latest("backup.make")
    return entry.at if entry else None


def beginnings() -> dict[str, bool]:
    """How far a new installation is: which of the first things are there, in the order in which they are made."""
    working = Account.select().where(Account.active)
    return {
        "county": working.where(Account.role == Role.COUNTY).exists(),
        "units": Unit.select().where(Unit.parent.is_null(False)).exists(),
        "committees": Committee.select().exists(),
        "people": working.where(Account.role.in_([Role.TOWNSHIP, Role.MEDIATOR])).exists(),
        "cases": Dispute.select().exists(),
        "backup": audit.latest("backup.make") is not None,
    }


def watched(actor: Actor, start: datetime.datetime, acts: Sequence[str]) -> dict[str, tuple[int, int]]:
    """How often each of `acts` was done since `start`, and by how many; for the auditor."""
    actor.must("audit.read")
    recent = AuditEntry.act.in_(acts) & (AuditEntry.id > audit.last_before(start))
    rows = AuditEntry.select(AuditEntry.act, fn.COUNT(AuditEntry.id), fn.COUNT(AuditEntry.actor.distinct()))
    counted = {
        act: (times, people) for act, times, people in rows.where(recent).group_by(AuditEntry.act).tuples()
    }
    return {act: counted.get(act, (0, 0)) for act in acts}


def failures(actor: Actor, start: datetime.datetime, most: int) -> list[tuple[str, int, datetime.datetime]]:
    """Who failed to sign in since `start`, how often and when last, the most frequent first; for the auditor."""
    actor.must("audit.read")
    times, last = fn.COUNT(AuditEntry.id), fn.MAX(AuditEntry.at)
    rows = AuditEntry.select(AuditEntry.actor, times, last).where(
        AuditEntry.act == "login.failure", AuditEntry.id > audit.last_before(start)
    )
    found = rows.group_by(AuditEntry.actor).order_by(times.desc(), AuditEntry.actor).limit(most)
    return [(name, times, AuditEntry.at.python_value(at)) for name, times, at in found.tuples()]
