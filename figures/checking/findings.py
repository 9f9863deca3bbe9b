"""What a check found: a sentence that says what is wrong and where, and how strongly it speaks."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from office.errors import Rejected
from office.reasons import real_reason
from vocab import STRENGTHS

MUST, EXPLAIN, HINT = STRENGTHS


@dataclass(frozen=True)
class Finding:
    """One thing that a check found in a unit's month.

    `key` is the check with what it was about (jump.dispute.accepted): unique within a run, the same in the next one,
    so that an explanation stays with it. `records` are (source key, record id); `indicator`, `by`, `part` name the
    list behind it, where there is one.
    """

    key: str
    strength: str
    text: str
    records: tuple[tuple[str, int], ...] = ()
    indicator: str = ""
    by: str = ""
    part: str = ""
    explained: str = ""

    def as_json(self) -> dict[str, Any]:
        """As it is stored with a return."""
        return asdict(self) | {"records": [list(one) for one in self.records]}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Finding":
        """The finding that was stored."""
        held = {name: stored[name] for name in cls.__dataclass_fields__ if name in stored}
        records = tuple((source, int(record)) for source, record in held.pop("records", ()))
        return cls(records=records, **held)


def strongest_first(findings: Iterable[Finding]) -> list[Finding]:
    """强制 before 核实 before 提示, otherwise in the order in which they were found."""
    order = list(STRENGTHS)
    return sorted(findings, key=lambda one: order.index(one.strength))


def explained(findings: Iterable[Finding], explanations: Mapping[str, str]) -> list[Finding]:
    """The findings, those of 核实 with their explanation (finding key → reason) beside them."""
    return [
        replace(one, explained=explanations.get(one.key, one.explained).strip())
        if one.strength == EXPLAIN
        else one
        for one in findings
    ]


def unanswered(findings: Iterable[Finding], explanations: Mapping[str, str]) -> list[Finding]:
    """What still keeps a month from going up: every 强制, and each 核实 without a real reason."""
    told = explained(findings, explanations)
    return [
        one
        for one in told
        if one.strength == MUST or (one.strength == EXPLAIN and not _is_real(one.explained))
    ]


def _is_real(text: str) -> bool:
    try:
        return bool(real_reason(text))
    except Rejected:
        return False
