"""The page of comparisons and its workbook. They ask figures/comparison; they count nothing themselves."""

import datetime
import io
from dataclasses import replace
from typing import Any

from flask import Response, render_template, request, send_file, url_for
from flask_babel import gettext as _

from blueprints.comparison import asking, bp, presenting
from blueprints.comparison.asking import Wanted
from blueprints.comparison.picturing import Pictures
from blueprints.comparison.showing import Shown
from blueprints.errors import message
from blueprints.guard import actor, needs
from blueprints.outgoing import XLSX
from figures.comparison import choosing
from figures.comparison.choosing import TYPE, UNIT, USUAL
from figures.comparison.comparing import Comparison
from figures.evaluator import Question
from figures.frame import Frame
from figures.indicators import BASE, find
from office.calendar import today
from office.errors import Rejected


@bp.get("/compare")
@needs("figures.read")
def index() -> Any:
    """A unit's figures of a period beside those of a year ago and of the period before."""
    wanted = asking.read(request.args, today())
    frame = Frame(actor(), wanted.unit, wanted.period, wanted.predecessors)
    page = presenting.chooser(frame, wanted) | {
        "tabs_": presenting.tabs(wanted, "comparison.index"),
        "indicators": presenting.indicators(),
        "chosen": set(wanted.keys),
        "ways": {},
        "key": wanted.key or BASE[wanted.basis],
        "by": wanted.by,
    }
    try:
        key, by = _parted(wanted, frame)
        page |= {"ways": {way: _(name) for way, name in choosing.ways(key).items()}, "key": key, "by": by}
        shown = Shown(_comparison(wanted, frame), key, by)
        content = render_template(
            "comparison/index.html",
            problem="",
            shown=shown,
            pictures=Pictures(shown),
            export=_export(wanted, frame),
            **page,
        )
    except (
        Rejected
    ) as fault:  # not begun, nothing locked: the filters stay, so that another period can be chosen
        return render_template("comparison/index.html", problem=message(fault), **page), 422
    return content


@bp.get("/compare/file")
@needs("report.export")
def file() -> Response:
    """The comparison as a workbook."""
    from reports import comparison  # openpyxl takes long to load and only this page writes it

    wanted = asking.read(request.args, today())
    frame = Frame(actor(), wanted.unit, wanted.period, wanted.predecessors)
    key, by = _parted(wanted, frame)
    found = _comparison(wanted, frame)
    content = io.BytesIO()
    comparison.write(found, found.of(key, by=by), content, made_at=datetime.datetime.now())
    content.seek(0)
    return send_file(content, XLSX, as_attachment=True, download_name=comparison.file_name(found))


def _comparison(wanted: Wanted, frame: Frame) -> Comparison:
    question = Question(
        frame.unit.id, wanted.period, wanted.basis, (), wanted.keys or USUAL, (), wanted.state, wanted.revision,
        wanted.predecessors,
    )  # fmt: skip
    return Comparison(actor(), question, today=today(), frame=frame)


def _parted(wanted: Wanted, frame: Frame) -> tuple[str, str]:
    """The indicator that is looked at closely, and its rows: units where there are any, else types or what it has."""
    key = wanted.key or BASE[wanted.basis]
    find(key)
    ways = choosing.ways(key)
    first = UNIT if frame.children else TYPE
    return key, next((by for by in (wanted.by, first, *ways) if by in ways), "")


def _export(wanted: Wanted, frame: Frame) -> str | None:
    if not actor().may("report.export"):
        return None
    return url_for("comparison.file", **replace(wanted, unit=frame.unit.id).args)
