"""A generated paragraph for a page: its words, and its numbers each with the address of its list."""

from dataclasses import dataclass
from urllib.parse import urlencode

from flask_babel import gettext as _

from blueprints.figure_links import Links
from figures.indicators import find
from figures.periods import Period
from figures.sentences import words
from figures.sentences.saying import Number
from figures.sentences.writing import Paragraph
from vocab import LIVE

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
    href = address(number.key, number.unit_id, number.period, made.basis, number.where, made.state)
    exact = _("%(name)s，%(period)s：%(value)s %(unit)s", name=name, period=number.period.label,
              value=words.exact(number.value), unit=_(number.measure))  # fmt: skip
    return Piece(number.text, href, exact)


def address(key: str, unit: int, period: Period, basis: str, where: Where, state: str) -> str:
    """The list behind a number of a text."""
    by, part = where[0] if where else ("", "")
    found = Links(unit, period, basis).to(key, by=by, part=part)
    return found if state == LIVE else f"{found}&{urlencode({'state': state})}"
