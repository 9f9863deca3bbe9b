"""What screening has beside the pages of every register: a finding becomes a case in one click."""

from flask import Blueprint

bp = Blueprint("screenings", __name__)

from blueprints.screenings import routes  # noqa: E402, F401
