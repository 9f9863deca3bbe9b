"""An empty ledger with the headings that the import knows best, for offices that have none of their own."""

import io

from office import lists
from registers.description import CHOICE
from registers.dispute import DISPUTE
from reports.sheets import Book
from vocab import N_

_COLUMNS = ("sequence", "accepted_on", "township", "village", "body", "mediators", "applicant", "applicant_id",
            "applicant_phone", "respondent", "respondent_id", "respondent_phone", "type", "source", "difficulty",
            "summary", "outcome", "form", "concluded_on", "amount", "performance", "confirmed", "tags", "note")  # fmt: skip


def build() -> bytes:
    """The .xlsx: the ledger's headings on one sheet, and on another what may stand in each column."""
    book = Book()
    fields = [DISPUTE.columns[key] for key in _COLUMNS]
    book.sheet(N_("台账"), [14.0] * len(fields), ()).head([field.label for field in fields])
    told = book.sheet(N_("填写说明"), [20.0, 10.0, 80.0], (N_("填写说明"),))
    told.head([N_("栏目"), N_("必填"), N_("怎么填")])
    for field in fields:
        told.row(
            [field.label, N_("是") if field.required else "", _how(field.kind, field.choice, field.help)]
        )
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _how(kind: str, choice: str, help_: str) -> str:
    if kind == CHOICE:
        names = lists.labels(choice) if choice in lists.FIXED else lists.leaves(choice)
        return "、".join(names.values())
    return help_ or _HOW.get(kind, "")


_HOW = {
    "date": N_("2020-01-05、2020年1月5日、2020.1.5 都可以"),
    "money": N_("只写数字（元），也可带“元”“万元”；没有金额请留空"),
    "people": N_("几个人用顿号隔开；人多可写“张三等5人”"),
    "id_number": N_("18 位，请先把整列设为文本格式"),
    "flag": N_("是、否"),
}
