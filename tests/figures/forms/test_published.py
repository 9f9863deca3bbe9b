"""Tables that were published come out of the official tables to the digit: 黄石 2016-08 and the yearbooks (domain: 11)."""

import datetime
import json
from decimal import Decimal
from pathlib import Path

import pytest

import db
from figures import periods
from figures.definitions.dispute import BASE
from figures.forms import balancing
from figures.forms.defining import TYPES, Column, Form, Part
from models import Dispute, Term, Unit
from office import access
from registers.ledger.importing import take_in
from tests.figures.forms.filled import TODAY, column, fill, texts
from tests.make import make_unit

LEDGERS = Path(__file__).resolve().parents[4] / "shared" / "ledgers"
AUGUST = periods.month(2016, 8)
HUANGSHI = (
    "婚姻家庭 160 18.4 · 邻里 278 32.0 · 房屋宅基地 67 7.7 · 合同 44 5.1 · 生产经营 31 3.6 · 损害赔偿 76 8.7 · 山林土地 18 2.1 · "
    "征地拆迁 28 3.2 · 环境污染 4 0.5 · 劳动争议 13 1.5 · 消费 7 0.8 · 医疗 55 6.3 · 道路交通事故 33 3.8 · 物业 1 0.1 · 其他 54 6.2"
)


@pytest.fixture
def huangshi(database):
    """The city's month, imported from its districts' ledgers."""
    if not LEDGERS.is_dir():
        pytest.skip("the example ledgers are not beside the project")
    content = (LEDGERS / "huangshi-2016-08.xlsx").read_bytes()
    take_in(access.machine(), "huangshi-2016-08.xlsx", content, "黄石市", create=True, today=TODAY)
    return Unit.get(Unit.name == "黄石市")


def published():
    """Type → count and share, as printed."""
    rows = [row.split() for row in HUANGSHI.split(" · ")]
    return {name: (count, f"{share}%") for name, count, share in rows}


def test_huangshi_comes_out_to_the_digit(huangshi):
    """One import, every table: types and sources with their shares, the official table with 18 and 15 types."""
    check_types(fill("composition", huangshi, AUGUST))
    check_sources(fill("composition", huangshi, AUGUST))
    totals = json.loads((LEDGERS / "huangshi-2016-08.expected.json").read_text(encoding="utf-8"))
    for name in ("cases", "cases-15"):
        check_official(fill(name, huangshi, AUGUST), totals)
    check_leaves(fill("cases", huangshi, AUGUST), totals)
    rate = Column("rate", ("调解成功率",), "dispute.success_rate", places=1)
    form = Form(30, "rate", "调解成功率", "", (Part("一、成功率", (rate,)),))
    assert texts(fill(form, huangshi, AUGUST)) == {"rate": "96.9%"}


def check_types(filled):
    counts, shares = column(filled, 0, "total"), column(filled, 0, "share")
    wanted = published()
    assert {name: (counts[name], shares[name]) for name in wanted} == wanted
    parents = {name for name in counts if not name.startswith("其中") and name != "合计"}
    assert parents == set(wanted)
    assert (counts["合计"], shares["合计"]) == ("869", "100.0%")


def check_sources(filled):
    counts, shares = column(filled, 1, "total"), column(filled, 1, "share")
    names = ("主动调解", "依申请调解", "接受委托移送")
    assert [(counts[name], shares[name]) for name in names] == [
        ("455", "52.4%"),
        ("378", "43.5%"),
        ("36", "4.1%"),
    ]
    below = ("法院", "检察院", "公安机关", "信访部门", "其他部门")
    assert [counts[f"其中：{name}"] for name in below] == ["16", "0", "14", "6", "0"]


def check_official(filled, totals):
    total = texts(filled)
    assert (total["total"], total["succeeded"], total["amount"]) == ("869", "842", "2873.80")
    assert (total["oral"], total["written"]) == (
        str(totals["by_form"]["口头"]),
        str(totals["by_form"]["书面"]),
    )
    assert (total["performed"], total["confirmed"]) == (
        str(totals["performed"]),
        str(totals["judicially_confirmed"]),
    )
    assert [total[f"sources:{code}"] for code in ("S1", "S2", "S3")] == ["455", "378", "36"]
    units = column(filled, 0, "total")
    assert {unit: int(count) for unit, count in units.items() if unit != "合计"} == totals["by_unit"]
    assert [one for one in balancing.findings(filled) if not one.holds] == []


def check_leaves(filled, totals):
    sheet = filled.sheets[1]
    found = {
        one.headings[-1]: int(cell.text)
        for one, cell in zip(sheet.columns, sheet.total[1], strict=True)
        if one.group == "types"
    }
    assert found == totals["by_type"]


# ---------------------------------------------------------------- yearbooks

FAMILY = ("婚姻", "继承", "赡养、抚养", "其他家庭纠纷")
GROUPS = ("房屋、宅基地", "债务", "生产、经营", "邻里关系", "损害、赔偿", "其他纠纷")
# So many cases have, to the last digit, the shares that the yearbook prints of five millions.
CASES = {
    1999: ((1099, 343, 471, 521), (682, 608, 670, 967, 490, 715)),
    2000: ((1362, 432, 609, 645), (832, 705, 775, 1156, 570, 774)),
}
SHARES = {
    1999: ("37.07", ("16.74", "5.22", "7.17", "7.93"), ("10.39", "9.26", "10.20", "14.73", "7.46", "10.89")),
    2000: ("38.78", ("17.33", "5.50", "7.75", "8.21"), ("10.59", "8.97", "9.86", "14.71", "7.25", "9.85")),
}
YEARBOOK = Form(
    31,
    "yearbook",
    "调解民间纠纷分类",
    "",
    (
        Part(
            "一、分类",
            (Column("total", ("件数",), BASE), Column("share", ("占比",), "dispute.share", places=2)),
            TYPES,
            "类别",
        ),
    ),
)


@pytest.fixture
def old_list(database):
    """The list of the yearbooks before 2010, in force until then; the present one begins after it."""
    change = datetime.date(2010, 1, 1)
    Term.update(valid_from=change).where(Term.list.in_(["type", "type15"])).execute()
    Term.create(code="Q1", list="type15", name="家庭纠纷", position=100, valid_to=change)
    for place, name in enumerate(FAMILY, 1):
        Term.create(
            code=f"Q1{place}", list="type", name=name, parent="Q1", position=100 + place, valid_to=change
        )
    for place, name in enumerate(GROUPS, 2):
        Term.create(code=f"Q{place}", list="type15", name=name, position=100 + place, valid_to=change)
        Term.create(code=f"Q{place}0", list="type", name=f"{name}类", parent=f"Q{place}", position=110 + place,
                    valid_to=change)  # fmt: skip
    return make_unit("全国")


def generate(unit, year, counts):
    """So many settled cases of each type, spread over a year."""
    first = datetime.date(year, 1, 1)
    fields = ("unit", "type", "source", "accepted_on", "concluded_on", "outcome", "fingerprint")
    rows = []
    for type_, count in counts.items():
        for number in range(count):
            day = first + datetime.timedelta(days=number % 360)
            rows.append((unit.id, type_, "S1", day, day, "succeeded", f"{year}{type_}{number}"))
    now = datetime.datetime(2026, 1, 1)
    left = db.defaults_of(Dispute, fields)
    fields, rows = (*fields, "entered_at", "changed_at"), [(*row, now, now) for row in rows]
    db.bulk_insert(Dispute, fields, rows, left)


@pytest.mark.parametrize("year", CASES)
def test_a_yearbook_before_2010_comes_out_on_two_levels(old_list, year):
    family, groups = CASES[year]
    generate(old_list, year, {f"Q1{place}": count for place, count in enumerate(family, 1)})
    generate(old_list, year, {f"Q{place}0": count for place, count in enumerate(groups, 2)})
    filled = fill(YEARBOOK, old_list, periods.year(year))
    whole, children, others = SHARES[year]
    wanted = [
        ("家庭纠纷", sum(family), whole),
        *(
            (f"其中：{name}", count, share)
            for name, count, share in zip(FAMILY, family, children, strict=True)
        ),
        *zip(GROUPS, groups, others, strict=True),
        ("合计", sum(family) + sum(groups), "100.00"),
    ]
    counts, shares = column(filled, 0, "total"), column(filled, 0, "share")
    assert [(row, int(counts[row]), shares[row]) for row in counts] == [(r, n, f"{s}%") for r, n, s in wanted]
    assert [one for one in balancing.findings(filled) if not one.holds] == []


OF_WHICH = {
    2010: (315, {"T01": 60, "T03": 22, "T02": 67, "T06": 24}, ("19.0", "7.0", "21.3", "7.6")),
    2011: (406, {"T01": 80, "T03": 28, "T02": 93, "T06": 33}, ("19.7", "6.9", "22.9", "8.1")),
}


@pytest.mark.parametrize("year", OF_WHICH)
def test_a_yearbook_after_2010_prints_parts_that_do_not_make_the_whole(database, year):
    unit = make_unit("全国")
    whole, parts, printed = OF_WHICH[year]
    generate(unit, year, parts | {"T18": whole - sum(parts.values())})
    filled = fill("composition", unit, periods.year(year))
    counts, shares = column(filled, 0, "total"), column(filled, 0, "share")
    names = ("婚姻家庭", "房屋宅基地", "邻里", "损害赔偿")
    assert [(counts[name], shares[name]) for name in names] == [
        (str(count), f"{share}%") for count, share in zip(parts.values(), printed, strict=True)
    ]
    assert counts["合计"] == str(whole)
    assert sum(Decimal(share) for share in printed) < 100
