"""月评价、季通报、年总结 of the returns of a unit's subordinates."""

from typing import Any

from flask import render_template, request, url_for
from flask_babel import gettext as _

from blueprints.guard import actor, needs
from blueprints.returns import asking, bp
from blueprints.returns.routes import Answer, frame
from figures.returns import rating as ratings
from figures.returns import rating_text
from figures.returns.rating import Rating
from figures.returns.spans import Span
from office.calendar import today

TONES = {"优秀": "green", "良好": "blue", "合格": "amber"}


@bp.get("/returns/rating")
@needs("return.read")
def rating() -> Answer:
    """How punctual and sound the returns of a period were, unit by unit, with the text to send round."""
    wanted = asking.wanted(request.args, today())
    found = ratings.report(actor(), wanted.unit, wanted.span, today=today())
    return render_template(
        "returns/rating.html",
        **frame(wanted, "returns.rating"),
        report=found,
        text=rating_text.text(found),
        rows=[_row(one) for one in found.ratings],
        kinds=[_kind(label, span, wanted.unit, wanted.span) for label, span in _spans(wanted.span)],
    )


def _spans(span: Span) -> list[tuple[str, Span]]:
    """The month, quarter and year about a period, each with what it is called."""
    first = ([month for month in span.months if month.period.last <= today()] or list(span.months))[-1]
    quarter, _half, year = first.above
    return [(_("月评价"), first), (_("季通报"), quarter), (_("年总结"), year)]


def _kind(label: str, span: Span, unit: int, now: Span) -> dict[str, Any]:
    return {
        "label": _("%(label)s（%(span)s）", label=label, span=span.short_label),
        "url": url_for("returns.rating", unit=unit, month=span.key),
        "active": span == now,
    }


def _row(one: Rating) -> list[Any]:
    """A unit's line: months owed, in time, late, missing, sent back, explained, changed after the lock, points."""
    return [
        one.post.name,
        one.owed,
        one.on_time,
        {"text": len(one.late), "note": _days(one)} if one.late else 0,
        len(one.missing),
        one.returned,
        one.explained,
        {"text": one.changed, "note": _share(one)},
        {"text": None if one.score is None else str(one.score), "note": _parts(one)},
        {"text": _(one.grade), "pill": one.score is not None, "tone": TONES.get(one.grade, "red")},
    ]


def _days(one: Rating) -> str:
    return _("共 %(n)s 天", n=sum(month.days_late or 0 for month in one.late))


def _share(one: Rating) -> str:
    if not one.changed:
        return ""
    return _("记录少，不扣分") if one.changed_share is None else f"{one.changed_share}%"


def _parts(one: Rating) -> str:
    return "" if one.parts is None else " + ".join(str(ratings.one_place(part)) for part in one.parts)
