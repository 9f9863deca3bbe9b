"""提示: one village or one mediator with an outlying share of the cases (阜南: one village with 271 of 479 files)."""

from collections.abc import Iterator

from figures.answers import Line
from figures.checking.books import Books
from figures.checking.findings import HINT, Finding
from models import Unit
from office import access
from vocab import N_, UnitKind

LEAST_CASES, LEAST_PEERS = 20, 3
MEDIATORS = "mediator.people"
_VILLAGES = (UnitKind.VILLAGE, UnitKind.COMMUNITY)


def findings(books: Books) -> Iterator[Finding]:
    """Who has at least half of at least twenty cases, among at least three."""
    if (books.value(books.base) or 0) < LEAST_CASES:
        return
    if _villages(books) >= LEAST_PEERS:
        yield from _outlying(
            books,
            "unit",
            N_("{name}一个村（社区）就有 {count} 件，占全部 {whole} 件的 {share}%，请抽查核实。"),
        )
    if (books.value(MEDIATORS) or 0) >= LEAST_PEERS:
        yield from _outlying(
            books,
            "mediator",
            N_("调解员{name}一人就有 {count} 件，占全部 {whole} 件的 {share}%，请抽查核实。"),
        )


def _villages(books: Books) -> int:
    """How many villages there are directly below in the period; none where townships are."""
    below = [id_ for id_, place in books.frame.children.items() if books.frame.existed(place)]
    rows = access.units(books.actor).where(Unit.id.in_(below), Unit.kind.in_(_VILLAGES))
    return int(rows.count()) if below else 0


def _outlying(books: Books, by: str, text: str) -> Iterator[Finding]:
    answer = books.ask((books.base,), by=(by,))
    whole = int(books.value(books.base) or 0)
    for line in answer.rows():
        count = _count(line, books.base)
        if line.part.isdigit() and 2 * count >= whole:
            said = text.format(name=line.label, count=count, whole=whole, share=round(100 * count / whole))
            yield Finding(f"share.{by}.{line.part}", HINT, said, indicator=books.base, by=by, part=line.part)


def _count(line: Line, key: str) -> int:
    return int(line[key].value or 0)
