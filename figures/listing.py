"""The rows of the lists behind figures, read for the page: cases of disputes, and records of any other source."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from peewee import JOIN, ModelSelect

from figures.disputes import DISPUTES
from figures.frame import Frame
from figures.rates import exact, yuan
from figures.sources import Source
from models import Committee, Dispute, Party, Studio
from office import lists
from registers import parties, records
from registers.description import (
    CHOICE,
    FLAG,
    HOURS,
    HUNDREDTHS,
    ID_NUMBER,
    MANY,
    MONEY,
    MONTH,
    NAME,
    PHONE,
    Field,
)
from vocab import N_


@dataclass(frozen=True)
class Since:
    """What has happened to a record since it was locked: a code, its words (移至柳河镇), whether it may be opened."""

    code: str = ""
    words: str = ""
    visible: bool = True


@dataclass(frozen=True)
class Case:
    """A case in a list. `adds` is what it adds to each part of the figure; `people` is empty for who may not see them."""

    id: int
    number: str | None
    unit: str
    committee: str | None
    studio: str | None
    type: str
    source: str
    accepted_on: datetime.date
    concluded_on: datetime.date | None
    outcome: str
    form: str | None
    amount: int | None
    performance: str | None
    adds: tuple[int, ...]
    people: Sequence[Party] = ()
    since: Since = Since()  # what has happened to it since it was locked, of a sealed case

    @property
    def key(self) -> str:
        """Where a page that ends with this case goes on."""
        return f"{self.accepted_on}.{self.id}"


@dataclass(frozen=True)
class Entry:
    """A record of another source in a list: its unit, and what its register lists of it, as text under `heads`."""

    id: int
    unit: str
    day: datetime.date
    texts: tuple[str, ...]
    adds: tuple[int, ...]
    since: Since = Since()

    @property
    def key(self) -> str:
        """Where a page that ends with this record goes on."""
        return f"{self.day}.{self.id}"


# ---------------------------------------------------------------- disputes

_COLUMNS = {
    "id": Dispute.id,
    "number": Dispute.number,
    "unit": Dispute.unit,
    "committee": Committee.name,
    "studio": Studio.name,
    "type": Dispute.type,
    "source": Dispute.source,
    "accepted_on": Dispute.accepted_on,
    "concluded_on": Dispute.concluded_on,
    "outcome": Dispute.outcome,
    "form": Dispute.form,
    "amount": Dispute.amount,
    "performance": Dispute.performance,
}
_FIELDS = tuple(_COLUMNS)


class Cases:
    """Reads disputes with their parties."""

    def read(self, rows: ModelSelect, adds: list[Any], frame: Frame) -> list[Case]:
        """The rows of a query as cases, each with what it adds."""
        rows = rows.join(Committee, JOIN.LEFT_OUTER, on=(Dispute.committee == Committee.id)).switch(Dispute)
        rows = rows.join(Studio, JOIN.LEFT_OUTER, on=(Dispute.studio == Studio.id))
        found = list(rows.select(*_COLUMNS.values(), *adds).tuples())
        may_see = frame.actor.may("dispute.people")
        people = parties.of([row[0] for row in found]) if may_see and found else {}
        return [self._case(row, frame, people.get(row[0], ())) for row in found]

    def _case(self, row: tuple[Any, ...], frame: Frame, people: Sequence[Party]) -> Case:
        values = dict(zip(_FIELDS, row, strict=False))
        values["unit"] = frame.full_name(values["unit"])
        values["type"] = frame.term_name(values["type"])
        values["source"] = frame.term_name(values["source"])
        return Case(**values, adds=_numbers(row[len(_FIELDS) :]), people=people)


# ---------------------------------------------------------------- everything else


class Entries:
    """Reads the records of any other source by its description; names are left out for who may not see them."""

    def __init__(self, source: Source) -> None:
        self.source = source

    def heads(self, frame: Frame) -> list[str]:
        """What stands above the texts of an entry."""
        return [one.label for one in self.fields(frame)]

    def read(self, rows: ModelSelect, adds: list[Any], frame: Frame) -> list[Entry]:
        """The rows of a query as entries, each with what it adds."""
        source, shown = self.source, self.fields(frame)
        columns = [source.column(one.key) for one in shown if one.kind != MANY]
        day = [source.newest] if source.newest is not None else []
        found = list(rows.select(source.model.id, source.unit, *day, *columns, *adds).tuples())
        several = self._several([row[0] for row in found], shown)
        return [self._entry(row, frame, shown, len(day), several.get(row[0], {})) for row in found]

    def _entry(
        self, row: tuple[Any, ...], frame: Frame, shown: list[Field], days: int, several: Mapping[str, Any]
    ) -> Entry:
        id_, unit, *rest = row
        day = rest[0] if days else datetime.date.min
        values, texts = iter(rest[days:]), []
        for one in shown:
            value = several.get(one.key, ()) if one.kind == MANY else next(values)
            texts.append(written(one, value, frame))
        return Entry(id_, frame.full_name(unit), day, tuple(texts), _numbers(values))

    def fields(self, frame: Frame) -> list[Field]:
        """What is listed of an entry; names only for who may see them."""
        clear = frame.actor.may("record.people")
        listed = (one for one in self.source.listed if one.kind not in (ID_NUMBER, PHONE))
        return [one for one in listed if clear or one.kind != NAME]

    def _several(self, ids: list[int], shown: list[Field]) -> Mapping[int, Mapping[str, Any]]:
        if self.source.register is None or not any(one.kind == MANY for one in shown):
            return {}
        return records.many_of(self.source.register, ids)


def _numbers(values: Any) -> tuple[int, ...]:
    return tuple(int(value or 0) for value in values)


def written(one: Field, value: Any, frame: Frame) -> str:
    """A value as a list shows it; a day may be given as it is sealed, 2024-03-05."""
    if value is None or value in ("", ()):
        return ""
    if one.kind == MANY:
        return "、".join(_named(one.choice, code, frame) for code in value)
    if one.kind == CHOICE:
        return _named(one.choice, value, frame)
    if one.kind == FLAG:
        return N_("是") if value else ""
    if one.kind == MONEY:
        return str(yuan(value))
    if one.kind == HOURS:
        return f"{value / 60:g}"
    if one.kind == HUNDREDTHS:
        return str(exact(value))
    return str(value)[:7] if one.kind == MONTH else str(value)


def _named(choice: str, code: str, frame: Frame) -> str:
    if choice in lists.FIXED:
        return lists.FIXED[choice].get(code, code)
    return frame.term_name(code) if code in frame.terms else code


def lister_of(source: Source) -> Cases | Entries:
    """Who reads the lists of a source."""
    return Cases() if source is DISPUTES else Entries(source)
