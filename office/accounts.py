"""Accounts: who may sign in, in which role and place. Everything here is the system administrator's work."""

import datetime
import re
from dataclasses import dataclass
from typing import Any

import peewee

import db
from models import Account, Committee, Studio, Unit, now
from office import access, audit, logins, passwords, settings, units, validity
from office.access import Actor
from office.errors import Rejected
from office.saving import save
from vocab import N_, ROLES, ROOT_KINDS, Role

_FIELDS = ("name", "role", "unit", "committee", "studio")


def placed(rows: peewee.ModelSelect) -> peewee.ModelSelect:
    """Accounts with unit, committee and studio joined."""
    return (
        rows.select_extend(Unit, Committee, Studio)
        .join(Unit, peewee.JOIN.LEFT_OUTER)
        .switch(Account)
        .join(Committee, peewee.JOIN.LEFT_OUTER, on=Account.committee)
        .switch(Account)
        .join(Studio, peewee.JOIN.LEFT_OUTER, on=Account.studio)
    )


def listed(
    actor: Actor, *, text: str = "", role: str = "", active: bool | None = None, locked: bool = False
) -> list[Account]:
    """Accounts by user name, narrowed by part of a name, role, whether they are in use, and those locked now."""
    actor.must("accounts.manage")
    rows = placed(access.accounts(actor))
    if text:
        rows = rows.where(Account.name.contains(text) | Account.username.contains(logins.fold_username(text)))
    if role:
        rows = rows.where(Account.role == role)
    if active is not None:
        rows = rows.where(Account.active == active)
    if locked:
        rows = rows.where(Account.active & (Account.locked_until > now()))
    return list(rows.order_by(Account.active.desc(), Account.username))


def get(actor: Actor, account_id: int) -> Account:
    """The account with its unit, committee and studio; NotVisible."""
    access.get_account(actor, account_id)
    return placed(Account.select().where(Account.id == account_id)).get()


def acting_as(username: str) -> Actor:
    """The account of that name as the one who acts, for the command line. Rejected when it is none in use."""
    row = placed(Account.select()).where(Account.username == username.strip(), Account.active).first()
    if row is None:
        raise Rejected("as", N_("没有名为“{name}”的在用账号，请核对 --as。"), name=username[:40])
    return access.actor_of(row)


def create(actor: Actor, values: dict[str, Any], password: str | None = None) -> tuple[Account, str]:
    """Open an account (username, name, role, unit_id, committee_id, studio_id); gives it with its password.

    Without `password` a one-time password is made, to be changed at the first sign-in. Rejected, NotAllowed.
    """
    actor.must("accounts.manage")
    first = password or passwords.one_time()
    username = _free_username(values["username"])
    place = _place(actor, values)
    if password:
        passwords.check(password, username, settings.get("password_length"))
    with db.transaction():
        account = Account.create(
            username=username,
            name=_name(values["name"]),
            role=values["role"],
            password_hash=passwords.make(first),
            must_change=password is None,
            **place,
        )
        audit.record(
            actor, "account.create", "account", account.id, username=username, role=account.role, **place
        )
    return get(actor, account.id), first


def change(actor: Actor, account_id: int, seen: int, values: dict[str, Any]) -> Account:
    """Change name, role and place of an account; its logins end when role or place change.

    Rejected, NotVisible, Stale.
    """
    actor.must("accounts.manage")
    account = access.get_account(actor, account_id)
    new = {"name": _name(values["name"]), "role": values["role"], **_place(actor, values)}
    if account.role == Role.ADMIN and new["role"] != Role.ADMIN:
        _keep_an_administrator(account)
    before = {field: account.__data__[field] for field in _FIELDS}
    with db.transaction():
        changed = save(account, seen, new)
        moved = audit.changes(before, new)
        if set(moved) - {"name"}:
            logins.end_all(account.id)
        audit.record(actor, "account.change", "account", account.id, changes=moved)
    return changed


def reset_password(actor: Actor, account_id: int) -> str:
    """Give an account a one-time password, unlock it and end its logins; the password is shown this once."""
    actor.must("accounts.manage")
    account = access.get_account(actor, account_id)
    first = passwords.one_time()
    with db.transaction():
        _keep_password(account, first, must_change=True)
        logins.end_all(account.id)
        audit.record(actor, "account.reset", "account", account.id, username=account.username)
    return first


def change_password(actor: Actor, old: str, new: str, but_login: int | None = None) -> None:
    """Change one's own password; other logins end. Rejected when `old` is wrong or `new` breaks the rules."""
    account = access.get_account(actor, actor.account_id or 0)
    if not passwords.fits(account.password_hash, old):
        raise Rejected("old", "原密码不正确，请重新输入。")
    former = [*account.former_hashes, account.password_hash]
    passwords.check(new, account.username, settings.get("password_length"), former)
    with db.transaction():
        _keep_password(account, new, must_change=False)
        logins.end_all(account.id, but=but_login)
        audit.record(actor, "account.password", "account", account.id)


def _keep_password(account: Account, password: str, must_change: bool) -> None:
    former = [*account.former_hashes, account.password_hash][-passwords.FORMER_BARRED :]
    Account.update(
        password_hash=passwords.make(password),
        former_hashes=former,
        password_set_at=now(),
        must_change=must_change,
        failures=0,
        locked_until=None,
    ).where(Account.id == account.id).execute()


def deactivate(actor: Actor, account_id: int) -> None:
    """Close an account and end its logins; what it did stays under its name.

    Rejected for oneself and for the last administrator.
    """
    account = _switched(actor, account_id)
    if account.id == actor.account_id:
        raise Rejected("account", "不能停用自己正在使用的账号，请由另一位系统管理员办理。")
    if account.role == Role.ADMIN:
        _keep_an_administrator(account)
    with db.transaction():
        Account.update(active=False).where(Account.id == account.id).execute()
        logins.end_all(account.id)
        audit.record(actor, "account.deactivate", "account", account.id, username=account.username)


def activate(actor: Actor, account_id: int) -> None:
    """Open a closed account again."""
    account = _switched(actor, account_id)
    with db.transaction():
        Account.update(active=True, failures=0, locked_until=None).where(Account.id == account.id).execute()
        audit.record(actor, "account.activate", "account", account.id, username=account.username)


def _switched(actor: Actor, account_id: int) -> Account:
    actor.must("accounts.manage")
    return access.get_account(actor, account_id)


def _keep_an_administrator(leaving: Account) -> None:
    others = Account.select().where(
        (Account.role == Role.ADMIN) & Account.active & (Account.id != leaving.id)
    )
    if not others.exists():
        raise Rejected("role", "这是最后一个系统管理员账号，请先另设一个系统管理员。")


# ---------------------------------------------------------------- what an account must be like


@dataclass(frozen=True)
class Places:
    """Where accounts can stand: id → name with the units above it, in the order of the tree."""

    units: dict[int, str]
    committees: dict[int, str]
    studios: dict[int, str]


def places(actor: Actor, today: datetime.date) -> Places:
    """The living units, committees and studios among which the administrator chooses."""
    rows = list(access.units(actor).where(validity.not_ended(Unit, today)).order_by(Unit.path))
    names = units.full_names(rows)
    committees = access.committees(actor).where(validity.not_ended(Committee, today))
    studios = access.studios(actor).where(validity.not_ended(Studio, today))
    return Places(
        units=names,
        committees={
            row.id: f"{names[row.unit_id]} {row.name}"
            for row in sorted(committees, key=lambda row: (names.get(row.unit_id, ""), row.id))
            if row.unit_id in names
        },
        studios={row.id: f"{row.name}（{row.committee.name}）" for row in studios.order_by(Studio.name)},
    )


def _free_username(text: str) -> str:
    username = logins.fold_username(text)
    if not re.fullmatch(r"[\w.@-]{2,40}", username):
        raise Rejected("username", "用户名要 2 到 40 个字，可用汉字、字母、数字和 . _ - @，中间不留空格。")
    if Account.select().where(Account.username == username).exists():
        raise Rejected("username", "用户名“{username}”已被使用，请换一个。", username=username)
    return username


def _name(text: str) -> str:
    name = text.strip()
    if not name or len(name) > 50:
        raise Rejected("name", "请填写姓名，最多 50 个字。")
    return name


def _place(actor: Actor, values: dict[str, Any]) -> dict[str, int | None]:
    """Unit, committee and studio as the role demands them; what does not belong to the role is left out."""
    role = values["role"]
    if role not in ROLES:
        raise Rejected("role", "请选择岗位。")
    place: dict[str, int | None] = {"unit": None, "committee": None, "studio": None}
    if role in (Role.ADMIN, Role.AUDITOR):
        return place
    if role == Role.MEDIATOR:
        return place | _mediators_place(actor, values)
    if not values.get("unit_id"):
        raise Rejected("unit_id", "请选择所属单位。")
    unit = access.get_unit(actor, values["unit_id"])
    if role == Role.COUNTY and unit.kind not in ROOT_KINDS:
        raise Rejected(
            "unit_id", "县司法局的账号要属于县（市、区）一级的单位，不能属于“{name}”。", name=unit.name
        )
    if role == Role.TOWNSHIP and unit.kind in ROOT_KINDS:
        raise Rejected("unit_id", "司法所的账号要属于乡镇或街道，不能属于“{name}”。", name=unit.name)
    return place | {"unit": unit.id}


def _mediators_place(actor: Actor, values: dict[str, Any]) -> dict[str, int | None]:
    """A mediator stands where the committee stands; a studio must be one of that committee's."""
    if not values.get("committee_id"):
        raise Rejected("committee_id", "请选择所属调解委员会。")
    committee = access.get_committee(actor, values["committee_id"])
    place: dict[str, int | None] = {"unit": committee.unit_id, "committee": committee.id}
    if not values.get("studio_id"):
        return place
    studio = access.get_studio(actor, values["studio_id"])
    if studio.committee_id != committee.id:
        raise Rejected("studio_id", "“{name}”不属于所选的调解委员会，请重新选择。", name=studio.name)
    return place | {"studio": studio.id}
