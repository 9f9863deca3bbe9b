"""What the selects of a case offer: the actor's own area, and list entries in force today."""

import datetime
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from blueprints.described import keeping, numbered
from office import committees, lists, mediators, units
from office.access import Actor
from registers.dispute_detail import Case
from vocab import SOURCE, TAG, TYPE


@dataclass
class Choices:
    """Id or code → words, for each select. `last_source` is offered above the others; `case` keeps what it holds."""

    units: dict[int, str]
    committees: dict[int, str]
    studios: dict[int, str]
    mediators: dict[str, dict[int, str]]
    tags: dict[str, str]
    today: datetime.date
    last_source: str = ""
    case: Case | None = None

    def of(self, key: str, choice: str) -> dict[Any, Any]:
        """Code → words of a list; what the case holds stays on offer though it has ended meanwhile."""
        if choice in lists.FIXED:
            return {code: _(text) for code, text in lists.FIXED[choice].items()}
        held = getattr(self.case.dispute, f"{key}_id") if self.case else None
        if choice == SOURCE:
            return self._sources(held)
        names = keeping(lists.leaves(choice, self.today), held, lists.labels(choice))
        return numbered(names) if choice == TYPE else names

    def _sources(self, held: str | None) -> dict[Any, Any]:
        """The sources with their parent before them, the one used last on top."""
        terms = {term.code: term for term in lists.terms(SOURCE)}
        words = {code: lists.source_label(code, terms) for code in terms}
        names = {code: words[code] for code in lists.leaves(SOURCE, self.today)}
        names = numbered(keeping(names, held, words))
        if self.last_source not in names:
            return names
        last = {self.last_source: names.pop(self.last_source)}
        return {_("上次所选"): last, _("其他来源"): names}


def choices(
    actor: Actor, today: datetime.date, *, last_source: str = "", case: Case | None = None
) -> Choices:
    """Everything a case form of `actor` offers."""
    made = Choices(
        units=units.choices(actor),
        committees=committees.choices(actor, today),
        studios=committees.studio_choices(actor, today),
        mediators=mediators.choices(actor, today),
        tags=lists.leaves(TAG, today),
        today=today,
        last_source=last_source,
        case=case,
    )
    if case:
        _keep_places(made, case)
    return made


def _keep_places(made: Choices, case: Case) -> None:
    """A unit, committee, studio or mediator that has ended, or lies elsewhere, stays on its case."""
    dispute = case.dispute
    made.units.setdefault(dispute.unit_id, dispute.unit.name)
    if dispute.committee_id:
        made.committees.setdefault(dispute.committee_id, dispute.committee.name)
    if dispute.studio_id:
        made.studios.setdefault(dispute.studio_id, dispute.studio.name)
    offered = {id_ for group in made.mediators.values() for id_ in group}
    others = {one.id: one.name for one in case.mediators if one.id not in offered}
    if others:
        made.mediators[_("本案现有")] = others
    for term in case.tags:
        made.tags.setdefault(term.code, term.name)
