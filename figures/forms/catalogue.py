"""All official tables by name, in the order in which they are offered."""

from figures.forms.defining import Form
from figures.forms.definitions.advisers import ADVISERS
from figures.forms.definitions.cases import CASES, CASES_15
from figures.forms.definitions.composition import COMPOSITION
from figures.forms.definitions.legal_aid import LEGAL_AID
from figures.forms.definitions.organisation import ORGANISATION
from figures.forms.definitions.platforms import PLATFORMS
from figures.forms.definitions.publicity import PUBLICITY
from figures.forms.definitions.understanders import UNDERSTANDERS
from office.errors import Rejected
from vocab import N_

FORMS: dict[str, Form] = {
    form.name: form
    for form in (
        CASES,
        CASES_15,
        COMPOSITION,
        ORGANISATION,
        LEGAL_AID,
        ADVISERS,
        UNDERSTANDERS,
        PUBLICITY,
        PLATFORMS,
    )
}


def named(name: str) -> Form:
    """The table of a name or title. Rejected when there is none."""
    for form in FORMS.values():
        if name in (form.name, form.title):
            return form
    known = "、".join(f"{form.name}（{form.title}）" for form in FORMS.values())
    raise Rejected("table", N_("没有名为“{name}”的统计表，可用：{known}。"), name=name[:40], known=known)


def numbered(number: int) -> Form | None:
    """The table of a number, which printed codes contain."""
    return next((form for form in FORMS.values() if form.number == number), None)
