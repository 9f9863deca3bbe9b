"""A ledger's way through the pages: uploaded → checked as often as wanted → running → done (→ undone), or failed.

What happens in the background is written down in the batch by short statements of their own, so that a page can
tell how far it is; the cases themselves go in by one transaction (registers/ledger/importing.py).
"""

import datetime
import hashlib
import json
import logging
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

import db
from models import Dispute, ImportBatch, now
from office import access, audit, crypto, lists
from office.access import Actor
from office.errors import NotVisible, OfficeError, Rejected
from registers.dispute import DISPUTE
from registers.ledger import importing, mapping, storing
from registers.ledger.checking import Checked, Problem, RefusedRow
from registers.ledger.importing import CHECKED, PROBLEMS, Ledger
from registers.ledger.mapping import Choices
from registers.ledger.reading import read_workbook
from vocab import N_

UPLOADED, RUNNING, DONE, FAILED, UNDONE = "uploaded", "running", "done", "failed", "undone"
STATES = {
    UPLOADED: N_("待核对"),
    RUNNING: N_("正在导入"),
    DONE: N_("已导入"),
    FAILED: N_("未成功"),
    UNDONE: N_("已撤销"),
}
UNDO_REASON = N_("撤销导入")
CONTENT = "import.content"  # context of the encrypted file
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Decided:
    """What the user decided about a file: how to read it, whether to make what is missing, whether to remember."""

    choices: Choices = field(default_factory=Choices)
    create: bool = True
    remember: bool = False

    @classmethod
    def stored(cls, kept: Mapping[str, Any]) -> "Decided":
        """As `ImportBatch.mapping` keeps it."""
        return cls(Choices.stored(kept), kept.get("create", True), kept.get("remember", False))


@dataclass
class Look:
    """A batch before its import: the ledger understood, its rows checked, what of it the books hold already."""

    batch: ImportBatch
    decided: Decided
    ledger: Ledger
    checked: Checked
    known: list[Problem]

    @property
    def importable(self) -> int:
        """The number of rows that would be imported."""
        return len(self.checked.cases) - len(self.known)

    @property
    def duplicates(self) -> list[Problem]:
        """Rows that repeat one of the file or one in the books."""
        return [*self.checked.duplicates, *self.known]

    def planned(self) -> dict[str, list[str]]:
        """Names of the units, committees, studios and mediators that would be made."""
        return importing.planned_names(self.ledger, self.checked)


@dataclass(frozen=True)
class Returned:
    """The rows given back with the headings of their sheets, and all problems."""

    problems: list[Problem]
    rows: list[RefusedRow]
    headings: dict[str, list[str]]
    unnamed: list[str]


# ---------------------------------------------------------------- upload and look


def listed(actor: Actor, limit: int = 100) -> list[ImportBatch]:
    """The latest ledger imports of the area, each with its unit."""
    actor.must("ledger.import")
    rows = access.batches(actor).where(ImportBatch.register == DISPUTE.key)
    return list(rows.order_by(ImportBatch.id.desc()).limit(limit))


def get(actor: Actor, batch_id: int) -> ImportBatch:
    """The import with its unit, or NotVisible."""
    actor.must("ledger.import")
    batch = access.get_batch(actor, batch_id)
    if batch.register != DISPUTE.key:
        raise NotVisible()
    return batch


def upload(actor: Actor, unit_id: int, file_name: str, content: bytes) -> ImportBatch:
    """Keep a file, encrypted, for checking. Rejected when it cannot be read or holds no ledger."""
    actor.must("ledger.import")
    unit = access.get_unit(actor, unit_id)
    importing.understand(actor, read_workbook(file_name, content), unit.id, Choices(), create=True)
    digest = hashlib.sha256(content).hexdigest()
    with db.transaction():
        batch = ImportBatch.create(
            register=DISPUTE.key, unit=unit, account=actor.account_id, file_name=file_name[:200],
            file_digest=digest, content=crypto.encrypt_bytes(content, CONTENT), mapping=_kept(Decided()),
        )  # fmt: skip
        audit.record(
            actor, "ledger.upload", "import", batch.id, file=batch.file_name, digest=digest, unit=unit.id
        )
    return batch


def look(actor: Actor, batch_id: int, *, today: datetime.date) -> Look:
    """Read and check an uploaded file anew, as the choices now stand. Rejected when it is not waiting for that."""
    batch = get(actor, batch_id)
    _waiting(batch)
    decided = Decided.stored(batch.mapping)
    ledger = _understood(actor, batch, decided)
    checked = importing.check(ledger, today)
    prints = storing.fingerprints(checked.cases, ledger.into.county_id)
    return Look(batch, decided, ledger, checked, list(storing.known(actor, checked.cases, prints).values()))


def decide(actor: Actor, batch_id: int, decided: Decided) -> None:
    """Keep what the user decided about a file. Rejected when its import has begun or a code does not exist."""
    with db.transaction():
        batch = get(actor, batch_id)
        _waiting(batch)
        for choice, words in decided.choices.words.items():
            codes = lists.labels(choice)
            if unknown := [code for code in words.values() if code and code not in codes]:
                raise Rejected(choice, N_("没有“{code}”这一项，请重新选择。"), code=unknown[0])
        if unknown := [key for key in decided.choices.columns.values() if key and key not in DISPUTE.columns]:
            raise Rejected("columns", N_("没有“{code}”这一项，请重新选择。"), code=unknown[0])
        ImportBatch.update(mapping=_kept(decided)).where(ImportBatch.id == batch_id).execute()
        audit.record(actor, "ledger.map", "import", batch_id, columns=dict(decided.choices.columns),
                     words={choice: dict(words) for choice, words in decided.choices.words.items()})  # fmt: skip


def _kept(decided: Decided) -> dict[str, Any]:
    return {**asdict(decided.choices), "create": decided.create, "remember": decided.remember}


def _waiting(batch: ImportBatch) -> None:
    if batch.state not in (UPLOADED, FAILED) or batch.content is None:
        raise Rejected("", N_("这次导入已经办结，如需再导入请重新上传文件。"))


def _understood(actor: Actor, batch: ImportBatch, decided: Decided) -> Ledger:
    content = crypto.decrypt_bytes(batch.content, CONTENT)
    sheets = read_workbook(batch.file_name, content)
    return importing.understand(actor, sheets, batch.unit_id, decided.choices, create=decided.create)


def cancel(actor: Actor, batch_id: int) -> None:
    """Drop an uploaded file that is not to be imported after all."""
    with db.transaction():
        batch = get(actor, batch_id)
        _waiting(batch)
        audit.record(actor, "ledger.cancel", "import", batch.id, file=batch.file_name)
        batch.delete_instance()


# ---------------------------------------------------------------- the run


def start(actor: Actor, batch_id: int) -> None:
    """Mark a waiting batch as running; whoever calls this then runs it. Rejected when it is no longer waiting."""
    batch = get(actor, batch_id)
    _waiting(batch)
    waiting = ImportBatch.state.in_((UPLOADED, FAILED))
    begun = ImportBatch.update(state=RUNNING, progress=0, message="", started_at=now())
    if not begun.where((ImportBatch.id == batch_id) & waiting).execute():
        raise Rejected("", N_("这次导入已经开始，请等它完成。"))


def run(actor: Actor, batch_id: int, *, today: datetime.date) -> None:
    """Import a started batch; never raises: a failure is written down in the batch, and nothing is half saved."""
    try:
        with importing.undisturbed():
            _run(actor, batch_id, today)
    except OfficeError as error:
        _fail(batch_id, str(error))
    except Exception:
        _log.exception("import %s", batch_id)
        _fail(batch_id, N_("导入时系统出错，没有保存任何案件。请重试；如果再次出现，请联系系统管理员。"))


def run_apart(actor: Actor, batch_id: int, *, today: datetime.date) -> None:
    """As run(), for a thread of its own: on a connection opened for it and closed after it."""
    with db.database.connection_context():
        run(actor, batch_id, today=today)


def _run(actor: Actor, batch_id: int, today: datetime.date) -> None:
    batch = get(actor, batch_id)
    decided = Decided.stored(batch.mapping)
    ledger = _understood(actor, batch, decided)
    rows = max(ledger.rows, 1)
    checked = importing.check(
        ledger, today, lambda read: _progress(batch_id, min(read * CHECKED // rows, CHECKED))
    )
    importing.settle(
        ledger,
        checked,
        batch,
        lambda unit_id: _remember(actor, unit_id, decided) if decided.remember else None,
    )


def _progress(batch_id: int, percent: int) -> None:
    ImportBatch.update(progress=percent).where(ImportBatch.id == batch_id).execute()


def _remember(actor: Actor, unit_id: int, decided: Decided) -> None:
    mapping.remember(actor, unit_id, decided.choices.columns)
    for choice, words in decided.choices.words.items():
        for text, code in words.items():
            if code:
                lists.remember(actor, choice, text, code, unit_id)


def _fail(batch_id: int, message: str) -> None:
    failed = ImportBatch.update(state=FAILED, message=message, ended_at=now(), progress=0)
    failed.where(ImportBatch.id == batch_id).execute()


def abandon(before: datetime.datetime) -> int:
    """Mark runs begun `before` this server started as failed: nobody works on them any more. Gives their number."""
    message = N_("服务器在导入中途重新启动，这次导入中断，没有保存任何案件。请重新开始导入。")
    failed = ImportBatch.update(state=FAILED, message=message, ended_at=now(), progress=0)
    running = (ImportBatch.register == DISPUTE.key) & (ImportBatch.state == RUNNING)
    return failed.where(running & (ImportBatch.started_at < before)).execute()


# ---------------------------------------------------------------- afterwards


def returned(actor: Actor, batch_id: int) -> Returned:
    """The problems of a finished import and the rows it gave back."""
    batch = get(actor, batch_id)
    if batch.problems is None:
        return Returned([], [], {}, [])
    kept = json.loads(crypto.decrypt_bytes(batch.problems, PROBLEMS))
    return Returned(
        [Problem(**problem) for problem in kept["problems"]],
        [RefusedRow(**row) for row in kept["rows"]],
        kept["headings"],
        kept["unnamed"],
    )


def edited_since(actor: Actor, batch_id: int) -> int:
    """The number of the batch's living cases that somebody has changed after the import."""
    return _living(get(actor, batch_id)).where(Dispute.version > 1).count()


def undo(actor: Actor, batch_id: int, *, edited_too: bool = False) -> int:
    """Void every case of an import, as one act; gives their number. Units and rosters it made stay.

    Rejected when it is not done, or when cases were changed since and `edited_too` does not confirm that.
    """
    actor.must("ledger.import")
    actor.must("dispute.void")
    with db.transaction():
        batch = get(actor, batch_id)
        if batch.state != DONE:
            raise Rejected("", N_("只有已完成的导入可以撤销。"))
        edited = edited_since(actor, batch_id)
        if edited and not edited_too:
            raise Rejected(
                "edited_too", N_("有 {edited} 件在导入后修改过，撤销会一并作废，请勾选确认。"), edited=edited
            )
        living = [row[0] for row in _living(batch).select(Dispute.id).tuples()]
        voided = Dispute.update(voided_at=now(), void_reason=UNDO_REASON, version=Dispute.version + 1)
        voided.where((Dispute.batch == batch.id) & Dispute.voided_at.is_null()).execute()
        ImportBatch.update(state=UNDONE, ended_at=now()).where(ImportBatch.id == batch.id).execute()
        audit.record(actor, "ledger.undo", "import", batch.id, voided=len(living), edited=edited)
    return len(living)


def _living(batch: ImportBatch) -> Any:
    return Dispute.select().where((Dispute.batch == batch.id) & Dispute.voided_at.is_null())
