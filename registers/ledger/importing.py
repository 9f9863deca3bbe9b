"""Taking in a ledger as one act: read, map, check outside any lock; then make, store and audit in one transaction."""

import contextlib
import datetime
import gc
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import db
from models import ImportBatch, now
from office import audit, units
from office.access import Actor
from office.errors import Rejected
from registers.description import Register
from registers.dispute import DISPUTE
from registers.ledger import checking, founding, mapping, naming, recognising
from registers.ledger.checking import Beside, Checked, Problem
from registers.ledger.converting import Readers
from registers.ledger.entries import Body, Person, Place, Room
from registers.ledger.intakes import intake_of, stock_of
from registers.ledger.mapping import Choices, MappedSheet
from registers.ledger.outcomes import Outcome, seal, sheets_told
from registers.ledger.places import Roster
from registers.ledger.reading import Sheet, read_workbook
from vocab import N_, UnitKind

CHECKED = 70  # per cent of the work
_CITIES = ("市", "州", "盟")


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
    today: datetime.date = datetime.date.max  # of the check

    @property
    def rows(self) -> int:
        """About how many rows there are to check."""
        return sum(len(sheet.rows) for sheet in self.sheets if not sheet.left_out)


def take_in(
    actor: Actor,
    file_name: str,
    content: bytes,
    into: str,
    *,
    create: bool,
    today: datetime.date,
    register: Register | None = DISPUTE,
) -> Outcome:
    """Import a ledger file into the unit that `into` names (a name, or a path like 黄石市/大冶市), as one act.

    `register` None lets every sheet be what it is recognised as. With `create` what the ledger names and the rosters lack
    is made, `into` itself included. Rejected when the file cannot be read or holds no ledger, or there is no such unit.
    """
    actor.must("ledger.import")
    with undisturbed():
        sheets = read_workbook(file_name, content)
        ledger = understand(actor, sheets, into, Choices(), create=create, registers=offered(register))
        batch = _new_batch(actor, register.key if register else recognising.WORKBOOK, file_name, content)
        return settle(ledger, check(ledger, today), batch)


def offered(register: Register | None) -> tuple[Register, ...]:
    """The registers that a file's sheets may belong to."""
    return (register,) if register else recognising.ALL


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
    actor: Actor,
    sheets: Sequence[Sheet],
    into: str | int,
    choices: Choices,
    *,
    create: bool,
    registers: Sequence[Register] = (DISPUTE,),
) -> Ledger:
    """The sheets of a file mapped, each with its register and unit. `into`: a unit's id, name or path. Rejected, see take_in()."""
    roster = Roster(actor, create=create)
    named = [text for sheet in sheets if (text := naming.in_sheet_name(sheet.name, ""))]
    place = _destination(actor, roster, into, named)
    line = tuple(above.id for above in reversed(list(place.lines())) if above.id)
    habits = {register.key: mapping.habits_of(line, register) for register in registers}
    mapped = recognising.map_sheets(sheets, registers, habits, choices)
    if all(sheet.left_out in (mapping.EMPTY, mapping.NO_LEDGER) for sheet in mapped):
        raise _no_ledger(registers)
    ledger = Ledger(actor, place, mapped, roster, Readers(line, choices.words))
    for sheet in mapped:
        _seat(ledger, sheet, choices)
    return ledger


def _no_ledger(registers: Sequence[Register]) -> Rejected:
    if len(registers) > 1:
        return Rejected(
            "file", N_("没有认出任何一种台账的表头。请选择台账种类再导入，或下载模板对照栏目名称。")
        )
    if registers[0] is DISPUTE:
        return Rejected(
            "file",
            N_(
                "没有找到纠纷台账的表头。请确认表里有“受理日期、申请人、纠纷类型、案件来源、调解结果”等栏目。"
            ),
        )
    needed = [str(one.label) for one in registers[0].columns.values() if one.required]
    others = [str(one.label) for one in registers[0].fields.values() if not one.required]
    return Rejected("file", N_("没有找到{register}台账的表头。请确认表里有“{needed}”等栏目，或下载模板对照栏目名称。"),
                    register=registers[0].label, needed="、".join([*needed, *others][:5]))  # fmt: skip


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
        name = unit_named(ledger.roster, into, mapped)
    if not name:
        return
    try:
        ledger.units[sheet.name] = ledger.roster.below(into, name, "township")
    except Rejected as fault:
        ledger.faults[sheet.name] = fault


def unit_named(roster: Roster, into: Place, mapped: MappedSheet) -> str:
    """The name of the unit below `into` that a sheet's name (or its title) tells; "" when it tells none."""
    if mapped.sheet.unnamed:
        return "" if mapped.register is DISPUTE else _in_title(roster, into, mapped)
    name = naming.place(mapped.sheet.name)
    if name == into.name or naming.is_general(name):
        return ""
    if found := roster.known_below(into, name):
        return found.name
    found_name = naming.in_sheet_name(mapped.sheet.name, into.name)
    if found_name and _may_be(roster, into, mapped, found_name):
        return "" if found_name == into.name else found_name
    in_full = naming.in_title(mapped.header.title, name) if mapped.header else ""
    return in_full or ("" if mapped.register is DISPUTE else _in_title(roster, into, mapped))


def _may_be(roster: Roster, into: Place, mapped: MappedSheet, name: str) -> bool:
    """Whether a name in a sheet's is a unit's: of the other registers many say 法律进社区, 乡镇普法."""
    known = mapped.register is DISPUTE or naming.is_plain(name)
    return known or roster.known_below(into, name) is not None


def _in_title(roster: Roster, into: Place, mapped: MappedSheet) -> str:
    """The township with which a title begins, where no column tells each row's."""
    if mapped.header is None or "township" in mapped.fields:
        return ""
    name = naming.at_head(mapped.header.title, into.name)
    return name if name and naming.may_stand_below(naming.kind_below(name, into.kind), into.kind) else ""


def check(ledger: Ledger, today: datetime.date, progress: checking.Progress = lambda rows: None) -> Checked:
    """Check every row of an understood ledger."""
    ledger.today = today
    intakes = {sheet.register.key: intake_of(sheet.register) for sheet in ledger.sheets}
    return checking.check(
        ledger.sheets, ledger.units, ledger.faults, ledger.roster, ledger.readers, intakes, today, progress
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
    stocks = stocks_of(checked)
    for stock in stocks:
        stock.prepare()
    with db.transaction():
        db.serialise("ledger")
        planned = _needed(ledger, checked)
        created = {"units": founding.found(planned, "units")}
        batch.unit = ledger.into.id
        batch.save(force_insert=batch.id is None)
        settling = _Settling(ledger, batch.id, checked)
        for stage in founding.STAGES:
            settling.take(stock for stock in stocks if stock.register.key == stage)
            created.setdefault(stage, []).extend(founding.found(planned, stage) if stage != "units" else ())
        settling.take(stock for stock in stocks if stock.register.key not in founding.STAGES)
        outcome = _outcome(batch, checked, settling)
        remember(ledger.into.id or 0)
        _close(ledger.actor, batch, outcome, checked, created)
    return outcome


@dataclass
class _Settling:
    """The stocks going into the books, one after the other: what was stored, what is there already."""

    ledger: Ledger
    batch_id: int
    checked: Checked
    stored: list[Any] = field(default_factory=list)
    known: list[Problem] = field(default_factory=list)

    def take(self, stocks: Iterable[Any]) -> None:
        """Store what the stocks have; what cannot stand beside the books is given back."""
        county_id = self.ledger.into.county_id
        for stock in stocks:
            stored, beside = stock.settle(self.ledger.actor, self.batch_id, county_id, self.ledger.today)
            self.stored += stored
            self.known += beside.known.values()
            refuse(self.checked, stock.items, beside)


def stocks_of(checked: Checked) -> list[Any]:
    """The good rows on their way into the books, register by register in the order of the file."""
    found: dict[str, tuple[Register, list[Any]]] = {}
    for item in checked.items:
        register = item.sheet.register
        found.setdefault(register.key, (register, []))[1].append(item)
    return [stock_of(register, items) for register, items in found.values()]


def refuse(checked: Checked, items: Sequence[Any], beside: Beside) -> None:
    """Give back the rows that cannot stand beside what the books hold."""
    for index, fault in beside.refused.items():
        item = items[index]
        row = item.sheet.rows[item.index]
        checked.refuse(item.sheet, item.index, [checking.problem_of(item.sheet, item.index, row, fault)])


def _outcome(batch: ImportBatch, checked: Checked, settling: _Settling) -> Outcome:
    doubles = [*checked.duplicates, *settling.known]
    problems = sorted([*checked.problems, *doubles], key=_in_order(checked))
    counts = (checked.read, len(settling.stored), len(checked.refused), len(doubles))
    return Outcome(batch.id, *counts, problems, sheets_told(checked, settling.stored, doubles))


def _needed(ledger: Ledger, checked: Checked) -> list[Any]:
    """What is planned and a good row (or the file as a whole) needs: a refused row founds no village."""
    needed: dict[Any, None] = dict.fromkeys(ledger.into.lines())
    for spot in {item.spot for item in checked.items}:
        needed |= dict.fromkeys([*spot.unit.lines(), spot.body, spot.room])
        needed |= dict.fromkeys(spot.body.unit.lines() if spot.body else ())
    needed |= dict.fromkeys(person for item in checked.items for person in item.mediators)
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


def _new_batch(actor: Actor, register: str, file_name: str, content: bytes) -> ImportBatch:
    return ImportBatch(
        register=register,
        account=actor.account_id,
        file_name=file_name[:200],
        file_digest=hashlib.sha256(content).hexdigest(),
        state="running",
    )
