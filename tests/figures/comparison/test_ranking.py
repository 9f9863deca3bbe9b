"""Units in order: ties, small bases, the year before, what is refused, and what chance explains."""

import datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from figures import periods
from figures.comparison import rankable
from figures.comparison.measuring import Asking
from figures.comparison.order import by_chance
from figures.comparison.ranking import Rankings, rank
from models import Unit
from office import settings
from office.errors import NotAllowed, Rejected
from tests.figures.comparison.ranked import DAY, TODAY, boss, cases, close_month, county_of, village_of
from tests.make import make_actor, make_dispute, make_record, make_unit
from vocab import OFFICIAL, Outcome, Role, UnitKind

RATE = "dispute.success_rate"
YEAR, MARCH = periods.year(2026), periods.month(2020, 3)


def ranking(county, key=RATE, actor=None, period=YEAR, **more):
    return rank(actor or boss(), Asking(county.id, period, "concluded", **more), key, today=TODAY)


def places(found):
    return {row.name: row.place for row in found.rows}


def reasons(found):
    return {row.name: row.why for row in found.unranked}


def test_equal_fractions_share_a_place_and_the_next_is_counted_on(database):
    county, _ = county_of(("甲镇", 12, 8), ("乙镇", 18, 2), ("丙镇", 9, 1), ("丁镇", 20, 0), ("戊镇", 9, 0))
    found = ranking(county)
    assert list(places(found).items()) == [("丁镇", 1), ("乙镇", 2), ("丙镇", 2), ("甲镇", 4)]
    assert reasons(found) == {"戊镇": "基数过小，不排名"}
    small = found.unranked[0].measured
    assert (small.numerator, small.denominator) == (9, 9)
    first = found.rows[0]
    assert (first.value, first.measured.numerator, first.measured.denominator) == (Decimal("100.00"), 20, 20)
    assert found.whole_value == Decimal("86.08")  # 68 of 79, those not ranked among them
    assert first.difference == Decimal("13.92")
    assert [figure.value for figure in found.rows[-1].measured.beside] == [8, 0]  # not settled, pending


def test_two_that_print_alike_are_printed_longer_where_they_differ(database):
    county, towns = county_of(("甲镇", 10, 0), ("乙镇", 10, 0))
    for name, days in (("甲镇", 90), ("乙镇", 91)):
        make_dispute(towns[name], accepted_on=DAY, concluded_on=DAY + datetime.timedelta(days=days))
    make_dispute(towns["乙镇"], accepted_on=DAY, concluded_on=DAY + datetime.timedelta(days=16))
    found = ranking(county, "dispute.average_days")
    assert [(row.name, row.place, str(row.value)) for row in found.rows] == [
        ("甲镇", 1, "16.36"),  # 180 days of 11 cases
        ("乙镇", 2, "16.42"),  # 197 of 12
    ]


def test_what_takes_long_comes_last(database):
    county, towns = county_of(("甲镇", 0, 0), ("乙镇", 0, 0))
    cases(towns["甲镇"], 10, days=12)
    cases(towns["乙镇"], 10, days=3)
    found = ranking(county, "dispute.average_days")
    assert (list(places(found)), found.direction, found.rows[0].alike) == (
        ["乙镇", "甲镇"],
        "从低到高",
        False,
    )


def test_units_that_came_or_went_have_no_place(database):
    county, towns = county_of(
        ("甲镇", 10, 1), ("乙镇", 10, 1), ("丙镇", 10, 1), ("丁镇", 0, 0), ("戊镇", 10, 0)
    )
    cases(county, 10, 5)
    Unit.update(valid_to=datetime.date(2025, 5, 1)).where(Unit.id == towns["戊镇"]).execute()
    Unit.update(valid_from=datetime.date(2026, 2, 1)).where(Unit.id == towns["甲镇"]).execute()
    gone = {Unit.valid_to: datetime.date(2026, 7, 1), Unit.successor: towns["丙镇"]}
    Unit.update(gone).where(Unit.id == towns["乙镇"]).execute()
    found = ranking(county)
    assert places(found) == {"丙镇": 1}
    assert reasons(found) == {
        "本级": "本级，不参加排名",
        "甲镇": "“甲镇”2026-02-01才设立",
        "乙镇": "“乙镇”2026-07-01撤销，并入“丙镇”",
        "丁镇": "没有基数",
        "戊镇": "期内已不存在或尚未设立",  # but has records of it
    }


def test_the_year_before_is_asked_for_the_same_days(database):
    county, towns = county_of(("甲镇", 18, 2), ("乙镇", 16, 4), ("丙镇", 12, 8))
    for name, settled, failed in (("甲镇", 10, 10), ("乙镇", 12, 0), ("丙镇", 9, 0)):
        cases(towns[name], settled, failed, year=2025)
    late = datetime.date(2025, 12, 1)  # after the cut-off: it would turn the order round
    for _ in range(60):
        make_dispute(towns["甲镇"], accepted_on=late, concluded_on=late)
    found = ranking(county)
    assert [(row.name, row.place, row.previous, row.moved) for row in found.rows] == [
        ("甲镇", 1, 2, 1),
        ("乙镇", 2, 1, -1),
        ("丙镇", 3, None, None),  # too few last year to have had a place
    ]
    assert found.previous_why == ""


def test_chance_is_told_from_difference(database):
    county, _ = county_of(("甲镇", 96, 4), ("乙镇", 19, 1), ("丙镇", 60, 40))
    alike = {row.name: row.alike for row in ranking(county).rows}
    assert alike == {"甲镇": False, "乙镇": True, "丙镇": False}


@pytest.mark.parametrize(
    ("part", "whole", "share", "alike"),
    [
        (12, 13, "147/149", True),  # one failure more in few cases is nothing
        (81, 263, "1/3", True),  # Newcombe 1998: 81/263 has 25.35 % to 36.82 % by his method 4
        (81, 263, "0.2536", True),
        (81, 263, "0.2534", False),
        (81, 263, "0.3681", True),
        (81, 263, "0.3683", False),
        (10, 10, "1", True),
        (9, 10, "1", False),
    ],
)
def test_the_interval_is_the_published_one(part, whole, share, alike):
    assert by_chance(part, whole, Fraction(share)) == alike


def test_volume_waits_for_the_office_to_switch_it_on(database):
    county, _ = county_of(("甲镇", 3, 0), ("乙镇", 5, 1))
    with pytest.raises(Rejected, match="业务设置"):
        ranking(county, "dispute.accepted")
    assert "dispute.accepted" not in rankable.choices(boss()).keys
    settings.change_office(make_actor(unit=county), {"rank_volume": "yes"})
    found = ranking(county, "dispute.accepted")
    assert [(row.name, row.place, row.value) for row in found.rows] == [("乙镇", 1, 6), ("甲镇", 2, 3)]
    assert found.is_volume
    assert "dispute.accepted" in rankable.choices(boss()).keys
    with pytest.raises(Rejected, match="几个数并列"):
        ranking(county, "publicity.livestreams")


@pytest.mark.parametrize(
    ("key", "said"), [("dispute.mediation_rate", "积案"), ("adviser.coverage", "配备"), ("aid.target", "数量"),
                      ("nothing.at_all", "没有名为")]
)  # fmt: skip
def test_what_says_nothing_of_the_work_is_refused_with_the_reason(database, key, said):
    county, _ = county_of(("甲镇", 0, 0))
    with pytest.raises(Rejected, match=said):
        ranking(county, key)


def test_every_rate_is_decided_about():
    assert rankable.undeclared() == set()


def test_official_ranks_only_whose_return_is_locked(database):
    county, towns = county_of(("甲镇", 18, 2), ("乙镇", 20, 0), ("丙镇", 10, 5), year=2020)
    close_month(county, "2020-03", towns["甲镇"], towns["丙镇"])
    cases(towns["甲镇"], 0, 18, year=2020)  # after the lock: the locked figure stays
    found = ranking(county, period=MARCH, state=OFFICIAL)
    assert [(row.name, row.value) for row in found.rows] == [
        ("甲镇", Decimal("90.00")),
        ("丙镇", Decimal("66.67")),
    ]
    assert reasons(found) == {"乙镇": "缺报"}
    assert found.previous_why == "2019年3月没有审定数"
    with pytest.raises(Rejected, match="没有锁定"):
        ranking(county, period=periods.month(2020, 4), state=OFFICIAL)


def test_points_of_the_returns_need_their_permission_and_a_statistical_period(database):
    county, towns = county_of(("甲镇", 1, 0), ("乙镇", 1, 0), year=2020)
    close_month(county, "2020-03", towns["甲镇"])
    found = ranking(county, "return.score", period=MARCH)
    assert [(row.name, row.place) for row in found.rows] == [("甲镇", 1), ("乙镇", 2)]
    assert found.rows[1].value == 0  # it never came
    assert found.rows[0].measured.parts[1:] == (Decimal("20.0"), Decimal("20.0"))
    with pytest.raises(NotAllowed):
        ranking(county, "return.score", make_actor(Role.ADMIN, county), period=MARCH)
    with pytest.raises(Rejected, match="统计月"):
        ranking(county, "return.score", period=periods.between(DAY, TODAY))


def test_all_units_at_the_foot_of_a_prefecture_are_ranked_together(database):
    city = make_unit("青州市")
    names = iter(("甲镇", "乙镇", "丙镇", "丁镇"))
    for county in ("东县", "西县"):
        above = make_unit(county, city, UnitKind.COUNTY)
        for settled in (10, 11):
            cases(make_unit(next(names), above), settled, 1 + above.id % 2)
    found = ranking(city, all_below=True)
    assert len(found.rows) == 4
    assert set(places(found)) == {"东县/甲镇", "东县/乙镇", "西县/丙镇", "西县/丁镇"}
    assert set(places(ranking(city))) == {"东县", "西县"}


def test_a_town_ranks_its_villages(database):
    _, towns = county_of(("甲镇", 0, 0))
    for name, settled in (("东村", 10), ("西村", 12)):
        cases(village_of(towns["甲镇"], name), settled, 2)
    found = ranking(towns["甲镇"], actor=make_actor(Role.TOWNSHIP, towns["甲镇"]))
    assert places(found) == {"西村": 1, "东村": 2}


def test_several_are_ranked_out_of_one_question(database, counting):
    county, towns = county_of(("甲镇", 18, 2), ("乙镇", 16, 4))
    make_record("screening", towns["甲镇"], held_on=DAY, rounds=1, found=12, resolved=12)
    keys = [way.key for way in rankable.overview(boss())]
    rankings = Rankings(boss(), Asking(county.id, YEAR, "concluded"), keys, today=TODAY)
    assert places(rankings.order("screening.resolved_rate")) == {"甲镇": 1}
    with counting() as queries:
        assert places(rankings.order(RATE)) == {"甲镇": 1, "乙镇": 2}
    assert not queries


def test_pending_cases_are_seen_beside_a_rate_of_hundred_per_cent(database):
    county, towns = county_of(("甲镇", 10, 0))
    for _ in range(4):
        make_dispute(towns["甲镇"], accepted_on=DAY, concluded_on=None, outcome=Outcome.PENDING)
    row = ranking(county).rows[0]
    assert (row.value, [figure.value for figure in row.measured.beside]) == (100, [0, 4])
