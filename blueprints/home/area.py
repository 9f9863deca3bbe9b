"""The year of an area in figures and pictures, as the desks of township and county end."""

from typing import Any

from flask_babel import gettext as _

from blueprints.home import pictures, wording
from blueprints.home.desk import ACCEPTED, AMOUNT, RATE, Card, Year
from reports import charts
from reports.charts import Chart


def shown(year: Year) -> dict[str, Any]:
    """The large figures, and the charts where there is anything to draw."""
    if year.is_empty:
        return {"large": _cards(year), "by_month": None}
    heat = pictures.heat(year)
    return {
        "large": _cards(year),
        "by_month": pictures.by_month(year),
        "by_type": pictures.by_type(year),
        "heat": heat,
        "two_years": _two_years(year, bool(heat)),
    }


def _two_years(year: Year, is_half: bool) -> Chart:
    if not is_half:
        return pictures.two_years(year, width=charts.WIDE)
    return pictures.two_years(year, width=charts.HALF, height=pictures.beside_heat(year))


def _cards(year: Year) -> list[Card]:
    found = year.changes((ACCEPTED, RATE, AMOUNT))
    return [
        wording.card(year, found[ACCEPTED], _("本年受理"), "inbox"),
        wording.card(year, found[RATE], _("本年调解成功率"), "check-circle"),
        wording.card(year, found[AMOUNT], _("协议涉及金额"), "cash-coin"),
        wording.pending_card(year),
    ]
