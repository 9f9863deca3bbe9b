"""The pages of the ledger import."""

import io
from typing import Any

from flask import flash, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from blueprints import corrections
from blueprints.corrections import Box
from blueprints.errors import message
from blueprints.guard import actor, needs
from blueprints.imports import bp, forms
from blueprints.imports.forms import UndoForm, UploadForm
from blueprints.imports.runner import runner
from blueprints.keeping import page, went_through
from figures.differences import moments
from office import lists, units
from office.calendar import today
from office.errors import Closed, NotVisible, Rejected
from registers import values
from registers.catalogue import REGISTERS
from registers.dispute import DISPUTE
from registers.ledger import batches, late
from registers.ledger.recognising import BY_KEY
from vocab import TERM_LISTS

Answer = str | tuple[str, int] | Response
BATCH = "<int(max=2147483647):batch_id>"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = 200  # problems on a page; the workbook of refused rows has them all
FIRST_ROWS = 3
CREATED = {
    "units": _l("单位"),
    "committees": _l("调解委员会"),
    "studios": _l("调解工作室"),
    "mediators": _l("调解员"),
}


# ---------------------------------------------------------------- list and upload


@bp.get("/imports")
@needs("ledger.import")
def index() -> Answer:
    runner().settle()
    return render_template(
        "imports/index.html",
        batches=batches.listed(actor()),
        states=batches.STATES,
        label_of=batches.label_of,
    )


@bp.route("/imports/new", methods=["GET", "POST"])
@needs("ledger.import")
def new() -> Answer:
    form = UploadForm().offer(units.choices(actor()))
    wanted = request.args.get("register", "")
    if request.method == "GET" and wanted in batches.registers():
        form.register.data = wanted
    made = []

    def act() -> None:
        sent, slug = form.file.data, form.register.data
        made.append(batches.upload(actor(), form.unit_id.data, sent.filename or "", sent.read(), slug))

    if went_through(form, act):
        return redirect(url_for("imports.mapping", batch_id=made[0].id), 303)
    described = REGISTERS.get(form.register.data or "")
    return page("imports/new.html", form, described=described, registers=batches.registers())


@bp.get("/imports/template.xlsx")
@needs("ledger.import")
def template() -> Response:
    """An empty ledger of `?register=`, of disputes unless told."""
    from reports import ledger_template, register_templates

    slug = request.args.get("register", DISPUTE.slug)
    if slug != DISPUTE.slug and slug not in REGISTERS:
        raise NotVisible()
    if slug == DISPUTE.slug:
        content, label = io.BytesIO(ledger_template.build()), _("纠纷台账模板")
    else:
        content = register_templates.build(REGISTERS[slug])
        label = _("%(register)s台账模板", register=_(REGISTERS[slug].label))
    return send_file(content, XLSX, as_attachment=True, download_name=f"{label}.xlsx")


# ---------------------------------------------------------------- mapping and check


@bp.route(f"/imports/{BATCH}/mapping", methods=["GET", "POST"])
@needs("ledger.import")
def mapping(batch_id: int) -> Answer:
    """Which column is which field, which sheet which unit, what the unknown words mean."""
    fault = ""
    look = batches.look(actor(), batch_id, today=today())
    if request.method == "POST":
        try:
            batches.decide(actor(), batch_id, forms.decided(look, request.form))
            return redirect(url_for("imports.check", batch_id=batch_id), 303)
        except Rejected as error:
            fault = message(error)
    shown = render_template(
        "imports/mapping.html",
        look=look,
        headings=forms.headings(look),
        samples=forms.samples(look),
        words=forms.words(look),
        registers=BY_KEY,
        fields=forms.fields_offered,
        registers_offered=forms.registers_offered() if batches.register_of(look.batch) is None else {},
        register_shown=forms.register_shown,
        assumable=forms.assumable,
        codes_of=lists.choosable,
        lists=_lists_of(look),
        sent=request.form,
        names=forms.name_of,
        unit_shown=forms.unit_shown,
        first_rows=FIRST_ROWS,
        plain=values.plain,
        fault=fault,
    )
    return shown, 422 if fault else 200


def _lists_of(look: batches.Look) -> dict[str, tuple[str, dict[str, str]]]:
    """Choice → its name and the codes that a word may mean."""
    labels = {
        field.choice: field.label
        for sheet in look.ledger.sheets
        for field in sheet.register.columns.values()
        if field.choice
    }
    return {
        choice: (_(str(TERM_LISTS.get(choice, labels.get(choice, choice)))), lists.choosable(choice))
        for choice in forms.words(look)
    }


@bp.get(f"/imports/{BATCH}/check")
@needs("ledger.import")
def check(batch_id: int) -> Answer:
    """What would be imported, refused and made."""
    look = batches.look(actor(), batch_id, today=today())
    return render_template(
        "imports/check.html",
        look=look,
        label=batches.label_of(look.batch),
        several=batches.register_of(look.batch) is None,
        planned=look.planned(),
        late=moments.late_rows(late.dated_rows(look)),
        kinds=CREATED,
        shown=SHOWN,
    )


@bp.post(f"/imports/{BATCH}/start")
@needs("ledger.import")
def start(batch_id: int) -> Answer:
    batches.start(actor(), batch_id)
    runner().submit(actor(), batch_id)
    return redirect(url_for("imports.show", batch_id=batch_id), 303)


@bp.post(f"/imports/{BATCH}/cancel")
@needs("ledger.import")
def cancel(batch_id: int) -> Answer:
    batches.cancel(actor(), batch_id)
    flash(_("已放弃，上传的文件已删除。"), "info")
    return redirect(url_for("imports.index"), 303)


# ---------------------------------------------------------------- progress and result


@bp.get(f"/imports/{BATCH}")
@needs("ledger.import")
def show(batch_id: int) -> Answer:
    """How far a running import is; after it, what became of it."""
    runner().settle()
    batch = batches.get(actor(), batch_id)
    if batch.state == batches.UPLOADED:
        return redirect(url_for("imports.mapping", batch_id=batch_id), 303)
    if batch.state == batches.RUNNING:
        return render_template("imports/running.html", batch=batch)
    if request.headers.get("HX-Request") == "true":  # the progress is over: show the whole page
        return Response(status=204, headers={"HX-Redirect": url_for("imports.show", batch_id=batch_id)})
    return _result(batch, UndoForm(), 200)


def _result(batch: Any, form: UndoForm, code: int, box: Box | None = None) -> Answer:
    returned = batches.returned(actor(), batch.id)
    shown = render_template(
        "imports/result.html",
        batch=batch,
        states=batches.STATES,
        label=batches.label_of(batch),
        register=batches.register_of(batch),
        registers=REGISTERS,
        returned=returned,
        kinds=CREATED,
        shown=SHOWN,
        form=form,
        box=box,
        late=_late(batch) if batch.state == batches.DONE else 0,
        edited=batches.edited_since(actor(), batch.id) if batch.state == batches.DONE else 0,
    )
    return shown, code


def _late(batch: Any) -> int:
    """How many of its records belong to locked months and have not been counted there."""
    return sum(moments.late(key, ids) for key, ids in batches.living(batch).items())


@bp.get(f"/imports/{BATCH}/refused.xlsx")
@needs("ledger.import")
def refused(batch_id: int) -> Response:
    """The refused rows, to correct and import again."""
    from reports import refused_rows

    content = io.BytesIO(refused_rows.build(batches.give_back(actor(), batch_id)))
    return send_file(content, XLSX, as_attachment=True, download_name=_("退回的行.xlsx"))


@bp.post(f"/imports/{BATCH}/undo")
@needs("ledger.import")
def undo(batch_id: int) -> Answer:
    form = UndoForm()
    numbers, box, why = [], None, corrections.reason()

    def act() -> None:
        numbers.append(batches.undo(actor(), batch_id, edited_too=form.edited_too.data, reason=why))

    try:
        if went_through(form, act):
            told = _("已撤销这次导入，%(n)s 条记录已作废。", n=numbers[0])
            corrections.told(told, "import", batch_id, is_record=False)
            return redirect(url_for("imports.show", batch_id=batch_id), 303)
    except Closed as error:
        box = Box.of(error)
    return _result(batches.get(actor(), batch_id), form, 422, box)
