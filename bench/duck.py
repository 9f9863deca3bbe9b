"""The tables of a bench in a file of DuckDB's own, and the product's statements asked there."""

import csv
import re
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb

import db

Statement = tuple[str, list[Any]]

_TYPES = {"integer": "bigint", "bigint": "bigint", "smallint": "bigint", "date": "date", "datetime": "timestamp",
          "bool": "boolean"}  # fmt: skip
_NULL = "\\N"


class Duck:
    """The tables that some statements read, copied from the connected SQLite database once and kept beside it."""

    def __init__(self, file: Path, statements: Iterable[Statement]) -> None:
        self.connection = duckdb.connect(str(file.with_suffix(".duckdb")))
        kept = {
            name for (name,) in self.connection.execute("select table_name from duckdb_tables()").fetchall()
        }
        for table in tables_of(statements) - kept:
            self._copy(table)
        self.connection.execute("checkpoint")

    def _copy(self, table: str) -> None:
        columns = db.database.execute_sql(f'pragma table_info("{table}")').fetchall()
        types = ", ".join(f'"{one[1]}" {_TYPES.get(one[2].lower(), "varchar")}' for one in columns)
        self.connection.execute(f'create table "{table}" ({types})')
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "rows.csv"
            with file.open("w", encoding="utf-8", newline="") as target:
                rows = db.database.execute_sql(f'select * from "{table}"')
                csv.writer(target).writerows([_NULL if x is None else x for x in row] for row in rows)
            self.connection.execute(
                f"copy \"{table}\" from '{file}' (format csv, header false, nullstr '{_NULL}')"
            )

    def run(self, statements: Iterable[Statement]) -> list[list[Any]]:
        """What it answers to the statements, word for word as they are sent to SQLite but for names of functions."""
        return [self.connection.execute(_said(text), values).fetchall() for text, values in statements]


def tables_of(statements: Iterable[Statement]) -> set[str]:
    """The names of the tables that statements read."""
    return {name for text, _ in statements for name in re.findall(r'(?i)\b(?:from|join) "?(\w+)"?', text)}


def _said(text: str) -> str:
    """A statement in DuckDB's dialect: what SQLite does to a day written as text, it does to a day."""
    text = re.sub(r"substr\((\w+), 1, 7\)", r"strftime(\1, '%Y-%m')", text)
    return re.sub(r"date\('([\d-]+)', '-(\d+) days'\)", r"(date '\1' - \2)", text)
