"""The words by which reports name an indicator. A table to be added to: a word more is a line more.

In a word "…" stands for a few signs between, 调解…纠纷 is also 调解各类矛盾纠纷. `topic` must be spoken of before (or in
the same clause), `units` are what a number of it may be counted in; without them those of the indicator.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from figures.defining import FEN, RATE, Indicator, Rate
from figures.frame import Frame
from figures.indicators import everything
from figures.proofreading.printed import GROUPS
from figures.wording import is_several
from vocab import EVENT_FORMS, SOURCE, TYPE, TYPE15

_GAP = "[^，。；、：！？\\d\\n]{0,10}"
_BRACKETS = re.compile(r"（[^（）\d]{1,6}）|\([^()\d]{1,6}\)")
# what a number may also be counted in, besides the indicator's own unit
_ALSO = {"人次": "人", "人": "人次", "次": "场 件次", "场": "次", "期": "场 个 条", "块": "件 个", "家": "个", "条": "件 份 个", "个": "处 家 村", "通": "次 人次 件",
         "份": "件", "项": "个 件"}  # fmt: skip


@dataclass(frozen=True)
class Said:
    """An indicator (its `part`, confined to a row) and the words for it."""

    key: str
    words: tuple[str, ...]
    part: str = ""
    topic: str = ""
    units: tuple[str, ...] = ()
    where: tuple[tuple[str, str], ...] = ()
    here: bool = False  # the topic must be spoken of in the same sentence
    weak: bool = False  # a word that may well mean something else: it confirms a number and denies none

    @cached_property
    def patterns(self) -> tuple[tuple[re.Pattern[str], int], ...]:
        """Each word with how many signs of it are its own."""
        flat = [flattened(word) for word in self.words]
        return tuple(
            (re.compile(_GAP.join(map(re.escape, word.split("…")))), len(word.replace("…", "")))
            for word in flat
        )

    @cached_property
    def about(self) -> re.Pattern[str] | None:
        """The topic as a pattern."""
        return re.compile("|".join(self.topic.split())) if self.topic else None


def _said(key: str, words: str, part: str = "", topic: str = "", units: str = "", weak: bool = False) -> Said:
    return Said(key, tuple(words.split()), part, topic, tuple(units.split()), weak=weak)


_AID, _ADVISER, _KNOWS = "法律援助 法援 援助", "顾问", "法律明白人 明白人"
_REVIEW, _SUIT, _CLEARED = "复议", "应诉 行政诉讼", "清理"

TABLE = (
    _said("dispute.concluded", "调解…纠纷 化解…纠纷 调处…纠纷 调解案件 调结 调解 调处 化解 办结…纠纷 处理…纠纷"),
    _said("dispute.accepted", "受理…纠纷 受理…调解 调解…纠纷 化解…纠纷 调处…纠纷 调解案件 受理"),
    _said("dispute.succeeded", "调解成功…纠纷 调解成功 成功调解…纠纷 成功化解…纠纷 成功调处…纠纷 成功调解 成功化解 化解成功 化解…纠纷 化解 成功 达成协议"),
    _said("dispute.concluded", "矛盾纠纷 民间纠纷 纠纷", units="件", weak=True),
    _said("dispute.accepted", "矛盾纠纷 民间纠纷 纠纷", units="件", weak=True),
    _said("dispute.concluded", "办结 结案", topic="纠纷 调解", units="件", weak=True),
    _said("dispute.failed", "调解不成功 调解不成 未成功 不成功 未达成协议"),
    _said("dispute.pending", "未结…纠纷 未结 正在调解 尚未办结"),
    _said("dispute.success_rate", "调解成功率 化解成功率 调处成功率 成功率 调成率 化解率"),
    _said("dispute.mediation_rate", "调解率 调处率"),
    _said("dispute.performance_rate", "协议履行率 履行率"),
    _said("dispute.satisfaction_rate", "满意率 满意度"),
    _said("dispute.amount", "协议涉及金额 涉案金额 协议金额 涉及金额 调解金额 标的额 涉案标的 涉及资金 金额"),
    _said("dispute.parties", "涉及当事人 当事人 涉及群众", units="人"),
    _said("dispute.parties", "调解…纠纷 化解…纠纷 调处…纠纷 受理…纠纷 调解案件", topic="涉及", units="人"),
    _said("dispute.difficult", "疑难复杂…纠纷 疑难复杂 重大疑难 疑难"),
    _said("dispute.agreements", "达成调解协议 调解协议 达成协议 制作协议", units="件 份"),
    _said("dispute.written_agreements", "书面协议 书面调解协议", units="件 份"),
    _said("dispute.oral_agreements", "口头协议 口头调解协议", units="件 份"),
    _said("dispute.performed", "履行协议 协议履行 已履行 履行"),
    _said("dispute.confirmation_applied", "申请司法确认 司法确认申请"),
    _said("dispute.confirmed", "司法确认…有效 经司法确认 司法确认 确认有效"),
    _said("dispute.referred", "委托移送…纠纷 接受委托移送 委托移送 委派调解 诉前调解"),
    _said("dispute.referred_success_rate", "调解成功率 成功率", topic="委托移送 诉调 访调 警调 诉前调解"),
    _said("dispute.average_days", "平均调解用时 平均用时 平均调解时间 平均"),
    _said("dispute.crime_prevented", "防止…民转刑 民转刑 防止…刑事案件 转化为刑事案件 激化为刑事案件", "cases", units="件"),
    _said("dispute.crime_prevented", "防止…民转刑 民转刑 防止…刑事案件 转化为刑事案件 激化为刑事案件", "persons", units="人"),
    _said("dispute.suicide_prevented", "防止…自杀 自杀", "cases", units="件"),
    _said("dispute.suicide_prevented", "防止…自杀 自杀", "persons", units="人"),
    _said("dispute.petition_prevented", "防止…群体性上访 群体性上访 防止…上访", "cases", units="件"),
    _said("dispute.petition_prevented", "防止…群体性上访 群体性上访 防止…上访", "persons", units="人"),
    _said("dispute.fight_prevented", "防止…械斗 械斗", "cases", units="件"),
    _said("dispute.fight_prevented", "防止…械斗 械斗", "persons", units="人"),
    _said("screening.rounds", "开展…排查 组织…排查 纠纷排查 排查", units="次"),
    _said("screening.found", "排查发现…纠纷 排查出…纠纷 排查…纠纷 排查发现 排查出 排查", units="件"),
    _said("screening.prevented", "预防…纠纷 预防"),
    _said("screening.resolved", "化解…纠纷 化解", topic="排查"),
    _said("screening.resolved_rate", "化解率 排查化解率", topic="排查"),
    _said("subsidy.cases", "以案定补 补贴案件 发放…补贴"),
    _said("subsidy.amount", "以案定补 发放…补贴 调解…补贴 补贴"),
    _said("organisation.committees", "人民调解组织 人民调解委员会 调解委员会 调解组织 调委会"),
    _said("organisation.standardised", "规范化…调委会 规范化…调解委员会"),
    _said("organisation.coverage", "调解组织覆盖率 覆盖率", topic="调解组织 调委会"),
    _said("organisation.studios", "个人调解工作室 品牌调解工作室 个人品牌调解工作室 调解工作室 工作室 个人调解室"),
    _said("organisation.stationed_rooms", "派驻调解室 派驻…调解室 对接…调解室"),
    _said("organisation.centres", "矛调中心 一站式…中心"),
    _said("organisation.points", "评理说事点 说事点 评理点"),
    _said("organisation.towns", "乡镇（街道） 乡镇 街道", units="个"),
    _said("mediator.people", "人民调解员 调解员"),
    _said("mediator.full_time", "专职人民调解员 专职调解员 专职…调解员"),
    _said("mediator.part_time", "兼职人民调解员 兼职调解员"),
    _said("mediator.trainings", "调解员…培训 培训…调解员", "events", units="场 次"),
    _said("mediator.trainings", "调解员…培训 培训…调解员 参训", "persons", topic="调解员", units="人次 人"),
    _said("aid.all", "法律援助案件和法律帮助 法律援助和法律帮助 法律援助…案件 法律援助 法援案件 援助案件 援助"),
    _said("aid.accepted", "受理法律援助…案件 法律援助…案件 法律援助 法援案件 援助案件 援助"),
    _said("aid.legal_help", "值班律师法律帮助 法律帮助"),
    _said("aid.by_kind", "刑事法律援助案件 刑事法律援助 法律援助刑事案件 刑事案件 刑事类 刑事", "criminal", _AID, "件"),
    _said("aid.by_kind", "民事法律援助案件 民事法律援助 法律援助民事案件 民事案件 民事类 民事", "civil", _AID, "件"),
    _said("aid.by_kind", "行政法律援助案件 行政法律援助 法律援助行政案件 行政案件 行政类 行政", "admin", _AID, "件"),
    _said("aid.by_kind", "认罪认罚法律帮助 认罪认罚…法律帮助 认罪认罚 法律帮助", "plea", "", "件"),
    _said("aid.by_kind", "值班律师法律帮助 值班律师", "duty", "", "件"),
    _said("aid.concluded", "办结法律援助 办结…案件 办结 结案", topic=_AID),
    _said("aid.concluded_rate", "办结率 结案率", topic=_AID),
    _said("aid.recipients", "受援人 受援群众 受援 援助…群众 法律援助", topic=_AID),
    _said("aid.recovered", "挽回…经济损失 挽回…损失 挽回损失 取得利益 挽回 避免或挽回"),
    _said("aid.cost", "办案补贴 援助补贴", topic=_AID),
    _said("aid.consultations", "法律咨询 解答咨询 接待…咨询 咨询", units="人次 人"),
    _said("consultation.visits", "来访咨询 接待来访 接待…咨询 法律咨询 咨询 来访", units="人次 人"),
    _said("aid.documents", "代写…文书 代写法律文书 代书", units="份 件"),
    _said("aid.stations", "法律援助工作站 法律援助机构 援助站点"),
    _said("aid.target", "目标任务完成率 任务完成率 完成率", topic=_AID),
    _said("adviser.people", "法律顾问 聘请…律师 顾问", units="人"),
    _said("adviser.villages", "一村一法律顾问 一村（居）一法律顾问 村…法律顾问 配备…法律顾问 法律顾问 顾问", units="村 个"),
    _said("adviser.all_villages", "村（社区） 村社区 行政村 建制村", units="村 个", weak=True),
    _said("adviser.coverage", "法律顾问…覆盖率 顾问覆盖率 覆盖率", topic=_ADVISER),
    _said("adviser.visits", "现场服务 上门服务 到村服务", "visits", _ADVISER, "次 场"),
    _said("adviser.visits", "走访 入村 入户", "visits", _ADVISER, "次 场", weak=True),
    _said("adviser.visits", "服务时长 现场服务", "minutes", _ADVISER, "小时"),
    _said("adviser.talks", "法治讲座 普法宣传 法治宣传 宣传活动 宣传 讲座 宣讲", topic=_ADVISER, units="场 次"),
    _said("adviser.consultations", "解答…咨询 法律咨询 提供咨询 咨询", topic=_ADVISER, units="人次 人"),
    _said("adviser.documents", "代书和合同审查 代写文书、审查合同 代写文书和审查合同", topic=_ADVISER, units="份 件"),
    _said("adviser.documents", "代写…文书 代书", "document", _ADVISER, "份 件"),
    _said("adviser.documents", "合同审查 审查合同 审查…合同", "contract", _ADVISER, "份 件"),
    _said("adviser.mediations", "参与调解 调解纠纷 化解纠纷 参与化解", topic=_ADVISER),
    _said("adviser.opinions", "法律意见 出具意见", topic=_ADVISER, units="件 条 份"),
    _said("understander.people", "法律明白人 明白人", units="人"),
    _said("understander.fewest", "每村 每个村 各村 村均不少于", topic=_KNOWS, units="人"),
    _said("understander.per_village", "每村平均 平均每村 村均 每村", topic=_KNOWS, units="人"),
    _said("understander.trainings", "法律明白人培训 明白人…培训 开展培训 举办培训 培训", "events", _KNOWS, "场 次"),
    _said("understander.trainings", "法律明白人培训 明白人…培训 参训 培训", "persons", _KNOWS, "人次 人"),
    _said("understander.mediations", "参与化解 化解…纠纷 调解…纠纷 化解", topic=_KNOWS),
    _said("understander.events", "普法宣传 普法活动 宣传", topic=_KNOWS, units="场 次"),
    _said("publicity.events", "法律六进 普法活动 普法宣传活动 法治宣传活动 普法宣传 法治宣传 宣传活动", units="场 次"),
    _said("publicity.events", "主题活动", units="场 次", weak=True),
    _said("publicity.lectures", "法治讲座 法制讲座 普法讲座 讲座", units="场 次"),
    _said("publicity.leaflets", "宣传资料 普法资料 宣传品 宣传单 宣传手册 法律读本 发放…资料 资料", units="份 件"),
    _said("publicity.audience", "受众 受教育 受益群众 覆盖群众 参与群众", units="人次 人"),
    _said("publicity.consultations", "现场咨询 咨询活动", "events", units="场 次"),
    _said("publicity.consultations", "现场…咨询 解答…咨询 咨询", "persons", "普法 宣传", "人次 人"),
    _said("publicity.boards", "展板 横幅 标语", units="块 幅 条 件 个"),
    _said("publicity.livestreams", "网络直播 普法直播 直播活动 直播", "events", units="场 次"),
    _said("publicity.livestreams", "观看人次 累计观看 观看 收看", "views", units="人次 人 次"),
    _said("publicity.livestreams", "点赞量 点赞数 点赞", "likes", units="次 个 人次"),
    _said("publicity.videos", "普法短视频 短视频 微视频", units="场 条 部 个"),
    _said("publicity.sites", "法治文化阵地 法治公园 法治文化 阵地", units="个"),
    _said("publicity.officials", "领导干部学法 学法考试 学法", "events", units="场 次"),
    _said("publicity.officials", "领导干部学法 参加…学法 学法", "persons", units="人 人次"),
    _said("publicity.officials_pass_rate", "合格率", topic="学法 考试"),
    _said("platform.places", "公共法律服务中心 公共法律服务站 公共法律服务室 公共法律服务…平台", units="个"),
    _said("platform.services", "平台…服务 服务群众 服务量", topic="公共法律服务", units="件 人次"),
    _said("hotline.calls", "来电 热线…来电 受理…来电 接听…电话", topic="热线 12348", units="通 次 件"),
    _said("hotline.answered", "接通 接听 解答", topic="热线 12348", units="通 次 件 人次"),
    _said("hotline.answer_rate", "接通率", topic="热线 12348"),
    _said("hotline.satisfaction", "满意度 满意率", topic="热线 12348"),
    _said("enterprise.checkups", "法治体检…企业 法治体检 体检", units="个"),
    _said("enterprise.covered", "市场主体…法律顾问 市场主体", units="个"),
    _said("review.received", "受理…行政复议 行政复议申请 行政复议案件 行政复议 收到…复议 受理", topic=_REVIEW),
    _said("review.concluded", "行政复议…办结 办结 审结", topic=_REVIEW),
    _said("review.corrected", "纠错 直接纠错", topic=_REVIEW),
    _said("review.corrected", "确认违法", "illegal", _REVIEW, "件"),
    _said("review.corrected", "撤销并责令重作 撤销并责令重新作出 责令重作", "redo", _REVIEW, "件"),
    _said("review.corrected", "撤销", "revoked", _REVIEW, "件"),
    _said("review.corrected_rate", "纠错率", topic=_REVIEW),
    _said("review.withdrawn", "调解…撤回申请 调解后撤回 撤回申请 撤回", topic=_REVIEW),
    _said("litigation.cases", "行政应诉案件 行政应诉 应诉案件 应诉 行政诉讼案件"),
    _said("litigation.concluded", "审结", topic=_SUIT),
    _said("litigation.won", "胜诉", topic=_SUIT),
    _said("litigation.lost", "败诉", topic=_SUIT),
    _said("litigation.won_rate", "胜诉率"),
    _said("litigation.lost_rate", "败诉率"),
    _said("litigation.head_appeared", "负责人出庭 首长出庭 出庭", units="次 件 人次"),
    _said("litigation.head_appearance_rate", "负责人出庭应诉率 负责人出庭率 出庭应诉率 首长出庭率 出庭率"),
    _said("document.reviewed", "合法性审查 审查…文件 文件审查 文书审查 审查", units="件 份"),
    _said("document.reviewed", "规范性文件", "normative", "审查", "件 份"),
    _said("document.reviewed", "合同审查 审查合同 合同", "contract", "审查", "件 份"),
    _said("document.reviewed", "信息公开", "disclosure", "审查", "件 份"),
    _said("document.reviewed", "备案审查 备案", "filing", "审查", "件 份"),
    _said("document.opinions", "审查意见 提出意见 意见", topic="审查", units="条 件"),
    _said("document.cleared", "规范性文件清理 清理…规范性文件 清理…文件 清理", units="件 份"),
    _said("document.cleared", "继续有效 继续", "kept", _CLEARED, "件 份"),
    _said("document.cleared", "修改", "amended", _CLEARED, "件 份"),
    _said("document.cleared", "废止", "repealed", _CLEARED, "件 份"),
    _said("document.cleared", "失效", "lapsed", _CLEARED, "件 份"),
)  # fmt: skip

_REFERRED = {
    "S31": "诉调对接 诉调 法院委托 法院移送 法院委派",
    "S32": "检调对接 检调 检察院移送",
    "S33": "警调对接 警调 公调对接 公安移送 公安机关移送 派出所移送",
    "S34": "访调对接 访调 信访移送 信访部门移送",
    "S35": "律调对接 律调 其他部门移送",
    "S1": "主动调解 主动",
    "S2": "依申请调解 依申请",
}
_COUNTED = ("dispute.concluded", "dispute.accepted")
_UNMISTAKABLE = 4
_TAIL = re.compile(r"(案件|件|人|次|场|家|家数|人数|人次|场次|次数|件数|份数|金额)?(总)?数$")


def flattened(text: str) -> str:
    """（社区） within a text as ·社区·, so that it does not part what belongs together; as long as before."""
    return _BRACKETS.sub(lambda match: f"·{match[0][1:-1]}·", text)


def spoken(frame: Frame) -> list[Said]:
    """Every word for an indicator: the table, the rows of the lists of types and sources, and every indicator's own name."""
    known = everything()
    return [*(one for one in TABLE if one.key in known), *_of_lists(frame), *_of_forms(), *_of_names(known)]


def _of_lists(frame: Frame) -> Iterator[Said]:
    # the 18 types before the 15 they fold into: of two rows of one name the finer
    for code, term in sorted(frame.terms.items(), key=lambda item: item[1].list == TYPE15):
        if term.list in (TYPE, TYPE15):
            where = ((term.list, code),)
            whole = term.name if term.name.endswith("纠纷") else f"{term.name}纠纷"
            yield from (Said(key, (whole,), units=("件",), where=where) for key in _COUNTED)
            short = whole.removesuffix("纠纷")
            if len(short) >= _UNMISTAKABLE:  # 婚姻家庭160件 is one whatever is spoken of
                yield from (Said(key, (short,), units=("件",), where=where, weak=True) for key in _COUNTED)
            if len(short) > 1:  # 合同 is a type of dispute only where disputes are spoken of
                yield from (Said(key, (short,), "", "纠纷", ("件",), where, True) for key in _COUNTED)
                yield from (Said(key, (short,), "", "纠纷", ("件",), where, weak=True) for key in _COUNTED)
        elif term.list == SOURCE and code in _REFERRED:
            words = tuple(_REFERRED[code].split())
            yield from (Said(key, words, units=("件",), where=(("source", code),)) for key in _COUNTED)


def _of_forms() -> Iterator[Said]:
    """主题活动 are the events of that form, unless all events are called so."""
    yield Said(
        "publicity.events", (EVENT_FORMS["event"],), units=("场", "次"), where=(("form", "event"),), weak=True
    )


def _of_names(known: dict[str, Indicator | Rate]) -> Iterator[Said]:
    """An indicator's own name, as it is and without 数, 件数 … at its end."""
    for key, one in known.items():
        if isinstance(one, Indicator) and is_several(one):
            continue
        short = _TAIL.sub("", one.name)
        yield Said(key, tuple(dict.fromkeys(name for name in (one.name, short) if len(name) > 1)))


def fits(said: Said, group: str, unit: str, known: dict[str, Indicator | Rate]) -> bool:
    """Whether a number printed with a unit may be what is said."""
    one = known[said.key]
    if one.kind == RATE and one.unit == "%":
        return unit == "%"
    if one.unit == FEN:
        return group == "元"
    if group in ("%", "元", "百分点"):
        return False
    return not unit or bool({group, unit} & _units(said, one))


def _units(said: Said, one: Indicator | Rate) -> set[str]:
    if said.units:
        return {GROUPS.get(unit, "") or unit for unit in said.units} | set(said.units)
    part = one.parts.get(said.part) if isinstance(one, Indicator) else None
    own = (part.unit if part else "") or one.unit
    return {own, GROUPS.get(own, "") or own, *_ALSO.get(own, "").split()}
