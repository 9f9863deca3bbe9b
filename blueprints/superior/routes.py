"""The templates themselves: list, upload, what would be lost, the original, what changed since last year."""

import io
from typing import Any

from flask import flash, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from blueprints.guard import actor, needs
from blueprints.keeping import page, went_through
from blueprints.navigation import office_settings
from blueprints.superior import bp, looking
from blueprints.superior.forms import UploadForm
from figures import periods
from figures.templates import keeping
from figures.templates.meaning import words
from office import units
from office.calendar import today
from office.errors import Rejected
from reports.templates import comparing, losses, uploading
from reports.templates.trial import Trial

Answer = str | tuple[str, int] | Response
ID = "int(max=2147483647)"
TEMPLATE = f"<{ID}:template_id>"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = 200  # changes or cells on a page


@bp.get("/superior-templates")
@needs("template.read")
def index() -> Answer:
    """The templates, each in its years."""
    return render_template("superior/index.html", templates=keeping.listed(actor()))


@bp.route("/superior-templates/new", methods=["GET", "POST"])
@needs("template.write")
def new() -> Answer:
    """Upload one; with ?previous= as the next year of that one."""
    previous = _previous()
    given = {"name": previous.name, "year": previous.year + 1} if previous else {"year": _this_year()}
    form = UploadForm(data=given)
    made = []

    def act() -> None:
        typed = {"name": form.name.data, "year": form.year.data, "note": form.note.data}
        sent = form.file.data
        made.append(
            uploading.upload(actor(), typed, sent.filename or "", sent.read(), previous and previous.id)
        )

    if went_through(form, act):
        target = "superior.compare" if previous else "superior.show"
        flash(
            _("已上传“%(name)s”%(year)s年的模板，原件已保存。", name=made[0].name, year=made[0].year),
            "success",
        )
        return redirect(url_for(target, template_id=made[0].id), 303)
    return page("superior/new.html", form, previous=previous)


def _previous() -> Any:
    written = request.args.get("previous", "")
    usable = written.isascii() and written.isdigit() and len(written) < 10
    return keeping.get(actor(), int(written)) if usable else None


def _this_year() -> int:
    return periods.year_of(today(), office_settings()["year_end"])


@bp.get(f"/superior-templates/{TEMPLATE}")
@needs("template.read")
def show(template_id: int) -> Answer:
    """What the template is, what filling it would lose, how far its cells are mapped."""
    row = keeping.get(actor(), template_id)
    look = looking.Look(row)
    years = keeping.years(actor(), row)
    return render_template(
        "superior/show.html",
        row=row,
        look=look,
        report=losses.remembered(row.digest, look.content),
        kinds=losses.KINDS,
        years=years,
        is_last=not any(one.previous_id == row.id for one in years),
    )


@bp.get(f"/superior-templates/{TEMPLATE}/original")
@needs("template.read")
def original(template_id: int) -> Response:
    """The file as it was sent."""
    row, content = keeping.original(actor(), template_id)
    return send_file(io.BytesIO(content), XLSX, as_attachment=True, download_name=row.file_name)


@bp.post(f"/superior-templates/{TEMPLATE}/remove")
@needs("template.write")
def remove(template_id: int) -> Answer:
    row = keeping.get(actor(), template_id)
    keeping.remove(actor(), template_id)
    flash(_("已删除“%(name)s”%(year)s年的模板。", name=row.name, year=row.year), "success")
    return redirect(url_for("superior.index"), 303)


@bp.route(f"/superior-templates/{TEMPLATE}/compare", methods=["GET", "POST"])
@needs("template.write")
def compare(template_id: int) -> Answer:
    """What changed since last year; the meanings of renamed cells to be confirmed; the trial on last year."""
    found = uploading.with_last_year(actor(), template_id)
    row = keeping.get(actor(), template_id)
    if found is None:
        return redirect(url_for("superior.show", template_id=template_id), 303)
    previous, compared = found
    if request.method == "POST":
        every = request.form.get("then") == "all"
        chosen = (
            list(compared.renamed)
            if every
            else keeping.chosen_cells(request.form.getlist("cell"), compared.renamed)
        )
        count = keeping.put_many(actor(), template_id, {cell: compared.renamed[cell] for cell in chosen})
        flash(_("已沿用 %(n)s 个单元格的对应。", n=count), "success")
        return redirect(url_for("superior.compare", template_id=template_id), 303)
    look = looking.Look(row)
    tried, fault = _tried(row, previous, compared)
    return render_template(
        "superior/compare.html",
        row=row,
        previous=previous,
        compared=compared,
        kinds=comparing.KINDS,
        tones={"moved": "blue", "renamed": "amber", "added": "green", "removed": "red", "reckoned": "amber"},
        words=lambda meaning: words(meaning, look.frame),
        mapped=look.sheets.mapped,
        key_of=keeping.key_of,
        tried=tried,
        fault=fault,
        units=units.choices(actor()),
        months=looking.months(),
        shown=SHOWN,
    )


def _tried(row: Any, previous: Any, compared: comparing.Comparison) -> tuple[dict[str, Any], str]:
    """The trial that the address asks for (by default of the own unit's whole last year), or why there is none."""
    tried: dict[str, Any] = {"unit": looking.office(row), "month": "", "trial": None, "lines": []}
    try:
        asked = looking.asked(request.args, previous.year)
        tried |= {"unit": asked.unit or tried["unit"], "month": asked.month or ""}
        trial = Trial(actor(), row.id, previous, compared, tried["unit"], asked.basis, asked.month,
                      office_settings()["year_end"])  # fmt: skip
    except Rejected as error:
        return tried, looking.message(error)
    return tried | {"trial": trial, "lines": list(trial.lines())}, ""
