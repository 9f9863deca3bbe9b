"""Long exports: made in the background, kept encrypted for a week, given only to whoever asked.

running → done, or failed. The file goes into the table in encrypted parts while it is made, so that neither making
nor giving it needs the whole of it in memory, and no clear file ever lies on the disk.
"""

import datetime
import io
import logging
from collections.abc import Callable, Iterator
from typing import IO, Any

import db
from models import Export, ExportPart, now
from office import access, audit, crypto
from office.access import Actor
from office.errors import NotVisible, OfficeError, Rejected
from vocab import N_

RUNNING, DONE, FAILED = "running", "done", "failed"
STATES = {RUNNING: N_("正在生成"), DONE: N_("可以下载"), FAILED: N_("未成功")}
LONG = 5_000  # rows: beyond, an export is made in the background
KEPT = datetime.timedelta(days=7)
MOST = 20  # that one account may have
_PART = 256 * 1024  # bytes
_log = logging.getLogger(__name__)

Told = Callable[[int], None]
Make = Callable[[IO[bytes], Told], Any]  # writes the file, tells how many rows are written


def begin(actor: Actor, label: str, file_name: str, address: str, expected: int) -> int:
    """Note an export of so many rows; whoever calls this then runs it. Gives its id, or that of one already running.

    Rejected for the command line, which waits for its files, and beyond MOST. NotAllowed.
    """
    actor.must("report.export")
    if actor.account_id is None:
        raise Rejected("", N_("命令行直接写出文件，不在后台导出。"))
    expire()
    with db.transaction():
        db.serialise(f"export {actor.account_id}")
        own = list(access.exports(actor))
        twin = next((one for one in own if one.state == RUNNING and one.address == address), None)
        if twin:
            raise Rejected("", N_("这份文件正在生成，请到“我的导出”查看进度。"))
        if len(own) >= MOST:
            raise Rejected("", N_("“我的导出”里已有 {n} 份文件，请先删除不用的。"), n=len(own))
        made = Export.create(
            account=actor.account_id, role=actor.role, unit=actor.unit_id, label=label[:200], file_name=file_name[:200],
            address=address, expected=expected, expires_at=now() + KEPT,
        )  # fmt: skip
        audit.record(actor, "export.begin", "export", made.id, name=made.label, records=expected)
    return int(made.id)


def mine(actor: Actor) -> list[Export]:
    """The actor's exports, newest first."""
    actor.must("report.export")
    expire()
    return list(access.exports(actor).order_by(Export.id.desc()))


def get(actor: Actor, export_id: int) -> Export:
    """One of the actor's exports, or NotVisible."""
    actor.must("report.export")
    found = access.exports(actor).where(Export.id == export_id, Export.expires_at > now()).first()
    if found is None:
        raise NotVisible()
    return found


def remove(actor: Actor, export_id: int) -> None:
    """Delete a file before its week is over. Rejected while it is being made."""
    with db.transaction():
        export = get(actor, export_id)
        if export.state == RUNNING:
            raise Rejected("", N_("文件正在生成，完成以后才能删除。"))
        audit.record(actor, "export.remove", "export", export.id, name=export.label)
        _delete([export.id])


def download(actor: Actor, export_id: int) -> tuple[Export, Iterator[bytes]]:
    """The file, part by part; logged. Rejected while there is none."""
    with db.transaction():
        export = get(actor, export_id)
        if export.state != DONE:
            raise Rejected("", N_("文件还没有生成，请稍后再下载。"))
        audit.record(actor, "export.download", "export", export.id, name=export.label, file=export.file_name)
    return export, _clear(export)


def _clear(export: Export) -> Iterator[bytes]:
    of = ExportPart
    for number in range(export.parts):
        row = of.select(of.content).where(of.export == export.id, of.number == number).tuples().first()
        if row is None:  # removed meanwhile
            raise NotVisible()
        yield crypto.decrypt_bytes(row[0], _context(export.id, number))


def _context(export_id: int, number: int) -> str:
    return f"export.{export_id}.{number}"


# ---------------------------------------------------------------- the run


class Parts(io.RawIOBase):
    """A file that can only be written on: what is written goes encrypted into the table, part by part."""

    def __init__(self, export_id: int) -> None:
        self.export_id = export_id
        self.count = 0
        self.size = 0
        self._waiting = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, content: Any) -> int:
        self._waiting += content
        while len(self._waiting) >= _PART:
            self._put(bytes(self._waiting[:_PART]))
            del self._waiting[:_PART]
        return len(content)

    def finish(self) -> None:
        """Put away what is left."""
        if self._waiting:
            self._put(bytes(self._waiting))
            self._waiting.clear()

    def _put(self, content: bytes) -> None:
        cipher = crypto.encrypt_bytes(content, _context(self.export_id, self.count))
        ExportPart.create(export=self.export_id, number=self.count, content=cipher)
        self.count += 1
        self.size += len(content)


def run_apart(export_id: int, make: Make) -> None:
    """run() on a connection of its own, in a thread of its own."""
    with db.database.connection_context():
        run(export_id, make)


def run(export_id: int, make: Make) -> None:
    """Make the file of an export that was begun; never raises: a failure is written down, and no part is left."""
    try:
        _make(export_id, make)
    except OfficeError as error:
        _fail(export_id, str(error))
    except Exception:
        _log.exception("export %s", export_id)
        _fail(export_id, N_("生成文件时系统出错。请重新导出；如果再次出现，请联系系统管理员。"))


def _make(export_id: int, make: Make) -> None:
    export = Export.get_by_id(export_id)
    parts = Parts(export_id)
    progress = _Progress(export)
    make(parts, progress)  # type: ignore[arg-type]
    parts.finish()
    done = Export.update(state=DONE, progress=100, parts=parts.count, size=parts.size, ended_at=now(),
                         expires_at=now() + KEPT)  # fmt: skip
    done.where(Export.id == export_id).execute()


class _Progress:
    """Writes down how far an export is, each percent once."""

    def __init__(self, export: Export) -> None:
        self.export = export
        self.percent = 0

    def __call__(self, rows: int) -> None:
        percent = min(rows * 99 // max(self.export.expected, 1), 99)
        if percent > self.percent:
            self.percent = percent
            Export.update(progress=percent).where(Export.id == self.export.id).execute()


def _fail(export_id: int, message: str) -> None:
    with db.transaction():
        ExportPart.delete().where(ExportPart.export == export_id).execute()
        failed = Export.update(state=FAILED, message=message, ended_at=now(), progress=0)
        failed.where(Export.id == export_id).execute()


# ---------------------------------------------------------------- afterwards


def abandon(before: datetime.datetime) -> int:
    """Mark runs begun `before` this server started as failed: nobody works on them any more. Gives their number."""
    cut = Export.select(Export.id).where(Export.state == RUNNING, Export.started_at < before)
    ids = [id_ for (id_,) in cut.tuples()]
    for export_id in ids:
        _fail(export_id, N_("服务器在生成中途重新启动，这次导出中断。请重新导出。"))
    return len(ids)


def expire() -> int:
    """Delete what is older than a week, with its file; gives the number."""
    old = Export.select(Export.id).where(Export.expires_at <= now(), Export.state != RUNNING)
    ids = [id_ for (id_,) in old.tuples()]
    if ids:
        with db.transaction():
            _delete(ids)
    return len(ids)


def _delete(ids: list[int]) -> None:
    ExportPart.delete().where(ExportPart.export.in_(ids)).execute()
    Export.delete().where(Export.id.in_(ids)).execute()
