"""The first page: figures and the newest cases for those who work with cases, links for the others."""


from flask import render_template
from flask_babel import gettext as _

from blueprints.guard import actor, needs
from blueprints.home import bp
from blueprints.home.desk import Desk
from blueprints.navigation import menu
from office.calendar import today
from registers import dispute_search
from registers.dispute_search import Filters
from vocab import OUTCOMES, ROLES, Role

NEWEST = 8


@bp.get("/")
@needs("own")
def index() -> str:
    """The desk of whoever is signed in."""
    if not actor().may("figures.read"):
        return render_template("home/plain.html", role=_(ROLES[actor().role]), groups=menu())
    return render_template(
        "home/index.html",
        desk=Desk(actor(), today()),
        today=today(),
        newest=dispute_search.search(actor(), Filters(), size=NEWEST).rows,
        people=actor().may("dispute.people"),
        own_work=actor().role == Role.MEDIATOR,
        may_write=actor().may("dispute.write"),
        outcomes=OUTCOMES,
    )
