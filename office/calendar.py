"""The office's clock: the one place that asks what day it is."""

import datetime


def today() -> datetime.date:
    """This day where the office is; config.py sets the server's clock to it, wherever the server itself thinks it is."""
    return datetime.date.today()


def began(day: datetime.date) -> datetime.datetime:
    """The moment at which a day of the office began, as moments are stored: UTC, without a zone."""
    midnight = datetime.datetime.combine(day, datetime.time())
    return midnight.astimezone(datetime.UTC).replace(tzinfo=None)


def day_of(moment: datetime.datetime) -> datetime.date:
    """The office's day of a stored moment."""
    return moment.replace(tzinfo=datetime.UTC).astimezone().date()


def local(moment: datetime.datetime) -> datetime.datetime:
    """A stored moment (UTC) in the office's own time, with its zone."""
    return moment.replace(tzinfo=datetime.UTC).astimezone()
