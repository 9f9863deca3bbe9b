"""The proof on a printed table: revision, digest and a code that only this installation can make.

The code tells which locked return, which table and which date basis (in its first half), and carries a keyed digest of
what is locked (its second half). So nothing is stored for a paper, and whoever enters the code learns whether what is
locked is still what counts.
"""

import datetime
import json
import unicodedata
from dataclasses import dataclass
from typing import Any

from figures.books import sealing
from figures.evaluator import Question
from figures.forms import catalogue
from figures.forms.defining import Form
from figures.forms.filling import Filled
from figures.periods import Period
from figures.returns import spans
from models import Return
from office import access, crypto, settings
from office.errors import Rejected
from vocab import BASES, N_, OFFICIAL, ReturnState

SIGNS = "23456789ACDEFHJKLMNPQRTVWXY"  # no two of them are taken for one another
_READ_AS = str.maketrans("BGI1SUZ", "86LL5V2")  # what is no sign of ours can only be one misread
_HALF = 6  # signs of each half
_MANY = len(SIGNS) ** _HALF
_FORMS, _BASES = 32, tuple(BASES)


@dataclass(frozen=True)
class Paper:
    """A table of a locked return, as it is printed: what it is of, and its proof."""

    form: Form
    basis: str
    row: Return

    @property
    def code(self) -> str:
        """Twelve signs in groups of four: K7QM-3FXW-9TRD."""
        sign = self._sign
        signs = _written((self._named + _mask(sign)) % _MANY) + _written(sign)
        return "-".join(signs[start : start + 4] for start in range(0, len(signs), 4))

    @property
    def revision(self) -> int:
        """The revision of the return (第几版)."""
        return int(self.row.revision)

    @property
    def digest(self) -> str:
        """What the return's receipt shows of its digest: sixteen signs in groups of four."""
        return " ".join(self.row.digest[start : start + 4] for start in range(0, 16, 4))

    @property
    def locked_at(self) -> datetime.datetime:
        """When it was locked, on the office's clock."""
        return self.row.locked_at.replace(tzinfo=datetime.UTC).astimezone()

    @property
    def period(self) -> Period:
        """The days of the return."""
        return Period(self.row.start, self.row.end)

    @property
    def label(self) -> str:
        """What the period is called: 2024年3月."""
        return spans.of(self.row.kind, self.row.start, settings.get("year_end")).label

    @property
    def question(self) -> Question:
        """What the table answered when it was locked."""
        return Question(self.row.unit_id, self.period, self.basis, state=OFFICIAL, revision=self.revision)

    @property
    def _named(self) -> int:
        """Return, table and basis as one number."""
        return (self.row.id * _FORMS + self.form.number) * len(_BASES) + _BASES.index(self.basis)

    @property
    def _sign(self) -> int:
        """What only this installation can work out from what is locked."""
        said = [self.row.id, self.row.seal, self.form.name, self.basis]
        return _number(json.dumps(said))


def of(filled: Filled) -> Paper | None:
    """The proof of a filled table; None of live numbers, and where the unit has no locked return of this very period."""
    books = filled.books
    if books is None or len(books.returns) != 1 or filled.frame.shows_merged:
        return None
    row, question = books.returns[0], filled.question
    same = (filled.frame.unit.id, question.period.start, question.period.end)
    if (row.unit_id, row.start, row.end) != same:
        return None
    return Paper(filled.form, question.basis if filled.form.by_basis else _BASES[0], row)


def words(filled: Filled) -> str:
    """The line that every printed table carries: its proof, or that it has none."""
    paper = of(filled)
    if not filled.is_official:
        return N_("实时，未封存，无验证码。")
    if paper is None:
        return N_("审定数。本单位这一期间没有自己的锁定报表，无验证码。")
    return N_("审定数，第 {revision} 版，{at:%Y-%m-%d %H:%M} 锁定，摘要 {digest}，验证码 {code}。").format(
        revision=paper.revision, at=paper.locked_at, digest=paper.digest, code=paper.code
    )


# ---------------------------------------------------------------- reading


@dataclass(frozen=True)
class Verified:
    """A code that is true: its paper, and the revision that counts now where it is another."""

    paper: Paper
    newer: Return | None

    @property
    def unit(self) -> str:
        """The name of the unit."""
        return str(self.paper.row.unit.name)


def verify(text: str) -> Verified:
    """The paper whose code was entered, whoever asks: who holds the paper has read it. Rejected for a code that is not ours."""
    paper = _paper(_read(text))
    if paper is None or sealing.verify(
        paper.row
    ):  # what was altered behind the back of the books proves nothing
        raise Rejected(
            "code", N_("没有这个验证码。请逐位核对；如果纸上确是这样，这张表不是本系统按锁定报表打印的。")
        )
    same = _returns().where(
        Return.unit == paper.row.unit_id,
        Return.kind == paper.row.kind,
        Return.start == paper.row.start,
        Return.official,
    )
    official = same.first()
    is_newer = official is not None and official.revision > paper.revision
    return Verified(paper, official if is_newer else None)


def tidy(text: str) -> str:
    """A code as it was typed, in our signs alone: without spaces and dashes, in capitals, misread signs put right."""
    signs = unicodedata.normalize("NFKC", text).upper().translate(_READ_AS)
    return "".join(sign for sign in signs if not sign.isspace() and sign not in "-—–_.·")


def _read(text: str) -> str:
    code = tidy(text)
    if len(code) != 2 * _HALF or not set(code) <= set(SIGNS):
        raise Rejected(
            "code",
            N_("验证码是 {n} 位数字和字母，印在表的下方，请核对后重新输入。"),
            n=2 * _HALF,
        )
    return code


def _paper(code: str) -> Paper | None:
    """The paper that a well-formed code names and proves."""
    sign = _value(code[_HALF:])
    named, basis = divmod((_value(code[:_HALF]) - _mask(sign)) % _MANY, len(_BASES))
    return_id, number = divmod(named, _FORMS)
    form = catalogue.numbered(number)
    row = _returns().where(Return.id == return_id, Return.state == ReturnState.LOCKED).first()
    if form is None or row is None:
        return None
    paper = Paper(form, _BASES[basis], row)
    return paper if tidy(paper.code) == code else None


def _returns() -> Any:
    return access.returns(access.machine())


# ---------------------------------------------------------------- signs


def _number(text: str) -> int:
    return int.from_bytes(crypto.stamp(text)[:16]) % _MANY


def _mask(sign: int) -> int:
    return _number(f"mask {sign}")


def _written(number: int) -> str:
    signs = []
    for _ in range(_HALF):
        number, place = divmod(number, len(SIGNS))
        signs.append(SIGNS[place])
    return "".join(reversed(signs))


def _value(signs: str) -> int:
    number = 0
    for sign in signs:
        number = number * len(SIGNS) + SIGNS.index(sign)
    return number
