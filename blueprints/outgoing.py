"""Giving out a list as a file: at once while it is short, else in the background after a word of warning."""

import io
from typing import Any

from flask import current_app, flash, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _

from blueprints.guard import actor
from office import exports
from office.exports import Make

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def give(make: Make, *, rows: int, label: str, file_name: str, back: str) -> Any:
    """The workbook that `make` writes, of so many rows. A page that uses this takes GET and POST.

    A long one is begun by a POST to the same address, which the page shown instead asks for; `back` is the address to
    which that page leads without it.
    """
    if rows <= exports.LONG:
        content = io.BytesIO()
        make(content, lambda count: None)
        content.seek(0)
        return send_file(content, XLSX, as_attachment=True, download_name=file_name)
    if request.method != "POST":
        return render_template(
            "exports/offer.html", rows=rows, label=label, back=back, kept=exports.KEPT.days
        )
    export_id = exports.begin(actor(), label, file_name, request.full_path, rows)
    current_app.extensions["exports"].submit(export_id, make)
    flash(_("已开始生成，完成以后在这里下载。可以离开这个页面。"), "info")
    return redirect(url_for("exports.index"), 303)
