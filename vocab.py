"""Lists and terms: every code the program itself reasons about, with the office's own word beside it.

Lists that a bureau may extend (dispute types, sources, difficulty, tags, trades) are rows of the
table `term`; what stands here of them is the seed of a new installation (``TERMS``).
Codes are stored, labels are shown; labels pass through gettext where they are shown.
"""


def N_(text: str) -> str:
    """Mark a text for translation without translating it: the page that shows it does."""
    return text


PRODUCT = N_("枫桥台账")


class Role:
    """Who somebody is in the office (design: one role an account)."""

    MEDIATOR = "mediator"
    TOWNSHIP = "township"
    COUNTY = "county"
    LEADER = "leader"
    ADMIN = "admin"
    AUDITOR = "auditor"


ROLES = {
    Role.MEDIATOR: N_("调解员"),
    Role.TOWNSHIP: N_("司法所"),
    Role.COUNTY: N_("县司法局"),
    Role.LEADER: N_("领导"),
    Role.ADMIN: N_("系统管理员"),
    Role.AUDITOR: N_("审计员"),
}

# The one access matrix: permission → roles. "machine" is the command line of the server itself.
MACHINE = "machine"
PERMISSIONS = {
    "own": set(ROLES),
    "dispute.read": {Role.MEDIATOR, Role.TOWNSHIP, Role.COUNTY, Role.LEADER},
    "dispute.people": {Role.MEDIATOR, Role.TOWNSHIP, Role.COUNTY},
    "dispute.write": {Role.MEDIATOR, Role.TOWNSHIP, Role.COUNTY},
    "dispute.void": {Role.TOWNSHIP, Role.COUNTY},
    "dispute.reveal": {Role.MEDIATOR, Role.TOWNSHIP, Role.COUNTY},
    "ledger.import": {Role.TOWNSHIP, Role.COUNTY},
    "figures.read": {Role.MEDIATOR, Role.TOWNSHIP, Role.COUNTY, Role.LEADER},
    "report.export": {Role.TOWNSHIP, Role.COUNTY, Role.LEADER},
    "roster.read": {Role.MEDIATOR, Role.TOWNSHIP, Role.COUNTY, Role.LEADER},
    "roster.write": {Role.TOWNSHIP, Role.COUNTY},
    "unit.write": {Role.COUNTY},
    "lists.write": {Role.COUNTY},
    "settings.office": {Role.COUNTY},
    "settings.security": {Role.ADMIN},
    "accounts.manage": {Role.ADMIN},
    "audit.read": {Role.AUDITOR},
}


class UnitKind:
    PREFECTURE = "prefecture"
    COUNTY = "county"
    TOWNSHIP = "township"
    SUBDISTRICT = "subdistrict"
    VILLAGE = "village"
    COMMUNITY = "community"
    OTHER = "other"


UNIT_KINDS = {
    UnitKind.PREFECTURE: N_("市（州）"),
    UnitKind.COUNTY: N_("县（市、区）"),
    UnitKind.TOWNSHIP: N_("乡镇"),
    UnitKind.SUBDISTRICT: N_("街道"),
    UnitKind.VILLAGE: N_("村"),
    UnitKind.COMMUNITY: N_("社区（居）"),
    UnitKind.OTHER: N_("其他单位"),
}


ROOT_KINDS = (UnitKind.PREFECTURE, UnitKind.COUNTY)


class CommitteeKind:
    VILLAGE = "village"
    COMMUNITY = "community"
    TOWNSHIP = "township"
    SUBDISTRICT = "subdistrict"
    ENTERPRISE = "enterprise"
    SOCIAL = "social"


# The six kinds and their order are columns 6–11 of the official case table (司发通〔2010〕239号 practice).
COMMITTEE_KINDS = {
    CommitteeKind.VILLAGE: N_("村调委会"),
    CommitteeKind.COMMUNITY: N_("居调委会"),
    CommitteeKind.TOWNSHIP: N_("乡镇调委会"),
    CommitteeKind.SUBDISTRICT: N_("街道调委会"),
    CommitteeKind.ENTERPRISE: N_("企事业单位调委会"),
    CommitteeKind.SOCIAL: N_("社会团体和其他组织调委会"),
}

STUDIO_KINDS = {
    "personal": N_("个人调解工作室"),
    "brand": N_("品牌调解工作室"),
    "court": N_("派驻法院调解室"),
    "police": N_("派驻公安调解室"),
    "petition": N_("派驻信访调解室"),
    "other": N_("其他调解室"),
}

EMPLOYMENTS = {"full": N_("专职"), "part": N_("兼职"), "invited": N_("特邀")}
SEXES = {"male": N_("男"), "female": N_("女")}


class Outcome:
    PENDING = "pending"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    TERMINATED = "terminated"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


OUTCOMES = {
    Outcome.PENDING: N_("受理中"),
    Outcome.SUCCEEDED: N_("调解成功"),
    Outcome.FAILED: N_("调解不成"),
    Outcome.TERMINATED: N_("终止"),
    Outcome.REFUSED: N_("不予受理"),
    Outcome.WITHDRAWN: N_("撤回"),
}

FORMS = {"written": N_("书面"), "oral": N_("口头")}
PERFORMANCES = {"done": N_("已履行"), "doing": N_("履行中"), "none": N_("未履行")}
RELATIONS = {"persons": N_("公民与公民"), "organisation": N_("公民与法人及社会组织")}
SATISFACTIONS = {"yes": N_("满意"), "fair": N_("基本满意"), "no": N_("不满意")}
CONFIRMATIONS = {"valid": N_("确认有效"), "invalid": N_("确认无效"), "dismissed": N_("驳回申请")}
AFTERMATHS = {
    "sued": N_("反悔起诉"),
    "upheld": N_("判决维持协议"),
    "changed": N_("判决变更、撤销或确认无效"),
    "payment_order": N_("申请支付令"),
    "enforced": N_("申请强制执行"),
    "group": N_("形成群体性事件或上访"),
}

PARTY_ROLES = {"applicant": N_("申请人"), "respondent": N_("被申请人")}
PARTY_KINDS = {"person": N_("自然人"), "organisation": N_("法人或其他组织")}
ID_KINDS = {"resident": N_("居民身份证"), "credit": N_("统一社会信用代码"), "other": N_("其他证件")}

BASES = {"concluded": N_("按结案日期"), "accepted": N_("按受理日期")}

# Prevention items (防止…): each is two numbers, 件 and 人.
PREVENTIONS = {
    "suicide": N_("防止自杀"),
    "crime": N_("防止民转刑"),
    "petition": N_("防止群体性上访"),
    "fight": N_("防止群体性械斗"),
}

TYPE, TYPE15, SOURCE, DIFFICULTY, TAG, TRADE = "type", "type15", "source", "difficulty", "tag", "trade"
TERM_LISTS = {
    TYPE: N_("纠纷类型"),
    TYPE15: N_("纠纷类型（15类）"),
    SOURCE: N_("案件来源"),
    DIFFICULTY: N_("难易程度"),
    TAG: N_("标签"),
    TRADE: N_("行业"),
}

_TYPES15 = (
    "婚姻家庭 邻里 房屋宅基地 合同 生产经营 损害赔偿 山林土地 征地拆迁 环境污染 劳动争议 消费 医疗 道路交通事故 物业 其他"
).split()

# leaf, its parent among the 15, what offices also write (domain: 2.1; leaf list of deployed systems)
_TYPES = (
    ("婚姻家庭纠纷", 1, "婚姻家庭 家庭纠纷 婚姻 家庭 婚姻家庭继承 婚姻纠纷 家庭婚姻 婚恋纠纷 婚恋家庭 继承纠纷 赡养纠纷 抚养纠纷"),
    ("邻里纠纷", 2, "邻里 邻里关系 相邻关系 相邻纠纷 相邻权 邻里矛盾"),
    ("房屋宅基地纠纷", 3, "房屋宅基地 宅基地 房屋、宅基地纠纷 房屋、宅基地 宅基地纠纷 房屋纠纷"),
    ("合同纠纷", 4, "合同 债务 债务纠纷 借贷纠纷 民间借贷"),
    ("生产经营纠纷", 5, "生产经营 经营纠纷"),
    ("损害赔偿纠纷", 6, "损害赔偿 人身损害赔偿 赔偿 人身损害 赔偿纠纷 人身损害赔偿纠纷"),
    ("山林土地纠纷", 7, "山林土地 土地 山林 土地纠纷 林地纠纷 山林土地权属"),
    ("征地拆迁纠纷", 8, "征地拆迁 拆迁 征地 拆迁纠纷 征地纠纷"),
    ("环境污染纠纷", 9, "环境污染 环保 环境 环境纠纷 环保纠纷"),
    ("拖欠农民工工资纠纷", 10, "拖欠农民工工资 农民工工资 欠薪 拖欠工资 讨薪 欠薪纠纷"),
    ("其他劳动争议纠纷", 10, "劳动争议 劳动 其他劳动争议 劳动纠纷 劳动争议纠纷 劳资纠纷 劳务纠纷"),
    ("旅游纠纷", 11, "旅游"),
    ("电子商务纠纷", 11, "电商 电子商务 电商纠纷 网购纠纷"),
    ("其他消费纠纷", 11, "消费 消费纠纷 其他消费 消费者权益"),
    ("医疗纠纷", 12, "医疗 医患 医患纠纷 医疗损害"),
    ("道路交通事故纠纷", 13, "交通事故 道路交通 交通 道路交通事故 交通纠纷 交通事故纠纷 道路交通纠纷"),
    ("物业纠纷", 14, "物业 物业服务 物业管理"),
    ("其他纠纷", 15, "其他 其它 其它纠纷 其他类"),
)

# The tree of sources (domain: 2.2). Code, name, parent, spoken forms.
_SOURCES = (
    ("S1", "主动调解", None, "主动 主动受理 主动介入 排查发现"),
    ("S2", "依申请调解", None, "申请 依申请 当事人申请 申请调解 依当事人申请 来访申请"),
    ("S3", "接受委托移送", None, ""),
    ("S31", "法院", "S3", "诉调 诉调对接 法院委托 法院委派 法院移送 接受委托移送:法院"),
    ("S32", "检察院", "S3", "检调 检调对接 检察院委托 检察院移送 检察机关 接受委托移送:检察院"),
    ("S33", "公安机关", "S3", "警调 派出所移送 公安移送 公安委托 警调对接 公安 派出所委托 接受委托移送:公安机关"),
    ("S34", "信访部门", "S3", "访调 信访移送 信访委托 访调对接 信访 信访局移送 接受委托移送:信访部门"),
    ("S35", "其他部门", "S3", "其他部门移送 部门移送 12345 律调 律调对接 接受委托移送:其他部门"),
)

_DIFFICULTIES = (
    ("D1", "简易", "简单 简易纠纷"),
    ("D2", "一般", "普通 一般纠纷"),
    ("D3", "疑难复杂", "疑难 复杂 疑难复杂纠纷 疑难纠纷"),
    ("D4", "重大", "重大纠纷 重大疑难 特别重大"),
)
DIFFICULT = ("D3", "D4")  # 疑难复杂案件 of the official table

_TAGS = (
    "涉疫 民营企业 复工复产 租赁 农民工 未成年人 妇女 老年人 残疾人 涉军 涉校 涉侨 网络消费 新就业形态 群体性 民转刑风险"
).split()
_TRADES = "医疗 道路交通 劳动争议 物业 消费 旅游 婚姻家庭 商会 知识产权 金融 环境 教育 其他行业".split()


def _seed() -> list[tuple[str, str, str, str | None, tuple[str, ...]]]:
    rows: list[tuple[str, str, str, str | None, tuple[str, ...]]] = []
    rows += [(TYPE15, f"P{i:02}", name, None, ()) for i, name in enumerate(_TYPES15, 1)]
    rows += [
        (TYPE, f"T{i:02}", name, f"P{parent:02}", tuple(spoken.split()))
        for i, (name, parent, spoken) in enumerate(_TYPES, 1)
    ]
    rows += [(SOURCE, code, name, parent, tuple(spoken.split())) for code, name, parent, spoken in _SOURCES]
    rows += [(DIFFICULTY, code, name, None, tuple(spoken.split())) for code, name, spoken in _DIFFICULTIES]
    rows += [(TAG, f"G{i:02}", name, None, ()) for i, name in enumerate(_TAGS, 1)]
    rows += [(TRADE, f"H{i:02}", name, None, ()) for i, name in enumerate(_TRADES, 1)]
    return rows


# (list, code, name, parent code, spoken forms) in print order
TERMS = _seed()

# What offices write for the codes above that are not rows of `term`.
SPOKEN = {
    "outcome": {
        Outcome.PENDING: "调解中 正在调解 未结 未办结 在办 办理中",
        Outcome.SUCCEEDED: "成功 已调解成功 达成协议 已达成协议 调成 已化解 化解",
        Outcome.FAILED: "不成功 调解不成功 调解失败 失败 未达成协议 未调解成功 调解未成功 未成功 调解不成 未化解",
        Outcome.TERMINATED: "终止调解 调解终止",
        Outcome.REFUSED: "未受理 不受理",
        Outcome.WITHDRAWN: "撤回申请 已撤回 撤销申请",
    },
    "form": {"written": "书面协议 书面调解 书面形式", "oral": "口头协议 口头调解 口头形式"},
    "performance": {
        "done": "履行 已履行完毕 履行完毕 当场履行 即时履行 全部履行 已全部履行 是",
        "doing": "正在履行 部分履行 分期履行",
        "none": "未 没有履行 尚未履行 否",
    },
    "relation": {"persons": "公民之间", "organisation": "公民与法人 公民与单位 公民与法人或其他组织"},
    "satisfaction": {"yes": "很满意 非常满意", "fair": "较满意 一般", "no": "不太满意"},
    "confirmation_result": {"valid": "有效 确认 准予确认", "invalid": "无效", "dismissed": "驳回 不予确认"},
    "employment": {"full": "专职调解员", "part": "兼职调解员", "invited": "特邀调解员"},
    "sex": {"male": "男性", "female": "女性"},
}
