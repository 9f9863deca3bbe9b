"""The list of cases: filters, pages by key from the newest, and what stands in a row."""

import datetime
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import peewee

from models import Committee, Dispute, DisputeMediator, DisputeTag, Party, Studio, Term, Unit
from office import access, units
from office.access import Actor
from registers import disputes, parties

PAGE = 50
COUNTED = 1000  # more than these are shown as "1,000+": counting them all would cost more than the page
DATES = {"accepted": Dispute.accepted_on, "concluded": Dispute.concluded_on}


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to; an empty value narrows nothing. The period is half-open.

    `exact` is a party's number as parties.marks() writes it; `own` leaves out the units below `unit_id`.
    """

    unit_id: int | None = None
    own: bool = False
    start: datetime.date | None = None
    end: datetime.date | None = None
    basis: str = "accepted"
    type: str = ""
    type15: str = ""
    source: str = ""
    outcome: str = ""
    difficulty: str = ""
    tag: str = ""
    form: str = ""
    committee_id: int | None = None
    studio_id: int | None = None
    mediator_id: int | None = None
    batch_id: int | None = None
    number: str = ""
    word: str = ""
    exact: str = ""
    voided: bool = False


@dataclass(frozen=True)
class Row:
    """One line of the list. `applicants` and `respondents` are None for those who may not see people.

    `kind` and `body` are the type and the studio or committee in the short form that lists use.
    """

    dispute: Dispute
    place: str
    kind: str
    body: str | None
    applicants: list[str] | None
    respondents: list[str] | None
    mediators: list[str]


@dataclass(frozen=True)
class Page:
    """Rows newest first; `total` beyond COUNTED is COUNTED + 1; the keys lead to newer and older rows."""

    rows: list[Row]
    total: int
    newer: str | None
    older: str | None


def search(
    actor: Actor,
    filters: Filters,
    *,
    after: str = "",
    before: str = "",
    also: Any = None,
    size: int = PAGE,
) -> Page:
    """The visible cases that fit, older than the key `after` or newer than `before`.

    `also` is a further condition (that of a figure). Raises NotVisible for a unit outside the area and
    NotAllowed for a search by name or number by somebody who may not see people.
    """
    rows = matching(actor, filters, also)
    total = rows.select(Dispute.id).limit(COUNTED + 1).count()
    found, newer, older = _cut(rows, after, before, size)
    return Page(_rows(actor, found), total, newer, older)


def is_any(actor: Actor) -> bool:
    """Whether the actor may see any case at all."""
    return bool(access.disputes(actor).where(Dispute.voided_at.is_null()).exists())


def matching(actor: Actor, filters: Filters, also: Any = None) -> peewee.ModelSelect:
    """The visible cases that fit, unordered."""
    rows = access.disputes(actor)
    if not filters.voided:
        rows = rows.where(Dispute.voided_at.is_null())
    for condition in (*_place(actor, filters), *_period(filters), *_codes(filters), *_links(filters)):
        rows = rows.where(condition)
    if filters.word:
        actor.must("dispute.people")
        rows = rows.where(by_word(filters.word))
    if filters.exact:
        actor.must("dispute.people")
        rows = rows.where(parties.by_marks(filters.exact))
    return rows if also is None else rows.where(also)


# ---------------------------------------------------------------- conditions


def _place(actor: Actor, filters: Filters) -> list[Any]:
    unit_id = filters.unit_id or (actor.unit_id if filters.own else None)
    if unit_id is None:
        return []
    unit = access.get_unit(actor, unit_id)
    return [Dispute.unit.in_(access.own_ids(unit.path) if filters.own else access.area_ids(unit.path))]


def _period(filters: Filters) -> list[Any]:
    field = DATES[filters.basis]
    conditions = []
    if filters.start:
        conditions.append(field >= filters.start)
    if filters.end:
        conditions.append(field < filters.end)
    return conditions


def _codes(filters: Filters) -> list[Any]:
    same: Mapping[str, Any] = {
        "type": Dispute.type,
        "outcome": Dispute.outcome,
        "difficulty": Dispute.difficulty,
        "form": Dispute.form,
        "committee_id": Dispute.committee,
        "studio_id": Dispute.studio,
        "batch_id": Dispute.batch,
    }
    conditions = [field == value for key, field in same.items() if (value := getattr(filters, key))]
    if filters.type15:
        conditions.append(Dispute.type.in_(_below(filters.type15)))
    if filters.source:
        conditions.append((Dispute.source == filters.source) | Dispute.source.in_(_below(filters.source)))
    return conditions


def _below(code: str) -> peewee.ModelSelect:
    return Term.select(Term.code).where(Term.parent == code)


def _links(filters: Filters) -> list[Any]:
    conditions = []
    if filters.tag:
        conditions.append(
            Dispute.id.in_(DisputeTag.select(DisputeTag.dispute).where(DisputeTag.tag == filters.tag))
        )
    if filters.mediator_id:
        of_mediator = DisputeMediator.mediator == filters.mediator_id
        conditions.append(Dispute.id.in_(DisputeMediator.select(DisputeMediator.dispute).where(of_mediator)))
    if filters.number:
        conditions.append(Dispute.number.contains(filters.number))
    return conditions


_NUMBER = re.compile(r"\+?[\d\-]{5,}|\d{14,17}[\dXx]|[0-9A-Z]{18}")


def is_number(word: str) -> bool:
    """Whether what stands in the search box is somebody's identity or telephone number, which is found exactly."""
    return _NUMBER.fullmatch(re.sub(r"\s", "", _folded(word))) is not None


def marks(word: str) -> str:
    """What stands for that number in an address."""
    return parties.marks(_folded(word))


def by_word(word: str) -> Any:
    """The condition of the one search box: a file number, an exact identity or telephone number, or a name."""
    written = _folded(word)
    if "第" in written and "号" in written:
        return Dispute.number.contains(written)
    if is_number(written):
        return parties.by_number(written)
    return parties.by_name(written)


def _folded(word: str) -> str:
    return unicodedata.normalize("NFKC", word).strip()


# ---------------------------------------------------------------- pages and rows


def _key(dispute: Dispute) -> str:
    return f"{dispute.accepted_on:%Y%m%d}-{dispute.id}"


def _read_key(key: str) -> tuple[datetime.date, int] | None:
    day, _, id_ = key.partition("-")
    if not (re.fullmatch(r"[0-9]{8}", day) and re.fullmatch(r"[0-9]{1,18}", id_)):
        return None
    try:
        return datetime.datetime.strptime(day, "%Y%m%d").date(), int(id_)
    except ValueError:
        return None


def _cut(
    rows: peewee.ModelSelect, after: str, before: str, size: int
) -> tuple[list[Dispute], str | None, str | None]:
    """One page of `rows` with what a line shows, and the keys of its ends where more lies beyond them."""
    rows = (
        rows.select(Dispute, Unit, Term, Committee, Studio)
        .join(Unit)
        .join_from(Dispute, Term, on=Dispute.type)
        .join_from(Dispute, Committee, peewee.JOIN.LEFT_OUTER)
        .join_from(Dispute, Studio, peewee.JOIN.LEFT_OUTER)
    )
    day, id_ = Dispute.accepted_on, Dispute.id
    upwards = _read_key(before)
    if upwards:
        rows = rows.where((day > upwards[0]) | ((day == upwards[0]) & (id_ > upwards[1])))
        found = list(rows.order_by(day, id_).limit(size + 1))
        more = len(found) > size
        found = found[:size][::-1]
        return found, _key(found[0]) if more and found else None, _key(found[-1]) if found else None
    downwards = _read_key(after)
    if downwards:
        rows = rows.where((day < downwards[0]) | ((day == downwards[0]) & (id_ < downwards[1])))
    found = list(rows.order_by(day.desc(), id_.desc()).limit(size + 1))
    more = len(found) > size
    found = found[:size]
    return found, _key(found[0]) if downwards and found else None, _key(found[-1]) if more else None


def _rows(actor: Actor, found: list[Dispute]) -> list[Row]:
    ids = [dispute.id for dispute in found]
    people = parties.of(ids) if actor.may("dispute.people") else None
    helpers = disputes.mediators_of(ids)
    places = places_of([dispute.unit for dispute in found], actor.unit_path)
    return [
        Row(
            dispute,
            places[dispute.unit_id],
            dispute.type.name.removesuffix("纠纷"),
            _body(dispute),
            _names(people, dispute.id, "applicant"),
            _names(people, dispute.id, "respondent"),
            [mediator.name for mediator in helpers[dispute.id]],
        )
        for dispute in found
    ]


def _names(people: Mapping[int, list[Party]] | None, dispute_id: int, role: str) -> list[str] | None:
    return None if people is None else [one.name for one in people[dispute_id] if one.role == role]


def _body(dispute: Dispute) -> str | None:
    if dispute.studio_id:
        return dispute.studio.name
    return dispute.committee.name.replace("人民调解委员会", "调委会") if dispute.committee_id else None


def places_of(rows: list[Unit], own_path: str = "/") -> dict[int, str]:
    """Unit id → where it is, without the county and the levels of `own_path`: 丁兰街道 丁兰泰桥社区."""
    depth = max(own_path.count("/") - 1, 1)
    names = units.full_names(rows)
    return {id_: " ".join(name.split("/")[depth:]) or name.split("/")[-1] for id_, name in names.items()}
