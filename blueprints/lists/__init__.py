"""The lists a bureau extends, and the words offices use for them."""

from flask import Blueprint

bp = Blueprint("lists", __name__)

from blueprints.lists import routes  # noqa: E402, F401
