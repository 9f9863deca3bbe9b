"""校核: the township looks through what each of its villages (and its own desk) wrote in a month, before it goes up.

What was looked through is kept as a digest, so that any later change of what counts shows.
"""

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

from peewee import JOIN, ModelSelect, fn

import db
from figures.books import sealing
from figures.books.tallying import Tallied, bound, sources
from figures.returns import rollups
from figures.returns.reporting import Chain, Post
from figures.returns.spans import MONTH, Span
from models import Account, Verified, now
from office import access, audit, settings
from office.access import Actor
from office.errors import NotVisible, Rejected
from vocab import N_

OPEN, DONE, CHANGED = "open", "done", "changed"
STANDINGS = {OPEN: N_("未校核"), DONE: N_("已校核"), CHANGED: N_("校核后有改动")}


@dataclass(frozen=True)
class Village:
    """What one unit of a return wrote in a month: records by source, who entered them, and its 校核."""

    post: Post
    records: Mapping[str, int]
    writers: tuple[str, ...]
    changed_at: datetime.datetime | None
    verified: Verified | None
    digest: str

    @property
    def count(self) -> int:
        """All its records of the month."""
        return sum(self.records.values())

    @property
    def standing(self) -> str:
        """OPEN, DONE or CHANGED."""
        if self.verified is None:
            return OPEN
        return DONE if self.verified.digest == self.digest else CHANGED

    @property
    def is_open(self) -> bool:
        """Whether it is still to be looked through: it has records that nobody has, or not as they now stand."""
        return bool(self.count) and self.standing != DONE


def villages(actor: Actor, unit_id: int, span: Span) -> list[Village]:
    """The unit's own desk and each of its villages in a month, in their order. NotVisible, NotAllowed."""
    actor.must("return.read")
    chain = Chain(actor)
    post = chain.post(unit_id)
    rows = sealing.tallies(Chain(access.machine()), [unit_id], span)[unit_id]
    happened = rollups.only_happened(rows)
    by_unit = _by_unit(happened)
    digests = {id_: sealing.digest(own) for id_, own in _by_unit(rows).items()}
    kept = _verified(digests.keys() | chain.posts.keys(), span)
    writers = _writers(happened)
    return [
        Village(
            one,
            Counter(row.source for row in by_unit.get(one.id, ())),
            *writers.get(one.id, ((), None)),
            kept.get(one.id),
            digests.get(one.id, sealing.digest(())),
        )
        for one in _of(chain, post)
        if one.existed(span.period) or one.id in by_unit
    ]


def _of(chain: Chain, post: Post) -> list[Post]:
    """The units whose records stand in a unit's own return: itself first."""
    own = [chain.posts[id_] for id_ in chain.own_part([post.id]) if id_ in chain.posts]
    return sorted(own, key=lambda one: (one.id != post.id, one.position, one.id))


def _by_unit(rows: Iterable[Tallied]) -> dict[int, list[Tallied]]:
    found: dict[int, list[Tallied]] = {}
    for row in rows:
        found.setdefault(row.unit, []).append(row)
    return found


def _verified(unit_ids: Iterable[int], span: Span) -> dict[int, Verified]:
    rows = Verified.select().where(Verified.unit.in_(sorted(unit_ids)), Verified.start == span.period.start)
    return {row.unit_id: row for row in rows}


def _writers(rows: Sequence[Tallied]) -> dict[int, tuple[tuple[str, ...], datetime.datetime | None]]:
    """Unit → the names of those who entered its records, and when one was last changed."""
    names: dict[int, Counter[str]] = {}
    touched: dict[int, datetime.datetime] = {}
    for unit, name, count, changed in _written(rows):
        names.setdefault(unit, Counter())[name or ""] += count
        touched[unit] = max(changed, touched.get(unit, changed))
    return {
        unit: (tuple(name for name, _n in found.most_common() if name), touched[unit])
        for unit, found in names.items()
    }


def _written(rows: Sequence[Tallied]) -> Iterable[tuple[int, str | None, int, datetime.datetime]]:
    """Unit, who entered records there, how many, and when the last of them was changed: of all tables that say it."""
    known = sources()
    ids: dict[Any, list[int]] = {}
    for row in rows:
        ids.setdefault(known[row.source][0].source.model, []).append(row.record)
    selects = [_by_writer(model, own) for model, own in ids.items()
               if {"entered_by", "changed_at"} <= model._meta.fields.keys()]  # fmt: skip
    if not selects:
        return []
    return reduce(lambda left, right: left.union_all(right), selects).tuples()


def _by_writer(model: Any, ids: list[int]) -> ModelSelect:
    own = model.select(model.unit, Account.name, fn.COUNT(model.id), fn.MAX(model.changed_at))
    own = own.join(Account, JOIN.LEFT_OUTER, on=model.entered_by == Account.id).where(
        model.id.in_(bound(ids))
    )
    return own.group_by(model.unit, Account.id, Account.name)


def source_label(key: str) -> str:
    """What the records of a source are called."""
    ones = sources().get(key)
    return ones[0].source.label if ones else key


# ---------------------------------------------------------------- acts


def verify(actor: Actor, unit_id: int, span: Span) -> Verified:
    """Keep that a village's month (or that of an office's own desk) has been looked through, as it now stands.

    NotAllowed, NotVisible; Rejected for a span that is no month.
    """
    actor.must("return.submit")
    _is_month(span)
    post = Chain(actor).posts.get(unit_id)
    if post is None:
        raise NotVisible()
    with db.transaction():
        return _keep(actor, post, span, _digest_of(post, span))


def verify_all(actor: Actor, unit_id: int, span: Span) -> int:
    """Do so for every unit of a return that is still open; gives how many, each an act of its own."""
    actor.must("return.submit")
    _is_month(span)
    waiting = [one for one in villages(actor, unit_id, span) if one.is_open]
    for one in waiting:
        with db.transaction():
            _keep(actor, one.post, span, one.digest)
    return len(waiting)


def sending(actor: Actor, post: Post, span: Span, own: Sequence[Tallied]) -> str:
    """Sending a month up looks through what is still open; gives that in words. Call inside the transaction.

    Rejected where the bureau wants the villages looked through before, one by one.
    """
    waiting = _waiting(span, own)
    if not waiting:
        return ""
    units = Chain(access.machine()).posts
    others = [units[id_].name for id_ in waiting if id_ != post.id]
    if others and settings.get("verify_first") == "yes":
        raise Rejected(
            "villages", N_("还有 {n} 个村（社区）没有校核：{names}。请先校核，再上报。"), n=len(others),
            names="、".join(others),
        )  # fmt: skip
    for id_, digest in waiting.items():
        _keep(actor, units[id_], span, digest)
    return N_("一并校核 {n} 处记录").format(n=len(waiting))


def _waiting(span: Span, own: Sequence[Tallied]) -> dict[int, str]:
    """Unit id → digest of those with records that nobody has looked through as they now stand."""
    if span.kind != MONTH:
        return {}
    active = {row.unit for row in rollups.only_happened(own)}
    digests = {id_: sealing.digest(rows) for id_, rows in _by_unit(own).items() if id_ in active}
    kept = _verified(digests, span)
    return {id_: one for id_, one in sorted(digests.items()) if id_ not in kept or kept[id_].digest != one}


def _digest_of(post: Post, span: Span) -> str:
    chain = Chain(access.machine())
    reporter = chain.reporter[post.id]
    rows = sealing.tallies(chain, [reporter], span)[reporter]
    return sealing.digest(row for row in rows if row.unit == post.id)


def _keep(actor: Actor, post: Post, span: Span, digest: str) -> Verified:
    said = {
        "end": span.period.end,
        "at": now(),
        "account": actor.account_id,
        "actor": actor.name,
        "digest": digest,
    }
    place = {"unit": post.id, "start": span.period.start}
    Verified.insert(**place, **said).on_conflict(
        conflict_target=[Verified.unit, Verified.start], update=said
    ).execute()
    row = Verified.get(Verified.unit == post.id, Verified.start == span.period.start)
    audit.record(
        actor, "return.verify", "unit", post.id, unit=post.id, period=[span.kind, str(span.period.start)]
    )
    return row


def _is_month(span: Span) -> None:
    if span.kind != MONTH:
        raise Rejected("month", N_("校核按月进行，请选择一个月。"))
