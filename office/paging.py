"""Long lists by key: a page begins beside the last row of the one before, so that no page costs more than the first."""

from dataclasses import dataclass
from typing import Any

import peewee


@dataclass(frozen=True)
class Page:
    """The rows of one page, how many there are in all, and the keys of the pages around it (None: there is none)."""

    rows: list[Any]
    total: int
    before: str | None
    after: str | None


def page(rows: peewee.ModelSelect, group: peewee.Field, id_: peewee.Field, at: str, limit: int) -> Page:
    """The page at the key `at`, in the order of `group` and `id_`.

    A key is "12-345" (group and id): the rows that follow; with a "-" before it those that go before; "" the first.
    """
    total = rows.count()
    back = at.startswith("-")
    first, _, second = at.removeprefix("-").partition("-")
    told = first.isdigit() and second.isdigit()
    if told:
        rows = rows.where(_beyond(group, id_, int(first), int(second), back))
    rows = rows.order_by(group.desc(), id_.desc()) if back else rows.order_by(group, id_)
    found = list(rows.limit(limit + 1))
    more = len(found) > limit
    found = found[:limit][::-1] if back else found[:limit]
    if not found:
        return Page([], total, None, None)
    ends = [f"{row.__data__[group.name]}-{row.__data__[id_.name]}" for row in (found[0], found[-1])]
    earlier, later = (more, told) if back else (told, more)
    return Page(found, total, f"-{ends[0]}" if earlier else None, ends[1] if later else None)


def _beyond(group: peewee.Field, id_: peewee.Field, first: int, second: int, back: bool) -> Any:
    if back:
        return (group < first) | ((group == first) & (id_ < second))
    return (group > first) | ((group == first) & (id_ > second))
