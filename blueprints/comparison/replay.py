"""可比口径: this year beside last year as it was locked and as it counts today, each number with its list."""

from typing import Any

from flask import render_template, request, url_for
from flask_babel import gettext as _

from blueprints.comparison import asking, bp, presenting
from blueprints.comparison.asking import Wanted
from blueprints.errors import message
from blueprints.figure_links import Links
from blueprints.guard import actor, needs
from figures import wording
from figures.answers import Figure
from figures.comparison import choosing, replay_told
from figures.comparison.choosing import TYPE, UNIT
from figures.comparison.replay import KEYS, Replay, Row
from figures.differences.sides import Side
from figures.frame import Frame
from figures.indicators import BASE, find
from office.calendar import today
from office.errors import Rejected
from vocab import LIVE

WHOLE = "whole"  # not parted into rows: the usual indicators of disputes
TYPES = "type"


@bp.get("/compare/replay")
@needs("figures.read")
def replay() -> Any:
    """A period beside last year twice: as it was locked, and recomputed under today's lists, units and definitions."""
    wanted = asking.of_year(request.args.to_dict(), today())
    frame = Frame(actor(), wanted.unit, wanted.period)
    page = presenting.chooser(frame, wanted) | {
        "tabs_": presenting.tabs(wanted, "comparison.replay"),
        "indicators": presenting.indicators(),
        "ways": {},
        "key": wanted.key or BASE[wanted.basis],
        "by": wanted.by,
        "found": None,
    }
    try:
        key, by = _parted(wanted)
        page |= {"key": key, "by": by, "ways": _ways(key)}
        keys = (*([wanted.key] if wanted.key else []), *KEYS) if by == WHOLE else (key,)
        found = Replay(actor(), frame.unit.id, wanted.period, wanted.basis, today=today(),
                       by="" if by == WHOLE else by, keys=keys)  # fmt: skip
        return render_template("comparison/replay.html", problem="", **(page | _shown(found)))
    except Rejected as fault:
        return render_template("comparison/replay.html", problem=message(fault), **page), 422


def _parted(wanted: Wanted) -> tuple[str, str]:
    """The indicator and its rows: the types, unless it has none or something else is asked for."""
    key = wanted.key or BASE[wanted.basis]
    find(key)
    ways = _ways(key)
    return key, next(by for by in (wanted.by, TYPES, TYPE, UNIT, *ways) if by in ways)


def _ways(key: str) -> dict[str, str]:
    return {by: _(name) for by, name in choosing.ways(key).items()} | {WHOLE: _("不分行，列主要指标")}


# ---------------------------------------------------------------- what is shown


def _shown(found: Replay) -> dict[str, Any]:
    table = _Table(found)
    rows = found.rows(found.keys[0]) if found.by else found.every
    total = found.total(found.keys[0]) if found.by else None
    first = total or found.every[0]
    return {
        "found": found,
        "standing": _(replay_told.standing_words(found)),
        "name": _(first.now.one.name),
        "tiles": table.tiles(first),
        "heads": table.heads,
        "rows": [table.row(row) for row in rows],
        "total": table.row(total) if total else None,
        "changed": [[_(one.kind), one.text, one.day] for one in found.changed],
        "affected": sum(bool(row.why) for row in rows),
    }


class _Table:
    """The rows of a replay, each number with the list behind it, the effect with its explanation."""

    def __init__(self, found: Replay) -> None:
        self.found = found
        unit, basis = found.frame.unit.id, found.basis
        self.links = (
            Links(unit, found.now, basis, predecessors=True, comparable=True),
            Links(unit, found.then, basis, state=found.standing.state),
            Links(unit, found.then, basis, predecessors=True, comparable=True),
        )

    @property
    def heads(self) -> list[Any]:
        """The headings."""
        *numbers, why = map(_, replay_told.HEADS)
        return [
            {"label": self._first, "cls": "wrap"},
            *({"label": head, "num": True} for head in numbers),
            {"label": why, "cls": "wrap"},
        ]

    @property
    def _first(self) -> str:
        found = self.found
        return _(found.answers[0].ways[found.by].name) if found.by else _("指标")

    def row(self, row: Row) -> list[Any]:
        """The cells of a row."""
        figures = zip((row.now, row.locked, row.again), self.links, strict=True)
        _now, _locked, _again, effect, *more, why = replay_told.cells(row)
        label = row.label if self.found.by else wording.heading(row.now.one)
        explained = {"text": effect, "href": self._explained(row)} if row.why else effect
        return [_(label), *(self._number(row, *one) for one in figures), explained, *more, why or None]

    def _number(self, row: Row, figure: Figure, links: Links) -> dict[str, Any] | None:
        if figure.value is None:
            return None
        href = links.to(row.key) if row.part is None else links.of(row.key, self.found.by, row.part)
        counts = wording.both_counts(figure) if figure.denominator is not None else ""
        return {"text": wording.text(figure), "href": href, "title": counts}

    def _explained(self, row: Row) -> str | None:
        """差异说明 of the two counts of last year; none for the row of what is not filled in, which no address names."""
        if row.part == "":
            return None
        sides = {
            f"{name}_{what}": value
            for name, side in zip("ab", row.sides, strict=True)
            for what, value in self._side(side).items()
        }
        return url_for("figures.explain", key=row.key, **sides)

    def _side(self, side: Side) -> dict[str, Any]:
        told = {
            "unit": self.found.frame.unit.id,
            "from": side.period.start,
            "to": side.period.last,
            "basis": side.basis,
        }
        told |= {"state": side.state} if side.state != LIVE else {}
        told |= {"predecessors": 1} if side.predecessors else {}
        told |= {"comparable": 1} if side.comparable else {}
        return told | ({"by": side.where[0][0], "part": side.where[0][1]} if side.where else {})

    def tiles(self, row: Row) -> list[dict[str, Any]]:
        """The whole as large numbers."""
        labels = [_("本期"), _("上年（当时口径）"), _("上年（现行口径）")]
        unit = _(wording.unit_of(row.now.one))
        found = [
            {
                "label": label,
                "value": wording.text(figure),
                "unit": "" if unit == "%" else unit,
                "href": links.to(row.key),
            }
            for label, figure, links in zip(labels, (row.now, row.locked, row.again), self.links, strict=True)
        ]
        alike = replay_told.percent(row.alike)
        note = row.alike.why or _("同比（当时口径）%(change)s", change=replay_told.percent(row.plain))
        return [*found, {"label": _("可比增减"), "value": alike, "unit": "", "note": note}]
