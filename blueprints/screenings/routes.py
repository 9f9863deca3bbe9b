"""From a finding to its case."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from blueprints import corrections
from blueprints.corrections import Box
from blueprints.guard import actor, needs
from blueprints.screenings import bp
from office import calendar
from office.errors import Closed
from registers import findings
from registers.screenings import FINDINGS

Answer = Response | tuple[str, int]


@bp.post("/findings/<int(max=2147483647):record_id>/case")
@needs("dispute.write")
def become_case(record_id: int) -> Answer:
    """The finding as a pending case, opened for whatever else is known of it."""
    try:
        why = corrections.reason()
        dispute = findings.become_case(actor(), record_id, today=calendar.today(), reason=why)
    except Closed as error:
        back = url_for("registers.show", register=FINDINGS, record_id=record_id)
        return render_template("screenings/case.html", box=Box.of(error), leave_url=back), 422
    flash(_("已转为纠纷案件 %(number)s，请补充其余内容。", number=dispute.number), "success")
    return redirect(url_for("disputes.edit", dispute_id=dispute.id), 303)
