"""不可比: why the figures of two periods cannot be held against each other. Every reason that is printed is made here."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from figures.books.sealed import Books, books_of
from figures.defining import Rate
from figures.frame import Frame, Place
from figures.indicators import find
from figures.periods import Period
from models import Term
from office.errors import NotVisible, Rejected
from vocab import LIVE, N_, OFFICIAL

UNFINISHED = N_("本期未完")
NOTHING_NOW = N_("本期没有数")
NOT_ENTERED = N_("上年没有填报")


@dataclass
class Likeness:
    """Whether a unit's figures of two periods are of a kind: `frame` knows the unit and lists as they are now.

    Of locked returns `revision` names an older one of the present period.
    """

    frame: Frame
    now: Period
    earlier: Period
    state: str = LIVE
    revision: int | None = None

    @cached_property
    def nothing(self) -> str:
        """Why there are no earlier figures at all; "" where there are."""
        return self.founded(self.frame.unit) or self._books_fault

    def founded(self, one: Place | Term, said: str = "") -> str:
        """Why what came into being after the earlier period began has no figures of it."""
        if one.valid_from and one.valid_from > self.earlier.start:
            words = said or N_("“{name}”{day}才设立")
            return words.format(name=one.name, day=one.valid_from)
        return ""

    def begun(self, part: str) -> str:
        """founded(), for the list entry that a row of a table stands for."""
        term = self.frame.terms.get(part)
        return "" if term is None else self.founded(term, N_("分类表不同，“{name}”{day}才启用"))

    # ------------------------------------------------------------ units

    @cached_property
    def unit(self) -> str:
        """Why the unit's earlier figures are of another area than the present ones."""
        if said := self.ended(self.frame.unit):
            return said
        joined = [] if self.frame.predecessors else list(self.frame.merged.values())
        return self._joined(one for one in joined if self._between(one.valid_to))

    def ended(self, one: Place) -> str:
        """Why a unit that was given up before the present period ended cannot be compared."""
        if one.valid_to is None or one.valid_to >= self.now.end or one.valid_to <= self.earlier.start:
            return ""
        heir = self.frame.places.get(one.successor_id or 0)
        into = N_("，并入“{name}”").format(name=heir.name) if heir else ""
        return N_("“{name}”{day}撤销{into}").format(name=one.name, day=one.valid_to, into=into)

    def row(self, by: str, part: str) -> str:
        """Why a row of a table cannot be compared: its unit or list entry came, went or took others in."""
        if by == "unit":
            place = self.frame.places.get(int(part)) if part.isdigit() else None
            return "" if place is None else self._place(place)
        term = self.frame.terms.get(part)
        return "" if term is None else self._term(term)

    def _place(self, place: Place) -> str:
        return self.founded(place) or self.ended(place) or self._joined(self._into.get(place.id, ()))

    def _term(self, term: Term) -> str:
        if said := self.begun(term.code):
            return said
        if term.valid_to and self.earlier.start < term.valid_to < self.now.end:
            return N_("分类表不同，“{name}”{day}已停用").format(name=term.name, day=term.valid_to)
        return ""

    def _between(self, day: datetime.date | None) -> bool:
        return day is not None and self.earlier.start < day < self.now.end

    @cached_property
    def _into(self) -> dict[int, list[Place]]:
        """Row of a table by units → what was merged into it from another row between the two periods."""
        child_of, found = self.frame.child_of, {}  # type: ignore[var-annotated]
        for one in self.frame.places.values():
            heir = child_of.get(one.successor_id or 0)
            if heir and self._between(one.valid_to) and child_of.get(one.id) != heir:
                found.setdefault(heir, []).append(one)
        return found

    @staticmethod
    def _joined(ones: Iterable[Place]) -> str:
        """Which units joined; those that lay below one of them went with it."""
        joined = {one.id: one for one in ones}
        tops = [one for one in joined.values() if one.parent_id not in joined]
        said = [N_("“{name}”{day}并入").format(name=one.name, day=one.valid_to) for one in tops]
        return N_("区域不同，{units}").format(units="、".join(said)) if said else ""

    # ------------------------------------------------------------ locked returns

    def books(self, key: str, basis: str, lists: Iterable[str] = ()) -> str:
        """Why locked figures of an indicator are unlike: other units missing, other definitions or lists."""
        now, before = self._books
        if now is None or before is None:
            return ""
        if _lacking(now) != _lacking(before):
            return N_("两期缺报的单位不同")
        if _locked(now) != _locked(before):
            return N_("两期锁定的月份不同")
        one = find(key)
        behind = (one.numerator[basis], one.denominator[basis]) if isinstance(one, Rate) else ()
        if any(now.editions(name) != before.editions(name) for name in (key, *behind)):
            return N_("统计口径的版本不同")
        if any(now.editions(f"list:{name}") != before.editions(f"list:{name}") for name in lists):
            return N_("分类表的版本不同")
        return ""

    @cached_property
    def _books(self) -> tuple[Books | None, Books | None]:
        if self.state != OFFICIAL or self._books_fault:
            return None, None
        now = books_of(self.frame.at(self.now), self.now, self.revision)
        return now, books_of(self.frame.at(self.earlier), self.earlier)

    @cached_property
    def _books_fault(self) -> str:
        if self.state != OFFICIAL:
            return ""
        try:
            books_of(self.frame.at(self.earlier), self.earlier)
        except (Rejected, NotVisible):
            return N_("{period}没有审定数").format(period=self.earlier.label)
        return ""


def _lacking(books: Books) -> set[int]:
    """The units without a locked return in months that others have locked."""
    return {post.id for post, span in books.missing if books.members.get(span.key)}


def _locked(books: Books) -> list[bool]:
    """Which of the months in a row are locked by anybody, up to the last that is."""
    found = [bool(members) for members in books.members.values()]
    while found and not found[-1]:
        found.pop()
    return found
