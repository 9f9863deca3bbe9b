"""Cases that may be the same as one being entered, looked for only among those its writer may see."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from models import Dispute, Party, Term, Unit
from office import access, crypto, lists
from office.access import Actor
from office.errors import OfficeError
from registers import parties, values
from registers.parties import ID_CONTEXT, PHONE_CONTEXT
from registers.values import Unreadable
from vocab import N_

SAME_NAMES_DAYS = 90  # the same people rarely bring two quarrels to the committee within a season
SAME_NUMBER_DAYS = 365
MOST = 5


@dataclass(frozen=True)
class Similar:
    """A case that may be the same: its row (unit and type joined), its parties, and what agrees."""

    dispute: Dispute
    parties: list[Party]
    why: str


class Doubtful(OfficeError):
    """The case may have been entered already; `found` are the Similar. Whoever enters it must say it is another."""

    def __init__(self, found: Sequence[Similar]) -> None:
        super().__init__(
            N_("可能已登记过：{numbers}。请核对；确属另一件的，勾选“仍要登记”后再保存。"),
            numbers="、".join(one.dispute.number or f"#{one.dispute.id}" for one in found),
        )
        self.found = list(found)


def similar(
    actor: Actor, people: Iterable[Mapping[str, Any]], accepted_on: datetime.date, *, not_id: int = 0
) -> list[Similar]:
    """At most five live cases, newest first: the same names on both sides within 90 days, or the same
    identity or telephone number within a year. `people` are parties as typed (role, name, id_number, phone)."""
    people = list(people)
    names = {role: _names(people, role) for role in ("applicant", "respondent")}
    numbers = _indexes(people)
    either = _same_number(numbers, accepted_on) | _same_names(names, accepted_on)
    rows = (
        access.disputes(actor)
        .select(Dispute, Unit, Term)
        .join(Unit)
        .join_from(Dispute, Term, on=Dispute.type)
        .where(either, Dispute.voided_at.is_null(), Dispute.id != not_id)
        .order_by(Dispute.accepted_on.desc(), Dispute.id.desc())
        .limit(MOST)
    )
    found = list(rows) if numbers or names["applicant"] else []
    people_of = parties.of([row.id for row in found]) if found else {}
    return [Similar(row, people_of[row.id], _why(people_of[row.id], numbers)) for row in found]


def _names(people: Iterable[Mapping[str, Any]], role: str) -> list[str]:
    typed = {lists.fold(str(one.get("name") or ""))[:50] for one in people if one.get("role") == role}
    return sorted(typed - {""})


def _indexes(people: Iterable[Mapping[str, Any]]) -> set[str]:
    """Blind indexes of the numbers typed; one that is not (yet) a number is passed over."""
    readers = (
        ("id_number", ID_CONTEXT, lambda raw: parties.read_number(raw, None)[0]),
        ("phone", PHONE_CONTEXT, values.phone),
    )
    found = set()
    for one in people:
        for key, context, read in readers:
            try:
                number = read(one.get(key))
            except Unreadable:
                continue
            if number:
                found.add(crypto.blind_index(number, context))
    return found


def _within(accepted_on: datetime.date, days: int) -> Any:
    """±days; clipped where the calendar ends."""
    span = datetime.timedelta(days=days)
    first = max(accepted_on, datetime.date.min + span) - span
    last = min(accepted_on, datetime.date.max - span) + span
    return (Dispute.accepted_on >= first) & (Dispute.accepted_on <= last)


def _same_number(numbers: set[str], accepted_on: datetime.date) -> Any:
    indexes = sorted(numbers)
    bearing = Party.select(Party.dispute).where(Party.id_index.in_(indexes) | Party.phone_index.in_(indexes))
    return Dispute.id.in_(bearing) & _within(accepted_on, SAME_NUMBER_DAYS)


def _same_names(names: Mapping[str, list[str]], accepted_on: datetime.date) -> Any:
    """Somebody of each side named in the other case, whatever the roles there."""
    both = _within(accepted_on, SAME_NAMES_DAYS)
    for side in names.values():
        if side:
            both &= Dispute.id.in_(Party.select(Party.dispute).where(Party.name.in_(side)))
    return both


def _why(people: Iterable[Party], numbers: set[str]) -> str:
    same = any(one.id_index in numbers or one.phone_index in numbers for one in people)
    return N_("证件号码或电话相同") if same else N_("当事人姓名相同，受理日期相近")
