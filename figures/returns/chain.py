"""The way of a return: 填报 → 上报 → (退回, with a reason) → 审核 → 锁定, and from there to a new revision.

Who sends up is the unit (a county may do it for a township); who decides is the office above it, and at the top the
office itself. Each act is one transaction with its step and its audit row; two at once never make two returns.
"""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

import db
from figures.checking.findings import EXPLAIN, MUST, Finding, explained, unanswered
from figures.checking.running import run
from figures.returns import deadlines, rollups, verifying
from figures.returns.reporting import Chain, Post
from figures.returns.spans import Span
from models import Return, ReturnStep, now
from office import access, audit
from office.access import Actor
from office.errors import NotAllowed, Refused, Rejected
from office.reasons import real_reason
from office.saving import save
from vocab import MACHINE, N_, RETURN_STATES, ReturnState

CHANGED = "changed_since"  # the finding that the list is no longer the one that was sent up


def current(actor: Actor, unit_id: int, span: Span) -> Return | None:
    """The newest revision of a unit's return; None while nobody has begun one (填报)."""
    return _of(access.returns(actor), unit_id, span).where(Return.live).first()


def official(actor: Actor, unit_id: int, span: Span) -> Return:
    """The newest locked revision of a unit's return. Rejected while none is locked."""
    row = _of(access.returns(actor), unit_id, span).where(Return.official).first()
    if row is None:
        raise Rejected("month", N_("{period}还没有锁定。"), period=span.label)
    return row


def revisions(actor: Actor, unit_id: int, span: Span) -> list[Return]:
    """Every revision of a unit's return, oldest first."""
    return list(_of(access.returns(actor), unit_id, span).order_by(Return.revision))


def steps(of: Sequence[Return]) -> list[ReturnStep]:
    """Who did what with these returns, oldest first."""
    ids = [row.id for row in of]
    return list(ReturnStep.select().where(ReturnStep.of.in_(ids)).order_by(ReturnStep.id))


def _of(rows: Any, unit_id: int, span: Span) -> Any:
    return rows.where(Return.unit == unit_id, Return.kind == span.kind, Return.start == span.period.start)


# ---------------------------------------------------------------- sending up


def submit(
    actor: Actor,
    unit_id: int,
    span: Span,
    *,
    today: datetime.date,
    explanations: Mapping[str, str] | None = None,
    reason: str = "",
    nil: bool = False,
    seen: int | None = None,
) -> Return:
    """Send a unit's return up. Refused names every check that stands against it.

    `explanations` answer the 核实 findings by their key, `reason` those that are not answered apart. `nil` is the
    零报告: Rejected when there are records. What nobody has looked through yet (校核) is so by this act. Rejected in
    another state than 填报 or 退回; NotVisible, Stale.
    """
    actor.must("return.submit")
    post = _post(actor, unit_id)
    _is_over(span, today)
    findings = run(actor, unit_id, span.period, today=today, previous=span.before.period)
    findings = _explained(findings, explanations or {}, reason)
    with db.transaction():
        row = _begun(post, span, seen)
        _in_state(row, ReturnState.OPEN, ReturnState.RETURNED)
        found = rollups.counted(unit_id, span)
        if nil and not found.is_nil:
            raise Rejected("nil", N_("“{unit}”{month}有 {n} 条记录，不能零报告，请照常上报。"), unit=post.name,
                           month=span.label, n=found.records)  # fmt: skip
        verified = verifying.sending(actor, post, span, found.own)
        sent = {"nil": found.is_nil, "figures": found.figures, "digest": found.digest}
        row = _moved(row, ReturnState.SUBMITTED, findings=[one.as_json() for one in findings], **sent)
        on_time = today <= deadlines.due_on(span)
        said = "；".join(filter(None, (reason, verified)))
        _step(actor, row, "nil" if found.is_nil else "submit", said, on_time)
    return row


def _is_over(span: Span, today: datetime.date) -> None:
    """A period is sent up when it is over, or on its last day."""
    if today < span.period.last:
        raise Rejected(
            "month",
            N_("{month}还没有结束，{day}起可以上报。"),
            month=span.label,
            day=span.period.last.isoformat(),
        )


def _begun(post: Post, span: Span, seen: int | None) -> Return:
    """The newest revision, made where there is none yet. Call inside the transaction."""
    db.serialise(f"return {post.id} {span.kind} {span.period.start}")
    row = _of(Return.select(), post.id, span).where(Return.live).first()
    if row is None:
        period = span.period
        return Return.create(unit=post.id, kind=span.kind, start=period.start, end=period.end)
    return _as_seen(row, seen)


def _as_seen(row: Return, seen: int | None) -> Return:
    if seen is not None and row.version != seen:
        save(row, seen, {})
    return row


def _explained(findings: Sequence[Finding], explanations: Mapping[str, str], reason: str) -> list[Finding]:
    """The findings with the answers given to them; Refused while one stands unanswered."""
    general = real_reason(reason) if reason.strip() else ""
    answers = {one.key: explanations.get(one.key, "").strip() or general for one in findings}
    open_ = unanswered(findings, answers)
    if open_:
        raise Refused([_against(one) for one in open_])
    return explained(findings, answers)


def _against(one: Finding) -> Rejected:
    if one.strength == MUST:
        return Rejected(one.key, N_("强制审核不通过：{text}"), text=one.text)
    return Rejected(one.key, N_("需要核实并写明原因：{text}"), text=one.text)


# ---------------------------------------------------------------- deciding


def send_back(actor: Actor, unit_id: int, span: Span, reason: str, *, seen: int | None = None) -> Return:
    """Return it to the unit, with what is to be put right. Rejected without a real reason, NotAllowed, Stale."""
    post = _decider(actor, unit_id)
    reason = real_reason(reason)
    with db.transaction():
        row = _begun(post, span, seen)
        _in_state(row, ReturnState.SUBMITTED, ReturnState.ACCEPTED)
        row = _moved(row, ReturnState.RETURNED)
        _step(actor, row, "send_back", reason)
    return row


def accept(
    actor: Actor,
    unit_id: int,
    span: Span,
    *,
    today: datetime.date,
    explanations: Mapping[str, str] | None = None,
    reason: str = "",
    seen: int | None = None,
) -> Return:
    """Approve what was sent up, after the same checks once more. Refused, Rejected, NotAllowed, Stale.

    What the unit has explained need not be explained again; a list changed since it was sent up must be.
    """
    post = _decider(actor, unit_id)
    findings = run(actor, unit_id, span.period, today=today, previous=span.before.period)
    with db.transaction():
        row = _begun(post, span, seen)
        _in_state(row, ReturnState.SUBMITTED, ReturnState.ACCEPTED)
        found = rollups.counted(unit_id, span)
        given = {one["key"]: one["explained"] for one in row.findings} | dict(explanations or {})
        answered = _explained([*findings, *changed(row, found)], given, reason)
        kept = {"nil": found.is_nil, "figures": found.figures, "digest": found.digest}
        row = _moved(row, ReturnState.ACCEPTED, findings=[one.as_json() for one in answered], **kept)
        _step(actor, row, "accept", reason)
    return row


def changed(row: Return, found: rollups.Counted) -> list[Finding]:
    """What is to be explained when the list is no longer the one that was sent up."""
    if row.digest == found.digest:
        return []
    moved = rollups.difference(row.figures, found.figures)
    text = N_("上报以后记录又有改动（{what}），请核对后写明原因。").format(
        what=moved or N_("总数未变，分类有变")
    )
    return [Finding(CHANGED, EXPLAIN, text)]


def lock(actor: Actor, unit_id: int, span: Span, *, seen: int | None = None) -> Return:
    """Lock an approved return, and with it those below it that are approved; what lies above follows.

    Those below that are not approved are missing (缺报): they stand named in `missing`. Rejected when the list is not
    the approved one any more, NotAllowed, Stale.
    """
    post = _decider(actor, unit_id)
    with db.transaction(alone=True):
        row = _begun(post, span, seen)
        _in_state(row, ReturnState.ACCEPTED)
        locked = rollups.lock(Chain(access.machine()), row, span)
        for one in locked.done:
            _step(actor, one, "follow" if one.id in locked.followed else "lock", one.reason)
    return Return.get_by_id(row.id)


# ---------------------------------------------------------------- after the lock


def ask(actor: Actor, unit_id: int, span: Span, reason: str, *, seen: int | None = None) -> Return:
    """Ask the office above for a new revision of a locked return. Rejected without a real reason."""
    actor.must("return.submit")
    post = _post(actor, unit_id)
    reason = real_reason(reason)
    with db.transaction():
        row = _begun(post, span, seen)
        _in_state(row, ReturnState.LOCKED)
        row = save(row, row.version, {"asked": reason, "changed_at": now()})
        _step(actor, row, "ask", reason)
    return row


def refuse(actor: Actor, unit_id: int, span: Span, reason: str, *, seen: int | None = None) -> Return:
    """Do not agree to a new revision. Rejected when none was asked for, or without a real reason."""
    post = _decider(actor, unit_id)
    reason = real_reason(reason)
    with db.transaction():
        row = _begun(post, span, seen)
        if not row.asked:
            raise Rejected("", N_("这份报表没有待处理的更正申请。"))
        row = save(row, row.version, {"asked": "", "changed_at": now()})
        _step(actor, row, "refuse", reason)
    return row


def reopen(actor: Actor, unit_id: int, span: Span, reason: str = "", *, seen: int | None = None) -> Return:
    """Open the next revision of a locked return; the locked one stays official until the new one is locked.

    The reason is the one with which it was asked for, unless another is given; Rejected without any.
    """
    post = _decider(actor, unit_id)
    with db.transaction():
        row = _begun(post, span, seen)
        _in_state(row, ReturnState.LOCKED)
        why = real_reason(reason if reason.strip() else row.asked)
        row = save(row, row.version, {"live": False, "asked": "", "changed_at": now()})
        fresh = Return.create(
            unit=row.unit_id,
            kind=row.kind,
            start=row.start,
            end=row.end,
            revision=row.revision + 1,
            reason=why,
        )
        _step(actor, fresh, "reopen", why)
    return fresh


# ---------------------------------------------------------------- shared


def _post(actor: Actor, unit_id: int) -> Post:
    return Chain(actor).post(unit_id)


def may_decide(actor: Actor, post: Post) -> bool:
    """Whether an actor decides about a unit's returns: the office above it does, at the top the office itself."""
    if not actor.may("return.decide"):
        return False
    return actor.role == MACHINE or post.parent_id is None or post.id != actor.unit_id


def _decider(actor: Actor, unit_id: int) -> Post:
    post = _post(actor, unit_id)
    if not may_decide(actor, post):
        raise NotAllowed(N_("报表由上一级单位审核，您的岗位不能审核“{unit}”的报表。"), unit=post.name)
    return post


def _in_state(row: Return, *states: str) -> None:
    if row.state not in states:
        wanted = "、".join(RETURN_STATES[state] for state in states)
        raise Rejected(
            "", N_("这份报表现在是“{now}”，只有“{wanted}”的报表才能这样办理。"), now=RETURN_STATES[row.state],
            wanted=wanted,
        )  # fmt: skip


def _moved(row: Return, state: str, **values: Any) -> Return:
    return save(row, row.version, {"state": state, "changed_at": now(), **values})


def _step(actor: Actor, row: Return, act: str, reason: str = "", on_time: bool | None = None) -> None:
    """The step in the return's own history, and the row in the audit chain."""
    ReturnStep.create(
        of=row.id, act=act, account=actor.account_id, actor=actor.name, reason=reason[:200], on_time=on_time
    )
    audit.record(
        actor, f"return.{act}", "return", row.id, unit=row.unit_id, period=[row.kind, str(row.start)],
        revision=row.revision, reason=reason[:200], digest=row.digest,
    )  # fmt: skip
