"""The month as an account: the board, a return with its steps, what villages wrote, the evaluation."""

from flask import Blueprint

from blueprints.keeping import rights

bp = Blueprint("returns", __name__)
bp.context_processor(rights)

from blueprints.returns import acts, closing, rating, routes, villages  # noqa: E402, F401
