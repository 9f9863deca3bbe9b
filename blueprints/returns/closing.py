"""锁定全县: one page from the last missing return to the lock, naming what will be missing."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from blueprints.errors import message
from blueprints.guard import actor, needs
from blueprints.returns import asking, bp
from blueprints.returns.acts import Typed
from blueprints.returns.asking import Wanted
from blueprints.returns.routes import Answer, frame, row
from figures.returns import board as boards
from figures.returns import chain
from figures.returns.board import Board, Line
from office.calendar import today
from office.errors import Refused, Rejected
from vocab import ReturnState


@bp.get("/returns/closing")
@needs("return.decide")
def closing() -> Answer:
    """What stands between now and the lock of a whole unit's period."""
    return _page(asking.wanted(request.args, today()))


@bp.post("/returns/accept-all")
@needs("return.decide")
def accept_all() -> Answer:
    """Approve every return below against which no check is open, each an act of its own."""
    wanted = asking.sent(request.form)
    found = boards.board(actor(), wanted.unit, wanted.span, today=today())
    done, refused = [], []
    for line in _waiting(found):
        try:
            chain.accept(actor(), line.post.id, wanted.span, today=today())
            done.append(line.post.name)
        except (Rejected, Refused) as error:
            refused.append(_("%(unit)s：%(why)s", unit=line.post.name, why=message(error)))
    if done:
        flash(_("审核通过 %(n)s 个单位：%(names)s。", n=len(done), names="、".join(done)), "success")
    for words in refused:
        flash(words, "warning")
    if not done and not refused:
        flash(_("没有可以审核的报表。"), "info")
    return redirect(url_for("returns.closing", **wanted.args), 303)


@bp.post("/returns/lock-all")
@needs("return.decide")
def lock_all() -> Answer:
    """Lock a unit's own return with all that is approved below it."""
    wanted = asking.sent(request.form)
    typed = Typed.of(request.form)
    try:
        chain.lock(actor(), wanted.unit, wanted.span, seen=typed.seen)
    except Rejected as error:
        return _page(wanted, message(error), 422)
    flash(_("%(span)s已锁定。", span=wanted.span.label), "success")
    return redirect(url_for("returns.board", **wanted.args), 303)


def _page(wanted: Wanted, fault: str = "", code: int = 200) -> tuple[str, int]:
    found = boards.board(actor(), wanted.unit, wanted.span, today=today())
    return render_template(
        "returns/closing.html",
        **frame(wanted, "returns.closing"),
        board=found,
        own=row(found.own, wanted),
        waiting=[row(line, wanted) for line in _waiting(found)],
        ready=sum(not line.open_checks for line in _waiting(found)),
        left_out=[line.post.name for line in found.lines if not line.is_received],
        unapproved=[line.post.name for line in _waiting(found) if line.revision == 1],
        may_lock=chain.may_decide(actor(), found.own.post),
        steps=_steps(found, wanted),
        fault=fault,
    ), code


def _waiting(found: Board) -> list[Line]:
    """The lines that were sent up and wait for approval."""
    return [line for line in found.lines if line.state == ReturnState.SUBMITTED]


def _steps(found: Board, wanted: Wanted) -> list[dict[str, Any]]:
    """The way to the lock, in order: what is done, what is next, who does it."""
    counts, own = found.counts, found.own
    show = url_for("returns.show", **wanted.args)
    remind = url_for("returns.reminder", **wanted.args)
    received, waiting = counts["received"] == counts["expected"], counts["submitted"]
    order = (ReturnState.SUBMITTED, ReturnState.ACCEPTED, ReturnState.LOCKED)
    reached = order.index(own.state) if own.state in order else -1
    n_of_m = _("已报 %(n)s / 应报 %(m)s", n=counts["received"], m=counts["expected"])
    return [
        _step(_("下级上报"), n_of_m, received, [(_("催报"), remind)]),
        _step(_("审核下级"), _("待审核 %(n)s 个，逐个审核或在下面一并审核", n=waiting), not waiting, []),
        _step(_("本级上报"), _("带本级记录，先过审核关系"), reached >= 0, [(_("去上报"), show)]),
        _step(
            _("本级审核"),
            _("数字无误后审核通过"),
            reached >= 1,
            [(_("去审核"), show)] if reached == 0 else [],
        ),
        _step(_("锁定"), _("数字、清单和口径一并封存，此后只能更正"), reached == 2, []),
    ]


def _step(label: str, why: str, done: bool, ways: list[tuple[str, str]]) -> dict[str, Any]:
    links = [] if done else [{"label": words, "url": url} for words, url in ways]
    return {"label": label, "why": why, "done": done, "links": links, "others": ""}
