"""Records of any register as somebody would type them, made from its description: every field filled in, and validly so.

`typed(register)` gives texts by field key; `enter` logs such a record; what a register's own rules ask beyond its
fields' kinds stands in AGREED.
"""

from office import lists
from registers import records
from registers.catalogue import REGISTERS
from registers.description import (
    CHOICE,
    COUNT,
    DATE,
    FLAG,
    HOURS,
    ID_NUMBER,
    LONG_TEXT,
    MANY,
    MONEY,
    MONTH,
    NAME,
    PHONE,
    TEXT,
)
from tests import cases

SLUGS = list(REGISTERS)
AS_TYPED = {
    DATE: "20261110",
    MONTH: "202610",
    COUNT: "2",
    MONEY: "3.5万",
    HOURS: "1.5",
    NAME: "张建国",
    ID_NUMBER: cases.ID_NUMBER,
    PHONE: cases.PHONE,
    LONG_TEXT: "两家相邻\n已经说好",
    FLAG: "y",
}
AGREED = {
    "legal-aid": {"state": "filed"},
    "understanders": {"state": "off"},
    "subsidies": {"number": "〔2026〕东门调字第1号"},  # the first case of prepare()
    "checkups": {"kind": "adviser"},
    "reviews": {"result": "withdrawn"},
}
# What no field can be, by kind; each value is refused by the field itself.
LONG = "字" * 5000
WRONG = {
    DATE: ["昨天", "2026-02-30", "20261301", "0000-00-00", "2026", "=TODAY()", LONG],
    MONTH: ["上月", "2026-13", "2026-00", "202613", "=NOW()", LONG],
    COUNT: ["很多", "-1", "1.5", "99999999999", "=1+1", "一", "9" * 5000, LONG],
    HOURS: ["半天", "-1", "=1+1", "999999", "9" * 5000, LONG],
    MONEY: ["很多", "-1", "9" * 5000, "9" * 40, "1e99", "=1+1", LONG],
    CHOICE: ["没有这一项", "<b>", "=1+1", LONG],
    MANY: [["没有这一项"], ["=1+1", "<b>"], [LONG]],
    FLAG: ["也许", "=1+1", LONG],
    ID_NUMBER: ["123", "990101197003071239", "没有记", "=1+1", LONG],
    PHONE: ["没有记", "1", "=1+1", "9" * 5000, LONG],
    TEXT: [LONG],
    LONG_TEXT: [LONG],
    NAME: [LONG],
}
ODD = (
    '=HYPERLINK("x")\x00\x07<b>甲'  # a text all the same: without its control characters it is kept as it is
)
ODD_KEPT = '=HYPERLINK("x")<b>甲'


def wrong_values(field):
    """What must be refused at a field; nothing at all where it must be filled in."""
    return WRONG[field.kind] + ([""] if field.required and field.kind != MANY else [])


def typed(register, **other):
    """Every field filled in as a clerk types it."""
    filled = {key: one_typed(field) for key, field in register.fields.items()}
    return filled | AGREED.get(register.slug, {}) | other


def one_typed(field):
    """What is typed into one field."""
    if field.kind in (CHOICE, MANY):
        codes = list(lists.choosable(field.choice))
        return codes[0] if field.kind == CHOICE else codes[:2]
    if field.kind == TEXT:
        return f"{field.label}甲"[: field.limit]
    return AS_TYPED[field.kind]


def prepare(county):
    """What some records refer to: the first case of the county's first committee."""
    cases.enter(county, cases.bureau(county))


def enter(register, actor, unit, *, entry_key=None, **other):
    """Log such a record in `unit`."""
    return records.enter(
        actor, register, unit.id, typed(register, **other), today=cases.TODAY, entry_key=entry_key
    )
