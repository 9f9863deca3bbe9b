"""Locking a month: the list of records as they counted, the figures, the edition of what was used, and a digest.

The lists are kept in the returns of the units whose own records they are; the return of a county, and that of a
quarter or year, names the lists it consists of (`members`), so that each record is stored once for each version.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from types import FunctionType
from typing import Any

from peewee import Context

import db
from figures.books import tallying
from figures.books.sealed import Books
from figures.books.tallying import Tallied
from figures.defining import DISTINCT, LEAST, SUM, Rate
from figures.frame import Frame
from figures.indicators import everything
from figures.periods import Period
from figures.returns import spans
from figures.returns.reporting import Chain
from figures.returns.spans import Span
from models import Return, SealedRecord, Term
from office import access, crypto, settings

_COLUMNS = ("sealed_in", "source", "record", "version", "unit", "adds", "parts", "shown")


def frame_of(chain: Chain, unit_id: int, span: Span) -> Frame:
    """The frame in which the records of every unit below the top of `unit_id` are tallied."""
    top = int(chain.posts[unit_id].path.split("/")[1])
    return Frame(access.machine(), top, span.period)


def tallies(chain: Chain, unit_ids: Sequence[int], span: Span) -> dict[int, list[Tallied]]:
    """Reporting unit → its own records as they count in a month, for all the units in one go."""
    own = chain.own_part(unit_ids)
    found: dict[int, list[Tallied]] = {id_: [] for id_ in unit_ids}
    for one in tallying.tally(frame_of(chain, unit_ids[0], span), own):
        found[own[one.unit]].append(one)
    return found


def digest(rows: Iterable[Tallied]) -> str:
    """What a list says, as one sealed number: any change of what counts changes it."""
    lines = sorted(":".join((one.source, str(one.record), str(one.unit), *one.texts()[:2])) for one in rows)
    return crypto.seal(hashlib.sha256("\n".join(lines).encode()).hexdigest())


def digest_of_members(members: Iterable[Sequence[Any]]) -> str:
    """The digest of a roll-up: those of the lists that make it up."""
    ids = [id_ for id_, _ in members]
    rows = Return.select(Return.id, Return.digest).where(Return.id.in_(ids)).order_by(Return.id).tuples()
    return crypto.seal(json.dumps([list(row) for row in rows]))


def store(rows_of: Mapping[int, Sequence[Tallied]]) -> int:
    """Keep the lists (return id → its records); gives the number of rows. Call inside the locking transaction."""
    rows = (
        (return_id, one.source, one.record, one.version, one.unit, *one.texts())
        for return_id, rows in rows_of.items()
        for one in rows
    )
    return db.bulk_insert(SealedRecord, _COLUMNS, rows)


# ---------------------------------------------------------------- figures


class Sums:
    """What lists add up to, slot by slot: a number, or the values that are counted once."""

    def __init__(self) -> None:
        self.sums: dict[str, int] = defaultdict(int)
        self.least: dict[str, int] = {}
        self.values: dict[str, set[Any]] = {}

    def add(self, rows: Iterable[Tallied], measures: Mapping[str, str]) -> None:
        """Add what records say in some slots (slot → its measure)."""
        added, sums = {name for name, each in measures.items() if each == SUM}, self.sums
        for row in rows:
            for name, value in row.adds.items():
                if name in added:
                    sums[name] += value
                elif name in measures:
                    self._add_one(name, measures[name], value)

    def _add_one(self, name: str, measure: str, value: Any) -> None:
        if measure == DISTINCT:
            self.values.setdefault(name, set()).add(value)
        else:
            self.least[name] = min(value, self.least.get(name, value))

    def join(self, other: "Sums") -> None:
        """Add what other lists say."""
        for name, value in other.sums.items():
            self.sums[name] += value
        for name, least in other.least.items():
            self._add_one(name, LEAST, least)
        for name, values in other.values.items():
            self.values.setdefault(name, set()).update(values)

    @property
    def figures(self) -> dict[str, int]:
        """Slot → value, as a return keeps it."""
        found = self.sums | self.least | {name: len(values) for name, values in self.values.items()}
        return dict(sorted(found.items()))


def books_of_members(members: Sequence[Sequence[Any]], period: Period) -> Books:
    """The books that members of a return (id, first day of its month) make up, month by month."""
    months = spans.covering(period, settings.get("year_end"))
    books = Books(period, {span.key: [] for span in months})
    starts = {span.period.start.isoformat(): span.key for span in months}
    for id_, start in members:
        books.members[starts[start]].append(id_)
    return books


def sums_of(rows: Iterable[Tallied], measures: Mapping[str, str] | None = None) -> Sums:
    """What records of one month add up to."""
    found = Sums()
    found.add(rows, tallying.measures() if measures is None else measures)
    return found


def figures_of(books: Books) -> dict[str, int]:
    """Every counted indicator of the books by both bases: slot → value. Of a stock the last month counts alone."""
    found = Sums()
    for source, ones in tallying.sources().items():
        slots = tallying.slots(ones)
        flows = tallying.measures_of(slot for slot in slots if not slot.is_stock)
        for month in books.members:
            measures = tallying.measures_of(slots) if month == books.last_month else flows
            found.add(books.rows(source, (month,)), measures)
    return found.figures


# ---------------------------------------------------------------- edition


def edition() -> dict[str, str]:
    """The edition of every definition and list: key → a short digest of what it says at this moment."""
    found = {key: _short(_meaning(one)) for key, one in everything().items()}
    lists: dict[str, list[str]] = {}
    rows = Term.select(Term.list, Term.code, Term.name, Term.parent, Term.valid_from, Term.valid_to)
    for list_, *entry in rows.order_by(Term.list, Term.position, Term.code).tuples():
        lists.setdefault(list_, []).append(str(entry))
    return found | {f"list:{name}": _short("\n".join(entries)) for name, entries in lists.items()}


def _meaning(one: Any) -> str:
    """What a definition says, in words and in SQL."""
    said = [one.name, one.definition, one.unit, one.kind]
    if isinstance(one, Rate):
        return "\n".join([*said, str(one.numerator), str(one.denominator), str(one.places), str(one.scale)])
    conditions = [
        one.condition,
        *(each for part in one.parts.values() for each in (part.condition, part.column)),
    ]
    return "\n".join([*said, one.source.key, one.dated, one.measure, *map(_sql, conditions)])


def _sql(condition: Any) -> str:
    """A condition as SQL; one that depends on the unit and period is known by its name."""
    if condition is None or isinstance(condition, FunctionType):
        return getattr(condition, "__qualname__", "")
    return str(Context().sql(condition).query())


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


# ---------------------------------------------------------------- the seal

SEAL, FIGURES = "seal", "figures"  # what of a locked return can be broken


_SAID = ("unit_id", "kind", "start", "end", "revision", "reason", "nil", "findings", "digest", "figures", "edition",
         "members", "missing", "locked_at")  # fmt: skip


def seal_of(row: Return, own: Iterable[Tallied]) -> str:
    """The sealed number of a locked return and of the list that it keeps itself: no word of them changes unseen."""
    list_ = hashlib.sha256()
    for source, record, version, unit, texts in sorted(
        (one.source, one.record, one.version, one.unit, one.texts()) for one in own
    ):
        list_.update(f"{source}:{record}:{version}:{unit}:{':'.join(texts)}\n".encode())
    content = [getattr(row, name) for name in _SAID]
    return crypto.seal(
        json.dumps([*content, list_.hexdigest()], ensure_ascii=False, sort_keys=True, default=str)
    )


def verify(row: Return) -> list[tuple[int, str]]:
    """What is no longer as it was locked in a locked return and the lists that it consists of: (return id, SEAL or FIGURES).

    FIGURES says that the figures are not what the lists add up to. Nothing when all is whole.
    """
    members = [id_ for id_, _ in row.members]
    rows = Return.select().where(Return.id.in_(sorted({row.id, *members})))
    broken = [(one.id, SEAL) for one in rows if one.seal != seal_of(one, kept(one.id))]
    period = Period(row.start, row.end)
    right = figures_of(books_of_members(row.members, period)) == row.figures
    return broken if right else [*broken, (row.id, FIGURES)]


def kept(return_id: int) -> list[Tallied]:
    """The list that a return keeps itself, word for word."""
    of = SealedRecord
    columns = (of.source, of.record, of.version, of.unit, of.adds, of.parts, of.shown)
    rows = of.select(*columns).where(of.sealed_in == return_id).tuples()
    return [
        Tallied(source, record, version, unit, {}, {}, {}, _texts=(adds, parts, shown))
        for source, record, version, unit, adds, parts, shown in rows
    ]
