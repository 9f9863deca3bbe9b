"""Places: the tree, one unit, and what happens to it."""

from flask import Blueprint

from blueprints.keeping import rights

bp = Blueprint("units", __name__)
bp.context_processor(rights)

from blueprints.units import routes  # noqa: E402, F401
