"""A county whose towns have so many cases, some settled and some not: what a ranking is made of."""

import datetime
from types import SimpleNamespace

from office import access
from tests.figures.forms.closing import close
from tests.make import make_dispute, make_unit
from vocab import Outcome, UnitKind

TODAY = datetime.date(2026, 11, 20)
DAY = datetime.date(2026, 3, 10)


def county_of(*towns, year=2026):
    """A county with a town for each (name, settled, failed), in the order of the tree, and the towns by name."""
    county = make_unit("青山县")
    made = {}
    for name, settled, failed in towns:
        made[name] = make_unit(name, county, position=len(made))
        cases(made[name], settled, failed, year=year)
    return county, made


def close_month(county, month, *units):
    """Take a month of some towns through the chain and lock it for the county."""
    close(SimpleNamespace(unit=county), month, (*units, county))


def cases(unit, settled, failed=0, *, year=2026, days=9, **values):
    """So many cases accepted in March of a year, each `days` long."""
    day = DAY.replace(year=year)
    for n in range(settled + failed):
        make_dispute(
            unit,
            accepted_on=day,
            concluded_on=day + datetime.timedelta(days=days),
            outcome=Outcome.SUCCEEDED if n < settled else Outcome.FAILED,
            **values,
        )


def village_of(town, name):
    """A village of a town."""
    return make_unit(name, town, UnitKind.VILLAGE)


def boss():
    """Who sees everything."""
    return access.machine()
