"""From when and until when a thing holds: half-open, the end is the first day on which it no longer does."""

import datetime
from typing import Any

import peewee

from office.errors import Rejected


def on(model: type[peewee.Model], day: datetime.date) -> Any:
    """The condition that a row holds on `day`."""
    return (model.valid_from.is_null() | (model.valid_from <= day)) & not_ended(model, day)


def not_ended(model: type[peewee.Model], day: datetime.date) -> Any:
    """The condition that a row has not ended by `day`: it holds then, or will."""
    return model.valid_to.is_null() | (model.valid_to > day)


def holds(row: Any, day: datetime.date) -> bool:
    """on(), of a row that has been read."""
    begun = row.valid_from is None or row.valid_from <= day
    return begun and (row.valid_to is None or row.valid_to > day)


def check_end(row: Any, day: datetime.date, today: datetime.date, field: str = "on") -> None:
    """Rejected unless `row` can end on `day`: it has not ended, the day is not to come and not before its begin."""
    if row.valid_to is not None and row.valid_to <= today:
        raise Rejected(field, "“{name}”已于 {day} 终止，不能再次办理。", name=row.name, day=row.valid_to)
    if day > today:
        raise Rejected(field, "日期不能晚于今天（{today}），请在生效当日或之后办理。", today=today)
    check_order(row.valid_from, day, field)


def check_order(begin: datetime.date | None, end: datetime.date | None, field: str) -> None:
    """Rejected when `end` is not after `begin`, the day something began or last changed."""
    if begin and end and end <= begin:
        raise Rejected(field, "日期应晚于 {begin}（起始或上次变更的日期），请核对。", begin=begin)
