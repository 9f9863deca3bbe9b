"""`rank …` on the command line: the order as JSON and as lines, and what is refused."""

import json

import pytest

from tests.figures.comparison.ranked import county_of

YEAR = ("--year", "2026", "--key", "dispute.success_rate")


@pytest.fixture
def run(app):
    county_of(("甲镇", 18, 2), ("乙镇", 20, 0), ("丙镇", 9, 0))
    return lambda *more: app.test_cli_runner().invoke(args=["rank", "--unit", "青山县", *more])


def test_the_order_as_json(run):
    found = run(*YEAR, "--json")
    assert found.exit_code == 0, found.stderr
    told = json.loads(found.stdout)
    assert (told["unit"], told["period"], told["key"], told["better"], told["state"]) == (
        "青山县", "2026年", "dispute.success_rate", "higher", "live",
    )  # fmt: skip
    first, second = told["rows"]
    shown = {
        key: first[key] for key in ("place", "unit", "value", "numerator", "denominator", "previous_place")
    }
    assert shown == {
        "place": 1, "unit": "乙镇", "value": "100.00", "numerator": 20, "denominator": 20, "previous_place": None,
    }  # fmt: skip
    assert (second["place"], second["difference"], second["dispute.failed"]) == (2, "-5.92", 2)
    assert second["why"] == "与总体无明显差别"
    assert told["unranked"] == [
        {"unit": "丙镇", "value": "100.00", "numerator": 9, "denominator": 9, "why": "基数过小，不排名"}
    ]
    assert told["whole"] == {"value": "95.92", "numerator": 47, "denominator": 49}


def test_the_order_as_lines(run):
    lines = run(*YEAR).stdout.splitlines()
    assert lines[1].split("\t")[:4] == ["名次", "单位", "调解成功率（%）", "分子/分母"]
    assert [line.split("\t")[:4] for line in lines[2:-1]] == [
        ["1", "乙镇", "100.00", "20/20"],
        ["2", "甲镇", "90.00", "18/20"],
        ["—", "丙镇", "100.00", "9/9"],
        ["", "总体", "95.92", "47/49"],
    ]
    assert lines[-1] == "没有上年同期名次：上年同期没有可以排名的单位。"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--year", "2026", "--key", "dispute.accepted"), "业务设置"),
        (("--year", "2026", "--key", "dispute.share"), "不参加排名"),
        (("--year", "2026", "--key", "nothing"), "没有名为"),
        (("--month", "2026-03", "--key", "dispute.success_rate", "--basis-state", "official"), "没有锁定"),
        (("--month", "2026-03", "--key", "dispute.success_rate", "--basis", "other"), "统计口径"),
    ],
)
def test_what_is_refused_is_said_and_fails(run, options, said):
    found = run(*options)
    assert (found.exit_code, said in found.stderr) == (1, True)
