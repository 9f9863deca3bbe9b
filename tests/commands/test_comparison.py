"""`compare` on the command line: JSON and text, every way to name a period, what is refused."""

import datetime
import json

import pytest

from tests.make import County, make_dispute


@pytest.fixture
def run(app, database):
    county = County()
    for day, count in (("2019-03-09", 20), ("2020-02-09", 16), ("2020-03-09", 17)):
        date = datetime.date.fromisoformat(day)
        for _ in range(count):
            make_dispute(county.towns[0], accepted_on=date, concluded_on=date)
    return lambda *arguments: app.test_cli_runner().invoke(args=["compare", "--unit", "某某县", *arguments])


def test_the_same_in_json_and_in_words(run):
    asked = ("--month", "2020-03", "--keys", "dispute.concluded", "--by", "unit")
    found = run(*asked, "--json")
    assert found.exit_code == 0, found.stderr
    told = json.loads(found.stdout)
    assert (told["unit"], told["period"], told["from"], told["to"]) == (
        "某某县", "2020年3月", "2020-03-01", "2020-03-31",
    )  # fmt: skip
    (figure,) = told["total"]["figures"]
    assert [figure["yoy"][name] for name in ("before", "difference", "percent")] == [20, -3, "-15.0"]
    assert [figure["previous"][name] for name in ("before", "difference", "percent")] == [16, 1, "6.3"]
    assert [figure["cumulative"][name] for name in ("now", "before", "difference")] == [33, 20, 13]
    assert [(row["label"], row["figures"][0]["now"]) for row in told["rows"]] == [
        ("城关镇", 17),
        ("东湖乡", 0),
    ]
    said = run(*asked).stdout
    assert "合计　调结纠纷数 17件；同比 −3件（−15.0%，原 20）；环比 +1件（+6.3%，原 16）" in said


@pytest.mark.parametrize(
    ("days", "first", "last"),
    [
        (("--quarter", "2020-Q1"), "2020-01-01", "2020-03-31"),
        (("--half", "2020-H1"), "2020-01-01", "2020-06-30"),
        (("--year", "2020"), "2020-01-01", "2020-12-31"),
        (("--from", "2020-03-02", "--to", "2020-03-10"), "2020-03-02", "2020-03-10"),
    ],
)
def test_any_period_and_the_usual_indicators(run, days, first, last):
    told = json.loads(run(*days, "--json").stdout)
    assert (told["from"], told["to"], told["rows"]) == (first, last, [])
    keys = [figure["key"] for figure in told["total"]["figures"]]
    assert len(keys) > 20
    assert "publicity.events" in keys


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("--month", "2020-03", "--year", "2020"), "期间只能用一种写法"),
        (("--month", "2020-03", "--keys", "dispute.nothing"), "没有名为“dispute.nothing”的指标"),
        (("--month", "2020-03", "--keys", "dispute.concluded", "--by", "channel"), "不能按“channel”分组"),
        (("--month", "2020-03", "--basis-state", "official"), "还没有锁定的月报"),
        (("--month", "2099-01"), "还没有开始"),
    ],
)
def test_what_cannot_be_compared_is_refused(run, asked, said):
    found = run(*asked)
    assert found.exit_code == 1
    assert said in found.stderr
