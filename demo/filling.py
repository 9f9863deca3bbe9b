"""The demonstration put into an empty installation, once."""

import datetime
from collections import Counter
from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

import db
from db import Model
from demo import administration, services
from demo.cases import ENDED, HEIR, Case, Writer
from demo.county import BUREAU, COUNTY, Builder, County
from demo.scene import Scene
from models import (
    Account,
    AuditEntry,
    Committee,
    Dispute,
    DisputeMediator,
    DisputeTag,
    Mediator,
    Party,
    Studio,
    Unit,
)
from office import access, accounts, audit, list_changes, lists, settings
from office.access import Actor
from office.errors import Rejected
from registers import numbering, parties
from vocab import ROLES, TYPE, Role

CASES = 4500
SEED = 1963
PASSWORD = "Fengqiao-1963"  # noqa: S105  of the demonstration only, and printed when it starts

# sign-in name, role, name, place
ACCOUNTS = (
    ("mediator", Role.MEDIATOR, "王秀兰", "城关街道人民调解委员会"),
    ("township", Role.TOWNSHIP, "陈志明", "城关街道"),
    ("county", Role.COUNTY, "周文静", COUNTY),
    ("leader", Role.LEADER, "林国栋", COUNTY),
    ("admin", Role.ADMIN, "何建平", ""),
    ("audit", Role.AUDITOR, "苏敏", ""),
)

_TEXTS = ("subject", "summary", "place", "agreement", "performance_terms", "note", "confirmation_court",
          "confirmation_number")  # fmt: skip
_COUNTS = tuple(
    f"{key}_{part}" for key in ("suicide", "crime", "petition", "fight") for part in ("cases", "persons")
)
_FIELDS = (
    "unit", "committee", "studio", "type", "source", "difficulty", "relation", "party_count", "occurred_on",
    "accepted_on", "mediated_from", "mediated_to", "agreed_on", "effective_on", "performed_on", "concluded_on",
    "filed_on", "followed_up_on", "extended_to", "outcome", "form", "amount", "performance", "satisfaction",
    "confirmation_applied_on", "confirmation_result", "confirmed_on", "days", "performed_counts_on",
    "applied_counts_on", "confirmed_counts_on", "fingerprint", *_TEXTS, *_COUNTS,
)  # fmt: skip
_STORED = (
    "id",
    *_FIELDS,
    "number",
    "number_year",
    "number_serial",
    "entered_by",
    "entered_at",
    "changed_at",
    "version",
)


def fill(today: datetime.date, cases: int = CASES) -> dict[str, Any]:
    """Make the demonstration county with `cases` cases up to `today`, or do nothing where it stands already.

    Gives {"created", "county", counts of units, committees, studios, mediators and disputes, "accounts"}.
    Rejected where the database already holds units or accounts of somebody else.
    """
    created = not is_filled()
    if created:
        _refuse_what_is_in_use()
        _make(access.machine(), Random(SEED), today, cases)  # noqa: S311  invented people, not secrets
    return {"created": created, "county": COUNTY, **_counts(), "accounts": signed_in_as()}


def is_filled() -> bool:
    """Whether the demonstration was made in this database."""
    return AuditEntry.select().where(AuditEntry.act == "demo.fill").exists()


def signed_in_as() -> list[dict[str, str]]:
    """Role, name, sign-in name and password of the demonstration's accounts."""
    return [
        {"role": ROLES[role], "name": name, "username": username, "password": PASSWORD}
        for username, role, name, _place in ACCOUNTS
    ]


def first_day(today: datetime.date) -> datetime.date:
    """The first of January from which the cases run: the year before, in the first half of a year the one before that."""
    return datetime.date(today.year - (2 if today.month < 7 else 1), 1, 1)


def _refuse_what_is_in_use() -> None:
    if Unit.select().exists() or Account.select().exists():
        raise Rejected(
            "demo",
            "这个数据库里已经有单位或账号，演示县只能放进空的安装，没有做任何改动。"
            "请去掉 demo 启动正式数据，或用环境变量 FENGQIAO_DATA 另指定一个空文件夹来看演示。",
        )


def _make(actor: Actor, random: Random, today: datetime.date, cases: int) -> None:
    with db.transaction():
        settings.put("county_name", BUREAU)
        county = Builder(actor, random, today).build()
        _end_a_type(actor, datetime.date(today.year, 1, 1))
        entered_by = _open_accounts(actor, county)
        written = Writer(county, random, today).write(cases, first_day(today))
        stored = _store(list(written), county, entered_by)
        scene = Scene(Random(SEED), county.population, county.root, first_day(today), today)  # noqa: S311
        kept = services.fill(scene) + administration.fill(scene)
        audit.record(actor, "demo.fill", "unit", county.root.id, name=COUNTY, disputes=stored, records=kept)


def _end_a_type(actor: Actor, day: datetime.date) -> None:
    """One of the types ended when the year began, and another stands for it."""
    words = lists.spoken(TYPE)
    ended, heir = (words[lists.fold(name)] for name in (ENDED, HEIR))
    term = list_changes.get(actor, TYPE, ended)
    values = {"name": term.name, "parent": term.parent_id, "valid_from": term.valid_from}
    list_changes.change(actor, TYPE, ended, values | {"valid_to": day, "successor": heir})


def _open_accounts(actor: Actor, county: County) -> dict[int, int]:
    """Open an account for each role; gives committee → the account that enters its cases, where there is one."""
    desks = {desk.committee.name: desk for desk in county.desks}
    units = {name: (id_, path) for id_, name, path in Unit.select(Unit.id, Unit.name, Unit.path).tuples()}
    entered_by = {}
    for username, role, name, place in ACCOUNTS:
        desk = desks.get(place)
        unit_id, path = units.get(place, (None, None))
        values = {"username": username, "name": name, "role": role, "unit_id": unit_id,
                  "committee_id": desk.committee.id if desk else None}  # fmt: skip
        account, _password = accounts.create(actor, values, PASSWORD)
        if desk:
            entered_by[desk.committee.id] = account.id
        elif role == Role.TOWNSHIP:
            below = [one.committee.id for one in county.desks if one.unit.path.startswith(path)]
            entered_by = dict.fromkeys(below, account.id) | entered_by
    return entered_by


# ---------------------------------------------------------------- rows


def _store(cases: list[Case], county: County, entered_by: dict[int, int]) -> int:
    ids = list(db.reserve_ids(Dispute, len(cases)))
    db.bulk_insert(Dispute, _STORED, _rows(cases, ids, county, entered_by))
    db.bulk_insert(
        Party,
        parties.FIELDS,
        (parties.row(id_, place, one) for id_, case in zip(ids, cases, strict=True)
         for place, one in enumerate(case.parties)),
    )  # fmt: skip
    _link(DisputeMediator, "mediator", ids, [case.mediator_ids for case in cases])
    _link(DisputeTag, "tag", ids, [case.tags for case in cases])
    return len(cases)


def _link(model: type[Model], field: str, ids: Sequence[int], linked: Sequence[Sequence[Any]]) -> None:
    pairs = [(id_, one) for id_, links in zip(ids, linked, strict=True) for one in links]
    db.bulk_insert(model, ("dispute", field), pairs)


def _rows(
    cases: list[Case], ids: list[int], county: County, entered_by: dict[int, int]
) -> Iterator[tuple[Any, ...]]:
    committees = {desk.committee.id: desk.committee for desk in county.desks}
    serials = _serials(cases)
    empty: dict[str, Any] = dict.fromkeys(_FIELDS) | dict.fromkeys(_TEXTS, "") | dict.fromkeys(_COUNTS, 0)
    for id_, case in zip(ids, cases, strict=True):
        values = empty | case.values
        committee, year = committees[values["committee"]], values["accepted_on"].year
        serial = next(serials[committee.id, year])
        entered_at = datetime.datetime.combine(values["accepted_on"], datetime.time(1 + id_ % 9, id_ % 60))
        yield (
            id_, *(values[field] for field in _FIELDS), numbering.text(committee, year, serial), year, serial,
            entered_by.get(committee.id), entered_at, entered_at, 1,
        )  # fmt: skip


def _serials(cases: list[Case]) -> dict[tuple[int, int], Iterator[int]]:
    """(committee, year) → the file numbers of its cases, taken from the office's own counters."""
    wanted = Counter((case.values["committee"], case.values["accepted_on"].year) for case in cases)
    return {desk: iter(numbering.take_many(*desk, count)) for desk, count in wanted.items()}


def _counts() -> dict[str, int]:
    tables = {
        "units": Unit,
        "committees": Committee,
        "studios": Studio,
        "mediators": Mediator,
        "disputes": Dispute,
    }
    return {name: table.select().count() for name, table in tables.items()}
