"""The ways in: that of the disputes, with parties, bodies and mediators; that of the rosters; one for every described register."""

from collections.abc import Sequence
from typing import Any

from registers.description import Register
from registers.dispute import DISPUTE
from registers.ledger import enrolling
from registers.ledger.cases import CaseIntake
from registers.ledger.described import RecordIntake
from registers.ledger.enrolling import RosterIntake, RosterStock
from registers.ledger.record_storing import RecordStock
from registers.ledger.storing import CaseStock


def intake_of(register: Register) -> CaseIntake | RecordIntake | RosterIntake:
    """How the rows of a register's ledgers become items; a new one for each import, for it remembers the rows it saw."""
    if register.key in enrolling.REGISTERS:
        return RosterIntake(register)
    return CaseIntake() if register is DISPUTE else RecordIntake(register)


def stock_of(register: Register, items: Sequence[Any]) -> CaseStock | RecordStock | RosterStock:
    """The items of one register on their way into the books."""
    if register.key in enrolling.REGISTERS:
        return RosterStock(register, items)
    return CaseStock(items) if register is DISPUTE else RecordStock(register, items)
