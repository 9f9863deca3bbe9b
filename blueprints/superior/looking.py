"""What the pages of a template have in common: its sheets with their map, and what an address asks for."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask_babel import gettext as _

from blueprints import addresses
from blueprints.errors import message
from blueprints.guard import actor
from blueprints.navigation import office_settings
from figures.frame import Frame
from figures.templates import keeping
from figures.templates.keeping import Cell
from figures.templates.proposing import Proposal, Proposer
from figures.templates.stretches import When
from office.errors import NotVisible, Rejected
from reports.templates.filling import Sheets
from reports.templates.grids import Grid
from vocab import N_

__all__ = ["Asked", "Look", "asked", "message", "months", "names", "office"]


@dataclass(frozen=True)
class Asked:
    """A unit (None: the actor's own), a month (None: the whole year), a basis and books."""

    unit: int | None
    year: int
    month: int | None
    basis: str
    state: str


class Look:
    """A template opened: its grids, map and proposals."""

    def __init__(self, row: Any) -> None:
        self.row = row
        self.content = keeping.content(actor(), row.id)
        self.sheets = Sheets(self.content, keeping.mapped(row.id))

    @cached_property
    def frame(self) -> Frame:
        """The office's own unit, or the actor's where that is below it, in the template's year."""
        when = When(self.row.year, None, office_settings()["year_end"])
        return Frame(actor(), office(self.row), when.period("ytd"))

    @cached_property
    def proposer(self) -> Proposer:
        """Proposes what cells mean."""
        return Proposer(self.frame, self.row.year, office_settings()["basis"])

    @cached_property
    def proposals(self) -> dict[Cell, Proposal]:
        """What the cells that mean nothing yet probably mean."""
        return self.sheets.proposals(self.proposer)

    @cached_property
    def unmapped(self) -> list[Cell]:
        """The cells under known headings that mean nothing yet (未对应)."""
        return [
            cell
            for cell, (heading, _format) in self.sheets.waiting.items()
            if cell not in self.sheets.mapped and self.proposer.knows(heading)
        ]

    @property
    def names(self) -> list[str]:
        """The names of its sheets, the hidden ones last."""
        return names(self.sheets)

    def grid(self, number: str) -> Grid:
        """The sheet of that number, counted from 1; the first one unless told. NotVisible."""
        place = int(number) if re.fullmatch(r"[1-9]\d{0,2}", number) else 1 if not number else 0
        if not 1 <= place <= len(self.names):
            raise NotVisible()
        return self.sheets.grids[self.names[place - 1]]

    def number(self, sheet: str) -> int:
        """The number under which addresses know a sheet."""
        return self.names.index(sheet) + 1


def names(sheets: Sheets) -> list[str]:
    """The names of a template's sheets in the order in which addresses number them: the hidden ones last."""
    return sorted(sheets.grids, key=lambda name: sheets.grids[name].is_hidden)


def office(row: Any) -> int:
    """The unit for which a template is filled unless told: the actor's own, of the machine that of the template."""
    return actor().unit_id or row.unit_id


def months() -> list[tuple[int, str]]:
    """The months of a year for a chooser."""
    return [(number, _("%(n)s月", n=number)) for number in range(1, 13)]


def asked(args: Mapping[str, str], year: int) -> Asked:
    """What an address asks for. Rejected names what cannot be read."""
    month = args.get("month") or ""
    if not re.fullmatch(r"[1-9]|1[0-2]|", month):
        raise Rejected("month", N_("月份应为 1 到 12。"))
    return Asked(
        addresses.unit(args), addresses.year(args.get("year") or str(year)), int(month) if month else None,
        addresses.basis(args), addresses.state(args),
    )  # fmt: skip
