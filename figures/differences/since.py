"""What has happened to sealed records since they were locked, for the lists that show them as they counted."""

from collections.abc import Iterable, Sequence

from figures.books import sealing, tallying
from figures.books.tallying import Tallied
from figures.differences.differing import differs, slots_of
from figures.differences.facts import Facts, Present, unit_names
from figures.frame import Frame
from figures.listing import Since
from figures.returns import spans
from figures.returns.reporting import Chain
from figures.sources import Source
from office import access, settings
from vocab import N_

GONE, VOIDED, MOVED = "gone", "void", "moved"
CORRECTED, PROGRESS, CHANGED = "corrected", "progress", "changed"
_WORDS = {
    GONE: N_("已不在库中"),
    VOIDED: N_("已作废"),
    CORRECTED: N_("已更正"),
    PROGRESS: N_("后来有进展"),
    CHANGED: N_("有改动（不影响数字）"),
}


def since(frame: Frame, source: Source, rows: Sequence[Tallied]) -> dict[int, Since]:
    """Id of a sealed row → what has happened to its record since it was locked."""
    if not rows:
        return {}
    present = Facts(frame, source, {row.record for row in rows}).present
    now = _now(source, rows, present)
    moved = {one.unit for row in rows if (one := present.get(row.record)) and one.unit != row.unit}
    names = unit_names(moved) if moved else {}
    return {row.id: _told(frame, row, present.get(row.record), now.get(row.id, ""), names) for row in rows}


def _told(frame: Frame, row: Tallied, present: Present | None, now: str, names: dict[int, str]) -> Since:
    if present is None:
        return Since(GONE, _WORDS[GONE], False)
    visible = present.unit in frame.places
    if present.voided_at is None and present.unit != row.unit:
        return Since(MOVED, N_("移至{unit}").format(unit=names[present.unit]), visible)
    changed = CHANGED if present.version != row.version else ""
    code = VOIDED if present.voided_at is not None else now or changed
    return Since(code, _WORDS.get(code, ""), visible)


def _now(source: Source, rows: Iterable[Tallied], present: dict[int, Present]) -> dict[int, str]:
    """Id of a sealed row → CORRECTED or PROGRESS where its record counts otherwise in its month than it did."""
    chain, slots = Chain(access.machine()), slots_of(source.key)
    by_month: dict[str, list[Tallied]] = {}
    for row in rows:
        if (one := present.get(row.record)) is not None and one.unit == row.unit:
            by_month.setdefault(row.month, []).append(row)
    found = {}
    for month, own in by_month.items():
        frame = sealing.frame_of(chain, own[0].unit, spans.read(month, settings.get("year_end")))
        again = tallying.tally(frame, {row.unit for row in own}, {source.key: {row.record for row in own}})
        fresh = {one.record: one for one in again}
        for row in own:
            if (now := fresh.get(row.record)) is None or now.texts()[:2] != row.texts()[:2]:
                found[row.id] = CORRECTED if differs(slots, row, now) else PROGRESS
    return found
