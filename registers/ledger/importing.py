"""Taking in a ledger as one act: read, map, check outside any lock; then make, store and audit in one transaction."""

import contextlib
import datetime
import gc
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import db
from models import ImportBatch, now
from office import audit, crypto, units
from office.access import Actor
from office.errors import Rejected
from registers.dispute import DISPUTE
from registers.ledger import checking, founding, mapping, naming, storing
from registers.ledger.checking import Checked, Problem
from registers.ledger.converting import Readers
from registers.ledger.entries import Body, Person, Place, Room
from registers.ledger.mapping import Choices, MappedSheet
from registers.ledger.places import Roster
from registers.ledger.reading import Sheet, read_workbook
from vocab import N_, UnitKind

PROBLEMS = "import.problems"  # context of the encrypted rows given back
CHECKED = 70  # per cent of the work
_CITIES = ("市", "州", "盟")


@dataclass
class Outcome:
    """What became of a ledger."""

    batch: int
    read: int
    imported: int
    refused: int
    duplicates: int
    problems: list[Problem]

    def told(self) -> dict[str, Any]:
        """As the command line prints it."""
        return {
            "read": self.read,
            "imported": self.imported,
            "refused": self.refused,
            "duplicates": self.duplicates,
            "batch": self.batch,
            "problems": [
                {"sheet": p.sheet, "row": p.row, "column": p.column, "value": p.value, "message": p.told}
                for p in self.problems
            ],
        }

    def in_words(self) -> dict[str, Any]:
        """As the command line prints it for people: a line for each problem."""
        told = self.told()
        return told | {
            "problems": ["", *(f"\n{p.sheet} 第 {p.row} 行 {p.told}" for p in self.problems)][:101]
        }


@dataclass
class Ledger:
    """A file understood: its sheets mapped, the rosters read, what goes where decided."""

    actor: Actor
    into: Place
    sheets: list[MappedSheet]
    roster: Roster
    readers: Readers
    units: dict[str, Place] = field(default_factory=dict)
    faults: dict[str, Rejected] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """About how many rows there are to check."""
        return sum(len(sheet.rows) for sheet in self.sheets if not sheet.left_out)


def take_in(
    actor: Actor, file_name: str, content: bytes, into: str, *, create: bool, today: datetime.date
) -> Outcome:
    """Import a ledger file into the unit that `into` names (a name, or a path like 黄石市/大冶市), as one act.

    With `create` what the ledger names and the rosters lack is made, `into` itself included.
    Rejected when the file cannot be read or holds no ledger, or there is no such unit.
    """
    actor.must("ledger.import")
    with undisturbed():
        sheets = read_workbook(file_name, content)
        ledger = understand(actor, sheets, into, Choices(), create=create)
        return settle(ledger, check(ledger, today), _new_batch(actor, file_name, content))


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """Let the collector of cycles rest: it would look through every cell again and again and find nothing.

    A ledger makes no cycles; without the search an import takes a fifth less time.
    """
    working = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if working:
            gc.enable()


def understand(
    actor: Actor, sheets: Sequence[Sheet], into: str | int, choices: Choices, *, create: bool
) -> Ledger:
    """The sheets of a file mapped, each with its unit. `into`: a unit's id, name or path. Rejected, see take_in()."""
    roster = Roster(actor, create=create)
    named = [text for sheet in sheets if (text := naming.in_sheet_name(sheet.name, ""))]
    place = _destination(actor, roster, into, named)
    line = tuple(above.id for above in reversed(list(place.lines())) if above.id)
    mapped = mapping.map_sheets(sheets, mapping.habits_of(line), choices)
    if all(sheet.left_out in (mapping.EMPTY, mapping.NO_LEDGER) for sheet in mapped):
        raise Rejected(
            "file",
            N_(
                "没有找到纠纷台账的表头。请确认表里有“受理日期、申请人、纠纷类型、案件来源、调解结果”等栏目。"
            ),
        )
    ledger = Ledger(actor, place, mapped, roster, Readers(line, choices.words))
    for sheet in mapped:
        _seat(ledger, sheet, choices)
    return ledger


def _destination(actor: Actor, roster: Roster, into: str | int, below: list[str]) -> Place:
    if isinstance(into, int):
        return roster.places[into]
    text = "/".join(part for part in (naming.tidy(part) for part in into.split("/")) if part)
    try:
        return roster.places[units.find(actor, text).id]
    except Rejected as missing:
        if "paths" in missing.values or not (roster.may_units and text):
            raise
    place: Place | None = None
    for name in text.split("/"):
        place = (
            roster.below(place, name, "unit")
            if place
            else _root(roster, name, [*below, *text.split("/")[1:]])
        )
    assert place is not None
    return place


def _root(roster: Roster, name: str, below: list[str]) -> Place:
    there = [place for place in roster.named.get(name, ()) if place.above is None]
    if there:
        return there[0]
    kind = units.root_kind(name, below if name.endswith(_CITIES) else [])
    return roster.plan_place(name, kind or UnitKind.OTHER, None)


def _seat(ledger: Ledger, mapped: MappedSheet, choices: Choices) -> None:
    """Decide which unit a sheet stands for: what the user chose, else what its name or title tells, else `into`."""
    sheet, into = mapped.sheet, ledger.into
    ledger.units[sheet.name] = into
    if mapped.left_out:
        return
    name = choices.units.get(sheet.name)
    if name is None:
        name = "" if sheet.unnamed else unit_named(ledger.roster, into, mapped)
    if not name:
        return
    try:
        ledger.units[sheet.name] = ledger.roster.below(into, name, "township")
    except Rejected as fault:
        ledger.faults[sheet.name] = fault


def unit_named(roster: Roster, into: Place, mapped: MappedSheet) -> str:
    """The name of the unit below `into` that a sheet's name (or its title) tells; "" when it tells none."""
    name = naming.place(mapped.sheet.name)
    if name == into.name or naming.is_general(name):
        return ""
    if found := roster.known_below(into, name):
        return found.name
    if found_name := naming.in_sheet_name(mapped.sheet.name, into.name):
        return "" if found_name == into.name else found_name
    return naming.in_title(mapped.header.title, name) if mapped.header else ""


def check(ledger: Ledger, today: datetime.date, progress: checking.Progress = lambda rows: None) -> Checked:
    """Check every row of an understood ledger."""
    return checking.check(
        ledger.sheets, ledger.units, ledger.faults, ledger.roster, ledger.readers, today, progress
    )


# ---------------------------------------------------------------- storing


def settle(
    ledger: Ledger,
    checked: Checked,
    batch: ImportBatch,
    remember: Callable[[int], None] = lambda unit_id: None,
) -> Outcome:
    """Make what is planned, store the good rows, close the batch and audit it: one transaction, all or nothing.

    `remember` is called inside it with the id of the unit, to keep the user's mapping.
    """
    stock = storing.prepare(checked.cases)
    with db.transaction():
        db.serialise("ledger")
        created = founding.found(_needed(ledger, checked))
        batch.unit = ledger.into.id
        batch.save(force_insert=batch.id is None)
        prints = storing.fingerprints(checked.cases, ledger.into.county_id)
        there = storing.known(ledger.actor, checked.cases, prints)
        new = [print_ for i, print_ in enumerate(prints) if i not in there]
        imported = storing.store(ledger.actor, batch.id, stock.without(there), new)
        doubles = [*checked.duplicates, *there.values()]
        problems = sorted([*checked.problems, *doubles], key=_in_order(checked))
        outcome = Outcome(batch.id, checked.read, imported, len(checked.refused), len(doubles), problems)
        remember(ledger.into.id or 0)
        _close(ledger.actor, batch, outcome, checked, created)
    return outcome


def _needed(ledger: Ledger, checked: Checked) -> list[Any]:
    """What is planned and a good row (or the file as a whole) needs: a refused row founds no village."""
    needed: dict[Any, None] = dict.fromkeys(ledger.into.lines())
    for spot in {case.spot for case in checked.cases}:
        needed |= dict.fromkeys([*spot.unit.lines(), spot.body, spot.room])
        needed |= dict.fromkeys(spot.body.unit.lines() if spot.body else ())
    needed |= dict.fromkeys(person for case in checked.cases for person in case.mediators)
    return [entry for entry in ledger.roster.planned if entry in needed]


def planned_names(ledger: Ledger, checked: Checked) -> dict[str, list[str]]:
    """What would be made: names of units, committees, studios and mediators."""
    needed = _needed(ledger, checked)
    return {
        "units": [entry.full_name for entry in needed if isinstance(entry, Place)],
        "committees": [entry.name for entry in needed if isinstance(entry, Body)],
        "studios": [entry.name for entry in needed if isinstance(entry, Room)],
        "mediators": [entry.name for entry in needed if isinstance(entry, Person)],
    }


def _in_order(checked: Checked) -> Callable[[Problem], tuple[int, int]]:
    """The order of the file."""
    place = {mapped.sheet.name: i for i, mapped in enumerate(checked.sheets)}
    return lambda problem: (place[problem.sheet], problem.row)


def _close(
    actor: Actor, batch: ImportBatch, outcome: Outcome, checked: Checked, created: Mapping[str, list[str]]
) -> None:
    counts = {"read": outcome.read, "imported": outcome.imported, "refused": outcome.refused,
              "duplicates": outcome.duplicates}  # fmt: skip
    for key, value in {**counts, "created": dict(created), "problems": seal(outcome, checked)}.items():
        setattr(batch, key, value)
    batch.state, batch.progress, batch.content, batch.ended_at = "done", 100, None, now()
    batch.save()
    made = {key: len(names) for key, names in created.items()}
    audit.record(actor, "ledger.import", "import", batch.id, file=batch.file_name, digest=batch.file_digest,
                 unit=batch.unit_id, created=made, **counts)  # fmt: skip


def seal(outcome: Outcome, checked: Checked) -> bytes:
    """The problems, and the rows given back with their headings, encrypted: they are full of personal data."""
    kept = {
        "problems": [vars(problem) for problem in outcome.problems],
        "rows": [vars(row) for row in checked.refused],
        "headings": {
            mapped.sheet.name: [column.heading for column in mapped.columns]
            for mapped in checked.sheets
            if mapped.columns and not mapped.left_out
        },
        "unnamed": [mapped.sheet.name for mapped in checked.sheets if mapped.sheet.unnamed],
    }
    return crypto.encrypt_bytes(json.dumps(kept, ensure_ascii=False).encode(), PROBLEMS)


def _new_batch(actor: Actor, file_name: str, content: bytes) -> ImportBatch:
    return ImportBatch(
        register=DISPUTE.key,
        account=actor.account_id,
        file_name=file_name[:200],
        file_digest=hashlib.sha256(content).hexdigest(),
        state="running",
    )
