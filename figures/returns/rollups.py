"""What a return consists of: the unit's own list, the returns below it, and of a quarter or year those of its months."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from figures import wording
from figures.books import sealing, tallying
from figures.books.sealed import read
from figures.books.tallying import Tallied
from figures.indicators import INDICATORS
from figures.returns.reporting import Chain, Post
from figures.returns.spans import MONTH, Span
from models import Return, now
from office import access
from office.errors import Rejected
from vocab import N_, ReturnState

Member = Sequence[Any]  # the id of a month return, the first day of its month


@dataclass(frozen=True)
class Counted:
    """What a return says at this moment: the figures, the digest of the unit's own list, how many records it has."""

    figures: dict[str, int]
    digest: str
    records: int  # that happened in the period; what merely holds at its end is none
    own: Sequence[Tallied] = ()  # of a month: the records of the unit's own list

    @property
    def is_nil(self) -> bool:
        """Whether nothing happened in the period."""
        return self.records == 0


def counted(unit_id: int, span: Span) -> Counted:
    """A unit's return as it would now be sent up: its whole area for a month, the locked months for a longer span.

    Rejected when a month of a longer span is not locked yet.
    """
    chain = Chain(access.machine())
    if span.kind != MONTH:
        return _of_months(chain, unit_id, span)
    below = [post.id for post in chain.all_below(unit_id)]
    tallied = sealing.tallies(chain, below, span)
    rows = [one for own in tallied.values() for one in own]
    figures = sealing.sums_of(rows).figures
    own = tallied[unit_id]
    return Counted(figures, sealing.digest(own), happened(rows), own)


def only_happened(rows: Iterable[Tallied]) -> list[Tallied]:
    """The records that count because something happened, not only because they hold at the period's end."""
    stocks = {
        slot.key for ones in tallying.sources().values() for slot in tallying.slots(ones) if slot.is_stock
    }
    return [one for one in rows if not stocks.issuperset(one.adds)]


def happened(rows: Iterable[Tallied]) -> int:
    """How many of them there are: with none a return is nil."""
    return len(only_happened(rows))


def _of_months(chain: Chain, unit_id: int, span: Span) -> Counted:
    members = _month_members(unit_id, span)
    books = sealing.books_of_members(members, span.period)
    figures = sealing.figures_of(books)
    digest = sealing.digest_of_members(members)
    return Counted(figures, digest, sum(happened(books.rows(source)) for source in tallying.sources()))


def _month_members(unit_id: int, span: Span) -> list[Member]:
    """The lists of all months of a longer span; Rejected while one of the months is not locked."""
    rows = _official(unit_id, span.months)
    open_ = [one.label for one in span.months if one.period.start not in rows]
    if open_:
        raise Rejected("month", N_("{months}还没有锁定，{span}要等各月都锁定以后才能上报。"),
                       months="、".join(open_), span=span.label)  # fmt: skip
    return [member for one in span.months for member in rows[one.period.start].members]


def _official(unit_id: int, months: Sequence[Span]) -> dict[Any, Return]:
    starts = [one.period.start for one in months]
    rows = Return.select().where(
        Return.unit == unit_id, Return.kind == MONTH, Return.start.in_(starts), Return.official
    )
    return {row.start: row for row in rows}


def difference(before: Mapping[str, Any], after: Mapping[str, Any], most: int = 6) -> str:
    """How the main figures differ, in words: 调结纠纷数 12 → 13, …; empty where they do not."""
    told = []
    for name in dict.fromkeys([*before, *after]):
        one = INDICATORS.get(name.partition("@")[0].partition("/")[0])
        old, new = before.get(name) or 0, after.get(name) or 0
        if one is not None and one.printed and old != new:
            told.append(f"{one.name} {wording.number(old, one.unit)} → {wording.number(new, one.unit)}")
    shown = list(dict.fromkeys(told))
    return "，".join(shown[:most]) + ("……" if len(shown) > most else "")


# ---------------------------------------------------------------- locking


@dataclass
class Locking:
    """One act of locking: the returns that are locked by it, each after those it consists of."""

    chain: Chain
    span: Span
    edition: dict[str, str] = field(default_factory=sealing.edition)
    lists: dict[int, list[Tallied]] = field(default_factory=dict)  # counted by this act: return id → its list
    sums: dict[int, sealing.Sums] = field(default_factory=dict)
    measures: dict[str, str] = field(default_factory=tallying.measures)
    done: list[Return] = field(default_factory=list)
    followed: set[int] = field(default_factory=set)

    def store_lists(self, rows: Sequence[Return]) -> None:
        """Count and store the own lists of the returns of a month; Rejected where one is no longer as approved."""
        tallied = sealing.tallies(self.chain, [row.unit_id for row in rows], self.span)
        moved = [row for row in rows if sealing.digest(tallied[row.unit_id]) != row.digest]
        if moved:
            names = "、".join(self.chain.posts[row.unit_id].name for row in moved)
            raise Rejected("", N_("{units}{month}的记录在审核以后又有改动，请先重新审核，再锁定。"), units=names,
                           month=self.span.label)  # fmt: skip
        self.lists = {row.id: tallied[row.unit_id] for row in rows}
        sealing.store(self.lists)

    def figures(self, members: Sequence[Member]) -> dict[str, int]:
        """What the lists of a month's members add up to; those counted just now are not read again."""
        ids = [id_ for id_, _ in members]
        stored = [id_ for id_ in ids if id_ not in self.lists]
        found = sealing.sums_of(self._read(stored) if stored else (), self.measures)
        for id_ in ids:
            if id_ in self.lists:
                found.join(self.sums_of(id_))
        return found.figures

    def sums_of(self, id_: int) -> sealing.Sums:
        """What a list counted just now adds up to, worked out once for all the returns that hold it."""
        if id_ not in self.sums:
            self.sums[id_] = sealing.sums_of(self.lists[id_], self.measures)
        return self.sums[id_]

    def _read(self, stored: list[int]) -> Iterator[Tallied]:
        for source in tallying.sources():
            yield from read(source, {self.span.key: stored})

    def finish(
        self, row: Return, members: list[Member], missing: list[Member], figures: dict[str, int]
    ) -> None:
        """Make a return the official one of its unit and period."""
        if row.revision > 1:
            same = (Return.unit == row.unit_id) & (Return.kind == row.kind) & (Return.start == row.start)
            Return.update(official=False).where(same, Return.official).execute()
        row.members, row.missing, row.edition = members, missing, self.edition
        row.figures = figures
        row.state, row.official, row.locked_at, row.changed_at = ReturnState.LOCKED, True, now(), now()
        row.version += 1
        row.seal = sealing.seal_of(row, self.lists.get(row.id, ()))
        row.save()
        self.done.append(row)

    def follow(self, held: Return, reason: str) -> Return:
        """The next revision of a locked return that holds what was locked."""
        fresh = _next(held, reason)
        self.followed.add(fresh.id)
        return fresh


def lock(chain: Chain, row: Return, span: Span) -> Locking:
    """Lock an approved return, those approved below it before, and let follow what is locked above; gives them all."""
    act = Locking(chain, span)
    if span.kind == MONTH:
        _lock_month(act, row)
        _follow(act, row)
    else:
        members = _month_members(row.unit_id, span)
        if sealing.digest_of_members(members) != row.digest:
            raise Rejected(
                "", N_("{span}的月报在审核以后有了新的版本，请先重新审核，再锁定。"), span=span.label
            )
        figures = sealing.figures_of(sealing.books_of_members(members, span.period))
        act.finish(row, members, _missing_of_months(row.unit_id, span), figures)
    return act


def _missing_of_months(unit_id: int, span: Span) -> list[Member]:
    return [one for row in _official(unit_id, span.months).values() for one in row.missing]


def _lock_month(act: Locking, row: Return) -> None:
    below = [post.id for post in act.chain.all_below(row.unit_id)]
    waiting = Return.select().where(
        Return.unit.in_(below), Return.kind == MONTH, Return.start == row.start, Return.live,
        Return.state == ReturnState.ACCEPTED,
    )  # fmt: skip
    by_unit = {one.unit_id: one for one in waiting}
    order = [by_unit[id_] for id_ in reversed(below) if id_ in by_unit]
    act.store_lists(order)
    for one in order:
        members, missing = _members(act, one)
        act.finish(one, members, missing, act.figures(members))


def _members(act: Locking, row: Return) -> tuple[list[Member], list[Member]]:
    """The lists of a month that a return consists of, its own first, and the units below that are missing."""
    start = row.start.isoformat()
    members: list[Member] = [[row.id, start]]
    missing: list[Member] = []
    below = act.chain.below(row.unit_id)
    official = _official_of(below, row.start) if below else {}
    for post in below:
        if post.id in official:
            members += official[post.id].members
            missing += official[post.id].missing
        elif post.existed(act.span.period):
            missing.append([post.id, start])
    return members, missing


def _official_of(posts: Sequence[Post], start: Any) -> dict[int, Return]:
    """Unit id → its locked return of the month."""
    of_units = Return.unit.in_([post.id for post in posts])
    rows = Return.select().where(of_units, Return.kind == MONTH, Return.start == start, Return.official)
    return {one.unit_id: one for one in rows}


# ---------------------------------------------------------------- what follows


def _follow(act: Locking, row: Return) -> None:
    """Give every locked return that holds this month a new revision with the new list: above it, and its roll-ups."""
    above = act.chain.above(row.unit_id)
    reason = N_("随{unit}{month}第 {n} 版更正").format(
        unit=act.chain.posts[row.unit_id].name, month=act.span.label, n=row.revision
    )
    for post in above:
        if (held := _followable(post.id, act.span)) is not None:
            fresh = act.follow(held, reason)
            members, missing = _above_members(act, fresh, held)
            act.finish(fresh, members, missing, act.figures(members))
    for span in act.span.above:
        for unit_id in (row.unit_id, *(post.id for post in above)):
            if (held := _followable(unit_id, span)) is not None:
                fresh = act.follow(held, reason)
                members = _month_members(unit_id, span)
                fresh.digest = sealing.digest_of_members(members)
                figures = sealing.figures_of(sealing.books_of_members(members, span.period))
                act.finish(fresh, members, _missing_of_months(unit_id, span), figures)


def _followable(unit_id: int, span: Span) -> Return | None:
    """The locked return of a unit and span, unless its next revision is being worked on, which will take it in."""
    return Return.get_or_none(
        Return.unit == unit_id, Return.kind == span.kind, Return.start == span.period.start, Return.official,
        Return.live,
    )  # fmt: skip


def _next(held: Return, reason: str) -> Return:
    Return.update(live=False, version=Return.version + 1).where(Return.id == held.id).execute()
    return Return.create(
        unit=held.unit_id, kind=held.kind, start=held.start, end=held.end, revision=held.revision + 1,
        reason=reason[:200], nil=held.nil, findings=held.findings, digest=held.digest, state=ReturnState.ACCEPTED,
    )  # fmt: skip


def _above_members(act: Locking, fresh: Return, held: Return) -> tuple[list[Member], list[Member]]:
    """As _members(), with the own list that the held revision has: nothing of its own is counted anew."""
    members, missing = _members(act, fresh)
    own = _own_list(held)
    return [own, *members[1:]], missing


def _own_list(held: Return) -> Member:
    """The member that is the unit's own list, which the first revision that counted it stored."""
    return held.members[0]
