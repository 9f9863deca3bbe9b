"""Long lists by key: a page begins after the last row of the one before, so that no page costs more than the first."""

from dataclasses import dataclass
from typing import Any

import peewee


@dataclass(frozen=True)
class Page:
    """The rows of one page, how many there are in all, and the key after which the next begins (None: the end)."""

    rows: list[Any]
    total: int
    after: str | None


def page(rows: peewee.ModelSelect, group: peewee.Field, id_: peewee.Field, after: str, limit: int) -> Page:
    """The rows that follow the key `after` ("12-345": group and id), in the order of both; "" is the beginning."""
    total = rows.count()
    rows = rows.order_by(group, id_)
    first, _, second = after.partition("-")
    if first.isdigit() and second.isdigit():
        rows = rows.where((group > int(first)) | ((group == int(first)) & (id_ > int(second))))
    found = list(rows.limit(limit + 1))
    if len(found) <= limit:
        return Page(found, total, None)
    last = found[limit - 1]
    return Page(found[:limit], total, f"{last.__data__[group.name]}-{last.__data__[id_.name]}")
