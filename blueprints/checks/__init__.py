"""审核关系: what is checked before a month goes up, and the checks that the bureau adds without code."""

from flask import Blueprint

bp = Blueprint("checks", __name__)

from blueprints.checks import routes  # noqa: E402, F401
