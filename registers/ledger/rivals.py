"""Of several columns that could hold one field, the one that does: told by what stands in them, not by their order alone.

A service log may head its free text 服务内容 and its list 服务类型, a roll its running number 编号 and its certificates
证书编号, an event's 单位 may be a township or a law firm.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from office import lists
from office.lists import fold
from registers import values
from registers.description import CHOICE, MANY
from registers.ledger import naming
from registers.ledger.headings import Habits, Heading, Meanings
from registers.ledger.mapping import Column, MappedSheet

VENUE = re.compile(r"举办|地点|场所|主办")
_SAMPLE = 50  # rows that show what a column holds
_NUMBERING = {"编号", "号", "no"}


def settled(mapped: MappedSheet, habits: Habits) -> MappedSheet:
    """The sheet with every field given to the column that fits it best; what the office decided stays."""
    meanings = Meanings(mapped.register.headings, {})
    rivals: dict[str, list[Column]] = defaultdict(list)
    for column in mapped.columns:
        if column.heading and column.key not in habits and (found := meanings.of(Heading(column.heading))):
            rivals[found].append(column)
    given = {column.index: column.field for column in mapped.columns}
    for key, columns in rivals.items():
        _give(mapped, key, columns, given)
    return replace(mapped, columns=tuple(replace(one, field=given[one.index]) for one in mapped.columns))


def _give(mapped: MappedSheet, key: str, columns: Sequence[Column], given: dict[int, str]) -> None:
    fitting = []
    for column in columns:
        if given[column.index] not in ("", key):
            continue  # it is another party's …
        other = _other_field(mapped, key, column)
        given[column.index] = other if other and other not in given.values() else ""
        if other is None:
            fitting.append(column)
    if fitting and (len(fitting) > 1 or key not in given.values()):
        best = max(fitting, key=lambda column: (_fit(mapped, key, column), -column.index))
        given[best.index] = key


def _other_field(mapped: MappedSheet, key: str, column: Column) -> str | None:
    """The field that a column holds instead of the one its heading says; "" for none at all, None when it holds that one."""
    cells = _cells(mapped, column)
    if key == "township" and 2 * sum(naming.is_organisation(cell) for cell in cells) > len(cells):
        if VENUE.search(column.heading):
            return None
        return next((one for one in ("office", "host") if one in mapped.register.fields), "")
    if key not in ("sequence", "number") and fold(column.heading) in _NUMBERING and _is_running(cells):
        return "sequence"
    return None


def _fit(mapped: MappedSheet, key: str, column: Column) -> tuple[Any, ...]:
    field = mapped.register.columns[key]
    cells = _cells(mapped, column)
    if key == "township":
        organisations = sum(naming.is_organisation(cell) for cell in cells)
        return 2 * organisations <= len(cells), not VENUE.search(column.heading)
    if field.kind in (CHOICE, MANY):
        known = lists.spoken(field.choice)
        parts = [values.SEVERAL.split(cell) if field.kind == MANY else [cell] for cell in cells]
        return (sum(all(fold(part) in known for part in one) for one in parts) / max(len(cells), 1),)
    return fold(column.heading) == fold(str(field.label)), len(fold(column.heading))


def _cells(mapped: MappedSheet, column: Column) -> list[str]:
    shown = (values.plain(row[column.index]) for row in mapped.rows[:_SAMPLE])
    return [cell for cell in shown if cell]


def _is_running(cells: Sequence[str]) -> bool:
    """Whether a column counts its rows: 1, 2, 3 …"""
    return len(cells) > 0 and all(cell == str(number) for number, cell in enumerate(cells[:5], 1))
