"""An export takes figures and cases out of the house: it needs a permission and leaves a row in the audit chain."""

from typing import Any

import db
from office import audit
from office.access import Actor


def note(actor: Actor, unit_id: int, **what: Any) -> None:
    """Log an export of a unit's figures. Raises NotAllowed."""
    actor.must("report.export")
    with db.transaction():
        audit.record(actor, "report.export", "unit", unit_id, **what)
