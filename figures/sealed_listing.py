"""The lists behind official figures: each record as it was sealed, with what has happened to it since."""

import datetime
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from figures.books.tallying import Tallied
from figures.breakdowns import Breakdown
from figures.differences.since import since
from figures.disputes import DISPUTES
from figures.frame import Frame
from figures.listing import Case, Entries, Entry, Since, written
from figures.sources import Source
from models import Committee, Dispute, Studio
from office import access
from registers import parties
from registers.description import MANY, Field

Adds = Callable[[Tallied], tuple[int, ...]]


def day_of(source: Source, row: Tallied) -> str:
    """The day by which lists run, as it was sealed; "" where the source has none."""
    return str(row.shown.get(source.newest.name) or "") if source.newest is not None else ""


def entries(frame: Frame, source: Source, rows: Sequence[Tallied], adds: Adds) -> list[Any]:
    """Sealed rows as a list shows them: cases of disputes, entries of any other source."""
    marks = since(frame, source, rows)
    if source is DISPUTES:
        return _cases(frame, rows, adds, marks)
    shown = Entries(source).fields(frame)
    return [_entry(frame, source, shown, row, adds(row), marks[row.id]) for row in rows]


# ---------------------------------------------------------------- disputes


def _cases(frame: Frame, rows: Sequence[Tallied], adds: Adds, marks: Mapping[int, Since]) -> list[Case]:
    people = _people(frame, [row.record for row in rows])
    committees, studios = (
        _names(model, key, rows) for model, key in ((Committee, "committee"), (Studio, "studio"))
    )
    return [
        Case(
            id=row.record,
            number=row.shown["number"],
            unit=frame.full_name(row.unit),
            committee=committees.get(row.parts.get("committee", "")),
            studio=studios.get(row.parts.get("studio", "")),
            type=_term(frame, row, "type"),
            source=_term(frame, row, "source"),
            accepted_on=datetime.date.fromisoformat(row.shown["accepted_on"]),
            concluded_on=_day(row.shown["concluded_on"]),
            outcome=row.parts["outcome"],
            form=row.parts.get("form"),
            amount=row.shown["amount"],
            performance=row.shown["performance"],
            adds=adds(row),
            people=people.get(row.record, ()),
            since=marks[row.id],
        )
        for row in rows
    ]


def _people(frame: Frame, ids: Collection[int]) -> Mapping[int, Sequence[Any]]:
    """The parties, for who may see them, of the cases that are still in sight."""
    if not frame.actor.may("dispute.people") or not ids:
        return {}
    rows = access.disputes(frame.actor).where(Dispute.id.in_(sorted(ids))).select(Dispute.id)
    seen = [id_ for (id_,) in rows.tuples()]
    return parties.of(seen) if seen else {}


def _names(model: Any, key: str, rows: Sequence[Tallied]) -> dict[str, str]:
    wanted = {int(row.parts[key]) for row in rows if row.parts.get(key)}
    found = model.select(model.id, model.name).where(model.id.in_(sorted(wanted))).tuples() if wanted else ()
    return {str(id_): name for id_, name in found}


def _term(frame: Frame, row: Tallied, key: str) -> str:
    code = row.parts.get(key, "")
    return frame.term_name(code) if code in frame.terms else code


def _day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


# ---------------------------------------------------------------- everything else


def _entry(
    frame: Frame, source: Source, shown: Sequence[Field], row: Tallied, adds: tuple[int, ...], mark: Since
) -> Entry:
    texts = tuple(written(one, _value(source, one, row), frame) for one in shown)
    day = _day(day_of(source, row)) or datetime.date.min
    return Entry(row.record, frame.full_name(row.unit), day, texts, adds, mark)


def _value(source: Source, one: Field, row: Tallied) -> Any:
    if one.kind != MANY:
        return row.shown.get(one.key)
    way = next((way for way in source.breakdowns.values() if _is_of(way, one)), None)
    return tuple(row.parts.get(way.key, ())) if way else ()


def _is_of(way: Breakdown, one: Field) -> bool:
    return way.overlapping and way.name == one.label
