"""The first page: what its reader asks first, by who that is."""

import datetime
from collections.abc import Callable
from typing import Any

from flask import render_template

from blueprints.guard import actor, needs
from blueprints.home import bp, county, keepers, leader, mediator, township
from blueprints.home.desk import Year
from office.access import Actor
from office.calendar import today
from office.reading import reading
from registers import dispute_search
from vocab import OUTCOMES, Role

Desk = Callable[[Actor, datetime.date], dict[str, Any]]
KEEPERS: dict[str, Desk] = {Role.ADMIN: keepers.administrator, Role.AUDITOR: keepers.auditor}
DESKS: dict[str, Desk] = {
    Role.MEDIATOR: mediator.page,
    Role.TOWNSHIP: township.page,
    Role.COUNTY: county.page,
    Role.LEADER: leader.page,
}


@bp.get("/")
@needs("own")
@reading()
def index() -> str:
    """The desk of whoever is signed in."""
    role = actor().role
    if role in KEEPERS:
        return render_template(f"home/{role}.html", **KEEPERS[role](actor(), today()))
    more = {"today": today(), "may_write": actor().may("dispute.write"), "outcomes": OUTCOMES}
    if not dispute_search.is_any(actor()):
        steps = keepers.first_steps(actor()) if actor().may("unit.write") else []
        return render_template(
            "home/desk.html", begins=True, steps=steps, year=Year(actor(), today()), **more
        )
    return render_template(f"home/{role}.html", begins=False, **DESKS[role](actor(), today()), **more)
