"""Where a row belongs: the units, committees, studios and mediators its words mean, found in the rosters or planned.

The rosters of the actor's area are read once; what a ledger names and nobody knows is planned in memory
when that is allowed, and made only in the transaction that stores the cases (registers/ledger/founding.py).
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import TypeVar

from models import Committee, Mediator, Studio, Unit, UnitName
from office import access, committees
from office.access import Actor
from office.errors import Rejected
from registers.ledger import naming
from registers.ledger.entries import Body, Person, Place, Room, Spot
from vocab import N_

Entry = TypeVar("Entry", Body, Room)


class Roster:
    """The rosters of the actor's area and what is planned to be added to them."""

    def __init__(self, actor: Actor, *, create: bool) -> None:
        self.actor = actor
        self.may_units = create and actor.may("unit.write")
        self.may_bodies = create and actor.may("roster.write")
        self.create = create
        self.planned: list[Place | Body | Room | Person] = []
        self.places: dict[int, Place] = {}
        self.named: dict[str, list[Place]] = defaultdict(list)
        self.bodies: dict[str, list[Body]] = defaultdict(list)
        self.rooms: dict[str, list[Room]] = defaultdict(list)
        self.people: dict[str, list[Person]] = defaultdict(list)
        self._spots: dict[tuple[Place, str, str, str], Spot | Rejected] = {}
        self._assigned: dict[tuple[Place, Body | None, str], Person | Rejected] = {}
        self._read(actor)

    # ------------------------------------------------------------ what there is

    def _read(self, actor: Actor) -> None:
        self._read_places(actor)
        bodies = {}
        rows = access.committees(actor).select(
            Committee.id, Committee.name, Committee.kind, Committee.unit, Committee.valid_to
        )
        for id_, name, kind, unit, ended in rows.tuples():
            bodies[id_] = self._keep_body(Body(name, kind, self.places[unit], id_, ended is None))
        rows = access.studios(actor).select(
            Studio.id, Studio.name, Studio.kind, Studio.committee, Studio.valid_to
        )
        for id_, name, kind, committee, ended in rows.tuples():
            room = Room(name, kind, bodies[committee], id_, ended is None)
            self.rooms[naming.tidy(name)].append(room)
        rows = access.mediators(actor).select(
            Mediator.id, Mediator.name, Mediator.unit, Mediator.committee, Mediator.valid_to
        )
        for id_, name, unit, committee, ended in rows.tuples():
            person = Person(name, self.places[unit], bodies.get(committee), id_, ended is None)
            self.people[name].append(person)

    def _read_places(self, actor: Actor) -> None:
        rows = access.units(actor).order_by(Unit.path)  # those above come before those below
        rows = rows.select(Unit.id, Unit.name, Unit.kind, Unit.parent, Unit.path, Unit.valid_to)
        for id_, name, kind, parent, path, ended in rows.tuples():
            self.places[id_] = Place(name, kind, self.places.get(parent), id_, path, ended is None)
            self.named[name].append(self.places[id_])
        former = UnitName.select(UnitName.unit, UnitName.name)
        for unit, name in former.tuples():
            if unit in self.places:
                self.named[name].append(self.places[unit])

    def _keep_body(self, body: Body) -> Body:
        for stem in _stems(body.name, body.unit):
            self.bodies[stem].append(body)
        return body

    # ------------------------------------------------------------ units

    def plan_place(self, name: str, kind: str, above: Place | None) -> Place:
        """A unit to be made."""
        place = Place(name, kind, above)
        self.named[name].append(place)
        self.planned.append(place)
        return place

    def below(self, above: Place, text: str, field: str) -> Place:
        """The unit that `text` means in `above`: by name, former name or stem; planned where that is allowed.

        Rejected (naming `field`) when nobody knows it, or several bear it.
        """
        name = _own_name(above, text)
        if name == above.name or naming.is_general(name):
            return above
        found = self._known(above, text)
        if len(found) > 1:
            paths = "、".join(place.full_name for place in found)
            raise Rejected(
                field, N_("“{text}”不止一个：{paths}。请写明所属乡镇（街道）。"), text=text, paths=paths
            )
        if found:
            return found[0]
        kind = naming.kind_below(name, above.kind)
        if not self.may_units or not naming.may_stand_below(kind, above.kind):
            raise self._unknown_place(text, above, field)
        return self.plan_place(name, kind, above)

    def known_below(self, above: Place, text: str) -> Place | None:
        """The unit in `above` that `text` means, if there is exactly one."""
        found = self._known(above, text)
        return found[0] if len(found) == 1 else None

    def _known(self, above: Place, text: str) -> list[Place]:
        name = _own_name(above, text)
        found = self._called(above, name) or self._called(above, naming.tidy(text))
        return found or self._beginning(above, name)

    def _called(self, above: Place, name: str) -> list[Place]:
        """Those below with this name, direct ones before deeper ones, living ones before ended ones."""
        found = [place for place in self.named.get(name, ()) if place.is_under(above)]
        for choice in ([place for place in found if place.above is above], found):
            living = [place for place in choice if place.living] or choice
            if living:
                return list(dict.fromkeys(living))
        return []

    def _beginning(self, above: Place, stem: str) -> list[Place]:
        """The one directly below whose name is `stem` and an ending (城关 → 城关镇)."""
        endings = ("街道", "镇", "乡", "社区", "村", "苏木", "嘎查", "区", "县", "市", "旗")
        found = [place for ending in endings for place in self._called(above, stem + ending)]
        return found if len(found) == 1 else []

    def _unknown_place(self, text: str, above: Place, field: str) -> Rejected:
        if self.create:
            return Rejected(
                field,
                N_("{above}没有名为“{text}”的单位，新设单位请联系县司法局，或改成名册里的名称。"),
                above=above.name,
                text=text,
            )
        return Rejected(
            field,
            N_("{above}没有名为“{text}”的单位。请改成名册里的名称，或先登记该单位，或导入时选择“自动新设”。"),
            above=above.name,
            text=text,
        )

    # ------------------------------------------------------------ spots

    def spot(self, base: Place, town: str, village: str, body: str) -> Spot:
        """Where a row of the sheet that stands for `base` belongs. Rejected names township, village or body."""
        key = (base, town, village, body)
        if key not in self._spots:
            try:
                self._spots[key] = self._spot(*key)
            except Rejected as fault:
                self._spots[key] = fault
        found = self._spots[key]
        if isinstance(found, Rejected):
            raise found
        return found

    def _spot(self, base: Place, town: str, village: str, body: str) -> Spot:
        within = self.below(base, town, "township") if town else base
        unit = self.below(within, village, "village") if village else within
        if within is base and unit is not base and unit.above is not None:
            within = unit.above  # a village found deeper tells its township
        if not body:
            return Spot(within, unit, self._only_body(unit), None)
        if naming.is_studio(body):
            room = self._room(within, body)
            return Spot(within, unit, room.body, room)
        return Spot(within, unit, self._body(within, unit, body), None)

    # ------------------------------------------------------------ committees and studios

    def _only_body(self, unit: Place) -> Body | None:
        """The one living committee of a unit: a ledger that names none can only mean that."""
        found = {body for rows in self.bodies.values() for body in rows if body.unit is unit and body.living}
        return found.pop() if len(found) == 1 else None

    def _body(self, town: Place, unit: Place, text: str) -> Body:
        if naming.tidy(text).endswith("司法所"):
            return self._home(town)
        stems = _stems(text, unit) | _stems(text, town)
        found = _nearest((body for stem in stems for body in self.bodies.get(stem, ())), unit, town)
        return found or self._plan_body(naming.full_body(text), self._owner(town, stems, text))

    def owner(self, town: Place, text: str) -> Place:
        """The unit whose a committee of that name is, as far as the name tells, looking from `town`."""
        return self._owner(town, _stems(text, town), text)

    def _owner(self, town: Place, stems: set[str], text: str) -> Place:
        """Whose a new committee is: a village's that it is named after, the county's that it begins with, else the town's."""
        for stem in stems:
            if places := self._called(town, stem):
                return places[0]
        above = [place for place in town.lines() if place is not town]
        of_county = next((place for place in above if naming.tidy(text).startswith(place.name)), None)
        return of_county if of_county and not any(stem.startswith(town.name) for stem in stems) else town

    def _plan_body(self, name: str, unit: Place) -> Body:
        if not self.may_bodies:
            raise _unknown("body", name)
        kind = committees.kind_of(name, Unit(name=unit.name, kind=unit.kind))
        body = self._keep_body(Body(name, kind, unit))
        self.planned.append(body)
        return body

    def _home(self, town: Place) -> Body:
        """The township's own committee, above its studios."""
        found = _nearest(self.bodies.get(town.name, ()), town, town)
        return found or self._plan_body(f"{town.name}人民调解委员会", town)

    def _room(self, town: Place, text: str) -> Room:
        name = naming.tidy(text)
        forms = {name, *(naming.without(name, place.name) for place in town.lines())}
        found = _nearest((room for form in forms for room in self.rooms.get(form, ())), town, town)
        if found:
            return found
        if not self.may_bodies:
            raise _unknown("body", text)
        room = Room(name, committees.studio_kind_of(name), self._home(town))
        self.rooms[name].append(room)
        self.planned.append(room)
        return room

    # ------------------------------------------------------------ mediators

    def mediator(self, spot: Spot, name: str) -> Person:
        """The mediator of that name at work in a spot; planned where that is allowed. Rejected names mediators."""
        key = (spot.town, spot.body, name)
        if key not in self._assigned:
            self._assigned[key] = self._mediator(*key)
        found = self._assigned[key]
        if isinstance(found, Rejected):
            raise found
        return found

    def _mediator(self, town: Place, body: Body | None, name: str) -> Person | Rejected:
        known = [person for person in self.people.get(name, ()) if person.unit.is_under(town)]
        known += [person for person in self.people.get(name, ()) if body and person.body is body]
        of_body = [person for person in known if body and person.body is body]
        found = of_body or [person for person in known if person.body is None] or known
        if of_body or len(found) == 1:
            return self._shared(found[0], town, body)
        if not self.may_bodies:
            return _unknown("mediators", name)
        person = Person(name, town, body)
        self.people[name].append(person)
        self.planned.append(person)
        return person

    def _shared(self, person: Person, town: Place, body: Body | None) -> Person:
        """A planned person whom a second committee names works for the whole township."""
        if person.id is None and person.body is not body:
            person.body = None
        return person


def _own_name(above: Place, text: str) -> str:
    """A place's plain name without those of the units it lies in: 孝昌县花园镇东村 → 东村."""
    name = naming.place(text)
    for place in reversed(list(above.lines())):
        name = naming.without(name, place.name)
    return name


def _unknown(field: str, name: str) -> Rejected:
    text = (
        N_("名册里没有调解员“{name}”。请核对姓名，或先登记该调解员，或导入时选择“自动新设”。")
        if field == "mediators"
        else N_("名册里没有“{name}”。请改成名册里的名称，或先登记该调解组织，或导入时选择“自动新设”。")
    )
    return Rejected(field, text, name=name)


def _stems(name: str, unit: Place) -> set[str]:
    """The forms in which a committee may be named: its stem, and that without the names above it."""
    stem = naming.body_stem(name)
    stems = {stem}
    for place in reversed(list(unit.lines())):
        stem = naming.without(stem, place.name)
        stems.add(stem)
    return stems


def _nearest(found: Iterable[Entry], unit: Place, town: Place) -> Entry | None:
    """The entry of the unit itself, else of its town, else of a place in the town, else of one above it."""

    def distance(entry: Entry) -> tuple[bool, int, int]:
        place = entry.unit
        if place is unit:
            near = 0
        elif place is town:
            near = 1
        else:
            near = 2 if place.is_under(town) else 3
        return not entry.living, near, entry.id or 0

    reachable = [
        entry for entry in dict.fromkeys(found) if entry.unit.is_under(town) or town.is_under(entry.unit)
    ]
    return min(reachable, key=distance, default=None)
