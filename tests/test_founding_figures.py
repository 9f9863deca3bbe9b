"""Every number of the five founding reports goes in, as records or entered by hand, and comes back through figures.

What the reports round (余, 多, 近) stands here as a number that rounds to it. A sum is read back as a whole with its
parts; a rate with its numerator and denominator.
"""

import datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest

from figures import periods
from figures.evaluator import Question, evaluate
from figures.rates import ratio
from models import Dispute
from registers import entered, entered_months, records
from registers.catalogue import REGISTERS
from registers.dispute import derived
from registers.entered_months import Typed
from tests.make import make_actor, make_committee, make_mediator, make_studio, make_unit

TODAY = datetime.date(2026, 11, 20)
YEARS = {"孝昌": 2019, "青山": 2021, "古城": 2024, "江干": 2020, "通辽": 2020}
CHUNK = 500

# report → [(register, how many, what is typed)]; dates are days of the report's year
ENDED = {"concluded_on": "{}-06-30"}
RECORDS = {
    "孝昌": [
        ("disputes", 1304, {}),
        ("reviews", 16, {"received_on": "{}-03-01", "result": "upheld", **ENDED}),
        ("litigation", 20, {"received_on": "{}-03-01", "result": "won", "should_appear": "是", "appeared": "是", **ENDED}),
        ("publicity", 86, {"held_on": "{}-05-01", "form": "lecture"}),
        ("publicity", 51, {"held_on": "{}-05-02", "form": "event"}),
        ("publicity", 1, {"held_on": "{}-12-04", "form": "event", "leaflets": "35000"}),
        ("document-clearings", 5, {"cleared_on": "{}-08-01", "title": "某文件", "result": "repealed"}),
        ("document-clearings", 2, {"cleared_on": "{}-08-01", "title": "某文件", "result": "amended"}),
        ("document-clearings", 18, {"cleared_on": "{}-08-01", "title": "某文件", "result": "kept"}),
        ("document-reviews", 106, {"reviewed_on": "{}-09-01", "kind": "other", "title": "某文书"}),
    ],
    "青山": [
        ("disputes", 5412, {}),
        ("screenings", 1, {"held_on": "{}-11-30", "rounds": "5665", "resolved": "5412"}),
        ("publicity", 1085, {"held_on": "{}-05-01", "form": "lecture"}),
        ("publicity", 1842, {"held_on": "{}-05-02", "form": "consult"}),
        ("publicity", 294, {"held_on": "{}-05-03", "form": "preach"}),
        ("publicity", 1, {"held_on": "{}-12-04", "form": "event", "leaflets": "93000", "audience": "240000"}),
        ("reviews", 96, {"received_on": "{}-03-01"}),
        ("litigation", 77, {"received_on": "{}-03-01", "should_appear": "是", "appeared": "是"}),
        ("litigation", 8, {"received_on": "{}-03-02", "should_appear": "是"}),
        ("litigation", 114, {"received_on": "{}-03-03"}),
        ("document-clearings", 3, {"cleared_on": "{}-08-01", "title": "某文件", "result": "kept"}),
        ("document-clearings", 9, {"cleared_on": "{}-08-01", "title": "某文件", "result": "lapsed"}),
        ("document-clearings", 5, {"cleared_on": "{}-08-01", "title": "某文件", "result": "repealed"}),
        ("document-reviews", 94, {"reviewed_on": "{}-09-01", "kind": "contract", "title": "某合同", "opinions": "1"}),
        ("document-reviews", 1, {"reviewed_on": "{}-09-02", "kind": "contract", "title": "大合同", "opinions": "4"}),
    ],
    "古城": [
        ("legal-aid", 301, {"kind": "criminal", "name": "张三", "accepted_on": "{}-02-01"}),
        ("legal-aid", 385, {"kind": "plea", "name": "李四", "accepted_on": "{}-02-02"}),
        ("legal-aid", 38, {"kind": "civil", "name": "王五", "accepted_on": "{}-02-03"}),
        ("consultations", 324, {"held_on": "{}-04-01", "channel": "visit"}),
        ("adviser-services", 95, {"held_on": "{}-05-01", "name": "赵六", "kind": "talk"}),
        ("adviser-services", 823, {"held_on": "{}-05-02", "name": "赵六", "kind": "consult", "persons": "1"}),
        ("trainings", 12, {"held_on": "{}-06-01", "audience": "understander", "subject": "法律明白人培训", "persons": "79"}),
        ("trainings", 1, {"held_on": "{}-06-02", "audience": "understander", "subject": "法律明白人培训", "persons": "78"}),
        ("publicity", 819, {"held_on": "{}-05-01"}),
        ("publicity", 1, {"held_on": "{}-12-04", "leaflets": "100500"}),
        ("livestreams", 4, {"held_on": "{}-04-06", "views": "9000", "likes": "163000"}),
        ("videos", 157, {"issued_on": "{}-07-01", "subject": "以案说法"}),
        ("service-places", 11, {"kind": "site", "name": "法治长廊", "valid_from": "2020-01-01"}),
        ("service-places", 1, {"kind": "site", "name": "法治公园", "valid_from": "{}-07-01", "funds": "10万元"}),
        ("reviews", 31, {"received_on": "{}-03-01"}),
        ("reviews", 14, {"received_on": "{}-03-02", "result": "illegal", **ENDED}),
        ("reviews", 18, {"received_on": "{}-03-03", "result": "redo", **ENDED}),
        ("reviews", 44, {"received_on": "{}-03-04", "result": "upheld", **ENDED}),
        ("litigation", 9, {"received_on": "{}-03-01", "should_appear": "是", "appeared": "是"}),
        ("document-reviews", 51, {"reviewed_on": "{}-09-01", "kind": "normative", "title": "某文件"}),
    ],
    "江干": [
        ("disputes", 6049, {}),
        ("disputes", 1, {"amount": 29_000_000_000}),
        ("disputes", 18, {"outcome": "failed"}),
        ("checkups", 1, {"kind": "checkup", "enterprise": "各街道企业", "enterprises": "5052", "held_on": "{}-04-01"}),
        ("checkups", 1, {"kind": "adviser", "enterprise": "市场主体", "enterprises": "30120", "held_on": "{}-01-01"}),
        ("publicity", 1406, {"held_on": "{}-05-01"}),
        ("litigation", 88, {"received_on": "{}-03-01", "should_appear": "是", "appeared": "是"}),
        ("litigation", 1, {"received_on": "{}-03-02", "should_appear": "是"}),
        ("reviews", 63, {"received_on": "{}-03-01", "result": "withdrawn", "mediated": "是", **ENDED}),
        ("document-reviews", 14, {"reviewed_on": "{}-09-01", "kind": "filing", "title": "备案"}),
        ("document-reviews", 7, {"reviewed_on": "{}-09-01", "kind": "normative", "title": "规范性文件"}),
        ("document-reviews", 6, {"reviewed_on": "{}-09-01", "kind": "contract", "title": "合同"}),
        ("document-reviews", 101, {"reviewed_on": "{}-09-01", "kind": "disclosure", "title": "信息公开"}),
    ],
    "通辽": [],
}  # fmt: skip

# report → [(name, measure, value, the whole it is part of)]; a percentage is the state of its month, the rest adds up
ENTERED = {
    "孝昌": [
        ("执法人员", "人", "1026", ""),
        ("换证", "人", "354", ""),
        ("新办证", "人", "102", ""),
        ("任务方面", "个", "8", ""),
        ("任务项数", "项", "95", ""),
        ("办理满意度", "%", "98%", ""),
        ("办复率", "%", "100%", ""),
    ],
    "青山": [("案卷评查", "件", "65", "")],
    "古城": [
        ("评查案卷", "件", "60", ""),
        ("许可案卷", "件", "18", "评查案卷"),
        ("处罚案卷", "件", "42", "评查案卷"),
        ("证明事项保留", "项", "69", ""),
        ("证明事项取消", "项", "26", ""),
        ("告知承诺事项", "项", "40", ""),
        ("告知承诺办理", "件", "13406", ""),
        ("专职调解员资金", "万元", "20.6", ""),
    ],
    "江干": [
        ("复议案量同比", "%", "-34.01%", ""),
        ("诉讼案量同比", "%", "-30.06%", ""),
        ("纠错率同比", "%", "-7.98%", ""),
        ("败诉率同比", "%", "-32.35%", ""),
        ("出庭率同比", "%", "17.69%", ""),
        ("督察意见", "条", "43", ""),
    ],
    "通辽": [("年度任务", "项", "45", ""), ("有期限的任务", "项", "12", "")],
}

# (report, what it prints, indicator or "entered 名称", value); "key/part" is one of several numbers of an indicator
PRINTED = [
    ("孝昌", "调解纠纷 1304", "dispute.concluded", 1304),
    ("孝昌", "成功 1304", "dispute.succeeded", 1304),
    ("孝昌", "成功率 100%", "dispute.success_rate", Decimal("100.00")),
    ("孝昌", "行政复议受理 16", "review.received", 16),
    ("孝昌", "办结 16", "review.concluded", 16),
    ("孝昌", "应诉 20", "litigation.cases", 20),
    ("孝昌", "审结 20", "litigation.concluded", 20),
    ("孝昌", "胜诉 20", "litigation.concluded/won", 20),
    ("孝昌", "负责人出庭率 100%", "litigation.head_appearance_rate", Decimal("100.00")),
    ("孝昌", "法治讲座 86 场", "publicity.lectures", 86),
    ("孝昌", "主题活动 52 场", "publicity.events[form=event]", 52),
    ("孝昌", "资料 3.5 万份", "publicity.leaflets", 35000),
    ("孝昌", "文件清理 25", "document.cleared", 25),
    ("孝昌", "文书审查 100 余件", "document.reviewed", 106),
    ("孝昌", "执法人员 1026", "entered 执法人员", 1026),
    ("孝昌", "换证 354", "entered 换证", 354),
    ("孝昌", "新办 102", "entered 新办证", 102),
    ("孝昌", "8 个方面", "entered 任务方面", 8),
    ("孝昌", "95 项", "entered 任务项数", 95),
    ("孝昌", "办理满意度 98%", "entered 办理满意度", 98),
    ("孝昌", "办复率 100%", "entered 办复率", 100),
    ("青山", "12 街、118 社区调解组织", "organisation.committees", 12 + 118 + 3),
    ("青山", "全覆盖", "organisation.coverage", Decimal("100.00")),
    ("青山", "12 街 + 3 行业部门个人品牌工作室", "organisation.studios", 12 + 3),
    ("青山", "排查 5665 次", "screening.rounds", 5665),
    ("青山", "化解 5412 件", "screening.resolved", 5412),
    ("青山", "调解 5412 件", "dispute.concluded", 5412),
    ("青山", "成功率 100%", "dispute.success_rate", Decimal("100.00")),
    ("青山", "法治讲座 1085 场", "publicity.lectures", 1085),
    ("青山", "现场咨询 1842 场", "publicity.consultations/events", 1842),
    ("青山", "宣讲 294 场", "publicity.events[form=preach]", 294),
    ("青山", "资料 9.3 万本", "publicity.leaflets", 93000),
    ("青山", "受众 24 万人次", "publicity.audience", 240000),
    ("青山", "行政复议 96", "review.received", 96),
    ("青山", "应诉 199", "litigation.cases", 199),
    ("青山", "区级首长出庭 77 次", "litigation.head_appeared", 77),
    ("青山", "出庭率 90% 以上", "litigation.head_appearance_rate", Decimal("90.59")),
    ("青山", "文件清理 17", "document.cleared", 17),
    ("青山", "合同审查 95", "document.reviewed/contract", 95),
    ("青山", "意见近 100", "document.opinions", 98),
    ("青山", "案卷评查 65", "entered 案卷评查", 65),
    ("古城", "法律援助 724", "aid.by_kind", 724),
    ("古城", "来访咨询 324 人次", "consultation.visits", 324),
    ("古城", "65 村（社区）一村一法律顾问", "adviser.villages", 65),
    ("古城", "全覆盖", "adviser.coverage", Decimal("100.00")),
    ("古城", "顾问宣传 95 场次", "adviser.talks", 95),
    ("古城", "咨询 800 余人次", "adviser.consultations", 823),
    ("古城", "法律明白人 535 名", "understander.people", 535),
    ("古城", "每村 8 名以上", "understander.fewest", 8),
    ("古城", "培训 13 场次", "understander.trainings/events", 13),
    ("古城", "1000 余人", "understander.trainings/persons", 1026),
    ("古城", "普法活动 820 余场", "publicity.events", 820),
    ("古城", "资料 10 万余份", "publicity.leaflets", 100500),
    ("古城", "直播 4 期", "publicity.livestreams/events", 4),
    ("古城", "观看 3.6 万", "publicity.livestreams/views", 36000),
    ("古城", "点赞 65.2 万", "publicity.livestreams/likes", 652000),
    ("古城", "短视频 157 期", "publicity.videos", 157),
    ("古城", "法治文化阵地第 12 个", "publicity.sites", 12),
    ("古城", "11 乡镇（街道）", "organisation.towns", 11),
    ("古城", "专职人民调解员", "mediator.full_time", 11),
    ("古城", "资金 20 余万元", "entered 专职调解员资金", Decimal("20.6")),
    ("古城", "以案定补", "subsidy.cases", 1),
    ("古城", "补贴金额", "subsidy.amount", 20000),
    ("古城", "个人调解室 2", "organisation.studios[kind=personal]", 2),
    ("古城", "行政复议收 107", "review.received", 107),
    ("古城", "结 76", "review.concluded", 76),
    ("古城", "纠错 32", "review.corrected", 32),
    ("古城", "出庭率 100%", "litigation.head_appearance_rate", Decimal("100.00")),
    ("古城", "文件审查 51", "document.reviewed", 51),
    ("古城", "评查案卷 60 = 18 + 42", "entered 评查案卷", 18 + 42),
    ("古城", "许可案卷 18", "entered 许可案卷", 18),
    ("古城", "处罚案卷 42", "entered 处罚案卷", 42),
    ("古城", "证明事项保留 69", "entered 证明事项保留", 69),
    ("古城", "取消 26", "entered 证明事项取消", 26),
    ("古城", "告知承诺 40", "entered 告知承诺事项", 40),
    ("古城", "办理 13406 件", "entered 告知承诺办理", 13406),
    ("江干", "调解 6068", "dispute.concluded", 6068),
    ("江干", "成功率 99.7%", "dispute.success_rate", Decimal("99.70")),
    ("江干", "金额 2.9 亿元", "dispute.amount", 29_000_000_000),
    ("江干", "法治体检 5052 家", "enterprise.checkups", 5052),
    ("江干", "市场主体 3 万余家", "enterprise.covered", 30120),
    ("江干", "普法活动 1400 余场", "publicity.events", 1406),
    ("江干", "复议案量同比 -34.01%", "entered 复议案量同比", Decimal("-34.01")),
    ("江干", "诉讼 -30.06%", "entered 诉讼案量同比", Decimal("-30.06")),
    ("江干", "纠错率 -7.98%", "entered 纠错率同比", Decimal("-7.98")),
    ("江干", "败诉率 -32.35%", "entered 败诉率同比", Decimal("-32.35")),
    ("江干", "首长出庭率 98.88%", "litigation.head_appearance_rate", Decimal("98.88")),
    ("江干", "同比 +17.69%", "entered 出庭率同比", Decimal("17.69")),
    ("江干", "调解后撤回申请 63", "review.withdrawn", 63),
    ("江干", "督察意见 40 余条", "entered 督察意见", 43),
    ("江干", "备案审查 14", "document.reviewed/filing", 14),
    ("江干", "规范性文件 7", "document.reviewed/normative", 7),
    ("江干", "合同 6", "document.reviewed/contract", 6),
    ("江干", "信息公开 101", "document.reviewed/disclosure", 101),
    ("通辽", "任务 45 项", "entered 年度任务", 45),
    ("通辽", "有期限的", "entered 有期限的任务", 12),
]

# (report, whole, its parts): printed beside each other, and the one is the sum of the others
SUMS = [
    ("孝昌", "document.cleared", 25, {"repealed": 5, "amended": 2, "kept": 18, "lapsed": 0}),
    ("青山", "document.cleared", 17, {"kept": 3, "lapsed": 9, "repealed": 5, "amended": 0}),
    ("古城", "aid.by_kind", 724, {"criminal": 301, "plea": 385, "civil": 38, "admin": 0, "duty": 0}),
    ("古城", "review.corrected", 32, {"illegal": 14, "redo": 18, "revoked": 0, "changed": 0, "perform": 0}),
    ("江干", "document.reviewed", 128, {"filing": 14, "normative": 7, "contract": 6, "disclosure": 101, "decision": 0,
                                       "other": 0}),
]  # fmt: skip
RATES = [
    ("孝昌", "dispute.success_rate", 1304, 1304),
    ("青山", "dispute.success_rate", 5412, 5412),
    ("青山", "litigation.head_appearance_rate", 77, 85),
    ("古城", "adviser.coverage", 65, 65),
    ("江干", "dispute.success_rate", 6050, 6068),
    ("江干", "litigation.head_appearance_rate", 88, 89),
]


# ---------------------------------------------------------------- what goes in


def build(report):
    """The report's county with everything it records and enters."""
    made = SimpleNamespace(unit=make_unit(report), year=YEARS[report], entered={})
    made.actor = make_actor(unit=made.unit)
    PEOPLE.get(report, lambda made: None)(made)
    for slug, count, typed in RECORDS[report]:
        values = {
            key: value.format(made.year) if isinstance(value, str) else value for key, value in typed.items()
        }
        if slug == "disputes":
            add_disputes(made, count, values)
        else:
            add_records(made, slug, count, values)
    add_entered(made, ENTERED[report])
    return made


def add_disputes(made, count, values):
    """Settled cases of the year, written as the register stores them."""
    day = datetime.date(made.year, 3, 10)
    row = {"unit": made.unit, "type": "T02", "source": "S1", "accepted_on": day, "concluded_on": day,
           "outcome": "succeeded", **values}  # fmt: skip
    row |= derived(row)
    insert(Dispute, row, count)


def add_records(made, slug, count, typed, unit=None):
    """One record read as it is typed, rules and all, and stored as often as the report has it."""
    register, unit = REGISTERS[slug], unit or made.unit
    written = records.read(made.actor, register, unit.id, typed, TODAY)
    insert(register.model, written.columns, count)


def insert(model, row, count):
    rows = [row | {"fingerprint": f"{number:032}"} for number in range(count)]
    for start in range(0, count, CHUNK):
        model.insert_many(rows[start : start + CHUNK]).execute()


def add_entered(made, wanted):
    """Defined by the bureau, then filled in on the county's sheet of November."""
    typed = {}
    for name, measure, value, whole in wanted:
        row = {"name": name, "measure": measure, "kind": "stock" if measure == "%" else "flow",
               "reported_by": "county", "whole": made.entered[whole].id if whole else None}  # fmt: skip
        made.entered[name] = entered.define(made.actor, row)
        typed[made.entered[name].id] = Typed(value)
    month = datetime.date(made.year, 11, 1)
    sheet = entered_months.sheet(made.actor, made.unit.id, month)
    assert entered_months.fill(made.actor, made.unit.id, month, typed, sheet.seen, today=TODAY).missing == []


def qingshan(made):
    """12 streets and 118 communities with a committee each, 3 professional ones, 12 + 3 studios."""
    towns = [make_unit(f"第{n}街", made.unit, "subdistrict") for n in range(12)]
    committees = [make_committee(town, "subdistrict") for town in towns]
    committees += [make_committee(made.unit, "social") for _ in range(3)]
    for n in range(118):
        make_committee(make_unit(f"第{n}社区", towns[n % 12], "community"), "community")
    for committee in committees:
        make_studio(committee, kind="brand")


def gucheng(made):
    """11 towns, 65 villages with an adviser and at least 8 understanders each, a subsidy for a case of the year."""
    towns = [make_unit(f"第{n}乡", made.unit) for n in range(11)]
    villages = [make_unit(f"第{n}村", towns[n % 11], "village") for n in range(65)]
    committee = make_committee(towns[0])
    for _ in range(2):
        make_studio(committee, kind="personal")
    for town in towns:
        make_mediator(town, employment="full")
    certified = {"name": "钱七", "certified_on": "2023-07-03"}
    term = {"name": "赵六", "valid_from": f"{made.year}-01-01", "until": f"{made.year}-12-31"}
    for n, village in enumerate(villages):
        add_records(made, "understanders", 8 + (15 if n == 0 else 0), certified, village)
        add_records(made, "advisers", 1, term, village)
    add_disputes(made, 1, {"number": f"〔{made.year}〕人调字第1号"})
    paid = {
        "number": f"〔{made.year}〕人调字第1号",
        "approved_on": f"{made.year}-10-08",
        "grade": "ordinary",
        "amount": "200",
    }
    add_records(made, "subsidies", 1, paid)


PEOPLE = {"青山": qingshan, "古城": gucheng}


# ---------------------------------------------------------------- what comes back


def asked(made, key):
    """The figure behind "key", "key/part", "key[by=row]" or "entered 名称" for the report's year."""
    key, _, part = key.partition("/")
    key, _, row = key.removesuffix("]").partition("[")
    if key.startswith("entered "):
        key = made.entered[key.removeprefix("entered ")].key
    where = (tuple(row.split("=")),) if row else ()
    question = Question(made.unit.id, periods.year(made.year, "12-31"), keys=(key,), where=where)
    figure = evaluate(made.actor, question).total[key]
    return figure.parts[part] if part else figure.value


@pytest.mark.parametrize("report", YEARS)
def test_every_number_of_a_report_comes_back(database, report):
    made = build(report)
    wanted = [(words, key, value) for of, words, key, value in PRINTED if of == report]
    assert wanted
    assert [(words, asked(made, key)) for words, key, _ in wanted] == [
        (words, value) for words, _, value in wanted
    ]
    for of, key, whole, parts in SUMS:
        if of == report:
            told = {part: asked(made, f"{key}/{part}") for part in parts}
            assert (asked(made, key), told, sum(told.values())) == (whole, parts, whole)
    for of, key, above, below in RATES:
        if of == report:
            question = Question(made.unit.id, periods.year(made.year, "12-31"), keys=(key,))
            figure = evaluate(made.actor, question).total[key]
            assert (figure.numerator, figure.denominator) == (above, below)


def test_a_rate_is_never_worked_out_on_the_wrong_base(database):
    """青山 prints 100 %: its base is what was mediated. Against the rounds of screening it would be 95.5 %."""
    made = build("青山")
    assert asked(made, "dispute.success_rate") == 100
    assert ratio(asked(made, "screening.resolved"), asked(made, "screening.rounds"), 1) == Decimal("95.5")
