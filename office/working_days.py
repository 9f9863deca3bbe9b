"""Working days: the country's calendar with its shifted weekends (调休), and what the office decided otherwise."""

import datetime
from dataclasses import dataclass, field

import chinese_calendar

import db
from models import CalendarDay
from office import audit
from office.access import Actor
from office.errors import Rejected
from office.reading import once
from vocab import N_

DAY = datetime.timedelta(days=1)
SATURDAY = 5
TENTATIVE = N_("暂按周历推算")


@dataclass(frozen=True)
class Calendar:
    """The days on which the office decided otherwise, and what the country's calendar says of all others."""

    decided: dict[datetime.date, bool] = field(default_factory=dict)

    def is_working(self, day: datetime.date) -> bool:
        """Whether the office works that day; where next year's holidays are not known yet, Monday to Friday."""
        if day in self.decided:
            return self.decided[day]
        try:
            return chinese_calendar.is_workday(day)
        except NotImplementedError:
            return day.weekday() < SATURDAY

    def knows(self, year: int) -> bool:
        """Whether the holidays of a year are known: by the country's calendar, or because the office entered some."""
        try:
            chinese_calendar.is_workday(datetime.date(year, 1, 1))
        except NotImplementedError:
            return any(day.year == year for day in self.decided)
        return True

    def after(self, day: datetime.date, count: int) -> datetime.date:
        """The working day that is the `count`-th after `day`; the day itself is not counted (民法典 201)."""
        while count > 0:
            day += DAY
            count -= self.is_working(day)
        return day


@once
def load() -> Calendar:
    """The calendar of this office, in one query."""
    return Calendar({row.day: row.working for row in CalendarDay.select()})


def decided(year: int) -> list[CalendarDay]:
    """The days of a year on which the office decided otherwise, in their order."""
    first, last = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    return list(CalendarDay.select().where(CalendarDay.day.between(first, last)).order_by(CalendarDay.day))


def decide(actor: Actor, day: datetime.date | None, working: bool, note: str) -> None:
    """Say that a day is worked (or off) whatever the calendar says. NotAllowed, Rejected."""
    actor.must("settings.office")
    if day is None or not 2000 <= day.year <= 2100:
        raise Rejected("day", N_("请填写 2000 年以后的日期。"))
    with db.transaction():
        CalendarDay.delete().where(CalendarDay.day == day).execute()
        CalendarDay.create(day=day, working=working, note=note[:60])
        audit.record(actor, "calendar.decide", "calendar", None, on=day, working=working)


def forget(actor: Actor, day: datetime.date) -> None:
    """Leave a day to the country's calendar again; nothing happens when it was. NotAllowed."""
    actor.must("settings.office")
    with db.transaction():
        if CalendarDay.delete().where(CalendarDay.day == day).execute():
            audit.record(actor, "calendar.forget", "calendar", None, on=day)
