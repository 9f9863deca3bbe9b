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
from registers import closed_months
from registers.catalogue import REGISTERS
from registers.description import Register
from registers.dispute import DISPUTE
from registers.ledger import importing, mapping, recognising
from registers.ledger.checking import Checked, Problem, RefusedRow
from registers.ledger.importing import CHECKED, Ledger
from registers.ledger.mapping import Choices
from registers.ledger.outcomes import PROBLEMS, SheetOutcome
from registers.ledger.reading import read_workbook
from registers.ledger.recognising import BY_KEY, WORKBOOK
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
AUTOMATIC = N_("整本工作簿（自动识别）")
_ROSTERS = "roster."  # such batches are rosters' (registers/roster_import.py)
_MODELS = (Dispute, *(register.model for register in REGISTERS.values()))
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
        return len(self.checked.items) - len(self.known)

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
    sheets: list[SheetOutcome] = field(default_factory=list)


# ---------------------------------------------------------------- upload and look


def registers() -> dict[str, str]:
    """Slug → label of what a file may be: one register's ledger, or ("workbook") a workbook of several."""
    return {WORKBOOK: AUTOMATIC, **{one.slug: one.label for one in (DISPUTE, *REGISTERS.values())}}


def register_of(batch: ImportBatch) -> Register | None:
    """The register of an import; None where every sheet has its own."""
    return BY_KEY.get(batch.register)


def label_of(batch: ImportBatch) -> str:
    """What an import is a ledger of, in words."""
    register = register_of(batch)
    return register.label if register else AUTOMATIC


def listed(actor: Actor, limit: int = 100) -> list[ImportBatch]:
    """The latest ledger imports of the area, each with its unit."""
    actor.must("ledger.import")
    rows = access.batches(actor).where(~ImportBatch.register.startswith(_ROSTERS))
    return list(rows.order_by(ImportBatch.id.desc()).limit(limit))


def get(actor: Actor, batch_id: int) -> ImportBatch:
    """The import with its unit, or NotVisible."""
    actor.must("ledger.import")
    batch = access.get_batch(actor, batch_id)
    if batch.register.startswith(_ROSTERS):
        raise NotVisible()
    return batch


def upload(
    actor: Actor, unit_id: int, file_name: str, content: bytes, slug: str = DISPUTE.slug
) -> ImportBatch:
    """Keep a file, encrypted, for checking, as one register's ledger or a workbook of several (see registers()).

    Rejected when it cannot be read or holds no such ledger.
    """
    actor.must("ledger.import")
    unit = access.get_unit(actor, unit_id)
    register = recognising.named(slug)
    sheets = read_workbook(file_name, content)
    offered = importing.offered(register)
    importing.understand(actor, sheets, unit.id, Choices(), create=True, registers=offered)
    digest = hashlib.sha256(content).hexdigest()
    with db.transaction():
        batch = ImportBatch.create(
            register=register.key if register else WORKBOOK, unit=unit, account=actor.account_id, file_name=file_name[:200],
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
    known: list[Problem] = []
    for stock in importing.stocks_of(checked) if ledger.into.id else ():
        beside = stock.against(actor, ledger.into.county_id)
        known += beside.known.values()
        importing.refuse(checked, stock.items, beside)
        for index in beside.refused:
            checked.items.remove(stock.items[index])
    return Look(batch, decided, ledger, checked, known)


def decide(actor: Actor, batch_id: int, decided: Decided) -> None:
    """Keep what the user decided about a file. Rejected when its import has begun or a code does not exist."""
    with db.transaction():
        batch = get(actor, batch_id)
        _waiting(batch)
        for choice, words in decided.choices.words.items():
            codes = lists.labels(choice)
            if unknown := [code for code in words.values() if code and code not in codes]:
                raise Rejected(choice, N_("没有“{code}”这一项，请重新选择。"), code=unknown[0])
        _check_columns(decided.choices)
        ImportBatch.update(mapping=_kept(decided)).where(ImportBatch.id == batch_id).execute()
        audit.record(actor, "ledger.map", "import", batch_id,
                     columns={key: dict(columns) for key, columns in decided.choices.columns.items()},
                     words={choice: dict(words) for choice, words in decided.choices.words.items()})  # fmt: skip


def _check_columns(choices: Choices) -> None:
    """Rejected when a register or a field that was chosen does not exist."""
    for key in (*choices.columns, *filter(None, choices.registers.values())):
        if key not in BY_KEY:
            raise Rejected("registers", N_("没有“{code}”这一项，请重新选择。"), code=key)
    for key, columns in choices.columns.items():
        if unknown := [one for one in columns.values() if one and one not in BY_KEY[key].columns]:
            raise Rejected("columns", N_("没有“{code}”这一项，请重新选择。"), code=unknown[0])


def _kept(decided: Decided) -> dict[str, Any]:
    return {**asdict(decided.choices), "create": decided.create, "remember": decided.remember}


def _waiting(batch: ImportBatch) -> None:
    if batch.state not in (UPLOADED, FAILED) or batch.content is None:
        raise Rejected("", N_("这次导入已经办结，如需再导入请重新上传文件。"))


def _understood(actor: Actor, batch: ImportBatch, decided: Decided) -> Ledger:
    content = crypto.decrypt_bytes(batch.content, CONTENT)
    sheets = read_workbook(batch.file_name, content)
    offered = importing.offered(register_of(batch))
    return importing.understand(
        actor, sheets, batch.unit_id, decided.choices, create=decided.create, registers=offered
    )


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


def run_apart(actor: Actor, batch_id: int, *, today: datetime.date) -> None:
    """run() on a connection of its own, in a thread of its own."""
    with db.database.connection_context():
        run(actor, batch_id, today=today)


def run(actor: Actor, batch_id: int, *, today: datetime.date) -> None:
    """Import a started batch; never raises: a failure is written down in the batch, and nothing is half saved."""
    try:
        with importing.undisturbed():
            _run(actor, batch_id, today)
    except OfficeError as error:
        _fail(batch_id, str(error))
    except Exception:
        _log.exception("import %s", batch_id)
        _fail(batch_id, N_("导入时系统出错，没有保存任何记录。请重试；如果再次出现，请联系系统管理员。"))


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
    for register, columns in decided.choices.columns.items():
        mapping.remember(actor, unit_id, register, columns)
    for choice, words in decided.choices.words.items():
        for text, code in words.items():
            if code:
                lists.remember(actor, choice, text, code, unit_id)


def _fail(batch_id: int, message: str) -> None:
    failed = ImportBatch.update(state=FAILED, message=message, ended_at=now(), progress=0)
    failed.where(ImportBatch.id == batch_id).execute()


def abandon(before: datetime.datetime) -> int:
    """Mark runs begun `before` this server started as failed: nobody works on them any more. Gives their number."""
    message = N_("服务器在导入中途重新启动，这次导入中断，没有保存任何记录。请重新开始导入。")
    failed = ImportBatch.update(state=FAILED, message=message, ended_at=now(), progress=0)
    running = ~ImportBatch.register.startswith(_ROSTERS) & (ImportBatch.state == RUNNING)
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
        [SheetOutcome(**sheet) for sheet in kept.get("sheets", ())],
    )


def give_back(actor: Actor, batch_id: int) -> Returned:
    """As returned(), for a file to take away: who took it is audited. Rejected when no row was refused."""
    found = returned(actor, batch_id)
    if not found.rows:
        raise Rejected("", N_("这次导入没有退回的行。"))
    with db.transaction():
        batch = get(actor, batch_id)
        audit.record(actor, "ledger.return", "batch", batch_id, file=batch.file_name, refused=len(found.rows))
    return found


def edited_since(actor: Actor, batch_id: int) -> int:
    """The number of the batch's living records that somebody has changed after the import."""
    batch = get(actor, batch_id)
    return sum(rows.where(rows.model.version > 1).count() for rows in _living(batch))


def undo(actor: Actor, batch_id: int, *, edited_too: bool = False, reason: str = "") -> int:
    """Void every record of an import, as one act; gives their number. Units and rosters it made stay.

    Rejected when it is not done, or when records were changed since and `edited_too` does not confirm that; Closed
    without a `reason` when records of it count in a locked month.
    """
    actor.must("ledger.import")
    actor.must("dispute.void")
    actor.must("record.void")
    with db.transaction():
        batch = get(actor, batch_id)
        if batch.state != DONE:
            raise Rejected("", N_("只有已完成的导入可以撤销。"))
        edited = edited_since(actor, batch_id)
        if edited and not edited_too:
            raise Rejected(
                "edited_too", N_("有 {edited} 条在导入后修改过，撤销会一并作废，请勾选确认。"), edited=edited
            )
        with closed_months.watched(living(batch), reason) as watch:
            voided = sum(_void(rows.model, batch) for rows in _living(batch))
        ImportBatch.update(state=UNDONE, ended_at=now()).where(ImportBatch.id == batch.id).execute()
        audit.record(actor, "ledger.undo", "import", batch.id, voided=voided, edited=edited, **watch.told())
    return voided


def living(batch: ImportBatch) -> dict[str, list[int]]:
    """Register key → ids of the batch's living records."""
    keys = {register.model: register.key for register in REGISTERS.values()} | {Dispute: DISPUTE.key}
    rows = [(keys[rows.model], rows.select(rows.model.id).tuples()) for rows in _living(batch)]
    return {key: [id_ for (id_,) in ids] for key, ids in rows}


def _void(model: Any, batch: ImportBatch) -> int:
    voided = model.update(voided_at=now(), void_reason=UNDO_REASON, version=model.version + 1)
    return int(voided.where((model.batch == batch.id) & model.voided_at.is_null()).execute())


def _living(batch: ImportBatch) -> list[Any]:
    """The batch's living records, a query for each register it may have filled."""
    register = register_of(batch)
    models = _MODELS if register is None else (Dispute if register is DISPUTE else register.model,)
    models = tuple(model for model in models if model is not None)  # rosters are not undone
    return [model.select().where((model.batch == batch.id) & model.voided_at.is_null()) for model in models]
