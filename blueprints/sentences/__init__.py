"""工作报告文字: paragraphs with living numbers, the bureau's own texts, and pasted texts checked against the figures."""

from flask import Blueprint

bp = Blueprint("sentences", __name__)

from blueprints.sentences import checking, routes, writing  # noqa: E402, F401
