"""Figures: the month, the year, the list behind every number, the yearly workbook."""

from flask import Blueprint

bp = Blueprint("figures", __name__)

from blueprints.figures import bridging, differing, listing, routes  # noqa: E402, F401
