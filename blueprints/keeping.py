"""Pages that change one entry of a roster: form → one act → redirect, and what is told when it does not go through."""

from collections.abc import Callable
from typing import Any

from flask import render_template, request
from wtforms import IntegerField, SelectField
from wtforms.widgets import HiddenInput

from blueprints.errors import message
from blueprints.forms import Form
from blueprints.guard import actor
from office.errors import Refused, Rejected, Stale

Shown = Callable[[Any], dict[str, Any]]


def seen_version() -> int:
    """The version that a button's small form carries; 0, which no entry has, for what is none."""
    written = request.form.get("seen") or ""
    return int(written) if written.isascii() and written.isdigit() and len(written) < 10 else 0


class VersionedForm(Form):
    """A form over an entry that others may change: `seen` is the version it was opened with (none for a new entry)."""

    seen = IntegerField(widget=HiddenInput())
    theirs: list[tuple[str, str]] | None = None

    def __init__(self, *formdata: Any, data: dict[str, Any] | None = None, **options: Any) -> None:
        super().__init__(*formdata, data=data, **options)
        if "seen" not in (data or {}):
            del self.seen

    def values(self) -> dict[str, Any]:
        """What was entered, without the version."""
        return {name: value for name, value in super().values().items() if name != "seen"}

    def meet(self, stale: Stale, shown: Shown) -> None:
        """Keep what was typed, and tell beside it what the entry says now; saving again then overwrites it."""
        now = shown(stale.current)
        self.theirs = [
            (field.label.text, _words(field, now[field.name]))
            for field in self
            if field.name in now and field.name != "seen" and now[field.name] != (field.data or None)
        ]
        self.seen.data, self.seen.raw_data = stale.current.version, None
        self.form_errors.append(message(stale))


def _words(field: Any, value: Any) -> str:
    if isinstance(field, SelectField):
        value = dict(field.choices).get(value, value)
    return str(value).strip() if value not in (None, "") else "—"


def went_through(form: Form, act: Callable[[], Any], shown: Shown | None = None) -> bool:
    """Whether the form was sent, held good and `act` did it; otherwise the faults stand in the form."""
    if not form.validate_on_submit():
        return False
    try:
        act()
    except (Rejected, Refused) as error:
        form.blame(error)
    except Stale as error:
        if shown is None or not isinstance(form, VersionedForm):
            raise
        form.meet(error, shown)
    else:
        return True
    return False


def page(template: str, form: Form, **named: Any) -> tuple[str, int]:
    """The form's page: 200 when it is opened, 422 with its faults, 409 when somebody else was quicker."""
    code = 200 if not form.is_submitted() else 409 if getattr(form, "theirs", None) is not None else 422
    return render_template(template, form=form, **named), code


def rights() -> dict[str, Any]:
    """For the templates of an area (its context processor): may(permission) of whoever is signed in."""
    return {"may": lambda permission: actor().may(permission)}
