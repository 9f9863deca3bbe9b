"""The office's clock: the one place that asks what day it is."""

import datetime


def today() -> datetime.date:
    """This day where the office is; config.py sets the server's clock to it, wherever the server itself thinks it is."""
    return datetime.date.today()
