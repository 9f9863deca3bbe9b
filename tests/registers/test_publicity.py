"""Publicity: events of several forms, videos, what officials learn."""

import pytest

from registers.publicity import EVENTS, OFFICIALS_STUDY, VIDEOS
from tests.entering import enter, faults

EXAM = {"held_on": "2026-09-10", "kind": "exam", "examined": "120", "passed": "118"}


def test_an_event_is_a_plain_one_unless_told(county):
    made = enter(EVENTS, county.towns[0], held_on="2026-06-04", kind="L05", leaflets="42", audience="161")
    assert (made.form, made.leaflets, made.audience, made.consulted, made.boards) == ("event", 42, 161, 0, 0)
    assert enter(EVENTS, county.towns[0], held_on="2026-06-04", form="lecture").form == "lecture"


def test_a_video_has_a_title(county):
    assert (
        enter(VIDEOS, county.unit, issued_on="2026-03-01", subject="以案释法第一期", views="1200").views
        == 1200
    )
    assert "没有填写" in faults(VIDEOS, county.unit, issued_on="2026-03-01")["subject"]


def test_who_was_examined_took_part(county):
    assert enter(OFFICIALS_STUDY, county.unit, EXAM).persons == 120


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"passed": "121"}, "passed", "合格人数多于参考人数"),
        ({"persons": "100"}, "examined", "参考人数多于参加人数"),
        ({"examined": ""}, "examined", "请补填参考人数"),
    ],
)
def test_counts_of_an_exam_fit_each_other(county, typed, field, words):
    assert words in faults(OFFICIALS_STUDY, county.unit, EXAM, **typed)[field]
