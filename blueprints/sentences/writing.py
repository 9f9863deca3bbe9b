"""Pages on which the bureau writes its own texts: form, preview, earlier versions, out of use and back."""

from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from blueprints.choosing import unit_choices
from blueprints.guard import actor, needs
from blueprints.keeping import page, seen_version, went_through
from blueprints.paragraph_links import pieces
from blueprints.sentences import asking, bp
from blueprints.sentences.forms import TextForm
from figures.checking import catalogue
from figures.frame import Frame
from figures.periods import Period
from figures.sentences import grammar, own
from figures.sentences.writing import Paragraph
from office.calendar import today
from office.errors import NotVisible, Refused, Rejected

Answer = str | tuple[str, int] | Response
ID = "int(max=2147483647)"


@bp.route("/texts/new", methods=["GET", "POST"])
@needs("text.write")
def new() -> Answer:
    """A new text; `like` begins with the words of another."""
    form = _form(_like(request.args.get("like", "")))
    if _is_preview():
        return _previewed(form, None)

    def act() -> None:
        row = own.add(actor(), form.values(), today())
        flash(_("已保存“%(name)s”。", name=row.name), "success")

    if went_through(form, act):
        return redirect(url_for("sentences.index"), 303)
    return _page(form, None)


@bp.route(f"/texts/<{ID}:text_id>", methods=["GET", "POST"])
@needs("text.write")
def edit(text_id: int) -> Answer:
    """Change a text; its earlier versions stand below."""
    row = own.get(actor(), text_id)
    form = _form(_as_shown(row) | {"seen": row.version})
    if _is_preview():
        return _previewed(form, row)

    def act() -> None:
        own.change(actor(), text_id, form.seen.data, form.values(), today())

    if went_through(form, act, _as_shown):
        flash(_("已保存，原来的文字留在“以前的版本”里。"), "success")
        return redirect(url_for("sentences.index"), 303)
    return _page(form, row)


@bp.post(f"/texts/<{ID}:text_id>/stop")
@needs("text.write")
def stop(text_id: int) -> Response:
    """Put a text out of use."""
    row = own.stop(actor(), text_id, seen_version())
    flash(_("已停用“%(name)s”。", name=row.name), "success")
    return redirect(url_for("sentences.index"), 303)


@bp.post(f"/texts/<{ID}:text_id>/resume")
@needs("text.write")
def resume(text_id: int) -> Response:
    """Take a text into use again."""
    row = own.resume(actor(), text_id, seen_version())
    flash(_("已启用“%(name)s”。", name=row.name), "success")
    return redirect(url_for("sentences.index"), 303)


def _as_shown(row: Any) -> dict[str, Any]:
    return {"name": row.name, "text": row.text}


def _like(name: str) -> dict[str, Any]:
    return {"text": own.find(actor(), name).text} if name else {}


def _form(data: dict[str, Any]) -> TextForm:
    frame = _frame()
    usual = {"unit": str(frame.unit.id), "year": str(today().year), "part": ""}
    return TextForm(data=usual | data).offer(unit_choices(frame))


def _frame() -> Frame:
    return Frame(actor(), None, Period(today().replace(month=1, day=1), today().replace(month=12, day=31)))


# ---------------------------------------------------------------- preview


def _is_preview() -> bool:
    return request.method == "POST" and request.form.get("then") == "preview"


def _previewed(form: TextForm, row: Any) -> Answer:
    """The form as it was sent, with the paragraph that it makes; nothing is stored."""
    try:
        made = _tried(form)
    except (Rejected, Refused) as error:
        form.blame(error)
        return _page(form, row)
    return _page(form, row, made)[0]


def _tried(form: TextForm) -> Paragraph:
    wanted = asking.wanted(
        {"unit": form.unit.data or "", "year": form.year.data or "", "part": form.part.data or ""}, today()
    )
    try:
        return own.tried(
            actor(), form.values(), wanted.unit or _frame().unit.id, wanted.period, today=today()
        )
    except NotVisible:
        raise Rejected("unit", _("没有这个单位，请从列表中选择。")) from None


def _page(form: TextForm, row: Any, made: Paragraph | None = None) -> tuple[str, int]:
    return page(
        "sentences/edit.html",
        form,
        row=row,
        made=made,
        pieces=pieces(made) if made else [],
        editions=own.editions(actor(), row.id) if row else [],
        indicators=catalogue.indicators(),
        ways=grammar.WAYS,
        words=grammar.WORDS,
    )
