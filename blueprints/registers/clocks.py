"""Registers whose records have clocks: what runs for a record, and which ones have run out."""

import dataclasses
import datetime
from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _

from office.access import Actor
from office.errors import Rejected
from office.working_days import TENTATIVE
from registers import aid_deadlines
from registers.description import Register
from registers.legal_aid import LEGAL_AID
from registers.records import Filters
from vocab import N_

CLOCKS = {LEGAL_AID.key: aid_deadlines}


def dues(actor: Actor, register: Register, today: datetime.date) -> dict[str, list[int]]:
    """Kind of alert → ids of the records it is about; empty for a register without clocks."""
    clock = CLOCKS.get(register.key)
    return clock.due(actor, today) if clock else {}


def words(register: Register) -> dict[str, str]:
    """Kind of alert → how it is called."""
    clock = CLOCKS.get(register.key)
    return {part: _(text) for part, text in clock.DUES.items()} if clock else {}


def confined(
    register: Register, asked: Filters, args: Mapping[str, str], due: Mapping[str, list[int]]
) -> Filters:
    """The filters with those of the clock that an address asks for; Rejected for one that is none."""
    part = args.get("due")
    if not part:
        return asked
    if part not in due:
        raise Rejected("due", N_("没有这个选项，请从列表中重新选择。"))
    return dataclasses.replace(asked, also=CLOCKS[register.key].among(due[part]))


def running(register: Register, record: Any, today: datetime.date) -> dict[str, Any] | None:
    """The clock that runs for a record: its words, its day, and where the limit comes from."""
    clock = CLOCKS.get(register.key)
    bounds = clock.limits() if clock else None
    standing = clock.running(record, bounds, today) if clock else None
    if clock is None or bounds is None or standing is None:
        return None
    return {
        "label": _(clock.LABELS[standing.key]),
        "standing": standing,
        "source": _(clock.SOURCES[standing.key]),
        "note": _(TENTATIVE) if bounds.tentative(standing) else "",
    }
