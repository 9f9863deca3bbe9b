"""Units, committees, studios and mediators as a ledger import holds them: stored ones with an id, planned ones without."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(eq=False)
class Place:
    """A unit; without an id it is planned."""

    name: str
    kind: str
    above: "Place | None" = None
    id: int | None = None
    path: str = ""
    living: bool = True

    def lines(self) -> Iterator["Place"]:
        """The place itself and those above it, up to the root."""
        place: Place | None = self
        while place is not None:
            yield place
            place = place.above

    def is_under(self, other: "Place") -> bool:
        """Whether it is `other` or below it."""
        return any(place is other for place in self.lines())

    @property
    def county_id(self) -> int:
        """The id of the unit at the top; for a place that is stored."""
        return int(self.path.split("/")[1])

    @property
    def full_name(self) -> str:
        """With the names above it: 江干区/丁兰街道."""
        return "/".join(place.name for place in reversed(list(self.lines())))


@dataclass(eq=False)
class Body:
    """A committee; without an id it is planned."""

    name: str
    kind: str
    unit: Place
    id: int | None = None
    living: bool = True


@dataclass(eq=False)
class Room:
    """A studio of a committee; without an id it is planned."""

    name: str
    kind: str
    body: Body
    id: int | None = None
    living: bool = True

    @property
    def unit(self) -> Place:
        """The place of its committee."""
        return self.body.unit


@dataclass(eq=False)
class Person:
    """A mediator; planned ones whom several committees of a place name belong to the place alone."""

    name: str
    unit: Place
    body: Body | None = None
    id: int | None = None
    living: bool = True


@dataclass(frozen=True)
class Spot:
    """Where a case belongs. `town` is the township (or what the sheet stands for), in which names are looked up."""

    town: Place
    unit: Place
    body: Body | None
    room: Room | None


NOWHERE = Spot(Place("", ""), Place("", ""), None, None)
