"""Pages of the definitions, for the bureau."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from blueprints.entered import bp
from blueprints.entered.forms import DefinitionForm
from blueprints.guard import actor, needs
from blueprints.keeping import page, went_through
from registers import entered
from vocab import INDICATOR_KINDS, REPORTERS

Answer = str | tuple[str, int] | Response
_SHOWN = ("name", "measure", "kind", "reported_by", "definition", "whole", "position", "valid_to")


@bp.get("/entered/indicators")
@needs("indicator.define")
def definitions() -> Answer:
    """All definitions in print order, ended ones too."""
    rows = entered.listed()
    return render_template(
        "entered/definitions.html", rows=rows, kinds=INDICATOR_KINDS, reporters=REPORTERS,
        wholes={one.id for one in rows if one.whole_id is None},
    )  # fmt: skip


@bp.route("/entered/indicators/new", methods=["GET", "POST"])
@needs("indicator.define")
def define() -> Answer:
    form = DefinitionForm(data={"kind": "flow", "position": len(entered.listed()) + 1}).offer(_wholes())

    def act() -> None:
        one = entered.define(actor(), form.values())
        flash(_("已新设指标“%(name)s”，代码 %(key)s。", name=one.name, key=one.key), "success")

    if went_through(form, act):
        return redirect(url_for("entered.definitions"), 303)
    return page("entered/definition.html", form, one=None, used=False)


@bp.route("/entered/indicators/<int(max=2147483647):indicator_id>", methods=["GET", "POST"])
@needs("indicator.define")
def change(indicator_id: int) -> Answer:
    one = entered.get(actor(), indicator_id)
    form = DefinitionForm(data=_as_shown(one) | {"seen": one.version}).offer(_wholes(one.id))

    def act() -> None:
        entered.change(actor(), indicator_id, form.seen.data, form.values())

    if went_through(form, act, _as_shown):
        flash(_("已保存。"), "success")
        return redirect(url_for("entered.definitions"), 303)
    return page("entered/definition.html", form, one=one, used=entered.is_used(one))


def _wholes(but: int = 0) -> dict[int, str]:
    """What an indicator may be a part of."""
    return {one.id: one.name for one in entered.listed() if one.whole_id is None and one.id != but}


def _as_shown(one: Any) -> dict[str, Any]:
    return {key: one.__data__[key] for key in _SHOWN}
