"""Trainings: for whom, how many came, how long."""

import pytest

from registers.trainings import TRAININGS
from tests.entering import enter, faults

TRAINING = {"held_on": "2026-07-16", "subject": "第1期法律明白人培训", "persons": "79", "minutes": "4"}


@pytest.mark.parametrize(
    ("subject", "typed", "audience"),
    [
        ("第1期法律明白人培训", "", "understander"),
        ("民法典专题讲座", "", "understander"),
        ("人民调解员岗前培训", "", "mediator"),
        ("法律明白人、调解员联合培训", "", "understander"),
        ("专题培训", "mediator", "mediator"),
    ],
)
def test_for_whom_it_was(county, subject, typed, audience):
    assert enter(TRAININGS, county.unit, TRAINING, subject=subject, audience=typed).audience == audience


def test_its_length_is_kept_in_minutes(county):
    made = enter(TRAININGS, county.unit, TRAINING)
    assert (made.persons, made.minutes) == (79, 240)


def test_it_has_a_subject_and_a_day_that_has_come(county):
    told = faults(TRAININGS, county.unit, TRAINING, subject="", held_on="2026-12-01")
    assert told.keys() == {"subject", "held_on"}
