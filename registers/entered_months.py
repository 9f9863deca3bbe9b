"""A unit's month of entered indicators: one sheet with all of them, filled in one act, parts checked against wholes."""

import datetime
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from peewee import fn

import db
from models import EnteredIndicator, EnteredValue, Unit, now
from office import access, audit
from office.access import Actor
from office.errors import NotVisible, Refused, Rejected, Stale
from registers import closed_months, entered, evidence, values
from registers.evidence import File
from registers.values import Unreadable
from vocab import N_, REPORTING_KINDS

EARLIEST = datetime.date(2000, 1, 1)
KEY = "entered"  # what the values are called among the registers


@dataclass(frozen=True)
class Typed:
    """What was typed for one indicator; without a new file the one already attached stays."""

    number: str = ""
    note: str = ""
    file: File | None = None


@dataclass(frozen=True)
class Line:
    """An indicator on the sheet, and what stands there (None: nothing yet). `is_part`: it adds up to the one above."""

    indicator: EnteredIndicator
    value: EnteredValue | None
    is_part: bool = False

    @property
    def key(self) -> str:
        """What its number is called in a form and in a fault."""
        return f"number_{self.indicator.id}"


@dataclass(frozen=True)
class Sheet:
    """A unit's month: the indicators that it fills in, in print order."""

    unit: Unit
    month: datetime.date
    lines: list[Line] = field(default_factory=list)

    @property
    def missing(self) -> list[Line]:
        """What is not filled in."""
        return [line for line in self.lines if line.value is None]

    @property
    def seen(self) -> str:
        """What marks the state of the sheet: another one once somebody has saved it."""
        state = [(line.value.id, line.value.version) for line in self.lines if line.value]
        return hashlib.sha256(repr(state).encode()).hexdigest()[:16]


def sheet(actor: Actor, unit_id: int, month: datetime.date) -> Sheet:
    """A unit's sheet of a month (any day in it). NotVisible."""
    unit = access.get_unit(actor, unit_id)
    month = month.replace(day=1)
    mine = [one for one in entered.listed(month) if unit.kind in REPORTING_KINDS[one.reported_by]]
    stored = _values(actor, unit, month)
    known = {one.id for one in mine}
    return Sheet(unit, month, [Line(one, stored.get(one.id), one.whole_id in known) for one in mine])


_LIGHT = [column for name, column in EnteredValue._meta.fields.items() if name != "evidence"]


def _values(actor: Actor, unit: Unit, month: datetime.date) -> dict[int, EnteredValue]:
    rows = access.records(actor, EnteredValue).select(*_LIGHT)
    rows = rows.where((EnteredValue.unit == unit) & (EnteredValue.month == month))
    return {row.indicator_id: row for row in rows.where(EnteredValue.voided_at.is_null())}


def reporting(actor: Actor, month: datetime.date) -> list[tuple[Unit, int, int]]:
    """The units of the area that fill something in: (unit, numbers filled, numbers asked for), in tree order."""
    month = month.replace(day=1)
    asked: dict[str, int] = {}
    for one in entered.listed(month):
        for kind in REPORTING_KINDS[one.reported_by]:
            asked[kind] = asked.get(kind, 0) + 1
    if not asked:
        return []
    rows = access.units(actor).where(Unit.kind.in_(list(asked)))
    rows = rows.where(Unit.valid_to.is_null() | (Unit.valid_to > month)).order_by(Unit.path)
    done = _filled(actor, month)
    return [(unit, done.get(unit.id, 0), asked[unit.kind]) for unit in rows]


def _filled(actor: Actor, month: datetime.date) -> dict[int, int]:
    rows = access.records(actor, EnteredValue).join(EnteredIndicator)
    rows = rows.where((EnteredValue.month == month) & EnteredValue.voided_at.is_null())
    rows = rows.where(EnteredIndicator.valid_to.is_null() | (EnteredIndicator.valid_to > month))
    return dict(
        rows.select(EnteredValue.unit, fn.COUNT(EnteredValue.id)).group_by(EnteredValue.unit).tuples()
    )


# ---------------------------------------------------------------- filling in


def fill(
    actor: Actor,
    unit_id: int,
    month: datetime.date,
    typed: Mapping[int, Typed],
    seen: str,
    *,
    today: datetime.date,
    reason: str = "",
) -> Sheet:
    """Store what was typed for a unit's month; what is left empty is missing (or taken back).

    Refused with every fault, among them parts that do not add up; Stale when the sheet is no longer as `seen`; Closed
    without a `reason` for another number in a locked month (a first one is a late entry).
    """
    actor.must("record.write")
    month = month.replace(day=1)
    with db.transaction():
        db.serialise(f"entered {unit_id} {month}")
        before = sheet(actor, unit_id, month)
        if before.seen != seen:
            raise Stale(before)
        numbers = _read(before, typed, today)
        with closed_months.watched({KEY: _counted(before)}, reason) as watch:
            changes = _store_all(actor, before, numbers, typed)
        if changes:
            audit.record(
                actor, "entered.fill", "entered", unit_id, month=f"{month:%Y-%m}", changes=changes,
                **watch.told(),
            )  # fmt: skip
    return sheet(actor, unit_id, month)


def _read(before: Sheet, typed: Mapping[int, Typed], today: datetime.date) -> dict[int, int | None]:
    """Indicator id → hundredths, every number and file seen to be right; Refused."""
    faults: list[Rejected] = []
    if not EARLIEST <= before.month <= today:
        faults.append(Rejected("month", N_("只能填报 2000 年以来、已经开始的月份。")))
    numbers: dict[int, int | None] = {}
    for line in before.lines:
        written = typed.get(line.indicator.id, Typed())
        try:
            numbers[line.indicator.id] = _number(line, written.number)
            _check_rest(line, written)
        except Rejected as fault:
            faults.append(fault)
    faults += unbalanced(before, numbers) if not faults else []
    if faults:
        raise Refused(faults)
    return numbers


def _number(line: Line, text: str) -> int | None:
    try:
        amount = values.hundredths(text, line.indicator.measure)
    except Unreadable as fault:
        raise Rejected(line.key, fault.text, **fault.values) from None
    if amount is not None and amount < 0 and not entered.is_share(line.indicator):
        raise Rejected(line.key, N_("不能是负数，请核对后改正。"))
    return amount


def _check_rest(line: Line, written: Typed) -> None:
    if written.file:
        evidence.check(written.file, f"file_{line.indicator.id}")
        if not written.number.strip():
            raise Rejected(line.key, N_("附了佐证材料，请填写数值。"))
    if len(written.note.strip()) > 200:
        raise Rejected(f"note_{line.indicator.id}", N_("说明最多 200 个字，请缩短。"))


def unbalanced(sheet: Sheet, numbers: Mapping[int, int | None]) -> Iterator[Rejected]:
    """For every whole whose parts do not add up to it a fault that names both numbers."""
    for line in sheet.lines:
        whole = numbers.get(line.indicator.id)
        parts = [
            numbers.get(one.indicator.id)
            for one in sheet.lines
            if one.indicator.whole_id == line.indicator.id
        ]
        if whole is None or not parts:
            continue
        total = sum(part or 0 for part in parts)
        if total > whole or (total != whole and None not in parts):
            yield Rejected(
                line.key,
                N_("“{name}”填的是 {whole}，其中各项合计是 {total}，两者应相等，请核对。"),
                name=line.indicator.name,
                whole=shown(whole),
                total=shown(total),
            )


def _counted(before: Sheet) -> list[int]:
    """The values whose counting another number can alter: those of the sheet, and those that hold again without them."""
    stocks = [line.indicator.id for line in before.lines if line.value and line.indicator.kind == "stock"]
    earlier = EnteredValue.select(EnteredValue.indicator, EnteredValue.id).where(
        EnteredValue.unit == before.unit,
        EnteredValue.indicator.in_(stocks),
        EnteredValue.month < before.month,
        EnteredValue.voided_at.is_null(),
    )
    last = dict(earlier.order_by(EnteredValue.month).tuples())
    return [*(line.value.id for line in before.lines if line.value), *last.values()]


def _store_all(
    actor: Actor, before: Sheet, numbers: Mapping[int, int | None], typed: Mapping[int, Typed]
) -> dict[str, list[Any]]:
    """Write every line; gives what changed, by the indicator's name."""
    told = {
        line.indicator.name: _store(
            actor, before, line, numbers[line.indicator.id], typed.get(line.indicator.id)
        )
        for line in before.lines
    }
    return {name: change for name, change in told.items() if change}


def _store(
    actor: Actor, sheet: Sheet, line: Line, amount: int | None, typed: Typed | None
) -> list[Any] | None:
    """Write one line's number; gives [old, new] for the audit when something changed."""
    old, typed = line.value, typed or Typed()
    if amount is None:
        return _take_back(old)
    row = {"amount": amount, "note": typed.note.strip()}
    if typed.file:
        row |= {
            "evidence_name": evidence.clean_name(typed.file.name),
            "evidence": evidence.sealed(typed.file),
        }
    if old is None:
        _create(actor, sheet, line, row)
        return [None, shown(amount)]
    if not typed.file and (old.amount, old.note) == (row["amount"], row["note"]):
        return None
    EnteredValue.update(**row, version=old.version + 1, changed_at=now()).where(
        EnteredValue.id == old.id
    ).execute()
    return [shown(old.amount), shown(amount)]


def _create(actor: Actor, sheet: Sheet, line: Line, row: dict[str, Any]) -> None:
    content = f"entered\x1f{sheet.unit.id}\x1f{line.indicator.id}\x1f{sheet.month}"
    EnteredValue.create(
        unit=sheet.unit,
        indicator=line.indicator,
        month=sheet.month,
        fingerprint=hashlib.sha256(content.encode()).hexdigest()[:32],
        entered_by=actor.account_id,
        **row,
    )


def _take_back(old: EnteredValue | None) -> list[Any] | None:
    if old is None:
        return None
    EnteredValue.update(voided_at=now(), void_reason=N_("填报时清空"), version=old.version + 1).where(
        EnteredValue.id == old.id
    ).execute()
    return [shown(old.amount), None]


def shown(amount: int) -> str:
    """Hundredths as people write the number, without idle zeros: 130400 → 1304, 9888 → 98.88."""
    return f"{(Decimal(amount) / 100).normalize():f}"


# ---------------------------------------------------------------- evidence


def open_evidence(actor: Actor, value_id: int) -> File:
    """The evidence of a value, for a download; who took it is logged. NotVisible."""
    actor.must("record.people")  # nobody knows what a scanned paper shows
    with db.transaction():
        value = access.get_record(actor, EnteredValue, value_id)
        if not value.evidence:
            raise NotVisible()
        audit.record(actor, "entered.evidence", "entered", value.unit_id, file=value.evidence_name)
    return File(value.evidence_name, evidence.opened(value.evidence))
