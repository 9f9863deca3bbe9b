"""From a finding to its case."""

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from blueprints.guard import actor, needs
from blueprints.screenings import bp
from office import calendar
from registers import findings


@bp.post("/findings/<int(max=2147483647):record_id>/case")
@needs("dispute.write")
def become_case(record_id: int) -> Response:
    """The finding as a pending case, opened for whatever else is known of it."""
    dispute = findings.become_case(actor(), record_id, today=calendar.today())
    flash(_("已转为纠纷案件 %(number)s，请补充其余内容。", number=dispute.number), "success")
    return redirect(url_for("disputes.edit", dispute_id=dispute.id), 303)
