"""对比分析: figures beside earlier ones, units in order of their work, last year recounted as things now stand."""

from flask import Blueprint

bp = Blueprint("comparison", __name__)

from blueprints.comparison import ranking, replay, routes  # noqa: E402, F401
