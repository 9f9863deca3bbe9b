"""The list of cases in the yearly workbook: masked names, no telephones, streamed."""

from collections.abc import Iterator
from typing import Any

from figures.records import Case, records
from figures.tables import Tables
from office import crypto
from registers import parties
from reports.streaming import COUNT, DAY, MONEY, Column
from vocab import FORMS, OFFICIAL, OUTCOMES, PARTY_ROLES, PERFORMANCES

_COLUMNS = (
    Column("序号", COUNT, 6),
    Column("卷宗号", width=24),
    Column("单位", width=18),
    Column("调解组织", width=26),
    Column("工作室", width=14),
    Column("纠纷类型", width=12),
    Column("案件来源", width=12),
    Column("受理日期", DAY, 11),
    Column("结案日期", DAY, 11),
    Column("调解结果", width=9),
    Column("协议形式", width=9),
    Column("涉及金额（元）", MONEY, 14),
    Column("履行情况", width=9),
)
_SINCE = (Column("锁定后变动", width=16),)
_PEOPLE = (Column("申请人", width=9), Column("被申请人", width=9), Column("申请人证件号码", width=20))


def columns(tables: Tables) -> tuple[Column, ...]:
    """What stands in the list: without people for who may not see them, with what came after the lock of official ones."""
    return (
        *_COLUMNS,
        *(_SINCE if tables.state == OFFICIAL else ()),
        *(_PEOPLE if tables.actor.may("dispute.people") else ()),
    )


def rows(tables: Tables) -> Iterator[tuple[Any, ...]]:
    """Every case that the base counts, numbered."""
    with_people = tables.actor.may("dispute.people")
    locked = tables.state == OFFICIAL
    listed = records(tables.actor, tables.question(), tables.base, frame=tables.frame)
    for number, case in enumerate(listed.every(), 1):
        since = (case.since.words,) if locked else ()
        yield (number, *_case(case), *since, *(_people(case) if with_people else ()))


def _case(case: Case) -> tuple[Any, ...]:
    return (
        case.number or "",
        case.unit,
        case.committee or "",
        case.studio or "",
        case.type,
        case.source,
        case.accepted_on,
        case.concluded_on,
        OUTCOMES[case.outcome],
        FORMS.get(case.form or "", ""),
        case.amount or None,
        PERFORMANCES.get(case.performance or "", ""),
    )


def _people(case: Case) -> tuple[str, str, str]:
    """The parties with their names and numbers masked; telephones never leave the house."""
    names = {
        role: "、".join(masked_name(party.name) for party in case.people if party.role == role)
        for role in PARTY_ROLES
    }
    first = next((party for party in case.people if party.role == "applicant"), None)
    number = crypto.mask(parties.id_number(first)) if first else ""
    return names["applicant"], names["respondent"], number


def masked_name(name: str) -> str:
    """A person's name as lists show it outside the house: the surname and two stars."""
    return f"{name[:1]}**" if name else ""
