"""Which unit and period a page of returns is about."""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from blueprints import addresses
from blueprints.guard import actor
from blueprints.navigation import office_settings
from figures.returns import board, spans
from figures.returns.spans import Span
from office.errors import NotVisible, Rejected
from vocab import N_

# What stands beside the year in the chooser of a period.
PARTS = [f"{n:02}" for n in range(1, 13)] + ["Q1", "Q2", "Q3", "Q4", "H1", "H2", "year"]


@dataclass(frozen=True)
class Wanted:
    """A unit and a period."""

    unit: int
    span: Span

    @property
    def args(self) -> dict[str, Any]:
        """As an address names them."""
        return {"unit": self.unit, "month": self.span.key}

    def near(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """The address of the period before and of the one after."""
        after = spans.of(self.span.kind, self.span.period.end, self.span.year_end)
        return {"unit": self.unit, "month": self.span.before.key}, {"unit": self.unit, "month": after.key}


def wanted(args: Mapping[str, str], today: datetime.date) -> Wanted:
    """What an address asks for; the own unit and the last finished month unless said otherwise. Rejected, NotVisible."""
    unit = addresses.number(args, "unit") or board.own_unit(actor())
    if unit is None:
        raise NotVisible(N_("村（社区）不单独填报月报：记录由所属乡镇（街道）一并上报。"))
    return Wanted(unit, span(args, today))


def sent(form: Mapping[str, str]) -> Wanted:
    """What a form that was sent is about: it must name both. Rejected."""
    unit = addresses.number(form, "unit")
    if unit is None or not form.get("month"):
        raise Rejected("unit", N_("没有写明单位和月份，请从报表页面办理。"))
    return Wanted(unit, spans.read(form["month"], office_settings()["year_end"]))


def span(args: Mapping[str, str], today: datetime.date) -> Span:
    """The period of an address: 2024-03, 2024-Q1, …, or a year with its part beside it."""
    year_end = office_settings()["year_end"]
    written = args.get("month") or last_finished(today).key
    if (year := args.get("year")) and not re.match(r"\d{4}", written):
        written = year if written == "year" else f"{year}-{written}"
    return spans.read(written, year_end)


def last_finished(today: datetime.date) -> Span:
    """The last month that is over: on its own last day it is."""
    now = spans.of_day(today, office_settings()["year_end"])
    return now if today == now.period.last else now.before


def part(of: Span) -> str:
    """What the chooser shows for a period."""
    return of.key[5:] or "year"


def part_choices() -> list[tuple[str, str]]:
    """The parts of a year in words."""
    words = [_("%(n)s月", n=n) for n in range(1, 13)]
    words += [_("一季度"), _("二季度"), _("三季度"), _("四季度"), _("上半年"), _("下半年"), _("全年")]
    return list(zip(PARTS, words, strict=True))


def revision(args: Mapping[str, str]) -> int | None:
    """The revision that is asked for; None for the newest. Rejected."""
    return addresses.number(args, "revision")


def village(form: Mapping[str, str]) -> int | None:
    """The one village that is meant; None for all of them. Rejected."""
    return addresses.number(form, "village")
