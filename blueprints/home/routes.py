"""The first page: figures and the newest cases for those who work with cases; for the others what they keep."""

from flask import render_template

from blueprints.guard import actor, needs
from blueprints.home import bp, keepers, returns
from blueprints.home.desk import Desk
from office.calendar import today
from registers import dispute_search
from registers.dispute_search import Filters
from vocab import OUTCOMES, Role

NEWEST = 8


@bp.get("/")
@needs("own")
def index() -> str:
    """The desk of whoever is signed in."""
    if actor().may("accounts.manage"):
        return render_template("home/admin.html", **keepers.administrator(actor(), today()))
    if actor().may("audit.read"):
        return render_template("home/auditor.html", **keepers.auditor(actor(), today()))
    newest = dispute_search.search(actor(), Filters(), size=NEWEST).rows
    return render_template(
        "home/index.html",
        desk=Desk(actor(), today()),
        today=today(),
        newest=newest,
        month_return=returns.standing(actor(), today()) if actor().may("return.submit") else None,
        steps=keepers.first_steps(actor()) if actor().may("unit.write") and not newest else [],
        people=actor().may("dispute.people"),
        own_work=actor().role == Role.MEDIATOR,
        may_write=actor().may("dispute.write"),
        outcomes=OUTCOMES,
    )
