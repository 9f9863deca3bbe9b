"""The office's clock: which day it is, wherever the server thinks it is."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ASK = """
import datetime, time
from config import Config
from office import calendar

Config.from_env()
evening = datetime.datetime(2026, 11, 4, 20, 30, tzinfo=datetime.UTC)
print(evening.astimezone().strftime("%Y-%m-%d %H:%M"), calendar.today() == datetime.date(*time.localtime()[:3]))
"""


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, "2026-11-05 04:30 True"),
        ({"TZ": ""}, "2026-11-05 04:30 True"),
        ({"TZ": "UTC0"}, "2026-11-04 20:30 True"),
    ],
)
def test_the_day_is_the_offices(tmp_path, given, told):
    """At half past eight in the evening by UTC it is the next morning in the office; a TZ that is set wins."""
    kept = {name: value for name, value in os.environ.items() if name not in ("TZ", "DATABASE_URL")}
    done = subprocess.run(
        [sys.executable, "-c", ASK],
        env=kept | given | {"FENGQIAO_DATA": str(tmp_path)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == told
