"""What a table stands in: the units and lists as they were when the period ended, read once for many tables."""

import datetime
from collections import namedtuple
from copy import copy
from functools import cached_property

from peewee import JOIN

from figures.periods import Period
from models import Term, Unit, UnitName
from office import access, calendar, lists, settings, validity
from office.access import Actor
from office.errors import NotVisible
from office.reading import once
from vocab import N_, SOURCE, Role

WITHOUT_HEIR = N_("{name}（已停用，未指定归入）")
MERGED = N_("{name}（已并入）")  # a row of what was merged into the unit itself

Place = namedtuple("Place", "id parent_id name path position valid_from valid_to successor_id")


class Frame:
    """A unit in a period, as an actor sees it. Raises NotVisible for a unit outside the actor's area.

    With `predecessors` the records of the units that were merged into it, and of what lay below those, are its own.
    With `comparable` records stand in the rows of today: those of an entry that has ended in that of the entry which
    stands for it, those of a unit below that has ended in that of the unit which took it in.
    """

    def __init__(
        self,
        actor: Actor,
        unit_id: int | None,
        period: Period,
        predecessors: bool = False,
        comparable: bool = False,
    ) -> None:
        self.actor = actor
        self.period = period
        self.predecessors = predecessors
        self.comparable = comparable
        self.places = _places(actor, period)
        wanted = unit_id or actor.unit_id or min(self.places, default=0)
        if wanted not in self.places:
            raise NotVisible()
        self.unit: Place = self.places[wanted]
        self.kept: dict[object, object] = {}  # what was read for this unit once (figures/books/sealed.py)

    def at(self, period: Period) -> "Frame":
        """The same units and lists, asked about another period (a month of this one)."""
        if period == self.period:
            return self
        other = copy(self)
        other.period = period
        return other

    @cached_property
    def inside(self) -> dict[int, Place]:
        """The unit and everything below it, and what was merged into these where it is asked for."""
        return self._below | (self.merged if self.predecessors else {})

    @cached_property
    def _below(self) -> dict[int, Place]:
        return {place.id: place for place in self.places.values() if place.path.startswith(self.unit.path)}

    @cached_property
    def merged(self) -> dict[int, Place]:
        """The units from elsewhere that were merged into the unit or one below it, with what lay below those."""
        ended = [(one.id, one.path, one.successor_id) for one in self.places.values() if one.valid_to]
        return {id_: self.places[id_] for id_ in access.led_into(set(self._below), ended)}

    @property
    def shows_merged(self) -> bool:
        """Whether the figures hold what was merged in from elsewhere, and must say so."""
        return self.predecessors and bool(self.merged)

    @property
    def merged_names(self) -> list[str]:
        """What was merged in, by name, without what lay below these."""
        return [one.name for one in self.merged.values() if one.parent_id not in self.merged]

    @cached_property
    def children(self) -> dict[int, Place]:
        """The units directly below, in their order, past ones included; then those merged into the unit itself."""
        below = [place for place in self._below.values() if place.parent_id == self.unit.id]
        joined = [
            place._replace(name=MERGED.format(name=place.name))
            for place in self.inside.values()
            if place.id not in self._below and place.successor_id == self.unit.id
        ]
        rows = (*sorted(below, key=_in_order), *sorted(joined, key=_in_order))
        return {place.id: place for place in rows}

    @cached_property
    def child_of(self) -> dict[int, int]:
        """Unit id → the one of `children` it belongs to; the unit itself is missing."""
        return {id_: self._child(place) for id_, place in self.inside.items() if id_ != self.unit.id}

    @cached_property
    def areas(self) -> dict[int, set[int]]:
        """Of each unit directly below the ids of all whose records its lists show, predecessors included.

        One that ended and went over into another below the same unit is shown with that other alone.
        """
        found: dict[int, set[int]] = {id_: set() for id_ in self.children}
        for id_, child in self.child_of.items():
            found[child].add(id_)
        ended = [(one.id, one.path, one.successor_id) for one in self.places.values() if one.valid_to]
        whole = {child: ids | access.led_into(ids, ended) for child, ids in found.items()}
        return {
            child: ids for child, ids in whole.items() if not any(ids < other for other in whole.values())
        }

    def _child(self, place: Place) -> int:
        """What was merged in belongs where its successor does, else where the unit above it does.

        On the basis of today so does what was merged, or went over in a split, below the unit.
        """
        if place.id in self._below:
            heir = self._below.get(place.successor_id) if self.comparable else None
            if heir is not None and heir.id != self.unit.id:
                return self._child(heir)
            child = int(place.path.split("/")[self.unit.path.count("/")])
            return self._child(self.places[child]) if self.comparable and child != place.id else child
        if place.successor_id == self.unit.id:
            return place.id
        if place.successor_id in self.inside:
            return self._child(self.inside[place.successor_id])
        above = map(int, reversed(place.path.strip("/").split("/")[:-1]))
        return self._child(next(self.inside[id_] for id_ in above if id_ in self.inside))

    @property
    def is_whole_area(self) -> bool:
        """Whether the visible-rows query already confines disputes to this very unit."""
        area_applied = self.actor.unit_path != "/" and self.actor.role != Role.MEDIATOR
        return area_applied and self.inside.keys() == self.actor.unit_ids

    def existed(self, row: Place | Term) -> bool:
        """Whether a unit or entry held on at least one day of the period; of the rows of today, whether it does today."""
        if self.comparable:
            return validity.holds(row, self._today)
        begun = row.valid_from is None or row.valid_from < self.period.end
        return begun and (row.valid_to is None or row.valid_to > self.period.start)

    def full_name(self, unit_id: int) -> str:
        """A unit's name with those above it inside this unit: 丁兰街道/丁兰泰桥社区."""
        above = [int(part) for part in self.places[unit_id].path.strip("/").split("/")]
        shown = [self.places[id_].name for id_ in above if id_ in self.inside and id_ != self.unit.id]
        return "/".join(shown) or self.unit.name

    @cached_property
    def terms(self) -> dict[str, Term]:
        """Every entry of every list by code, in print order."""
        return _terms()

    def entries(self, list_: str, found: set[str]) -> dict[str, str]:
        """Code → name of the leaves of a list that held in the period or that cases bear."""
        rows = [term for term in self.terms.values() if term.list == list_]
        parents = {term.parent_id for term in rows}
        shown = [t for t in rows if t.code in found or (t.code not in parents and self.existed(t))]
        return {term.code: self._name_today(term) for term in shown}

    def _name_today(self, term: Term) -> str:
        """An entry's name; of one that has ended and for which no other stands, in a comparison, with that remark."""
        name = self.term_name(term.code)
        without = self.comparable and not self.existed(term)
        return WITHOUT_HEIR.format(name=name) if without else name

    @cached_property
    def _today(self) -> datetime.date:
        """The day whose lists a comparison is made by."""
        return calendar.today()

    @cached_property
    def heirs(self) -> dict[str, str]:
        """Code → the entry that stands for it today; empty where records are asked for as they were written."""
        if not self.comparable:
            return {}
        lines = {code: lists.line_of_heirs(self.terms, code, self._today)[-1] for code in self.terms}
        return {code: heir for code, heir in lines.items() if heir != code}

    def heirs_in(self, list_: str) -> list[tuple[str, str]]:
        """Those of one list: (code, the entry that stands for it today)."""
        return [(code, heir) for code, heir in self.heirs.items() if self.terms[code].list == list_]

    def leading_to(self, code: str) -> list[str]:
        """The codes whose records stand in the row of an entry."""
        own = [] if code in self.heirs else [code]
        return [*own, *(ended for ended, heir in self.heirs.items() if heir == code)]

    def term_name(self, code: str) -> str:
        """An entry's name as tables print it; a source with its parent before it."""
        term = self.terms[code]
        return lists.source_label(code, self.terms) if term.list == SOURCE else term.name

    @cached_property
    def limit_days(self) -> int:
        """How many days mediation may take."""
        return int(settings.get("limit_days"))


def _in_order(place: Place) -> tuple[int, int]:
    return place.position, place.id


@once
def _terms() -> dict[str, Term]:
    return {term.code: term for term in Term.select().order_by(Term.position, Term.code)}


def _places(actor: Actor, period: Period) -> dict[int, Place]:
    """The visible units by id, under the names they bore on the period's last day, in one query."""
    former = (UnitName.unit == Unit.id) & (UnitName.valid_to > period.last)
    rows = access.units(actor).join(UnitName, JOIN.LEFT_OUTER, on=former)
    rows = rows.select(Unit.id, Unit.parent, Unit.name, Unit.path, Unit.position, Unit.valid_from, Unit.valid_to,
                       Unit.successor, UnitName.name)  # fmt: skip
    found = {}
    for *unit, former_name in rows.order_by(Unit.id, UnitName.valid_to.desc()).tuples():
        place = Place(*unit)
        found[place.id] = place._replace(name=former_name or place.name)
    return found
