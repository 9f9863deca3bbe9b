"""The first start of an empty installation: the county's unit, its name, the first administrator."""

import hmac
import os
import secrets
from pathlib import Path
from typing import Any

import db
from models import Account, Unit
from office import access, accounts, audit, settings, units
from office.errors import Rejected
from vocab import ROOT_KINDS, Role, UnitKind

_SIGNS = "abcdefghijkmnpqrstuvwxyz23456789"  # without l and o, which are read as 1 and 0


def needed() -> bool:
    """Whether nobody can sign in yet."""
    return not Account.select().exists()


def one_time_code(data_dir: Path) -> str:
    """The code that the console shows and the first page asks for: kept in a private file until it is used."""
    path = _file(data_dir)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as file:
        code = "-".join("".join(secrets.choice(_SIGNS) for _ in range(4)) for _ in range(3))
        file.write(code)
    return code


def _file(data_dir: Path) -> Path:
    return data_dir / "setup.code"


def found(data_dir: Path, code: str, values: dict[str, Any]) -> Account:
    """Set the installation up (unit_name, county_name, username, name, password); gives the first administrator.

    Rejected when the code is wrong, something is missing, or somebody was quicker.
    """
    if not hmac.compare_digest(one_time_code(data_dir).encode(), code.strip().lower().encode()):
        raise Rejected("code", "设置码不正确。设置码显示在启动本系统的控制台窗口中。")
    actor = access.machine()
    with db.transaction():
        db.serialise("setup")
        if not needed():
            raise Rejected("code", "系统已经设置完成，请直接登录。")
        unit = _root(values["unit_name"])
        county_name = values.get("county_name", "").strip() or f"{unit.name}司法局"
        settings.put("county_name", county_name)
        account, _ = accounts.create(actor, {**values, "role": Role.ADMIN}, values["password"])
        audit.record(actor, "setup.found", "unit", unit.id, unit=unit.name, county_name=county_name)
    _file(data_dir).unlink(missing_ok=True)
    return account


def _root(name: str) -> Unit:
    """The county's unit: perhaps there already, from a ledger taken in on the command line."""
    name = name.strip()
    there = Unit.select().where(Unit.parent.is_null(), Unit.name == name).first()
    if there:
        return there
    kind = units.kind_of(name)
    return units.add(access.machine(), None, name, kind if kind in ROOT_KINDS else UnitKind.COUNTY)
