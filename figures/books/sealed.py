"""The books of locked months: which sealed lists stand for a unit and period, and what is written in them."""

import json
import threading
from collections import OrderedDict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import db
from figures.books.columns import Columns
from figures.books.tallying import Tallied
from figures.frame import Frame
from figures.periods import Period
from figures.returns import spans
from figures.returns.reporting import Chain, Post
from figures.returns.spans import Span
from models import Return, SealedRecord
from office import access, settings
from office.access import Actor
from office.errors import Rejected
from vocab import N_, ReturnState, Role

_AT_ONCE = 500
_PIECE = 2000  # records that are taken apart at once
_COLUMNS = ("id", "record", "unit", "adds", "parts")


@dataclass
class Books:
    """The month returns whose lists make up a unit's official figures of a period.

    `members` are their ids by month; `missing` the reporting units that have no locked return for a month;
    `returns` the locked returns from which the members were taken, the newest first.
    """

    period: Period
    members: dict[str, list[int]] = field(default_factory=dict)
    missing: list[tuple[Post, Span]] = field(default_factory=list)
    returns: list[Return] = field(default_factory=list)
    _counted: dict[tuple[str, str], list[Tallied]] = field(default_factory=dict)
    _columns: dict[tuple[str, str], list[Columns]] = field(default_factory=dict)

    @property
    def last_month(self) -> str:
        """The month whose stocks hold at the period's end."""
        return next(reversed(self.members), "")

    @cached_property
    def all_members(self) -> list[int]:
        """The ids of all month returns."""
        return [id_ for ids in self.members.values() for id_ in ids]

    def editions(self, name: str) -> set[str]:
        """By which editions of a definition or list (list:type) the locked returns were counted."""
        return {row.edition.get(name, "") for row in self.returns}

    def missing_units(self) -> list[Post]:
        """The reporting units that lack a month, each once, in their order."""
        return list({post.id: post for post, _ in self.missing}.values())

    @classmethod
    def counted(cls, period: Period, month: str, rows: Iterable[Tallied]) -> "Books":
        """The books of one month as records counted just now make them up."""
        found = cls(period, {month: []})
        for row in rows:
            row.month = month
            found._counted.setdefault((row.source, month), []).append(row)
        return found

    def rows(self, source: str, months: Iterable[str] | None = None) -> Iterator[Tallied]:
        """The sealed records of a source, month by month."""
        for month in self.members if months is None else months:
            if self.members[month]:
                yield from read(source, {month: self.members[month]})
            else:
                yield from self._counted.get((source, month), ())

    def columns(self, source: str, month: str) -> list[Columns]:
        """The sealed records of a source in a month, by column, in pieces."""
        if (source, month) not in self._columns:
            self._columns[source, month] = self._by_column(source, month)
        return self._columns[source, month]

    def _by_column(self, source: str, month: str) -> list[Columns]:
        if ids := self.members.get(month):
            return kept_columns(source, {id_: self._seals.get(id_, "") for id_ in ids})
        rows = self._counted.get((source, month), ())
        return [Columns(*([getattr(row, name) for row in rows] for name in _COLUMNS))]

    @cached_property
    def _seals(self) -> dict[int, str]:
        """The seals of the month returns by their ids."""
        rows = Return.select(Return.id, Return.seal).where(Return.id.in_(self.all_members))
        return dict(rows.tuples())


def read(source: str, members: dict[str, list[int]]) -> Iterator[Tallied]:
    """The sealed records of a source in the month returns, by month; what lists showed of them show() reads."""
    of = SealedRecord
    columns = (of.id, of.source, of.record, of.version, of.unit, of.adds, of.parts)
    for month, ids in members.items():
        for start in range(0, len(ids), _AT_ONCE):
            own = of.sealed_in.in_(ids[start : start + _AT_ONCE]) & (of.source == source)
            rows = of.select(*columns).where(own).order_by(of.record).tuples()
            for id_, key, record, version, unit, adds, parts in rows:
                yield Tallied(key, record, version, unit, json.loads(adds), json.loads(parts), {}, month, id_)


def kept_columns(source: str, seals: dict[int, str]) -> list[Columns]:
    """The sealed records of a source in some month returns (id → seal), by column, in pieces.

    What is locked never changes, and its seal says what it is: lists that were read of late are not read again.
    """
    key = (source, *sorted(seals.items()))
    found = _recent.get(key)
    if found is None:
        found = _read_columns(source, sorted(seals))
    if all(seals.values()):
        _keep(key, found)
    return found


def _read_columns(source: str, ids: list[int]) -> list[Columns]:
    of = SealedRecord
    found = []
    for start in range(0, len(ids), _AT_ONCE):
        own = of.sealed_in.in_(ids[start : start + _AT_ONCE]) & (of.source == source)
        query = of.select(*(getattr(of, name) for name in _COLUMNS)).where(own)
        cursor = db.database.execute(query.tuples())  # straight from the driver: there are many
        while rows := cursor.fetchmany(_PIECE):
            found.append(Columns.read(rows))
    return found


_recent: OrderedDict[Hashable, list[Columns]] = OrderedDict()
_lock = threading.Lock()
_KEPT = 300_000  # records in all, of some hundred bytes each


def _keep(key: Hashable, found: list[Columns]) -> None:
    with _lock:
        _recent[key] = found
        _recent.move_to_end(key)
        while sum(len(piece) for own in _recent.values() for piece in own) > _KEPT and len(_recent) > 1:
            _recent.popitem(last=False)


def forget() -> None:
    """Let go of all lists that were read of late."""
    with _lock:
        _recent.clear()


def show(ids: Sequence[int], months: Mapping[int, str]) -> list[Tallied]:
    """Sealed records by their ids, in that order, with what lists showed of them; `months` are those of their returns."""
    of = SealedRecord
    found = {}
    columns = (of.id, of.sealed_in, of.source, of.record, of.version, of.unit, of.adds, of.parts, of.shown)
    for start in range(0, len(ids), _AT_ONCE):
        rows = of.select(*columns).where(of.id.in_(ids[start : start + _AT_ONCE])).tuples()
        for id_, return_id, key, record, version, unit, *texts in rows:
            adds, parts, shown = map(json.loads, texts)
            found[id_] = Tallied(key, record, version, unit, adds, parts, shown, months[return_id], id_)
    return [found[id_] for id_ in ids]


def days_of(source: str, field: str, members: Sequence[int]) -> Iterator[tuple[int, str]]:
    """(id, day) of the sealed records of a source in month returns, by a day that lists showed; "" where there is none."""
    of = SealedRecord
    for start in range(0, len(members), _AT_ONCE):
        own = of.sealed_in.in_(members[start : start + _AT_ONCE]) & (of.source == source)
        for id_, shown in db.database.execute(of.select(of.id, of.shown).where(own).tuples()):
            yield id_, json.loads(shown).get(field) or ""


def months_of(period: Period) -> dict[str, Period]:
    """The statistical months of a period by their keys. Rejected when it does not consist of whole ones."""
    return {span.key: span.period for span in spans.covering(period, settings.get("year_end"))}


def read_records(returns: Iterable[int], source: str, records: Iterable[int]) -> Iterator[Tallied]:
    """Those of the records that are sealed in the returns, without what lists showed."""
    of = SealedRecord
    columns = (of.id, of.source, of.record, of.version, of.unit, of.adds, of.parts)
    wanted, lists = sorted(records), sorted(returns)
    for start in range(0, len(wanted), _AT_ONCE):
        own = (
            of.record.in_(wanted[start : start + _AT_ONCE]) & (of.source == source) & of.sealed_in.in_(lists)
        )
        for id_, key, record, version, unit, adds, parts in of.select(*columns).where(own).tuples():
            yield Tallied(key, record, version, unit, json.loads(adds), json.loads(parts), {}, "", id_)


def last_locked(actor: Actor, unit_id: int | None) -> str:
    """The key of the newest month that a unit (None: the actor's own) has locked; "" for none."""
    wanted = unit_id or actor.unit_id
    rows = access.returns(actor).where(Return.official, Return.kind == spans.MONTH)
    rows = rows.where(Return.unit == wanted) if wanted else rows
    row = rows.order_by(Return.start.desc()).first()
    return spans.of_day(row.start, settings.get("year_end")).key if row else ""


# ---------------------------------------------------------------- which returns stand


def books_of(frame: Frame, period: Period, revision: int | None = None) -> Books:
    """The books of the frame's unit in a period of whole months; of one `revision` of its return where that is given.

    Rejected for a mediator (returns are made by townships), for a period that is not made of whole months, when
    nothing at all is locked in it, and for a revision that there is not.
    """
    place = ("books", period, revision)
    if place not in frame.kept:
        frame.kept[place] = _found(frame, period, revision)
    books = frame.kept[place]
    assert isinstance(books, Books)
    return books


def _found(frame: Frame, period: Period, revision: int | None) -> Books:
    if frame.actor.role == Role.MEDIATOR:
        raise Rejected("state", N_("审定数按乡镇（街道）和县封存，调解员请看实时数。"))
    months = spans.covering(period, settings.get("year_end"))
    finder = _Finder(Chain(access.machine()), period, months)
    roots = finder.roots(frame)
    found = finder.of_revision(roots[0], revision) if revision else finder.newest(roots)
    if not found.all_members:
        raise Rejected("state", N_("“{unit}”{period}还没有锁定的月报，没有审定数。"), unit=frame.unit.name,
                       period=period.label)  # fmt: skip
    return found


class _Finder:
    """Finds the members of official returns, with one query."""

    def __init__(self, chain: Chain, period: Period, months: tuple[Span, ...]) -> None:
        self.chain = chain
        self.period = period
        self.months = months
        inside = (Return.start >= period.start) & (Return.end <= period.end)
        rows = Return.select().where(inside & Return.official)
        self.official = {(row.unit_id, row.start, row.end): row for row in rows}

    def roots(self, frame: Frame) -> list[int]:
        """The highest reporting units that hold the unit's records: one, and those of its predecessors."""
        reporters = {self.chain.reporter[id_] for id_ in frame.inside}
        paths = {id_: self.chain.posts[id_].path for id_ in reporters}
        tops = [
            id_
            for id_, path in paths.items()
            if not any(path.startswith(other) for other in paths.values() if other != path)
        ]
        own = self.chain.reporter[frame.unit.id]
        return sorted(tops, key=lambda id_: (id_ != own, id_))

    def newest(self, roots: list[int]) -> Books:
        """The books as they now stand."""
        found = Books(self.period, {span.key: [] for span in self.months})
        for root in roots:
            if not self._whole(root, found):
                for span in self.months:
                    self._month(root, span, found)
        return found

    def _whole(self, unit_id: int, found: Books) -> bool:
        """Take the members of a locked return of the very period, where there is one."""
        row = self.official.get((unit_id, self.period.start, self.period.end))
        if row is None or len(self.months) == 1:
            return False
        self._take(row, found)
        return True

    def _month(self, unit_id: int, span: Span, found: Books) -> None:
        row = self.official.get((unit_id, span.period.start, span.period.end))
        if row is not None:
            self._take(row, found)
            return
        post = self.chain.posts[unit_id]
        if post.existed(span.period):
            found.missing.append((post, span))
        for below in self.chain.below(unit_id):
            self._month(below.id, span, found)

    def _take(self, row: Return, found: Books) -> None:
        found.returns.append(row)
        months = {span.period.start: span for span in self.months}
        for id_, start in row.members:
            span = next(one for day, one in months.items() if day.isoformat() == start)
            found.members[span.key].append(id_)
        for unit_id, start in row.missing:
            post = self.chain.posts.get(unit_id)
            span = next((one for day, one in months.items() if day.isoformat() == start), self.months[0])
            if post:
                found.missing.append((post, span))

    def of_revision(self, unit_id: int, revision: int) -> Books:
        """The books of one revision of the unit's return for this very period."""
        row = Return.get_or_none(
            Return.unit == unit_id,
            Return.start == self.period.start,
            Return.end == self.period.end,
            Return.revision == revision,
            Return.state == ReturnState.LOCKED,
        )
        found = Books(self.period, {span.key: [] for span in self.months})
        if row is None:
            raise Rejected(
                "revision", N_("{period}没有第 {n} 版锁定的报表。"), period=self.period.label, n=revision
            )
        self._take(row, found)
        return found
