"""How some records count in locked months, held against counting everything: no month in which one counts is left out."""

import datetime
import json

import pytest

from figures.books import sealing, tallying
from figures.differences import moments
from figures.returns.reporting import Chain
from models import Dispute, EnteredValue
from office import access
from registers.catalogue import REGISTERS
from tests import months
from tests.make import County
from tests.records import scatter_entered, scatter_records

pytestmark = pytest.mark.usefixtures("unchecked")
MONTHS = ("2020-01", "2020-02", "2020-05")


@pytest.fixture
def county(database):
    """A county with records of every register, and three locked months, one of them not of the second township."""
    made = County()
    made.scatter(60)
    later = {
        Dispute.followed_up_on: datetime.date(2020, 5, 10),
        Dispute.performed_counts_on: datetime.date(2020, 2, 11),
    }
    for column, day in later.items():
        Dispute.update({column: day}).where(Dispute.id.in_(ids_of(Dispute)[::3])).execute()
    for register in REGISTERS.values():
        scatter_records(made.units, register, count=12)
    scatter_entered(made.units[:3])
    months.close(made.unit, *MONTHS[:2])
    for unit in (made.towns[0], made.unit):
        months.approve(unit, MONTHS[2])
    months.lock(made.unit, MONTHS[2])
    return made


def ids_of(model):
    return [id_ for (id_,) in model.select(model.id).tuples()]


def everything(source, ids, but):
    """The same, counted month by month without asking where a record can count."""
    chain = Chain(access.machine())
    found = {}
    for month in MONTHS:
        span = months.span(month)
        frame = sealing.frame_of(chain, min(chain.posts), span)
        for one in tallying.tally(frame, chain.posts, {source: ids}):
            place = chain.reporter[one.unit], span
            if (place[0], month) != but:
                found.setdefault(place, {})[one.record] = one.texts()[:2]
    return found


def test_every_record_is_counted_in_every_locked_month_in_which_it_counts(county):
    open_ = (county.towns[1].id, MONTHS[2])
    sources = {one.key: one.model for one in REGISTERS.values() if one.key in tallying.sources()}
    for source, model in {"dispute": Dispute, "entered": EnteredValue, **sources}.items():
        ids = ids_of(model)
        found = moments.moment(source, ids).places
        told = {place: {id_: one.texts()[:2] for id_, one in rows.items()} for place, rows in found.items()}
        assert _without_deadlines(told) == _without_deadlines(everything(source, ids, open_)), source


def _without_deadlines(found):
    """How near a case's limit was differs from month to month; it is no table of a return."""
    return {
        place: {
            id_: (adds, {key: part for key, part in json.loads(parts).items() if key != "deadline"})
            for id_, (adds, parts) in rows.items()
        }
        for place, rows in found.items()
    }
