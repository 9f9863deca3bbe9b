"""The list: each filter inside and outside, pages by key in both directions, scope, and what it costs."""

import datetime

import pytest
from playhouse.test_utils import count_queries

from models import Dispute, Unit
from office.errors import NotAllowed, NotVisible
from registers import disputes
from registers.dispute_detail import detail
from registers.dispute_search import Filters, search
from registers.similar import similar
from tests import cases, make
from tests.cases import TODAY, enter, party
from vocab import Role


def ids(actor, **wanted):
    return [row.dispute.id for row in search(actor, Filters(**wanted)).rows]


@pytest.fixture
def bureau(county):
    return cases.bureau(county)


@pytest.fixture
def two(county, bureau):
    """A settled case in the first village, and one of another sort in the third."""
    first = enter(
        county, bureau, studio=county.studio, mediators=county.mediators[:1], tags=["G01"], difficulty="D1"
    )
    people = [party("applicant", "欧阳海", phone=cases.OTHER_PHONE), party("respondent", "某某物业公司")]
    second = enter(
        county, bureau, 2, people=people, type="T17", source="S31", outcome="failed", form="", agreed_on="",
        accepted_on="2026-10-01", concluded_on="2026-11-01", difficulty="D3",
    )  # fmt: skip
    return first, second


@pytest.mark.parametrize(
    "wanted",
    [
        {"type": "T02"},
        {"type15": "P02"},
        {"source": "S2"},
        {"outcome": "succeeded"},
        {"difficulty": "D1"},
        {"tag": "G01"},
        {"form": "written"},
        {"number": "东门"},
        {"word": "建国"},
        {"word": "zjg"},
        {"word": cases.ID_NUMBER},
        {"word": "１２０１２３４５６７８"},
        {"word": "〔2026〕东门调字第1号"},
        {"start": datetime.date(2026, 11, 5)},
        {"basis": "concluded", "start": datetime.date(2026, 11, 2)},
    ],
)
def test_a_filter_keeps_what_fits_and_drops_what_does_not(bureau, two, wanted):
    assert ids(bureau, **wanted) == [two[0].id]


@pytest.mark.parametrize(
    "wanted", [{"source": "S3"}, {"source": "S31"}, {"word": "oyh"}, {"word": "物业公司"}]
)
def test_a_source_stands_for_those_below_and_a_name_for_organisations(bureau, two, wanted):
    assert ids(bureau, **wanted) == [two[1].id]


def test_places_and_people_are_filters(county, bureau, two):
    first, second = two
    assert ids(bureau, unit_id=county.towns[0].id) == [first.id]
    assert ids(bureau, unit_id=county.villages[2].id) == [second.id]
    assert ids(bureau, unit_id=county.unit.id) == [first.id, second.id]
    assert ids(bureau, committee_id=county.committees[2].id) == [second.id]
    assert ids(bureau, studio_id=county.studio.id) == [first.id]
    assert ids(bureau, mediator_id=county.mediators[0].id) == [first.id]


def test_the_own_level_leaves_out_what_lies_below_and_keeps_what_was_merged_into_it(county, bureau, two):
    town = county.towns[0]
    own = make.make_dispute(town)
    joined = make.make_dispute(county.towns[1])
    assert ids(bureau, unit_id=town.id, own=True) == [own.id]
    assert ids(cases.office(county), own=True) == [own.id]
    assert ids(bureau, unit_id=county.unit.id, own=True) == []
    Unit.update(valid_to=TODAY, successor=town).where(Unit.id == county.towns[1].id).execute()
    assert set(ids(bureau, unit_id=town.id, own=True)) == {own.id, joined.id}


def test_a_period_is_half_open(bureau, two):
    day = datetime.date(2026, 11, 5)
    assert ids(bureau, start=day, end=day + datetime.timedelta(days=1)) == [two[0].id]
    assert ids(bureau, end=day) == [two[1].id]
    assert ids(
        bureau, basis="concluded", start=datetime.date(2026, 11, 1), end=datetime.date(2026, 11, 10)
    ) == [two[1].id]


def test_withdrawn_cases_show_only_when_asked_for(bureau, two):
    disputes.void(bureau, two[0].id, 1, "重复登记")
    assert ids(bureau) == [two[1].id]
    assert ids(bureau, voided=True) == [two[0].id, two[1].id]


def test_everybody_sees_the_own_part(county, two):
    first, second = two
    assert ids(cases.office(county, 0)) == [first.id]
    assert ids(cases.office(county, 1)) == [second.id]
    assert ids(cases.mediator(county, 0)) == [first.id]
    assert ids(cases.mediator(county, 1)) == []
    assert ids(cases.mediator(county, 0, studio=county.studio)) == [first.id]
    assert ids(cases.actor_of(Role.ADMIN, county.unit)) == []


def test_a_unit_outside_the_area_is_not_found(county):
    with pytest.raises(NotVisible):
        search(cases.office(county), Filters(unit_id=county.towns[1].id))


def test_a_leader_sees_no_names_and_cannot_search_for_them(county, two):
    leader = cases.actor_of(Role.LEADER, county.unit)
    rows = search(leader, Filters()).rows
    assert [(row.applicants, row.respondents) for row in rows] == [(None, None), (None, None)]
    with pytest.raises(NotAllowed):
        search(leader, Filters(word="建国"))
    assert detail(leader, two[0].id, today=TODAY).parties is None


def test_a_row_says_who_where_and_what(county, bureau, two):
    row = search(bureau, Filters()).rows[0]
    assert (row.applicants, row.respondents, row.mediators) == (["张建国"], ["李秀英"], ["赵东门"])
    assert (row.place, row.kind, row.body) == ("城关镇 东门村", "邻里", "东门调解工作室")
    assert search(cases.office(county), Filters()).rows[0].place == "东门村"
    assert search(bureau, Filters()).rows[1].body == "柳南村调委会"


# ---------------------------------------------------------------- pages


def scatter(county, count):
    """`count` bare cases, five a day, so that keys share their day."""
    day = datetime.date(2026, 1, 1)
    for number in range(count):
        make.make_dispute(
            county.villages[number % 4],
            committee=county.committees[number % 4],
            accepted_on=day + datetime.timedelta(days=number // 5),
            mediators=[county.mediators[0]],
        )


def test_paging_forth_and_back_shows_every_case_once_in_order(county, bureau):
    scatter(county, 23)
    expected = [row.id for row in Dispute.select().order_by(Dispute.accepted_on.desc(), Dispute.id.desc())]
    pages, page = [], search(bureau, Filters(), size=5)
    assert page.newer is None
    while True:
        pages.append([row.dispute.id for row in page.rows])
        if not page.older:
            break
        page = search(bureau, Filters(), size=5, after=page.older)
    assert [id_ for page_ in pages for id_ in page_] == expected
    back = [pages[-1]]
    while page.newer:
        page = search(bureau, Filters(), size=5, before=page.newer)
        back.insert(0, [row.dispute.id for row in page.rows])
    assert back == pages


@pytest.mark.parametrize(
    "key", ["x", "20261301-1", "20260101", "2026-01-01", "20260101-x", "99999999-9", "²-1"]
)
def test_a_spoilt_key_shows_the_first_page(county, bureau, key):
    scatter(county, 3)
    assert len(search(bureau, Filters(), after=key).rows) == 3
    assert len(search(bureau, Filters(), before=key).rows) == 3


@pytest.mark.parametrize(("count", "shown"), [(7, 7), (10, 10), (11, 11), (15, 11)])
def test_the_total_is_exact_up_to_its_bound(county, bureau, monkeypatch, count, shown):
    monkeypatch.setattr("registers.dispute_search.COUNTED", 10)
    scatter(county, count)
    assert search(bureau, Filters(), size=2).total == shown


def test_a_page_costs_the_same_with_five_rows_and_with_fifty(county, database):
    scatter(county, 5)
    with count_queries() as few:
        assert len(search(cases.bureau(county), Filters()).rows) == 5
    scatter(county, 60)
    with count_queries() as many:
        assert len(search(cases.bureau(county), Filters()).rows) == 50
    assert many.count == few.count <= 8


def test_a_case_costs_the_same_whatever_belongs_to_it(county, bureau, two):
    with count_queries() as rich:
        detail(bureau, two[0].id, today=TODAY)
    with count_queries() as poor:
        detail(bureau, two[1].id, today=TODAY)
    assert rich.count == poor.count <= 8


def test_a_case_tells_its_parents_and_place(bureau, two):
    case = detail(bureau, two[1].id, today=TODAY)
    assert (case.type15, case.source, case.place) == ("物业", "接受委托移送:法院", "柳河镇 柳南村")


# ---------------------------------------------------------------- cases that may be the same

DAY = datetime.date(2026, 11, 5)


def alike(actor, *people, on=DAY):
    return [one.dispute.id for one in similar(actor, people, on)]


def test_the_same_names_within_a_season_look_the_same(county, bureau, two):
    both = [party("applicant", "张建国"), party("respondent", "李秀英")]
    days = datetime.timedelta(days=90)
    assert alike(bureau, *both) == [two[0].id]
    assert alike(bureau, *both, on=DAY + days) == [two[0].id]
    assert alike(bureau, *both, on=DAY - days) == [two[0].id]
    assert alike(bureau, *both, on=DAY + days + datetime.timedelta(days=1)) == []
    assert alike(bureau, party("applicant", "李秀英"), party("respondent", "张建国")) == [two[0].id]
    assert alike(bureau, party("applicant", "张建国"), party("respondent", "王海")) == []
    assert alike(bureau, party("applicant", "张建国")) == [two[0].id]
    assert alike(bureau, party("respondent", "张建国")) == []


@pytest.mark.parametrize("more", [{"phone": cases.PHONE}, {"id_number": cases.ID_NUMBER}])
def test_the_same_number_looks_the_same_for_a_year(bureau, two, more):
    other = party("applicant", "张剑国", **more)
    assert alike(bureau, other, on=DAY + datetime.timedelta(days=365)) == [two[0].id]
    assert alike(bureau, other, on=DAY + datetime.timedelta(days=366)) == []


def test_a_number_half_typed_is_passed_over(bureau, two):
    assert alike(bureau, party("applicant", "", phone="120", id_number="9901")) == []


def test_only_what_the_writer_may_see_is_told(county, two):
    both = [party("applicant", "张建国", phone=cases.PHONE), party("respondent", "李秀英")]
    assert alike(cases.office(county, 1), *both) == []
    assert alike(cases.mediator(county, 1), *both) == []
    assert alike(cases.mediator(county, 0), *both) == [two[0].id]


def test_withdrawn_cases_are_no_doubles(bureau, two):
    disputes.void(bureau, two[0].id, 1, "重复登记")
    assert alike(bureau, party("applicant", "张建国"), party("respondent", "李秀英")) == []


@pytest.mark.parametrize("day", [datetime.date.min, datetime.date.max])
def test_the_ends_of_the_calendar_are_no_trouble(bureau, two, day):
    assert alike(bureau, party("applicant", "张建国"), on=day) == []
