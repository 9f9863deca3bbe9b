"""The list behind one figure: live records, or the sealed ones of an official figure as they counted."""

from typing import Any

from flask import render_template, request, url_for
from flask_babel import gettext as _

from blueprints.figure_links import Links
from blueprints.figures import asking, bp, lists, presenting, switching
from blueprints.guard import actor, needs
from figures import wording
from figures.breakdowns import label
from figures.disputes import DISPUTES
from figures.indicators import date_words, find
from figures.records import Records
from figures.records import records as records_of
from figures.standing import standing
from office.calendar import today
from vocab import LIVE, OFFICIAL, OUTCOMES


@bp.get("/figures/records")
@needs("figures.read")
def records() -> str:
    """The list behind one figure, as many cases as it says."""
    question, key, part = asking.list_of(request.args)
    listed = records_of(actor(), question, key, part)
    cases, after = listed.page(request.args.get("after", ""))
    links = Links(listed.frame.unit.id, listed.question.period, question.basis,
                  comparable=question.comparable, **asking.books(request.args))  # fmt: skip
    by = question.by[0] if question.by and part is not None and not listed.base_is_whole else ""
    base = listed.base_key
    return render_template(
        "figures/records.html",
        listed=listed,
        standing=standing(listed.question, listed.frame, today()),
        other=_other_books(question.state),
        explain=switching.explain_address(listed.question, key, listed.frame.unit.id),
        count=listed.measure()[0],
        cases=cases,
        name=_(listed.one.name),
        stated=_stated(listed, question.by, part),
        base=base and {"name": _(find(base).name), "href": links.to(base, by=by, part=part or "")},
        numerator={"name": _(listed.indicator.name)},
        adds=lists.adds(listed),
        beside=presenting.unit_beside(listed.figure),
        table=None if listed.indicator.source is DISPUTES else lists.table(listed, cases),
        first=_list_again(after="") if "after" in request.args else None,
        more=after and _list_again(after=after),
        people=actor().may("dispute.people"),
        outcomes=OUTCOMES,
        tones=lists.SINCE_TONES,
        case_url=url_for("disputes.show", dispute_id=0).removesuffix("0"),
        wording=wording,
    )


def _stated(listed: Records, by: tuple[str, ...], part: str | None) -> str:
    """The question in words: 江干区 · 2020年 · 邻里纠纷 · 按结案日期."""
    question = listed.question
    row = (
        label(listed.frame, listed.indicator.source.breakdowns[by[0]], part)
        if by and part is not None and by[0] != "month"
        else ""
    )
    merged = wording.WITH_PREDECESSORS if listed.frame.shows_merged else ""
    ways = listed.indicator.source.breakdowns
    crossed = [label(listed.frame, ways[by_], part_) for by_, part_ in listed.table.where]
    today_s = wording.COMPARABLE if question.comparable else ""
    words = (listed.frame.unit.name, merged, question.period.label, *crossed, row,
             date_words(listed.one, question.basis), today_s)  # fmt: skip
    return " · ".join(_(word) for word in words if word)


def _other_books(state: str) -> dict[str, str]:
    """The same list from the other books."""
    other = LIVE if state == OFFICIAL else OFFICIAL
    words = _("看实时清单") if other == LIVE else _("看审定清单")
    return {"href": _list_again(after="", revision="", comparable="", state=other), "label": words}


def _list_again(**changed: str) -> str:
    """The same list, asked for otherwise or from another place on."""
    given: dict[str, Any] = request.args.to_dict() | changed
    return url_for("figures.records", **{key: value for key, value in given.items() if value})
