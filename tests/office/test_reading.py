"""One reading: the same question is asked once within it, and anew outside of it."""

import pytest

from office import reading, settings
from office.errors import NotVisible


def test_within_a_reading_a_setting_is_read_once_and_outside_of_it_anew(county, counting):
    with counting() as statements, reading.reading():
        assert settings.get("limit_days") == settings.everything()["limit_days"] == settings.get("limit_days")
    assert len(statements) == 1
    settings.put("limit_days", 45)
    assert settings.get("limit_days") == 45
    with reading.reading():
        assert settings.get("limit_days") == 45


@reading.reading()
def failing():
    settings.everything()
    raise NotVisible()


def test_a_reading_that_fails_keeps_nothing(county):
    with pytest.raises(NotVisible):
        failing()
    assert not reading.is_reading()
    settings.put("limit_days", 50)
    assert settings.get("limit_days") == 50
