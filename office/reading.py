"""One reading of the database: while a page is put together, what many of its parts ask for is read once.

Only around work that writes nothing of it; outside of a reading every call asks the database.
"""

import contextlib
import functools
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
_kept: ContextVar[dict[Any, Any] | None] = ContextVar("kept", default=None)


@contextlib.contextmanager
def reading() -> Iterator[None]:
    """Within it, functions marked with once() answer a question asked before as they did then."""
    before = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(before)


def is_reading() -> bool:
    """Whether what is read now is kept."""
    return _kept.get() is not None


def once(read: Callable[P, T]) -> Callable[P, T]:
    """Mark a function whose answer nobody changes and that depends on its (hashable) arguments alone."""

    @functools.wraps(read)
    def kept(*args: P.args, **named: P.kwargs) -> T:
        known = _kept.get()
        if known is None:
            return read(*args, **named)
        asked = (read, args, tuple(sorted(named.items())))
        if asked not in known:
            known[asked] = read(*args, **named)
        return known[asked]

    return kept
