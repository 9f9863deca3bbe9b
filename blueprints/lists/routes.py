"""Lists for the county bureau: their entries with dates of validity, and the words offices use for them."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from blueprints.guard import actor, needs
from blueprints.keeping import page, went_through
from blueprints.lists import bp
from blueprints.lists.forms import AliasForm, EntryForm
from office import list_changes, lists
from office.errors import NotVisible
from vocab import TERM_LISTS, TYPE


@bp.get("/lists")
@needs("lists.write")
def index() -> Any:
    return redirect(url_for("lists.entries", list_=TYPE), 303)


@bp.get("/lists/<list_>")
@needs("lists.write")
def entries(list_: str) -> Any:
    words = _words(list_, TERM_LISTS)
    rows = lists.terms(list_)
    return render_template(
        "lists/entries.html",
        list_=list_,
        heading=words,
        rows=rows,
        names={row.code: row.name for row in rows} | list_changes.parents(list_),
        lists=TERM_LISTS,
    )


@bp.route("/lists/<list_>/new", methods=["GET", "POST"])
@needs("lists.write")
def new(list_: str) -> Any:
    return _entry_page(list_, None)


@bp.route("/lists/<list_>/<code>", methods=["GET", "POST"])
@needs("lists.write")
def edit(list_: str, code: str) -> Any:
    return _entry_page(list_, list_changes.get(actor(), list_, code))


def _entry_page(list_: str, term: Any) -> Any:
    words = _words(list_, TERM_LISTS)
    form = _entry_form(list_, term)
    if went_through(form, lambda: _keep(list_, term, form)):
        flash(_("已保存。"), "success")
        return redirect(url_for("lists.entries", list_=list_), 303)
    return page("lists/edit.html", form, list_=list_, words=words, term=term)


def _keep(list_: str, term: Any, form: EntryForm) -> None:
    if term:
        list_changes.change(actor(), list_, term.code, form.values())
    else:
        list_changes.add(actor(), list_, form.values())


def _kept(term: Any) -> dict[str, Any]:
    """What the form shows of an entry."""
    return {
        "name": term.name,
        "parent": term.parent_id or "",
        "valid_from": term.valid_from,
        "valid_to": term.valid_to,
        "successor": term.successor_id or "",
    }


def _entry_form(list_: str, term: Any) -> EntryForm:
    form = EntryForm(data=_kept(term) if term else None)
    parents = list_changes.parents(list_)
    if term:
        parents.pop(term.code, None)
    heirs = list_changes.successors(list_, term.code) if term else {}
    return form.offer(parents, must=list_ == TYPE, successors=heirs)


@bp.route("/lists/<choice>/words", methods=["GET", "POST"])
@needs("lists.write")
def words(choice: str) -> Any:
    offered = list_changes.choices()
    heading = _words(choice, offered)
    names = lists.choosable(choice)
    form = AliasForm()
    form.code.choices = names
    if went_through(form, lambda: list_changes.add_alias(actor(), choice, form.text.data, form.code.data)):
        flash(_("已记住。"), "success")
        return redirect(url_for("lists.words", choice=choice), 303)
    kept = list_changes.aliases(actor(), choice)
    rows = {code: (name, [alias for alias in kept if alias.code == code]) for code, name in names.items()}
    return page("lists/words.html", form, choice=choice, heading=heading, rows=rows, lists=offered)


@bp.post("/lists/words/<int:alias_id>/remove")
@needs("lists.write")
def remove_word(alias_id: int) -> Any:
    alias = list_changes.remove_alias(actor(), alias_id)
    flash(_("已删除。"), "success")
    return redirect(url_for("lists.words", choice=alias.choice), 303)


def _words(list_: str, known: dict[str, str]) -> str:
    """What the list is called; NotVisible for one that does not exist."""
    if list_ not in known:
        raise NotVisible()
    return _(known[list_])
