"""实时与审定对照: what lies between official and live figures, each number with its records."""

from typing import Any

from flask import render_template, request
from flask_babel import gettext as _

from blueprints import addresses
from blueprints.choosing import unit_choices
from blueprints.errors import message
from blueprints.figure_links import Links
from blueprints.figures import asking, bp, presenting
from blueprints.figures.switching import ABOUT_BOOKS, explain_address
from blueprints.guard import actor, needs
from figures.books.sealed import last_locked
from figures.differences import saying
from figures.differences.bridge import IN, OUT, Bridge, Line, bridge
from figures.differences.history import MOVED
from figures.differences.sides import Side
from figures.frame import Frame
from figures.indicators import GROUPS, PRINTED, Indicator, everything
from figures.returns.spans import Span
from figures.standing import standing
from office.calendar import today
from office.errors import Rejected
from vocab import BASES, OFFICIAL

SERVICE = "service"  # every register but the disputes


@bp.get("/figures/bridge", endpoint="bridge")
@needs("figures.read")
def bridge_page() -> Any:
    """From the official figures to the live ones."""
    newest = last_locked(actor(), addresses.unit(request.args))
    period, span = asking.span_or_days({"month": newest, **request.args.to_dict()}, today())
    chosen = asking.books(request.args)
    side = Side(addresses.unit(request.args), period, OFFICIAL, chosen["revision"], addresses.basis(request.args),
                predecessors=chosen["predecessors"])  # fmt: skip
    of = SERVICE if request.args.get("of") == SERVICE else ""
    frame = Frame(actor(), side.unit, period, side.predecessors)
    shown = _choices(side, frame, span, of)
    try:
        found = bridge(actor(), side, _keys(of))
    except Rejected as fault:
        if fault.field not in ABOUT_BOOKS:
            raise
        return render_template(
            "figures/bridge.html", fault=message(fault), **shown
        ), 422 if request.args else 200
    table = _Table(found, frame.unit.id)
    stands = standing(side.question(()), found.frame, today())
    return render_template("figures/bridge.html", fault="", heads=table.heads, rows=table.rows, standing=stands,
                           unknown=[line.why for line in found.lines if line.why], **shown)  # fmt: skip


def _keys(of: str) -> list[str]:
    """The counted indicators that are printed."""
    ones = everything()
    keys = (
        [key for key in ones if key.partition(".")[0] in GROUPS and not key.startswith("dispute.")]
        if of
        else PRINTED
    )
    return [key for key in keys if isinstance(ones[key], Indicator) and ones[key].printed]


def _choices(side: Side, frame: Frame, span: Span | None, of: str) -> dict[str, Any]:
    """What was asked for, and what can be."""
    return {
        "side": side,
        "frame": frame,
        "span": span,
        "of": of,
        "units": unit_choices(frame),
        "parts": presenting.part_choices(),
        "bases": [(code, _(words)) for code, words in BASES.items()],
        "period": side.period,
    }


class _Table:
    """The bridge as a table."""

    def __init__(self, found: Bridge, unit_id: int) -> None:
        self.found = found
        side = found.side
        books: dict[str, Any] = {"predecessors": side.predecessors}
        self.official = Links(
            unit_id, side.period, side.basis, **books, state=OFFICIAL, revision=side.revision
        )
        self.live = Links(unit_id, side.period, side.basis, **books)
        self.unit_id = unit_id

    @property
    def heads(self) -> list[Any]:
        """指标, 审定, the kinds of reasons that occur, 实时."""
        named = [_("审定"), *map(_, self.found.columns.values()), _("实时")]
        return [_("指标"), *({"label": name, "num": True} for name in named)]

    @property
    def rows(self) -> list[list[Any]]:
        """A row for each indicator."""
        return [self._row(line) for line in self.found.lines]

    def _row(self, line: Line) -> list[Any]:
        one, key = line.one, line.one.key
        name = f"{_(one.name)}（{_(saying.unit_of(one))}）"
        official = None if line.official is None else saying.number(one, line.official)
        return [
            {"text": name, "note": line.why},
            official and {"text": official, "href": self.official.to(key)},
            *(self._cell(line, column) for column in self.found.columns),
            {"text": saying.number(one, line.live), "href": self.live.to(key)},
        ]

    def _cell(self, line: Line, column: str) -> Any:
        if column not in line.by_reason:
            return ""
        text = saying.signed(line.one, line.by_reason[column])
        return {"text": text, "href": self._records(line.one.key, column)}

    def _records(self, key: str, column: str) -> str:
        """The records of a number: those of its reason in the explanation of the difference."""
        reason = MOVED if column in (IN, OUT) else column
        return f"{explain_address(self.found.side.question((key,)), key, self.unit_id)}&reason={reason}"
