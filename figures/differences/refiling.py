"""What makes a record count otherwise although nobody touched it: today's lists and units, or another definition."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from figures.books import sealing
from figures.books.sealed import books_of
from figures.breakdowns import Breakdown, ByUnit, label
from figures.defining import Indicator
from figures.differences.facts import Facts, Sealed
from figures.differences.sides import Side, is_official
from figures.frame import Frame
from vocab import N_

if TYPE_CHECKING:
    from figures.differences.reasons import Compared


class Refiling:
    """Of an indicator on two sides."""

    def __init__(self, facts: Facts, frames: Sequence[Frame], found: "Compared") -> None:
        self.facts = facts
        self.frames = frames
        self.sides = found.sides
        ways = found.source.breakdowns
        by = dict.fromkeys(by for side in found.sides for by, _ in side.where)
        self.ways: list[Breakdown] = [ways[each] for each in by if each in ways]
        self.one_of = found.one_of

    @cached_property
    def is_redefined(self) -> bool:
        """Whether the definition is of another edition than at the lock of a side."""
        pairs = zip(self.sides, self.frames, strict=True)
        return any(_is_redefined(self.one_of(side), side, frame) for side, frame in pairs)

    def of_unit(self, id_: int) -> bool:
        """Whether it is the unit of a record, below the one asked about, that belongs to another today."""
        present = self.facts.present.get(id_)
        rows = [str(frame.child_of.get(present.unit)) for frame in self.frames] if present else []
        return bool(rows) and rows[0] != rows[1] and any(isinstance(way, ByUnit) for way in self.ways)

    def entry(self, id_: int) -> str:
        """The entry of a record and the one that stands for it today: 山林土地纠纷归入其他纠纷."""
        frame = next((frame for frame in self.frames if frame.comparable), self.frames[1])
        return "；".join(self._heirs(frame, id_))

    def _heirs(self, frame: Frame, id_: int) -> Iterator[str]:
        present = self.facts.present.get(id_)
        for way in self.ways:
            value = str(present.parts.get(way.finer or way.key, "")) if present else ""
            for code in (value, frame.terms[value].parent_id if value in frame.terms else ""):
                if code in frame.heirs:
                    yield _goes(frame, [code], frame.heirs[code])
                    break
            else:
                if way.overlapping:
                    yield from self._rows(frame, way)

    def _rows(self, frame: Frame, way: Breakdown) -> Iterator[str]:
        """Of what a record may bear several of: everything that stands in the rows asked for."""
        for part in {part for side in self.sides for by, part in side.where if by == way.key}:
            ended = [code for code in frame.leading_to(part) if code != part]
            if ended or part in frame.heirs:
                yield _goes(frame, ended or [part], frame.heirs.get(part, part))

    def moved(self, id_: int) -> str:
        """The heading under which the entry of a record stood when it was locked, and the one above it now; "" for none."""
        present, was = self.facts.present.get(id_), self._sealed(id_)
        for way in self.ways if present and was else ():
            assert present is not None
            assert was is not None
            own = present.parts.get(way.finer) if way.finer else None
            if own is None or was.parts.get(way.finer) != own:
                continue
            before, after = str(was.parts.get(way.key, "")), way.part(own, self.frames[1])
            if before != after:
                names = [label(self.frames[1], way, part) for part in (before, after)]
                return N_("{entry}由{before}改归{after}").format(
                    entry=self.frames[1].term_name(own), before=names[0], after=names[1]
                )
        return ""

    def redefined(self, id_: int) -> bool:
        """Whether the definition has changed since a record was locked, and the record has not."""
        present, was = self.facts.present.get(id_), self._sealed(id_)
        return bool(present and was and present.version == was.version and self.is_redefined)

    def _sealed(self, id_: int) -> Sealed | None:
        return next((one for one in reversed(self.facts.sealed.get(id_, ())) if one.official), None)


def _goes(frame: Frame, codes: list[str], heir: str) -> str:
    names = "、".join(frame.term_name(code) for code in codes)
    return N_("{entry}归入{heir}").format(entry=names, heir=frame.term_name(heir))


def _is_redefined(one: Indicator, side: Side, frame: Frame) -> bool:
    """Whether the locked returns of a side were counted by another edition of the definition than today's."""
    if not is_official(side):
        return False
    books: Any = books_of(frame, side.period, side.revision)
    return bool(books.editions(one.key) - {sealing.edition().get(one.key, ""), ""})
