"""All registers of public legal service in one view: every printed figure by group, and the main ones by unit."""

from functools import cached_property

from figures.answers import Answer, Line
from figures.asked import Asked
from figures.evaluator import evaluate
from figures.indicators import GROUPS, everything
from figures.tables import Column
from vocab import N_

# What a leader compares units by; disputes have pages of their own.
COLUMNS = (
    Column("screening.rounds", N_("排查（次）")),
    Column("organisation.committees", N_("调委会（个）")),
    Column("mediator.people", N_("调解员（人）")),
    Column("aid.accepted", N_("法律援助（件）")),
    Column("aid.consultations", N_("法律咨询（人次）")),
    Column("adviser.coverage", N_("顾问覆盖率")),
    Column("understander.people", N_("明白人（人）")),
    Column("publicity.events", N_("普法活动（场）")),
    Column("publicity.audience", N_("受众（人次）")),
)


class Service(Asked):
    """A unit's figures of every register but the disputes."""

    @cached_property
    def groups(self) -> list[tuple[str, list[str]]]:
        """(name of a group, keys of its printed indicators), in print order, those without any left out."""
        printed = [key for key, one in everything().items() if one.printed]
        found = [
            (label, [key for key in printed if key.partition(".")[0] == group])
            for group, label in GROUPS.items()
            if group != "dispute"
        ]
        return [(label, keys) for label, keys in found if keys]

    @cached_property
    def total(self) -> Line:
        """Every printed indicator of the unit."""
        keys = tuple(key for _, own in self.groups for key in own)
        return self._ask(keys, ()).total

    @cached_property
    def units(self) -> Answer:
        """The main figures by unit."""
        return self._ask(tuple(column.key for column in COLUMNS), ("unit",))

    def _ask(self, keys: tuple[str, ...], by: tuple[str, ...]) -> Answer:
        return evaluate(self.actor, self.question(by, keys), self.frame)
