"""Cases as somebody would type them: a valid one by default, and a test states only what it is about."""

import datetime

from office.access import Actor
from registers import disputes
from registers.disputes import Entry
from vocab import Role

TODAY = datetime.date(2026, 11, 20)
PHONE, OTHER_PHONE = "12012345678", "12087654321"
ID_NUMBER, OTHER_ID = "990101197003071238", "990101198505052349"

RAW = {
    "accepted_on": "2026-11-05",
    "type": "T02",
    "source": "S2",
    "outcome": "succeeded",
    "concluded_on": "20261110",
    "form": "written",
    "agreed_on": "2026-11-10",
    "amount": "3.5万",
}


def party(role, name, **more):
    return {"role": role, "name": name, **more}


def parties(applicant="张建国", respondent="李秀英"):
    return [
        party("applicant", applicant, id_number=ID_NUMBER, phone=PHONE),
        party("respondent", respondent),
    ]


def entry(county, place=0, *, people=None, studio=None, mediators=(), tags=(), **raw):
    """A case of the county's committee number `place`, settled in writing."""
    committee = county.committees[place]
    return Entry(
        unit_id=county.villages[place].id,
        committee_id=committee.id,
        studio_id=studio.id if studio else None,
        raw=RAW | raw,
        parties=parties() if people is None else people,
        mediator_ids=[one.id for one in mediators],
        tag_codes=list(tags),
    )


def enter(county, actor, place=0, *, entry_key=None, other_than=None, **more):
    """Log such a case."""
    return disputes.enter(
        actor, entry(county, place, **more), today=TODAY, entry_key=entry_key, other_than=other_than
    )


def actor_of(role, unit, **more):
    """Somebody of that role at the unit, without an account."""
    return Actor(role=role, name=f"{unit.name}的人", unit_id=unit.id, unit_path=unit.path, **more)


def bureau(county):
    return actor_of(Role.COUNTY, county.unit)


def office(county, town=0):
    return actor_of(Role.TOWNSHIP, county.towns[town])


def mediator(county, place=0, studio=None):
    return actor_of(
        Role.MEDIATOR,
        county.villages[place],
        committee_id=county.committees[place].id,
        studio_id=studio.id if studio else None,
    )
