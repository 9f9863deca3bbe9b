"""What the page of one return shows, worked out as its parts are asked for."""

from functools import cached_property
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from blueprints.figure_links import Links
from blueprints.guard import actor
from blueprints.navigation import office_settings
from blueprints.returns import presenting
from blueprints.returns.asking import Wanted
from figures.checking.findings import EXPLAIN, MUST, Finding
from figures.returns import board, chain, reviewing, verifying
from figures.returns.board import Board, Line
from figures.returns.spans import MONTH
from figures.returns.verifying import Village
from office import access
from office.calendar import today
from office.errors import NotVisible
from vocab import RETURN_KINDS, ReturnState


class Shown:
    """A unit's return of a period: its newest revision, or the one that is asked for. NotVisible, NotAllowed."""

    def __init__(self, wanted: Wanted, revision: int | None = None) -> None:
        self.wanted = wanted
        self.unit = access.get_unit(actor(), wanted.unit)
        self.board: Board = board.board(actor(), wanted.unit, wanted.span, today=today())
        self.revisions = chain.revisions(actor(), wanted.unit, wanted.span)
        self.row = self._chosen(revision)

    def _chosen(self, revision: int | None) -> Any:
        if revision is None:
            return self.revisions[-1] if self.revisions else None
        found = next((row for row in self.revisions if row.revision == revision), None)
        if found is None:
            raise NotVisible()
        return found

    @property
    def line(self) -> Line:
        """The return as the board has it."""
        return self.board.own

    @property
    def is_newest(self) -> bool:
        """Whether nothing newer stands over the revision that is shown."""
        return self.row is None or self.row is self.revisions[-1]

    # ------------------------------------------------------------ what the reader may do

    @property
    def act(self) -> str:
        """What waits to be done here by the reader: send, review, lock, decide, ask; "" for nothing."""
        if not self.is_newest or not self.line.is_over:
            return ""
        decides = chain.may_decide(actor(), self.line.post)
        if self.line.state in reviewing.WITH_UNIT:
            return "send" if actor().may("return.submit") and not self.unlocked else ""
        if self.line.state == ReturnState.LOCKED:
            if self.line.asked or not actor().may("return.submit"):
                return "decide" if decides and self.line.asked else ""
            return "reopen" if decides else "ask"
        if not decides:
            return ""
        return "review" if self.line.state == ReturnState.SUBMITTED else "lock"

    @cached_property
    def unlocked(self) -> list[str]:
        """The months of a longer period that keep it from being sent up."""
        return [span.label for span in reviewing.unlocked(self.wanted.unit, self.wanted.span)]

    @property
    def may_be_nil(self) -> bool:
        """Whether 零报告 is possible: nothing happened in the month. A longer period is nil when its months are."""
        return self.act == "send" and self.wanted.span.kind == MONTH and not self.line.records

    # ------------------------------------------------------------ findings

    @cached_property
    def findings(self) -> list[dict[str, Any]]:
        """What the checks say now, where the reader is about to act on it; else what they said then."""
        return presenting.findings(self._found, self._links())

    @cached_property
    def _found(self) -> list[Finding]:
        if self.act in ("send", "review"):
            span = self.wanted.span
            return reviewing.findings(actor(), self.wanted.unit, span, self.row, today=today())
        return [Finding.from_json(one) for one in self.row.findings] if self.row else []

    def _links(self) -> Links:
        return Links(self.wanted.unit, self.wanted.span.period, office_settings()["basis"])

    @property
    def to_explain(self) -> int:
        """How many findings want a reason."""
        return sum(one.strength == EXPLAIN for one in self._found)

    @property
    def blocking(self) -> int:
        """How many findings keep it from going on."""
        return sum(one.strength == MUST for one in self._found)

    # ------------------------------------------------------------ figures, villages, history

    @cached_property
    def figures(self) -> tuple[list[Any], list[list[Any]]] | None:
        """Headings and rows of the main figures; None for a mediator, who sees the own cases only."""
        if not actor().may("report.export"):
            return None
        found = reviewing.figures(actor(), self.wanted.unit, self.wanted.span, self.row)
        return presenting.figures(found, self._revision)

    @property
    def is_locked(self) -> bool:
        """Whether the revision shown was locked."""
        return self.row is not None and self.row.state == ReturnState.LOCKED

    @property
    def bridge(self) -> str | None:
        """The page that explains what lies between locked and live figures; for those who see the figures."""
        if not self.is_locked or not actor().may("report.export"):
            return None
        basis = office_settings()["basis"]
        return presenting.bridge(self.wanted.unit, self.wanted.span.period, basis, self._revision)

    @property
    def _revision(self) -> int | None:
        """The locked revision that is shown, where it is not the official one."""
        return (
            self.row.revision if self.row is not None and self.is_locked and not self.row.official else None
        )

    @cached_property
    def open_villages(self) -> list[Village]:
        """The villages whose records nobody has looked through yet, while the return lies with the unit."""
        unit, span = self.wanted.unit, self.wanted.span
        if span.kind != MONTH or self.act != "send":
            return []
        return [one for one in verifying.villages(actor(), unit, span) if one.is_open and one.post.id != unit]

    @cached_property
    def history(self) -> list[list[Any]]:
        """Every step of all revisions, the newest first."""
        numbers = {row.id: row.revision for row in self.revisions}
        return presenting.history(chain.steps(self.revisions), numbers)

    @property
    def strip(self) -> list[dict[str, Any]]:
        """The way of the newest revision."""
        return presenting.strip(self.line)

    @cached_property
    def missing(self) -> list[str]:
        """The units that are missing in a locked return; before the lock those that have sent nothing yet."""
        if self.row is None or self.row.state != ReturnState.LOCKED:
            return [line.post.name for line in self.board.lines if not line.is_received]
        return board.names(actor(), [unit_id for unit_id, _start in self.row.missing])

    @property
    def digest(self) -> str:
        """The seal of what was locked, before the lock the digest of the list, in groups of four."""
        kept = (self.row.seal or self.row.digest)[:16] if self.row else ""
        return " ".join(kept[at : at + 4] for at in range(0, len(kept), 4))

    # ------------------------------------------------------------ names and places

    @property
    def kind_words(self) -> str:
        """月报, 季报 …"""
        return _(RETURN_KINDS[self.wanted.span.kind])

    @property
    def above(self) -> list[Any]:
        """The reporting units above it in the reader's area, the highest first."""
        return board.above(actor(), self.wanted.unit)

    @property
    def finding_keys(self) -> list[str]:
        """The keys of the findings shown, in their order."""
        return [one.key for one in self._found]

    def finding_id(self, key: str) -> str:
        """The field in which a finding is explained."""
        return f"explain-{self.finding_keys.index(key) + 1}"

    def revision_links(self) -> list[dict[str, Any]]:
        """A link to every revision."""
        return [
            {
                "label": _("第 %(n)s 版", n=row.revision),
                "url": url_for("returns.show", **self.wanted.args, revision=row.revision),
                "active": row is self.row,
            }
            for row in self.revisions
        ]
