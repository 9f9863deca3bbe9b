"""Pages of the unit tree."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from blueprints.guard import actor, needs
from blueprints.keeping import page, went_through
from blueprints.units import bp
from blueprints.units.forms import ClosingForm, CorrectionForm, MergeForm, NewUnitForm, RenameForm, SplitForm
from office import access, calendar, committees, mediators, unit_changes, unit_splits, units
from office.errors import Rejected
from vocab import COMMITTEE_KINDS, EMPLOYMENTS, STUDIO_KINDS, UNIT_KINDS

_MOST_SHOWN = 400  # villages on one page; above that the townships lead to them
Answer = str | tuple[str, int] | AnyResponse


@bp.get("/units")
@needs("roster.read")
def index() -> Answer:
    today, text = calendar.today(), request.args.get("q", "").strip()
    past = "past" in request.args
    if text:
        found = units.search(actor(), text)
        return render_template(
            "units/found.html", q=text, kinds=UNIT_KINDS, found=found, full_names=units.full_names(found)
        )
    tops = units.tree(actor(), today, past=past)
    shown = sum(len(branch.below) for top in tops for branch in top.below)
    return render_template(
        "units/index.html", q="", past=past, kinds=UNIT_KINDS, tops=tops, deep=shown <= _MOST_SHOWN
    )


@bp.get("/units/<int:unit_id>")
@needs("roster.read")
def show(unit_id: int) -> Answer:
    today = calendar.today()
    unit = access.get_unit(actor(), unit_id)
    own = committees.of_unit(actor(), unit)
    return render_template(
        "units/show.html",
        unit=unit,
        today=today,
        line=units.line(actor(), unit),
        branch=units.branch(actor(), unit, today),
        successor=access.get_unit(actor(), unit.successor_id) if _visible(unit.successor_id) else None,
        former_names=units.former_names(unit),
        merged=units.merged_into(actor(), unit),
        committees=own,
        studios=committees.studios_of(actor(), own),
        mediators=mediators.of_unit(actor(), unit),
        kinds=UNIT_KINDS,
        committee_kinds=COMMITTEE_KINDS,
        studio_kinds=STUDIO_KINDS,
        employments=EMPLOYMENTS,
    )


def _visible(unit_id: int | None) -> bool:
    return unit_id is not None and (actor().unit_path == "/" or unit_id in actor().unit_ids)


@bp.route("/units/new", methods=["GET", "POST"])
@needs("unit.write")
def new() -> Answer:
    places = units.choices(actor())
    form = NewUnitForm(places, data={"parent": request.args.get("parent", type=int)})

    def act() -> None:
        given = form.values()
        parent = units.living(actor(), given.pop("parent"), "parent")
        unit = units.add(actor(), parent, **{**given, "kind": given["kind"] or None})
        flash(_("已新设“%(name)s”。", name=unit.name), "success")

    if went_through(form, act):
        if request.form.get("then") == "again":
            return redirect(url_for("units.new", parent=form.parent.data), 303)
        return redirect(url_for("units.show", unit_id=form.parent.data), 303)
    return page("units/new.html", form)


def _as_shown(unit: Any) -> dict[str, Any]:
    return {"kind": unit.kind, "code": unit.code, "position": unit.position, "valid_from": unit.valid_from}


@bp.route("/units/<int:unit_id>/edit", methods=["GET", "POST"])
@needs("unit.write")
def edit(unit_id: int) -> Answer:
    unit = access.get_unit(actor(), unit_id)
    form = CorrectionForm(data=_as_shown(unit) | {"seen": unit.version})

    def act() -> None:
        unit_changes.correct(actor(), unit_id, form.seen.data, **form.values())

    return _answer(unit, form, act, "units/edit.html", _("已保存。"), _as_shown)


@bp.route("/units/<int:unit_id>/rename", methods=["GET", "POST"])
@needs("unit.write")
def rename(unit_id: int) -> Answer:
    unit = access.get_unit(actor(), unit_id)
    form = RenameForm(data={"seen": unit.version})

    def act() -> None:
        unit_changes.rename(actor(), unit_id, form.seen.data, **form.values(), today=calendar.today())

    return _answer(unit, form, act, "units/rename.html", _("已更名，之前的报表仍用旧名称。"))


@bp.route("/units/<int:unit_id>/close", methods=["GET", "POST"])
@needs("unit.write")
def close(unit_id: int) -> Answer:
    unit = access.get_unit(actor(), unit_id)
    today = calendar.today()
    form = ClosingForm(data={"seen": unit.version, "on": today})

    def act() -> None:
        unit_changes.close(actor(), unit_id, form.seen.data, **form.values(), today=today)

    on: Any = form.on.data
    concerned = unit_changes.following(unit, on or today)
    return _answer(
        unit, form, act, "units/close.html", _("已撤销，原有案件和报表不变。"), concerned=concerned
    )


def _answer(
    unit: Any, form: Any, act: Any, template: str, done: str, shown: Any = None, **named: Any
) -> Answer:
    if went_through(form, act, shown):
        flash(done, "success")
        return redirect(url_for("units.show", unit_id=unit.id), 303)
    return page(template, form, unit=unit, **named)


# ---------------------------------------------------------------- merge


@bp.get("/units/<int:unit_id>/merge")
@needs("unit.write")
def merge(unit_id: int) -> Answer:
    """Choose the other unit and the day; with both in the address, show what will move."""
    unit = access.get_unit(actor(), unit_id)
    form = _merge_form(unit, request.args or None)
    asked = bool(request.args)
    plan = _plan(unit, form) if asked and form.validate() else None
    return render_template(
        "units/merge.html", unit=unit, form=form, plan=plan
    ), 422 if asked and not plan else 200


@bp.post("/units/<int:unit_id>/merge")
@needs("unit.write")
def do_merge(unit_id: int) -> Answer:
    unit = access.get_unit(actor(), unit_id)
    form = _merge_form(unit, request.form)

    def act() -> None:
        on: Any = form.on.data
        into = unit_changes.merge(
            actor(), unit_id, form.into.data, form.seen.data, on, today=calendar.today()
        )
        flash(
            _("“%(unit)s”已并入“%(into)s”，原有案件和报表仍在旧名称下。", unit=unit.name, into=into.name),
            "success",
        )

    if went_through(form, act):
        return redirect(url_for("units.show", unit_id=form.into.data), 303)
    return page("units/merge.html", form, unit=unit, plan=None)


def _merge_form(unit: Any, sent: Any) -> MergeForm:
    others = {id_: name for id_, name in units.choices(actor()).items() if id_ != unit.id}
    return MergeForm(sent, others, data={"seen": unit.version, "on": calendar.today()})


def _plan(unit: Any, form: MergeForm) -> dict[str, Any] | None:
    """What the merge would do, or None with the reason in the form."""
    into = access.get_unit(actor(), form.into.data)
    on: Any = form.on.data
    try:
        unit_changes.check_merge(unit, into, on, calendar.today())
    except Rejected as error:
        form.blame(error)
        return None
    return {"into": into, "on": on, "following": unit_changes.following(unit, on)}


# ---------------------------------------------------------------- split


@bp.get("/units/<int:unit_id>/split")
@needs("unit.write")
def split(unit_id: int) -> Answer:
    """Name the new unit and choose what goes to it; with all in the address, show what will move, or (`again`) the form."""
    unit = access.get_unit(actor(), unit_id)
    form = _split_form(unit, request.args or None)
    asked = bool(request.args) and "again" not in request.args
    plan = _split_plan(unit, form) if asked and form.validate() else None
    return render_template(
        "units/split.html", unit=unit, form=form, plan=plan
    ), 422 if asked and not plan else 200


@bp.post("/units/<int:unit_id>/split")
@needs("unit.write")
def do_split(unit_id: int) -> Answer:
    unit = access.get_unit(actor(), unit_id)
    form = _split_form(unit, request.form)
    made: list[int] = []

    def act() -> None:
        new = unit_splits.split(actor(), unit_id, form.seen.data, **_split_values(form))
        made.append(new.id)
        flash(
            _("已从“%(unit)s”分设“%(new)s”，原有案件和报表仍在旧名称下。", unit=unit.name, new=new.name),
            "success",
        )

    if went_through(form, act):
        return redirect(url_for("units.show", unit_id=made[0]), 303)
    return page("units/split.html", form, unit=unit, plan=None)


def _split_form(unit: Any, sent: Any) -> SplitForm:
    today = calendar.today()
    bodies = unit_splits.committees_at(unit, today)
    return SplitForm(sent, unit_splits.units_below(unit), bodies, data={"seen": unit.version, "on": today})


def _split_values(form: SplitForm) -> dict[str, Any]:
    given = form.values()
    bodies = given.pop("committees", [])
    return {
        "name": given["name"],
        "kind": given["kind"] or None,
        "moved_ids": given["moved"],
        "on": given["on"],
        "committee_ids": bodies,
        "today": calendar.today(),
    }


def _split_plan(unit: Any, form: SplitForm) -> dict[str, Any] | None:
    """What the split would do, or None with the reason in the form."""
    asked = _split_values(form)
    try:
        moving = unit_splits.check_split(unit, **asked)
    except Rejected as error:
        form.blame(error)
        return None
    on, bodies = asked["on"], asked["committee_ids"]
    return {
        "on": on,
        "moved": [name for id_, name in form.moved.choices.items() if id_ in form.moved.data],
        "committees": [form.committees.choices[id_] for id_ in bodies],
        "following": unit_splits.leaving(moving, bodies, on),
    }
