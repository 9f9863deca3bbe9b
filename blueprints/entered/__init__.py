"""Entered indicators: what the bureau defines, and the sheets that units fill in month by month."""

from flask import Blueprint

from blueprints.keeping import rights

bp = Blueprint("entered", __name__)
bp.context_processor(rights)

from blueprints.entered import definitions, routes  # noqa: E402, F401
