"""谁还没报？数对不对？ The county bureau's desk: the month as a picture, what the checks found, then the year."""

import datetime
from functools import cached_property
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from blueprints.home import area, months, wording
from blueprints.home.desk import Ask, Card, Year
from blueprints.navigation import office_settings
from figures.checking.findings import Finding
from figures.returns import board, grid
from figures.returns.grid import Cell, Grid
from figures.returns.spans import Span
from office.access import Actor
from reports import charts
from vocab import STRENGTHS, ReturnState

MOST_FINDINGS = 5
TONES = {"must": "red", "explain": "amber", "hint": "grey"}


def page(actor: Actor, today: datetime.date) -> dict[str, Any]:
    """What the desk shows."""
    year = Year(actor, today)
    return {
        "year": year,
        "returns": returns_of(actor, today),
        **area.shown(year),
    }


# ---------------------------------------------------------------- the returns


def returns_of(actor: Actor, today: datetime.date) -> "Returns | None":
    """The returns of the last finished month and those before it; None where nobody reports from here."""
    unit = board.own_unit(actor)
    if unit is None:
        return None
    last = months.finished(today, office_settings()["year_end"])
    return Returns(grid.grid(actor, unit, months.latest(last), today=today), last, unit, today)


class Returns:
    """Who has sent up what, and what the checks said about it."""

    def __init__(self, field: Grid, span: Span, unit: int, today: datetime.date) -> None:
        self.field = field
        self.span = span
        self.today = today
        self.month = field.month(span)
        self.args: dict[str, Any] = {"unit": unit, "month": span.key}

    @property
    def due(self) -> Any:
        """The deadline, with why it was put off."""
        return self.field.due[self.span]

    @property
    def days(self) -> str:
        """How many days are left, or have gone by."""
        return wording.days_to(self.due.on, self.today)

    @property
    def url(self) -> str:
        """The board of the month."""
        return url_for("returns.board", **self.args)

    @property
    def reminder(self) -> str:
        """The text that reminds those who have sent nothing."""
        return url_for("returns.reminder", **self.args)

    @property
    def closing(self) -> str:
        """Where returns are approved and the county's month is locked."""
        return url_for("returns.closing", **self.args)

    @property
    def missing(self) -> list[Cell]:
        """Who has not sent the month up, those apart that lie returned."""
        return [cell for cell in self.month if not cell.is_received and cell.state != ReturnState.RETURNED]

    @property
    def is_locked(self) -> bool:
        """Whether the month is closed."""
        return self.field.own is not None and self.field.own.state == ReturnState.LOCKED

    @property
    def cards(self) -> list[Card]:
        """已报/应报, 待审核, 退回未改, 更正申请: of the month, the last three of all months shown."""
        received = sum(cell.is_received for cell in self.month)
        missing = self.missing
        late = self.today > self.due.on and bool(missing)
        waiting = self.field.standing(ReturnState.SUBMITTED)
        back = self.field.standing(ReturnState.RETURNED)
        asked = [cell for cell in self.field.all if cell.asks]
        return [
            Card(_("%(month)s月报已报", month=self.span.short_label), f"{received}/{len(self.month)}", "", self.url,
                 (months.named(missing) and _("未报：%(names)s", names=months.named(missing, 3))) or _("都已上报"),
                 "calendar-check", "warn" if late else "" if missing else "good"),
            self._card(_("待审核"), waiting, _("没有待审核的"), "clipboard-check"),
            self._card(_("退回未改"), back, _("没有退回的"), "arrow-counterclockwise"),
            self._card(_("更正申请"), asked, _("没有申请"), "pencil-square"),
        ]  # fmt: skip

    def _card(self, label: str, cells: list[Cell], none: str, icon: str) -> Card:
        href = months.address(cells[0]) if len(cells) == 1 else self._board_of(cells)
        note = months.named(cells, 3) or none
        return Card(label, len(cells), _("份"), href, note, icon, "warn" if cells else "")

    def _board_of(self, cells: list[Cell]) -> str:
        """The board of the earliest month in which one of them stands."""
        if not cells:
            return self.url
        return url_for("returns.board", **(self.args | {"month": cells[0].span.key}))

    @property
    def asks(self) -> list[Ask]:
        """What waits, of the month and those before it: each unit's return, to be asked for or decided."""
        kinds = (
            (_("未报"), [cell for cell in self.field.all if cell.is_overdue and cell.state == ReturnState.OPEN], "calendar-x", "red"),
            (_("退回未改"), self.field.standing(ReturnState.RETURNED), "arrow-counterclockwise", "red"),
            (_("待审核"), self.field.standing(ReturnState.SUBMITTED), "clipboard-check", "amber"),
            (_("更正申请"), [cell for cell in self.field.all if cell.asks], "pencil-square", "amber"),
        )  # fmt: skip
        return [
            months.ask(words, cells, self.args, icon, tone) for words, cells, icon, tone in kinds if cells
        ]

    @property
    def picture(self) -> charts.Chart:
        """The field of marks."""
        return months.picture(self.field)

    @cached_property
    def _found(self) -> list[tuple[Cell, Finding]]:
        """What the checks found in the month's returns that were sent up and not locked, the strongest first."""
        states = (ReturnState.SUBMITTED, ReturnState.ACCEPTED)
        found = [(cell, one) for cell in self.month if cell.state in states for one in cell.findings]
        order = list(STRENGTHS)
        return sorted(found, key=lambda each: order.index(each[1].strength))

    @property
    def findings(self) -> list[list[Any]]:
        """The first of them: unit, how strong, what, the unit's reason."""
        return [
            [
                {"text": cell.post.name, "href": months.address(cell)},
                {"text": _(STRENGTHS[one.strength]), "pill": True, "tone": TONES[one.strength]},
                {"text": one.text, "note": _("说明：%(why)s", why=one.explained) if one.explained else ""},
            ]
            for cell, one in self._found[:MOST_FINDINGS]
        ]

    @property
    def other_findings(self) -> int:
        """How many more there are."""
        return max(0, len(self._found) - MOST_FINDINGS)
