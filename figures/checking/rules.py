"""A check that compares two sums of indicators: those built in and those of the bureau's own are the same thing."""

import operator
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from figures.checking import formulas
from figures.checking.books import Books
from figures.checking.findings import HINT, Finding
from figures.checking.formulas import Formula, Names, Term
from office.errors import Rejected
from vocab import N_

RELATIONS = {
    "=": N_("等于"),
    "≤": N_("不大于"),
    "≥": N_("不小于"),
    "<": N_("小于"),
    ">": N_("大于"),
    "≠": N_("不等于"),
}
_HOLDS = {
    "=": operator.eq,
    "≤": operator.le,
    "≥": operator.ge,
    "<": operator.lt,
    ">": operator.gt,
    "≠": operator.ne,
}


@dataclass(frozen=True)
class Rule:
    """How two sums must stand to each other. `basis`: it holds by that date basis only ("": whichever is chosen)."""

    key: str
    name: str
    left: str
    relation: str
    right: str
    strength: str
    note: str = ""
    basis: str = ""


@dataclass(frozen=True)
class Comparison:
    """A rule with its sums read."""

    rule: Rule
    left: Formula
    right: Formula

    def finding(self, books: Books, names: Names) -> Finding | None:
        """What the books say against the rule; None when it holds, or when a number is not known."""
        left, right = books.sum(self.left), books.sum(self.right)
        if left is None or right is None or _HOLDS[self.rule.relation](left, right):
            return None
        first = next((term for term in self.left.terms if term.key), None)
        text = N_("{name}：{left}，应{relation}{right}，{gap}。{note}").format(
            name=self.rule.name,
            left=told(self.left, left, books, names),
            relation=RELATIONS[self.rule.relation],
            right=told(self.right, right, books, names),
            gap=_gap(left, right),
            note=_sentence(self.rule.note),
        )
        list_behind = first.key if first and not first.stretch else ""
        return Finding(self.rule.key, self.rule.strength, text, indicator=list_behind)


def read(rule: Rule, names: Names) -> Comparison:
    """The rule with its sums read. Rejected when one of them cannot be."""
    return Comparison(
        rule, formulas.read(rule.left, names, "left"), formulas.read(rule.right, names, "right")
    )


def compared(rules: Iterable[Rule], books: Books, names: Names) -> list[Finding]:
    """Every rule that the books break; a rule that can no longer be read is told, never passed over."""
    found: list[Finding] = []
    ready = []
    for rule in rules:
        try:
            ready.append(read(rule, names))
        except Rejected as fault:
            found.append(_unreadable(rule, fault))
    for one in ready:
        books.expect(one.left)
        books.expect(one.right)
    return found + [finding for one in ready if (finding := one.finding(books, names))]


def _unreadable(rule: Rule, fault: Rejected) -> Finding:
    text = N_("审核关系“{name}”没有执行：{fault}请县局在“审核关系”里修改或停用它。")
    return Finding(f"{rule.key}.unreadable", HINT, text.format(name=rule.name, fault=fault))


def told(formula: Formula, total: Fraction, books: Books, names: Names) -> str:
    """A sum in words with its numbers: 受理纠纷数 50 + 未结纠纷数（上月）30，共 80."""
    pieces = []
    for term in formula.terms:
        sign = "−" if term.times < 0 else "+"
        pieces += [sign, _term(term, books, names)]
    line = " ".join(pieces[1:] if pieces[0] == "+" else pieces)
    first = formula.terms[0]
    if len(formula.terms) == 1 and (not first.key or abs(first.times) == 1):
        return line
    return N_("{sum}（共 {total}）").format(sum=line, total=formulas.plain(total))


def _term(term: Term, books: Books, names: Names) -> str:
    times = formulas.plain(abs(term.times))
    if not term.key:
        return times
    value = books.value(term.key, term.part, term.stretch) or Fraction(0)
    stretch = f"（{_said(term.stretch, books)}）" if term.stretch else ""
    before = "" if times == "1" else f"{times}×"
    return f"{before}{names.said[term.key, term.part]}{stretch} {formulas.plain(value)}"


def _said(stretch: str, books: Books) -> str:
    return stretch if books.is_month else stretch.replace("上月", N_("上期"))


def _gap(left: Fraction, right: Fraction) -> str:
    if left == right:
        return N_("两边相等")
    words = N_("多 {gap}") if left > right else N_("少 {gap}")
    return words.format(gap=formulas.plain(abs(left - right)))


def _sentence(note: str) -> str:
    return note if not note or note.endswith(("。", "！", "？")) else f"{note}。"
