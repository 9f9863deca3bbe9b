"""A county whose months are checked: each test breaks what it is about and asks what is found."""

import datetime

from figures import periods
from figures.checking.running import run
from tests.make import make_dispute

D = datetime.date
MARCH, FEBRUARY = periods.month(2020, 3), periods.month(2020, 2)
TODAY = D(2020, 4, 2)


def check(county, *, unit=None, period=MARCH, previous=FEBRUARY, today=TODAY, actor=None, **more):
    """Finding key → finding of a unit's month, the county's March unless told otherwise."""
    found = run(
        actor or county.actor, (unit or county.unit).id, period, today=today, previous=previous, **more
    )
    keys = [one.key for one in found]
    assert len(keys) == len(set(keys)), "each finding has a key of its own"
    return {one.key: one for one in found}


def good(county, unit=None, **values):
    """A case against which no check has anything to say, in the first township."""
    usual = {
        "committee": county.committees[0],
        "party_count": 2,
        "form": "written",
        "agreed_on": D(2020, 3, 19),
    }
    return make_dispute(unit or county.towns[0], **usual | values)


def many(county, count, **values):
    """That many such cases."""
    return [good(county, **values) for _ in range(count)]
