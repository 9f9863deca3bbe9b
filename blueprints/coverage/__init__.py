"""Which villages lack what: an adviser, legal understanders, the service that the bureau asks for."""

from flask import Blueprint

bp = Blueprint("coverage", __name__)

from blueprints.coverage import routes  # noqa: E402, F401
