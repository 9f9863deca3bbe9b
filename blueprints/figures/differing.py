"""差异说明: two figures chosen, and the short list of records that makes them differ."""

from typing import Any

from flask import render_template, request, url_for
from flask_babel import gettext as _

from blueprints.choosing import unit_choices
from blueprints.errors import message
from blueprints.figures import asking, bp
from blueprints.figures.lists import page_of
from blueprints.guard import actor, needs
from figures.breakdowns import label
from figures.differences import saying
from figures.differences.explaining import Difference, Explanation, explain
from figures.differences.reasons import REASONS
from figures.differences.sides import Side
from figures.frame import Frame
from figures.indicators import Indicator, Rate, everything, find
from office.calendar import today
from office.errors import Rejected
from vocab import BASES, BOOKS, OFFICIAL

AT_ONCE = 100
DEFAULT = "dispute.concluded"
_TONES = {
    "late": "green",
    "corrected": "red",
    "voided": "void",
    "duplicate": "void",
    "moved": "amber",
    "unlocked": "amber",
}


@bp.get("/figures/explain", endpoint="explain")
@needs("figures.read")
def explain_page() -> Any:
    """Why two figures differ. What was asked for stays in the form, also where there is no answer."""
    key = request.args.get("key") or DEFAULT
    fault, found = "", None
    try:
        if request.args:
            a, b = (asking.side(_asked(), name, today()) for name in ("a", "b"))
            found = explain(actor(), a, b, key)
    except Rejected as refused:
        fault = message(refused)
    shown = _form(key) | (_answer(found) if found else {"found": None})
    return render_template("figures/explain.html", fault=fault, **shown), 422 if fault else 200


def _asked() -> dict[str, str]:
    """What the address says; where it says nothing of the books: official against live."""
    given = request.args.to_dict()
    return given if any(key.startswith(("a_", "b_")) for key in given) else given | {"a_state": OFFICIAL}


# ---------------------------------------------------------------- the form


def _form(key: str) -> dict[str, Any]:
    frame = Frame(actor(), None, asking.span_or_days({}, today())[0])
    ones = everything()
    source = _source(ones.get(key))
    return {
        "key": key,
        "keys": [(one.key, _(one.name)) for one in ones.values() if one.printed or one.key == key],
        "asked": _fields(frame.unit.id),
        "units": unit_choices(frame),
        "bases": [(code, _(words)) for code, words in BASES.items()],
        "states": [(code, _(words)) for code, words in BOOKS.items()],
        "sums": [("", _("整个期间")), ("months", _("各月之和"))],
        "rows": [(by, _(way.name)) for by, way in source.breakdowns.items() if by != "month"]
        if source
        else [],
    }


def _source(one: Indicator | Rate | None) -> Any:
    """Of what an indicator's rows are; of a rate its numerator's."""
    if isinstance(one, Rate):
        one = find(one.numerator["concluded"])
    return one.source if isinstance(one, Indicator) else None


def _fields(own: int) -> dict[str, dict[str, Any]]:
    """What the fields of either side hold: as it was typed, else what is asked for without saying so."""
    given = _asked()
    period, _span = asking.span_or_days({}, today())
    return {
        name: {
            "unit": own,
            "from": period.start,
            "to": period.last,
            **dict.fromkeys(
                ("state", "revision", "basis", "sum", "by", "part", "predecessors", "comparable"), ""
            ),
        }
        | {
            what.removeprefix(f"{name}_"): value
            for what, value in given.items()
            if what.startswith(f"{name}_")
        }
        for name in ("a", "b")
    }


# ---------------------------------------------------------------- the answer


def _answer(found: Explanation) -> dict[str, Any]:
    one, reason = found.one, request.args.get("reason", "")
    chosen = [each for each in found.records if not reason or each.reason.code == reason]
    start = asking.place(request.args)
    here = chosen[start : start + AT_ONCE]
    return {
        "found": found,
        "one": one,
        "name": _(one.name),
        "figures": _figures(found),
        "reasons": _reasons(found),
        "reason": REASONS.get(reason, ""),
        "heads": _heads(found),
        "records": [_record(found, each) for each in here],
        "foot": _foot(found, chosen),
        "count": len(chosen),
        "here": len(here),
        "paragraph": saying.paragraph(found),
        "first": _again(after="") if start else None,
        "more": _again(after=str(start + AT_ONCE)) if start + AT_ONCE < len(chosen) else None,
        "every": _again(after="", reason="") if reason else None,
    }


def _figures(found: Explanation) -> list[dict[str, str]]:
    """The two figures and their difference as large numbers; of a rate its counts stand below."""
    words = [_words(side, frame, found) for side, frame in zip(found.sides, found.frames, strict=True)]
    told = [saying.figure(found.one, amount).partition("（") for amount in (found.a, found.b)]
    total, note = saying.total(found), ""
    if isinstance(found.one, Rate):
        total, note = saying.points(found), total
    return [
        *(
            {"label": words_, "value": value, "note": counts.removesuffix("）")}
            for words_, (value, __, counts) in zip(words, told, strict=True)
        ),
        {"label": _("数字二比数字一"), "value": total, "note": note},
    ]


def _words(side: Side, frame: Frame, found: Explanation) -> str:
    """A side in words, with the row that it is confined to."""
    source = _source(found.one)
    rows = [label(frame, source.breakdowns[by], part) for by, part in side.where if by in source.breakdowns]
    return " · ".join([side.words(frame), *map(_, rows), _(BASES[side.basis])])


def _heads(found: Explanation) -> list[Any]:
    numbers = [_("分子"), _("分母")] if isinstance(found.one, Rate) else [_effect_head(found.one)]
    return [_("记录"), _("原因"), _("说明"), *({"label": head, "num": True} for head in numbers)]


def _effect_head(one: Indicator) -> str:
    unit = saying.unit_of(one)
    return _("影响（%(unit)s）", unit=_(unit)) if unit else _("影响")


def _record(found: Explanation, each: Difference) -> list[Any]:
    page = page_of(each.source) if each.visible else ""
    name = {"text": each.label, "href": f"{page}{each.id}"} if page else each.label
    why = {"text": _(each.reason.name), "pill": True, "tone": _TONES.get(each.reason.code, "blue")}
    return [name, why, each.reason.detail, *_effects(found, each.effect, each.base_effect)]


def _foot(found: Explanation, chosen: list[Difference]) -> list[Any]:
    sums = sum(each.effect for each in chosen), sum(each.base_effect for each in chosen)
    return [_("合计"), "", _("%(n)s 条", n=len(chosen)), *_effects(found, *sums)]


def _effects(found: Explanation, effect: Any, base: Any) -> list[str]:
    both = (effect, base) if isinstance(found.one, Rate) else (effect,)
    return [saying.signed(found.one, value) for value in both]


def _reasons(found: Explanation) -> list[list[Any]]:
    """A row for each reason: how many records, what they come to; each leads to its records."""
    return [
        [
            {"text": _(REASONS[code]), "href": _again(reason=code, after="")},
            found.by_reason[code][0],
            *_effects(found, *found.by_reason[code][1:]),
        ]
        for code in REASONS
        if code in found.by_reason
    ]


def _again(**changed: str) -> str:
    given: dict[str, Any] = request.args.to_dict() | changed
    return url_for("figures.explain", **{name: value for name, value in given.items() if value})
