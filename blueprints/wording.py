"""How dates, moments and numbers are written on the pages."""

import datetime
import re

from flask import Flask
from flask_babel import get_timezone

_UTC = datetime.UTC


def register(app: Flask) -> None:
    """Make the filters `day`, `moment`, `grouped` and `browser` known to the templates."""
    app.add_template_filter(day)
    app.add_template_filter(moment)
    app.add_template_filter(grouped)
    app.add_template_filter(browser)


def day(value: datetime.date | None) -> str:
    """A date as it is written in the books, 2026-11-05; "—" for none."""
    return value.isoformat() if value else "—"


def moment(value: datetime.datetime | None) -> str:
    """A stored UTC moment on the office's clock, 2026-11-05 09:30; "—" for none."""
    if value is None:
        return "—"
    return value.replace(tzinfo=_UTC).astimezone(get_timezone()).strftime("%Y-%m-%d %H:%M")


def grouped(value: int | None) -> str:
    """A count with thousands set apart, 6,068; "—" for none."""
    return "—" if value is None else f"{value:,}"


def browser(agent: str) -> str:
    """What a browser calls itself, in words a clerk knows: "Chrome 109 · Windows"; "—" for nothing known."""
    name = re.search(r"(Edg|Firefox|Chrome|Safari)\w*/(\d+)", agent)
    system = re.search(r"Windows|Android|iPhone|iPad|Mac OS|Linux", agent)
    words = [f"{name[1].replace('Edg', 'Edge')} {name[2]}" if name else "", system[0] if system else ""]
    return " · ".join(filter(None, words)) or "—"
