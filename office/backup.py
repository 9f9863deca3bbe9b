"""Copies of the database for safekeeping, taken while the office works, and the check that a copy is good.

The keys (`personal.key`, `session.key`) are no part of a copy: whoever holds both can read everything.
"""

import os
import sqlite3
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import peewee
from playhouse.migrations import Runner

import db
from models import AuditEntry
from office import audit
from office.access import Actor
from office.errors import Rejected
from vocab import N_


@dataclass(frozen=True)
class Checked:
    """What was found in a copy: its size in bytes, how many cases and audit rows, migrations still to come."""

    file: str
    size: int
    disputes: int
    audit_rows: int
    pending_migrations: list[str]


def possible() -> bool:
    """Whether this program makes the copies itself: PostgreSQL has its own tools for that."""
    return not db.is_postgres()


def make(actor: Actor, target: Path) -> dict[str, Any]:
    """Copy the SQLite database to the new file `target` and check the copy; gives what the check found.

    Rejected for a file that is there already, a folder that cannot be written, or PostgreSQL, which has pg_dump.
    """
    if not possible():
        raise Rejected(
            "backup",
            N_("数据库是 PostgreSQL，请用它自带的 pg_dump 备份，例如：pg_dump -Fc -f 备份文件 数据库地址"),
        )
    if target.exists():
        raise Rejected("to", N_("文件 {file} 已经存在，备份不会覆盖它，请换一个文件名。"), file=target)
    part = target.with_name(target.name + ".part")
    try:
        _copy(part)
        checked = check(part)
        part.replace(target)
    except OSError as error:
        raise Rejected(
            "to", N_("备份文件 {file} 不能写入（{why}）。"), file=target, why=error.strerror
        ) from error
    finally:
        part.unlink(missing_ok=True)
    audit.record(actor, "backup.make", "backup", None, file=target.name, disputes=checked.disputes)
    return asdict(checked) | {"file": str(target)}


def _copy(part: Path) -> None:
    os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
    with closing(sqlite3.connect(part)) as copy:
        db.database.connection().backup(copy)
        copy.execute("pragma journal_mode=delete")  # the one file is then all there is


def check(file: Path) -> Checked:
    """Open a copy without changing it and go through it; Rejected with what is wrong with it.

    Its pages and references are whole, no migration is unknown here, and the audit chain fits this
    installation's key: with another key the personal data in the copy could not be read.
    """
    if not file.is_file():
        raise Rejected("file", N_("没有文件 {file}，请核对文件名和所在文件夹。"), file=file)
    copy = peewee.SqliteDatabase(f"{file.absolute().as_uri()}?mode=ro", uri=True)
    try:
        with copy.connection_context():
            return _checked(copy, file)
    except peewee.DatabaseError as error:
        raise Rejected(
            "file", N_("文件 {file} 不是枫桥台账的备份，或已损坏（{why}）。"), file=file, why=error
        ) from error


def _checked(copy: peewee.SqliteDatabase, file: Path) -> Checked:
    if copy.execute_sql("pragma integrity_check").fetchone()[0] != "ok":
        raise Rejected("file", N_("文件 {file} 已损坏，不能用来恢复，请换一份备份。"), file=file)
    if copy.execute_sql("pragma foreign_key_check").fetchone():
        raise Rejected("file", N_("文件 {file} 里有悬空的引用，不能用来恢复，请换一份备份。"), file=file)
    pending = _pending(copy, file)
    with copy.bind_ctx([AuditEntry], bind_refs=False, bind_backrefs=False):
        if next(audit.broken_links(), None) is not None:
            raise Rejected(
                "file",
                N_(
                    "文件 {file} 的审计链与本机密钥对不上：密钥文件 personal.key 不是同一个，或备份被改动过。"
                ),
                file=file,
            )
    return Checked(
        str(file), file.stat().st_size, _count(copy, "dispute"), _count(copy, "audit_entry"), pending
    )


def _pending(copy: peewee.SqliteDatabase, file: Path) -> list[str]:
    """Migrations the copy still needs; Rejected when it comes from a newer edition of the program."""
    steps = Runner(copy, str(db.MIGRATIONS)).status()
    if any(step.path is None for step in steps):
        raise Rejected("file", N_("文件 {file} 来自更新版本的程序，请先升级本机的程序再恢复。"), file=file)
    return [step.name for step in steps if not step.applied]


def _count(copy: peewee.SqliteDatabase, table: str) -> int:
    return copy.execute_sql(f'select count(*) from "{table}"').fetchone()[0]  # noqa: S608
