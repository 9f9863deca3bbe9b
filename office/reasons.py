"""What counts as a reason: somebody who reads it a year later must learn from it why.

Empty phrases (无, 已核实, 情况属实 …) are refused, however they are spaced, punctuated or repeated.
"""

import re
import unicodedata

from office.errors import Rejected
from vocab import N_

LEAST, MOST = 4, 200  # signs; four is the shortest that says something (漏登一件)
FIELD = "reason"

# Said alone, or strung together, these tell nothing.
_EMPTY = (
    "无 没有 没 暂无 正常 属正常 正确 准确 无误 无异常 无问题 没问题 没有问题 没错 没有错误 没有异常 不存在问题 数据 数字 情况 属实 真实 核实 核对 审核 检查 "
    "确认 复核 核查 查过 看过 已 经 均 都 皆 系 是 为 的 了 过 确 符合 符合实际 实际 事实 如此 同上 上同 同前 一样 相同 一致 略 知道 知悉 同意 好 好的 可以 行 "
    "对 是的 没变化 无变化 说明 情况说明 原因 理由 不清楚 不详 不知道 未知 其他 其它 工作 需要 工作需要 完毕 完成 请 请领导 领导 谢谢 收到 通过 审核通过 测试 "
    "以上 本月 本单位 我所 我单位 我们 经过 有 一切 完全 全部 数 据 真 实 际 合理 合规 有效 客观 存在 确实 属 准 正 情 况 "
    "ok okay yes no none null na test normal same as above checked correct right fine good"
).split()
_PHRASES = re.compile("|".join(sorted(map(re.escape, _EMPTY), key=len, reverse=True)))
_LETTER = re.compile(r"[^\W\d_]")


def real_reason(text: str | None) -> str:
    """The reason as it is kept, spaces at the ends taken off. Rejected when it is none."""
    kept = " ".join((text or "").split())
    if not kept:
        raise Rejected(FIELD, N_("请写明原因。"))
    if len(kept) > MOST:
        raise Rejected(FIELD, N_("原因最多 {most} 个字，请写得简短些。"), most=MOST)
    bare = _folded(kept)
    if _says_nothing(bare):
        raise Rejected(
            FIELD,
            N_("“{text}”没有说明原因，请写具体：是什么情况、为什么，如“10月集中排查，新增物业纠纷较多”。"),
            text=kept[:20],
        )
    if len(bare) < LEAST:
        raise Rejected(FIELD, N_("原因太短，请至少写 {least} 个字，说清楚是什么情况。"), least=LEAST)
    return kept


def _folded(text: str) -> str:
    """Wide signs as narrow ones, capitals small, punctuation and spaces gone."""
    wide = unicodedata.normalize("NFKC", text).casefold()
    return "".join(sign for sign in wide if unicodedata.category(sign)[0] in "LN")


def _says_nothing(bare: str) -> bool:
    """Whether only digits, a few signs over and over, or nothing but empty phrases are left."""
    if not _LETTER.search(bare) or _is_repeated(bare):
        return True
    return len(_LETTER.findall(_PHRASES.sub("", bare))) < 2


def _is_repeated(bare: str) -> bool:
    """One sign or a short piece over and over: 啊啊啊啊啊啊, 哈哈嘿哈哈嘿."""
    return bool(re.fullmatch(r"(.{1,4}?)\1+.?", bare)) or len(set(bare)) <= 2
