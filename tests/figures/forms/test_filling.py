"""Official tables filled from records: rows, columns, sums, and the balance rules on random records."""

import datetime
import random

import pytest

import db
from figures import periods
from figures.evaluator import Question, evaluate
from figures.forms import balancing, telling
from figures.forms.catalogue import FORMS, named
from figures.forms.defining import Spread
from figures.forms.filling import Filled
from figures.indicators import counted
from models import Committee, EnteredIndicator, EnteredValue, Mediator, Term
from office import access, settings, unit_changes
from office.errors import Rejected
from tests.figures.forms.filled import TODAY, YEAR, column, fill, texts
from tests.make import County, make_actor, make_dispute, make_mediator, make_record
from tests.records import scatter_everything
from vocab import AFTERMATHS, PREVENTIONS, Outcome

DAY = datetime.date(2020, 3, 10)


@pytest.fixture
def county(database):
    return County()


@pytest.fixture
def four(county):
    """Four cases of the county itself and of its towns, each of another sort, and one of a village."""
    first, second = county.towns
    make_dispute(county.unit, source="S3", party_count=3, form="oral", amount=1_234_500)
    make_dispute(first, type="T10", source="S31", committee=county.committees[0], form="written", amount=99)
    make_dispute(first, type="T11", source="S33", outcome=Outcome.FAILED, difficulty="D3")
    make_dispute(second, type="T01", aftermath="changed", crime_cases=1, crime_persons=4, performance="done")
    make_dispute(
        county.villages[0], committee=county.committees[1], aftermath="sued", confirmation_result="valid"
    )
    return county


def test_the_row_of_each_unit_and_the_total(four):
    filled = fill("cases")
    assert column(filled, 0, "total") == {"本级": "1", "城关镇": "3", "东湖乡": "1", "合计": "5"}
    assert column(filled, 0, "succeeded") == {"本级": "1", "城关镇": "2", "东湖乡": "1", "合计": "4"}
    assert column(filled, 0, "parties")["本级"] == "3"
    assert column(filled, 0, "amount") == {"本级": "1.23", "城关镇": "0.00", "东湖乡": "0.00", "合计": "1.23"}


def test_a_parent_source_is_the_sum_of_its_children_and_is_never_added(four):
    total = texts(fill("cases"))
    assert [total[f"sources:{code}"] for code in ("S1", "S2", "S3")] == ["2", "0", "3"]
    assert [total[f"sources:S3>{code}"] for code in ("S31", "S32", "S33", "S3")] == ["1", "0", "1", "1"]


def test_cases_without_a_committee_have_a_column_of_their_own(four):
    total = texts(fill("cases"))
    assert (total["bodies:township"], total["bodies:village"], total["bodies:"]) == ("1", "1", "3")


def test_the_15_types_are_the_18_folded(four):
    leaves, parents = texts(fill("cases")), texts(fill("cases-15"))
    assert (leaves["types:T10"], leaves["types:T11"], parents["types:P10"]) == ("1", "1", "2")
    assert sum(int(text) for name, text in leaves.items() if name.startswith("types:")) == 5
    assert [len(fill(name).sheets[1].columns) for name in ("cases", "cases-15")] == [20, 17]


def test_screening_prevention_and_aftermath(four):
    make_record("screening", four.towns[0], held_on=DAY, rounds=3, found=2, prevented=1)
    total = texts(fill("cases"))
    assert (total["rounds"], total["prevented"]) == ("3", "1")
    assert (total["crime_cases"], total["crime_persons"]) == ("1", "4")
    assert [total[name] for name in ("sued", "upheld", "overturned", "confirmed")] == ["2", "0", "1", "1"]


def test_the_basis_decides_which_cases_are_counted(county):
    make_dispute(county.towns[0], accepted_on=datetime.date(2019, 12, 25), party_count=2)
    make_dispute(
        county.towns[0], accepted_on=datetime.date(2020, 12, 30), outcome=Outcome.PENDING, party_count=5
    )
    concluded, accepted = (texts(fill("cases", basis=basis)) for basis in ("concluded", "accepted"))
    assert (concluded["total"], concluded["parties"], concluded["succeeded"]) == ("1", "2", "1")
    assert (accepted["total"], accepted["parties"], accepted["succeeded"]) == ("1", "5", "0")


def test_the_columns_have_their_units_and_numbers(four):
    sheets = fill("cases").sheets
    assert sheets[0].units[:5] == ["件", "人", "件", "件", "万元"]
    assert sheets[2].units[:4] == ["次", "件", "件", "人"]
    assert [number for sheet in sheets for number in sheet.numbers][-1] == str(
        sum(len(s.columns) for s in sheets)
    )


def test_the_composition_has_two_levels(four):
    filled = fill("composition")
    types, sources = column(filled, 0, "total"), column(filled, 1, "share")
    assert (types["劳动争议"], types["其中：拖欠农民工工资纠纷"], types["其中：其他劳动争议纠纷"]) == (
        "2",
        "1",
        "1",
    )
    assert "其中：邻里纠纷" not in types  # a parent with one leaf needs no second line
    assert (sources["主动调解"], sources["接受委托移送"], sources["其中：法院"]) == (
        "40.0%",
        "60.0%",
        "20.0%",
    )
    assert sources["合计"] == "100.0%"


def test_a_retired_type_is_printed_only_where_it_held(four):
    Term.update(valid_to=datetime.date(2019, 1, 1)).where(Term.code == "T17").execute()
    assert "types:T17" not in texts(fill("cases"))
    assert "types:T17" in texts(fill("cases", period=periods.year(2018)))
    make_dispute(four.towns[0], type="T17")
    assert texts(fill("cases"))["types:T17"] == "1"


def test_funds_are_taken_from_what_is_filled_in_under_their_names(county):
    assert texts(fill("organisation"))["guidance"] == "—"
    one = EnteredIndicator.create(key="entered.7", name="人民调解工作指导经费", measure="万元")
    EnteredValue.create(
        unit=county.unit, indicator=one, month=DAY.replace(day=1), amount=1250, fingerprint="f"
    )
    filled = fill("organisation")
    assert texts(filled)["guidance"] == "12.50"
    assert texts(filled)["committee_funds"] == "—"
    assert filled.sheets[2].units[0] == "万元"


def test_table_one_counts_bodies_and_people(county):
    total = texts(fill("organisation"))
    assert (total["committees"], total["kinds:township"], total["kinds:village"]) == ("3", "1", "1")
    assert (total["people"], total["employment:part"], total["education:"], total["women"]) == (
        "2",
        "2",
        "2",
        "0",
    )


def test_minorities_are_those_known_not_to_be_han_and_the_note_tells_of_the_others(county):
    """A person on two rolls is one; whom no group of the 56 fits is counted with the minorities, as in the census."""
    first, second = county.towns
    for unit, group, same in (
        (first, "01", None),
        (first, "06", "a"),
        (second, "06", "a"),
        (second, "97", None),
    ):
        make_mediator(unit, ethnic_group=group, id_index=same)
    filled = fill("organisation")
    assert column(filled, 1, "minorities") == {"城关镇": "1", "东湖乡": "2", "合计": "2"}
    assert texts(filled)["people"] == "5"
    assert filled.notes[-1] == "期末在册的调解员中有 2 名没有登记民族，不计入“其中：少数民族”。"
    assert telling.as_json(filled)["notes"] == filled.notes
    detail = Question(None, YEAR, by=("ethnic_group",), keys=("mediator.by_attribute",))
    groups = evaluate(access.machine(), detail).rows()
    assert {line.label: line["mediator.by_attribute"].value for line in groups} == {
        "汉族": 1, "苗族": 1, "其他（未识别）": 1, "未填": 2
    }  # fmt: skip
    Mediator.update(ethnic_group="01").where(Mediator.ethnic_group.is_null()).execute()
    assert fill("organisation").notes == list(named("organisation").notes)


@pytest.mark.parametrize(
    "period", [periods.month(2020, 3), periods.quarter(2020, 1), periods.half(2020, 2), YEAR,
               periods.between(datetime.date(2020, 2, 10), datetime.date(2020, 11, 20))],
    ids=lambda period: period.label,
)  # fmt: skip
@pytest.mark.parametrize("basis", ["concluded", "accepted"])
def test_the_balance_rules_hold_for_random_cases(county, period, basis):
    county.scatter(150, seed=period.start.month)
    lot = random.Random(5)
    with db.transaction():
        for _ in range(60):
            case_of(lot, county)
    filled = fill("cases", period=period, basis=basis)
    found = balancing.findings(filled)
    assert len(found) == len(named("cases").balances)
    assert [one for one in found if not one.holds] == []
    assert int(texts(filled)["total"]) > 3


def case_of(lot, county):
    """A case with prevention items and an aftermath."""
    prevented = {}
    for key in PREVENTIONS:
        cases = lot.choice([0, 0, 1, 2])
        prevented |= {f"{key}_cases": cases, f"{key}_persons": cases * lot.randrange(1, 6)}
    day = datetime.date(2020, 1, 1) + datetime.timedelta(days=lot.randrange(330))
    make_dispute(lot.choice(county.units), accepted_on=day, source=lot.choice(["S1", "S2", "S3", "S31", "S34"]),
                 aftermath=lot.choice([None, *AFTERMATHS]), form=lot.choice([None, "oral", "written"]),
                 committee=lot.choice(county.committees), **prevented)  # fmt: skip


def test_a_rule_that_does_not_hold_names_its_rows(county):
    make_dispute(county.towns[0], crime_cases=2, crime_persons=1)
    broken = [one for one in balancing.findings(fill("cases")) if not one.holds]
    assert [one.words for one in broken] == ["防止民转刑：件数为0则人数为0，人数不少于件数"]
    assert broken[0].broken == (("城关镇", 2, 1), ("合计", 2, 1))


@pytest.mark.parametrize("name", FORMS)
def test_counts_add_up_to_the_total_whatever_the_records(county, name):
    """Only what a person types can break a rule: no row is lost between the units and the total."""
    county.scatter(80)
    scatter_everything(county, 10)
    words = {one.words for one in balancing.findings(fill(name)) if not one.holds}
    assert not [word for word in words if word.startswith("合计")]
    typed = {"接通≤来电", "满意≤评价", "合格人数≤参考人数"}
    assert words <= typed | {one.words for one in named(name).balances if one.words == "受理案件≤受援人数"}


@pytest.mark.parametrize("name", ["cases", "composition", "legal-aid", "publicity", "platforms"])
def test_a_table_of_nothing_is_a_line_of_noughts(county, name):
    filled = fill(name, period=periods.year(1990))
    for sheet in filled.sheets:
        assert sheet.columns
        assert {cell.text for cell in sheet.total[1]} <= {"0", "0.00", "0.0", "—", "0.00%"}


@pytest.mark.parametrize("name", FORMS)
def test_more_records_need_no_more_queries(county, name, counting):
    def asked():
        with counting() as statements:
            assert fill(name).sheets
        return len(statements)

    county.scatter(5)
    scatter_everything(county, 3)
    few = asked()
    county.scatter(60, seed=2)
    assert asked() <= few + 1  # the names of units that only now have records
    assert few <= 25


def test_every_table_names_its_columns_once_and_its_rules_know_them(county):
    county.scatter(40)
    for form in FORMS.values():
        columns = [
            one
            for sheet in fill(form).sheets[: 1 if form.name == "composition" else None]
            for one in sheet.columns
        ]
        names = [one.name for one in columns]
        assert len(names) == len(set(names)), form.name
        known = {*names, *(one.group for one in columns)}
        assert {name for rule in form.balances for name in (*rule.left, *rule.right)} <= known, form.name
        assert {one.of for one in columns} - {""} <= known, form.name


def test_a_column_of_one_of_several_numbers_is_none_of_a_sum():
    """The list behind a sum tells the sum: its parts are rows of a breakdown, or figures of their own."""
    for form in FORMS.values():
        for one in form.every_column():
            slots = one.slots if isinstance(one, Spread) else (one.slot and one.slot != "minimum")
            if slots:
                assert not counted(one.of_basis("concluded")).added, (form.name, one.name)


def test_numbers_of_tables_are_given_once():
    numbers = [form.number for form in FORMS.values()]
    assert len(set(numbers)) == len(numbers)
    assert all(0 < number < 32 for number in numbers)


def test_an_unknown_table_is_refused_with_those_that_there_are():
    with pytest.raises(Rejected) as caught:
        named("月饼")
    assert "cases（人民调解案件情况统计表）" in str(caught.value)
    assert named("人民调解案件情况统计表").name == "cases"


def test_a_township_fills_its_own_villages_and_sees_no_other(four):
    actor = make_actor("township", four.towns[0])
    assert column(fill("cases", actor=actor), 0, "total") == {"本级": "2", "城关新村": "1", "合计": "3"}


def test_what_a_table_says_of_itself(four):
    settings.put("basis", "concluded")
    facts = dict(fill("cases", period=periods.quarter(2020, 1)).facts)
    assert facts["填报单位"] == "某某县"
    assert facts["统计期间"] == "2020年第一季度（2020-01-01至2020-03-31）"
    assert (facts["统计口径"], facts["数据状态"]) == ("按结案日期", "实时")
    assert "统计口径" not in dict(fill("publicity").facts)
    open_year = Filled(
        fill("cases").actor, named("cases"), fill("cases").question, today=datetime.date(2020, 5, 1)
    )
    assert dict(open_year.facts)["数据截止"] == "2020-05-01"


def test_a_unit_that_was_merged_in_is_counted_where_it_is_asked_for(county):
    make_dispute(county.towns[1])
    first, second = county.towns
    unit_changes.merge(access.machine(), second.id, first.id, 1, datetime.date(2020, 6, 1), today=TODAY)
    alone = texts(fill("cases", county.towns[0]))["total"]
    both = fill("cases", county.towns[0], predecessors=True)
    assert (alone, texts(both)["total"]) == ("0", "1")
    assert "东湖乡" in dict(both.facts)["填报单位"]


def test_committees_of_a_trade_are_the_professional_ones(county):
    Committee.update(trade="H01").where(Committee.id == county.committees[2].id).execute()
    assert texts(fill("organisation"))["professional"] == "1"
