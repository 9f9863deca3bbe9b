"""The page of paragraphs, and their document. Page, document and command line read the same Paragraph."""

import datetime
import io
from dataclasses import dataclass, replace
from typing import Any

from flask import Response, render_template, request, send_file, url_for
from flask_babel import gettext as _

from blueprints.choosing import unit_choices
from blueprints.errors import message
from blueprints.guard import actor, needs
from blueprints.paragraph_links import Piece, pieces
from blueprints.sentences import asking, bp
from blueprints.sentences.asking import PARTS, Wanted
from figures.frame import Frame
from figures.sentences import own, writing
from figures.sentences.own import Kept
from figures.sentences.writing import Paragraph
from office.calendar import today
from office.errors import Rejected
from vocab import BASES, BOOKS

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True)
class Shown:
    """A text with its paragraph, or with what stands against writing it."""

    kept: Kept
    made: Paragraph | None
    pieces: list[Piece]
    problem: str = ""


@bp.get("/texts")
@needs("figures.read")
def index() -> str:
    """Every text written for a unit and period."""
    wanted = asking.wanted(request.args, today())
    frame = Frame(actor(), wanted.unit, wanted.period)
    wanted = replace(wanted, unit=frame.unit.id)
    return render_template(
        "sentences/index.html",
        texts=[_shown(one, wanted) for one in own.offered(actor())],
        stopped=[row for row in own.listed() if not row.active] if actor().may("text.write") else [],
        unit=frame.unit.name,
        wanted=wanted,
        args=wanted.args,
        may_write=actor().may("text.write"),
        export=_export_of(wanted) if actor().may("report.export") else "",
        **choices(frame),
    )


def choices(frame: Frame) -> dict[str, Any]:
    """What the filters offer."""
    return {
        "units": unit_choices(frame),
        "parts": [(code, _(words)) for code, words in PARTS.items()],
        "bases": [(code, _(words)) for code, words in BASES.items()],
        "books": [(code, _(words)) for code, words in BOOKS.items()],
    }


def _shown(one: Kept, wanted: Wanted) -> Shown:
    try:
        made = written(one, wanted)
    except Rejected as error:  # an indicator that is gone, or nothing locked: the other texts are still shown
        return Shown(one, None, [], message(error))
    return Shown(one, made, pieces(made))


def written(one: Kept, wanted: Wanted) -> Paragraph:
    """The paragraph of a text for what the address asks."""
    assert wanted.unit is not None
    title = one.title if one.row else _(one.title)
    return writing.write(
        actor(),
        title,
        one.text,
        wanted.unit,
        wanted.period,
        today=today(),
        state=wanted.state,
        basis=wanted.basis,
    )


def _export_of(wanted: Wanted) -> str:
    return url_for("sentences.document", **wanted.args)


@bp.get("/texts/document")
@needs("report.export")
def document() -> Response:
    """One paragraph (its `name`) or all of them as a Word document."""
    from reports import paragraphs  # the writer takes long to load and only this page uses it

    wanted = asking.wanted(request.args, today())
    frame = Frame(actor(), wanted.unit, wanted.period)
    wanted = replace(wanted, unit=frame.unit.id)
    name = request.args.get("name", "")
    texts = [own.find(actor(), name)] if name else own.offered(actor())
    made = [written(one, wanted) for one in texts] if name else _all(texts, wanted)
    content = io.BytesIO()
    paragraphs.write(made, content, made_at=datetime.datetime.now())
    own.exported(actor(), made)
    content.seek(0)
    return send_file(content, DOCX, as_attachment=True, download_name=paragraphs.file_name(made))


def _all(texts: list[Kept], wanted: Wanted) -> list[Paragraph]:
    """Those of the texts that can be written. Rejected when none can."""
    made, faults = [], []
    for one in texts:
        try:
            made.append(written(one, wanted))
        except Rejected as error:
            faults.append(error)
    if not made and faults:
        raise faults[0]
    return made
