"""`table …` on the command line: JSON, text, workbook, document."""

import json
from pathlib import Path

import pytest

from tests.figures.forms.closing import close
from tests.make import County, make_dispute
from tests.printed import of_document, of_json, of_workbook, without_heads

MARCH = ("--month", "2020-03")


@pytest.fixture
def county(database):
    county = County()
    make_dispute(county.towns[0], committee=county.committees[0])
    return county


@pytest.fixture
def run(app, county):
    return lambda *arguments: app.test_cli_runner().invoke(args=["table", *arguments])


@pytest.fixture
def told(run):
    def command(*arguments):
        found = run(*arguments, "--json")
        assert found.exit_code == 0, found.stderr
        return json.loads(found.stdout)

    return command


def test_a_table_as_json(told):
    found = told("cases", "--unit", "某某县", *MARCH)
    assert (found["title"], found["unit"], found["from"], found["to"]) == (
        "某某县人民调解案件情况统计表",
        "某某县",
        "2020-03-01",
        "2020-03-31",
    )
    assert (found["period"], found["basis"], found["state"], found["paper"]) == (
        "2020年3月",
        "concluded",
        "live",
        None,
    )
    first = found["parts"][0]
    assert first["columns"][0] == {"name": "total", "headings": ["调解案件总数"], "unit": "件", "of": None}
    assert first["total"][:5] == [1, 0, 1, 0, "0.00"]
    assert all(rule["holds"] for rule in found["balances"])


@pytest.mark.parametrize(
    "days",
    [
        ("--quarter", "2020-Q1"),
        ("--half", "2020-H1"),
        ("--year", "2020"),
        ("--from", "2020-03-01", "--to", "2020-03-31"),
    ],
)
def test_every_way_to_name_a_period(told, days):
    assert told("人民调解案件情况统计表", "--unit", "某某县", *days)["parts"][0]["total"][0] == 1


@pytest.mark.parametrize(("kind", "read"), [("xlsx", of_workbook), ("docx", of_document)])
def test_a_file_says_what_the_json_says(told, tmp_path, kind, read):
    target = tmp_path / f"table.{kind}"
    found = told("cases-15", "--unit", "某某县", *MARCH, "--out", str(target))
    assert found["file"] == str(target)
    assert without_heads(read(Path(found["file"]).read_bytes())) == without_heads(of_json(found))


def test_the_official_table_has_its_code(county, told):
    close(county, "2020-03")
    make_dispute(county.towns[0])
    official = told("cases", "--unit", "某某县", *MARCH, "--basis-state", "official")
    assert official["parts"][0]["total"][0] == 1
    assert official["paper"]["revision"] == 1
    assert len(official["paper"]["code"]) == 14
    assert told("cases", "--unit", "某某县", *MARCH, "--revision", "1") == official
    assert told("cases", "--unit", "某某县", *MARCH)["parts"][0]["total"][0] == 2


def test_a_table_as_text(run):
    found = run("cases", "--unit", "某某县", *MARCH)
    assert found.exit_code == 0
    assert "某某县人民调解案件情况统计表" in found.stdout
    assert "调解案件总数\t件\t1\t0\t1" in found.stdout
    assert "实时，未封存，无验证码。" in found.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("moon", "--unit", "某某县", *MARCH), "没有名为“moon”的统计表"),
        (("cases", "--unit", "某某县"), "--from"),
        (("cases", "--unit", "某某县", *MARCH, "--year", "2020"), "期间只能用一种写法"),
        (("cases", "--unit", "某某县", "--month", "2020-13"), "不是统计期"),
        (("cases", "--unit", "无此县", *MARCH), "没有名为“无此县”的单位"),
        (("cases", "--unit", "某某县", *MARCH, "--basis-state", "official"), "还没有锁定的月报"),
        (("cases", "--unit", "某某县", *MARCH, "--basis", "x"), "统计口径"),
        (("cases", "--unit", "某某县", *MARCH, "--out", "/tmp/table.pdf"), ".xlsx 或 .docx"),
        (("cases", "--unit", "某某县", *MARCH, "--out", "/nowhere/table.xlsx"), "不能写入"),
    ],
)
def test_what_cannot_be_done_is_told_in_words(run, arguments, words):
    found = run(*arguments)
    assert found.exit_code == 1
    assert words in found.stderr


def test_nothing_is_written_when_it_fails(run, tmp_path):
    target = tmp_path / "table.xlsx"
    assert run("moon", "--unit", "某某县", *MARCH, "--out", str(target)).exit_code == 1
    assert not target.exists()
