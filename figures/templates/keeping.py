"""Templates and what their cells mean, kept by name and year: every change is one act with its row in the audit chain."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import db
from figures.templates.meaning import Meaning
from models import Template, TemplateFill, TemplateMap, Unit, now
from office import access, audit, crypto
from office.access import Actor
from office.errors import NotVisible, Rejected, Stale
from office.saving import save
from vocab import N_, OFFICIAL

CONTENT = "template.content"  # context of the encrypted file
Cell = tuple[str, str]  # sheet and cell


@dataclass(frozen=True)
class Mapped:
    """A cell that has a meaning, with the version of its row."""

    sheet: str
    cell: str
    meaning: Meaning
    version: int = 0


# ---------------------------------------------------------------- found


def listed(actor: Actor) -> list[Template]:
    """The templates the actor may read, by name, the newest year first, each with its unit."""
    actor.must("template.read")
    return list(access.templates(actor).order_by(Template.name, Template.year.desc(), Template.id.desc()))


def get(actor: Actor, template_id: int) -> Template:
    """The template with its unit. NotVisible, NotAllowed."""
    actor.must("template.read")
    return access.get_template(actor, template_id)


def find(actor: Actor, text: str, year: int) -> Template:
    """The template with that id, or of that name and year (else of the last year before). Rejected when there is none."""
    actor.must("template.read")
    rows = access.templates(actor)
    if text.isascii() and text.isdigit() and len(text) < 10:
        found = rows.where(Template.id == int(text)).first()
    else:
        named = rows.where((Template.name == text.strip()) & (Template.year <= year))
        found = named.order_by(Template.year.desc()).first()
    if found is None:
        raise Rejected(
            "map", N_("没有名称或编号为“{text}”、{year}年可用的上级模板。"), text=text[:80], year=year
        )
    return found


def content(actor: Actor, template_id: int) -> bytes:
    """A template's file as it was sent. NotVisible, NotAllowed."""
    row = get(actor, template_id)
    kept = Template.select(Template.content).where(Template.id == row.id).tuples().first()
    return crypto.decrypt_bytes(kept[0], CONTENT)


def original(actor: Actor, template_id: int) -> tuple[Template, bytes]:
    """A template and its file, to be taken out of the house: logged."""
    with db.transaction():
        row = get(actor, template_id)
        found = content(actor, template_id)
        audit.record(actor, "template.original", "template", row.id, name=row.name, year=row.year)
    return row, found


def mapped(template_id: int) -> dict[Cell, Mapped]:
    """What the cells of a template mean; the caller has shown that it is visible."""
    rows = TemplateMap.select().where(TemplateMap.template == template_id).order_by(TemplateMap.id)
    return {(row.sheet, row.cell): Mapped(row.sheet, row.cell, Meaning.of(row), row.version) for row in rows}


def years(actor: Actor, row: Template) -> list[Template]:
    """The same template in its other years, the newest first."""
    same = (Template.name == row.name) & (Template.unit == row.unit_id) & (Template.id != row.id)
    return list(access.templates(actor).where(same).order_by(Template.year.desc()))


# ---------------------------------------------------------------- uploaded


def add(
    actor: Actor,
    typed: Mapping[str, Any],
    file_name: str,
    file: bytes,
    *,
    previous: Template | None = None,
    carried: Mapping[Cell, Meaning] | None = None,
) -> Template:
    """Keep a template for a year, with what was carried over from last year's. The caller has looked through the file.

    `typed` has name, year and note. Rejected when the name or year cannot be, or this template has that year already.
    """
    actor.must("template.write")
    name, year = _named(typed)
    unit_id = previous.unit_id if previous else _office(actor)
    _owned(actor, unit_id)
    with db.transaction():
        db.serialise("templates")
        same = (Template.unit == unit_id) & (Template.name == name) & (Template.year == year)
        if Template.select().where(same).exists():
            raise Rejected(
                "year", N_("“{name}”{year}年的模板已经有了，请核对名称和年度。"), name=name, year=year
            )
        digest = hashlib.sha256(file).hexdigest()
        row = Template.create(
            unit=unit_id, name=name, year=year, previous=previous and previous.id, file_name=file_name[-200:],
            content=crypto.encrypt_bytes(file, CONTENT), digest=digest, account=actor.account_id, actor=actor.name,
            note=str(typed.get("note") or "").strip()[:200], map_version=1 if carried else 0,
        )  # fmt: skip
        for (sheet, cell), meaning in (carried or {}).items():
            TemplateMap.create(template=row, sheet=sheet, cell=cell, **meaning.kept())
        audit.record(actor, "template.upload", "template", row.id, name=name, year=year, file=row.file_name,
                     digest=digest, carried=len(carried or {}))  # fmt: skip
    return row


def _named(typed: Mapping[str, Any]) -> tuple[str, int]:
    name = str(typed.get("name") or "").strip()
    year = typed.get("year")
    if not 0 < len(name) <= 80:
        raise Rejected("name", N_("请填写模板名称，80 字以内。"))
    if name.isdigit():
        raise Rejected("name", N_("模板名称不能只是数字，请写明是什么表。"))
    if not isinstance(year, int) or not 1950 <= year <= 9000:
        raise Rejected("year", N_("请填写年度，如 2026。"))
    return name, year


def _office(actor: Actor) -> int:
    """The office that the actor works in; of the machine the topmost unit."""
    if actor.unit_id:
        return actor.unit_id
    return min(row.id for row in access.units(actor).where(Unit.parent.is_null()))


def _owned(actor: Actor, unit_id: int) -> None:
    """NotVisible unless the template belongs to the actor's own area: what lies above is only read."""
    access.get_unit(actor, unit_id)


def remove(actor: Actor, template_id: int) -> None:
    """Delete a template that no other year continues, with its map. Rejected, NotVisible."""
    with db.transaction():
        row = _writable(actor, template_id)
        if Template.select().where(Template.previous == row.id).exists():
            raise Rejected("", N_("下一年度的模板是接着这一份的，不能删除。"))
        audit.record(
            actor, "template.remove", "template", row.id, name=row.name, year=row.year, digest=row.digest
        )
        TemplateFill.delete().where(TemplateFill.template == row.id).execute()
        TemplateMap.delete().where(TemplateMap.template == row.id).execute()
        Template.delete().where(Template.id == row.id).execute()


def _writable(actor: Actor, template_id: int) -> Template:
    actor.must("template.write")
    row = access.get_template(actor, template_id)
    _owned(actor, row.unit_id)
    return row


# ---------------------------------------------------------------- mapped


def put(actor: Actor, template_id: int, cell: Cell, meaning: Meaning, seen: int) -> None:
    """Say what a cell means; `seen` is the version of what it meant before (0: nothing). Stale, NotVisible.

    The caller has shown that the cell can take a number.
    """
    with db.transaction():
        db.serialise("templates")  # two who map one cell at once: the second is told what the first chose
        row = _writable(actor, template_id)
        own = _row(row.id, cell)
        if own is None:
            if seen:
                raise Stale(TemplateMap(version=0))
            TemplateMap.create(template=row, sheet=cell[0], cell=cell[1], **meaning.kept())
            before: dict[str, Any] = {}
        elif not seen:
            raise Stale(own)
        else:
            before = Meaning.of(own).kept()
            save(own, seen, meaning.kept())
        _changed(row)
        audit.record(actor, "template.map", "template", row.id, name=row.name, year=row.year,
                     cells=[_told(cell)], changes=audit.changes(before, meaning.kept()))  # fmt: skip


def put_many(actor: Actor, template_id: int, meanings: Mapping[Cell, Meaning]) -> int:
    """Take over confirmed proposals for cells that mean nothing yet; gives how many were. NotVisible."""
    with db.transaction():
        row = _writable(actor, template_id)
        db.serialise("templates")
        known = mapped(row.id)
        new = {cell: meaning for cell, meaning in meanings.items() if cell not in known}
        for (sheet, cell), meaning in new.items():
            TemplateMap.create(template=row, sheet=sheet, cell=cell, **meaning.kept())
        if new:
            _changed(row)
            audit.record(actor, "template.map", "template", row.id, name=row.name, year=row.year,
                         cells=[_told(cell) for cell in new])  # fmt: skip
    return len(new)


def drop(actor: Actor, template_id: int, cell: Cell) -> None:
    """Let a cell mean nothing again. NotVisible."""
    with db.transaction():
        row = _writable(actor, template_id)
        own = _row(row.id, cell)
        if own is None:
            raise NotVisible()
        own.delete_instance()
        _changed(row)
        audit.record(actor, "template.unmap", "template", row.id, name=row.name, year=row.year,
                     cells=[_told(cell)], changes=audit.changes(Meaning.of(own).kept(), dict.fromkeys(Meaning.of(own).kept())))  # fmt: skip


def _row(template_id: int, cell: Cell) -> TemplateMap | None:
    place = (
        (TemplateMap.template == template_id) & (TemplateMap.sheet == cell[0]) & (TemplateMap.cell == cell[1])
    )
    return TemplateMap.select().where(place).first()


def _told(cell: Cell) -> str:
    return f"{cell[0]}!{cell[1]}"


def _changed(row: Template) -> None:
    Template.update(map_version=Template.map_version + 1).where(Template.id == row.id).execute()


# ---------------------------------------------------------------- filled


def note_fill(
    actor: Actor,
    row: Template,
    unit_id: int,
    *,
    year: int,
    month: int | None,
    state: str,
    basis: str,
    numbers: Mapping[Cell, Decimal | int | None],
) -> None:
    """Keep what a template was filled with, in the place of what it was filled with for the same before; logged."""
    actor.must("template.read")
    same = {"template": row.id, "unit": unit_id, "year": year, "month": month or 0, "state": state}
    kept = {_told(cell): None if number is None else str(number) for cell, number in numbers.items()}
    rest = {"basis": basis, "map_version": row.map_version, "numbers": kept, "account": actor.account_id,
            "actor": actor.name, "at": now()}  # fmt: skip
    with db.transaction():
        db.serialise("templates")
        TemplateFill.delete().where(
            *(getattr(TemplateFill, key) == value for key, value in same.items())
        ).execute()
        TemplateFill.create(**same, **rest)
        audit.record(actor, "template.fill", "template", row.id, name=row.name, year=year, month=month, unit=unit_id,
                     state=state, basis=basis, revision=row.map_version, cells=len(kept))  # fmt: skip


def last_fill(template_id: int, unit_id: int, year: int, month: int | None) -> TemplateFill | None:
    """What a template was last filled with for a unit and period, official numbers before live ones."""
    rows = TemplateFill.select().where(
        (TemplateFill.template == template_id)
        & (TemplateFill.unit == unit_id)
        & (TemplateFill.year == year)
        & (TemplateFill.month == (month or 0))
    )
    found = sorted(rows, key=lambda row: (row.state == OFFICIAL, row.at))
    return found[-1] if found else None


def filled_with(fill: TemplateFill) -> dict[str, Decimal | None]:
    """ "sheet!cell" → the number that was put there."""
    return {cell: None if text is None else Decimal(text) for cell, text in fill.numbers.items()}


def key_of(cell: Cell) -> str:
    """How a fill names a cell."""
    return _told(cell)


def chosen_cells(texts: Iterable[str], known: Iterable[Cell]) -> list[Cell]:
    """The cells that a form names, as far as they are among the known ones."""
    by_text = {_told(cell): cell for cell in known}
    return [by_text[text] for text in texts if text in by_text]
