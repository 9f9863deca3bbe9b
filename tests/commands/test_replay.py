"""`replay …` on the command line: last year in both ways as JSON and as lines."""

import datetime
import json

import pytest

from figures.returns import chain
from office import lists
from tests import months
from tests.figures.comparison.test_comparable import end
from tests.make import County, make_dispute
from vocab import TYPE


@pytest.fixture
def run(app, monkeypatch):
    monkeypatch.setattr(chain, "run", lambda *asked, **more: [])
    county = County()
    for type_, count in (("T04", 3), ("T05", 2)):
        for _ in range(count):
            day = datetime.date(2025, 1, 10)
            make_dispute(county.towns[0], type=type_, accepted_on=day, concluded_on=day)
    months.close(county.unit, "2025-01")
    end("T04", "T05", datetime.date(2026, 1, 1))
    return lambda *more: app.test_cli_runner().invoke(args=["replay", "--unit", "某某县", *more])


def test_both_ways_as_json(run):
    found = run("--month", "2026-01", "--by", "type", "--json")
    assert found.exit_code == 0, found.stderr
    told = json.loads(found.stdout)
    names = lists.labels(TYPE)
    assert (told["from"], told["then"]["from"], told["then"]["state"]) == (
        "2026-01-01",
        "2025-01-01",
        "official",
    )
    shown = {
        row["label"]: [row[name] for name in ("now", "then_as_locked", "then_recomputed", "effect")]
        for row in told["rows"]
    }
    assert shown == {names["T05"]: [0, 2, 5, 3], names["T04"]: [0, 3, 0, -3], "合计": [0, 5, 5, 0]}
    assert told["rows"][0]["why"] == [
        {"reason": "other_list", "reason_name": "类型表（分类）不同", "count": 3, "effect": 3,
         "details": [f"{names['T04']}归入{names['T05']}"]}
    ]  # fmt: skip
    assert told["changes"] == [
        {
            "kind": "类型与选项",
            "text": f"纠纷类型：停用“{names['T04']}”，归入“{names['T05']}”",
            "day": "2026-01-01",
        }
    ]


def test_both_ways_as_lines(run):
    lines = run("--month", "2026-01", "--by", "type").stdout.splitlines()
    assert lines[0].startswith("某某县　2026年1月")
    heir = lists.labels(TYPE)["T05"]
    assert next(line for line in lines if line.startswith(heir)).split("\t")[1:5] == ["0", "2", "5", "+3"]
    assert "调解成功率（%）" in run("--month", "2026-01").stdout


def test_figures_are_asked_for_in_the_rows_of_today(app, run):
    args = [
        "figures",
        "--unit",
        "某某县",
        "--from",
        "2025-01-01",
        "--to",
        "2025-01-31",
        "--by",
        "type",
        "--json",
    ]
    told = json.loads(app.test_cli_runner().invoke(args=[*args, "--comparable"]).stdout)
    assert told["comparable"] is True
    assert [(row["by"], row["dispute.concluded"]["value"]) for row in told["rows"]] == [
        (lists.labels(TYPE)["T05"], 5)
    ]
    refused = app.test_cli_runner().invoke(args=[*args, "--comparable", "--basis-state", "official"])
    assert refused.exit_code == 1
    assert "不能按现行口径重算" in refused.stderr


def test_what_cannot_be_asked_is_refused(run):
    assert "不按月份细分" in run("--month", "2026-01", "--by", "month").stderr
    assert run("--year", "2999").exit_code == 1
