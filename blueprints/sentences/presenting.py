"""Paragraphs for the page: each number with the address of its list; a checked text with its marks."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask_babel import gettext as _
from markupsafe import Markup

from blueprints.figure_links import Links
from figures.indicators import find
from figures.periods import Period
from figures.proofreading.checker import Checked
from figures.proofreading.judging import RIGHT, UNKNOWN, WRONG, Judged
from figures.sentences import words
from figures.sentences.saying import Number
from figures.sentences.writing import Paragraph
from vocab import LIVE

TONES = {RIGHT: "green", WRONG: "red", UNKNOWN: "amber"}
CLASSES = {RIGHT: "right", WRONG: "wrong", UNKNOWN: "unknown"}
Where = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Piece:
    """A piece of a paragraph; `href` leads to the list of a number, `title` says what it is."""

    text: str
    href: str = ""
    title: str = ""


def pieces(made: Paragraph) -> list[Piece]:
    """A paragraph as words and linked numbers."""
    return [Piece(each) if isinstance(each, str) else _number(made, each) for each in made.pieces]


def _number(made: Paragraph, number: Number) -> Piece:
    name = _(find(number.key).name)
    if number.value is None:
        return Piece(number.text, "", _("%(name)s：%(why)s", name=name, why=number.why))
    href = _address(number.key, number.unit_id, number.period, made.basis, number.where, made.state)
    exact = _("%(name)s，%(period)s：%(value)s %(unit)s", name=name, period=number.period.label,
              value=words.exact(number.value), unit=_(number.measure))  # fmt: skip
    return Piece(number.text, href, exact)


def _address(key: str, unit: int, period: Period, basis: str, where: Where, state: str) -> str:
    by, part = where[0] if where else ("", "")
    found = Links(unit, period, basis).to(key, by=by, part=part)
    return found if state == LIVE else f"{found}&{urlencode({'state': state})}"


# ---------------------------------------------------------------- a checked text


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
        "href": _address(one.key, about.unit, about.period, about.basis, one.where, about.state),
    }


def summary(found: Checked) -> list[tuple[str, int, str]]:
    """(mark, how many, tone of the pill), for the line above the text."""
    return [(_(mark), found.count(mark), TONES[mark]) for mark in (RIGHT, WRONG, UNKNOWN)]
