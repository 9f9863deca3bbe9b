"""A small county for the tests of places and rosters: two towns, three villages, who may act for them."""

import datetime
from types import SimpleNamespace

from office import access, committees, mediators, units
from office.access import Actor
from vocab import Role

TODAY = datetime.date(2026, 11, 20)


def lay_out():
    """城关县 with 青山镇 (东村, 西村) and 柳河镇 (北社区); each village with its committee and one mediator."""
    boss = access.machine()
    county = units.add(boss, None, "城关县")
    green = units.add(boss, county, "青山镇", code="990101")
    willow = units.add(boss, county, "柳河镇", valid_from=datetime.date(2015, 1, 1))
    made = SimpleNamespace(county=county, green=green, willow=willow)
    for name, parent, key in (("东村", green, "east"), ("西村", green, "west"), ("北社区", willow, "north")):
        unit = units.add(boss, parent, name)
        committee = committees.add(boss, {
            "unit_id": unit.id, "name": f"{name}人民调解委员会", "kind": committees.kind_of(name, unit),
        })  # fmt: skip
        mediator = mediators.add(
            boss, {"unit_id": unit.id, "committee_id": committee.id, "name": f"张{name[0]}明"}, today=TODAY
        )
        setattr(made, key, unit)
        setattr(made, f"{key}_committee", committee)
        setattr(made, f"{key}_mediator", mediator)
    made.bureau = actor_of(Role.COUNTY, county)
    made.office = actor_of(Role.TOWNSHIP, green)
    made.other_office = actor_of(Role.TOWNSHIP, willow)
    return made


def actor_of(role, unit):
    """Somebody of that role at the unit, without an account."""
    return Actor(role=role, name=f"{unit.name}的人", unit_id=unit.id, unit_path=unit.path)
