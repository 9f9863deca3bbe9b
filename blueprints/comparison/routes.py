"""The page of comparisons. It asks figures/comparison; it counts nothing itself."""

from typing import Any

from flask import render_template, request

from blueprints.comparison import asking, bp, presenting
from blueprints.errors import message
from blueprints.guard import actor, needs
from figures.frame import Frame
from office.calendar import today
from office.errors import Rejected


@bp.get("/compare")
@needs("figures.read")
def index() -> Any:
    """A unit's figures of a period beside those of a year ago and of the period before."""
    wanted = asking.read(request.args, today())
    frame = Frame(actor(), wanted.unit, wanted.period, wanted.predecessors)
    page = presenting.chooser(frame, wanted) | {"tabs_": presenting.tabs(wanted, "comparison.index")}
    try:
        stretch = wanted.stretch(frame, today())
    except Rejected as fault:
        return render_template("comparison/index.html", problem=message(fault), **page), 422
    return render_template("comparison/index.html", problem="", stretch=stretch, **page)
