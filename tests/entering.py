"""Entering records of described registers for tests: as the server itself, on one day."""

import datetime

import pytest

from office import access
from office.errors import Refused
from registers import records

TODAY = datetime.date(2026, 11, 20)


def enter(register, unit, raw=None, **more):
    """The record made from what was typed."""
    return records.enter(access.machine(), register, unit.id, {**(raw or {}), **more}, today=TODAY)


def faults(register, unit, raw=None, **more):
    """Field → message of everything that is refused in what was typed."""
    with pytest.raises(Refused) as told:
        enter(register, unit, raw, **more)
    return {fault.field: str(fault) for fault in told.value.faults}
