"""The figures of legality review and of the clearing of documents; the parts by kind or result are the whole."""

from functools import partial

from figures.defining import Indicator, Part
from figures.sources import of_register
from models import DocumentClearing as Clearing
from models import DocumentReview as Review
from registers.documents import DOCUMENT_CLEARINGS, DOCUMENT_REVIEWS
from vocab import CLEARING_RESULTS, N_, REVIEWED_DOCUMENTS

review = partial(Indicator, of_register(DOCUMENT_REVIEWS), dated="reviewed_on")
clearing = partial(Indicator, of_register(DOCUMENT_CLEARINGS), dated="cleared_on")

DEFINITIONS = (
    review("document.reviewed", N_("合法性审查件数"), N_("期内合法性审查的文件、决策、合同等件数，按审查对象分列。"), added=True,
           parts={code: Part(Review.kind == code, name=name) for code, name in REVIEWED_DOCUMENTS.items()}),
    review("document.opinions", N_("合法性审查意见数"), N_("期内合法性审查提出的意见条数之和。"), unit="条",
           parts={"": Part(None, Review.opinions)}),
    clearing("document.cleared", N_("规范性文件清理件数"), N_("期内清理的规范性文件，按继续有效、修改、废止、失效分列。"), added=True,
             parts={code: Part(Clearing.result == code, name=name) for code, name in CLEARING_RESULTS.items()}),
)  # fmt: skip
