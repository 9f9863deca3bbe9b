"""Figures beside last year's, beside the period before, and the year so far beside the last: sums, cut-offs, reasons."""

import datetime
from decimal import Decimal

import pytest

from figures import periods
from figures.comparison import telling
from figures.comparison.choosing import USUAL, comparable, parted, ways
from figures.comparison.comparing import Comparison
from figures.evaluator import Question, evaluate
from figures.returns import spans
from models import Unit
from office import settings, unit_changes
from office.errors import Rejected
from tests.figures.forms.closing import BOSS, close
from tests.make import County, make_dispute
from tests.records import scatter_everything
from vocab import OFFICIAL, Outcome

TODAY = datetime.date(2021, 1, 5)
ACCEPTED, CONCLUDED, RATE = "dispute.accepted", "dispute.concluded", "dispute.success_rate"
MARCH = periods.month(2020, 3)


@pytest.fixture
def county(database):
    return County()


def cases(unit, day, count, failed=0, **values):
    for n in range(count):
        outcome = Outcome.FAILED if n < failed else Outcome.SUCCEEDED
        make_dispute(unit, accepted_on=day, concluded_on=day, outcome=outcome, **values)


def on(text):
    return datetime.date.fromisoformat(text)


def compared(county, period=MARCH, keys=(CONCLUDED,), by="", today=TODAY, unit=None, **more):
    question = Question((unit or county.unit).id, period, "concluded", (by,) if by else (), keys, **more)
    return Comparison(county.actor, question, today=today)


def numbers(change):
    """now, before, difference and percent as printed, and why there is none."""
    printed = change.printed
    return printed.now, printed.before, printed.difference, printed.percent, change.why


# ---------------------------------------------------------------- columns


def test_a_month_beside_last_year_the_month_before_and_the_year_so_far(county):
    town = county.towns[0]
    for day, count in (("2019-01-09", 30), ("2019-03-09", 20), ("2020-02-09", 16), ("2020-03-09", 17)):
        cases(town, on(day), count)
    (one,) = compared(county).total
    assert numbers(one.yoy) == (17, 20, -3, Decimal("-15.0"), "")
    assert numbers(one.previous) == (17, 16, 1, Decimal("6.3"), "")
    assert numbers(one.cumulative) == (33, 50, -17, Decimal("-34.0"), "")


def test_a_rate_changes_by_the_points_between_the_printed_rates(county):
    cases(county.towns[0], on("2019-03-09"), 30, failed=1)
    cases(county.towns[0], on("2020-03-09"), 30, failed=2)
    (one,) = compared(county, keys=(RATE,)).total
    assert numbers(one.yoy) == (Decimal("93.33"), Decimal("96.67"), Decimal("-3.34"), None, "")


def test_what_holds_at_a_day_never_adds_up_over_a_year(county):
    found = compared(county, keys=("dispute.pending", "mediator.people", CONCLUDED))
    assert [one.cumulative is None for one in found.total] == [True, True, False]


def test_an_unfinished_month_is_held_against_the_same_days_alone(county):
    for day in ("2019-03-09", "2019-03-25", "2020-03-09", "2020-03-25", "2020-02-09"):
        cases(county.towns[0], on(day), 12)
    (one,) = compared(county, today=on("2020-03-20")).total
    assert numbers(one.yoy)[:2] == (12, 12)
    assert one.yoy.earlier == periods.between(on("2019-03-01"), on("2019-03-20"))
    assert (one.previous.why, one.previous.difference) == ("本期未完", None)
    assert numbers(one.cumulative)[:2] == (24, 12)


@pytest.mark.parametrize(
    ("first", "last", "today", "earlier"),
    [
        ("2020-02-01", "2020-02-29", TODAY, ("2019-02-01", "2019-02-28")),
        ("2020-02-01", "2020-02-29", on("2020-02-28"), ("2019-02-01", "2019-02-28")),
        ("2021-02-01", "2021-02-28", on("2021-03-01"), ("2020-02-01", "2020-02-29")),
        ("2020-02-29", "2020-03-05", TODAY, ("2019-02-28", "2019-03-05")),
    ],
)
def test_the_end_of_february(county, first, last, today, earlier):
    found = compared(county, periods.between(on(first), on(last)), today=today)
    assert found.stretch.year_ago == periods.between(on(earlier[0]), on(earlier[1]))


def test_a_statistical_year_that_ends_in_november(county):
    settings.put("year_end", "11-30")
    for day, count in (("2018-12-20", 15), ("2019-12-20", 12), ("2020-03-09", 18), ("2019-03-09", 15)):
        cases(county.towns[0], on(day), count)
    found = compared(county)
    assert numbers(found.total[0].cumulative)[:2] == (30, 30)
    assert found.stretch.cumulative.start == on("2019-12-01")
    assert [month.label for month in found.months(CONCLUDED)] == ["12月", "1月", "2月", "3月"]
    first = found.months(CONCLUDED)[0]
    assert (first.now.value, first.before.value) == (12, 15)
    whole = compared(county, spans.read("2020", "11-30").period).stretch
    assert whole.year_ago == periods.between(on("2018-12-01"), on("2019-11-30"))


def test_a_period_that_has_not_begun_or_a_share_of_a_row_is_refused(county):
    with pytest.raises(Rejected, match="还没有开始"):
        compared(county, periods.month(2022, 1))
    with pytest.raises(Rejected, match="占比"):
        compared(county, keys=("dispute.share",))


# ---------------------------------------------------------------- rows


def test_rows_say_why_their_unit_cannot_be_compared_and_sum_to_the_total(county):
    east, west = county.towns
    cases(east, on("2019-03-09"), 20)
    cases(west, on("2019-03-09"), 30)
    unit_changes.merge(BOSS, east.id, west.id, 1, on("2020-01-01"), today=TODAY)
    cases(west, on("2020-03-09"), 44)
    found = compared(county, by="unit")
    rows = {row.label: row.figures[0].yoy for row in found.rows}
    assert numbers(rows["城关镇"]) == (0, 20, None, None, "“城关镇”2020-01-01撤销，并入“东湖乡”")
    assert numbers(rows["东湖乡"]) == (44, 30, None, None, "区域不同，“城关镇”2020-01-01并入")
    assert numbers(found.total[0].yoy) == (44, 50, -6, Decimal("-12.0"), "")
    (own,) = compared(county, unit=west).total
    assert (own.yoy.why, own.yoy.difference) == ("区域不同，“城关镇”2020-01-01并入", None)
    (whole,) = compared(county, unit=west, predecessors=True).total
    assert numbers(whole.yoy) == (44, 50, -6, Decimal("-12.0"), "")


def test_a_unit_that_came_later_has_nothing_to_be_held_against(county):
    cases(county.towns[0], on("2020-03-09"), 12)
    Unit.update(valid_from=on("2019-06-01")).where(Unit.id == county.towns[0].id).execute()
    row = next(row for row in compared(county, by="unit").rows if row.label == "城关镇")
    assert row.figures[0].yoy.why == "“城关镇”2019-06-01才设立"
    assert row.figures[0].yoy.percent is None


def test_every_number_is_the_evaluators_for_every_indicator_and_breakdown(county):
    """Whatever can be chosen can be asked, and the columns hold what the evaluator says of each of the periods."""
    county.scatter(60)
    scatter_everything(county, 6)
    assert set(USUAL) <= comparable().keys()
    found = compared(county, periods.quarter(2020, 1), tuple(comparable()))
    then = {
        name: evaluate(BOSS, Question(county.unit.id, days, keys=tuple(comparable()))).total
        for name, days in (("yoy", found.stretch.year_ago), ("previous", found.stretch.before))
    }
    for one in found.total:
        for name, line in then.items():
            change = getattr(one, name)
            assert change.was.value == line[one.key].value
            assert change.was.parts == line[one.key].parts
    for key in comparable():
        for by in ways(key):
            table = found.of(key, by=by)
            assert len(table.rows) < 60
            if by in parted(key) or (by == "unit" and key in (ACCEPTED, CONCLUDED)):
                assert sum(row.figures[0].yoy.now for row in table.rows) == table.total[0].yoy.now, (key, by)


def test_each_period_is_one_question_whatever_is_compared(county, counting):
    """Five periods; besides these the units and settings, read once."""
    county.scatter(20)
    with counting() as statements:
        found = compared(county, keys=tuple(USUAL))
        assert found.groups
    with counting() as more:
        assert found.of(*USUAL, by="unit").rows
    counted = [[sql for sql, _ in sent if "dispute" in sql] for sent in (statements, more)]
    assert [len(sent) for sent in counted] == [5, 5]


# ---------------------------------------------------------------- one indicator


def test_shares_change_by_the_points_between_the_printed_shares(county):
    for day, many in (("2019-03-09", {"T02": 20, "T01": 10}), ("2020-03-09", {"T02": 10, "T01": 22})):
        for sort, count in many.items():
            cases(county.towns[0], on(day), count, type=sort)
    found = {share.label: share for share in compared(county).structure(CONCLUDED, "type")}
    one = found["邻里纠纷"]
    assert (one.now, one.before, one.difference) == (Decimal("31.3"), Decimal("66.7"), Decimal("-35.4"))
    assert numbers(one.change) == (10, 20, -10, Decimal("-50.0"), "")


def test_units_and_months_cross_up_to_the_cut_off(county):
    cases(county.towns[0], on("2020-01-09"), 3)
    cases(county.towns[1], on("2020-03-09"), 4)
    units, months, crossed = compared(county).heat(CONCLUDED)
    assert [month.part for month in months] == ["2020-01", "2020-02", "2020-03"]
    found = [[crossed.at(unit=u.part, month=m.part)[CONCLUDED].value for m in months] for u in units]
    assert found == [[3, 0, 0], [0, 0, 4]]


# ---------------------------------------------------------------- locked returns


def test_locked_months_are_held_against_the_same_locked_months(county):
    for day, count in (("2019-03-09", 20), ("2020-02-09", 15), ("2020-03-09", 30)):
        cases(county.towns[0], on(day), count, committee=county.committees[0])
    for month in ("2019-03", "2020-02", "2020-03"):
        close(county, month)
    cases(county.towns[0], on("2020-03-09"), 5)  # too late for the locked month
    (one,) = compared(county, state=OFFICIAL).total
    assert numbers(one.yoy) == (30, 20, 10, Decimal("50.0"), "")
    assert numbers(one.previous) == (30, 15, 15, Decimal("100.0"), "")
    assert (one.cumulative.why, one.cumulative.difference) == ("两期锁定的月份不同", None)
    (none,) = compared(county, periods.month(2020, 2), state=OFFICIAL).total
    assert (none.yoy.why, none.yoy.before) == ("2019年2月没有审定数", None)
    assert none.previous.why == "2020年1月没有审定数"


# ---------------------------------------------------------------- told


def test_the_json_prints_what_tables_print(county):
    cases(county.towns[0], on("2019-03-09"), 20, amount=1_000_000)
    cases(county.towns[0], on("2020-03-09"), 25, amount=1_200_000)
    found = telling.as_json(compared(county, keys=(CONCLUDED, "dispute.amount"), by="unit"))
    count, money = found["total"]["figures"]
    assert (count["now"], money["now"], money["measure"]) == (25, "30.00", "万元")
    assert money["yoy"] == {"from": "2019-03-01", "to": "2019-03-31", "before": "20.00", "difference": "10.00",
                            "percent": "50.0", "why": ""}  # fmt: skip
    assert (count["cumulative"]["from"], count["cumulative"]["to"]) == ("2020-01-01", "2020-03-31")
    assert count["previous"]["why"] == "2020年2月为 0"
    assert [row["label"] for row in found["rows"]] == ["城关镇", "东湖乡"]
    assert (found["period"], found["state"], found["cut_off"]) == ("2020年3月", "live", "2020-03-31")
