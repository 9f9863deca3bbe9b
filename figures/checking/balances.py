"""Parts = whole in the tables of cases: whoever did not fill in what a table is broken down by is missing in it.

Σ of the bodies = Σ of the sources = Σ of the types = all cases, and the five children of 接受委托移送 are all that was
referred (domain: 5.1). The records that stand in no row are named.
"""

from collections.abc import Iterator

from figures.answers import Answer
from figures.checking.books import Books
from figures.checking.findings import EXPLAIN, MUST, Finding
from figures.checking.naming import Row, behind, links, words
from figures.definitions.dispute import REFERRED
from figures.disputes import DISPUTES
from models import Dispute
from vocab import N_

TABLES = {
    "orgkind": N_("调解组织类别（六类主体）"),
    "source": N_("案件来源"),
    "type": N_("纠纷类型"),
}
# What must be filled in cannot be missing; what old ledgers often lack may stay so, with the reason.
STRENGTH = {"orgkind": EXPLAIN, "source": MUST, "type": MUST, "referred": EXPLAIN}
_REFERRED = "dispute.referred"


def findings(books: Books) -> Iterator[Finding]:
    """What is missing in each table, and what was referred without saying by whom."""
    answer = books.ask((books.base, _REFERRED), by=tuple(TABLES))
    for by in TABLES:
        yield from _table(books, answer, by)
    yield from _referred(books, answer)


def _table(books: Books, answer: Answer, by: str) -> Iterator[Finding]:
    whole = _amount(answer, books.base)
    inside = sum(int(line[books.base].value or 0) for line in answer.rows(by) if line.part)
    if inside == whole:
        return
    rows: list[Row] = list(
        behind(books, books.base).where(DISPUTES.breakdowns[by].chosen(books.frame, "")).tuples()
    )
    text = N_("案件总数 {whole} 件，按{table}合计只有 {inside} 件，没有填{table}的是：{records}。").format(
        whole=whole, table=TABLES[by], inside=inside, records=words(rows)
    )
    yield Finding(f"balance.{by}", STRENGTH[by], text, links("dispute", rows), books.base, by, "")


def _referred(books: Books, answer: Answer) -> Iterator[Finding]:
    whole = _amount(answer, _REFERRED)
    inside = sum(
        int(line[_REFERRED].value or 0)
        for line in answer.rows("source")
        if line.part in books.frame.terms and books.frame.terms[line.part].parent_id == REFERRED
    )
    if inside == whole:
        return
    rows: list[Row] = list(behind(books, _REFERRED).where(Dispute.source == REFERRED).tuples())
    text = N_(
        "接受委托移送 {whole} 件，其中各项（法院、检察院、公安机关、信访部门、其他部门）合计 {inside} 件；没有写明由谁移送的是：{records}。"
    ).format(whole=whole, inside=inside, records=words(rows))
    yield Finding("balance.referred", STRENGTH["referred"], text, links("dispute", rows), _REFERRED)


def _amount(answer: Answer, key: str) -> int:
    return int(answer.total[key].value or 0)
