"""The connection: SQLite or PostgreSQL behind one proxy, writing transactions, bulk inserts, migrations."""

import contextlib
import itertools
import os
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import peewee
from playhouse.db_url import connect as connect_url
from playhouse.migrations import Runner

database = peewee.DatabaseProxy()
MIGRATIONS = Path(__file__).parent / "migrations"
_PRAGMAS = {"journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 10000, "synchronous": 1}


class Model(peewee.Model):
    """Base of every table."""

    class Meta:
        database = database
        legacy_table_names = False


def init(url: str) -> peewee.Database:
    """Point the proxy at the database of `url` (sqlite:///… or postgresql://…); idempotent for one url."""
    if database.obj is not None and getattr(database.obj, "url", None) == url:
        return database.obj
    made = _sqlite(url) if url.startswith("sqlite") else _postgres(url)
    made.url = url
    database.initialize(made)
    return made


_BOOKS = 7262  # what every act holds on PostgreSQL, and a lock of a month alone


def _sqlite(url: str) -> peewee.SqliteDatabase:
    if sqlite3.sqlite_version_info < (3, 38):
        raise RuntimeError(f"SQLite {sqlite3.sqlite_version} 太旧，需要 3.38 以上。")
    path = url.removeprefix("sqlite:///")
    return peewee.SqliteDatabase(path, pragmas=_PRAGMAS, lock_type="IMMEDIATE")


def _postgres(url: str) -> peewee.Database:
    _, _, rest = url.partition("://")
    joiner = "&" if "?" in rest else "?"
    return connect_url(
        f"postgresql+pool://{rest}{joiner}max_connections=16&stale_timeout=300", prefer_psycopg3=True
    )


def is_postgres() -> bool:
    """Whether the database in use is PostgreSQL."""
    return isinstance(database.obj, peewee.PostgresqlDatabase)


@contextlib.contextmanager
def transaction(*, alone: bool = False) -> Iterator[None]:
    """One writing act: all of it or nothing, and IMMEDIATE on SQLite so that a reader never has to upgrade.

    `alone` waits until no other act is under way and lets none begin before it ends: what is locked is counted while
    nobody writes. On SQLite there is never more than one writer.
    """
    outermost = not database.in_transaction()
    with database.atomic():
        if outermost and is_postgres():
            database.execute_sql(f"select pg_advisory_xact_lock{'' if alone else '_shared'}(%s)", (_BOOKS,))
        yield


def serialise(name: str) -> None:
    """Wait until no other open transaction holds `name`; kept until this one ends. SQLite's writers already wait."""
    if is_postgres():
        database.execute_sql("select pg_advisory_xact_lock(hashtext(%s))", (name,))


def reserve_ids(model: type[peewee.Model], count: int) -> Iterable[int]:
    """`count` ids for rows about to be inserted in bulk; call inside a transaction."""
    table = model._meta.table_name
    if is_postgres():
        rows = database.execute_sql(
            "select nextval(pg_get_serial_sequence(%s, 'id')) from generate_series(1, %s)", (table, count)
        )
        return [row[0] for row in rows.fetchall()]
    last = database.execute_sql(f'select coalesce(max(id), 0) from "{table}"').fetchone()[0]  # noqa: S608
    return range(last + 1, last + 1 + count)


def bulk_insert(
    model: type[peewee.Model],
    fields: Sequence[str],
    rows: Iterable[Sequence[Any]],
    same: Mapping[str, int | str] | None = None,
) -> int:
    """Insert raw rows (column order = `fields`, values as the driver takes them); gives the number of rows.

    `same` are fields that have one value in all rows: written into the statement, they need not be bound anew for
    each. An executemany is 40 times as fast as a model object per row, which a ledger of thousands needs.
    """
    same = same or {}
    columns = [model._meta.fields[name].column_name for name in (*fields, *same)]
    mark = "%s" if is_postgres() else "?"
    names = ", ".join(f'"{name}"' for name in columns)
    marks = ", ".join([mark] * len(fields) + [_literal(value) for value in same.values()])
    statement = f'insert into "{model._meta.table_name}" ({names}) values ({marks})'  # noqa: S608
    taken = 0
    cursor = database.cursor()
    rows = iter(rows)
    while chunk := list(itertools.islice(rows, 2000)):
        cursor.executemany(statement, chunk)
        taken += len(chunk)
    return taken


def defaults_of(model: type[peewee.Model], told: Collection[str]) -> dict[str, int | str]:
    """What stands in the columns that a bulk insert does not tell and that may not be null: their plain defaults."""
    return {
        name: column.default
        for name, column in model._meta.fields.items()
        if name not in told and not column.null and isinstance(column.default, (int, str))
    }


def _literal(value: int | str) -> str:
    """A whole number, a truth or a text as SQL writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(int(value))
    return "'" + value.replace("'", "''").replace("%", "%%" if is_postgres() else "%") + "'"


# ---------------------------------------------------------------- migrations


def pending() -> list[str]:
    """Names of migrations not yet applied."""
    return [step.name for step in Runner(database.obj, str(MIGRATIONS)).status() if not step.applied]


def upgrade() -> list[str]:
    """Apply pending migrations under a lock, after a backup of an existing SQLite file; gives the applied names."""
    with _migration_lock():
        todo = pending()
        if todo and not is_postgres():
            _backup_before(todo[0])
        done = Runner(database.obj, str(MIGRATIONS)).up()
        if done and not is_postgres():
            broken = database.execute_sql("pragma foreign_key_check").fetchall()
            if broken:
                raise RuntimeError(f"迁移后发现悬空引用：{broken[:5]}")
        return done


@contextlib.contextmanager
def _migration_lock() -> Iterator[None]:
    """Two starts at once must not both migrate: an advisory lock, or an exclusive side file."""
    if is_postgres():
        database.execute_sql("select pg_advisory_lock(7261)")
        try:
            yield
        finally:
            database.execute_sql("select pg_advisory_unlock(7261)")
        return
    if database.obj.database in (":memory:", ""):
        yield
        return
    side = sqlite3.connect(f"{database.obj.database}.migrate-lock", timeout=60, isolation_level=None)
    try:
        side.execute("begin exclusive")
        yield
        side.execute("commit")
    finally:
        side.close()


def _backup_before(step: str) -> None:
    path = Path(database.obj.database)
    if not path.exists() or path.stat().st_size == 0 or not database.get_tables():
        return
    folder = path.parent / "backup"
    folder.mkdir(exist_ok=True, mode=0o700)
    target = folder / f"before-{step}.db"
    copy = sqlite3.connect(target)
    try:
        database.connection().backup(copy)
    finally:
        copy.close()
    os.chmod(target, 0o600)
