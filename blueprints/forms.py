"""What all forms of the pages have in common."""

from typing import Any

from flask_babel import gettext as _
from flask_wtf import FlaskForm

from blueprints.errors import message
from office.errors import OfficeError, Refused, Rejected


class Form(FlaskForm):
    """A form whose fields take up what a service rejects, so that nothing typed is lost."""

    def values(self) -> dict[str, Any]:
        """What was entered, without the token and the buttons."""
        return {name: value for name, value in self.data.items() if name not in ("csrf_token", "submit")}

    def blame(self, error: OfficeError) -> None:
        """Put the faults beside their fields, or above the form when they name none of its fields."""
        for fault in error.faults if isinstance(error, Refused) else [error]:
            field = self._fields.get(fault.field) if isinstance(fault, Rejected) else None
            if field is None:
                self.form_errors.append(message(fault))
            else:
                field.errors = [*field.errors, message(fault)]


def with_blank(choices: dict[Any, str], text: str = "") -> dict[Any, str]:
    """`choices` for a select, headed by "nothing chosen"."""
    return {"": text or _("请选择"), **choices}


def chosen(value: str | None) -> int | None:
    """What a select of ids gives: a number, or None for nothing chosen. For WTForms' `coerce`."""
    return int(value) if value not in (None, "", "None") else None
