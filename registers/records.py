"""What the office does with the records of any register: enter, change, void, find, read.

The disputes have acts of their own (registers/disputes.py); every other register lives by its description.
"""

import datetime
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import peewee

import db
from models import Record, RecordChoice, Unit, now
from office import access, audit, crypto, lists
from office.access import Actor
from office.errors import Refused, Rejected
from office.names import search_key
from office.saving import own_key, save
from registers import closed_months
from registers.description import (
    BLANKS,
    CHOICE,
    ID_NUMBER,
    LONG_TEXT,
    MANY,
    NAME,
    PHONE,
    TEXT,
    Field,
    Register,
)
from registers.rules import read_reason
from vocab import N_

SECRET = {ID_NUMBER: "id", PHONE: "phone"}
HIDDEN = [None, None]  # in an audit row: changed, but not from what to what


@dataclass
class Written:
    """A record as read: stored columns, and the several codes of its MANY fields."""

    columns: dict[str, Any]
    many: dict[str, tuple[str, ...]] = field(default_factory=dict)


def enter(
    actor: Actor,
    register: Register,
    unit_id: int | None,
    raw: Mapping[str, Any],
    *,
    today: datetime.date,
    entry_key: str | None = None,
) -> Any:
    """Log a record; the same entry sent again with its `entry_key` (a double click) gives the one already made.

    Refused, NotAllowed.
    """
    actor.must("record.write")
    written = read(actor, register, unit_id, raw, today)
    key = own_key(entry_key, actor.account_id, unit_id, dict(raw))
    with db.transaction():
        twin = _already_made(register.model, key)
        if twin:
            return twin
        _refuse_taken(register, written.columns)
        record = register.model.create(**written.columns, entry_key=key, entered_by=actor.account_id)
        write_many(register, record.id, written.many)
        audit.record(actor, "record.enter", register.key, record.id, unit=record.unit_id)
    return record


def _already_made(model: type[Record], key: str | None) -> Any:
    if key is None:
        return None
    db.serialise(f"entry {key}")  # two of the same at once: the second waits and then finds the first
    return model.get_or_none(model.entry_key == key)


def change(
    actor: Actor,
    register: Register,
    record_id: int,
    seen: int,
    unit_id: int | None,
    raw: Mapping[str, Any],
    *,
    today: datetime.date,
    reason: str = "",
) -> Any:
    """Change a record whose version is still `seen`; a number left empty stays, 无 removes it.

    Refused, NotVisible, Stale; Closed without a `reason` for what alters a locked month.
    """
    actor.must("record.write")
    with db.transaction():
        before = get(actor, register, record_id)
        if before.voided_at:
            raise Rejected("", N_("这条记录已经作废，不能再修改。"))
        raw = _with_kept_numbers(register, before, raw)
        written = read(actor, register, unit_id, raw, today, held=before.unit_id)
        _refuse_taken(register, written.columns, not_id=before.id)
        old = snapshot(register, before) | many_of(register, [before.id])[before.id]
        with closed_months.watched({register.key: [before.id]}, reason) as watch:
            record = save(before, seen, {**written.columns, "changed_at": now()})
            clear_many(register, record.id)
            write_many(register, record.id, written.many)
        changed = _told(register, audit.changes(old, snapshot(register, record) | written.many))
        audit.record(actor, "record.change", register.key, record.id, changes=changed, **watch.told())
    return record


def _refuse_taken(register: Register, columns: Mapping[str, Any], not_id: int = 0) -> None:
    """Refused when another live record of the county bears a value that only one may bear."""
    county = Unit.get_by_id(columns["unit"]).path.split("/")[1]
    faults = [
        taken(register, key)
        for key in register.unique
        if columns.get(key) and bearers(register, int(county), key, [columns[key]]).keys() - {not_id}
    ]
    if faults:
        raise Refused(faults)


def taken(register: Register, key: str) -> Rejected:
    """What is said of a value that another record bears already."""
    if key in register.taken:
        return register.taken[key]
    label = register.fields[key].label
    return Rejected(key, N_("{label}已用在另一条记录上，请核对。"), label=label)


def bearers(register: Register, county_id: int, key: str, wanted: Sequence[Any]) -> dict[int, Any]:
    """Record id → value of the county's live records that bear one of the values in a field."""
    model = register.model
    column = model._meta.fields[key]
    rows = access.records(access.machine(), model).select(model.id, column).join(Unit)
    rows = rows.where(
        Unit.path.startswith(f"/{county_id}/"), model.voided_at.is_null(), column.in_(list(wanted))
    )
    return dict(rows.tuples())


def _with_kept_numbers(register: Register, record: Any, raw: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed, with the stored numbers where none was typed: a form never shows them, so empty means unchanged."""
    empty = [(key, one) for key, one in register.fields.items() if one.kind in SECRET and not raw.get(key)]
    return {**raw, **{key: clear(register, record, one.kind) for key, one in empty}}


def void(
    actor: Actor,
    register: Register,
    record_id: int,
    seen: int,
    reason: str,
    *,
    correction: str | None = None,
) -> Any:
    """Take a record out of every count without deleting it. Rejected without a reason, NotVisible, Stale.

    What alters a locked month wants a `correction`, a reason that says something (unless told the `reason` itself):
    Closed.
    """
    actor.must("record.void")
    reason = read_reason(reason, N_("请写明作废的原因。"))
    with db.transaction():
        record = get(actor, register, record_id)
        if record.voided_at:
            raise Rejected("", N_("这条记录已经作废。"))
        why = reason if correction is None else correction
        with closed_months.watched({register.key: [record.id]}, why) as watch:
            record = save(record, seen, {"voided_at": now(), "void_reason": reason})
        audit.record(actor, "record.void", register.key, record.id, **{"reason": reason} | watch.told())
    return record


def get(actor: Actor, register: Register, record_id: int) -> Any:
    """The record, or NotVisible."""
    return access.get_record(actor, register.model, record_id)


# ---------------------------------------------------------------- reading what was typed


def read(
    actor: Actor,
    register: Register,
    unit_id: int | None,
    raw: Mapping[str, Any],
    today: datetime.date,
    *,
    held: int | None = None,
) -> Written:
    """The stored values of a record as typed; Refused lists every fault. `held` is the unit it has: it may have ended."""
    faults: list[Rejected] = []
    row: dict[str, Any] = {}
    for key, one in register.fields.items():
        try:
            row[key] = one.read(raw.get(key), codes(one.choice) if one.choice else None)
        except Rejected as fault:
            faults.append(fault)
    unit = access.units(actor).where(Unit.id == (unit_id or 0)).first()
    if unit is None:
        faults.append(Rejected("unit", N_("请选择所在的村（社区）或乡镇（街道）。")))
    elif unit.valid_to is not None and unit.id != held:
        faults.append(Rejected("unit", N_("“{name}”已撤销，请选择现有单位。"), name=unit.name))
    faults += register.rules(row | {"unit": unit.id if unit else None}, today)
    if faults:
        raise Refused(faults)
    return stored(register, row, unit.id, int(unit.path.split("/")[1]))


def codes(choice: str) -> dict[str, str]:
    """Folded code → code: what a form's select sends."""
    return {lists.fold(code): code for code in lists.labels(choice)}


def stored(register: Register, row: Mapping[str, Any], unit_id: int, county_id: int, nth: int = 0) -> Written:
    """The columns of a record from its read values: blanks filled, names findable, numbers sealed.

    `nth` counts the alike rows before it in a ledger, for a register whose entries may be alike.
    """
    columns: dict[str, Any] = {
        "unit": unit_id,
        "fingerprint": fingerprint(register, row, unit_id, county_id, nth),
    }
    many: dict[str, tuple[str, ...]] = {}
    for key, one in register.fields.items():
        value = row.get(key)
        if one.kind == MANY:
            many[key] = value or ()
        elif one.kind in SECRET:
            columns |= _sealed(register, SECRET[one.kind], value)
        elif one.kind == NAME:
            columns |= {key: value or "", "name_key": search_key(value)[:200] if value else ""}
        else:
            columns[key] = _blank(register, key) if value is None else value
    return Written({**columns, **register.derive({**row, "unit": unit_id})}, many)


def _blank(register: Register, key: str) -> Any:
    """What stands in a column for which nothing was written: null, its default, or the kind's zero."""
    column = register.model._meta.fields[key]
    if column.null:
        return None
    return BLANKS.get(register.fields[key].kind) if column.default is None else column.default


def _sealed(register: Register, column: str, value: str | None) -> dict[str, Any]:
    context = f"{register.key}.{column}"
    if not value:
        return {f"{column}_cipher": None, f"{column}_index": None}
    return {
        f"{column}_cipher": crypto.encrypt(value, context),
        f"{column}_index": crypto.blind_index(value, context),
    }


def fingerprint(
    register: Register, row: Mapping[str, Any], unit_id: int, county_id: int, nth: int = 0
) -> str:
    """What makes two records the same: the register, the place, its `same` fields, and which of several alike it is."""
    own = [str(row.get(key) or "") for key in register.same]
    more = [str(nth)] if nth else []
    text = "\x1f".join([register.key, str(county_id), str(unit_id), *own, *more])
    return hashlib.sha256(text.encode()).hexdigest()[:32]


# ---------------------------------------------------------------- several codes


def write_many(register: Register, record_id: int, many: Mapping[str, Sequence[str]]) -> None:
    """Store the codes of a record's MANY fields."""
    rows = [(register.key, record_id, key, code) for key, found in many.items() for code in found]
    db.bulk_insert(RecordChoice, ("register", "record", "field", "code"), rows)


def clear_many(register: Register, record_id: int) -> None:
    """Take the codes of a record's MANY fields away, before they are written anew."""
    mine = (RecordChoice.register == register.key) & (RecordChoice.record == record_id)
    RecordChoice.delete().where(mine).execute()


def many_of(register: Register, record_ids: Sequence[int]) -> dict[int, dict[str, tuple[str, ...]]]:
    """Record id → MANY field → its codes, in one query."""
    keys = [key for key, one in register.fields.items() if one.kind == MANY]
    found: dict[int, dict[str, tuple[str, ...]]] = {id_: dict.fromkeys(keys, ()) for id_ in record_ids}
    if keys and record_ids:
        rows = RecordChoice.select().where(
            (RecordChoice.register == register.key) & RecordChoice.record.in_(list(record_ids))
        )
        for row in rows.order_by(RecordChoice.code):
            found[row.record][row.field] += (row.code,)
    return found


# ---------------------------------------------------------------- reading a record


def snapshot(register: Register, record: Any) -> dict[str, Any]:
    """The fields of a record as an audit row compares them; numbers only by their blind index."""
    found = {"unit": record.unit_id}
    for key, one in register.fields.items():
        if one.kind in SECRET:
            found[key] = record.__data__.get(f"{SECRET[one.kind]}_index")
        elif one.kind != MANY:
            found[key] = record.__data__.get(key)
    return found


def _told(register: Register, changed: dict[str, Any]) -> dict[str, Any]:
    """That a name, number or text changed, never what it said: a text may name people."""
    personal = {key for key, one in register.fields.items() if one.kind in (*SECRET, NAME, TEXT, LONG_TEXT)}
    return {key: HIDDEN if key in personal else pair for key, pair in changed.items()}


def clear(register: Register, record: Any, kind: str) -> str | None:
    """The clear identity number (ID_NUMBER) or telephone (PHONE) of a record; whoever shows it logs it."""
    column = SECRET[kind]
    cipher = record.__data__.get(f"{column}_cipher")
    return crypto.decrypt(cipher, f"{register.key}.{column}") if cipher else None


def reveal(actor: Actor, register: Register, record_id: int, reason: str) -> dict[str, str | None]:
    """Field key → clear number of a record, for the screen; who looked and why is logged. Rejected, NotAllowed."""
    actor.must("record.reveal")
    reason = read_reason(reason, N_("请写明查看证件号码和电话的用途。"))
    record = get(actor, register, record_id)
    found = {
        key: clear(register, record, one.kind) for key, one in register.fields.items() if one.kind in SECRET
    }
    with db.transaction():
        audit.record(actor, "record.reveal", register.key, record.id, reason=reason)
    return found


def names_people(register: Register, one: Field) -> bool:
    """Whether a field names somebody, or may: names, numbers, free texts, and the side texts of a register about people."""
    if one.kind != TEXT:
        return one.kind in (NAME, LONG_TEXT, *SECRET)
    about_people = any(other.kind == NAME for other in register.fields.values())
    return about_people and one.key not in register.listed


def secret_keys(register: Register) -> list[str]:
    """The keys of the fields that hold identity and telephone numbers."""
    return [key for key, one in register.fields.items() if one.kind in SECRET]


# ---------------------------------------------------------------- finding


@dataclass(frozen=True)
class Filters:
    """What a list is confined to: unit and below, days of the date that counts, chosen codes, a word; `voided` adds the voided ones.

    `also` is a further condition, such as that of a clock or a figure.
    """

    unit_ids: frozenset[int] | None = None
    first: datetime.date | None = None
    last: datetime.date | None = None
    choices: Mapping[str, str] = field(default_factory=dict)
    word: str = ""
    voided: bool = False
    also: Any = None


def found(actor: Actor, register: Register, filters: Filters) -> peewee.ModelSelect:
    """The visible records that meet the filters, as a query without order. NotAllowed: who may not see people seeks a name."""
    model = register.model
    rows = access.records(actor, model)
    if not filters.voided:
        rows = rows.where(model.voided_at.is_null())
    if filters.unit_ids is not None:
        rows = rows.where(model.unit.in_(sorted(filters.unit_ids)))
    day = model._meta.fields[register.dated]
    if filters.first:
        rows = rows.where(day >= filters.first)
    if filters.last:
        rows = rows.where(day <= filters.last)
    for key, code in filters.choices.items():
        rows = rows.where(_chosen(register, key, code))
    if filters.also is not None:
        rows = rows.where(filters.also)
    if not filters.word.strip():
        return rows
    actor.must("record.people")
    return rows.where(_saying(register, filters.word))


def _chosen(register: Register, key: str, code: str) -> Any:
    model = register.model
    if register.fields[key].kind == MANY:
        bearing = RecordChoice.select(RecordChoice.record).where(
            (RecordChoice.register == register.key)
            & (RecordChoice.field == key)
            & (RecordChoice.code == code)
        )
        return model.id.in_(bearing)
    return model._meta.fields[key] == code


def _saying(register: Register, word: str) -> Any:
    """A name by two characters, pinyin or initials; a number exactly; any short text by what it contains."""
    model, word = register.model, word.strip()
    conditions = []
    for key, one in register.fields.items():
        if one.kind == NAME:
            conditions.append(model.name_key.contains("".join(word.split()).lower()))
        elif one.kind in SECRET:
            index = model._meta.fields[f"{SECRET[one.kind]}_index"]
            conditions.append(index == crypto.blind_index(word, f"{register.key}.{SECRET[one.kind]}"))
        elif one.kind == "text":
            conditions.append(model._meta.fields[key].contains(word))
    if not conditions:
        return peewee.SQL("1 = 0")
    both = conditions[0]
    for condition in conditions[1:]:
        both |= condition
    return both


def defaults(register: Register) -> dict[str, str]:
    """The codes that CHOICE fields hold unless another is chosen."""
    columns = register.model._meta.fields
    choices = (key for key, one in register.fields.items() if one.kind == CHOICE)
    return {key: columns[key].default for key in choices if isinstance(columns[key].default, str)}


def filterable(register: Register) -> list[str]:
    """The keys of the fields by whose codes a list can be confined."""
    return [key for key, one in register.fields.items() if one.kind in (CHOICE, MANY)]
