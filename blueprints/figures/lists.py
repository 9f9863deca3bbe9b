"""The list behind a figure as a table: the records of any source, each leading to its page."""

from typing import Any

from flask import current_app, url_for
from flask_babel import gettext as _

from blueprints.guard import actor
from figures import wording
from figures.defining import FEN, Indicator, Part
from figures.disputes import DISPUTES
from figures.listing import Entries, Since
from figures.rates import exact, yuan
from figures.records import Entry, Records
from figures.sources import Source
from vocab import OFFICIAL

SINCE_TONES = {
    "void": "void",
    "gone": "void",
    "moved": "amber",
    "corrected": "red",
    "progress": "blue",
    "changed": "grey",
}
PAGES = {
    "dispute": ("disputes.show", "dispute_id"),
    "committee": ("committees.show", "committee_id"),
    "mediator": ("mediators.show", "mediator_id"),
    "unit": ("units.show", "unit_id"),
}


def adds(listed: Records) -> dict[str, str]:
    """Part → heading of what each record adds to it: where it is a sum, of a column that the list does not show anyway."""
    one = listed.indicator
    shown = set() if one.source is DISPUTES else {field.key for field in one.source.listed}
    return {
        name: _("%(name)s（%(unit)s）", name=_(part.name or _("计入")), unit=_(part.unit or one.unit))
        for name, part in one.parts.items()
        if wording.is_summed(one, part) and getattr(part.column, "name", "") not in shown
    }


def table(listed: Records, found: list[Entry]) -> tuple[list[Any], list[list[Any]]]:
    """Headings and rows of a page of records: what the register lists, unit, what each adds."""
    lister = Entries(listed.indicator.source)
    extra, page = adds(listed), page_of(listed.indicator.source)
    sums = [{"label": head, "num": True} for head in extra.values()]
    locked = listed.question.state == OFFICIAL
    since = [_("锁定后变动")] if locked else []
    heads = [*map(_, lister.heads(listed.frame)), _("单位"), *since, *sums]
    return heads, [_row(listed.indicator, entry, page, list(extra), locked) for entry in found]


def mark(since: Since) -> dict[str, Any] | None:
    """What has happened to a record since it was locked, as a pill; None (—) for nothing."""
    return {"text": _(since.words), "pill": True, "tone": SINCE_TONES[since.code]} if since.code else None


def _row(one: Indicator, entry: Entry, page: str, extra: list[str], locked: bool) -> list[Any]:
    first, *rest = (text or None for text in entry.texts)
    opened = (
        {"text": first or _("查看"), "href": f"{page}{entry.id}"} if page and entry.since.visible else first
    )
    sums = dict(zip(one.parts, entry.adds, strict=False))
    since = [mark(entry.since)] if locked else []
    numbers = (_number(one, one.parts[name], sums[name]) for name in extra)
    return [opened, *rest, entry.unit, *since, *numbers]


def _number(one: Indicator, part: Part, value: int) -> str:
    unit = part.unit or one.unit
    if unit == FEN:
        return f"{yuan(value):.2f}"
    return str(exact(value)) if one.hundredths else wording.number(value, unit)


def page_of(source: Source) -> str:
    """The address of a record of the source without its number; "" where it has no page of its own."""
    if source.register is not None:
        return url_for("registers.show", register=source.register, record_id=0).removesuffix("0")
    endpoint, name = PAGES.get(source.key, ("", ""))
    view = current_app.view_functions.get(endpoint)
    if view is None or not actor().may(getattr(view, "needs", "")):
        return ""
    number: Any = {name: 0}
    return url_for(endpoint, **number).removesuffix("0")
