"""Committees and their studios."""

from flask import Blueprint

from blueprints.keeping import rights

bp = Blueprint("committees", __name__)
bp.context_processor(rights)

from blueprints.committees import routes, studios  # noqa: E402, F401
