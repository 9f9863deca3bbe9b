"""Taking months through the chain in tests of tables; the checks of figures have tests of their own and are spared."""

import pytest

from figures import periods
from figures.returns import chain, spans
from office import access
from tests.figures.forms.filled import TODAY
from tests.make import make_dispute

MARCH = periods.month(2020, 3)
BOSS = access.machine()


def close(county, month, units=None):
    """Take a month of the county and its towns through the chain; of `units` alone where they are given."""
    span = spans.read(month, "12-31")
    for unit in units or (*county.towns, county.unit):
        _send(unit, span)
    return chain.lock(BOSS, county.unit.id, span)


def reopen(county, month):
    """Correct a locked month of the first town: a new revision of it and of the county."""
    span, town = spans.read(month, "12-31"), county.towns[0]
    chain.reopen(BOSS, town.id, span, "三月漏登一件纠纷，现予补录")
    _send(town, span)
    chain.lock(BOSS, town.id, span)


def _send(unit, span):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("figures.returns.chain.run", lambda *asked, **more: [])
        chain.submit(BOSS, unit.id, span, today=TODAY)
        chain.accept(BOSS, unit.id, span, today=TODAY)


def add(county, **values):
    """A case of the first town."""
    return make_dispute(county.towns[0], committee=county.committees[0], **values)
