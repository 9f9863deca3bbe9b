"""`sentence` and `check-text` on the command line: JSON for scripts, one line of error otherwise."""

import datetime
import json

import pytest

from tests.make import County, make_dispute


@pytest.fixture
def county(database):
    county = County()
    for month in (2, 3, 3, 9):
        make_dispute(county.towns[0], accepted_on=datetime.date(2020, month, 1), concluded_on=datetime.date(2020, month, 9),
                     outcome="succeeded")  # fmt: skip
    return county


@pytest.fixture
def run(app, county):
    return lambda *arguments: app.test_cli_runner().invoke(args=list(arguments))


def told(run, *arguments):
    done = run(*arguments, "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.output)


@pytest.mark.parametrize(
    ("span", "period", "value"),
    [
        ((), "2020年", 4),
        (("--month", "3"), "2020年3月", 2),
        (("--month", "2020-03"), "2020年3月", 2),
        (("--quarter", "1"), "2020年第一季度", 3),
        (("--half", "2"), "2020年下半年", 1),
    ],
)
def test_a_sentence_of_a_period(run, span, period, value):
    found = told(run, "sentence", "mediation", "--unit", "某某县", "--year", "2020", *span)
    assert (found["name"], found["unit"], found["period"], found["state"]) == (
        "mediation",
        "某某县",
        period,
        "live",
    )
    concluded = next(one for one in found["numbers"] if one["indicator"] == "dispute.concluded")
    assert (concluded["text"], concluded["value"], concluded["unit"]) == (str(value), value, "某某县")
    assert f"调结{value}件" in found["text"]


def test_a_sentence_may_end_on_any_day(run):
    found = told(run, "sentence", "mediation", "--to", "2020-3-8", "--unit", "某某县", "--year", "2020")
    assert found["text"].startswith("2020年（截至3月8日），")
    assert (found["cut_off"], found["numbers"][1]["value"]) == ("2020-03-08", 1)


def test_a_text_file_is_checked(run, tmp_path):
    file = tmp_path / "段落.txt"
    file.write_bytes("全县调解纠纷4件，调解成功5件。".encode("gb18030"))
    found = told(run, "check-text", str(file), "--unit", "某某县", "--year", "2020")
    assert [(one["text"], one["mark"], one["figure"]) for one in found["numbers"]] == [
        ("4件", "对", "4件"),
        ("5件", "不符", "4件"),
    ]
    assert set(found["numbers"][0]) >= {"text", "mark", "indicator", "unit", "period", "figure", "why"}
    assert "不符\t5件\t4件" in run("check-text", str(file), "--unit", "某某县", "--year", "2020").output


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (
            ("sentence", "年终", "--unit", "某某县", "--year", "2020"),
            "没有名为“年终”的工作报告文字，现有：人民调解",
        ),
        (("sentence", "mediation", "--unit", "某某县", "--year", "20"), "“20”不是统计期"),
        (("sentence", "mediation", "--unit", "某某县", "--year", "2020", "--month", "13"), "不是统计期"),
        (
            ("sentence", "mediation", "--unit", "某某县", "--year", "2020", "--month", "1", "--half", "1"),
            "只能写一个",
        ),
        (
            ("sentence", "mediation", "--unit", "某某县", "--year", "2020", "--basis-state", "official"),
            "没有锁定的月报",
        ),
        (
            ("sentence", "mediation", "--unit", "某某县", "--year", "2020", "--to", "2021-01-01"),
            "不在2020年之内",
        ),
        (("check-text", "没有.txt", "--unit", "某某县", "--year", "2020"), "不能打开“没有.txt”"),
        (("check-text", "README.md", "--unit", "外县", "--year", "2020"), "没有名为“外县”的单位"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_line(run, arguments, error):
    done = run(*arguments)
    assert done.exit_code == 1
    assert error in done.output
    assert "Traceback" not in done.output
