"""Taking rosters in from a spreadsheet."""

from flask import Blueprint

from blueprints.keeping import rights

bp = Blueprint("rosters", __name__)
bp.context_processor(rights)

from blueprints.rosters import routes  # noqa: E402, F401
