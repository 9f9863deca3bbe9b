"""A sign of life for whoever watches the server."""

from flask import Blueprint

from blueprints.guard import PUBLIC, needs
from office import settings

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@needs(PUBLIC)
def healthz() -> dict[str, str]:
    """{"status": "ok"} when the database answers; a failure is a 500."""
    settings.everything()
    return {"status": "ok"}
