"""What is done with a return: each a form, one act, and back to its page; what is refused keeps what was typed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from blueprints import addresses
from blueprints.errors import message
from blueprints.guard import actor, needs, safe_next
from blueprints.returns import asking, bp
from blueprints.returns.asking import Wanted
from blueprints.returns.routes import Answer, page
from blueprints.returns.showing import Shown
from figures.returns import chain
from office.calendar import today
from office.errors import Refused, Rejected, Stale
from office.reasons import real_reason
from vocab import N_

EXPLAIN = "explain."  # before the key of a finding: the field for its reason


@dataclass(frozen=True)
class Typed:
    """What stood in the form of an act."""

    reason: str
    explanations: dict[str, str]
    seen: int | None

    @classmethod
    def of(cls, form: Mapping[str, str]) -> "Typed":
        """Read from a form that was sent. Rejected for a version that is none."""
        told = {key[len(EXPLAIN) :]: _plain(text) for key, text in form.items() if key.startswith(EXPLAIN)}
        return cls(_plain(form.get("reason", "")), told, addresses.number(form, "seen") or None)


def _plain(text: str) -> str:
    return text.replace("\x00", "").strip()


def take(name: str, done: str, act: Callable[[Wanted, Typed], Any]) -> Answer:
    """Do an act on the return that the form names; refused, its page again with everything typed (422, 409)."""
    wanted = asking.sent(request.form)
    typed = Typed.of(request.form)
    try:
        act(wanted, typed)
    except (Rejected, Refused) as error:
        return _again(name, wanted, typed, error, 422)
    except Stale:
        return _again(name, wanted, typed, Rejected("", _CHANGED), 409)
    flash(done, "success")
    back = safe_next(request.form.get("next"))
    return redirect(back or url_for("returns.show", **wanted.args), 303)


_CHANGED = N_("这份报表刚被他人办理过，下面是现在的情况；您填写的内容还在，请核对后再提交。")


def _again(name: str, wanted: Wanted, typed: Typed, error: Rejected | Refused, code: int) -> Answer:
    faults = error.faults if isinstance(error, Refused) else [error]
    beside = {fault.field: _words(fault, typed) for fault in faults}
    shown = Shown(wanted)
    known = {one["finding"].key for one in shown.findings} | {"reason"}
    above = [words for field, words in beside.items() if field not in known]
    return page(shown, code, typed=typed, faults=beside, failed=name, fault="".join(above))


def _words(fault: Rejected, typed: Typed) -> str:
    """Why a reason that was typed does not do, where there is one; else what the fault says."""
    if given := typed.explanations.get(fault.field):
        try:
            real_reason(given)
        except Rejected as empty:
            return message(empty)
    return message(fault)


@bp.post("/returns/submit")
@needs("return.submit")
def submit() -> Answer:
    """Send it up."""
    return take("submit", _("已上报。"), lambda wanted, typed: chain.submit(
        actor(), wanted.unit, wanted.span, today=today(), explanations=typed.explanations, reason=typed.reason,
        seen=typed.seen))  # fmt: skip


@bp.post("/returns/nil")
@needs("return.submit")
def nil() -> Answer:
    """零报告: nothing happened, in one tap."""
    return take("nil", _("已零报告。"), lambda wanted, typed: chain.submit(
        actor(), wanted.unit, wanted.span, today=today(), explanations=typed.explanations, reason=typed.reason,
        nil=True, seen=typed.seen))  # fmt: skip


@bp.post("/returns/send-back")
@needs("return.decide")
def send_back() -> Answer:
    """Return it to the unit, with the reason."""
    return take("send_back", _("已退回。"), lambda wanted, typed: chain.send_back(
        actor(), wanted.unit, wanted.span, typed.reason, seen=typed.seen))  # fmt: skip


@bp.post("/returns/accept")
@needs("return.decide")
def accept() -> Answer:
    """Approve it."""
    return take("accept", _("审核通过。"), lambda wanted, typed: chain.accept(
        actor(), wanted.unit, wanted.span, today=today(), explanations=typed.explanations, reason=typed.reason,
        seen=typed.seen))  # fmt: skip


@bp.post("/returns/lock")
@needs("return.decide")
def lock() -> Answer:
    """Lock it, with those below it that are approved."""
    return take("lock", _("已锁定。"), lambda wanted, typed: chain.lock(
        actor(), wanted.unit, wanted.span, seen=typed.seen))  # fmt: skip


@bp.post("/returns/ask")
@needs("return.submit")
def ask() -> Answer:
    """Ask the office above for a new revision."""
    return take("ask", _("已申请更正，等上级同意。"), lambda wanted, typed: chain.ask(
        actor(), wanted.unit, wanted.span, typed.reason, seen=typed.seen))  # fmt: skip


@bp.post("/returns/reopen")
@needs("return.decide")
def reopen() -> Answer:
    """Open the next revision."""
    return take("reopen", _("已同意更正，新的一版可以填报了。"), lambda wanted, typed: chain.reopen(
        actor(), wanted.unit, wanted.span, typed.reason, seen=typed.seen))  # fmt: skip


@bp.post("/returns/refuse")
@needs("return.decide")
def refuse() -> Answer:
    """Do not agree to a new revision."""
    return take("refuse", _("已答复不同意更正。"), lambda wanted, typed: chain.refuse(
        actor(), wanted.unit, wanted.span, typed.reason, seen=typed.seen))  # fmt: skip
