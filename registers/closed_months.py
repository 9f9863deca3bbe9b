"""What a closed month asks of whoever changes a record: to say why, once the change alters what the month counted.

The month itself is not touched: what was locked stays as it was sealed, the change stands beside it as a correction.
How records count is known to figures/, which registers itself here when the program starts (app.py); nothing leaves
this out, and without it no guarded act goes through. A new record asks for no reason: it is a late entry (补录).
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Protocol

from office.errors import Closed, Rejected
from office.reasons import real_reason


class Effects(Protocol):
    """What a change does to locked months."""

    def __bool__(self) -> bool: ...

    def sentence(self) -> str:
        """In words: 2024年3月调解成功数 −1件（一季度 −1件……）。"""

    def told(self) -> str:
        """All of it in words, for the audit chain."""

    @property
    def mark(self) -> str:
        """What tells these effects from others."""


class Confirmed(str):
    """A reason given on a page that showed the effects: it holds for those with the mark `shown`, and for no others."""

    shown: str

    def __new__(cls, reason: str, shown: str) -> "Confirmed":
        """The reason with the mark of what was shown."""
        made = super().__new__(cls, reason)
        made.shown = shown
        return made


Records = Mapping[str, Collection[int]]  # register key → ids
Count = Callable[
    [Records], Any
]  # how records count in locked months at this moment; empty where none is locked
Compare = Callable[[Any, Any], Effects]  # how they counted before, how they count now (None: no more)
_counting: tuple[Count, Compare] | None = None


def count_by(count: Count, compare: Compare) -> None:
    """Register what counts records in locked months; once, when the program starts."""
    global _counting
    _counting = count, compare


def _registered() -> tuple[Count, Compare]:
    if _counting is None:
        raise RuntimeError("closed_months.count_by() was not called: closed months would go unguarded")
    return _counting


class Watch:
    """An act under way: how its records counted in locked months when it began."""

    def __init__(self, records: Records, reason: str) -> None:
        self._count, self._compare = _registered()
        self._records, self._reason = records, reason
        self._before = self._count(records)
        self._told: dict[str, Any] | None = None

    def told(self) -> dict[str, Any]:
        """What the act's audit row says of locked months; call it when everything is written. Closed without a reason."""
        if self._told is None:  # no month is locked between the beginning and the end of an act
            effects = self._compare(self._before, self._count(self._records)) if self._before else None
            self._told = _weighed(effects, self._reason) if effects else {}
        return self._told


def _weighed(effects: Effects, reason: str) -> dict[str, Any]:
    shown = reason.shown if isinstance(reason, Confirmed) else effects.mark
    if not reason.strip() or shown != effects.mark:
        raise Closed(effects)
    try:
        return {"reason": real_reason(reason), "effects": effects.told()}
    except Rejected as fault:
        raise Closed(effects, fault) from None


@contextmanager
def watched(records: Records, reason: str = "") -> Iterator[Watch]:
    """Wrap the writes of an act on these records, inside its transaction.

    Closed, so that nothing is saved, when they alter what a locked month counted and `reason` is none, or empty words.
    """
    watch = Watch(records, reason)
    yield watch
    watch.told()


def of_losing(records: Records) -> Effects:
    """What it would do to locked months if these records counted no more."""
    count, compare = _registered()
    return compare(count(records), None)
