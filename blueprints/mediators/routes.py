"""Pages of mediators."""

from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from blueprints.guard import actor, needs
from blueprints.keeping import page, went_through
from blueprints.mediators import bp
from blueprints.mediators.forms import MediatorForm, TermForm
from office import access, calendar, committees, lists, mediators, units
from vocab import EDUCATIONS, EMPLOYMENTS, ETHNIC_GROUPS, GRADE, SEXES

Answer = str | tuple[str, int] | Response
FILTERS = ("q", "exact", "unit", "committee", "employment", "grade")


@bp.post("/mediators/find")
@needs("roster.read")
def find() -> Response:
    """From the filter bar to its list. A POST, so that a number typed into it stands in no address."""
    return redirect(url_for("mediators.index", **_addressed(request.form)), 303)


def _addressed(sent: Mapping[str, str]) -> dict[str, Any]:
    """The filters as an address may hold them: in the place of somebody's number what stands for it."""
    asked: dict[str, Any] = {
        key: sent[key].strip() for key in (*FILTERS, "past") if sent.get(key, "").strip()
    }
    if mediators.is_number(asked.get("q", "")):
        return asked | {"q": None, "exact": mediators.marks(asked["q"])}
    return asked | {"exact": None} if "q" in asked else asked


@bp.get("/mediators")
@needs("roster.read")
def index() -> Answer:
    if mediators.is_number(request.args.get("q", "")):
        return redirect(url_for("mediators.index", **_addressed(request.args)), 303)
    today = calendar.today()
    asked = {key: request.args.get(key, "").strip() for key in FILTERS}
    past = "past" in request.args
    unit = access.get_unit(actor(), int(asked["unit"])) if asked["unit"].isdigit() else None
    committee = committees.get(actor(), int(asked["committee"])) if asked["committee"].isdigit() else None
    found = mediators.listed(
        actor(), today=today, unit=unit, committee_id=committee.id if committee else None,
        employment=asked["employment"], grade=asked["grade"], text=asked["q"], exact=asked["exact"], past=past,
        at=request.args.get("at", ""),
    )  # fmt: skip
    kept: dict[str, Any] = {key: value for key, value in asked.items() if value}
    kept |= {"past": 1} if past else {}
    return render_template(
        "mediators/index.html",
        asked=asked,
        past=past,
        today=today,
        found=found,
        committee=committee,
        units=units.choices(actor()),
        employments=EMPLOYMENTS,
        grades=lists.labels(GRADE),
        phones=_phones(found.rows) if actor().may("roster.write") else None,
        filtered=bool(kept),
        previous_url=url_for("mediators.index", **kept, at=found.before) if found.before else None,
        next_url=url_for("mediators.index", **kept, at=found.after) if found.after else None,
    )


def _phones(rows: list[Any]) -> dict[int, str]:
    return {row.id: mediators.masked(row).phone for row in rows}


@bp.get("/mediators/<int:mediator_id>")
@needs("roster.read")
def show(mediator_id: int) -> Answer:
    mediator = mediators.get(actor(), mediator_id)
    personal = mediators.masked(mediator) if actor().may("roster.write") else None
    return _shown(mediator, personal, revealed=False)


@bp.post("/mediators/<int:mediator_id>/reveal")
@needs("roster.write")
def reveal(mediator_id: int) -> Answer:
    """The page with the clear numbers, in the answer itself: they belong in no address."""
    mediator = mediators.get(actor(), mediator_id)
    return _shown(mediator, mediators.reveal(actor(), mediator_id), revealed=True)


def _shown(mediator: Any, personal: mediators.Personal | None, revealed: bool) -> str:
    return render_template(
        "mediators/show.html",
        mediator=mediator,
        personal=personal,
        revealed=revealed,
        today=calendar.today(),
        employments=EMPLOYMENTS,
        ethnic_groups=ETHNIC_GROUPS,
        educations=EDUCATIONS,
        grades=lists.labels(GRADE),
        sexes=SEXES,
    )


def _form(**data: Any) -> MediatorForm:
    today = calendar.today()
    return MediatorForm(
        units.choices(actor()),
        committees.choices(actor(), today),
        committees.studio_choices(actor(), today),
        lists.leaves(GRADE),
        data=data,
    )


@bp.route("/mediators/new", methods=["GET", "POST"])
@needs("roster.write")
def new() -> Answer:
    asked = request.args.get("committee", type=int)
    committee = access.get_committee(actor(), asked) if asked else None
    unit_id = committee.unit_id if committee else request.args.get("unit", type=int)
    form = _form(unit_id=unit_id, committee_id=asked, employment="part")

    def act() -> None:
        mediator = mediators.add(actor(), form.values(), today=calendar.today())
        flash(_("已新增调解员“%(name)s”。", name=mediator.name), "success")

    if went_through(form, act):
        if request.form.get("then") == "again":
            place = (
                {"committee": form.committee_id.data}
                if form.committee_id.data
                else {"unit": form.unit_id.data}
            )
            return redirect(url_for("mediators.new", **place), 303)
        return redirect(url_for("mediators.index", unit=form.unit_id.data), 303)
    return page("mediators/new.html", form)


_SHOWN = (
    "name",
    "sex",
    "ethnic_group",
    "education",
    "grade",
    "commended",
    "employment",
    "valid_from",
    "valid_to",
)


def _as_shown(mediator: Any) -> dict[str, Any]:
    row = mediator.__data__
    kept = {key: row[key] for key in _SHOWN}
    return kept | {f"{key}_id": row[key] for key in ("unit", "committee", "studio")}


@bp.route("/mediators/<int:mediator_id>/edit", methods=["GET", "POST"])
@needs("roster.write")
def edit(mediator_id: int) -> Answer:
    mediator = mediators.get(actor(), mediator_id)
    form = _form(**_as_shown(mediator), seen=mediator.version)

    def act() -> None:
        mediators.change(actor(), mediator_id, form.seen.data, form.values(), today=calendar.today())

    if went_through(form, act, _as_shown):
        flash(_("已保存。"), "success")
        return redirect(url_for("mediators.show", mediator_id=mediator_id), 303)
    return page("mediators/edit.html", form, mediator=mediator, personal=mediators.masked(mediator))


@bp.route("/mediators/<int:mediator_id>/end", methods=["GET", "POST"])
@needs("roster.write")
def end(mediator_id: int) -> Answer:
    mediator = mediators.get(actor(), mediator_id)
    today = calendar.today()
    form = TermForm(data={"seen": mediator.version, "on": today})

    def act() -> None:
        mediators.end_term(actor(), mediator_id, form.seen.data, **form.values(), today=today)

    if went_through(form, act):
        flash(_("“%(name)s”已离任，经办过的案件不变。", name=mediator.name), "success")
        return redirect(url_for("mediators.show", mediator_id=mediator_id), 303)
    return page("mediators/end.html", form, mediator=mediator)
