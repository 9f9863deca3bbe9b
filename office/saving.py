"""Saving a row that others may have changed meanwhile: optimistic versions."""

from typing import Any

import peewee

from office.errors import Stale


def save(row: peewee.Model, seen: int, values: dict[str, Any]) -> peewee.Model:
    """Write `values` to `row` if its version is still `seen`; gives the row as it now stands, or raises Stale."""
    model = type(row)
    changed = (
        model.update(**values, version=seen + 1)
        .where((model.id == row.id) & (model.version == seen))
        .execute()
    )
    current = model.get_by_id(row.id)
    if not changed:
        raise Stale(current)
    return current
