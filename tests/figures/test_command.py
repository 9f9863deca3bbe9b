"""`figures` and `export yearly` on the command line: what scripts read."""

import datetime
import json

import openpyxl
import pytest

from office import access, unit_changes
from tests.make import DAY, County, make_committee, make_dispute, make_record, make_studio
from vocab import Outcome

TODAY = datetime.date(2026, 11, 20)
PERIOD = ("--from", "2020-01-01", "--to", "2020-12-31")


@pytest.fixture
def county(database):
    county = County()
    make_dispute(county.towns[0], amount=290000, petition_cases=1, petition_persons=15)
    make_dispute(county.villages[1], outcome=Outcome.FAILED)
    return county


@pytest.fixture
def run(app, county):
    """run(…): exit code, standard output and error of a command."""

    def command(*arguments):
        return app.test_cli_runner().invoke(args=list(arguments))

    return command


def test_figures_are_one_json_object(run):
    found = json.loads(run("figures", "--unit", "某某县", *PERIOD, "--json").stdout)
    assert (found["unit"], found["from"], found["to"], found["basis"]) == (
        "某某县",
        "2020-01-01",
        "2020-12-31",
        "concluded",
    )
    figures = found["figures"]
    assert figures["dispute.accepted"] == {"value": 2}
    assert figures["dispute.success_rate"] == {"value": "50.00", "numerator": 1, "denominator": 2}
    assert figures["dispute.amount"] == {"value": 290000}
    assert figures["dispute.petition_prevented"] == {"value": 1, "cases": 1, "persons": 15}
    assert figures["dispute.satisfaction_rate"]["value"] is None


def test_rows_have_the_same_keys_as_the_whole(run):
    found = json.loads(run("figures", "--unit", "某某县", *PERIOD, "--by", "unit", "--json").stdout)
    assert [row["by"] for row in found["rows"]] == ["城关镇", "东湖乡"]
    assert all(set(row) == {"by", *found["figures"]} for row in found["rows"])


def test_a_row_without_a_case_is_left_out(run, county):
    make_dispute(county.unit, studio=make_studio(make_committee(county.unit), "流动调解工作室"))
    found = json.loads(run("figures", "--unit", "某某县", *PERIOD, "--by", "studio", "--json").stdout)
    assert [row["by"] for row in found["rows"]] == ["流动调解工作室"]


def test_a_merged_unit_is_told_with_its_predecessors_when_asked(run, county):
    old, new = county.towns
    unit_changes.merge(access.machine(), old.id, new.id, 1, TODAY, today=TODAY)
    asked = ("figures", "--unit", "东湖乡", *PERIOD, "--by", "unit", "--keys", "dispute.accepted")
    without, with_them = (
        json.loads(run(*asked, *more, "--json").stdout) for more in ((), ("--with-predecessors",))
    )
    assert (without["figures"]["dispute.accepted"]["value"], without.get("predecessors")) == (1, None)
    assert (with_them["figures"]["dispute.accepted"]["value"], with_them["predecessors"]) == (2, ["城关镇"])
    assert {row["by"] for row in with_them["rows"]} == {"东湖新村", "城关镇（已并入）"}
    assert "含并入前单位" in run(*asked, "--with-predecessors").stdout


def test_one_can_ask_for_some_keys_only(run):
    found = json.loads(
        run("figures", "--unit", "某某县", *PERIOD, "--keys", "dispute.failed", "--json").stdout
    )
    assert found["figures"] == {"dispute.failed": {"value": 1}}


def test_without_json_it_is_a_table_to_read(run):
    told = run("figures", "--unit", "某某县", *PERIOD, "--by", "type").stdout
    assert "邻里纠纷" in told
    assert "合计" in told


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--unit", "没有县", *PERIOD), "没有县"),
        (("--unit", "某某县", "--from", "2020-02-30", "--to", "2020-12-31"), "--from"),
        (("--unit", "某某县", "--from", "2020-12-31", "--to", "2020-01-01"), "截止日期"),
        (("--unit", "某某县", *PERIOD, "--by", "colour"), "colour"),
        (("--unit", "某某县", *PERIOD, "--keys", "dispute.nothing"), "dispute.nothing"),
        (
            ("--unit", "某某县", *PERIOD, "--keys", "aid.all,dispute.accepted", "--by", "kind"),
            "dispute.accepted",
        ),
        (("--unit", "某某县", *PERIOD, "--basis", "today"), "口径"),
    ],
)
def test_what_cannot_be_asked_is_told_on_stderr(run, arguments, words):
    result = run("figures", *arguments, "--json")
    assert result.exit_code == 1
    assert words in result.stderr
    assert result.stdout == ""


def test_the_yearly_workbook_is_written(run, tmp_path):
    target = tmp_path / "年报.xlsx"
    result = run(
        "export", "yearly", "--unit", "某某县", "--year", str(DAY.year), "--out", str(target), "--json"
    )
    assert json.loads(result.stdout)["cases"] == 2
    assert openpyxl.load_workbook(target).sheetnames[0] == "汇总"


def test_a_workbook_that_cannot_be_written_is_told(run, tmp_path):
    target = tmp_path / "没有" / "年报.xlsx"
    result = run("export", "yearly", "--unit", "某某县", "--year", "2020", "--out", str(target))
    assert (result.exit_code, "不能写入" in result.stderr) == (1, True)


def test_keys_of_several_registers_are_one_answer(run, county):
    make_record(
        "legal_aid", county.towns[0], kind="plea", name="试", state="applied", counts_on=DAY, persons=1
    )
    asked = ("--keys", "aid.all,aid.accepted,adviser.coverage", "--by", "unit")
    found = json.loads(run("figures", "--unit", "某某县", *PERIOD, *asked, "--json").stdout)
    assert found["figures"] == {
        "aid.all": {"value": 1},
        "aid.accepted": {"value": 0},
        "adviser.coverage": {"value": "0.00", "numerator": 0, "denominator": 2},
    }
    assert [row["by"] for row in found["rows"]] == ["城关镇", "东湖乡"]


def test_a_breakdown_names_its_rows(run, county):
    make_record(
        "legal_aid", county.towns[0], kind="plea", name="试", state="applied", counts_on=DAY, persons=1
    )
    found = json.loads(
        run("figures", "--unit", "某某县", *PERIOD, "--keys", "aid.all", "--by", "kind", "--json").stdout
    )
    assert found["rows"] == [{"by": "认罪认罚法律帮助", "aid.all": {"value": 1}}]


def test_all_prints_every_register(run):
    found = json.loads(run("figures", "--unit", "某某县", *PERIOD, "--all", "--json").stdout)["figures"]
    assert {"dispute.accepted", "aid.accepted", "mediator.people", "entered.any"} <= set(found)
    assert "普法活动场次" in run("figures", "--unit", "某某县", *PERIOD, "--all").stdout


def test_indicators_are_listed(run):
    found = {one["key"]: one for one in json.loads(run("indicators", "--json").stdout)["indicators"]}
    one = found["aid.by_recipient"]
    assert (one["kind"], one["unit"], one["breakdowns"]) == ("flow", "件", ["recipient"])
    assert found["adviser.people"]["kind"] == "stock"
    assert found["dispute.success_rate"]["unit"] == "%"
    assert "法律明白人人数" in run("indicators").stdout
    assert found["compare.cumulative"]["kind"] == "derived"
    assert "dispute.concluded" in found["compare.cumulative"]["of"]
    assert "mediator.people" not in found["compare.cumulative"]["of"]


def test_the_yearly_workbook_says_from_which_books_it_is(run, tmp_path):
    out = tmp_path / "年度.xlsx"
    asked = ("export", "yearly", "--unit", "某某县", "--year", "2020", "--out", str(out))
    assert run(*asked, "--basis-state", "live", "--with-predecessors").exit_code == 0
    assert "实时（截止 2020-12-31）" in openpyxl.load_workbook(out)["分乡镇"]["A2"].value
    missing = run(*asked, "--basis-state", "official")
    assert missing.exit_code == 1
    assert "没有锁定的月报" in missing.stderr
    assert "official" in run(*asked, "--basis-state", "best").stderr


def test_indicators_have_an_edition(run):
    found = json.loads(run("indicators", "--json").stdout)["indicators"]
    assert all(len(one["edition"]) == 12 for one in found)
