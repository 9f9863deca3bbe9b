"""上级模板: the workbooks of the office above, what their cells mean, and filling them."""

from flask import Blueprint

from blueprints.keeping import rights

bp = Blueprint("superior", __name__)
bp.context_processor(rights)

from blueprints.superior import cells, filling, routes  # noqa: E402, F401
