"""The one place where figures are worked out; pages, workbooks and the command line all ask here.

A question becomes one SQL statement. Everything shown is folded from its cells, so that a total is the sum of its
rows and a rate is one sum over another.
"""

from figures.answers import Answer, Figure, Line
from figures.books import official
from figures.books.sealed import books_of
from figures.breakdowns import Breakdown
from figures.defining import Indicator, Rate
from figures.frame import Frame
from figures.indicators import lookup
from figures.selects import SEALED, Question, statements
from office.access import Actor
from office.errors import Rejected
from vocab import BASES, BOOKS, N_, OFFICIAL

__all__ = ["Answer", "Figure", "Line", "Question", "evaluate"]


def evaluate(actor: Actor, question: Question, frame: Frame | None = None) -> Answer:
    """The answer to a question, in one query. Raises NotVisible, Rejected.

    `frame` saves reading units and lists again when several questions are asked about one unit and period.
    """
    must_be_known(question.basis, question.state)
    if question.comparable and question.state == OFFICIAL:
        raise Rejected("comparable", SEALED)
    needed = needed_for(question)
    ways = ways_of(question, needed)
    own = frame or Frame(actor, question.unit, question.period, question.predecessors, question.comparable)
    answer = Answer(question, own, needed, ways, lambda other: evaluate(actor, other, own))
    width = len(question.by)
    if question.state == OFFICIAL:
        official.fill(answer, books_of(own, question.period, question.revision))
        return answer
    chosen = [ways[key] for key in question.by]
    for statement in statements(question, own, needed):
        for row in statement.tuples():
            cell = tuple(way.part(value, own) for way, value in zip(chosen, row[:width], strict=True))
            answer.add(cell, row[width:])
    return answer


def must_be_known(basis: str, state: str) -> None:
    """Rejected for a date basis or books that there are none of."""
    if basis not in BASES:
        raise Rejected("basis", N_("统计口径应为“按结案日期”或“按受理日期”。"))
    if state not in BOOKS:
        raise Rejected("state", N_("数据状态应为“实时”或“审定”。"))


def needed_for(question: Question) -> list[Indicator]:
    """The counted indicators behind the keys, those of rates included. Rejected for an unknown key."""
    asked = lookup(question.keys)
    behind = (key for one in asked.values() for key in _behind(one, question.basis))
    found = lookup(tuple(dict.fromkeys(behind)), asked)
    return [one for one in found.values() if isinstance(one, Indicator)]


def _behind(one: Indicator | Rate, basis: str) -> list[str]:
    if isinstance(one, Indicator):
        return [one.key]
    return [each for each in (one.numerator[basis], one.denominator[basis], one.least) if each]


def ways_of(question: Question, needed: list[Indicator]) -> dict[str, Breakdown]:
    """The breakdowns of the answer. Rejected when one that is asked for is not common to all the keys."""
    first, known = needed[0], {one.key: one for one in needed}
    for by in (*question.by, *(by for by, _ in question.where)):
        for key, one in lookup(question.keys, known).items():
            for behind in _behind(one, question.basis):
                _check(by, key, known[behind], first)
    return dict(first.source.breakdowns)


def _check(by: str, key: str, one: Indicator, first: Indicator) -> None:
    ways = one.source.breakdowns
    if by not in ways:
        known = "、".join(ways)
        raise Rejected("by", N_("指标“{key}”不能按“{by}”分组，可用：{known}。"), key=key, by=by, known=known)
    if ways[by].rows_of != first.source.breakdowns[by].rows_of:
        raise Rejected(
            "by",
            N_("指标“{key}”与“{other}”按“{by}”分组的含义不同，请分开查询。"),
            key=key,
            other=first.key,
            by=by,
        )
