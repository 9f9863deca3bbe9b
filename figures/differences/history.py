"""What has happened to a record between two states of the books: entered late, corrected, voided, moved, or not locked."""

import datetime
from functools import cached_property

from figures.books.sealed import Books, books_of
from figures.differences.contributions import Rows
from figures.differences.facts import Facts, Present, Sealed, unit_names
from figures.differences.sides import Side, is_official
from figures.frame import Frame
from figures.returns.reporting import Chain
from models import Return
from office import access
from vocab import N_

LATE, CORRECTED, VOIDED, DUPLICATE = "late", "corrected", "voided", "duplicate"
MOVED, UNLOCKED, ROSTER, REVISION, PROGRESS = "moved", "unlocked", "roster", "revision", "progress"
_DOUBLE = "重复"  # what a reason says that voids one of two
_END = "concluded_on"
_ROSTERS = ("committee", "studio", "mediator", "village", "unit")


class History:
    """Between an older state of the books, always a locked one, and a newer one; `rows` are what each counts."""

    def __init__(
        self, facts: Facts, sides: tuple[Side, Side], frames: tuple[Frame, Frame], rows: tuple[Rows, Rows]
    ) -> None:
        older = 0 if _age(sides[0]) <= _age(sides[1]) else 1
        self.facts = facts
        self.sides = sides[older], sides[1 - older]
        self.frames = frames[older], frames[1 - older]
        self.rows = rows[older], rows[1 - older]

    def of(self, id_: int) -> tuple[str, str]:
        """The code of what has happened to a record, and what is known besides."""
        present = self.facts.present.get(id_)
        if present is None:
            return VOIDED, N_("记录已不在库中")
        if self.facts.source.key in _ROSTERS:
            return ROSTER, self._changed(id_, present)
        if id_ not in self.rows[1]:
            return self._gone(id_, present)
        return self._otherwise(id_, present) if id_ in self.rows[0] else self._added(id_, present)

    # ------------------------------------------------------------ three cases

    def _gone(self, id_: int, present: Present) -> tuple[str, str]:
        if present.voided_at is not None:
            why = present.void_reason if self.frames[0].actor.may("record.people") else ""
            return (DUPLICATE if _DOUBLE in present.void_reason or id_ in self.facts.doubled else VOIDED), why
        was = self._was(id_)
        if was is not None and self._has_left(was.unit, present.unit):
            return MOVED, self._way(was.unit, present.unit)
        return self._corrected(id_, present)

    def _otherwise(self, id_: int, present: Present) -> tuple[str, str]:
        if len({count.month for count in self.rows[0][id_]}) > len(
            {count.month for count in self.rows[1][id_]}
        ):
            code, detail = self._corrected(id_, present)
            return code, "；".join(filter(None, [N_("在两个月的审定数里都计了"), detail]))
        return self._corrected(id_, present)

    def _added(self, id_: int, present: Present) -> tuple[str, str]:
        month = self.rows[1][id_][-1].month
        reporter = self.chain.reporter.get(present.unit, present.unit)
        if (reporter, month) in self.missing:
            return UNLOCKED, N_("{unit}{month}没有锁定").format(unit=self._unit(reporter), month=month)
        if (left := self._left_from(id_, present)) is not None:
            return MOVED, self._way(left, present.unit)
        if self._was(id_) is not None:
            return self._corrected(id_, present)
        locked = self.locked_at.get((reporter, month))
        if self._came_after(present, locked):
            return LATE, _entered(present)
        return self._corrected(id_, present)

    @staticmethod
    def _came_after(present: Present, locked: datetime.datetime | None) -> bool:
        """Whether a record was entered after the lock; moments are kept to the second, so that what was never
        changed and yet was not counted must have come after it."""
        if present.version == 1 or present.entered_at is None or locked is None:
            return True
        return present.entered_at > locked

    # ------------------------------------------------------------ what is known

    def _was(self, id_: int) -> Sealed | None:
        """How the older state sealed the record last."""
        own = [one for one in self.facts.sealed.get(id_, ()) if one.member in self.members[0]]
        return own[-1] if own else None

    def _now(self, id_: int, present: Present) -> Sealed | Present:
        own = [one for one in self.facts.sealed.get(id_, ()) if one.member in self.members[1]]
        return own[-1] if own else present

    def _left_from(self, id_: int, present: Present) -> int | None:
        """The unit outside the older side in whose locked return the record stands."""
        for one in reversed(self.facts.sealed.get(id_, ())):
            if (
                one.official
                and one.start in self.starts
                and one.unit != present.unit
                and self._has_left(one.unit, present.unit, 0)
            ):
                return one.unit
        return None

    def _has_left(self, was: int, now: int, side: int = 1) -> bool:
        """Whether the record has gone over the border: out of the newer side's unit, or (side 0) into it."""
        if was == now:
            return False
        inside = self.frames[side].inside
        return (now if side else was) not in inside or any(by == "unit" for by, _ in self.sides[side].where)

    def _corrected(self, id_: int, present: Present) -> tuple[str, str]:
        changed = self._changed(id_, present)
        if self._has_gone_on(id_, present):
            return PROGRESS, changed
        return (
            REVISION if not changed and self.sides[1].state == self.sides[0].state else CORRECTED
        ), changed

    def _has_gone_on(self, id_: int, present: Present) -> bool:
        """Whether a case was concluded since, where a month by date of acceptance tells what came of its cases."""
        was = self._was(id_)
        if was is None or self.sides[0].basis != "accepted":
            return False
        now = self._now(id_, present).shown
        same = was.shown.get("accepted_on") == now.get("accepted_on")
        return same and not was.shown.get(_END) and bool(now.get(_END))

    def _changed(self, id_: int, present: Present) -> str:
        was = self._was(id_) or next(iter(self.facts.sealed.get(id_, ())), None)
        return self.facts.changes(was, self._now(id_, present)) if was else ""

    def _way(self, was: int, now: int) -> str:
        return N_("由{was}移至{now}").format(was=self._unit(was), now=self._unit(now))

    def _unit(self, unit_id: int) -> str:
        place = self.frames[1].places.get(unit_id)
        return place.name if place else unit_names([unit_id]).get(unit_id, "")

    # ------------------------------------------------------------ the books

    @cached_property
    def chain(self) -> Chain:
        """Who reports to whom."""
        return Chain(access.machine())

    @cached_property
    def books(self) -> list[Books | None]:
        """The locked returns of either state; None of the living records."""
        return [
            books_of(frame, side.period, side.revision) if is_official(side) else None
            for side, frame in zip(self.sides, self.frames, strict=True)
        ]

    @cached_property
    def starts(self) -> set[datetime.date]:
        """The first days of the newer state's months."""
        return {period.start for _, period in self.sides[1].months()}

    @cached_property
    def members(self) -> list[set[int]]:
        """The month returns that each state consists of."""
        return [set(books.all_members) if books else set() for books in self.books]

    @cached_property
    def missing(self) -> set[tuple[int, str]]:
        """(reporting unit, month) that are not in the older state."""
        return {(post.id, span.key) for post, span in self.books[0].missing} if self.books[0] else set()

    @cached_property
    def locked_at(self) -> dict[tuple[int, str], datetime.datetime]:
        """(reporting unit, month) → when the list of the older state was locked."""
        if self.books[0] is None:
            return {}
        month_of = {id_: month for month, ids in self.books[0].members.items() for id_ in ids}
        rows = Return.select(Return.id, Return.unit, Return.locked_at).where(Return.id.in_(list(month_of)))
        return {(unit, month_of[id_]): at for id_, unit, at in rows.tuples()}


def _age(side: Side) -> float:
    """Which of two states is the newer: a later revision, then the newest, then the living records."""
    if not is_official(side):
        return float("inf")
    return side.revision or 1e9


def _entered(present: Present) -> str:
    return N_("{day}录入").format(day=f"{present.entered_at:%Y-%m-%d}") if present.entered_at else ""
