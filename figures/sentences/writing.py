"""A text with placeholders becomes a paragraph: words and numbers, its cut-off, and which books it was taken from."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from figures.books.sealed import Books
from figures.comparison import stretches
from figures.comparison.asked import About, Asked
from figures.comparison.changes import YOY
from figures.comparison.stretches import Stretch
from figures.dating import BASIS as DATED_BY_BASIS
from figures.defining import Rate
from figures.evaluator import must_be_known
from figures.indicators import counted, find
from figures.periods import Period
from figures.sentences import grammar
from figures.sentences.grammar import Slot, Template, Words
from figures.sentences.saying import Number, Speaker
from office import settings
from office.access import Actor
from vocab import BASES, BOOKS, LIVE, N_, OFFICIAL

FIRST_DRAFT, CORRECTED = N_("初步数"), N_("审定数，第{n}版，已订正")
SETTLED = N_("审定数")


@dataclass
class Paragraph:
    """What stands on the page, in the .docx and in the JSON alike."""

    name: str
    unit_id: int
    unit: str
    stretch: Stretch
    basis: str
    state: str
    revision: int
    missing: list[str]
    pieces: list[str | Number] = field(default_factory=list)
    whys: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The paragraph as it is read."""
        return "".join(piece if isinstance(piece, str) else piece.text for piece in self.pieces)

    @property
    def numbers(self) -> list[Number]:
        """Its numbers, in their order."""
        return [piece for piece in self.pieces if isinstance(piece, Number)]

    @property
    def state_words(self) -> str:
        """初步数, 审定数, or 审定数，第2版，已订正."""
        if self.state != OFFICIAL:
            return FIRST_DRAFT
        return CORRECTED.format(n=self.revision) if self.revision > 1 else SETTLED

    def as_json(self) -> dict[str, Any]:
        """As the command line prints it; what has decimals as text."""
        return {
            "name": self.name,
            "unit": self.unit,
            "period": self.stretch.label,
            "from": self.stretch.now.start.isoformat(),
            "to": self.stretch.now.last.isoformat(),
            "state": self.state,
            "state_words": self.state_words,
            "cut_off": self.stretch.cut_off.isoformat(),
            "basis": self.basis,
            "missing": self.missing,
            "text": self.text,
            "numbers": [self._number(number) for number in self.numbers],
            "notes": self.whys,
        }

    def _number(self, number: Number) -> dict[str, Any]:
        found: dict[str, Any] = {
            "text": number.text,
            "indicator": f"{number.key}({number.part})" if number.part else number.key,
            "name": find(number.key).name,
            "value": _value(number),
            "measure": number.measure,
            "unit": self.unit,
            "period": _words_of(number.period, self.stretch),
            "from": number.period.start.isoformat(),
            "to": number.period.last.isoformat(),
            "where": dict(number.where),
        }
        if number.counts:
            found["counts"] = [str(each) for each in number.counts]
        return (
            found | ({"how": number.how} if number.how else {}) | ({"why": number.why} if number.why else {})
        )


def _value(number: Number) -> int | str | None:
    """A number for scripts: a rate with its decimals, and what is no whole number, as text."""
    value = number.value
    if value is None:
        return None
    is_rate = isinstance(find(number.key), Rate)
    return str(value) if is_rate or value != value.to_integral_value() else int(value)


def _words_of(period: Period, stretch: Stretch) -> str:
    if period == stretch.now:
        return stretch.label + stretch.up_to
    return period.label


def write(
    actor: Actor,
    name: str,
    text: str,
    unit_id: int,
    period: Period,
    *,
    today: datetime.date,
    state: str = LIVE,
    revision: int | None = None,
    basis: str = "",
) -> Paragraph:
    """The paragraph of a text for a unit and period. Raises NotVisible, Rejected (field "text": of the text itself)."""
    actor.must("figures.read")
    state = OFFICIAL if revision else state
    asked = Asked(actor)
    frame = asked.frame(unit_id, period)
    chosen = settings.everything()
    must_be_known(basis or chosen["basis"], state)
    template = grammar.read(text, frame)
    stretch, books = stretches.of(frame, period, state, chosen["year_end"], today, revision)
    about = About(unit_id, stretch.now, (), basis or chosen["basis"], state, revision)
    made = Paragraph(
        name,
        unit_id,
        frame.unit.name,
        stretch,
        about.basis,
        state,
        _revision(books),
        _missing(books, stretch),
    )
    speaker = Speaker(asked, about, stretch)
    _expect(speaker, template)
    made.pieces = [piece for each in _pieces(template) for piece in _said(each, made, speaker, template)]
    made.whys = list(speaker.whys)
    return made


def _pieces(template: Template) -> Iterator[Words | Slot]:
    """The pieces, with what the numbers are at the end unless the text says it somewhere."""
    yield from template.pieces
    if grammar.BASIS not in template.says:
        yield Slot(grammar.BASIS, 0)


def _expect(speaker: Speaker, template: Template) -> None:
    """Ask for all placeholders of one stretch and row together."""
    for slot in template.slots:
        if not slot.top:
            speaker.asked.expect(speaker.about_of(slot), (slot.key,))


def _said(piece: Words | Slot, made: Paragraph, speaker: Speaker, template: Template) -> list[str | Number]:
    if isinstance(piece, Words):
        return [piece.text]
    if piece.key:
        return speaker.say(piece)
    stretch = made.stretch
    return [
        {
            grammar.UNIT: made.unit,
            grammar.PERIOD: stretch.label,
            grammar.UP_TO: stretch.up_to,
            grammar.END: _end(stretch),
            grammar.BASIS: _note(made, template),
        }[piece.written]
    ]


def _end(stretch: Stretch) -> str:
    """截至2024年末, of a period under way 截至2024年11月20日: what is counted on a day is counted on that one."""
    day = stretch.cut_off
    if stretch.unfinished:
        return N_("截至{y}年{m}月{d}日").format(y=day.year, m=day.month, d=day.day)
    return N_("截至{period}末").format(period=stretch.label)


def _note(made: Paragraph, template: Template) -> str:
    """（数据截至2024年12月31日，初步数。同比按……）: what every paragraph says of its numbers."""
    day = made.stretch.cut_off
    parts = [N_("数据截至{y}年{m}月{d}日").format(y=day.year, m=day.month, d=day.day), made.state_words]
    if any(_by_basis(slot.key, made.basis) for slot in template.slots):
        parts.append(BASES[made.basis])
    if made.stretch.unfinished and any(slot.way in (YOY, grammar.YOY_DIFFERENCE) for slot in template.slots):
        ago = made.stretch.year_ago.last
        parts.append(N_("同比截至上年{m}月{d}日").format(m=ago.month, d=ago.day))
    if made.missing:
        parts.append(N_("缺报：{units}").format(units="、".join(made.missing)))
    return f"（{'，'.join(parts)}）"


def _by_basis(key: str, basis: str) -> bool:
    """Whether the chosen date basis decides what an indicator counts."""
    one = find(key)
    return counted(one.numerator[basis] if isinstance(one, Rate) else key).dated in (DATED_BY_BASIS, basis)


def _revision(books: Books | None) -> int:
    return max((row.revision for row in books.returns), default=1) if books else 1


def _missing(books: Books | None, stretch: Stretch) -> list[str]:
    """The units that lack a month up to the cut-off; what is due later is not missing from what is told."""
    lacking = books.missing if books else ()
    return list(dict.fromkeys(post.name for post, month in lacking if month.period.end <= stretch.now.end))


def in_words(made: Paragraph) -> str:
    """The paragraph and the reasons below it, for the terminal."""
    head = f"{made.name}　{made.unit}　{made.stretch.label}{made.stretch.up_to}　{BOOKS[made.state]}"
    return "\n".join([head, made.text, *(N_("注：{why}").format(why=why) for why in made.whys)])
