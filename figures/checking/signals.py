"""提示: what reviewers should look into, never more than that (domain: 7.4, authenticity signals).

Agreements that were copied, cases that were typed in one sitting, one person in many cases, performance over nothing,
a court's confirmation of what was already performed.
"""

import datetime
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from peewee import fn

from figures.checking.books import Books
from figures.checking.findings import HINT, Finding
from figures.checking.naming import Row, behind, cases_of_month, links, words
from models import Dispute, Party
from vocab import N_

COPIES, COPIED_SIGNS = 3, 20
SITTING, TYPED = datetime.timedelta(minutes=30), 20
SAME_PERSON = 5  # cases of one month
_SPACES = re.compile(r"\s+")


def findings(books: Books) -> Iterator[Finding]:
    """Every signal in the cases of the month."""
    yield from copies(books)
    yield from sittings(books)
    yield from same_people(books)
    yield from idle_amounts(books)
    yield from needless_confirmations(books)


def copies(books: Books) -> Iterator[Finding]:
    """提示: three or more settled cases with word for word the same agreement."""
    rows = behind(books, "dispute.succeeded", Dispute.agreement)
    same: dict[str, list[Row]] = defaultdict(list)
    for id_, number, agreement in rows.where(fn.LENGTH(Dispute.agreement) >= COPIED_SIGNS).tuples():
        same[_SPACES.sub("", agreement)].append((id_, number))
    for agreement, cases in same.items():
        if len(cases) >= COPIES and len(agreement) >= COPIED_SIGNS:
            text = N_("{count} 件案件的协议内容一字不差（“{start}…”）：{records}，请抽查卷宗。").format(
                count=len(cases), start=agreement[:15], records=words(cases)
            )
            yield Finding(f"copies.{cases[0][0]}", HINT, text, links("dispute", cases))


def idle_amounts(books: Books) -> Iterator[Finding]:
    """提示: performed agreements over nothing."""
    rows: Sequence[Row] = list(behind(books, "dispute.performed").where(Dispute.amount == 0).tuples())
    if rows:
        text = N_("协议金额为 0 却登记为已履行：{records}，请看看是不是漏填金额。").format(
            records=words(rows)
        )
        yield Finding("idle_amounts", HINT, text, links("dispute", rows), "dispute.performed")


def needless_confirmations(books: Books) -> Iterator[Finding]:
    """Agreements that were performed on the day of signing and then taken to court: false ones were made for subsidies."""
    done_at_once = (Dispute.performed_on == Dispute.agreed_on) & (Dispute.performance == "done")
    rows: Sequence[Row] = list(behind(books, "dispute.confirmation_applied").where(done_at_once).tuples())
    if rows:
        text = N_("签协议当天已履行完毕又申请司法确认：{records}，请核对有无必要。").format(
            records=words(rows)
        )
        yield Finding(
            "needless_confirmations", HINT, text, links("dispute", rows), "dispute.confirmation_applied"
        )


def sittings(books: Books) -> Iterator[Finding]:
    """Many cases typed by one account within half an hour; those of a ledger came in together and are none."""
    rows = cases_of_month(books, Dispute.entered_by, Dispute.entered_at).where(Dispute.batch.is_null())
    typed: dict[int, list[tuple[datetime.datetime, Row]]] = defaultdict(list)
    for id_, number, account, moment in rows.where(Dispute.entered_by.is_null(False)).tuples():
        typed[account].append((moment, (id_, number)))
    for account, entries in sorted(typed.items()):
        longest = _together(sorted(entries))
        if len(longest) >= TYPED:
            text = N_("同一账号半小时内登记了 {count} 件案件：{records}，请抽查是否集中补造。").format(
                count=len(longest), records=words(longest)
            )
            yield Finding(f"sitting.{account}", HINT, text, links("dispute", longest))


def _together(entries: list[tuple[datetime.datetime, Row]]) -> list[Row]:
    """The most cases that were typed within one sitting."""
    most: tuple[int, int] = (0, 0)
    first = 0
    for last, (moment, _row) in enumerate(entries):
        while moment - entries[first][0] > SITTING:
            first += 1
        most = max(most, (last + 1 - first, first))
    count, start = most
    return [row for _moment, row in entries[start : start + count]]


def same_people(books: Books) -> Iterator[Finding]:
    """One person, by identity or telephone number, in many cases of the month; nobody is named."""
    cases = cases_of_month(books).join(Party, on=(Party.dispute == Dispute.id)).where(Party.kind == "person")
    for column, what in ((Party.id_index, N_("证件号码")), (Party.phone_index, N_("联系电话"))):
        same = cases.order_by().select(column).where(column.is_null(False)).group_by(column)
        often = same.having(fn.COUNT(Dispute.id.distinct()) >= SAME_PERSON)
        found: dict[str, dict[int, str | None]] = defaultdict(dict)
        rows = cases.where(column.in_(often)).select(Dispute.id, Dispute.number, column).order_by(Dispute.id)
        for id_, number, index in rows.tuples():
            found[index][id_] = number
        for index, numbers in found.items():
            shown = list(numbers.items())
            text = N_("{count} 件案件的当事人{what}相同：{records}，请抽查当事人是否属实。").format(
                count=len(shown), what=what, records=words(shown)
            )
            yield Finding(f"same.{column.name}.{index[:12]}", HINT, text, links("dispute", shown))
