"""The pages of the catalogue of figures."""

from typing import Any

from flask import render_template, request
from flask_babel import gettext as _

from blueprints import addresses
from blueprints.catalogue import bp
from blueprints.figure_links import Links
from blueprints.guard import actor, needs
from blueprints.navigation import office_settings
from figures import periods, told, unused
from figures.comparison.derived import DERIVED, GROUP
from figures.frame import Frame
from figures.indicators import GROUPS
from figures.periods import Period
from figures.uses import KINDS
from office.calendar import today


@bp.get("/figures/catalogue")
@needs("figures.read")
def index() -> str:
    """Every indicator, or those in which a word occurs, group by group."""
    word, group = addresses.text(request.args, "word", 40), request.args.get("group", "")
    frame, year = _area()
    links = Links(frame.unit.id, year, office_settings()["basis"])
    found = told.groups(frame, word, group if group in GROUPS else "")
    return render_template(
        "catalogue/index.html",
        groups=found,
        derived=[one for one in DERIVED.values() if one.speaks_of(word) and not group],
        derived_group=_(GROUP),
        number=sum(len(ones) for _label, ones in found),
        choices=[(key, _(label)) for key, label in GROUPS.items()],
        word=word,
        group=group,
        kinds=KINDS,
        links=links,
        year=year,
        said=_,  # a template's own would take the % of a text for a place to fill in
    )


@bp.get("/figures/catalogue/fields")
@needs("figures.read")
def fields() -> str:
    """The fields of registers that nothing counts by."""
    frame, _year = _area()
    found: dict[str, list[Any]] = {}
    for one in unused.listed(actor(), frame):
        found.setdefault(one.register.label, []).append(one)
    return render_template("catalogue/fields.html", registers=found, unit=frame.unit.name)


def _area() -> tuple[Frame, Period]:
    """The actor's own area in the present statistical year."""
    end = office_settings()["year_end"]
    year = periods.year(periods.year_of(today(), end), end)
    return Frame(actor(), None, year), year
