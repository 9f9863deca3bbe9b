"""How a return stands, in one object: for the command line and other programs."""

import datetime
from typing import Any

from figures.returns import chain, deadlines
from figures.returns.reporting import Chain
from figures.returns.spans import Span
from models import Return
from office import access
from office.access import Actor
from office.calendar import local
from vocab import RETURN_ACTS, RETURN_STATES, STRENGTHS, ReturnState


def status(actor: Actor, unit_id: int, span: Span, *, today: datetime.date) -> dict[str, Any]:
    """A unit's return of a span: state, revision, steps, and the units directly below with theirs. NotVisible."""
    actor.must("return.read")
    units = Chain(actor)
    post = units.post(unit_id)
    row = chain.current(actor, unit_id, span)
    due = deadlines.due_on(span)
    below = _below(actor, units, unit_id, span)
    return {
        "unit": post.name,
        "period": span.key,
        **_state(row),
        "due": due.isoformat(),
        "overdue": _overdue(row, due, today),
        **(_locked(row, units) if row else {}),
        "steps": [_step(one) for one in chain.steps(chain.revisions(actor, unit_id, span))],
        **({"expected": len(below), "received": sum(_is_received(one) for one in below), "units": below}
           if below else {}),
    }  # fmt: skip


def as_text(told: dict[str, Any]) -> str:
    """A status for somebody who reads it: the return, its steps, what the checks say, the units below."""
    lines = [
        f"{told['unit']}　{told['period']}　{told['state_name']}　第{told['revision']}版　截止{told['due']}"
    ]
    lines += [
        f"  {one['at']}　{one['act_name']}　{one['by']}　{one['reason']}".rstrip("　")
        for one in told["steps"]
    ]
    lines += [
        f"  〔{STRENGTHS[one['strength']]}〕{one['text']}　{one['explained']}"
        for one in told.get("findings", ())
    ]
    if told.get("missing"):
        lines.append(f"  缺报 {len(told['missing'])} 个单位：{'、'.join(told['missing'])}")
    if "units" in told:
        lines.append(f"  应报 {told['expected']} 个单位，已报 {told['received']} 个")
        lines += [f"    {one['unit']}　{one['state_name']}" for one in told["units"]]
    return "\n".join(lines)


def _state(row: Return | None) -> dict[str, Any]:
    state = row.state if row else ReturnState.OPEN
    return {
        "state": state,
        "state_name": RETURN_STATES[state],
        "revision": row.revision if row else 1,
        "nil": bool(row and row.nil),
        "official": bool(row and row.official),
        "asked": row.asked if row else "",
        "version": row.version if row else 0,
    }


def _locked(row: Return, units: Chain) -> dict[str, Any]:
    names = [units.posts[id_].name for id_, _ in row.missing if id_ in units.posts]
    return {
        "digest": row.digest,
        "locked_at": local(row.locked_at).isoformat() if row.locked_at else None,
        "missing": list(dict.fromkeys(names)),
        "findings": [one for one in row.findings],
    }


def _overdue(row: Return | None, due: datetime.date, today: datetime.date) -> int:
    """Days past the deadline of what has not been sent up."""
    waiting = row is None or row.state in (ReturnState.OPEN, ReturnState.RETURNED)
    return max(0, (today - due).days) if waiting else 0


def _step(one: Any) -> dict[str, Any]:
    return {
        "act": one.act,
        "act_name": RETURN_ACTS.get(one.act, one.act),
        "at": local(one.at).isoformat(),
        "by": one.actor,
        "reason": one.reason,
        "on_time": one.on_time,
    }


def _below(actor: Actor, units: Chain, unit_id: int, span: Span) -> list[dict[str, Any]]:
    posts = units.expected(unit_id, span.period)
    rows = access.returns(actor).where(
        Return.unit.in_([post.id for post in posts]), Return.kind == span.kind, Return.start == span.period.start,
        Return.live,
    )  # fmt: skip
    by_unit = {row.unit_id: row for row in rows}
    return [{"unit": post.name, **_state(by_unit.get(post.id))} for post in posts]


def _is_received(one: dict[str, Any]) -> bool:
    return one["state"] not in (ReturnState.OPEN, ReturnState.RETURNED)
