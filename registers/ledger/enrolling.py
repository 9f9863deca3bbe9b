"""Rosters taken in like ledgers: units, committees, studios and mediators, each row entered by the roster's own rule.

The pages of the rosters preview every row by entering it (registers/roster_import.py); here they go in with the rest of
a workbook, and units and committees that nobody knows are made where that is wanted.
"""

from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import db
from models import Committee, Unit
from office.access import Actor
from office.errors import NotAllowed, Rejected
from registers import rosters, values
from registers.description import CHOICE, SEQUENCE, TOWNSHIP, VILLAGE, Field, Group, Register
from registers.ledger import spots
from registers.ledger.checking import Beside, Problem, SheetCheck
from registers.ledger.converting import Codes
from registers.ledger.entries import NOWHERE, Person, Spot
from registers.ledger.mapping import MappedSheet
from registers.rosters import ROSTERS, Entering, Roster
from vocab import N_

_OF_THEIR_OWN = {"units"}  # a unit's place is its column 上级


def _as_register(roster: Roster) -> Register:
    """A roster as the ledger import sees it: the place stands in columns of its own, 单位 is one of their headings."""
    fields = tuple(one for one in roster.fields if one.key != "unit")
    placed = () if roster.key in _OF_THEIR_OWN else (TOWNSHIP, _village(roster))
    group = Group(roster.key, roster.label, fields)
    return Register(roster.key, roster.label, (group,), (SEQUENCE, *placed), slug=roster.key)


def _village(roster: Roster) -> Field:
    """The village's column, and what else a roster calls the place of its rows."""
    unit = roster.field("unit")
    known = {*TOWNSHIP.headings, *VILLAGE.headings, TOWNSHIP.label, VILLAGE.label}
    more = tuple(text for text in (unit.headings if unit else ()) if text not in known)
    return replace(VILLAGE, headings=(*VILLAGE.headings, *more))


REGISTERS = {key: _as_register(roster) for key, roster in ROSTERS.items()}


@dataclass(slots=True)
class Member:
    """A good row of a roster."""

    sheet: MappedSheet
    index: int
    values: dict[str, Any]
    spot: Spot = NOWHERE
    mediators: list[Person] = field(default_factory=list)

    @property
    def row(self) -> int:
        """The sheet's own number of the row."""
        return self.sheet.number(self.index)


class RosterIntake:
    """Rows of a roster's sheet."""

    def __init__(self, register: Register) -> None:
        self.roster = ROSTERS[register.key]

    def reading(self, field: Field, heading: str, codes: Codes) -> Callable[[Any], Any]:
        """How the cells of a column are read: the rosters know words of their own."""
        if field.kind == CHOICE:
            known = {
                **rosters.codes(field.choice),
                **(codes(field.choice) if field.choice != "unit_kind" else {}),
            }
            return lambda cell: field.read(cell, known)
        return field.read

    def item(self, sheet: SheetCheck, index: int, found: dict[str, Any], faults: list[Rejected]) -> Member:
        """The entry of a row with the unit and committee it names, planned where they are to be made."""
        town, village = found.pop("township", None) or "", found.pop("village", None) or ""
        member = Member(sheet.mapped, index, found)
        if not sheet.roster.actor.may(self.roster.permission):
            faults.append(Rejected("", str(NotAllowed())))
        if not sheet.astray and not faults:
            try:
                member.spot = self._spot(sheet, town, village, found)
            except Rejected as fault:
                faults.append(fault)
        return member

    def _spot(self, sheet: SheetCheck, town: str, village: str, found: dict[str, Any]) -> Spot:
        if self.roster.key in _OF_THEIR_OWN:
            return Spot(sheet.base, sheet.base, None, None)
        if "/" in town + village:  # 上级/名称, as the rosters' own pages take it
            *above, village = [part for part in "/".join(filter(None, (town, village))).split("/") if part]
            town = "" if above[-1] == sheet.base.name else above[-1]
        spot = spots.of(sheet, town, village)
        named = found.get("committee") or (found.get("name") if self.roster.key == "committees" else "") or ""
        if self.roster.key == "committees":
            unit = spot.unit if town or village else sheet.roster.owner(spot.unit, named)
            return Spot(spot.town, unit, None, None)
        if not named:
            return spot
        serving = sheet.roster.spot(sheet.base, town, village, named)
        if town or village or serving.body is None:
            return serving
        return replace(serving, unit=serving.body.unit)  # who names a committee alone serves where it is

    def likeness(self, member: Member) -> Hashable:
        """What makes two rows of a file the same: name and place, and a person's number."""
        found = member.values
        who = (found.get("name"), found.get("id_number"), found.get("phone"), found.get("parent"))
        return (self.roster.key, member.spot, *who)

    def clash(self, member: Member) -> None:
        """Rows that are not the same may stand side by side."""

    def repeated(self, member: Member, first: Member) -> Problem:
        """A row that says the same as one before it."""
        return _problem(member, N_("与第 {row} 行重复，没有再导入。").format(row=first.row))


def _problem(member: Member, message: str) -> Problem:
    cell = values.plain(member.values.get("name"))
    return Problem(member.sheet.sheet.name, member.row, member.sheet.heading("name"), cell[:200], message)


class RosterStock:
    """Rows of one roster on their way into the books."""

    def __init__(self, register: Register, members: Sequence[Member]) -> None:
        self.register = register
        self.items = members
        self._roster = ROSTERS[register.key]

    def prepare(self) -> None:
        """Nothing: each row is entered by itself."""

    def against(self, actor: Actor, county_id: int) -> Beside:
        """What the books say is known only when the rows are entered."""
        return Beside()

    def settle(self, actor: Actor, batch_id: int, county_id: int, today: Any) -> tuple[list[Member], Beside]:
        """Enter the rows inside the transaction; gives those that are new, and what the books said to the others."""
        run, stored, beside = Entering(replace(actor), today), [], Beside()
        self._acquaint(run)
        for index, member in enumerate(self.items):
            try:
                with db.transaction():
                    entered = self._roster.enter(run, self._row(member))
            except Rejected as fault:
                beside.refused[index] = fault
                continue
            if entered is None:
                beside.known[index] = _problem(member, N_("名册里已有，没有再导入。"))
            else:
                stored.append(member)
        return stored, beside

    def _acquaint(self, run: Entering) -> None:
        """Tell the run which units and committees the rows mean: their names alone may be unclear."""
        units = {member.spot.unit.id: member.spot.unit for member in self.items}
        rows = {unit.id: unit for unit in Unit.select().where(Unit.id.in_(_ids(units)))}
        for id_, place in units.items():
            run.found_units[place.full_name] = rows[id_]
        bodies = {member.spot.body.id for member in self.items if member.spot.body}
        committees = {one.id: one for one in Committee.select().where(Committee.id.in_(_ids(bodies)))}
        for member in self.items:
            body = member.spot.body
            if body:
                run.found_committees[body.name, member.spot.unit.id] = committees[body.id]
                run.found_committees[body.name, None] = committees[body.id]

    def _row(self, member: Member) -> dict[str, Any]:
        row = dict.fromkeys(one.key for one in self._roster.fields) | member.values
        place = member.spot.unit.full_name
        row["parent" if self._roster.key in _OF_THEIR_OWN else "unit"] = row.get("parent") or place
        if member.spot.body and self._roster.key != "committees":
            row["committee"] = member.spot.body.name
        return row


def _ids(found: Collection[int | None]) -> list[int]:
    return [id_ for id_ in found if id_]
