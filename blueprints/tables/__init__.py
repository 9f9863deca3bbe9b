"""Official tables: on the screen, for print, as workbook and document; and whether a printed one is what was locked."""

from flask import Blueprint

bp = Blueprint("tables", __name__)

from blueprints.tables import routes  # noqa: E402, F401
