"""The sentences of the founding reports, from the example ledgers: written equal, checked right, and planted errors found.

The ledgers stand beside the project (../shared/ledgers); without them these tests are skipped.
"""

import datetime
import json
from pathlib import Path

import pytest

from figures import periods
from figures.proofreading import checker
from figures.sentences import writing
from models import Unit
from office import access
from registers.ledger import recognising
from registers.ledger.importing import take_in

LEDGERS = Path(__file__).resolve().parents[2] / "shared" / "ledgers"
TODAY = datetime.date(2026, 11, 20)
BOOKS = {"江干区": ("jianggan-2020.xlsx", "disputes", 2020), "孝昌县": ("xiaochang-2019.xls", "disputes", 2019),
         "古城区": ("gucheng-2024.xlsx", "workbook", 2024)}  # fmt: skip
pytestmark = pytest.mark.skipif(not LEDGERS.is_dir(), reason="the example ledgers are not beside the project")

# place → what is written, and what of it must read so
WRITTEN = {
    "江干区": ("{调结纠纷数}/{调解成功率|1}/{协议涉及金额|亿}", "6068/99.7%/2.9亿元"),
    "孝昌县": ("{调结纠纷数}/{调解成功数}/{调解成功率}", "1304/1304/100%"),
    "古城区": (
        "{法律援助案件数（按类别）}={法律援助案件数（按类别）|分列}/{配备法律顾问的村（社区）数}/{法律明白人人数}/{法律明白人培训(场)}/"
        "{法律明白人培训(参训)|余}/{顾问法治讲座场次}/{顾问解答咨询人次|余}/{发放宣传资料份数|余}/{直播场次(观看)|余}/{直播场次(点赞)|万}/"
        "{来访咨询人次}/{understander.fewest}",
        "724=认罪认罚法律帮助385件、刑事301件、民事38件/65/535/13/1000余/95/820余/10万余/3.6万/65.2万/324/8",
    ),
}
TRUE = {
    "江干区": "今年以来，全区调解矛盾纠纷6068件，调解成功率99.7%（6050/6068），协议涉及金额达2.9亿元。九堡街道调解1032件，丁兰街道607件。"
    "邻里纠纷1263件，占20.8%；法院移送850件。1至11月调结5476件，一季度受理1533件。",
    "孝昌县": "2019年，我县共调处矛盾纠纷１３０４件，成功1304件，成功率达到100%。其中花园镇261件、小悟乡65件。",
    "古城区": "全区办理法律援助724件，其中刑事案件301件、认罪认罚法律帮助385件、民事案件38件；接待来访咨询324人次。"
    "65个村（社区）实现一村一法律顾问，顾问开展法治宣传95场次，解答咨询800余人次。"
    "现有法律明白人535名，每村8名以上，举办培训13场次1000余人。"
    "开展普法活动820余场，发放宣传资料10万余份。网络直播4期，观看3.6万，点赞65.2万。",
}
# place → (text, number, mark, the right figure, part of the reason)
PLANTED = {
    "江干区": [
        ("证明事项由91项压减至39项，压减率65.3%。", "65.3%", "57.1%", "按文中的 91 和 39 重算"),
        ("调解纠纷6068件，成功6050件，成功率99.8%。", "99.8%", "99.7%", "6050÷6068"),
        ("调解成功率100%。", "100%", "99.7%", "还差 18"),
        ("全区调解纠纷6086件。", "6086件", "6068件", "多了 18 件"),
        ("涉案金额3亿余元。", "3亿余元", "29000万元", "比实际大"),
    ],
    "孝昌县": [("调解纠纷1304件，花园镇调解纠纷118件。", "118件", "261件", "与“调结纠纷数”不符")],
    "古城区": [
        ("法律援助724件，其中刑事301件、认罪认罚385件、民事48件。", "48件", "38件", "301＋385＋48＝734"),
        ("清理规范性文件25件，其中废止5件、修改2件、继续有效19件。", "25件", "26件", "5＋2＋19＝26"),
        ("举办法律明白人培训1026场次。", "1026场次", "13场", "计量单位混了"),
        ("法律明白人535名，每村9名以上。", "9名以上", "8人", "不符"),
        ("发放宣传资料11万余份。", "11万余份", "100500份", "应说成 10万余份"),
    ],
}


@pytest.fixture(params=BOOKS)
def place(request, database):
    """A district with its ledger taken in: name, id, year."""
    name = request.param
    file, register, year = BOOKS[name]
    content = (LEDGERS / file).read_bytes()
    take_in(
        access.machine(), file, content, name, create=True, today=TODAY, register=recognising.named(register)
    )
    return name, Unit.get(Unit.name == name).id, year


def test_sentences_are_written_and_checked(place):
    """One import serves all: it is what takes the time."""
    name, unit, year = place
    text, expected = WRITTEN[name]
    made = writing.write(access.machine(), "试写", text, unit, periods.year(year), today=TODAY)
    assert made.text.partition("（数据截至")[0] == expected
    assert checked(TRUE[name], unit, year) == []
    for planted, number, figure, why in PLANTED[name]:
        (found,) = [one for one in checked(planted, unit, year) if one["text"] == number]
        assert (found["mark"], found["figure"]) == ("不符", figure), planted
        assert why in found["why"], planted


def checked(text, unit, year):
    """The numbers that are not right."""
    found = checker.check(access.machine(), text, unit, year, today=TODAY).as_json()["numbers"]
    json.dumps(found, ensure_ascii=False)
    return [one for one in found if one["mark"] != "对"]
