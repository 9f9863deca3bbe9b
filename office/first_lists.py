"""The lists of a new installation: entries of every list the bureau may extend, and what offices write for them.

Once seeded they are rows of the table `term` and `alias`, which the bureau keeps; nothing reads this file again.
"""

from vocab import (
    AID_GROUP,
    DIFFICULTY,
    ETHNIC_GROUPS,
    GRADE,
    PUBLICITY,
    SOURCE,
    TAG,
    TOPIC,
    TRADE,
    TYPE,
    TYPE15,
    UNDERSTANDER_ROLE,
    Outcome,
)

_TYPES15 = (
    "婚姻家庭 邻里 房屋宅基地 合同 生产经营 损害赔偿 山林土地 征地拆迁 环境污染 劳动争议 消费 医疗 道路交通事故 物业 其他"
).split()

# leaf, its parent among the 15, what offices also write (domain: 2.1; leaf list of deployed systems)
_TYPES = (
    (
        "婚姻家庭纠纷",
        1,
        "婚姻家庭 家庭纠纷 婚姻 家庭 婚姻家庭继承 婚姻纠纷 家庭婚姻 婚恋纠纷 婚恋家庭 继承纠纷 赡养纠纷 抚养纠纷",
    ),
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
    (
        "S31",
        "法院",
        "S3",
        "诉调 诉调对接 法院委托 法院委派 法院移送 法院委托移送 法院委托调解 法院委派调解 人民法院 人民法院委托 人民法院移送 接受委托移送:法院",
    ),
    (
        "S32",
        "检察院",
        "S3",
        "检调 检调对接 检察院委托 检察院移送 检察院委托移送 人民检察院 检察机关 检察机关移送 接受委托移送:检察院",
    ),
    (
        "S33",
        "公安机关",
        "S3",
        "警调 派出所 派出所移送 公安移送 公安委托 公安委托移送 公安机关移送 公安机关委托 公安机关委托移送 警调对接 公安 公安局移送 派出所委托 接受委托移送:公安机关",
    ),
    (
        "S34",
        "信访部门",
        "S3",
        "访调 信访移送 信访委托 访调对接 信访 信访局 信访局移送 信访部门移送 信访部门委托 信访部门委托移送 接受委托移送:信访部门",
    ),
    (
        "S35",
        "其他部门",
        "S3",
        "其他部门移送 其他部门委托 其他部门委托移送 部门移送 有关部门移送 12345 律调 律调对接 接受委托移送:其他部门",
    ),
)

_DIFFICULTIES = (
    ("D1", "简易", "简单 简易纠纷"),
    ("D2", "一般", "普通 一般纠纷"),
    ("D3", "疑难复杂", "疑难 复杂 疑难复杂纠纷 疑难纠纷"),
    ("D4", "重大", "重大纠纷 重大疑难 特别重大"),
)

_TAGS = (
    "涉疫 民营企业 复工复产 租赁 农民工 未成年人 妇女 老年人 残疾人 涉军 涉校 涉侨 网络消费 新就业形态 群体性 民转刑风险"
).split()
_TRADES = "医疗 道路交通 劳动争议 物业 消费 旅游 婚姻家庭 商会 知识产权 金融 环境 教育 其他行业".split()

# 受援人类别 overlap and are never summed (domain: 8); spoken forms after the name
_AID_GROUPS = (
    ("残疾人", ""), ("老年人", "老人 60岁以上老年人"), ("未成年人", ""), ("妇女", "女性"), ("农民工", "进城务工人员"), ("农民", ""),
    ("少数民族", ""), ("军人军属", "军人 军属 军人、军属"), ("外国人或无国籍人", "外国人"), ("其他", "其它 一般人员"),
)  # fmt: skip
_TOPICS = (
    ("婚姻家庭", "婚姻 家庭"), ("劳动争议", "劳动 劳动纠纷 欠薪"), ("债务", "民间借贷 借贷 债权债务"), ("土地", "土地纠纷 山林土地"),
    ("交通事故", "道路交通 交通"), ("损害赔偿", "人身损害"), ("合同", ""), ("房屋", "房产 宅基地"), ("刑事", ""), ("行政", ""), ("其他", "其它"),
)  # fmt: skip
_ROLES = (
    ("村干部", "村(居)干部 村居干部 社区干部"), ("村妇联执委", "妇联执委 妇联执委、儿童主任 儿童主任"), ("人民调解员", "调解员"), ("驻村辅警", "辅警"),
    ("网格员", ""), ("村民小组长", "小组长 组长"), ("党员", "中共党员"), ("五老人员", "五老"), ("致富能手", "致富带头人"), ("其他热心村民", "其他 热心村民 其他热心人士"),
)  # fmt: skip
_PUBLICITY = (
    ("法律进机关", "进机关"), ("法律进乡村", "进乡村 法律进农村 进农村"), ("法律进社区", "进社区"), ("法律进学校", "法律进校园 进学校 进校园"),
    ("法律进企业", "进企业"), ("法律进单位", "进单位"), ("其他普法活动", "其他 其它"),
)  # fmt: skip
_GRADES = (
    ("一级", "一级调解员"),
    ("二级", "二级调解员"),
    ("三级", "三级调解员"),
    ("四级", "四级调解员"),
    ("未评级", "无"),
)


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
    for list_, letter, named in (
        (AID_GROUP, "A", _AID_GROUPS),
        (TOPIC, "C", _TOPICS),
        (UNDERSTANDER_ROLE, "R", _ROLES),
        (PUBLICITY, "L", _PUBLICITY),
        (GRADE, "M", _GRADES),
    ):
        rows += [
            (list_, f"{letter}{i:02}", name, None, tuple(spoken.split()))
            for i, (name, spoken) in enumerate(named, 1)
        ]
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
    "aid_kind": {
        "criminal": "刑事案件 刑事辩护 刑事辩护和代理",
        "civil": "民事案件 民商事 民事诉讼代理",
        "admin": "行政案件 行政诉讼",
        "plea": "认罪认罚 认罪认罚法律援助",
        "duty": "法律帮助 值班律师 值班律师帮助",
    },
    "aid_state": {"concluded": "结案 已结 已办结 已结案", "working": "办理中 在办 未结", "filed": "已归档"},
    "quality": {"pass": "达标", "fail": "不达标"},
    "channel": {
        "visit": "现场 来访咨询 窗口 接待",
        "call": "电话 来电咨询 热线 12348",
        "net": "网上 微信 网络咨询 线上",
    },
    "place_kind": {
        "centre": "中心 县中心 公共法律服务中心(县)",
        "station": "站 工作站 公共法律服务站",
        "room": "室 工作室 村居公共法律服务室",
        "aid": "法律援助中心",
        "onestop": "矛调中心",
        "point": "说事点 网点",
        "site": "法治公园 法治广场 法治长廊",
    },
    "adviser_category": {"lawyer": "执业律师 专职律师", "worker": "法律服务工作者 基层法律工作者"},
    "adviser_service": {
        "consult": "咨询 解答咨询 法律咨询服务 现场咨询",
        "talk": "讲座 法治宣传 宣传 法制讲座 普法宣传 培训",
        "document": "代书 代写法律文书 文书",
        "contract": "合同 审查合同 合同村规民约审查",
        "mediation": "调解 人民调解 调解纠纷 参与调解纠纷",
        "opinion": "意见 法律意见 决策意见 出具法律意见",
        "aid": "法律援助 法援",
        "visit": "走访服务 现场服务 值班",
        "other": "其他 其它",
    },
    "service_mode": {
        "onsite": "上门 现场服务 面对面 进村 驻村 坐班",
        "phone": "来电 电话服务 电话咨询",
        "online": "微信 微信群 线上 网上 视频",
    },
    "proposal": {
        "self": "自荐 本人自荐 自我推荐",
        "committee": "村两委推荐 两委推荐 组织推荐 村委会推荐 居委会推荐 村居推荐",
        "people": "群众推选 村民推荐 村民推选",
    },
    "understander_state": {"on": "在岗 正常 在职", "off": "退出 移出 已清退"},
    "understander_activity": {
        "publicity": "普法 宣传 普法活动",
        "mediation": "化解纠纷 调解 参与调解 矛盾化解",
    },
    "appraisal": {"competent": "称职 达标", "poor": "不称职"},
    "training_audience": {"understander": "明白人", "mediator": "调解员"},
    "event_form": {
        "event": "活动 宣传活动 宣传",
        "lecture": "讲座 培训 法制讲座",
        "consult": "咨询 法律咨询",
    },
    "study_kind": {"study": "集体学法 中心组学法 会前学法", "exam": "考法 学法考试", "training": "培训班"},
    "enterprise_service": {"checkup": "体检 法律体检", "adviser": "顾问 常年法律顾问"},
    "review_result": {
        "redo": "撤销重作 撤销并责令重新作出",
        "upheld": "维持原行政行为",
        "rejected": "驳回申请",
    },
    "litigation_result": {"won": "驳回原告诉讼请求", "lost": "判决败诉", "dropped": "撤诉"},
    "reviewed_document": {
        "normative": "行政规范性文件",
        "contract": "政府合同 合同审查",
        "decision": "重大决策 行政决策",
        "disclosure": "政府信息公开",
        "filing": "备案 文件备案",
        "other": "其他",
    },
    "clearing_result": {"kept": "保留 有效 继续有效的", "repealed": "废止的", "lapsed": "宣布失效"},
    "subsidy_grade": {"ordinary": "普通", "difficult": "疑难复杂 复杂"},
    "education": {
        "primary": "初中 小学",
        "senior": "高中 中专",
        "college": "专科",
        "bachelor": "大学 大学本科",
    },
    "ethnic_group": {code: name.removesuffix("族") for code, name in ETHNIC_GROUPS.items()}  # 苗 for 苗族
    | {
        "36": "毛南 毛难族",
        "46": "德昂 崩龙族",
        "97": "其他 其他民族 未识别 未识别民族 穿青人 革家人",
    },
}
