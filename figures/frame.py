"""What a table stands in: the units and lists as they were when the period ended, read once for many tables."""

from collections import namedtuple
from copy import copy
from functools import cached_property

from peewee import JOIN

from figures.periods import Period
from models import Term, Unit, UnitName
from office import access, lists, settings
from office.access import Actor
from office.errors import NotVisible
from vocab import SOURCE, Role

Place = namedtuple("Place", "id parent_id name path position valid_from valid_to")


class Frame:
    """A unit in a period, as an actor sees it. Raises NotVisible for a unit outside the actor's area."""

    def __init__(self, actor: Actor, unit_id: int | None, period: Period) -> None:
        self.actor = actor
        self.period = period
        self.places = _places(actor, period)
        wanted = unit_id or actor.unit_id or min(self.places, default=0)
        if wanted not in self.places:
            raise NotVisible()
        self.unit: Place = self.places[wanted]

    def at(self, period: Period) -> "Frame":
        """The same units and lists, asked about another period (a month of this one)."""
        if period == self.period:
            return self
        other = copy(self)
        other.period = period
        return other

    @cached_property
    def inside(self) -> dict[int, Place]:
        """The unit and everything below it."""
        return {place.id: place for place in self.places.values() if place.path.startswith(self.unit.path)}

    @cached_property
    def children(self) -> dict[int, Place]:
        """The units directly below, in their order, past ones included."""
        below = [place for place in self.inside.values() if place.parent_id == self.unit.id]
        return {place.id: place for place in sorted(below, key=lambda place: (place.position, place.id))}

    @cached_property
    def child_of(self) -> dict[int, int]:
        """Unit id → the direct child it lies in; the unit itself is missing."""
        depth = self.unit.path.count("/")
        return {
            id_: int(place.path.split("/")[depth])
            for id_, place in self.inside.items()
            if id_ != self.unit.id
        }

    @property
    def is_whole_area(self) -> bool:
        """Whether the visible-rows query already confines disputes to this very unit."""
        area_applied = self.actor.unit_path != "/" and self.actor.role != Role.MEDIATOR
        return area_applied and self.inside.keys() == self.actor.unit_ids

    def existed(self, row: Place | Term) -> bool:
        """Whether a unit or entry held on at least one day of the period."""
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
        return {term.code: term for term in Term.select().order_by(Term.position, Term.code)}

    def entries(self, list_: str, found: set[str]) -> dict[str, str]:
        """Code → name of the leaves of a list that held in the period or that cases bear."""
        rows = [term for term in self.terms.values() if term.list == list_]
        parents = {term.parent_id for term in rows}
        shown = [t for t in rows if t.code in found or (t.code not in parents and self.existed(t))]
        return {term.code: self.term_name(term.code) for term in shown}

    def term_name(self, code: str) -> str:
        """An entry's name as tables print it; a source with its parent before it."""
        term = self.terms[code]
        return lists.source_label(code, self.terms) if term.list == SOURCE else term.name

    @cached_property
    def limit_days(self) -> int:
        """How many days mediation may take."""
        return int(settings.get("limit_days"))


def _places(actor: Actor, period: Period) -> dict[int, Place]:
    """The visible units by id, under the names they bore on the period's last day, in one query."""
    former = (UnitName.unit == Unit.id) & (UnitName.valid_to > period.last)
    rows = access.units(actor).join(UnitName, JOIN.LEFT_OUTER, on=former)
    rows = rows.select(Unit.id, Unit.parent, Unit.name, Unit.path, Unit.position, Unit.valid_from, Unit.valid_to,
                       UnitName.name)  # fmt: skip
    found = {}
    for *unit, former_name in rows.order_by(Unit.id, UnitName.valid_to.desc()).tuples():
        place = Place(*unit)
        found[place.id] = place._replace(name=former_name or place.name)
    return found
