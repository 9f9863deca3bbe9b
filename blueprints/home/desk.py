"""The statistical year so far in the reader's own area, of which every desk shows a part."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from blueprints.figure_links import Links
from blueprints.navigation import office_settings
from figures import periods
from figures.comparison import changes, stretches
from figures.comparison.asked import About, Asked
from figures.comparison.changes import YOY, Change
from figures.evaluator import Answer, Question, evaluate
from figures.periods import Period
from office.access import Actor

ACCEPTED, SUCCEEDED, PENDING, RATE = (
    "dispute.accepted",
    "dispute.succeeded",
    "dispute.pending",
    "dispute.success_rate",
)
AMOUNT, PERFORMED = "dispute.amount", "dispute.performance_rate"


@dataclass(frozen=True)
class Card:
    """One large number: what it is, its list, how it compares or what is behind it. `value` None shows —."""

    label: str
    value: str | int | None
    unit: str = ""
    href: str | None = None
    note: str = ""
    icon: str = ""
    tone: str = ""


@dataclass(frozen=True)
class Ask:
    """One thing to ask after: how many, of which units, each with its list."""

    words: str
    count: str
    href: str
    icon: str
    tone: str
    units: Sequence[tuple[str, str, str | None]]


class Year:
    """The year's figures on `today`; an answer by unit and month serves several charts."""

    def __init__(self, actor: Actor, today: datetime.date) -> None:
        known = office_settings()
        self.actor = actor
        self.today = today
        self.basis: str = known["basis"]
        self.number = periods.year_of(today, known["year_end"])
        self.whole = periods.year(self.number, known["year_end"])
        self.last_year = periods.year(self.number - 1, known["year_end"])
        self.stretch = stretches.live(self.whole, known["year_end"], today)
        self.asked = Asked(actor)
        self.frame = self.asked.frame(actor.unit_id or 0, self.whole)
        self.unit = self.frame.unit
        self.links = Links(self.unit.id, self.whole, self.basis)
        self.last_links = Links(self.unit.id, self.last_year, self.basis)

    def changes(self, keys: Iterable[str]) -> dict[str, Change]:
        """Figures of the year so far beside the same days of the year before."""
        about = About(self.unit.id, self.stretch.now, (), self.basis)
        return changes.several(self.asked, about, keys, self.stretch, YOY)

    @cached_property
    def main(self) -> Answer:
        """Accepted and settled cases by unit and month."""
        return self.ask(self.whole, ("unit", "month"), (ACCEPTED, SUCCEEDED))

    @cached_property
    def sorts(self) -> Answer:
        """Accepted cases by type and month."""
        return self.ask(self.whole, ("type15", "month"), (ACCEPTED,))

    @cached_property
    def last_months(self) -> Answer:
        """Last year's accepted cases by month."""
        return self.ask(self.last_year, ("month",), (ACCEPTED,))

    @cached_property
    def last_sorts(self) -> Answer:
        """Accepted cases of the same days of last year by type."""
        return self.ask(self.stretch.year_ago, ("type15",), (ACCEPTED,))

    @cached_property
    def open(self) -> Answer:
        """Cases open today, by unit and by how their time limit stands: overdue, soon, later."""
        return self.ask(self.day, ("unit", "deadline"), (PENDING,))

    def ask(self, period: Period, by: tuple[str, ...], keys: tuple[str, ...]) -> Answer:
        """An answer about the area in a period."""
        question = Question(self.unit.id, period, self.basis, by, keys)
        return evaluate(self.actor, question, self.frame.at(period))

    @cached_property
    def day(self) -> Period:
        """Today alone."""
        return periods.between(self.today, self.today)

    @property
    def is_empty(self) -> bool:
        """Whether no case was accepted this year."""
        return not self.main.total[ACCEPTED].value

    @property
    def is_first(self) -> bool:
        """Whether nothing is known of last year."""
        return not self.last_months.total[ACCEPTED].value

    def pending(self, part: str = "", unit: str = "") -> int:
        """How many cases are open today, in all, of those whose limit stands so, or of a unit."""
        at = {name: value for name, value in (("unit", unit), ("deadline", part)) if value}
        line = self.open.at(**at) if at else self.open.total
        return int(line[PENDING].value or 0)

    def pending_list(self, part: str = "", unit: str = "") -> str:
        """Their list."""
        place = int(unit) if unit.isdigit() else None
        return self.links.to(PENDING, unit=place, period=self.day, by="deadline" if part else "", part=part)

    def is_coming(self, month: Period) -> bool:
        """Whether a month of the year has not begun."""
        return month.start > self.today
