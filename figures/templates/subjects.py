"""What work a heading, a section or a title is about: 受理 under 法律援助 is not 受理 under 人民调解.

Words such as 受理, 办结, 讲座, 培训人次 are used by several registers. Which is meant is told by the word itself, else by
the headings about it, else by the section, the title or the sheet's name. Work that is not kept here is a subject too,
so that nothing is taken for ours that stands under it.
"""

import re
from functools import lru_cache

DISPUTE, OTHER = "dispute", "other"
# Subject → its nouns and the first words of the keys that belong to it.
_NOUNS = {
    DISPUTE: r"人民调解|矛盾纠纷|民间纠纷",
    "aid": r"法律援助|法援",
    "publicity": r"普法|法[治制]宣传|宣传教育|法治文化",
    "adviser": r"(?:村居|村社区)?法律顾问|(?<!法律)顾问",
    "understander": r"(?:农村)?法律明白人|(?<!法律)明白人",
    "hotline": r"12348(?:法律服务)?(?:热线)?|(?<!8)热线",
    "review": r"行政复议|(?<!行政)复议",
    "litigation": r"行政应诉|行政诉讼|(?<!行政)(?<!出庭)应诉",
    "document": r"合法性审查|规范性文件",
    OTHER: r"社区矫正|矫正|安置帮教|帮教|刑满释放|解戒|戒毒|公证|司法鉴定|鉴定|仲裁|律师事务所|律师(?:工作|行业|业务|队伍)|行政执法|"
    r"(?:行政|司法|法院|诉讼|律师|商事|劳动人事)调解",
}
_GROUPS = {
    DISPUTE: ("dispute", "screening", "subsidy", "organisation", "mediator"),
    "aid": ("aid", "consultation"),
    "hotline": ("hotline", "platform", "consultation"),
    OTHER: (),
}
_PATTERNS = {subject: re.compile(nouns) for subject, nouns in _NOUNS.items()}
_WEAK = re.compile(r"调解|纠纷|排查|调处")

Subjects = frozenset[str]


@lru_cache(32_768)
def named_in(text: str) -> Subjects:
    """The subjects that a text names outright; `text` is plain."""
    return frozenset(subject for subject, pattern in _PATTERNS.items() if pattern.search(text))


@lru_cache(32_768)
def of(text: str) -> Subjects:
    """The subjects of a text: those it names, and disputes where it speaks of 调解 or 纠纷 besides."""
    found = named_in(text)
    for subject in found:
        text = bare(text, subject)
    return found | {DISPUTE} if _WEAK.search(text) else found


def belongs(key: str, subjects: Subjects) -> bool:
    """Whether an indicator is of one of the subjects; what the bureau defined itself may be of any."""
    group = key.partition(".")[0]
    return group == "entered" or any(group in groups(subject) for subject in subjects)


def groups(subject: str) -> tuple[str, ...]:
    """The first words of the keys that belong to a subject."""
    return _GROUPS.get(subject, (subject,))


def without(text: str, subject: str) -> str:
    """A text without the noun of its subject: 法律援助受理 → 受理; that of disputes is part of their words."""
    return text if subject == DISPUTE else _PATTERNS[subject].sub("", text, count=1)


def bare(text: str, subject: str) -> str:
    """A text without any noun of a subject."""
    return _PATTERNS[subject].sub("", text)


def known() -> tuple[str, ...]:
    """The subjects that are kept here."""
    return tuple(subject for subject in _NOUNS if subject != OTHER)
