"""What the headings about a cell say: figure, row, unit and time, piece by piece, each understood at most once."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from figures.templates import subjects
from figures.templates.meaning import CHILD, OWN, TOTAL
from figures.templates.phrases import (
    has_remark,
    measure_of,
    month_in,
    name_in,
    plain,
    stem,
    stretch_of,
    subject_of_title,
    unwrapped,
)
from figures.templates.places import Places
from figures.templates.speaking import CONTEXTS, MEASURES
from figures.templates.subjects import DISPUTE, Subjects
from figures.templates.vocabulary import LIKE, Vocabulary
from office import settings

# rows of several lists, or kinds of units, may be called so
_UNCLEAR = {
    "其他",
    "其它",
    "一般",
    "重大",
    "村",
    "居",
    "村居",
    "社区",
    "乡镇",
    "镇",
    "乡",
    "街道",
    "申请",
    "主动",
}
_KINDS = {"村", "居", "村居", "社区", "乡镇", "镇", "乡", "街道", "乡镇街道", "镇街", "村社区", "各乡镇", "各街道", "县区", "区县"}  # fmt: skip
SUBTOTAL = "小计"


@dataclass(frozen=True)
class Heading:
    """What stands about a cell: above it and before it, each from the outside in; the section, title and unit beside it."""

    above: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    section: str = ""
    title: str = ""
    beside: str = ""
    sheet: str = ""
    corner: str = ""  # what stands over the names of the rows: 纠纷类型

    @property
    def words(self) -> str:
        """In one line: 城关镇 / 调解成功 / 件."""
        return " / ".join((*self.before, *self.above))


@dataclass
class Reading:
    """What was understood so far; `framing` are the pieces that say when, whose or in which measure."""

    pieces: list[str]
    split: int  # how many pieces stand before the cell
    used: set[int] = field(default_factory=set)
    framing: set[int] = field(default_factory=set)
    whose: str = ""
    child: str = ""
    stretches: list[str] = field(default_factory=list)
    measure: str = ""
    key: str = ""
    part: str = ""
    by: str = ""
    row: str = ""
    sure: bool = True

    @property
    def axes(self) -> tuple[list[int], list[int]]:
        """The pieces before the cell and those above it."""
        numbers = list(range(len(self.pieces)))
        return numbers[: self.split], numbers[self.split :]

    @property
    def rest(self) -> list[int]:
        """What was not understood."""
        return [number for number in range(len(self.pieces)) if number not in self.used]

    def axis_of(self, number: int) -> list[int]:
        """The axis on which a piece stands."""
        return self.axes[number >= self.split]

    def frame(self, number: int) -> None:
        """A piece says when, whose or in which measure."""
        self.used.add(number)
        self.framing.add(number)


class Reader:
    """Reads headings for the unit and lists of a vocabulary and the year of a template."""

    def __init__(self, vocabulary: Vocabulary, places: Places, year: int) -> None:
        self.vocabulary = vocabulary
        self.places = places
        self.year = year

    def read(self, heading: Heading) -> Reading:
        """Everything that the headings of a cell say."""
        reading = Reading([*heading.before, *heading.above], len(heading.before))
        self._read_times(reading, heading)
        self._read_figure(reading, heading)
        self._read_places(reading)
        self._read_title_place(reading, heading)
        self._read_row(reading, heading)
        if not reading.key:
            self._read_alike(reading, heading)
        if not reading.key and not reading.row and not reading.rest:
            self._read_title(reading, heading)
        return reading

    # ------------------------------------------------------------ times and places

    @cached_property
    def _from_january(self) -> bool:
        """Whether the statistical year is that of the calendar."""
        return bool(settings.get("year_end") == "12-31")

    def _read_times(self, reading: Reading, heading: Heading) -> None:
        upto, from_january = month_in(heading.title), self._from_january
        for number, piece in enumerate(reading.pieces):
            if stretch := stretch_of(piece, self.year, upto, from_january=from_january):
                reading.stretches.append(stretch)
                reading.frame(number)
            measure = measure_of(piece)
            if measure is not None:
                reading.measure = measure or reading.measure
                if plain(piece) in MEASURES:
                    reading.frame(number)
        reading.measure = (heading.beside and measure_of(heading.beside)) or reading.measure

    def _read_places(self, reading: Reading) -> None:
        for number, piece in enumerate(reading.pieces):
            name = name_in(piece)
            if number in reading.used and not self.places.is_total(name):
                continue
            if self.places.is_total(name):
                reading.whose = reading.whose or TOTAL
            elif self.places.is_own(name):
                reading.whose = OWN
            elif place := self.places.find(name):
                reading.whose, reading.child = CHILD, place.name
            else:
                continue
            reading.frame(number)
        self._read_kinds(reading)

    def _read_kinds(self, reading: Reading) -> None:
        """街道 over the names of some 街道 says nothing more than these."""
        for axis in reading.axes:
            named = [number for number in axis if self._is_place(reading.pieces[number])]
            for number in axis:
                if named and number < named[-1] and plain(reading.pieces[number]) in _KINDS:
                    reading.frame(number)

    def _read_title_place(self, reading: Reading, heading: Heading) -> None:
        """A table that is about one unit below: its 合计 and its cells without a unit are of that one."""
        general = [piece for piece in reading.pieces if self.places.is_whole(name_in(piece))]
        if reading.whose in (CHILD, OWN) or general:
            return
        named = self.places.named_in(heading.title)
        if len(named) == 1:
            reading.whose, reading.child = CHILD, named[0].name
        reading.sure = reading.sure and len(named) < 2

    def _is_place(self, piece: str) -> bool:
        return self.places.find(name_in(piece)) is not None

    # ------------------------------------------------------------ the figure

    def _read_figure(self, reading: Reading, heading: Heading) -> None:
        """The indicator that most of the headings together name, word for word."""
        for text, numbers in self._joined(reading):
            named, only = self.vocabulary.find(text, self._about(reading, heading, numbers))
            if named:
                self._take(reading, named, numbers)
                reading.sure = reading.sure and only
                return

    def _read_alike(self, reading: Reading, heading: Heading) -> None:
        """The indicator whose name is most like what was not understood yet."""
        alike = [
            (self.vocabulary.alike(stem(text), self._about(reading, heading, numbers)), numbers)
            for text, numbers in self._joined(reading)
        ]
        (score, named), numbers = max(alike, key=lambda one: one[0][0], default=((0.0, ""), ()))
        if score >= LIKE:
            self._take(reading, named, numbers)
            reading.sure = False

    def _read_title(self, reading: Reading, heading: Heading) -> None:
        """Where headings tell only whose and when, the title may tell what: 各乡镇调解纠纷数统计表（件）."""
        name = subject_of_title(heading.title)
        named, only = self.vocabulary.find(name, frozenset()) if name else ("", False)
        if named:
            self._take(reading, named, ())
            reading.measure = reading.measure or measure_of(heading.title) or ""
            reading.sure = reading.sure and only and bool(reading.measure)

    def _take(self, reading: Reading, named: str, numbers: tuple[int, ...]) -> None:
        reading.key, _, reading.part = named.partition("#")
        reading.used.update(numbers)
        reading.sure = reading.sure and not any(has_remark(reading.pieces[number]) for number in numbers)

    def _about(self, reading: Reading, heading: Heading, chain: tuple[int, ...]) -> Subjects:
        """The work that the other headings, else the section, the title or the sheet are about."""
        others = [
            piece
            for number, piece in enumerate(reading.pieces)
            if number not in chain and number not in reading.used and not self._is_place(piece)
        ]
        for texts in (others, [heading.section], [heading.title], [heading.sheet]):
            found: Subjects = frozenset().union(*(subjects.of(unwrapped(text)) for text in texts))
            if found:
                return found
        return frozenset()

    def _joined(self, reading: Reading) -> Iterator[tuple[str, tuple[int, ...]]]:
        """Texts that may name a figure, with the pieces they are made of: the longest chains first, inner ones first."""
        free = [[number for number in numbers if number not in reading.used] for numbers in reading.axes]
        paths = [*reversed(free), free[0] + free[1]]
        chains = {
            tuple(path[start:end])
            for path in paths
            for end in range(len(path), 0, -1)
            for start in range(end)
        }
        for chain in sorted(chains, key=lambda chain: (-len(chain), -chain[-1])):
            for form in dict.fromkeys((unwrapped, plain)):
                yield "".join(form(reading.pieces[number]) for number in chain), chain

    # ------------------------------------------------------------ the row

    def _read_row(self, reading: Reading, heading: Heading) -> None:
        """The row of a breakdown that a heading names, by the lists of the figure or of the disputes."""
        for number in reversed(reading.rest):
            text = plain(reading.pieces[number])
            found = self.vocabulary.rows(unwrapped(reading.pieces[number]), reading.key)
            if not found and has_remark(reading.pieces[number]):
                found = self.vocabulary.rows(text, reading.key)
                reading.sure = reading.sure and not found
            near = self._near(reading, heading, number)
            close = [one for one in found if one[0] in near] or ([] if text in _UNCLEAR else found)
            if len(close) == 1 and self._is_ours(reading, heading, number):
                reading.by, reading.row = close[0]
                reading.used.add(number)
                return

    def _near(self, reading: Reading, heading: Heading, number: int) -> set[str]:
        """The breakdowns that are spoken of where a piece stands."""
        around = [plain(reading.pieces[each]) for each in reading.axis_of(number)] + [plain(heading.section)]
        if number < reading.split:
            around.append(plain(heading.corner))
        return {
            by for by, words in CONTEXTS.items() if any(word in text for text in around for word in words)
        }

    def _is_ours(self, reading: Reading, heading: Heading, number: int) -> bool:
        """Whether a row that no figure was named for may be one of the disputes'."""
        about = self._about(reading, heading, (number,))
        return bool(reading.key) or not about or DISPUTE in about
