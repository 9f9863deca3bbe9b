"""What a page or workbook of figures is asked for: a unit, a period, a date basis, the books. Its tables come on top."""

import datetime
from functools import cached_property

from figures.frame import Frame
from figures.indicators import PRINTED
from figures.periods import Period
from figures.selects import Question
from figures.standing import Standing, standing
from office.access import Actor
from vocab import LIVE


class Asked:
    """A unit's figures in a period. Raises NotVisible, Rejected.

    `state` says from which books, of which `revision` names an older one.
    """

    def __init__(
        self,
        actor: Actor,
        unit_id: int | None,
        period: Period,
        basis: str,
        *,
        today: datetime.date,
        predecessors: bool = False,
        state: str = LIVE,
        revision: int | None = None,
    ) -> None:
        self.actor = actor
        self.period = period
        self.basis = basis
        self.state = state
        self.revision = revision
        self.today = today
        self.frame = Frame(actor, unit_id, period, predecessors)

    def question(self, by: tuple[str, ...] = (), keys: tuple[str, ...] = tuple(PRINTED)) -> Question:
        """A question about this unit and period."""
        frame = self.frame
        return Question(frame.unit.id, self.period, self.basis, by, keys, (), self.state, self.revision,
                        frame.predecessors)  # fmt: skip

    @property
    def cut_off(self) -> datetime.date:
        """The last day of the figures; of official ones the day of the last lock."""
        return self.standing.cut_off

    @cached_property
    def standing(self) -> Standing:
        """From which books the figures are. Rejected where they are not locked."""
        return standing(self.question(), self.frame, self.today)
