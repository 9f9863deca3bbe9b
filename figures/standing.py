"""How figures stand: from which books they are and up to when, said on every page, workbook and sentence."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from figures.books.sealed import Books, books_of
from figures.frame import Frame
from figures.returns.reporting import Post
from figures.selects import Question
from office.calendar import day_of, local
from office.errors import Rejected
from vocab import BOOKS, N_, OFFICIAL


@dataclass(frozen=True)
class Standing:
    """From which books figures are: live up to the `cut_off`, or official with the `books` of locked returns."""

    state: str
    cut_off: datetime.date  # of the live figures; of the official ones the day of the last lock
    locked_at: datetime.datetime | None = None
    revision: int | None = None  # of the locked return; None where several returns make the figures up
    missing: list[str] = field(
        default_factory=list
    )  # units without a locked return, in months that others locked
    missing_words: str = ""
    unlocked: list[str] = field(default_factory=list)  # months that nobody has locked: 2026-04
    unlocked_words: str = ""
    lacking: dict[str, str] = field(default_factory=dict)  # id of a missing unit → what is said in its row

    @property
    def is_official(self) -> bool:
        """Whether the figures are from locked returns."""
        return self.state == OFFICIAL

    @property
    def name(self) -> str:
        """实时 or 审定."""
        return BOOKS[self.state]

    @property
    def words(self) -> str:
        """审定（2026-04-06 锁定，第 1 版；缺报 1 个单位：柳河镇）, or 实时（截止 2026-11-22）."""
        return N_("{state}（{more}）").format(state=self.name, more="；".join(self.notes))

    @property
    def notes(self) -> list[str]:
        """What words() says behind the state, piece by piece."""
        if not self.is_official:
            return [N_("截止 {day}").format(day=self.cut_off)]
        locked = N_("{day} 锁定，第 {n} 版") if self.revision else N_("{day} 锁定，各月合计")
        said = [locked.format(day=self.cut_off, n=self.revision)]
        if self.unlocked:
            said.append(self.unlocked_words)
        return [*said, self.missing_words] if self.missing else said

    def as_json(self) -> dict[str, Any]:
        """As the command line prints it."""
        found: dict[str, Any] = {"state": self.state, "cut_off": self.cut_off.isoformat()}
        if self.is_official:
            found |= {
                "locked_at": local(self.locked_at).isoformat() if self.locked_at else None,
                "revision": self.revision,
                "missing": self.missing,
                "unlocked": self.unlocked,
            }
        return found


def standing(question: Question, frame: Frame, today: datetime.date | None = None) -> Standing:
    """How the figures of a question stand on a day. Rejected where it asks for what is not locked."""
    period = question.period
    if question.state not in BOOKS:
        raise Rejected("state", N_("数据状态应为“实时”或“审定”。"))
    if question.state != OFFICIAL:
        return Standing(question.state, min(period.last, today or period.last))
    books = books_of(frame, period, question.revision)
    locked_at = max((row.locked_at for row in books.returns if row.locked_at), default=None)
    revision = books.returns[0].revision if len(books.returns) == 1 else None
    missing = _missing(books)
    several = len(books.members) > 1
    return Standing(
        OFFICIAL,
        day_of(locked_at) if locked_at else period.last,
        locked_at,
        revision,
        [post.name for post in missing],
        _said(missing, several),
        [month for month, ids in books.members.items() if not ids],
        _not_locked(books),
        {
            str(post.id): N_("缺报") + ("、".join(months) if several else "")
            for post, months in missing.items()
        },
    )


def _missing(books: Books) -> dict[Post, list[str]]:
    """Unit → the months that it lacks, of those in which others are locked."""
    found: dict[Post, list[str]] = {}
    for post, span in books.missing:
        if books.members.get(span.key):
            found.setdefault(post, []).append(span.short_label)
    return found


def _not_locked(books: Books) -> str:
    """4月至12月未锁定: the months that nobody has locked, those in a row together."""
    runs: list[list[str]] = []
    before = True
    for month, ids in books.members.items():
        if not ids:
            if before:
                runs.append([])
            runs[-1].append(N_("{n}月").format(n=int(month[5:])))
        before = bool(ids)
    words = "、".join(run[0] if len(run) == 1 else f"{run[0]}至{run[-1]}" for run in runs)
    return N_("{months}未锁定").format(months=words) if words else ""


def _said(missing: dict[Post, list[str]], several: bool) -> str:
    """缺报 2 个单位：柳河镇（2月）、东湖镇（2月、3月）; of one month without naming it."""
    names = [
        N_("{unit}（{months}）").format(unit=post.name, months="、".join(months)) if several else post.name
        for post, months in missing.items()
    ]
    return N_("缺报 {n} 个单位：{units}").format(n=len(names), units="、".join(names)) if names else ""
