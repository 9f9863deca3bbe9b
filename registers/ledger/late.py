"""The rows of a checked ledger as their days tell in which months they will count: some of these may be locked."""

from collections.abc import Iterator
from typing import Any

from registers.dispute import DISPUTE, derived
from registers.ledger.batches import Look
from registers.ledger.entries import Place
from vocab import UnitKind

_WITHIN = (
    UnitKind.VILLAGE,
    UnitKind.COMMUNITY,
)  # what is still to be made inside a unit belongs to its return


def dated_rows(look: Look) -> Iterator[tuple[str, int, dict[str, Any]]]:
    """(register key, unit id, values) of each row that would be imported into a unit that stands already."""
    known = {(problem.sheet, problem.row) for problem in look.known}
    for item in look.checked.items:
        if (item.sheet.sheet.name, item.row) in known:
            continue
        unit = _standing(item.spot.unit)
        if unit:
            yield item.sheet.register.key, unit, _with_days(item, unit)


def _standing(place: Place) -> int | None:
    """The unit that is there: the place itself, or of a village to be made the one above it."""
    for one in place.lines():
        if one.id or one.kind not in _WITHIN:
            return one.id
    return None


def _with_days(item: Any, unit: int) -> dict[str, Any]:
    """The values of a row with the days that are worked out from them."""
    register = item.sheet.register
    if register is DISPUTE:
        return {**item.values, **derived(item.values)}
    if register.dated in register.fields:
        return dict(item.values)
    return {**item.values, **register.derive({**item.values, "unit": unit})}
