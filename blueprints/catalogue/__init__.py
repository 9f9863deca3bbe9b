"""指标目录: what every figure means and where it is used; fields that nothing counts by."""

from flask import Blueprint

bp = Blueprint("catalogue", __name__)

from blueprints.catalogue import routes  # noqa: E402, F401
