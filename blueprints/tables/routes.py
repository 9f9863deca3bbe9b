"""The pages of official tables. Screen, print, workbook and document read the same filled table."""

import datetime
import io
from typing import Any

from flask import Response, render_template, request, send_file, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from blueprints.choosing import unit_choices
from blueprints.errors import message
from blueprints.guard import actor, needs
from blueprints.period_asked import PARTS
from blueprints.tables import asking, bp, presenting
from blueprints.tables.asking import Wanted
from figures.forms import balancing, catalogue, papers
from figures.forms.defining import Form
from figures.forms.filling import Filled
from office import access
from office.calendar import today
from office.errors import NotVisible, Rejected
from vocab import BASES, BOOKS

TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@bp.get("/tables")
@needs("figures.read")
def index() -> str:
    """Every official table."""
    return render_template(
        "tables/index.html", forms=catalogue.FORMS.values(), may_export=actor().may("report.export")
    )


@bp.get("/tables/<name>")
@needs("figures.read")
def show(name: str) -> Any:
    """A table of a unit and period, made for print."""
    form = _form(name)
    wanted = asking.table(request.args, today())
    filled = _filled(form, wanted)
    args = wanted.args | {"unit": filled.frame.unit.id, "name": name}
    page = {
        "form": form,
        "filled": filled,
        "state": _(BOOKS[filled.question.state]),
        "wanted": wanted,
        "args": args,
        "units": unit_choices(filled.frame),
        "parts": [(code, _(words)) for code, words in PARTS.items()],
        "bases": [(code, _(words)) for code, words in BASES.items()],
        "books": [(code, _(words)) for code, words in BOOKS.items()],
        "may_export": actor().may("report.export"),
    }
    try:
        return render_template("tables/show.html", problem="", **page, **_content(filled))
    except Rejected as error:  # no locked return: the filters stay, so that another period can be chosen
        return render_template("tables/show.html", problem=message(error), **page, shown=[]), 422


def _content(filled: Filled) -> dict[str, Any]:
    """What the page shows of a table: its parts, the rules, the proof."""
    from reports.forms import words

    paper = papers.of(filled)
    return {
        "facts": [(_(label), _(text)) for label, text in filled.facts],
        "shown": presenting.shown(filled),
        "findings": [(one.holds, _said(one)) for one in balancing.findings(filled)],
        "paper": paper,
        "proof": papers.words(filled),
        "qr": _qr(paper.code) if paper else "",
        "words": words,
        "signatures": words.signatures(filled, datetime.datetime.now()),
    }


def _said(one: balancing.Finding) -> str:
    """A rule in words, with the rows in which it does not hold."""
    broken = [
        _("%(row)s %(left)s 与 %(right)s", row=_(row), left=left, right=right)
        for row, left, right in one.broken
    ]
    return _(one.words) + ("：" + "；".join(broken) if broken else "")


def _qr(code: str) -> Markup:
    from reports import qr

    return Markup(qr.svg(url_for("tables.verify", code=code, _external=True), _("验证码二维码")))  # noqa: S704 - made of a code


@bp.get("/tables/<name>/<kind>")
@needs("report.export")
def file(name: str, kind: str) -> Response:
    """The table as a workbook or a document."""
    from reports.forms import writing  # the writers take long to load and only this page uses them

    form = _form(name)
    if kind not in TYPES:
        raise NotVisible()
    filled = _filled(form, asking.table(request.args, today()))
    content = io.BytesIO()
    writing.write(filled, kind, content, made_at=datetime.datetime.now(), root=request.host_url)
    content.seek(0)
    return send_file(content, TYPES[kind], as_attachment=True, download_name=writing.file_name(filled, kind))


@bp.get("/verify")
@needs("own")
def verify() -> Any:
    """Whether a printed table is what was locked: its code says of what it is, and the locked table is shown."""
    code = request.args.get("code", "").strip()
    if not code:
        return render_template("tables/verify.html", code="", problem="", verified=None)
    try:
        verified = papers.verify(code)
    except Rejected as error:
        return render_template("tables/verify.html", code=code, problem=message(error), verified=None), 422
    paper = verified.paper
    filled = Filled(access.machine(), paper.form, paper.question, today=today(), label=paper.label)
    return render_template(
        "tables/verify.html",
        code=paper.code,
        problem="",
        verified=verified,
        paper=paper,
        filled=filled,
        shown=presenting.shown(filled, linked=False),
        bases=BASES,
    )


def _form(name: str) -> Form:
    if name not in catalogue.FORMS:
        raise NotVisible()
    return catalogue.FORMS[name]


def _filled(form: Form, wanted: Wanted) -> Filled:
    return Filled(actor(), form, wanted.question, today=today(), label=wanted.label)
