"""Mediators and their terms."""

from flask import Blueprint

from blueprints.keeping import rights

bp = Blueprint("mediators", __name__)
bp.context_processor(rights)

from blueprints.mediators import routes  # noqa: E402, F401
