"""Lists and terms: every code the program itself reasons about, with the office's own word beside it.

Lists that a bureau may extend (dispute types, sources, difficulty, tags, trades) are rows of the
table `term`; the first entries of a new installation are in office/first_lists.py.
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
    "record.read": {Role.MEDIATOR, Role.TOWNSHIP, Role.COUNTY, Role.LEADER},
    "record.people": {Role.MEDIATOR, Role.TOWNSHIP, Role.COUNTY},
    "record.write": {Role.MEDIATOR, Role.TOWNSHIP, Role.COUNTY},
    "record.void": {Role.TOWNSHIP, Role.COUNTY},
    "record.reveal": {Role.TOWNSHIP, Role.COUNTY},
    "indicator.define": {Role.COUNTY},
    "ledger.import": {Role.TOWNSHIP, Role.COUNTY},
    "figures.read": {Role.MEDIATOR, Role.TOWNSHIP, Role.COUNTY, Role.LEADER},
    "report.export": {Role.TOWNSHIP, Role.COUNTY, Role.LEADER},
    "roster.read": {Role.MEDIATOR, Role.TOWNSHIP, Role.COUNTY, Role.LEADER},
    "roster.write": {Role.TOWNSHIP, Role.COUNTY},
    "return.read": {Role.MEDIATOR, Role.TOWNSHIP, Role.COUNTY, Role.LEADER},
    "return.submit": {Role.TOWNSHIP, Role.COUNTY},
    "return.decide": {Role.COUNTY},
    "check.define": {Role.COUNTY},
    "text.write": {Role.COUNTY},
    "template.read": {Role.TOWNSHIP, Role.COUNTY, Role.LEADER},
    "template.write": {Role.COUNTY},
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
# 民族 by the numbers of GB/T 3304; 97 is who belongs to a group that is not among the 56.
HAN = "01"
ETHNIC_GROUPS = {
    f"{number:02}": name
    for number, name in enumerate(
        "汉族 蒙古族 回族 藏族 维吾尔族 苗族 彝族 壮族 布依族 朝鲜族 满族 侗族 瑶族 白族 土家族 哈尼族 哈萨克族 傣族 黎族 傈僳族 佤族 畲族 高山族 "
        "拉祜族 水族 东乡族 纳西族 景颇族 柯尔克孜族 土族 达斡尔族 仫佬族 羌族 布朗族 撒拉族 毛南族 仡佬族 锡伯族 阿昌族 普米族 塔吉克族 怒族 "
        "乌孜别克族 俄罗斯族 鄂温克族 德昂族 保安族 裕固族 京族 塔塔尔族 独龙族 鄂伦春族 赫哲族 门巴族 珞巴族 基诺族".split(),
        1,
    )
} | {"97": N_("其他（未识别）")}


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

# Whether a list of a unit holds what lies below it as well ("": it does).
OWN_ONLY = "own"
SCOPES = {OWN_ONLY: N_("只看本级")}

# Which books a figure is taken from: the records as they stand, or the locked returns.
LIVE, OFFICIAL = "live", "official"
BOOKS = {LIVE: N_("实时"), OFFICIAL: N_("审定")}


class ReturnState:
    OPEN = "open"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    LOCKED = "locked"


RETURN_STATES = {
    ReturnState.OPEN: N_("填报"),
    ReturnState.SUBMITTED: N_("上报"),
    ReturnState.RETURNED: N_("退回"),
    ReturnState.ACCEPTED: N_("审核"),
    ReturnState.LOCKED: N_("锁定"),
}
RETURN_KINDS = {"month": N_("月报"), "quarter": N_("季报"), "half": N_("半年报"), "year": N_("年报")}
RETURN_ACTS = {
    "submit": N_("上报"),
    "nil": N_("零报告"),
    "send_back": N_("退回"),
    "accept": N_("审核"),
    "lock": N_("锁定"),
    "ask": N_("申请更正"),
    "refuse": N_("不同意更正"),
    "reopen": N_("同意更正"),
    "follow": N_("随下级更正"),
}
# How strongly a check speaks (联网直报).
STRENGTHS = {"must": N_("强制"), "explain": N_("核实"), "hint": N_("提示")}

# Prevention items (防止…): each is two numbers, 件 and 人.
PREVENTIONS = {
    "suicide": N_("防止自杀"),
    "crime": N_("防止民转刑"),
    "petition": N_("防止群体性上访"),
    "fight": N_("防止群体性械斗"),
}

AID_KINDS = {
    "criminal": N_("刑事"),
    "civil": N_("民事"),
    "admin": N_("行政"),
    "plea": N_("认罪认罚法律帮助"),
    "duty": N_("值班律师法律帮助"),
}
AID_HELP = ("plea", "duty")  # counted apart from the cases (domain: 8)
AID_STATES = {
    "applied": N_("申请"),
    "supplement": N_("补正"),
    "review": N_("审查"),
    "granted": N_("给予援助"),
    "refused": N_("不予援助"),
    "assigned": N_("指派"),
    "working": N_("承办"),
    "concluded": N_("办结"),
    "filed": N_("归档"),
    "withdrawn": N_("撤回"),
    "ended": N_("终止"),
}
QUALITIES = {"excellent": N_("优秀"), "good": N_("良好"), "pass": N_("合格"), "fail": N_("不合格")}
CHANNELS = {"visit": N_("来访"), "call": N_("来电"), "net": N_("网络")}
PLACE_KINDS = {
    "centre": N_("公共法律服务中心"),
    "station": N_("公共法律服务工作站"),
    "room": N_("公共法律服务室"),
    "aid": N_("法律援助机构"),
    "aid_station": N_("法律援助工作站"),
    "onestop": N_("一站式矛调中心"),
    "point": N_("评理说事点"),
    "site": N_("法治文化阵地"),
}
ADVISER_CATEGORIES = {
    "lawyer": N_("律师"),
    "worker": N_("基层法律服务工作者"),
    "mediator": N_("专职调解员"),
    "office": N_("司法所工作人员"),
    "other": N_("其他"),
}
ADVISER_SERVICES = {
    "consult": N_("法律咨询"),
    "talk": N_("法治讲座"),
    "document": N_("代写文书"),
    "contract": N_("合同审查"),
    "mediation": N_("参与调解"),
    "opinion": N_("出具意见"),
    "aid": N_("代理法律援助"),
    "visit": N_("走访"),
    "other": N_("其他服务"),
}
SERVICE_MODES = {"onsite": N_("现场"), "phone": N_("电话"), "online": N_("网络")}
PROPOSALS = {"self": N_("个人自荐"), "committee": N_("村（居）两委推荐"), "people": N_("群众推荐")}
UNDERSTANDER_STATES = {"on": N_("在册"), "off": N_("清退")}
UNDERSTANDER_ACTIVITIES = {
    "publicity": N_("普法宣传"),
    "mediation": N_("参与化解纠纷"),
    "guide": N_("引导法律服务"),
    "governance": N_("参与基层治理"),
}
APPRAISALS = {"excellent": N_("优秀"), "competent": N_("合格"), "poor": N_("不合格")}
TRAINING_AUDIENCES = {"understander": N_("法律明白人"), "mediator": N_("人民调解员")}
FINDING_STATES = {"open": N_("待处置"), "case": N_("已转为纠纷案件"), "resolved": N_("已就地化解")}
EVENT_FORMS = {
    "event": N_("主题活动"),
    "lecture": N_("法治讲座"),
    "consult": N_("现场咨询"),
    "preach": N_("宣讲"),
}
STUDY_KINDS = {"study": N_("学法"), "exam": N_("考试"), "training": N_("培训")}
ENTERPRISE_SERVICES = {"checkup": N_("法治体检"), "adviser": N_("法律顾问")}
REVIEW_RESULTS = {
    "upheld": N_("维持"),
    "rejected": N_("驳回"),
    "revoked": N_("撤销"),
    "redo": N_("撤销并责令重作"),
    "illegal": N_("确认违法"),
    "changed": N_("变更"),
    "perform": N_("责令履行"),
    "ended": N_("终止"),
    "withdrawn": N_("撤回申请"),
}
REVIEW_CORRECTED = ("revoked", "redo", "illegal", "changed", "perform")
LITIGATION_RESULTS = {
    "won": N_("胜诉"),
    "lost": N_("败诉"),
    "dropped": N_("原告撤诉"),
    "mediated": N_("调解结案"),
    "other": N_("其他结果"),
}
REVIEWED_DOCUMENTS = {
    "normative": N_("规范性文件"),
    "decision": N_("重大行政决策"),
    "contract": N_("合同"),
    "disclosure": N_("信息公开"),
    "filing": N_("备案审查"),
    "other": N_("其他文件"),
}
CLEARING_RESULTS = {
    "kept": N_("继续有效"),
    "amended": N_("修改"),
    "repealed": N_("废止"),
    "lapsed": N_("失效"),
}
SUBSIDY_GRADES = {"simple": N_("简易"), "ordinary": N_("一般"), "difficult": N_("疑难"), "major": N_("重大")}
EDUCATIONS = {
    "primary": N_("初中及以下"),
    "senior": N_("高中、中专"),
    "college": N_("大专"),
    "bachelor": N_("本科"),
    "master": N_("研究生"),
}
# Who fills an entered indicator in: key → its name and the kinds of unit it means.
REPORTERS = {
    "prefecture": N_("市（州）"),
    "county": N_("县（市、区）"),
    "township": N_("乡镇（街道）"),
    "village": N_("村（社区）"),
    "other": N_("其他单位"),
}
REPORTING_KINDS = {
    "prefecture": (UnitKind.PREFECTURE,),
    "county": (UnitKind.COUNTY,),
    "township": (UnitKind.TOWNSHIP, UnitKind.SUBDISTRICT),
    "village": (UnitKind.VILLAGE, UnitKind.COMMUNITY),
    "other": (UnitKind.OTHER,),
}
INDICATOR_KINDS = {"flow": N_("期间数"), "stock": N_("时点数")}

TYPE, TYPE15, SOURCE, DIFFICULTY, TAG, TRADE = "type", "type15", "source", "difficulty", "tag", "trade"
AID_GROUP, TOPIC, UNDERSTANDER_ROLE, PUBLICITY, GRADE = "aid_group", "topic", "role", "publicity", "grade"
TERM_LISTS = {
    TYPE: N_("纠纷类型"),
    TYPE15: N_("纠纷类型（15类）"),
    SOURCE: N_("案件来源"),
    DIFFICULTY: N_("难易程度"),
    TAG: N_("标签"),
    TRADE: N_("行业"),
    AID_GROUP: N_("受援人类别"),
    TOPIC: N_("咨询事项"),
    UNDERSTANDER_ROLE: N_("法律明白人身份类别"),
    PUBLICITY: N_("普法活动类别"),
    GRADE: N_("调解员等级"),
}

DIFFICULT = ("D3", "D4")  # 疑难复杂案件 of the official table
