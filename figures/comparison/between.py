"""What changed between a period of last year and now: entries of lists, units, definitions. Told beside a replay."""

import datetime
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from figures.books import sealing
from figures.books.sealed import Books
from figures.entered import PREFIX
from figures.frame import Frame, Place
from figures.indicators import everything
from figures.periods import Period
from models import Term, UnitName
from office import list_changes
from office.calendar import day_of
from vocab import N_, TERM_LISTS

LISTS, UNITS, DEFINITIONS = N_("类型与选项"), N_("单位"), N_("指标定义")


@dataclass(frozen=True)
class Changed:
    """Something that changed: of what `kind`, in words, and since which day, where that is known."""

    kind: str
    text: str
    day: datetime.date | None = None

    def as_json(self) -> dict[str, str | None]:
        """As the command line prints it."""
        return {"kind": self.kind, "text": self.text, "day": self.day.isoformat() if self.day else None}


def changes(
    frame: Frame, then: Period, books: Books | None, lists: Collection[str], keys: Collection[str]
) -> list[Changed]:
    """What changed from the first day of `then` (of lists: since its return was locked) to the end of the frame's period.

    `lists` are those whose entries are told, `keys` the indicators whose definitions are.
    """
    found = [*_of_lists(frame, then, books, lists), *_of_units(frame, then), *_of_definitions(books, keys)]
    order = [LISTS, UNITS, DEFINITIONS]
    return sorted(found, key=lambda one: (order.index(one.kind), one.day or datetime.date.min, one.text))


# ---------------------------------------------------------------- lists


def _of_lists(frame: Frame, then: Period, books: Books | None, lists: Collection[str]) -> Iterator[Changed]:
    terms = [term for term in frame.terms.values() if term.list in lists]
    begun = {term.code for term in terms if _within(term.valid_from, then, frame)}
    for term in terms:
        if term.code in begun:
            yield _entry(term, N_("启用“{name}”"), term.valid_from)
        if _within(term.valid_to, then, frame):
            yield _entry(term, N_("停用“{name}”，{heir}"), term.valid_to, heir=_heir(frame, term))
    for past in list_changes.since(_locked_at(books) or then.start, lists):
        yield from _past(frame, past, begun)


def _past(frame: Frame, past: list_changes.Past, begun: Collection[str]) -> Iterator[Changed]:
    """What somebody wrote down about an entry: that it was added, renamed, put under another heading."""
    term = frame.terms.get(past.code)
    if term is None:
        return
    if past.added and term.code not in begun:
        yield _entry(term, N_("新增“{name}”"), past.day)
    if "name" in past.changes:
        yield _entry(term, N_("“{old}”改称“{new}”"), past.day, **_pair(past.changes["name"]))
    if "parent" in past.changes:
        old, new = (frame.terms[code].name if code in frame.terms else "—" for code in past.changes["parent"])
        yield _entry(term, N_("“{name}”由“{old}”改归“{new}”"), past.day, old=old, new=new)


def _pair(names: list[str]) -> dict[str, str]:
    return {"old": names[0], "new": names[1]}


def _entry(term: Term, text: str, day: datetime.date | None, **more: str) -> Changed:
    return Changed(LISTS, f"{TERM_LISTS[term.list]}：" + text.format(**({"name": term.name} | more)), day)


def _heir(frame: Frame, term: Term) -> str:
    if term.successor_id is None:
        return N_("未指定归入：原记录留在本项，分成几项的请逐件改类型")
    return N_("归入“{name}”").format(name=frame.terms[term.successor_id].name)


def _locked_at(books: Books | None) -> datetime.date | None:
    """The day on which the first of the locked returns was locked."""
    days = [day_of(row.locked_at) for row in books.returns if row.locked_at] if books else []
    return min(days, default=None)


# ---------------------------------------------------------------- units


def _of_units(frame: Frame, then: Period) -> Iterator[Changed]:
    inside = list(frame.inside.values())
    ended = [one for one in inside if _within(one.valid_to, then, frame)]
    for one in ended:
        above = frame.places.get(one.parent_id or 0)
        if above is None or above.valid_to != one.valid_to:
            yield Changed(UNITS, _ending(frame, one), one.valid_to)
    heirs = {one.successor_id for one in frame.places.values() if one.successor_id}
    for one in inside:
        if _within(one.valid_from, then, frame) and one.id not in heirs:
            yield Changed(UNITS, _founding(frame, one), one.valid_from)
    names = UnitName.select(UnitName.unit, UnitName.name, UnitName.valid_to)
    for id_, name, day in names.where(UnitName.unit.in_([one.id for one in inside])).tuples():
        if _within(day, then, frame):
            yield Changed(UNITS, N_("“{old}”更名“{new}”").format(old=name, new=frame.places[id_].name), day)


def _ending(frame: Frame, one: Place) -> str:
    heir = frame.places.get(one.successor_id or 0)
    if heir is None:
        return N_("撤销“{name}”").format(name=one.name)
    if heir.name == one.name:  # of the same name elsewhere: it went over in a split
        above = [frame.places[id_].name for id_ in (one.parent_id, heir.parent_id) if id_ in frame.places]
        return N_("“{name}”由{above}").format(name=one.name, above=N_("划归").join(f"“{n}”" for n in above))
    return N_("“{name}”并入“{heir}”").format(name=one.name, heir=heir.name)


def _founding(frame: Frame, one: Place) -> str:
    sources = {place.parent_id for place in frame.places.values() if _went_to(frame, place, one)}
    names = "、".join(f"“{frame.places[id_].name}”" for id_ in sources if id_ in frame.places)
    if names:
        return N_("由{names}分设“{name}”").format(names=names, name=one.name)
    return N_("新设“{name}”").format(name=one.name)


def _went_to(frame: Frame, place: Place, new: Place) -> bool:
    heir = frame.places.get(place.successor_id or 0)
    return heir is not None and heir.parent_id == new.id


# ---------------------------------------------------------------- definitions


def _of_definitions(books: Books | None, keys: Iterable[str]) -> Iterator[Changed]:
    """Definitions of the indicators asked for, and every indicator entered by hand, of another edition than at the lock."""
    if books is None:
        return
    today, ones = sealing.edition(), everything()
    locked = {key for row in books.returns for key in row.edition if key.startswith(PREFIX)}
    wanted = dict.fromkeys((*keys, *sorted(locked | {key for key in today if key.startswith(PREFIX)})))
    for key in wanted:
        before = books.editions(key) - {""}
        name = ones[key].name if key in ones else key
        if key not in today:
            yield Changed(DEFINITIONS, N_("“{name}”已不再统计").format(name=name))
        elif not before and key.startswith(PREFIX):
            yield Changed(DEFINITIONS, N_("新增“{name}”").format(name=name))
        elif before and before != {today[key]}:
            yield Changed(
                DEFINITIONS,
                N_("“{name}”的定义改过（锁定时版次 {old}，现行 {new}）").format(
                    name=name, old="、".join(sorted(before)), new=today[key]
                ),
            )


def _within(day: datetime.date | None, then: Period, frame: Frame) -> bool:
    return day is not None and then.start < day < frame.period.end
