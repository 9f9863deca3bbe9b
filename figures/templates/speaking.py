"""The words by which templates of the office above call our figures, beside their own names.

Written down from the ministry's tables (司发通〔2010〕239号 practice) and from cities' forms; first the usual one.
A word stands for the key of an indicator, or for `key#part` of one with several numbers.
"""

WORDS: dict[str, tuple[str, ...]] = {
    "dispute.accepted": ("受理", "受理案件", "受理件", "受理调解案件", "受理矛盾纠纷", "受理纠纷"),
    "dispute.concluded": (
        "调解案件总数", "调解", "调解纠纷总数", "调解案件", "调解纠纷", "调解件", "调处", "调处纠纷", "调处矛盾纠纷", "化解矛盾纠纷",
        "调解矛盾纠纷", "案件总数", "纠纷总数", "办结", "调结", "人民调解案件", "人民调解",
    ),
    "dispute.succeeded": ("调解成功", "成功", "调成", "调解成功案件", "调处成功", "成功调解", "成功化解"),
    "dispute.failed": ("调解不成功", "调解不成", "未成功", "不成功"),
    "dispute.pending": ("未结", "未办结", "正在调解", "未调结"),
    "dispute.success_rate": ("成功率", "调解成功率", "调处成功率"),
    "dispute.amount": ("涉及金额", "协议金额", "涉案金额", "协议涉及金额", "调解涉及金额", "金额"),
    "dispute.parties": ("涉及当事人", "当事人", "涉及人", "涉及当事人人", "涉及人数"),
    "dispute.difficult": ("疑难复杂案件", "疑难复杂", "疑难案件", "重大疑难案件", "疑难复杂纠纷"),
    "dispute.agreements": ("调解协议", "达成协议", "制作调解协议书", "签订协议"),
    "dispute.written_agreements": ("书面协议", "书面", "书面调解协议", "协议书"),
    "dispute.oral_agreements": ("口头协议", "口头", "口头调解协议"),
    "dispute.performed": ("履行", "协议履行", "已履行"),
    "dispute.performance_rate": ("履行率", "协议履行率"),
    "dispute.confirmation_applied": ("申请司法确认", "司法确认申请"),
    "dispute.confirmed": ("确认有效", "司法确认有效", "司法确认", "法院确认有效"),
    "dispute.referred": ("委托移送", "接受委托移送", "委托移送案件"),
    "dispute.sued": ("反悔起诉", "达成协议后反悔起诉", "反悔向法院起诉"),
    "dispute.upheld": ("判决维持", "法院判决维持", "维持调解协议"),
    "dispute.overturned": ("判决变更撤销无效", "变更撤销无效", "变更、撤销或无效"),
    "dispute.suicide_prevented": ("防止自杀", "防止因民间纠纷引起自杀", "防止民间纠纷引起的自杀"),
    "dispute.crime_prevented": ("防止民转刑", "防止民间纠纷转化为刑事案件", "防止纠纷激化为刑事案件", "防止民转刑案件"),
    "dispute.petition_prevented": ("防止群体性上访", "防止上访", "防止集体上访", "制止群体性上访"),
    "dispute.fight_prevented": ("防止群体性械斗", "防止械斗", "制止群体性械斗"),
    "screening.rounds": ("排查纠纷", "排查次", "纠纷排查", "开展排查", "矛盾纠纷排查", "排查"),
    "screening.found": ("排查发现", "排查发现纠纷", "排查出纠纷", "排查出矛盾纠纷"),
    "screening.prevented": ("预防纠纷", "预防"),
    "screening.resolved": ("排查化解", "排查化解纠纷"),
    "subsidy.cases": ("以案定补案件", "以案定补件"),
    "subsidy.amount": ("以案定补金额", "以案定补", "调解补贴", "案件补贴"),
    "organisation.committees": ("人民调解委员会", "调委会", "人民调解组织", "调解组织", "调委会总数", "人民调解委员会总数"),
    "organisation.standardised": ("规范化调委会", "规范化人民调解委员会"),
    "organisation.studios": ("个人调解工作室", "品牌调解工作室", "调解工作室", "个人品牌调解工作室"),
    "organisation.professional": ("行业性专业性调委会", "行专调委会", "行业性专业性人民调解委员会"),
    "mediator.people": ("人民调解员", "调解员", "调解员总数", "人民调解员总数"),
    "mediator.full_time": ("专职人民调解员", "专职调解员", "专职", "调解员专职", "人民调解员专职"),
    "mediator.part_time": ("兼职人民调解员", "兼职调解员", "兼职", "调解员兼职", "人民调解员兼职"),
    "mediator.trainings#events": ("调解员培训期", "培训期", "培训调解员期"),
    "mediator.trainings#persons": ("培训调解员", "调解员培训人次", "培训人次"),
    "aid.accepted": ("法律援助案件", "受理法律援助案件", "法律援助受理", "法律援助受理案件"),
    "aid.concluded": ("法律援助办结", "办结法律援助案件", "法律援助结案", "法律援助办结案件", "法律援助审结"),
    "aid.recipients": ("受援人", "受援人数"),
    "aid.recovered": ("挽回损失", "挽回经济损失", "法律援助挽回损失"),
    "aid.consultations": ("法律咨询", "解答法律咨询", "解答咨询", "法律咨询人次", "法律援助咨询"),
    "aid.documents": ("代写法律文书", "代书"),
    "hotline.calls": ("热线来电", "12348来电", "12348热线来电"),
    "adviser.people": ("村居法律顾问", "法律顾问", "法律顾问人"),
    "adviser.coverage": ("法律顾问覆盖率", "村居法律顾问覆盖率"),
    "adviser.villages": ("配备法律顾问的村社区", "配备法律顾问村"),
    "adviser.talks": ("顾问讲座", "顾问法治讲座", "顾问法律讲座"),
    "understander.people": ("法律明白人", "农村法律明白人", "法律明白人人"),
    "understander.trainings#events": ("法律明白人培训期", "法律明白人培训场"),
    "understander.trainings#persons": ("法律明白人培训人次", "培训法律明白人"),
    "publicity.events": ("普法活动", "普法宣传活动", "法治宣传活动", "开展普法活动"),
    "publicity.leaflets": ("发放宣传资料", "宣传资料", "发放资料", "普法资料", "普法宣传资料"),
    "publicity.audience": ("受众", "受教育人次", "受众人次"),
    "review.received": ("行政复议申请", "收到行政复议申请", "收到复议申请", "行政复议收到申请", "行政复议收案"),
    "review.concluded": ("行政复议办结", "办结行政复议案件", "行政复议审结", "行政复议结案"),
    "litigation.head_appearance_rate": ("负责人出庭应诉率", "负责人出庭率", "出庭应诉率"),
    "hotline.satisfaction": ("热线满意率", "12348热线满意率"),
    "adviser.visits#visits": ("顾问服务", "顾问现场服务", "法律顾问服务"),
    "adviser.consultations": ("顾问法律咨询", "顾问解答咨询", "顾问解答法律咨询", "顾问咨询"),
    "adviser.mediations": ("顾问参与调解", "顾问参与调解纠纷", "顾问参与纠纷调解", "顾问参与化解纠纷"),
    "consultation.visits": ("接待来访", "来访接待", "接待来访群众", "接待来访咨询"),
    "organisation.centres": ("矛调中心", "一站式矛盾调解中心"),
    "litigation.cases": ("行政应诉", "行政应诉案件", "行政应诉总数", "应诉案件", "应诉案件总数"),
}  # fmt: skip

# What stands under or behind a heading and says how its number is measured.
MEASURES = {
    "件": "件", "件数": "件", "总件数": "件", "案件数": "件", "人": "人", "人数": "人", "总人数": "人", "人次": "人次", "次": "次", "次数": "次", "个": "个", "个数": "个", "名": "人", "起": "件", "宗": "件", "千元": "千元",
    "场": "场", "场次": "场", "期": "期", "期数": "期", "份": "份", "份数": "份", "元": "元", "万元": "万元", "亿元": "亿元", "%": "%",
    "百分比": "%", "家": "家", "部": "部", "条": "条", "块": "块", "通": "通", "天": "天", "小时": "小时", "万人次": "万人次", "万件": "万件",
    "金额": "", "数量": "", "小计": "", "数": "", "计": "", "合计": "",
}  # fmt: skip

# Words over or before the rows of a breakdown: they say which of several lists a short word belongs to.
CONTEXTS = {
    "type": ("纠纷类型", "案件分类", "案件类型", "类型", "分类", "类别", "纠纷种类"),
    "source": ("来源", "案件来源", "受理来源", "接受委托移送", "委托移送", "受理方式"),
    "orgkind": ("主体", "调解主体", "调解组织", "调委会", "人民调解委员会", "组织类别", "调解组织类别"),
}  # fmt: skip
SHORT_KINDS = {
    "village": ("村", "村调委会", "村人民调解委员会", "村委会调委会"),
    "community": ("居", "社区", "居调委会", "居社区", "居委会调委会", "社区调委会"),
    "township": ("乡镇", "乡镇调委会"),
    "subdistrict": ("街道", "街道调委会"),
    "enterprise": ("企事业单位", "企事业", "企事业单位调委会", "企业事业单位"),
    "social": (
        "社会团体和其他组织",
        "社会团体",
        "其他组织",
        "社会团体和其他组织调委会",
        "行业性专业性",
        "社团和其他组织",
    ),
}
# The name of a row → what else it is called.
SPOKEN_ROWS = {
    "男": ("男性",),
    "女": ("女性", "妇女"),
    "少数民族": ("少数民族人数", "少数民族调解员", "少数民族人民调解员"),
    "本科": ("大学本科",),
    "刑事": ("刑事案件",),
    "民事": ("民事案件",),
    "行政": ("行政案件",),
}
