"""Legality review 合法性审查, and the clearing of normative documents 规范性文件清理."""

from models import DocumentClearing as Clearing
from models import DocumentReview as Review
from registers.description import SEQUENCE, TOWNSHIP, VILLAGE, Group, Register, of
from registers.rules import not_to_come
from vocab import N_

_TITLE = ("文件", "文件标题", "标题", "文件名", "事项名称")

DOCUMENT_REVIEWS: Register = Register(
    key="document_review",
    slug="document-reviews",
    label=N_("合法性审查"),
    icon="file-earmark-check",
    model=Review,
    dated="reviewed_on",
    groups=(
        Group("review", N_("审查"), (
            of(Review.reviewed_on, required=True, headings=("日期", "审查时间", "审核日期", "出具意见日期")),
            of(Review.kind, required=True, choice="reviewed_document", headings=("类别", "文件类别", "文件类型", "审查类别", "审查类型", "类型")),
            of(Review.title, required=True, headings=("文件名称", "合同名称", "审查事项", *_TITLE)),
            of(Review.agency, headings=("报送单位", "起草单位", "来文单位", "提交单位")),
            of(Review.opinions, headings=("意见数", "提出意见", "意见条数", "审查意见数", "意见(条)")),
        )),
    ),
    ledger_only=(SEQUENCE, TOWNSHIP, VILLAGE),
    listed=("reviewed_on", "kind", "title", "agency", "opinions"),
    same=("reviewed_on", "kind", "title", "agency"),
    rules=lambda row, today: not_to_come(DOCUMENT_REVIEWS, row, today),
)  # fmt: skip

DOCUMENT_CLEARINGS: Register = Register(
    key="document_clearing",
    slug="document-clearings",
    label=N_("规范性文件清理"),
    icon="file-earmark-x",
    model=Clearing,
    dated="cleared_on",
    groups=(
        Group("clearing", N_("清理"), (
            of(Clearing.cleared_on, required=True, headings=("日期", "清理时间", "公布日期")),
            of(Clearing.title, required=True, headings=("名称", "规范性文件名称", *_TITLE)),
            of(Clearing.result, required=True, choice="clearing_result", headings=("结果", "清理意见", "处理结果", "清理情况", "处理意见")),
        )),
    ),
    ledger_only=(SEQUENCE, TOWNSHIP, VILLAGE),
    listed=("cleared_on", "title", "result"),
    same=("cleared_on", "title"),
    rules=lambda row, today: not_to_come(DOCUMENT_CLEARINGS, row, today),
)  # fmt: skip
