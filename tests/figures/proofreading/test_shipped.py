"""What the product itself writes is never called wrong by its own checker, of whatever unit and period."""

import datetime

import pytest

from demo import filling
from figures import periods
from figures.proofreading import checker
from figures.sentences.shipped import SHIPPED
from figures.sentences.writing import write
from models import Unit
from office import access, crypto
from tests import engines

pytestmark = pytest.mark.one_engine

TODAY = datetime.date(2026, 11, 22)
PERIODS = (
    periods.year(2026),
    periods.year(2025),
    periods.half(2026, 1),
    periods.quarter(2025, 2),
    periods.month(2026, 3),
)


@pytest.fixture(scope="module")
def county(engine, tmp_path_factory):
    """A demonstration made once for all texts, none of which changes it."""
    crypto.use_key(tmp_path_factory.mktemp("keys"))
    url = engine.fresh()
    with engines.connected(url):
        yield filling.fill(TODAY, 900)
    engine.drop(url)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_paragraph_holds_against_the_records(county, name):
    actor = access.machine()
    units = [
        Unit.get(Unit.parent.is_null()),
        Unit.get(Unit.kind == "township"),
        Unit.get(Unit.kind == "village"),
    ]
    right = 0
    for unit in units:
        for period in PERIODS:
            made = write(actor, name, SHIPPED[name].text, unit.id, period, today=TODAY)
            text = "\n".join((made.text, *made.whys))
            found = checker.check(actor, text, unit.id, period.last.year, today=TODAY).as_json()["numbers"]
            wrong = [(one["text"], one["why"]) for one in found if one["mark"] == "不符"]
            assert not wrong, (unit.name, period.label, text)
            right += sum(one["mark"] == "对" for one in found)
    assert right > 0.8 * sum(len(write(actor, name, SHIPPED[name].text, unit.id, period, today=TODAY).numbers)
                             for unit in units for period in PERIODS)  # fmt: skip
