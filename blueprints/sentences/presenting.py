"""A checked text for the page: its numbers with their marks, and what each should be. Paragraphs: paragraph_links."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from markupsafe import Markup

from blueprints.paragraph_links import address
from figures.proofreading.checked import Checked
from figures.proofreading.judged import RIGHT, UNKNOWN, WRONG, Judged

TONES = {RIGHT: "green", WRONG: "red", UNKNOWN: "amber"}
CLASSES = {RIGHT: "right", WRONG: "wrong", UNKNOWN: "unknown"}


@dataclass(frozen=True)
class Marked:
    """A piece of a checked text; a number bears its mark, its place in the table and what it should be."""

    text: str
    number: int = 0
    mark: str = ""
    cls: str = ""
    figure: str = ""


def marked(found: Checked) -> Iterator[Marked]:
    """The text cut at its numbers."""
    place = 0
    for count, one in enumerate(found.numbers, 1):
        if one.printed.start > place:
            yield Marked(found.text[place : one.printed.start])
        figure = one.figure if one.mark == WRONG else ""
        yield Marked(one.printed.text, count, _(one.mark), CLASSES[one.mark], figure)
        place = one.printed.end
    yield Marked(found.text[place:])


def rows(found: Checked, *marks: str) -> list[list[Any]]:
    """The rows of the table below the text whose mark is one of `marks`: mark, figure, what it is, whose and when, why."""
    return [
        [
            Markup(f'<span id="n{count}">{count}</span>'),  # noqa: S704 - a number
            one.printed.text,
            {"text": _(one.mark), "pill": True, "tone": TONES[one.mark]},
            _figure(one),
            one.name or None,
            {"text": found.units.get(one.about.unit, found.unit), "note": one.about.period.label},
            one.why or None,
        ]
        for count, one in enumerate(found.numbers, 1)
        if one.mark in marks
    ]


def _figure(one: Judged) -> dict[str, str] | None:
    if not one.figure:
        return None
    if not one.key:
        return {"text": one.figure}
    about = one.about
    return {
        "text": one.figure,
        "href": address(one.key, about.unit, about.period, about.basis, one.where, about.state),
    }


def summary(found: Checked) -> list[tuple[str, int, str]]:
    """(mark, how many, tone of the pill), for the line above the text."""
    return [(_(mark), found.count(mark), TONES[mark]) for mark in (RIGHT, WRONG, UNKNOWN)]
