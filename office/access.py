"""Who sees what. Rows of a table are reached only through its one visible-rows query here.

Outside one's area a record does not exist: `get_*` raises NotVisible, which pages answer with 404.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import peewee

from models import (
    Account,
    Committee,
    Dispute,
    Export,
    ImportBatch,
    Mediator,
    Record,
    Return,
    Studio,
    Template,
    Unit,
)
from office.errors import NotAllowed, NotVisible
from vocab import MACHINE, PERMISSIONS, Role

NOWHERE = "-"  # the path of somebody without a unit: no unit lies below it


@dataclass(frozen=True)
class Actor:
    """Who acts: an account, or the command line of the machine (role MACHINE, which sees everything)."""

    role: str
    name: str
    account_id: int | None = None
    unit_id: int | None = None
    unit_path: str = "/"
    committee_id: int | None = None
    studio_id: int | None = None

    def may(self, permission: str) -> bool:
        """Whether the role includes `permission`; KeyError for an unknown one."""
        return self.role in PERMISSIONS[permission] or self.role == MACHINE

    def must(self, permission: str) -> None:
        """NotAllowed unless the role includes `permission`."""
        if not self.may(permission):
            raise NotAllowed()

    @cached_property
    def unit_ids(self) -> frozenset[int]:
        """Ids of the units in the actor's area: the own subtree and what was merged into it."""
        return area_ids(self.unit_path)


def machine() -> Actor:
    """The command line acting on the server itself."""
    return Actor(role=MACHINE, name="本机命令行")


def actor_of(account: Account) -> Actor:
    """The account as the one who acts; its unit must be joined."""
    return Actor(
        role=account.role,
        name=account.name,
        account_id=account.id,
        unit_id=account.unit_id,
        unit_path=account.unit.path if account.unit_id else NOWHERE,
        committee_id=account.committee_id,
        studio_id=account.studio_id,
    )


def area_ids(path: str) -> frozenset[int]:
    """Ids of all units under `path` (itself included), of their predecessors and what was below those."""
    rows = _under(path)
    inside = {id_ for id_, where, _ in rows if where.startswith(path)}
    return frozenset(inside | led_into(inside, rows))


def own_ids(path: str) -> frozenset[int]:
    """Those of area_ids() that stand in the area of no unit below: the unit, and what was merged into it from elsewhere."""
    rows = _under(path)
    inside = {id_ for id_, where, _ in rows if where.startswith(path)}
    below = {id_ for id_, where, _ in rows if where.startswith(path) and where != path}
    return frozenset((inside | led_into(inside, rows)) - below - led_into(below, rows))


def _under(path: str) -> list[tuple[int, str, int | None]]:
    """The units under `path`, and all that have ended: id, path, successor."""
    wanted = Unit.path.startswith(path) | Unit.valid_to.is_null(False)
    return list(Unit.select(Unit.id, Unit.path, Unit.successor).where(wanted).tuples())


def led_into(inside: set[int], ended: Iterable[tuple[int, str, int | None]]) -> set[int]:
    """Ids of the ended units (id, path, successor) that lead into `inside`: by a merge, or by what they lay below."""
    leading = [(id_, {successor, *map(int, where.strip("/").split("/"))}) for id_, where, successor in ended]
    found: set[int] = set()
    while joined := {id_ for id_, leads_to in leading if leads_to & (inside | found)} - inside - found:
        found |= joined
    return found


# ---------------------------------------------------------------- visible rows


def units(actor: Actor) -> peewee.ModelSelect:
    """Units of the actor's area. The administrator, who places accounts, sees them all."""
    rows = Unit.select()
    if actor.unit_path == "/" or actor.role == Role.ADMIN:
        return rows
    return rows.where(Unit.id.in_(actor.unit_ids))


def _in_area(rows: peewee.ModelSelect, field: peewee.Field, actor: Actor) -> peewee.ModelSelect:
    return rows if actor.unit_path == "/" else rows.where(field.in_(actor.unit_ids))


def disputes(actor: Actor) -> peewee.ModelSelect:
    """Disputes the actor may see: a mediator's own studio or committee; for others, the area's."""
    if not actor.may("dispute.read"):
        return Dispute.select().where(peewee.SQL("1 = 0"))
    rows = Dispute.select()
    if actor.role != Role.MEDIATOR:
        return _in_area(rows, Dispute.unit, actor)
    if actor.studio_id:
        return rows.where(Dispute.studio == actor.studio_id)
    return rows.where(Dispute.committee == actor.committee_id)


def records(actor: Actor, model: type[Record]) -> peewee.ModelSelect:
    """Records of a register in the area, for the roles that keep or read registers."""
    if not actor.may("record.read"):
        return model.select().where(peewee.SQL("1 = 0"))
    return _in_area(model.select(), model.unit, actor)


def committees(actor: Actor) -> peewee.ModelSelect:
    """Committees of the area; a mediator's own only; all for the administrator, who places accounts."""
    rows = Committee.select()
    if actor.role == Role.ADMIN:
        return rows
    rows = _in_area(rows, Committee.unit, actor)
    return rows.where(Committee.id == actor.committee_id) if actor.role == Role.MEDIATOR else rows


def studios(actor: Actor) -> peewee.ModelSelect:
    """Studios under the visible committees, each joined to its committee."""
    rows = Studio.select(Studio, Committee).join(Committee)
    if actor.role == Role.ADMIN:
        return rows
    if actor.role != Role.MEDIATOR:
        return _in_area(rows, Committee.unit, actor)
    rows = rows.where(Studio.committee == actor.committee_id)
    return rows.where(Studio.id == actor.studio_id) if actor.studio_id else rows


def mediators(actor: Actor) -> peewee.ModelSelect:
    """Mediators of the area; for a mediator the colleagues of the own committee and township roll."""
    return _in_area(Mediator.select(), Mediator.unit, actor)


def batches(actor: Actor) -> peewee.ModelSelect:
    """Ledgers taken into units of the area, each joined to its unit."""
    rows = ImportBatch.select(ImportBatch, Unit).join(Unit)
    return _in_area(rows, ImportBatch.unit, actor)


def returns(actor: Actor) -> peewee.ModelSelect:
    """Returns of units of the area, in every revision, each joined to its unit."""
    rows = Return.select(Return, Unit).join(Unit)
    return _in_area(rows, Return.unit, actor)


def exports(actor: Actor) -> peewee.ModelSelect:
    """The actor's own exports, made in the role and unit that the account still has."""
    own = Export.account == actor.account_id
    unit = Export.unit.is_null() if actor.unit_id is None else Export.unit == actor.unit_id
    return Export.select().where(own, Export.role == actor.role, unit)


def templates(actor: Actor) -> peewee.ModelSelect:
    """Templates of offices of the area and of those above it: a township fills the county's. Without their files."""
    fields = [field for field in Template._meta.sorted_fields if field is not Template.content]
    rows = Template.select(*fields, Unit).join(Unit)
    if actor.unit_path == "/":
        return rows
    above = [int(part) for part in actor.unit_path.split("/") if part.isdigit()]
    return rows.where(Template.unit.in_([*actor.unit_ids, *above]))


def accounts(actor: Actor) -> peewee.ModelSelect:
    """All accounts for the administrator; otherwise the own one."""
    rows = Account.select()
    return rows if actor.may("accounts.manage") else rows.where(Account.id == actor.account_id)


def _one(rows: peewee.ModelSelect, condition: Any) -> Any:
    row = rows.where(condition).first()
    if row is None:
        raise NotVisible()
    return row


def get_unit(actor: Actor, unit_id: int) -> Unit:
    """The unit, or NotVisible."""
    return _one(units(actor), Unit.id == unit_id)


def get_dispute(actor: Actor, dispute_id: int) -> Dispute:
    """The dispute, or NotVisible."""
    return _one(disputes(actor), Dispute.id == dispute_id)


def get_record(actor: Actor, model: type[Record], record_id: int) -> Record:
    """The record of a register, or NotVisible."""
    return _one(records(actor, model), model.id == record_id)


def get_committee(actor: Actor, committee_id: int) -> Committee:
    """The committee, or NotVisible."""
    return _one(committees(actor), Committee.id == committee_id)


def get_studio(actor: Actor, studio_id: int) -> Studio:
    """The studio with its committee, or NotVisible."""
    return _one(studios(actor), Studio.id == studio_id)


def get_mediator(actor: Actor, mediator_id: int) -> Mediator:
    """The mediator, or NotVisible."""
    return _one(mediators(actor), Mediator.id == mediator_id)


def get_batch(actor: Actor, batch_id: int) -> ImportBatch:
    """The import with its unit, or NotVisible."""
    return _one(batches(actor), ImportBatch.id == batch_id)


def get_template(actor: Actor, template_id: int) -> Template:
    """The template with its unit, without its file, or NotVisible."""
    return _one(templates(actor), Template.id == template_id)


def get_account(actor: Actor, account_id: int) -> Account:
    """The account, or NotVisible."""
    return _one(accounts(actor), Account.id == account_id)
