"""The pages of every described register, the same for all: overview, list, entry, detail, change, withdrawal, reveal."""

import datetime
from typing import Any

from flask import flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _

from blueprints import corrections
from blueprints.corrections import Box
from blueprints.described import as_typed, id_or_none, measured, new_key
from blueprints.errors import message
from blueprints.guard import actor, needs
from blueprints.navigation import office_settings
from blueprints.outgoing import give
from blueprints.registers import bp, clocks, filters
from blueprints.registers.forms import RecordForm, form_of, typed
from blueprints.registers.presenting import Wording, history
from figures import periods
from office import units
from office.calendar import today
from office.errors import Closed, Refused, Rejected, Stale
from registers import record_export, record_search, records
from registers.catalogue import REGISTERS
from registers.description import Register
from registers.dispute_search import COUNTED
from registers.record_search import Page, Row
from registers.records import Filters

RECORD = "/registers/<register:register>/<int(max=2147483647):record_id>"
SERIES = datetime.timedelta(
    hours=12
)  # entries of one sitting: the next is offered the last one's place and day
Answer = tuple[str, int]


@bp.context_processor
def _rights() -> dict[str, Any]:
    return {"may": actor().may, "counted": counted, "measured": measured}


def counted(total: int) -> str:
    """How many there are, exactly up to a thousand."""
    return f"{COUNTED:,}+" if total > COUNTED else str(total)


# ---------------------------------------------------------------- overview


@bp.get("/registers")
@needs("record.read")
def hub() -> str:
    """A card for each register: what it holds, what came in this year, the way to its list and its form."""
    end = office_settings()["year_end"]
    number = periods.year_of(today(), end)
    year = periods.year(number, end)
    cards = [(one, record_search.glance(actor(), one, year.start, year.last)) for one in REGISTERS.values()]
    return render_template("registers/hub.html", cards=cards, number=number)


# ---------------------------------------------------------------- list


@bp.get("/registers/<register:register>")
@needs("record.read")
def index(register: Register) -> Any:
    fault, found = "", Page([], 0, None, None)
    args, due = request.args, clocks.dues(actor(), register, today())
    try:
        asked = _asked(register, due)
        found = record_search.search(
            actor(), register, asked, after=args.get("after", ""), before=args.get("before", "")
        )
    except Rejected as error:
        fault = message(error)
    places, given = units.choices(actor()), filters.given(register, args)
    wording = Wording(register, people=actor().may("record.people"))
    page = render_template(
        "registers/index.html",
        register=register,
        columns=wording.columns(),
        lines=[(row, wording.line(row)) for row in found.rows],
        total=_("%(count)s 条", count=counted(found.total)),
        given=given,
        places=places,
        selects=filters.selects(register),
        shown=filters.SHOWN,
        rare=filters.rare(register, given),
        chips=filters.chips(register, given, places, clocks.words(register)),
        dues=clocks.words(register),
        due={part: len(ids) for part, ids in due.items()},
        newer_url=found.newer and url_for("registers.index", register=register, **given, before=found.newer),
        older_url=found.older and url_for("registers.index", register=register, **given, after=found.older),
        fault=fault,
    )
    return page, 422 if fault else 200


def _asked(register: Register, due: dict[str, list[int]]) -> Filters:
    return clocks.confined(register, filters.read(actor(), register, request.args), request.args, due)


@bp.route("/registers/<register:register>/export.xlsx", methods=["GET", "POST"])
@needs("report.export")
def export(register: Register) -> Any:
    """The list as it is narrowed, as a workbook."""
    from reports import register_export  # openpyxl takes long to load and only this page writes it

    who, asked = actor(), _asked(register, clocks.dues(actor(), register, today()))
    return give(
        lambda target, told: register_export.write(who, register, asked, target, told),
        rows=record_export.number(who, register, asked),
        label=_(register.label),
        file_name=f"{_(register.label)}_{today():%Y%m%d}.xlsx",
        back=url_for("registers.index", register=register, **filters.given(register, request.args)),
    )


# ---------------------------------------------------------------- entry


@bp.route("/registers/<register:register>/new", methods=["GET", "POST"])
@needs("record.write")
def new(register: Register) -> Any:
    form = form_of(register)(data=_begun(register)).offer(actor(), today())
    if not form.is_submitted():
        return _entry_page(register, form, code=200)
    try:
        record = records.enter(
            actor(),
            register,
            form.unit.data,
            form.raw(),
            today=today(),
            entry_key=form.entry_key.data or None,
        )
    except (Refused, Rejected) as error:
        form.blame(error)
        return _entry_page(register, form)
    flash(_("已登记。"), "success")
    corrections.told_of_late(register.key, record.id)
    session["draft_done"] = True
    if request.form.get("then") == "again":
        return redirect(url_for("registers.new", register=register), 303)
    return redirect(url_for("registers.show", register=register, record_id=record.id), 303)


def _begun(register: Register) -> dict[str, Any]:
    """What a new form begins with: a key, usual choices, and place and day of what was entered just before."""
    since = datetime.datetime.now(datetime.UTC).replace(tzinfo=None) - SERIES
    last = record_search.last_of(actor(), register, since)
    begun: dict[str, Any] = {"entry_key": new_key(), **records.defaults(register)}
    if last:
        begun["unit"] = last.unit_id
    if register.dated in register.fields:
        day = getattr(last, register.dated) if last else None
        begun[register.dated] = as_typed(register.dated_field, day)
    return begun


def _entry_page(register: Register, form: RecordForm, *, code: int = 422) -> Answer:
    draft = f"{register.slug}-{actor().account_id}"
    return render_template(
        "registers/new.html", register=register, form=form, draft=draft, draft_done=_draft_done()
    ), code


def _draft_done() -> bool:
    """Whether a record was saved just now: the browser may forget its draft."""
    return bool(session.pop("draft_done", False))


# ---------------------------------------------------------------- one record


@bp.get(RECORD)
@needs("record.read")
def show(register: Register, record_id: int) -> Any:
    return _record_page(register, record_search.detail(actor(), register, record_id))


def _record_page(
    register: Register, row: Row, revealed: dict[str, str | None] | None = None, fault: str = ""
) -> str:
    people = actor().may("record.people")
    wording = Wording(register, people=people)
    return render_template(
        "registers/show.html",
        register=register,
        row=row,
        record=row.record,
        title=wording.title(row),
        states=wording.states(row),
        groups=wording.groups(row),
        clock=clocks.running(register, row.record, today()),
        history=history(register, row, people=people),
        standings=corrections.standings(register.key, row.record.id),
        revealed=revealed or {},
        fault=fault,
        draft=f"{register.slug}-{actor().account_id}",
        draft_done=_draft_done(),
    )


@bp.post(f"{RECORD}/reveal")
@needs("record.reveal")
def reveal(register: Register, record_id: int) -> Any:
    """The clear numbers, in the answer itself: they must not be kept anywhere, so there is no redirect."""
    row = record_search.detail(actor(), register, record_id)
    try:
        clear = records.reveal(actor(), register, record_id, request.form.get("reason", ""))
    except Rejected as error:
        return _record_page(register, row, fault=message(error)), 422
    return _record_page(register, row, clear)


@bp.route(f"{RECORD}/edit", methods=["GET", "POST"])
@needs("record.write")
def edit(register: Register, record_id: int) -> Any:
    row = record_search.detail(actor(), register, record_id)
    form = form_of(register)(data=typed(register, row)).offer(actor(), today(), row)
    if not form.is_submitted():
        return _edit_page(register, row, form, code=200)
    try:
        typed_now = (form.version_seen, form.unit.data, form.raw())
        records.change(actor(), register, record_id, *typed_now, today=today(), reason=corrections.reason())
    except (Refused, Rejected) as error:
        form.blame(error)
        return _edit_page(register, row, form)
    except Stale:
        return _conflict_page(register, row, form)
    except Closed as error:
        return _edit_page(register, row, form, box=Box.of(error))
    corrections.told(_("已保存修改。"), register.key, record_id)
    return redirect(url_for("registers.show", register=register, record_id=record_id), 303)


def _edit_page(
    register: Register,
    row: Row,
    form: RecordForm,
    differences: list[tuple[str, str, str]] | None = None,
    *,
    box: Box | None = None,
    code: int = 422,
) -> Answer:
    wording = Wording(register, people=True)
    return render_template(
        "registers/edit.html",
        register=register,
        record=row.record,
        title=wording.title(row),
        form=form,
        masks={key: wording.text(register.fields[key], row) for key in records.secret_keys(register)},
        differences=differences,
        box=box,
    ), code


def _conflict_page(register: Register, row: Row, form: RecordForm) -> Answer:
    """Both versions side by side; what was typed stays in the form, whose next save is against the present one."""
    row = record_search.detail(actor(), register, row.record.id)
    theirs = form_of(register)(formdata=None, data=typed(register, row)).offer(actor(), today(), row)
    differences = form.differences(theirs)
    form.version.data = str(row.record.version)
    return _edit_page(register, row, form, differences, code=409)


@bp.route(f"{RECORD}/void", methods=["GET", "POST"])
@needs("record.void")
def void(register: Register, record_id: int) -> Any:
    row = record_search.detail(actor(), register, record_id)
    fault, box = "", None
    if request.method == "POST":
        seen, why = id_or_none(request.form.get("version")) or 0, request.form.get("reason", "")
        try:
            records.void(actor(), register, record_id, seen, why, correction=corrections.reason())
        except Rejected as error:
            fault = message(error)
        except Closed as error:
            box = Box.of(error, why)
        else:
            corrections.told(_("已作废，不再计入统计。"), register.key, record_id)
            return redirect(url_for("registers.show", register=register, record_id=record_id), 303)
    title = Wording(register, people=actor().may("record.people")).title(row)
    page = render_template(
        "registers/void.html",
        register=register,
        row=row,
        record=row.record,
        title=title,
        fault=fault,
        box=box,
    )
    return page, 422 if fault or box else 200
