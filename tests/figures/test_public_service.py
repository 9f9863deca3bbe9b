"""The figures of consultations, hotline, advisers, understanders, trainings and publicity."""

import datetime

import pytest

from figures import periods
from figures.evaluator import Question, evaluate
from office import settings
from tests.make import DAY, County, make_actor, make_record, make_unit

D = datetime.date
YEAR = periods.year(2020)


@pytest.fixture
def county(database):
    """Two townships with a village each; 东湖新村 is the second."""
    return County()


def ask(county, key, by="", period=YEAR, actor=None):
    question = Question(None, period, keys=(key,), by=(by,) if by else ())
    answer = evaluate(actor or county.actor, question)
    if not by:
        return answer.total[key].as_json()
    return {line.label: line[key].value for line in answer.rows() if line[key].value}


def consultation(unit, **values):
    return make_record(
        "consultation", unit, **{"name": "试一试", "held_on": DAY, "channel": "visit"} | values
    )


def engagement(unit, person, **values):
    return make_record("adviser", unit, **{"name": person, "person_key": person, "valid_from": D(2020, 1, 1),
                                           "until": D(2020, 12, 31), "category": "lawyer"} | values)  # fmt: skip


def service(unit, kind, **values):
    return make_record("adviser_service", unit, **{"name": "石超", "held_on": DAY, "kind": kind} | values)


def understander(unit, *roles, **values):
    row = {"name": "试一试", "certified_on": D(2019, 1, 1)} | values
    return make_record("understander", unit, many={"roles": roles}, **row)


# ---------------------------------------------------------------- consultations, hotline, places


def test_consultations_are_persons_by_channel_and_visits_apart(county):
    consultation(county.unit, persons=3, topic="C02")
    consultation(county.towns[0], channel="call", persons=2, documents=1)
    consultation(county.towns[0], channel="net", voided_at=datetime.datetime(2020, 4, 1))
    assert ask(county, "aid.consultations")["value"] == 5
    assert ask(county, "aid.consultations", "channel") == {"来访": 3, "来电": 2}
    assert ask(county, "consultation.visits")["value"] == 3
    assert ask(county, "consultation.visits", "topic") == {"劳动争议": 3}
    assert ask(county, "aid.documents", "unit") == {"城关镇": 1}


def test_the_hotline_counts_whole_months(county):
    for month, calls, answered in ((2, 100, 90), (3, 200, 195), (4, 400, 300)):
        make_record("hotline_month", county.unit, month=D(2020, month, 1), calls=calls, answered=answered, rated=50,
                    satisfied=49, minutes=600, onsite=10, online=5)  # fmt: skip
    quarter = periods.between(D(2020, 1, 1), D(2020, 3, 31))
    assert ask(county, "hotline.calls", period=quarter)["value"] == 300
    assert ask(county, "hotline.calls", "month", quarter) == {"2020-02": 100, "2020-03": 200}
    assert ask(county, "hotline.answer_rate", period=quarter) == {
        "value": "95.00",
        "numerator": 285,
        "denominator": 300,
    }
    assert ask(county, "hotline.satisfaction", period=quarter)["value"] == "98.00"
    assert ask(county, "hotline.minutes", period=quarter)["value"] == 1200
    services = ask(county, "platform.services", period=quarter)
    assert services == {"value": 315, "onsite": 20, "hotline": 285, "online": 10}


def test_nothing_rated_is_no_satisfaction(county):
    make_record("hotline_month", county.unit, month=DAY.replace(day=1), calls=3)
    assert ask(county, "hotline.satisfaction")["value"] is None


def test_places_hold_from_their_first_to_their_last_day(county):
    for kind, since, until in (("centre", 2015, None), ("station", 2016, D(2020, 12, 31)), ("station", 2016, D(2020, 12, 30)),
                               ("room", 2021, None), ("site", 2019, None), ("aid", 2010, None)):  # fmt: skip
        make_record(
            "service_place", county.unit, kind=kind, name=kind, valid_from=D(since, 1, 1), until=until
        )
    assert ask(county, "platform.places") == {"value": 2, "centre": 1, "station": 1, "room": 0}
    assert ask(county, "platform.places", "level") == {"公共法律服务中心": 1, "公共法律服务工作站": 1}
    assert (ask(county, "publicity.sites")["value"], ask(county, "aid.stations")["value"]) == (1, 1)


# ---------------------------------------------------------------- advisers


def test_an_adviser_of_two_villages_is_one_person_and_covers_both(county):
    for village in county.villages:
        engagement(village, "石超")
    engagement(county.villages[0], "薛磊", category="worker")
    assert ask(county, "adviser.people")["value"] == 2
    assert ask(county, "adviser.people", "unit") == {"城关镇": 2, "东湖乡": 1}
    assert ask(county, "adviser.people", "kind") == {"律师": 1, "基层法律服务工作者": 1}
    assert ask(county, "adviser.villages")["value"] == 2


def test_coverage_is_of_the_villages_in_force_at_the_end(county):
    engagement(county.villages[0], "石超")
    engagement(county.villages[1], "薛磊", until=D(2020, 12, 30))
    make_unit("旧村", county.towns[0], "village", valid_to=D(2020, 6, 1))
    assert ask(county, "adviser.coverage") == {"value": "50.00", "numerator": 1, "denominator": 2}
    assert ask(county, "adviser.coverage", "unit") == {"城关镇": 100}


def test_the_log_by_kind_of_service(county):
    village = county.villages[0]
    service(village, "talk", persons=40, minutes=120)
    service(village, "consult", persons=3, minutes=240)
    service(village, "consult", persons=2, minutes=60, mode="phone")
    service(village, "contract", documents=2)
    service(village, "document", documents=1, mode="onsite", name="薛磊")
    service(village, "mediation")
    service(village, "opinion")
    assert ask(county, "adviser.talks")["value"] == 1
    assert ask(county, "adviser.consultations")["value"] == 5
    assert ask(county, "adviser.documents") == {"value": 3, "document": 1, "contract": 2}
    assert ask(county, "adviser.visits") == {"value": 6, "visits": 6, "minutes": 360}
    assert (ask(county, "adviser.mediations")["value"], ask(county, "adviser.opinions")["value"]) == (1, 1)
    assert ask(county, "adviser.visits", "adviser") == {"石超": 5, "薛磊": 1}


def test_a_leader_does_not_read_the_advisers_names(county):
    service(county.villages[0], "talk")
    leader = make_actor("leader", county.unit)
    assert list(ask(county, "adviser.talks", "adviser", actor=leader)) == ["石**"]


def test_villages_below_the_minimum_of_the_period(county):
    settings.put("adviser_hours_month", 2)
    for month in (1, 2, 3):
        service(county.villages[0], "talk", held_on=D(2020, month, 5), minutes=120)
    quarter = periods.between(D(2020, 1, 1), D(2020, 3, 31))
    assert ask(county, "adviser.below_minimum", period=quarter)["value"] == 1
    assert ask(county, "adviser.below_minimum", "unit", quarter) == {"东湖乡": 1}
    months = evaluate(
        county.actor, Question(None, quarter, keys=("adviser.below_minimum",), by=("month",))
    ).rows()
    assert {line["adviser.below_minimum"].value for line in months} == {None}


# ---------------------------------------------------------------- understanders, trainings


def test_who_is_on_the_roll_at_the_end(county):
    understander(county.villages[0], "R01", "R07")
    understander(county.villages[0], "R07", removed_on=D(2021, 1, 1))
    understander(county.villages[0], removed_on=D(2020, 12, 31))
    understander(county.villages[1], certified_on=D(2021, 1, 1))
    assert ask(county, "understander.people")["value"] == 2
    assert ask(county, "understander.people", "role") == {"村干部": 1, "党员": 2}


def test_the_village_with_fewest_stands_beside_the_mean(county):
    for _ in range(3):
        understander(county.villages[0])
    assert ask(county, "understander.per_village") == {
        "value": "1.5", "numerator": 3, "denominator": 2, "minimum": 0, "mean": "1.5"}  # fmt: skip
    understander(county.villages[1])
    assert ask(county, "understander.per_village")["minimum"] == 1
    rows = evaluate(
        county.actor, Question(None, YEAR, keys=("understander.per_village",), by=("unit",))
    ).rows()
    assert {line.label: line["understander.per_village"].least for line in rows} == {"城关镇": 3, "东湖乡": 1}


def test_trainings_of_understanders_and_of_mediators_are_apart(county):
    for audience, persons in (("understander", 79), ("understander", 78), ("mediator", 30)):
        make_record("training", county.unit, audience=audience, held_on=DAY, subject="培训", persons=persons)
    assert ask(county, "understander.trainings") == {"value": 2, "events": 2, "persons": 157}
    assert ask(county, "mediator.trainings") == {"value": 1, "events": 1, "persons": 30}


def test_activities_by_kind(county):
    for kind in ("publicity", "publicity", "mediation", "guide"):
        make_record("activity", county.villages[0], name="试一试", held_on=DAY, kind=kind)
    assert ask(county, "understander.events")["value"] == 2
    assert ask(county, "understander.mediations")["value"] == 1


# ---------------------------------------------------------------- publicity


def test_events_and_what_they_reached(county):
    town = county.towns[0]
    make_record("publicity", town, held_on=DAY, kind="L05", leaflets=42, audience=161, boards=3)
    make_record("publicity", town, held_on=DAY, kind="L05", form="lecture", leaflets=10, audience=30)
    make_record("publicity", county.unit, held_on=DAY, kind="L03", form="consult", consulted=12)
    assert ask(county, "publicity.events")["value"] == 3
    assert ask(county, "publicity.events", "kind") == {"法律进社区": 1, "法律进企业": 2}
    assert ask(county, "publicity.events", "unit") == {"本级": 1, "城关镇": 2}
    assert ask(county, "publicity.lectures")["value"] == 1
    values = [ask(county, f"publicity.{key}")["value"] for key in ("leaflets", "audience", "boards")]
    assert values == [52, 191, 3]
    assert ask(county, "publicity.consultations") == {"value": 1, "events": 1, "persons": 12}


def test_videos_and_the_study_of_officials(county):
    make_record("video", county.unit, issued_on=DAY, subject="以案释法")
    make_record("official_study", county.unit, held_on=DAY, kind="study", persons=40)
    make_record(
        "official_study", county.unit, held_on=DAY, kind="exam", persons=120, examined=120, passed=117
    )
    assert ask(county, "publicity.videos")["value"] == 1
    assert ask(county, "publicity.officials") == {"value": 2, "events": 2, "persons": 160}
    assert ask(county, "publicity.officials_pass_rate") == {
        "value": "97.50",
        "numerator": 117,
        "denominator": 120,
    }
