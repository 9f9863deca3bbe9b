"""The audit chain: one row for every writing act, reveal and export; each row's hash covers the one before.

There is no option that switches it off, and no function here changes or removes a row.
"""

import datetime
import itertools
import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any

import db
from models import Account, AuditEntry, Committee, Studio, Unit, now
from office import crypto
from office.access import Actor

START = "0" * 64
NAMED = {"account": Account, "committee": Committee, "studio": Studio, "unit": Unit}


def record(actor: Actor, act: str, subject: str, subject_id: int | None = None, **detail: Any) -> AuditEntry:
    """Append a row; call it last inside the act's transaction. `detail` must hold no clear personal data."""
    db.serialise("audit")
    last = AuditEntry.select(AuditEntry.hash).order_by(AuditEntry.id.desc()).limit(1).tuples().first()
    entry = AuditEntry(
        at=now(),
        account=actor.account_id,
        actor=actor.name,
        act=act,
        subject=subject,
        subject_id=subject_id,
        detail=json.dumps(detail, ensure_ascii=False, sort_keys=True, default=str),
        previous=last[0] if last else START,
    )
    entry.hash = crypto.seal(_content(entry))
    entry.save(force_insert=True)
    return entry


def _content(entry: AuditEntry) -> str:
    fields = (
        entry.at.isoformat(),
        entry.account_id,
        entry.actor,
        entry.act,
        entry.subject,
        entry.subject_id,
        entry.detail,
        entry.previous,
    )
    return json.dumps(fields, ensure_ascii=False)


def broken_links() -> Iterator[int]:
    """Ids of rows that were altered or whose predecessor is gone; an intact chain yields nothing."""
    previous = START
    for entry in AuditEntry.select().order_by(AuditEntry.id).iterator():
        if entry.previous != previous or entry.hash != crypto.seal(_content(entry)):
            yield entry.id
        previous = entry.hash


def check(actor: Actor) -> list[int]:
    """Go through the whole chain; gives the ids of the first twenty broken rows. The check itself is recorded."""
    actor.must("audit.read")
    broken = list(itertools.islice(broken_links(), 20))
    with db.transaction():
        record(actor, "audit.check", "audit", None, broken=broken)
    return broken


def changes(before: dict[str, Any], after: dict[str, Any]) -> dict[str, list[Any]]:
    """What an edit did: field → [old, new], only where they differ."""
    return {key: [before.get(key), after[key]] for key in after if before.get(key) != after[key]}


def entries(
    actor: Actor,
    *,
    before_id: int | None = None,
    act: str = "",
    start: datetime.datetime | None = None,
    end: datetime.datetime | None = None,
    limit: int = 50,
) -> list[AuditEntry]:
    """The newest rows (older than `before_id`; of the moments from `start` to before `end`), for the auditor."""
    actor.must("audit.read")
    rows = AuditEntry.select().order_by(AuditEntry.id.desc()).limit(limit)
    if before_id:
        rows = rows.where(AuditEntry.id < before_id)
    if act:
        rows = rows.where(AuditEntry.act.startswith(act))
    if start:
        rows = rows.where(AuditEntry.id > last_before(start))
    if end:
        rows = rows.where(AuditEntry.id <= last_before(end))
    return list(rows)


def last_before(moment: datetime.datetime) -> int:
    """The id of the last row before a moment, 0 without any. Rows stand in the order of time: found from the end."""
    rows = AuditEntry.select(AuditEntry.id).where(AuditEntry.at < moment).order_by(AuditEntry.id.desc())
    return rows.limit(1).scalar() or 0


def count(actor: Actor, start: datetime.datetime, act: str = "") -> int:
    """The number of rows since `start`, of one act if wanted, for the auditor."""
    actor.must("audit.read")
    rows = AuditEntry.select().where(AuditEntry.id > last_before(start))
    return (rows.where(AuditEntry.act == act) if act else rows).count()


def latest(act: str) -> AuditEntry | None:
    """The newest row of one act; the caller has shown that it may be told."""
    return AuditEntry.select().where(AuditEntry.act == act).order_by(AuditEntry.id.desc()).first()


def since(acts: Collection[str], moment: datetime.datetime) -> list[AuditEntry]:
    """The rows of some acts since a moment, oldest first; the caller has shown that they may be told."""
    rows = AuditEntry.select().where(AuditEntry.act.in_(list(acts)), AuditEntry.at >= moment)
    return list(rows.order_by(AuditEntry.id))


def names(actor: Actor, wanted: Mapping[str, set[int]]) -> dict[str, dict[int, str]]:
    """What the records with the `wanted` ids are called, by kind of NAMED, for the auditor."""
    actor.must("audit.read")
    return {
        kind: dict(model.select(model.id, model.name).where(model.id.in_(wanted[kind])).tuples())
        if wanted.get(kind)
        else {}
        for kind, model in NAMED.items()
    }


def history(subject: str, subject_id: int) -> list[AuditEntry]:
    """What happened to one record, oldest first; the caller has shown that the record is visible."""
    rows = AuditEntry.select().where((AuditEntry.subject == subject) & (AuditEntry.subject_id == subject_id))
    return list(rows.order_by(AuditEntry.id))
