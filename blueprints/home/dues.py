"""待办: what waits in the reader's area, for the desks."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from blueprints.home.desk import Year
from blueprints.home.wording import waiting
from registers import aid_deadlines, dispute_dues
from registers.dispute_dues import CONFIRM, DUES, OVERDUE, PERFORM, SOON, VISIT
from registers.legal_aid import LEGAL_AID
from vocab import OWN_ONLY

TONES = {OVERDUE: "red", SOON: "amber", CONFIRM: "amber", PERFORM: "blue", VISIT: "grey"}
Counts = Mapping[str, Counter[int]]


@dataclass(frozen=True)
class Task:
    """A line of a list of things to do."""

    words: str
    tone: str
    title: str
    href: str
    wait: str
    note: str = ""


@dataclass(frozen=True)
class Sum:
    """How much of one kind waits, with its list."""

    words: str
    count: int
    href: str
    tone: str


def tasks(year: Year, most: int) -> list[Task]:
    """The cases that wait, the most urgent first."""
    return [_task(due) for due in dispute_dues.urgent(year.actor, year.today, most)]


def _task(due: dispute_dues.Due) -> Task:
    case = due.case
    title = case.number or _("未编号，%(day)s 受理", day=case.accepted_on)
    return Task(
        _(DUES[due.kind]),
        TONES[due.kind],
        title,
        url_for("disputes.show", dispute_id=case.id),
        waiting(due),
        "、".join(due.people),
    )


def sums(year: Year, found: Counts) -> list[Sum]:
    """How many cases wait for each thing, those of legal aid behind them; what nothing waits for is left out."""
    shown = [
        Sum(_(words), sum(found[kind].values()), cases_list(kind), TONES[kind])
        for kind, words in DUES.items()
    ]
    return [one for one in (*shown, *_aid(year)) if one.count]


def _aid(year: Year) -> list[Sum]:
    if not year.actor.may("record.write"):
        return []
    return [
        Sum(
            _("法律援助%(due)s", due=_(aid_deadlines.DUES[kind])),
            len(ids),
            url_for("registers.index", register=LEGAL_AID, due=kind),
            "red" if kind == aid_deadlines.OVERDUE else "amber",
        )
        for kind, ids in aid_deadlines.due(year.actor, year.today).items()
    ]


def cases_list(kind: str, unit: int | None = None) -> str:
    """The list of the cases that wait for something."""
    return url_for("disputes.index", due=kind, unit=unit)


def part_list(year: Year, kind: str, unit: int) -> str:
    """That of one unit directly below with all below it, or that of the unit's own level."""
    if unit != year.unit.id:
        return cases_list(kind, unit)
    return url_for("disputes.index", due=kind, unit=unit, scope=OWN_ONLY)


# ---------------------------------------------------------------- by unit


def by_child(year: Year, found: Counts, kinds: Sequence[str]) -> list[tuple[int, str, dict[str, int]]]:
    """(unit, its name, what waits there) for each unit directly below, and the unit itself, where anything waits."""
    own = year.unit.id
    areas = year.frame.areas
    below = set().union(*areas.values())
    units = {unit for kind in kinds for unit in found[kind]}
    parts = {**areas, own: units - below}
    folded = {id_: {kind: sum(found[kind][unit] for unit in units & ids) for kind in kinds}
              for id_, ids in parts.items()}  # fmt: skip
    places = {own: _("本级"), **{id_: place.name for id_, place in year.frame.children.items()}}
    order = list(places)
    rows = sorted(folded.items(), key=lambda row: (*(-row[1][kind] for kind in kinds), order.index(row[0])))
    return [(id_, places[id_], dict(waits)) for id_, waits in rows if any(waits.values())]


def table(year: Year, found: Counts) -> tuple[list[Any], list[list[Any]]]:
    """Units × what waits there, each number with its list."""
    kinds = [kind for kind in DUES if any(found[kind].values())]
    heads: list[Any] = [_("单位"), *({"label": _(DUES[kind]), "num": True} for kind in kinds)]
    rows = []
    for id_, name, waits in by_child(year, found, kinds):
        links = {kind: part_list(year, kind, id_) for kind in kinds}
        rows.append([name, *({"text": waits.get(kind) or None, "href": links[kind]} for kind in kinds)])
    return heads, rows
