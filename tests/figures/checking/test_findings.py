"""Findings: kept with a return, told strongest first, answered by a real reason or not at all."""

from figures.checking.findings import EXPLAIN, HINT, MUST, Finding, explained, strongest_first, unanswered

REASON = "上月漏登的案件本月补录"
ONE = Finding("jump.a", EXPLAIN, "突增。")


def test_a_finding_comes_back_from_the_return_as_it_was():
    one = Finding(
        "double.dispute.1",
        EXPLAIN,
        "重复。",
        (("dispute", 1), ("dispute", 2)),
        "dispute.accepted",
        "unit",
        "3",
        REASON,
    )
    assert Finding.from_json(one.as_json()) == one
    assert Finding.from_json({"key": "a", "strength": MUST, "text": "…"}) == Finding("a", MUST, "…")


def test_the_strongest_stand_first():
    found = [Finding(str(i), strength, "") for i, strength in enumerate((HINT, EXPLAIN, MUST, HINT, MUST))]
    assert [one.key for one in strongest_first(found)] == ["2", "4", "1", "0", "3"]


def test_must_cannot_be_explained_away_and_hints_need_nothing():
    found = [Finding("m", MUST, ""), ONE, Finding("h", HINT, "")]
    assert [one.key for one in unanswered(found, {"m": REASON, "jump.a": REASON, "h": ""})] == ["m"]


def test_an_explanation_must_be_a_reason_for_this_very_finding():
    assert unanswered([ONE], {}) == [ONE]
    assert [one.explained for one in unanswered([ONE], {"jump.a": "已核实"})] == ["已核实"]
    assert len(unanswered([ONE], {"jump.b": REASON})) == 1
    assert unanswered([ONE], {"jump.a": REASON}) == []


def test_an_explanation_stays_with_its_finding():
    (told,) = explained([ONE], {"jump.a": f" {REASON} "})
    assert told.explained == REASON
    assert unanswered([told], {}) == []
    assert explained([told], {"jump.a": "无"})[0].explained == "无"
