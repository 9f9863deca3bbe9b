"""A district's whole year in one workbook, from the file to the figures: every number of its yearly report comes back.

The workbook of the sample ledgers is used where they lie beside the source; a small one of the same shape, made here,
always is.
"""

import io
import json
from pathlib import Path

import pytest
from openpyxl import Workbook

SAMPLES = Path(__file__).resolve().parents[2] / "shared" / "ledgers"
UNIT = "古城区"
TOWNS = {"大研街道": ("大研一社区", "大研二社区"), "金江乡": ("金江一村",)}
VILLAGES = [(town, village) for town, villages in TOWNS.items() for village in villages]

KEYS = {
    "legal_aid_cases": "aid.all",
    "recovered_yuan": "aid.recovered",
    "consultations": "consultation.visits",
    "villages": "adviser.all_villages",
    "villages_with_adviser": "adviser.villages",
    "adviser_people": "adviser.people",
    "adviser_talks": "adviser.talks",
    "adviser_consultation_persons": "adviser.consultations",
    "understanders": "understander.people",
    "fewest_understanders_in_a_village": "understander.fewest",
    "trainings": "understander.trainings",
    "publicity_events": "publicity.events",
    "leaflets": "publicity.leaflets",
    "livestreams": "publicity.livestreams",
}


def small_book():
    """Sheets headed as the district heads them, and what its report would say of them."""
    aid = [
        ("认罪认罚法律帮助", "老年人", None),
        ("刑事", "其他", None),
        ("民事", "农民工、老年人", 11606),
        ("民事", "妇女", "3,394元"),
    ]
    people = [(place, number) for place in VILLAGES for number in range(2 if place[1] == "金江一村" else 3)]
    visit = ("大研街道", "大研一社区", "石超", "2024-12-21", "法律咨询", 1, None, 4)
    sheets = {
        "法律援助案件": [
            ("序号", "案号", "案件类别", "申请日期", "批准日期", "指派日期", "结案日期", "受援人", "受援人类别", "承办机构", "承办人", "挽回损失(元)"),
            *((n, f"(2024)援字第{n}号", kind, "2024-01-01", "2024/1/5", "2024年1月8日", "2024-02-04", f"受援{n}", groups, "区法律援助中心", "段军", money)
              for n, (kind, groups, money) in enumerate(aid, 1)),
        ],
        "法律咨询": [
            ("序号", "日期", "咨询人", "咨询事项", "方式", "处理情况"),
            *((n, "2024-02-29", f"朱{n}", "土地", "来访", "已解答") for n in range(1, 6)),
        ],
        "村居法律顾问": [
            ("序号", "乡镇(街道)", "村(社区)", "顾问姓名", "所在单位", "类别", "聘期起", "聘期止", "联系电话"),
            *((n, *place, "石超" if n < 3 else "雷贵", "某某律师事务所", "律师", "2024-01-01", "2024-12-31", f"1200000000{n}")
              for n, place in enumerate(VILLAGES, 1)),
        ],
        "顾问服务台账": [
            ("乡镇(街道)", "村(社区)", "顾问姓名", "服务日期", "服务内容", "人次", "备注", "时长(小时)"),
            visit, visit, (*visit[:3], "2024-09-04", "法治讲座", 20, None, 2),
        ],
        "法律明白人": [
            ("乡镇(街道)", "村(社区)", "姓名", "性别", "身份类别", "证书编号", "认定日期", "状态"),
            *((*place, f"明{n}", "女", "致富能手、人民调解员", f"FLMBR-{place[1]}-{n}", "2023-07-03", "在册") for place, n in people),
        ],
        "法律明白人培训": [("序号", "日期", "主题", "举办地", "参训人次", "学时"), (1, "2024-07-16", "第1期法律明白人培训", "大研街道", 79, 4)],
        "普法活动": [
            ("序号", "日期", "举办地", "活动类别", "发放资料(份)", "受众(人次)"),
            (1, "2024-06-04", "大研街道", "法律进企业", 42, 161), (2, "2024-06-04", "金江乡", "法律进校园", 101, 61),
        ],
        "网络直播": [("序号", "日期", "主办", "主题", "观看人次", "点赞数"), (1, "2024-04-06", "某调解室", "以案说法", 6000, 108667)],
    }  # fmt: skip
    told = {
        "legal_aid_cases": 4, "legal_aid_by_kind": {"刑事": 1, "认罪认罚法律帮助": 1, "民事": 2}, "recovered_yuan": "15000",
        "consultations": 5, "villages": 3, "villages_with_adviser": 3, "adviser_people": 2, "adviser_talks": 1,
        "adviser_consultation_persons": 2, "understanders": 8, "fewest_understanders_in_a_village": 2, "trainings": 1,
        "training_attendance": 79, "publicity_events": 2, "leaflets": 143, "livestreams": 1, "livestream_views": 6000,
        "livestream_likes": 108667, "by_town_understanders": {"大研街道": 6, "金江乡": 2},
        "by_recipient_may_overlap": {"老年人": 2, "其他": 1, "农民工": 1, "妇女": 1},
    }  # fmt: skip
    return saved(sheets), told


def saved(sheets):
    """The bytes of a workbook: a title, a blank line, the headings, the rows."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in [(f"{UNIT}2024年{name}登记台账",), (), *rows]:
            sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def sample_book():
    """The workbook of the sample ledgers and its expected numbers."""
    book = SAMPLES / "gucheng-2024.xlsx"
    if not book.exists():
        pytest.skip("the sample ledgers do not lie beside the source")
    return book.read_bytes(), json.loads((SAMPLES / "gucheng-2024.expected.json").read_text(encoding="utf-8"))


@pytest.fixture(params=[small_book, sample_book], ids=["small", "sample"])
def year(request, app, tmp_path):
    """The workbook taken in once: ask(keys, by) gives figures; .sheets what was said of them, .told the expected."""
    content, told = request.param()
    return Year(app, tmp_path / "全年台账.xlsx", content, told)


class Year:
    def __init__(self, app, path, content, told):
        self.app, self.path, self.told = app, path, told
        path.write_bytes(content)
        self.sheets = self.take_in()

    def take_in(self):
        return self.run("import", "workbook", str(self.path), "--into", UNIT, "--create-units")["sheets"]

    def run(self, *arguments):
        done = self.app.test_cli_runner().invoke(args=[*arguments, "--json"])
        assert done.exit_code == 0, done.output
        return json.loads(done.output)

    def ask(self, *keys, by=""):
        more = ["--by", by] if by else []
        return self.run(
            "figures",
            "--unit",
            UNIT,
            "--from",
            "2024-01-01",
            "--to",
            "2024-12-31",
            "--keys",
            ",".join(keys),
            *more,
        )

    def rows(self, key, by):
        return {row["by"]: row[key]["value"] for row in self.ask(key, by=by)["rows"] if row[key]["value"]}


def test_a_year_comes_back_in_figures(year):
    assert [sheet["sheet"] for sheet in year.sheets if sheet["refused"] or sheet["duplicates"]] == []
    found = {key: figure["value"] for key, figure in year.ask(*KEYS.values())["figures"].items()}
    expected = {key: int(year.told[name]) for name, key in KEYS.items()}
    expected["aid.recovered"] *= 100  # fen
    assert found == expected
    assert year.rows("aid.by_kind", "kind") == year.told["legal_aid_by_kind"]
    assert year.rows("aid.by_recipient", "recipient") == year.told["by_recipient_may_overlap"]
    assert year.rows("understander.people", "unit") == year.told["by_town_understanders"]


def test_what_stands_beside_a_figure_comes_back_too(year):
    figures = year.ask(
        "adviser.coverage", "understander.trainings", "publicity.livestreams", "understander.per_village"
    )["figures"]
    assert figures["adviser.coverage"]["value"] == "100.00"
    assert figures["understander.trainings"]["persons"] == year.told["training_attendance"]
    assert figures["understander.per_village"]["minimum"] == year.told["fewest_understanders_in_a_village"]
    streams = figures["publicity.livestreams"]
    assert (streams["views"], streams["likes"]) == (
        year.told["livestream_views"],
        year.told["livestream_likes"],
    )


def test_the_same_workbook_again_adds_nothing(year):
    assert {sheet["imported"] for sheet in year.take_in()} == {0}
    assert year.ask("aid.all")["figures"]["aid.all"]["value"] == year.told["legal_aid_cases"]
