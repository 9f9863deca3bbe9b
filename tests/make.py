"""Rows for tests: each function makes a valid one, and a test states only what it is about.

Persons are invented: phones begin with 120, identity numbers with 99.
"""

import datetime
import itertools
import random

import db
import vocab
from models import Committee, Dispute, DisputeMediator, DisputeTag, Mediator, RecordChoice, Studio, Unit
from office import access
from office.access import Actor
from registers.catalogue import REGISTERS
from registers.dispute import OVER, derived
from vocab import Outcome, Role, UnitKind

DAY = datetime.date(2020, 3, 10)
OUTCOMES = [Outcome.SUCCEEDED] * 5 + [code for code in vocab.OUTCOMES if code != Outcome.SUCCEEDED]
_serial = itertools.count(1)


def make_unit(name=None, parent=None, kind=None, **values):
    """A unit below `parent` (None: a county)."""
    unit = Unit.create(
        name=name or f"单位{next(_serial)}",
        parent=parent,
        kind=kind or (UnitKind.TOWNSHIP if parent else UnitKind.COUNTY),
        **values,
    )
    unit.path = f"{parent.path if parent else '/'}{unit.id}/"
    unit.save(only=[Unit.path])
    return unit


def make_committee(unit, kind="township", name=None, **values):
    """A mediation committee of `unit`."""
    return Committee.create(unit=unit, kind=kind, name=name or f"调委会{next(_serial)}", **values)


def make_studio(committee, name=None, **values):
    """A studio under `committee`."""
    return Studio.create(committee=committee, name=name or f"工作室{next(_serial)}", **values)


def make_mediator(unit, name=None, **values):
    """A mediator of `unit`."""
    return Mediator.create(unit=unit, name=name or f"调解员{next(_serial)}", **values)


def make_dispute(unit, *, tags=(), mediators=(), **values):
    """A case of `unit`, accepted on DAY and settled nine days later unless told otherwise; derived dates are filled.

    Writes the row itself, faster than the register's act, which has tests of its own.
    """
    row = {"type": "T02", "source": "S1", "accepted_on": DAY, "outcome": Outcome.SUCCEEDED} | values
    if "concluded_on" not in row and row["outcome"] in OVER:
        row["concluded_on"] = row["accepted_on"] + datetime.timedelta(days=9)
    row = derived(row) | row
    dispute = Dispute.create(**{"unit": unit, "fingerprint": f"{next(_serial):032}"} | row)
    for tag in tags:
        DisputeTag.create(dispute=dispute, tag=tag)
    for mediator in mediators:
        DisputeMediator.create(dispute=dispute, mediator=mediator)
    return dispute


def make_actor(role=Role.COUNTY, unit=None, **values):
    """Somebody of `role` in `unit`, without an account."""
    path = unit.path if unit else access.NOWHERE
    return Actor(role=role, name="试用", unit_id=unit.id if unit else None, unit_path=path, **values)


class County:
    """Two townships with a village each, committees of three kinds, two studios, two mediators."""

    def __init__(self):
        self.unit = make_unit("某某县")
        self.towns = [make_unit("城关镇", self.unit), make_unit("东湖乡", self.unit)]
        kind = UnitKind.VILLAGE
        self.villages = [make_unit(f"{town.name[:2]}新村", town, kind) for town in self.towns]
        self.units = [self.unit, *self.towns, *self.villages]
        self.committees = [
            make_committee(self.towns[0]),
            make_committee(self.villages[0], "village"),
            make_committee(self.towns[1], "enterprise"),
        ]
        self.studios = [make_studio(self.committees[0]), make_studio(self.committees[1])]
        self.mediators = [make_mediator(town) for town in self.towns]
        self.actor = make_actor(unit=self.unit)

    def scatter(self, count, seed=1, year=2020):
        """`count` cases of every sort, the same for the same seed."""
        lot = random.Random(seed)
        with db.transaction():
            return [self._case(lot, year) for _ in range(count)]

    def _case(self, lot, year):
        accepted = datetime.date(year - 1, 9, 1) + datetime.timedelta(days=lot.randrange(560))
        outcome = lot.choice(OUTCOMES)
        over = outcome in OVER
        concluded = accepted + datetime.timedelta(days=lot.choice([0, 5, 20, 40, 500])) if over else None
        return make_dispute(
            lot.choice(self.units),
            type=f"T{lot.randrange(1, 19):02}",
            source=lot.choice(["S1", "S2", "S31", "S32", "S33", "S34", "S35"]),
            accepted_on=accepted,
            concluded_on=concluded,
            outcome=outcome,
            committee=lot.choice([None, *self.committees]),
            studio=lot.choice([None, None, *self.studios]),
            form=lot.choice([None, "written", "oral"]) if outcome == Outcome.SUCCEEDED else None,
            difficulty=lot.choice([None, "D1", "D2", "D3", "D4"]),
            amount=lot.choice([None, 0, 12345, 99999999]),
            party_count=lot.randrange(1, 6),
            performance=lot.choice([None, "done", "doing", "none"]) if over else None,
            confirmation_result=lot.choice([None, None, "valid", "dismissed"]) if over else None,
            followed_up_on=lot.choice([None, concluded]),
            satisfaction=lot.choice([None, "yes", "fair", "no"]),
            crime_cases=(cases := lot.choice([0, 0, 0, 1, 2])),
            crime_persons=cases * lot.randrange(1, 5),
            voided_at=lot.choice([None] * 9 + [datetime.datetime(2020, 1, 1)]),
            tags=lot.sample(["G01", "G02", "G03"], lot.randrange(3)),
            mediators=lot.sample(self.mediators, lot.randrange(3)),
        )


def make_record(register, unit, *, many=None, **values):
    """A record of the register of that key, written without its act; `many` are the codes of its several-choice fields."""
    model = next(one.model for one in REGISTERS.values() if one.key == register)
    record = model.create(**{"unit": unit, "fingerprint": f"{next(_serial):032}"} | values)
    for field, codes in (many or {}).items():
        for code in codes:
            RecordChoice.create(register=register, record=record.id, field=field, code=code)
    return record
