"""What a database is made of, as sorted text, so that two of them can be compared word for word."""

import re
from collections.abc import Iterator

import peewee

HISTORY = "schema_migration"

POSTGRES = """
    select format('%%s.%%s %%s%%s default %%s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
                  case when a.attnotnull then ' not null' else '' end, pg_get_expr(d.adbin, d.adrelid))
      from pg_attribute a
      join pg_class c on c.oid = a.attrelid and c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
      left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
     where a.attnum > 0 and not a.attisdropped and c.relname <> 'schema_migration'
    union all
    select format('%%s %%s %%s', conrelid::regclass, conname, pg_get_constraintdef(oid))
      from pg_constraint
     where connamespace = 'public'::regnamespace and conrelid::regclass::text <> 'schema_migration'
    union all
    select indexdef from pg_indexes where schemaname = 'public' and tablename <> 'schema_migration'
"""


def ddl(database) -> list[str]:
    """Columns, constraints and indexes of every table except the history of the migrations."""
    if isinstance(database, peewee.PostgresqlDatabase):
        return sorted(row[0] for row in database.execute_sql(POSTGRES).fetchall())
    rows = database.execute_sql("select type, tbl_name, sql from sqlite_master where sql > ''").fetchall()
    return sorted(
        line
        for kind, table, sql in rows
        if table != HISTORY and not table.startswith("sqlite_")
        for line in lines(kind, table, re.sub(r"\s+", " ", sql.replace('"', "")))
    )


def lines(kind: str, table: str, sql: str) -> Iterator[str]:
    """An index as it stands; a table column by column, because ALTER TABLE adds a column at the end.

    It also writes a foreign key behind its column, where CREATE TABLE has a line for it.
    """
    if kind != "table":
        yield sql
        return
    body = sql[sql.index("(") + 1 : sql.rindex(")")]
    for part in top_level_parts(body):
        added = re.fullmatch(r"(\w+) (.*) (REFERENCES .*)", part)
        if added and not part.startswith("FOREIGN KEY"):
            yield f"{table} {added[1]} {added[2]}"
            yield f"{table} FOREIGN KEY ({added[1]}) {added[3]}"
        else:
            yield f"{table} {part}"


def top_level_parts(body: str) -> Iterator[str]:
    """The comma-separated parts of `body`, commas inside brackets left alone."""
    depth, part = 0, ""
    for letter in body:
        depth += (letter == "(") - (letter == ")")
        if letter == "," and depth == 0:
            yield part.strip()
            part = ""
        else:
            part += letter
    yield part.strip()
