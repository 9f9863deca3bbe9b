"""The dispute register's pages: list, entry, detail, change, withdrawal, reveal."""

from typing import Any

from flask import flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _

from blueprints import corrections
from blueprints.corrections import Box
from blueprints.described import id_or_none, new_key
from blueprints.disputes import bp, filters, presenting
from blueprints.disputes.choices import Choices, choices
from blueprints.disputes.forms import CaseForm, DisputeForm
from blueprints.errors import message
from blueprints.guard import actor, needs
from office.calendar import today
from office.errors import Closed, Refused, Rejected, Stale
from registers import deadlines, dispute_detail, dispute_search, disputes, findings, parties, similar, values
from registers.dispute import DISPUTE
from registers.dispute_detail import Case
from registers.dispute_search import COUNTED, Page
from registers.screenings import FINDINGS
from registers.similar import Doubtful, Similar
from registers.values import Unreadable
from vocab import OUTCOMES

DISPUTE_ID = "<int(max=2147483647):dispute_id>"
Answer = tuple[str, int]


# ---------------------------------------------------------------- list


@bp.post("/disputes/find")
@needs("dispute.read")
def find() -> Any:
    """From the filter bar to its list. A POST, so that a number typed into it stands in no address."""
    return redirect(url_for("disputes.index", **filters.addressed(request.form)), 303)


@bp.get("/disputes")
@needs("dispute.read")
def index() -> Any:
    if dispute_search.is_number(request.args.get("word", "")):
        return redirect(url_for("disputes.index", **filters.addressed(request.args)), 303)
    fault, found = None, Page([], 0, None, None)
    try:
        found = dispute_search.search(
            actor(),
            filters.read(request.args),
            after=request.args.get("after", ""),
            before=request.args.get("before", ""),
            also=filters.waiting(request.args, today()),
        )
    except Rejected as error:
        fault = message(error)
    offered = choices(actor(), today())
    given = filters.given(request.args)
    page = render_template(
        "disputes/index.html",
        found=found,
        total=_counted(found.total),
        given=given,
        rare=filters.RARE & given.keys(),
        offered=offered,
        names=filters.names(offered),
        outcomes=OUTCOMES,
        may=actor().may,
        chips=filters.chips(request.args, offered),
        newer_url=found.newer and url_for("disputes.index", **given, before=found.newer),
        older_url=found.older and url_for("disputes.index", **given, after=found.older),
        fault=fault,
    )
    return page, 422 if fault else 200


def _counted(total: int) -> str:
    """How many there are, exactly up to a thousand: counting millions for a heading is not worth the wait."""
    return _("%(count)s 件", count=f"{COUNTED:,}+" if total > COUNTED else total)


# ---------------------------------------------------------------- entry


@bp.route("/disputes/new", methods=["GET", "POST"])
@needs("dispute.write")
def new() -> Any:
    last = disputes.last_of(actor(), today())
    offered = choices(actor(), today(), last_source=last.source_id if last else "")
    form = DisputeForm(data=_offered_again(last, offered)).offer(offered).with_rows()
    if not form.is_submitted():
        return _entry_page(form, code=200)
    if _asks_for_rows(form):
        return _entry_page(form, code=200)
    try:
        dispute = disputes.enter(
            actor(),
            form.entry(),
            today=today(),
            entry_key=form.entry_key.data or None,
            other_than=form.said_to_be_others,
        )
    except (Refused, Rejected) as error:
        form.blame(error)
        return _entry_page(form, _similar_to(form) if form.other_than.data else [])
    except Doubtful as error:
        form.form_errors.append(message(error))
        return _entry_page(form, error.found)
    flash(_("已登记：%(number)s。", number=dispute.number), "success")
    corrections.told_of_late(DISPUTE.key, dispute.id)
    session["draft_done"] = True
    if request.form.get("then") == "again":
        return redirect(url_for("disputes.new"), 303)
    return redirect(url_for("disputes.show", dispute_id=dispute.id), 303)


def _offered_again(last: Any, offered: Choices) -> dict[str, Any]:
    """What a new form begins with: today, the place of the account's last case, its own committee."""
    only = next(iter(offered.committees)) if len(offered.committees) == 1 else None
    return {
        "entry_key": new_key(),
        "accepted_on": today().isoformat(),
        "unit": last.unit_id if last else next(iter(offered.units)) if len(offered.units) == 1 else None,
        "committee": last.committee_id if last else actor().committee_id or only,
        "studio": last.studio_id if last else actor().studio_id,
        "mediators": _mediators_again(last, offered),
    }


def _asks_for_rows(form: CaseForm) -> bool:
    """Whether a row of parties was to be added or taken away: the buttons' way without a script."""
    if "add_party" in request.form:
        form.with_rows(len(form.parties) + 1)
    elif "drop_party" in request.form:
        form.without_row(request.form["drop_party"]).with_rows()
    return "add_party" in request.form or "drop_party" in request.form


def _mediators_again(last: Any, offered: Choices) -> list[int]:
    """The mediators of the last case; without one, the mediator who bears the account's name."""
    if last:
        return [one.id for one in disputes.mediators_of([last.id])[last.id]]
    namesakes = [
        id_ for group in offered.mediators.values() for id_, name in group.items() if name == actor().name
    ]
    return namesakes if len(namesakes) == 1 else []


def _entry_page(form: CaseForm, found: list[Similar] | None = None, *, code: int = 422) -> Answer:
    draft = f"dispute-{actor().account_id}"
    return render_template(
        "disputes/new.html",
        form=form,
        found=found or [],
        said=form.said_to_be_others,
        masks={},
        draft=draft,
        draft_done=_draft_done(),
    ), code


def _draft_done() -> bool:
    """Whether a case was saved just now: the browser may forget its draft."""
    return bool(session.pop("draft_done", False))


@bp.post("/disputes/similar", endpoint="similar")
@needs("dispute.write")
def similar_cases() -> Any:
    """The warning beside the form while it is typed. A POST: names and numbers must not stand in an address."""
    form = DisputeForm()
    return render_template("disputes/_similar.html", found=_similar_to(form), said=form.said_to_be_others)


def _similar_to(form: CaseForm) -> list[Similar]:
    try:
        accepted_on = values.date(form.accepted_on.data) or today()
    except Unreadable:
        accepted_on = today()
    return similar.similar(actor(), form.people(), accepted_on)


# ---------------------------------------------------------------- one case


@bp.get(f"/disputes/{DISPUTE_ID}")
@needs("dispute.read")
def show(dispute_id: int) -> Any:
    return _case_page(dispute_detail.detail(actor(), dispute_id, today=today()))


def _case_page(case: Case, revealed: list[dict[str, str | None]] | None = None, fault: str = "") -> Any:
    may_see = actor().may("dispute.people")
    return render_template(
        "disputes/show.html",
        case=case,
        dispute=case.dispute,
        groups=presenting.groups(case, people=may_see),
        people=presenting.people(case),
        may_see=may_see,
        history=presenting.history(case, people=may_see),
        standings=corrections.standings(DISPUTE.key, case.dispute.id),
        revealed=revealed,
        fault=fault,
        may=actor().may,
        outcomes=OUTCOMES,
        labels=deadlines.LABELS,
        sources=deadlines.SOURCES,
        finding=findings.finding_of(actor(), case.dispute.id),
        findings=FINDINGS,
        account_id=actor().account_id,
        draft_done=_draft_done(),
    )


@bp.post(f"/disputes/{DISPUTE_ID}/reveal")
@needs("dispute.reveal")
def reveal(dispute_id: int) -> Any:
    """The clear numbers, in the answer itself: they must not be kept anywhere, so there is no redirect."""
    case = dispute_detail.detail(actor(), dispute_id, today=today())
    try:
        clear = parties.reveal(actor(), case.dispute, request.form.get("reason", ""))
    except Rejected as error:
        return _case_page(case, fault=message(error)), 422
    return _case_page(case, clear)


@bp.route(f"/disputes/{DISPUTE_ID}/edit", methods=["GET", "POST"])
@needs("dispute.write")
def edit(dispute_id: int) -> Any:
    case = dispute_detail.detail(actor(), dispute_id, today=today())
    offered = choices(actor(), today(), case=case)
    form = DisputeForm(data=presenting.typed(case)).offer(offered)
    if not form.is_submitted():
        return _edit_page(case, form.with_rows(len(form.parties) + 1), code=200)
    if _asks_for_rows(form):
        return _edit_page(case, form, code=200)
    try:
        seen, why = form.version_seen, corrections.reason()
        disputes.change(actor(), dispute_id, seen, form.entry(), today=today(), reason=why)
    except (Refused, Rejected) as error:
        form.blame(error)
        return _edit_page(case, form)
    except Stale:
        return _conflict_page(case, form, offered)
    except Closed as error:
        return _edit_page(case, form.with_rows(), box=Box.of(error))
    corrections.told(_("已保存修改。"), DISPUTE.key, dispute_id)
    return redirect(url_for("disputes.show", dispute_id=dispute_id), 303)


def _edit_page(
    case: Case,
    form: CaseForm,
    differences: list[tuple[str, str, str]] | None = None,
    *,
    box: Box | None = None,
    code: int = 422,
) -> Answer:
    return render_template(
        "disputes/edit.html",
        case=case,
        dispute=case.dispute,
        form=form,
        masks=presenting.masks(case),
        differences=differences,
        box=box,
    ), code


def _conflict_page(case: Case, form: CaseForm, offered: Choices) -> Answer:
    """Both versions side by side; what was typed stays in the form, whose next save is against the present one."""
    theirs = DisputeForm(formdata=None, data=presenting.typed(case)).offer(offered)
    differences = presenting.differences(form, theirs)
    form.version.data = str(case.dispute.version)
    return _edit_page(case, form.with_rows(), differences, code=409)


@bp.route(f"/disputes/{DISPUTE_ID}/void", methods=["GET", "POST"])
@needs("dispute.void")
def void(dispute_id: int) -> Any:
    case = dispute_detail.detail(actor(), dispute_id, today=today())
    fault, box = "", None
    if request.method == "POST":
        seen, why = id_or_none(request.form.get("version")) or 0, request.form.get("reason", "")
        try:
            disputes.void(actor(), dispute_id, seen, why, correction=corrections.reason())
        except Rejected as error:
            fault = message(error)
        except Closed as error:
            box = Box.of(error, why)
        else:
            corrections.told(_("已作废，不再计入统计；编号不再另用。"), DISPUTE.key, dispute_id)
            return redirect(url_for("disputes.show", dispute_id=dispute_id), 303)
    page = render_template("disputes/void.html", case=case, dispute=case.dispute, fault=fault, box=box)
    return page, 422 if fault or box else 200
