"""What the address of a table asks for: unit, period, basis, books. Rejected names what cannot be read."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from blueprints import addresses, period_asked
from blueprints.navigation import office_settings
from figures.evaluator import Question
from vocab import LIVE, OFFICIAL


@dataclass(frozen=True)
class Wanted:
    """The question of a table; `year` and `part` say its period where it has a name, `label` is that name."""

    question: Question
    year: str = ""
    part: str = ""
    label: str = ""

    @property
    def args(self) -> dict[str, Any]:
        """The same as an address says it."""
        question, period = self.question, self.question.period
        days = {"from": period.start.isoformat(), "to": period.last.isoformat()}
        named = {"year": self.year, "part": self.part} if self.year else days
        told = {"unit": question.unit, **named, "basis": question.basis, "revision": question.revision,
                "state": question.state if question.state != LIVE else None,
                "predecessors": 1 if question.predecessors else None}  # fmt: skip
        return {key: value for key, value in told.items() if value not in (None, "")}


def table(args: Mapping[str, str], today: datetime.date) -> Wanted:
    """What is asked for; this statistical year, the office's basis and living records unless said otherwise."""
    days = period_asked.period(args, today)
    revision = addresses.number(args, "revision")
    state = args.get("state") or LIVE
    question = Question(
        addresses.unit(args), days.period, args.get("basis") or office_settings()["basis"],
        state=state, revision=revision if state == OFFICIAL else None, predecessors=bool(args.get("predecessors")),
    )  # fmt: skip
    return Wanted(question, days.year, days.part, days.label)
