"""Who reports: every unit that is no village sends its own month up, together with that of its villages."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from figures.periods import Period
from models import Unit
from office import access
from office.access import Actor
from office.errors import NotVisible
from office.reading import once
from vocab import UnitKind

VILLAGES = (UnitKind.VILLAGE, UnitKind.COMMUNITY)


@dataclass(frozen=True)
class Post:
    """A unit in the chain of reporting; `reports` is False for a village, whose month its township sends up."""

    id: int
    parent_id: int | None
    name: str
    path: str
    position: int
    reports: bool
    valid_from: datetime.date | None
    valid_to: datetime.date | None

    def existed(self, period: Period) -> bool:
        """Whether the unit held on at least one day of the period."""
        begun = self.valid_from is None or self.valid_from < period.end
        return begun and (self.valid_to is None or self.valid_to > period.start)


@once
def _posts(actor: Actor) -> dict[int, Post]:
    of = Unit
    columns = (of.id, of.parent, of.name, of.path, of.position, of.kind, of.valid_from, of.valid_to)
    return {
        id_: Post(id_, parent, name, path, position, kind not in VILLAGES, begun, ended)
        for id_, parent, name, path, position, kind, begun, ended in access.units(actor)
        .select(*columns)
        .tuples()
    }


class Chain:
    """The units of an actor's area as they report to one another, read once."""

    def __init__(self, actor: Actor) -> None:
        self.posts = _posts(actor)

    def post(self, unit_id: int) -> Post:
        """A reporting unit. NotVisible outside the area, and for a village, which sends nothing up itself."""
        post = self.posts.get(unit_id)
        if post is None or not post.reports:
            raise NotVisible("这个单位不单独填报月报：村（社区）的记录由所属乡镇（街道）一并上报。")
        return post

    @cached_property
    def reporter(self) -> dict[int, int]:
        """Unit id → the unit in whose return its records stand: itself, or the nearest reporting one above."""
        found: dict[int, int] = {}
        for post in sorted(self.posts.values(), key=lambda post: post.path.count("/")):
            above = found.get(post.parent_id or 0)
            found[post.id] = post.id if post.reports or above is None else above
        return found

    def own_part(self, unit_ids: Iterable[int]) -> dict[int, int]:
        """Unit id → its reporting unit, of the units whose records stand in the returns of `unit_ids` themselves."""
        wanted = set(unit_ids)
        return {id_: to for id_, to in self.reporter.items() if to in wanted}

    def below(self, unit_id: int) -> list[Post]:
        """The reporting units directly below one, in their order, past ones included."""
        found = [post for post in self.posts.values() if post.parent_id == unit_id and post.reports]
        return sorted(found, key=lambda post: (post.position, post.id))

    def all_below(self, unit_id: int) -> list[Post]:
        """The unit and every reporting unit below it, each after the one above it."""
        top = self.posts[unit_id]
        found = [top]
        for post in self.below(unit_id):
            found += self.all_below(post.id)
        return found

    def expected(self, unit_id: int, period: Period) -> list[Post]:
        """The reporting units directly below one that existed in the period, and so owe a return."""
        return [post for post in self.below(unit_id) if post.existed(period)]

    def above(self, unit_id: int) -> list[Post]:
        """The reporting units above one, the nearest first."""
        found = []
        post = self.posts.get(self.posts[unit_id].parent_id or 0)
        while post:
            found.append(post)
            post = self.posts.get(post.parent_id or 0)
        return found
