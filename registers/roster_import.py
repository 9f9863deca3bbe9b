"""Taking in a roster: find its headings, try every row, show what would happen, then do it in one transaction.

The preview is the import itself, undone at its end: what it promises is what will happen.
"""

import datetime
import hashlib
import json
from dataclasses import asdict
from typing import Any

import db
from models import ImportBatch, now
from office import access, audit, crypto
from office.access import Actor
from office.errors import NotVisible, Rejected
from registers.ledger import checking
from registers.ledger.batches import Returned
from registers.ledger.checking import RefusedRow
from registers.ledger.reading import Sheet, read_workbook
from registers.roster_rows import Outcome, Problem, columns_of, tried
from registers.rosters import CHOICES_SHEET, HELP_SHEET, ROSTERS, Roster
from vocab import N_

_CONTENT, _PROBLEMS = "batch.content", "batch.problems"


def upload(actor: Actor, key: str, file_name: str, content: bytes) -> ImportBatch:
    """Keep a roster file for its preview (encrypted); an upload of one's own that was left lying is thrown away.

    Rejected when the file cannot be read or no sheet has the headings; KeyError for an unknown roster.
    """
    roster = ROSTERS[key]
    actor.must(roster.permission)
    sheets = read_workbook(file_name, content)
    if not any(columns_of(roster, sheet) for sheet in sheets):
        needed = "、".join(item.label for item in roster.fields if item.required)
        raise Rejected("file", N_("没有找到{roster}名册的表头。表头一行至少要有：{needed}。可下载模板对照。"),
                       roster=roster.label, needed=needed)  # fmt: skip
    with db.transaction():
        own = (ImportBatch.account == actor.account_id) & ImportBatch.register.startswith("roster.")
        ImportBatch.delete().where(own & (ImportBatch.state == "uploaded")).execute()
        batch = ImportBatch.create(
            register=f"roster.{key}", unit=actor.unit_id, account=actor.account_id, file_name=file_name[:200],
            file_digest=hashlib.sha256(content).hexdigest(), content=crypto.encrypt_bytes(content, _CONTENT),
        )  # fmt: skip
        audit.record(actor, "roster.upload", "batch", batch.id, roster=key, file=batch.file_name)
    return batch


def get(actor: Actor, batch_id: int) -> tuple[ImportBatch, Roster]:
    """An upload of the area and its roster, or NotVisible."""
    batch = access.get_batch(actor, batch_id)
    kind, _, key = batch.register.partition(".")
    if kind != "roster" or not actor.may(ROSTERS[key].permission):
        raise NotVisible()
    return batch, ROSTERS[key]


class _Undo(Exception):
    """Ends a preview."""


def preview(actor: Actor, batch_id: int, *, today: datetime.date) -> Outcome:
    """What importing the upload would do; nothing is kept. NotVisible."""
    batch, roster = get(actor, batch_id)
    try:
        with db.transaction():
            outcome = tried(actor, roster, _sheets(batch), today)
            raise _Undo
    except _Undo:
        return outcome


def take(actor: Actor, batch_id: int, *, today: datetime.date) -> ImportBatch:
    """Import the good rows of an upload; the file is thrown away, the refused rows stay on record. NotVisible, Rejected."""
    with db.transaction():
        batch, roster = get(actor, batch_id)
        waiting = (ImportBatch.id == batch.id) & (ImportBatch.state == "uploaded")
        if not ImportBatch.update(state="running").where(waiting).execute():
            raise Rejected("file", N_("这份名册已经导入过了。"))
        outcome = tried(actor, roster, _sheets(batch), today)
        _store(batch, outcome)
        audit.record(actor, "roster.import", "batch", batch.id, roster=roster.key, file=batch.file_name,
                     added=len(outcome.added), refused=outcome.refused)  # fmt: skip
    return batch


def _store(batch: ImportBatch, outcome: Outcome) -> None:
    kept = {
        "problems": [asdict(problem) for problem in outcome.problems],
        "rows": [vars(row) for row in outcome.rows],
        "headings": outcome.headings,
        "unnamed": outcome.unnamed,
    }
    told = json.dumps(kept, ensure_ascii=False, default=str)
    batch.state = "done"
    batch.ended_at = now()
    batch.content = None
    batch.imported, batch.duplicates, batch.refused = len(outcome.added), len(outcome.known), outcome.refused
    batch.read = batch.imported + batch.duplicates + batch.refused
    batch.problems = crypto.encrypt(told, _PROBLEMS)
    batch.save()


def problems_of(batch: ImportBatch) -> list[Problem]:
    """The cells that kept rows of a finished import out."""
    return [Problem(**told) for told in _kept(batch)["problems"]]


def _kept(batch: ImportBatch) -> dict[str, Any]:
    """What _store() keeps; imports of former versions kept their problems alone."""
    kept = json.loads(crypto.decrypt(batch.problems, _PROBLEMS)) if batch.problems else []
    return kept if isinstance(kept, dict) else {"problems": kept, "rows": [], "headings": {}, "unnamed": []}


def has_rows(batch: ImportBatch) -> bool:
    """Whether a finished import has kept the rows it refused."""
    return bool(_kept(batch)["rows"])


def give_back(actor: Actor, batch_id: int, *, today: datetime.date) -> Returned:
    """The refused rows, before the import or after it, to be corrected and taken in again; who took them is audited.

    NotVisible; Rejected when there are none.
    """
    batch, roster = get(actor, batch_id)
    if batch.state == "uploaded":
        outcome = preview(actor, batch_id, today=today)
        found = Returned(_worded(outcome.problems), outcome.rows, outcome.headings, outcome.unnamed)
    else:
        kept = _kept(batch)
        rows = [RefusedRow(**row) for row in kept["rows"]]
        found = Returned(_worded(problems_of(batch)), rows, kept["headings"], kept["unnamed"])
    if not found.rows:
        raise Rejected("", N_("这份名册没有退回的行。"))
    with db.transaction():
        audit.record(actor, "roster.return", "batch", batch.id, roster=roster.key, file=batch.file_name,
                     refused=len(found.rows))  # fmt: skip
    return found


def _worded(problems: list[Problem]) -> list[checking.Problem]:
    """The problems as a ledger tells its own."""
    return [
        checking.Problem(one.sheet, one.row, one.column, one.value, one.text.format(**one.values))
        for one in problems
    ]


def _sheets(batch: ImportBatch) -> list[Sheet]:
    sheets = read_workbook(batch.file_name, crypto.decrypt_bytes(batch.content, _CONTENT))
    return [sheet for sheet in sheets if sheet.name not in (HELP_SHEET, CHOICES_SHEET)]
