"""Places of service: one of a name and kind in a unit, closed after it was opened."""

from registers.service_places import SERVICE_PLACES
from tests.entering import enter, faults

PLACE = {"kind": "station", "name": "城关镇公共法律服务工作站", "valid_from": "2019-05-01"}


def test_a_place_may_have_cost_money_and_may_be_closed(county):
    made = enter(SERVICE_PLACES, county.towns[0], PLACE, funds="10万元", until="2027-01-31")
    assert (made.funds, made.until.isoformat()) == (10_000_000, "2027-01-31")


def test_it_is_not_closed_before_it_was_opened(county):
    assert "早于" in faults(SERVICE_PLACES, county.towns[0], PLACE, until="2019-04-30")["until"]


def test_the_same_place_is_not_opened_twice_in_a_unit(county):
    enter(SERVICE_PLACES, county.towns[0], PLACE)
    assert "已有同名同类" in faults(SERVICE_PLACES, county.towns[0], PLACE, valid_from="2020-01-01")["name"]
    enter(SERVICE_PLACES, county.towns[1], PLACE)
