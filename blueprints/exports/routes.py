"""The pages of one's own exports."""

from typing import Any
from urllib.parse import quote

from flask import Response, current_app, flash, redirect, render_template, stream_with_context, url_for
from flask_babel import gettext as _

from blueprints.exports import bp
from blueprints.exports.runner import Runner
from blueprints.guard import actor, needs
from blueprints.outgoing import XLSX
from office import exports

EXPORT = "<int(max=2147483647):export_id>"


def runner() -> Runner:
    """The present application's."""
    found: Runner = current_app.extensions["exports"]
    return found


@bp.get("/exports")
@needs("report.export")
def index() -> str:
    """What was asked for, how far it is, and what can be fetched."""
    runner().settle()
    found = exports.mine(actor())
    running = any(one.state == exports.RUNNING for one in found)
    return render_template(
        "exports/index.html",
        exports=found,
        states=exports.STATES,
        running=running,
        kept=exports.KEPT.days,
        long=exports.LONG,
    )


@bp.get(f"/exports/{EXPORT}/file")
@needs("report.export")
def download(export_id: int) -> Any:
    """The file, as it is decrypted."""
    export, content = exports.download(actor(), export_id)
    made = Response(stream_with_context(content), mimetype=XLSX)
    made.content_length = export.size
    made.headers["Content-Disposition"] = (
        f"attachment; filename=export.xlsx; filename*=UTF-8''{quote(export.file_name)}"
    )
    return made


@bp.post(f"/exports/{EXPORT}/remove")
@needs("report.export")
def remove(export_id: int) -> Any:
    """Delete a file before its week is over."""
    exports.remove(actor(), export_id)
    flash(_("文件已删除。"), "success")
    return redirect(url_for("exports.index"), 303)
