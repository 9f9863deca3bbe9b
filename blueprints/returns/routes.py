"""The board of a period, the text for the group chat, and the page of one return."""

from typing import Any

from flask import render_template, request, url_for
from werkzeug.wrappers import Response

from blueprints.guard import actor, needs
from blueprints.returns import asking, bp, presenting
from blueprints.returns.asking import Wanted
from blueprints.returns.showing import Shown
from figures.returns import board as boards
from figures.returns import chain, reminding, verifying
from figures.returns.board import Board, Line
from figures.returns.spans import MONTH
from office.calendar import today
from office.reading import reading
from vocab import ReturnState

Answer = str | tuple[str, int] | Response


@bp.get("/returns")
@needs("return.read")
def board() -> Answer:
    """How the returns of a unit and of those below it stand in a period."""
    if not request.args.get("unit") and boards.own_unit(actor()) is None:
        return render_template("returns/nowhere.html")
    wanted = asking.wanted(request.args, today())
    found = boards.board(actor(), wanted.unit, wanted.span, today=today())
    is_month = wanted.span.kind == MONTH
    return render_template(
        "returns/board.html",
        **frame(wanted),
        board=found,
        counts=found.counts,
        own=row(found.own, wanted),
        rows=[row(line, wanted) for line in found.lines],
        villages=verifying.villages(actor(), wanted.unit, wanted.span)
        if is_month and not found.lines
        else [],
        standings=verifying.STANDINGS,
        standing_tones=presenting.STANDINGS,
        may_close=bool(found.lines) and actor().may("return.decide"),
    )


def frame(wanted: Wanted, endpoint: str = "returns.board") -> dict[str, Any]:
    """What the pages about a unit and period have in common: the choosers and the way to the period before and after."""
    before, after = wanted.near()
    return {
        "wanted": wanted,
        "span": wanted.span,
        "unit_choices": boards.reporting_units(actor()),
        "part": asking.part(wanted.span),
        "parts": asking.part_choices(),
        "before": url_for(endpoint, **before),
        "after": url_for(endpoint, **after),
    }


def row(line: Line, wanted: Wanted) -> dict[str, Any]:
    """A line of the board with what the reader may do next."""
    args = wanted.args | {"unit": line.post.id}
    sends = actor().may("return.submit") and line.is_over
    return {
        "line": line,
        "href": url_for("returns.show", **args),
        "inside": url_for("returns.board", **args) if line.below else None,
        "received": sum(one.is_received for one in line.below),
        "state": presenting.state(line),
        "sent": presenting.sent(line),
        "checks": presenting.checks(line),
        "last": presenting.last_activity(line),
        "nil": sends and wanted.span.kind == MONTH and line.state == ReturnState.OPEN and not line.records,
        "next": _next(line, sends, wanted.span.kind),
    }


def _next(line: Line, sends: bool, kind: str) -> str:
    """The act that waits for the reader on a return's own page: send, review, lock, decide; "" for none."""
    if line.state in (ReturnState.OPEN, ReturnState.RETURNED):
        ready = line.records or kind != MONTH or line.state == ReturnState.RETURNED
        return "send" if sends and ready else ""
    if not chain.may_decide(actor(), line.post):
        return ""
    if line.asked:
        return "decide"
    return {ReturnState.SUBMITTED: "review", ReturnState.ACCEPTED: "lock"}.get(line.state, "")


@bp.get("/returns/reminder")
@needs("return.read")
def reminder() -> Answer:
    """The text that reminds the units that lack something, to be put into the group chat."""
    wanted = asking.wanted(request.args, today())
    found = boards.board(actor(), wanted.unit, wanted.span, today=today())
    return render_template(
        "returns/reminder.html",
        **frame(wanted, "returns.reminder"),
        board=found,
        text=reminding.of_board(found),
        lacking=[row(line, wanted) for line in reminding.lacking(found)],
        nothing=_nothing(found),
    )


def _nothing(found: Board) -> list[str]:
    """The units that are left alone because they have no records."""
    return [line.post.name for line in found.lines if line.is_missing and not line.records]


@bp.get("/returns/show")
@needs("return.read")
@reading()
def show() -> Answer:
    """One return: its steps, figures, findings, history, and what the reader may do with it."""
    wanted = asking.wanted(request.args, today())
    revision = asking.revision(request.args)
    shown = Shown(wanted, revision)
    return page(shown)


def page(shown: Shown, code: int = 200, **more: Any) -> tuple[str, int]:
    """The page of a return; after a refused act with what was typed."""
    wanted = shown.wanted
    return render_template(
        "returns/show.html",
        **frame(wanted, "returns.show"),
        shown=shown,
        row=row(shown.line, wanted),
        **{"typed": {}, "faults": {}, "failed": "", "fault": "", **more},
    ), code
