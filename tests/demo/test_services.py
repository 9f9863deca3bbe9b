"""The registers of the demonstration: none is empty, and nothing in them breaks the rules of its register."""

import datetime

import pytest

from demo import filling
from models import RecordChoice
from office import access, crypto
from registers import coverage
from registers.catalogue import REGISTERS
from registers.description import MANY
from tests import engines

TODAY = datetime.date(2026, 11, 22)
EMPTY = {"entered"}  # figures reported by hand have no description here


@pytest.fixture(scope="module")
def county(engine, tmp_path_factory):
    """Made once for all tests of this file, none of which changes it."""
    crypto.use_key(tmp_path_factory.mktemp("keys"))
    url = engine.fresh()
    with engines.connected(url):
        yield filling.fill(TODAY, 300)
    engine.drop(url)


def row_of(register, record):
    codes = {
        key: tuple(
            code
            for (code,) in RecordChoice.select(RecordChoice.code)
            .where(
                RecordChoice.register == register.key,
                RecordChoice.record == record.id,
                RecordChoice.field == key,
            )
            .tuples()
        )
        for key, one in register.fields.items()
        if one.kind == MANY
    }
    return {key: record.__data__.get(key) for key in register.fields} | codes | {"unit": record.unit_id}


@pytest.mark.parametrize("slug", sorted(REGISTERS.keys() - EMPTY))
def test_a_register_has_records_that_keep_its_rules(county, slug):
    register = REGISTERS[slug]
    found = list(register.model.select().limit(60))
    assert found
    broken = [str(fault) for record in found for fault in register.rules(row_of(register, record), TODAY)]
    assert broken == []


def test_some_villages_lack_something(county):
    boss = access.machine()
    year = (datetime.date(2026, 1, 1), datetime.date(2026, 9, 30))
    assert 0 < len(coverage.without_adviser(boss, TODAY)) < 5
    assert 0 < len(coverage.below_quota(boss, TODAY)) < 5
    assert 0 < len(coverage.below_minimum(boss, *year)) < 20
