"""Saving a row that others may have changed meanwhile: optimistic versions; one row for a form that is sent twice."""

import hashlib
import json
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


def own_key(entry_key: str | None, account_id: int | None, *typed: Any) -> str | None:
    """What marks this very entry: the form's key, its writer and all that was typed; None without a form's key.

    A form filled anew after going back has the old key but is another entry.
    """
    if not entry_key:
        return None
    content = json.dumps([account_id, entry_key, *typed], sort_keys=True, default=str)
    return hashlib.sha256(content.encode()).hexdigest()[:40]
