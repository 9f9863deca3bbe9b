"""The dispute register: list, entry on one screen, detail, change, withdrawal."""

from flask import Blueprint

bp = Blueprint("disputes", __name__)

from blueprints.disputes import routes  # noqa: E402, F401
