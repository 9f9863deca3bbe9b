"""Filling a template: the numbers and what is to be looked at on the page first, then the file."""

import io
from typing import Any

from flask import render_template, request, send_file, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from blueprints.guard import actor, needs
from blueprints.navigation import office_settings
from blueprints.superior import bp, looking
from figures.templates import keeping
from figures.templates.stretches import When
from office import units
from reports.templates.filling import Filling
from vocab import BASES, BOOKS

Answer = str | tuple[str, int] | Response
TEMPLATE = "<int(max=2147483647):template_id>"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ASKED = ("unit", "year", "month", "state", "basis")


@bp.get(f"/superior-templates/{TEMPLATE}/fill")
@needs("template.read")
def fill(template_id: int) -> Answer:
    """What would be filled in, with the check list."""
    filling, asked = _asked(template_id)
    return render_template(
        "superior/fill.html",
        row=filling.row,
        filling=filling,
        checked=filling.checked,
        asked=asked,
        units=units.choices(actor()),
        months=looking.months(),
        bases=[(code, _(words)) for code, words in BASES.items()],
        books=[(code, _(words)) for code, words in BOOKS.items()],
        address=_again(template_id),
        numbers={name: number for number, name in enumerate(looking.names(filling.sheets), 1)},
    )


def _again(template_id: int) -> str:
    """The address of the file for what the page was asked."""
    given: dict[str, Any] = {key: value for key, value in request.args.items() if key in _ASKED}
    return url_for("superior.download", template_id=template_id, **given)


@bp.post(f"/superior-templates/{TEMPLATE}/fill")
@needs("template.read")
def download(template_id: int) -> Response:
    """The filled file; logged and kept in mind for the comparison with the next year."""
    filling, _asked_for = _asked(template_id)
    made = io.BytesIO(filling.write())
    return send_file(made, XLSX, as_attachment=True, download_name=filling.file_name)


def _asked(template_id: int) -> tuple[Filling, looking.Asked]:
    row = keeping.get(actor(), template_id)
    asked = looking.asked(request.args, row.year)
    when = When(asked.year, asked.month, office_settings()["year_end"])
    unit = asked.unit or looking.office(row)
    return Filling(actor(), template_id, unit, when, asked.basis, asked.state), asked
